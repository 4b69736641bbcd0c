"""The walk on a terminal: keys and what they do, by prompt_toolkit, which comes with the extra `terminal`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audio.cast import listed
from audio.errors import sentence_of
from audio.extras import present
from audio.rehearsal.changes import POLLING, Files
from audio.rehearsal.drawing import View, lines_of
from audio.rehearsal.hearing import Hearing
from audio.rehearsal.session import Session
from audio.speech import Allow

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

STYLES = {
    "title": "bold", "quiet": "ansibrightblack", "rule": "ansibrightblack", "key": "bold", "text": "",
    "told": "ansiyellow", "here": "reverse", "who0": "ansicyan", "who1": "ansimagenta", "who2": "ansigreen",
    "who3": "ansiyellow", "who4": "ansiblue", "who5": "ansired",
}  # fmt: skip
_PAGE = 10
"""Turns that PgUp and PgDn pass."""


def lacking() -> str:
    """Say what is missing for a walk; empty where nothing is."""
    if present("prompt_toolkit"):
        return ""
    return "`pip install 'vivavoce[terminal]'` lets you walk through the turns with the arrow keys."


class Screen:
    """A session on a terminal. What takes long is done beside, one thing after the other."""

    def __init__(self, session: Session, folder: Path, allow: Allow, *, playing: bool = True) -> None:
        self._session, self._folder, self._allow, self._playing = session, folder, allow, playing
        self._view = View(session)
        self._hearing: Hearing | None = None
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="vivavoce-rehearsal")
        self._leaving = threading.Event()
        self._warned = False
        self.saved: list[str] = []
        """What was saved, a sentence for each time."""
        self._app = self._application()
        self._app.ttimeoutlen = 0.05  # seconds after which Esc is no beginning of another key

    def run(self) -> None:
        """Walk until somebody leaves; then nothing is heard or written any more."""
        watching = threading.Thread(target=self._watch, name="vivavoce-files")
        watching.start()
        try:
            self._app.run()
        finally:
            self._leaving.set()
            watching.join()
            self._beside.shutdown()  # what somebody asked for, such as saving, is done
            if self._hearing:
                self._hearing.stop()
                self._hearing.wait()

    def _application(self) -> Application[None]:
        from prompt_toolkit.application import Application  # noqa: PLC0415 - of the extra
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window  # noqa: PLC0415
        from prompt_toolkit.styles import Style  # noqa: PLC0415

        window = Window(FormattedTextControl(self._drawn, show_cursor=False), always_hide_cursor=True)
        return Application(
            Layout(window), key_bindings=self._bindings(), style=Style.from_dict(STYLES), full_screen=True
        )

    def _drawn(self) -> StyleAndTextTuples:
        size = self._app.output.get_size()
        drawn: StyleAndTextTuples = []
        for number, line in enumerate(lines_of(self._view, size.columns, size.rows)):
            drawn += [("", "\n")] if number else []
            drawn += [(" ".join(f"class:{name}" for name in style.split()), text) for style, text in line]
        return drawn

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings  # noqa: PLC0415 - of the extra
        from prompt_toolkit.keys import Keys  # noqa: PLC0415

        keys = KeyBindings()
        for names, turns in (
            (("up",), -1), (("down",), 1), (("pageup",), -_PAGE), (("pagedown",), _PAGE),
            (("home",), -len(self._session.turns)), (("end",), len(self._session.turns)),
        ):  # fmt: skip
            for name in names:
                keys.add(name)(partial(self._moved, turns))
        keys.add("enter")(self._entered)
        keys.add("escape", eager=True)(self._back)
        keys.add("backspace")(self._erased)
        keys.add("c-c")(lambda event: event.app.exit())
        keys.add(Keys.Any)(self._typed)
        return keys

    def _moved(self, turns: int, _: KeyPressEvent) -> None:
        self._settle()
        if self._view.voices:
            last = max(0, len(self._view.found()) - 1)
            self._view.voice_at = min(max(self._view.voice_at + turns, 0), last)
        else:
            self._session.go(turns)

    def _typed(self, event: KeyPressEvent) -> None:
        self._settle(warned=event.data == "q")
        view = self._view
        if event.data == " ":
            self._hear()
        elif view.voices and event.data.isprintable():
            view.search, view.voice_at = view.search + event.data, 0
        elif not view.voices:
            does = {"v": self._open_voices, "s": self._save, "?": self._show_keys, "q": self._leave}
            does.get(event.data, lambda: None)()

    def _settle(self, *, warned: bool = False) -> None:
        """Take away what was told, and the keys, as soon as somebody goes on."""
        self._view.keys, self._view.told = False, ""
        self._warned = self._warned and warned

    def _entered(self, _: KeyPressEvent) -> None:
        found = self._view.found()
        if not self._view.voices:
            self._hear()
        elif found:
            voice = str(found[self._view.voice_at])
            self._close_voices()
            self._do("casting", lambda: self._session.choose(voice))

    def _erased(self, _: KeyPressEvent) -> None:
        self._view.search, self._view.voice_at = self._view.search[:-1], 0

    def _back(self, _: KeyPressEvent) -> None:
        self._settle()
        self._close_voices()

    def _close_voices(self) -> None:
        self._view.voices, self._view.search, self._view.voice_at = (), "", 0

    def _show_keys(self) -> None:
        self._view.keys = True

    def _open_voices(self) -> None:
        def found() -> None:
            self._view.voices = self._session.voices()

        self._do("looking for voices", found)

    def _save(self) -> None:
        def save() -> str:
            if not self._session.chosen:
                return "There is nothing to save: no voice was chosen."
            names = self._session.save()
            self.saved.append(f"{self._session.settings_file} now has the voice of {listed(names)}.")
            return self.saved[-1]

        self._do("saving", save)

    def _leave(self) -> None:
        if self._session.chosen and not self._warned:
            self._warned = True
            names = ", ".join(self._session.chosen)
            self._view.told = f"Not saved: the voice of {names}. s saves, q leaves."
        else:
            self._app.exit()

    def _hear(self) -> None:
        """Let the turn be heard, in the voice that somebody is at; where something is heard, end that."""
        view, was = self._view, self._hearing
        if was and was.goes_on:
            was.stop()
            stopped, view.playing, view.doing = view.playing, None, ""
            if stopped == self._session.turn.number and not view.voices:
                return
        number, found = self._session.turn.number, view.found()
        plan = self._session.alone
        if view.voices:
            if not found:
                return
            plan = partial(self._session.in_voice, str(found[view.voice_at]))
        view.playing, view.doing = number, "speaking"
        tell = partial(self._tell, number)
        self._hearing = Hearing(plan, self._folder, self._allow, tell, after=was, playing=self._playing)

    def _tell(self, number: int, told: str, over: bool) -> None:  # noqa: FBT001 - as `Tell` says
        """Show how far a hearing is."""
        view = self._view
        view.doing = "" if over else told
        if over:
            view.playing, view.told = None, told or view.told
            view.heard |= set() if told else {number}
        self._app.invalidate()

    def _do(self, told: str, work: Callable[[], str | None]) -> None:
        """Do what takes long; show meanwhile what it is, and then what came of it."""

        def done() -> None:
            try:
                result = work() or ""
            except Exception as error:  # as above all, no traceback
                result = sentence_of(error)
            if told or result:
                self._view.told = result
            self._app.invalidate()

        self._view.told = told or self._view.told
        self._beside.submit(done)

    def _watch(self) -> None:
        """Read anew what somebody saves elsewhere."""
        files = Files(self._session.plan)
        while not self._leaving.wait(POLLING):
            if files.changed():
                time.sleep(POLLING)  # an editor may write in two goes
                files.changed()
                self._do("", self._session.read_again)
