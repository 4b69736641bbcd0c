"""What of a turn is said otherwise than it is written, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from audio.speech import PRONOUNCED, Segment


def retold(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """Give words as they are written, and what is said in their place: `9 km` and `nine kilometers`.

    Sounds stand between slashes. Signs that nobody says make no difference.
    """
    for segment in segments:
        written, spoken = segment.written.split(), PRONOUNCED.sub(r"/\2/", segment.spoken).split()
        same = SequenceMatcher(None, [*map(_bare, written)], [*map(_bare, spoken)], autojunk=False)
        for kind, first, last, begin, end in same.get_opcodes():
            before, after = " ".join(written[first:last]), " ".join(spoken[begin:end])
            if kind != "equal" and _bare(before) != _bare(after):
                yield before.strip(",.;:"), after.strip(",.;:")


def _bare(word: str) -> str:
    """Give the letters and digits of a word, and its slashes: between them are sounds."""
    return "".join(sign for sign in word.casefold() if sign.isalnum() or sign == "/")
