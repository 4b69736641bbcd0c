"""What a walk shows: no line wider than the terminal, none more than it has, whatever the script."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from itertools import cycle

import pytest
from rich.cells import cell_len

from audio.cast import Cast, CastMember, Settings, Voice, VoiceEntry
from audio.episode import Plan, Request
from audio.rehearsal import Session, changed_turns
from audio.rehearsal.drawing import View, lines_of
from audio.script import Lines, Paragraph, Script, Turn
from audio.source import Source
from audio.speech import segment_script

TEXTS = (
    "Is it late, Dr. Hall?", "時計は遅れています。" * 30, "Supercalifragilistic" * 9, "🎉 So it is. " * 40,
)  # fmt: skip
VOICES = tuple(VoiceEntry("tone", name, "en", "female", None) for name in ("low", "mid", "high"))


def plan_of(*texts: str) -> Plan:
    """Plan a script of such turns, said by two people in turn."""
    turns = tuple(
        Turn(
            number,
            ("Ada Stone", "Ekaterina Wolkonskaja-Trubezkaja")[number % 2],
            (Paragraph(text, Lines(1, 1)),),
        )
        for number, text in enumerate(texts, 1)
    )
    script = Script("時計について", turns, language="en", source="talk.md")
    speakers = dict.fromkeys(turn.speaker for turn in turns)
    cast = Cast(tuple(CastMember(who, Voice("tone", "low"), "automatic", "it is free") for who in speakers))
    request = Request(Source("talk.md", b""))
    return Plan(request, script, Settings(), None, cast, segment_script(script, cast, {}))


@pytest.mark.parametrize("width", [20, 60, 120])
@pytest.mark.parametrize("height", [6, 24, 60])
@pytest.mark.parametrize(
    "state",
    [{}, {"keys": True}, {"voices": VOICES}, {"voices": VOICES, "search": "x"}, {"told": "Oh. " * 90}],
)
def test_every_state_fits_any_terminal(width, height, state):
    plan = plan_of(*TEXTS * 10)
    for at in (0, 1, 17, 39):
        lines = lines_of(View(Session(lambda _: plan, plan, at), **state), width, height)
        assert len(lines) <= height
        assert max(cell_len("".join(text for _, text in line)) for line in lines) <= width


def test_a_script_may_be_read_anew_while_it_is_drawn():
    plans = (plan_of(*TEXTS * 3), plan_of("One."))
    session = Session(lambda _: plans[0], plans[0], at=11)
    drawn, interval = threading.Event(), sys.getswitchinterval()

    def read_anew() -> None:
        for plan in cycle(plans):
            session.plan = plan
            if drawn.wait(0.0003):
                return

    reading = threading.Thread(target=read_anew)
    sys.setswitchinterval(1e-5)
    reading.start()
    try:
        for _ in range(400):
            assert 0 < len(lines_of(View(session), 80, 24)) <= 24
    finally:
        sys.setswitchinterval(interval)
        drawn.set()
        reading.join()


def test_what_is_said_otherwise_is_told_word_by_word_and_signs_make_no_difference():
    plan = plan_of("Ask Dr. Hall “now” – or never.", "It is.")
    session = Session(lambda _: plan, plan)
    shown = ["".join(text for _, text in line) for line in lines_of(View(session), 80, 24)]
    assert " said otherwise: Dr. → Doctor" in shown
    assert session.otherwise() == (("Dr.", "Doctor"),)


def test_a_turn_that_moved_has_not_changed_and_one_in_another_voice_has():
    before = plan_of("One.", "Two.")
    assert changed_turns(before, plan_of("Zero.", "Nil.", "One.", "Two.")) == (1, 2)
    assert changed_turns(before, before) == ()
    others = tuple(replace(each, voice=Voice("tone", "top")) for each in before.segments[:1])
    assert changed_turns(before, replace(before, segments=(*others, *before.segments[1:]))) == (1,)
