"""A preview that is spoken and played in the background, and can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from audio.episode import Plan, Player, Watcher, preview, preview_name, sending
from audio.errors import SpeechError, sentence_of
from audio.speech import Allow, Progress

Tell = Callable[[str, bool], None]
"""Takes what is being done, from another thread, and whether it is over: then what went wrong, or nothing."""
NOT_PLAYED = "Not played: this machine has no sound device, or no program that plays WAV files."


class Hearing(Watcher):
    """Speaks the turns of a plan and plays them in a thread of its own, once another hearing has ended."""

    def __init__(
        self,
        plan: Callable[[], Plan],
        folder: Path,
        allow: Allow,
        tell: Tell,
        *,
        after: Hearing | None = None,
        playing: bool = True,
    ) -> None:
        self._plan, self._folder, self._allow, self._tell = plan, folder, allow, tell
        self._after, self._playing = after, playing
        self._sent = ""  # to whom what will be sent: nothing leaves the machine unsaid
        self._player = Player()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._hear, name="vivavoce-hearing")
        self._thread.start()

    @property
    def goes_on(self) -> bool:
        """Whether it is still spoken or played, and nobody stopped it."""
        return self._thread.is_alive() and not self._stopped.is_set()

    def stop(self) -> None:
        """Let no more be heard, at once; takes that are finished are kept."""
        self._stopped.set()
        self._player.stop()

    def wait(self) -> None:
        """Wait until it has ended."""
        self._thread.join()

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Tell how far a model file is."""
        self._go_on(f"fetching {file}, {done / 1e6:.0f} of {size / 1e6:.0f} MB")

    def on_progress(self, spoken: Progress) -> None:
        """Tell how many takes there are."""
        heard = self._playing and self._player.streams
        self._go_on("playing" if heard else f"{spoken.done} of {spoken.total} takes")

    def on_stage(self, stage: str) -> None:
        """Tell what is being done."""
        self._go_on(stage)

    def _go_on(self, told: str) -> None:
        if self._stopped.is_set():
            raise SpeechError("The preview was stopped.")
        self._tell(f"{self._sent} {told}".lstrip(), False)  # noqa: FBT003 - as its type says

    def _hear(self) -> None:
        if self._after:
            self._after.wait()
            self._after = None  # and what came before that
        try:
            told = self._heard()
        except Exception as error:  # the screen is no place for a traceback
            told = sentence_of(error)
        if not self._stopped.is_set():
            self._tell(told, True)  # noqa: FBT003 - as its type says

    def _heard(self) -> str:
        """Speak and play; give what went wrong with playing."""
        self._go_on("reading")
        plan = self._plan()
        self._sent = " ".join(sending(plan))
        self._go_on("speaking")
        with self._player as player:
            hear = player.hear if self._playing and player.streams else None
            target = self._folder / f"{preview_name(plan)}.wav"
            heard = preview(plan, target, allow=self._allow, watch=self, hear=hear)
        if self._player.played or not self._playing:
            return ""
        self._go_on("playing")
        return "" if self._player.play(heard.file) else NOT_PLAYED
