"""Tending: what happens by itself to open scripts: they are written, and what others change is noticed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from audio.errors import sentence_of
from audio.studio.events import Events
from audio.studio.sitting import Changed, Sitting

_GLANCE = 0.1
"""Seconds between two looks at whether something is to be written."""
_LOOK = 1.0
"""Seconds between two looks at files that others may change."""

Tell = Callable[[Sitting, Changed], object]


class Tender:
    """Looks after all open scripts, in a thread of its own."""

    def __init__(self, events: Events, sittings: Callable[[], Iterable[Sitting]], tell: Tell) -> None:
        self._events, self._sittings, self._tell = events, sittings, tell
        self._ending = threading.Event()
        self._said: dict[str, tuple[str, str]] = {}
        """What was told of each script last, and in which words, so that it is told once."""
        self._thread = threading.Thread(target=self._run, name="vivavoce-tending", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what is to be written, and end."""
        self._ending.set()
        self._thread.join(10)
        for sitting in self._sittings():
            if self._look(sitting):
                self._save(sitting, now=True)
            with suppress(OSError):  # then it stays
                sitting.leave()

    def _run(self) -> None:
        looked = 0.0
        while not self._ending.wait(_GLANCE):
            due = time.monotonic() - looked >= _LOOK
            looked = time.monotonic() if due else looked
            for sitting in tuple(self._sittings()):
                if (due or sitting.unsaved) and self._look(sitting):
                    self._save(sitting)

    def _look(self, sitting: Sitting) -> bool:
        """Take in what others changed; tell whether the file may be written."""
        try:
            changed = sitting.look()
            if changed is not None:
                self._tell(sitting, changed)
                self._disk(sitting, "merged", f"{sitting.about.script.name} was changed in another program.")
            elif sitting.question is not None:
                self._once(sitting, "asks", asked_words(sitting) or "")
            if (recast := sitting.recast()) is not None:
                self._tell(sitting, recast)
                if recast.told:
                    self._disk(sitting, "merged", recast.told)
        except Exception as error:  # that script is not written, the others are
            self._once(sitting, "broken", sentence_of(error))
            return False
        if self._said.get(sitting.about.id, ("",))[0] == "broken":
            del self._said[sitting.about.id]
            self._disk(sitting, "mended", "")
        return True

    def _save(self, sitting: Sitting, *, now: bool = False) -> None:
        try:
            if sitting.save_if_due(now=now):
                self._said.pop(sitting.about.id, None)
                about = {"at": saved_words(sitting), "revision": sitting.saved_revision}
                self._events.publish("saved", {"script": sitting.about.id, **about})
        except Exception as error:  # it is tried again, and the thread goes on
            self._once(sitting, "unsaved", sentence_of(error))

    def _once(self, sitting: Sitting, what: str, text: str) -> None:
        if self._said.get(sitting.about.id) != (what, text):
            self._said[sitting.about.id] = what, text
            self._disk(sitting, what, text)

    def _disk(self, sitting: Sitting, what: str, text: str) -> None:
        self._events.publish("disk", {"script": sitting.about.id, "what": what, "text": text})


def asked_words(sitting: Sitting) -> str | None:
    """Give what is asked where the file was changed in the same turns; None where nothing is."""
    if sitting.question is None:
        return None
    return (
        f"{sitting.about.script.name} was changed in another program, in the same turns as here. "
        "Which is to be kept? The other can be had back by undoing."
    )


def saved_words(sitting: Sitting) -> str | None:
    """Give when the script was written last, such as `12:03`."""
    at = sitting.keeper.saved_at
    return None if at is None else time.strftime("%H:%M", time.localtime(at))
