"""What the site has besides the files in docs/: the README first, and the library from its docstrings."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\((?P<to>[^():\s]+)\)")
REFERENCE = """# The library, function by function

::: audio.library
"""


def on_files(files: Files, config: Any) -> Files:
    """Add the two pages that are made from other files."""
    files.append(File.generated(config, "index.md", content=moved(ROOT / "README.md")))
    files.append(File.generated(config, "reference.md", content=REFERENCE))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Keep the words of a link to a file that the site does not have: the sources, the licence."""
    return LINK.sub(lambda link: link["words"] if link["to"].startswith("../") else link[0], markdown)


def moved(readme: Path) -> str:
    """Give a page of the project's folder as if it lay in docs/."""

    def to(link: re.Match[str]) -> str:
        return f"{link['image']}[{link['words']}]({posixpath.relpath(link['to'], 'docs')})"

    return LINK.sub(to, readme.read_text("utf-8"))
