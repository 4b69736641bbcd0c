"""Searching for the patterns of a source, within a time limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from time import monotonic

import regex

from audio.errors import Problem, SettingsError
from audio.script.readers.exports.profiles import Profile, Source
from audio.script.text import one_line, words
from audio.script.values import Dropped, Lines

SECONDS = 4.0
"""How long all patterns of one source may search in one file, and each 100,000 characters of it longer."""


@dataclass(slots=True)
class Search:
    """The patterns of one source on one file."""

    source: Source
    left: float
    """Seconds that its patterns may still take."""
    dropped: list[Dropped] = field(default_factory=list)
    """What was taken out, in no order."""
    learned: dict[str, str] = field(default_factory=dict)
    """What groups of the patterns tell: title, date, author, and names of parts."""
    people: dict[str, str] = field(default_factory=dict)
    """Id -> name of people who are called by their ids."""

    @property
    def profile(self) -> Profile:
        """What the source looks like."""
        return self.source.profile

    def find(self, pattern: str, text: str) -> list[regex.Match[str]]:
        """Give every match. Raises `SettingsError` where the source's patterns take too long."""
        begun = monotonic()
        try:
            found = list(regex.compile(pattern, regex.MULTILINE).finditer(text, timeout=max(self.left, 0.01)))
        except TimeoutError as error:
            name, _, origin = self.source
            sentence = (
                f"the patterns of {name} take too long on this file, the last was {pattern!r}."
                " Repeat nothing that holds a repeat, and limit what is long: .{1,80}."
            )
            raise SettingsError((Problem(origin, None, sentence),)) from error
        self.left -= monotonic() - begun
        return found

    def drop(self, text: str, line: int) -> None:
        """Note that nobody says a text, which begins at a line; 0 where that is not known."""
        if words(text):
            last = line + text.rstrip().count("\n") if line else 0
            self.dropped.append(Dropped(one_line(text), f"set by {self.source.name}", Lines(line, last)))

    def without(self, patterns: Sequence[str], text: str, line: int = 1) -> str:
        """Give a text, which begins at a line, 0 where that is not known, without what nobody says.

        Its line breaks stay.
        """
        for pattern in patterns:
            text = self._taken_out(pattern, text, line)
        return unescape(text) if self.profile.entities else text

    def rewritten(self, text: str) -> str:
        """Give a text as Markdown. Raises `SettingsError` as `find` does."""
        for pattern, plain in self.profile.rewrite:
            parts, at = list[str](), 0
            for match in self.find(pattern, text):
                parts += [text[at : match.start()], match.expand(plain)]
                at = match.end()
            text = "".join((*parts, text[at:]))
        return text

    def _taken_out(self, pattern: str, text: str, line: int) -> str:
        parts, at = [], 0
        for match in self.find(pattern, text):
            start, end = match.span()
            if start == end:
                continue
            line += text.count("\n", at, start) if line else 0
            groups = match.groupdict()
            if identity := groups.pop("id", None):
                self.people[identity] = groups.pop("name", None) or identity
            known = self.people.get(groups.pop("person", None) or "", "")
            kept = groups.pop("kept", None) or ""
            self.learned = {key: value for key, value in groups.items() if value} | self.learned
            self.drop(match[0].replace(kept, " ", 1), line)
            parts += [text[at:start], known or kept or _between(text, start, end)]
            line += match[0].count("\n") if line else 0
            at = end
        return "".join((*parts, text[at:])) if at else text


def _between(text: str, start: int, end: int) -> str:
    """Give what is left in the place of what is taken out: its line breaks, or a space between two words."""
    breaks = text.count("\n", start, end)
    apart = start and not text[start - 1].isspace() and text[end : end + 1].isalnum()
    return "\n" * breaks if breaks else " " if apart else ""


def speaker_and_part(turn: regex.Match[str]) -> tuple[str, str]:
    """Give who speaks a turn, and the group that stands for them where the turn does not tell; else empty."""
    groups = turn.groupdict()
    part = (key for key, value in groups.items() if key[0].isupper() and value is not None)
    return groups.get("speaker") or "", next(part, "")
