"""Searching for the patterns of a source, within a time limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from time import monotonic

import regex

from audio.errors import Problem, SettingsError
from audio.script.readers.exports.profiles import Profile, Source
from audio.script.text import has_letters, one_line
from audio.script.values import Dropped, Lines

SECONDS = 4.0
"""How long all patterns of one source may take on one file."""


@dataclass(slots=True)
class Search:
    """The patterns of one source on one file."""

    source: Source
    until: float = field(default_factory=lambda: monotonic() + SECONDS)
    dropped: list[Dropped] = field(default_factory=list)
    """What was taken out, in no order."""
    learned: dict[str, str] = field(default_factory=dict)
    """What groups of the patterns tell: title, date, and names of parts."""
    people: dict[str, str] = field(default_factory=dict)
    """Id -> name of people who are mentioned by their ids."""

    @property
    def profile(self) -> Profile:
        """What the source looks like."""
        return self.source.profile

    def find(self, pattern: str, text: str) -> Iterator[regex.Match[str]]:
        """Give every match. Raises `SettingsError` where the source's patterns take too long."""
        try:
            left = max(self.until - monotonic(), 0.01)
            yield from regex.compile(pattern, regex.MULTILINE).finditer(text, timeout=left)
        except TimeoutError as error:
            name, _, origin = self.source
            sentence = (
                f"the patterns of {name} take longer than {SECONDS:g} seconds on this file, the last was"
                f" {pattern!r}. Repeat nothing that holds a repeat, and limit what is long: .{{1,80}}."
            )
            raise SettingsError((Problem(origin, None, sentence),)) from error

    def without(self, patterns: Sequence[str], text: str, line: int = 1) -> str:
        """Give a text, which begins at a line, without what nobody says; its line breaks stay."""
        for pattern in patterns:
            text = self._taken_out(pattern, text, line)
        return unescape(text) if self.profile.entities else text

    def _taken_out(self, pattern: str, text: str, line: int) -> str:
        parts, at = [], 0
        for match in self.find(pattern, text):
            start, end = match.span()
            if start == end:
                continue
            line += text.count("\n", at, start)
            groups = match.groupdict()
            kept = groups.pop("kept", None) or self.people.get(groups.pop("person", None) or "", "")
            self.learned.update((key, value) for key, value in groups.items() if value)
            taken = one_line(match[0].replace(kept, " ", 1))
            if has_letters(taken) or any(map(str.isdigit, taken)):
                self.dropped.append(
                    Dropped(
                        taken,
                        f"set by {self.source.name}",
                        Lines(line, line + match[0].rstrip().count("\n")),
                    )
                )
            parts += [text[at:start], kept or _between(text, start, end)]
            line += match[0].count("\n")
            at = end
        return "".join((*parts, text[at:])) if at else text


def _between(text: str, start: int, end: int) -> str:
    """Give what is left in the place of what is taken out: its line breaks, or a space between two words."""
    breaks = text.count("\n", start, end)
    apart = start and not text[start - 1].isspace() and text[end : end + 1].isalnum()
    return "\n" * breaks if breaks else " " if apart else ""
