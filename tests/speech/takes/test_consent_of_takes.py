"""What is sent away is agreed to: also what turned out to be missing after the question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making import segment

from audio.errors import ConsentError
from audio.speech import NOTHING, Allow, Engine, speak_segments
from audio.speech.engines.tone import ToneEngine


class OnlineEngine(ToneEngine):
    """Hums somewhere else."""

    name = "elsewhere"
    online = True


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_takes_that_went_bad_after_the_question_are_not_sent(
    cache: Path, bring: Callable[[Engine], None], damage: str
) -> None:
    bring(OnlineEngine())
    segments = [segment("hello there", "elsewhere:low")]
    (take,) = speak_segments(segments, allow=Allow(online=True))
    assert speak_segments(segments, allow=NOTHING)[0].cached
    if damage == "cut":
        take.clip.write_bytes(take.clip.read_bytes()[:-2])
    else:
        take.clip.unlink()
    with pytest.raises(ConsentError, match="elsewhere will be sent 11 characters"):
        speak_segments(segments, allow=NOTHING)
