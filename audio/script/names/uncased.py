"""Names in scripts without capitals, where length is nearly all that can be judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audio.script.text import is_unspaced

if TYPE_CHECKING:
    from audio.script.names.forms import NameKind

_SAYS = re.compile(
    r"(?:说|說|道|問|问我|喊|写道|表示|指出|回答|と言う|という|(?:^| )(?:قال|قالت|يقول|تقول|سأل))$"
)
"""Chinese, Japanese and Arabic words for saying, before what somebody is quoted with."""


def kind_of_uncased(name: str) -> NameKind:
    """Give the kind in a script without capitals, where length is all that can be judged."""
    if any(is_unspaced(char) for char in name):
        if len(name) > 14 or any(char in "，。、！？" for char in name):
            return "phrase"
        return "phrase" if _SAYS.search(name) else "word" if len(name) <= 8 else "handle"
    count = len(name.split())
    if count > 4 or len(name) > 32 or _SAYS.search(name):
        return "phrase"
    return "person" if count in (2, 3) else "word" if count == 1 else "handle"
