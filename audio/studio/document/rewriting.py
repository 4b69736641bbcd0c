"""Rewriting: what a change made of the settings' file, so that it can be taken back and made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from audio.safe_yaml import YamlError, load

Values = tuple[tuple[tuple[str, ...], Any, Any], ...]
"""Settings that differ: where each stands, what it was and what it is; None where there is none."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A run of a file's text in place of another."""

    at: int
    """Offset at which the run begins."""
    removed: str
    added: str
    digests: tuple[str, str]
    """Of the whole text before and after."""
    values: Values

    def inverse(self) -> Rewrite:
        """Give the way back."""
        values = tuple((where, now, was) for where, was, now in self.values)
        before, after = self.digests
        return Rewrite(self.at, self.added, self.removed, (after, before), values)

    def of(self, text: str) -> str | None:
        """Give the text behind it; None where `text` is not the one that it was made of.

        One that differs elsewhere will do where the run is near its place and the same settings change.
        """
        if text_digest(text) == self.digests[0]:
            return self._at(text, self.at)
        near = self.at + len(self.removed)
        for at in (text.find(self.removed, self.at), text.rfind(self.removed, 0, near)):
            if at < 0:
                continue
            moved = self._at(text, at)
            with suppress(YamlError):
                values = sorted(_differences(_loaded(text), load(moved), ()), key=_where)
                if values and values == sorted(self.values, key=_where):
                    return moved
        return None

    def _at(self, text: str, at: int) -> str:
        return text[:at] + self.added + text[at + len(self.removed) :]


def _where(value: tuple[tuple[str, ...], Any, Any]) -> tuple[str, ...]:
    return value[0]


def rewrite_between(before: str, after: str) -> Rewrite:
    """Give what makes one text of YAML the other."""
    at = _alike(before, after)
    same = _alike(before[at:][::-1], after[at:][::-1])
    removed, added = before[at : len(before) - same], after[at : len(after) - same]
    values = tuple(_differences(_loaded(before), _loaded(after), ()))
    return Rewrite(at, removed, added, (text_digest(before), text_digest(after)), values)


def _alike(one: str, other: str) -> int:
    """Give how many characters two texts have in common at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def text_digest(text: str) -> str:
    """Give what a text is known by."""
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def value_in(text: str, where: tuple[str, ...]) -> Any:
    """Give a setting of a text of YAML; None where it has none, or is no YAML."""
    found = _loaded(text)
    for key in where:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _differences(was: Any, now: Any, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if not isinstance(was, Mapping | None) or not isinstance(now, Mapping | None) or was is now is None:
        if was != now:
            yield where, was, now
        return
    old, new = was or {}, now or {}
    for key in {**old, **new}:
        yield from _differences(old.get(key), new.get(key), (*where, str(key)))


def _loaded(text: str) -> Any:
    try:
        return load(text)
    except YamlError:
        return None
