"""How the names of files end that may hold an interview."""

from __future__ import annotations

ENDINGS = frozenset((
    *(".md", ".markdown", ".mdx", ".txt", ".html", ".htm", ".xhtml", ".mhtml", ".eml"),
    *(".docx", ".odt", ".rtf", ".pdf", ".epub", ".zip"),
    *(".vtt", ".srt", ".ass", ".ssa", ".ttml", ".csv", ".tsv", ".json", ".jsonl"),
    *(".org", ".tex", ".ltx", ".wiki", ".mediawiki", ".wikitext"),
))  # fmt: skip
"""In small letters, with the dot."""
