"""What may be wrong with a take, told from samples, text and pace."""

from __future__ import annotations

import numpy as np
import pytest
from faulty import A_LETTER, RATE, FaultyEngine, clipped, doubled, noisy

from audio.speech import Speech
from audio.speech.sound.cutting import last_words, strung
from audio.speech.sound.trim import trimmed
from audio.speech.takes.pace import Pace, letters, pace_of
from audio.speech.takes.soundness import flaws_against, flaws_within, length_flaw
from audio.speech.takes.ways import Line, after_neighbour, in_pieces

TEXT = "The keeper of the light wrote every ship into his log."
PACE = Pace(0.077, learned=True)


def _said(text: str = TEXT) -> Speech:
    return trimmed(FaultyEngine.sound(text))


def _without_words(speech: Speech) -> Speech:
    return Speech(speech.samples, speech.rate)


def _kinds(speech: Speech) -> list[str]:
    return [flaw.kind for flaw in flaws_within(speech)]


def test_a_good_take_has_no_flaw() -> None:
    assert flaws_within(_said()) == flaws_within(_without_words(_said())) == ()
    assert flaws_against(_said(), TEXT, PACE) == ()


def test_silence_is_a_flaw() -> None:
    assert _kinds(Speech(np.zeros(0, np.float32), RATE)) == ["silence"]


def test_cut_off_peaks_are_a_flaw_and_a_single_loud_one_is_not() -> None:
    assert _kinds(clipped(_said())) == ["clipping"]
    loud = _said()
    loud.samples[5000:5002] = 1
    assert _kinds(loud) == []


def test_noise_behind_the_last_word_is_a_flaw_whether_or_not_the_times_of_words_are_known() -> None:
    said = noisy(0.7)(FaultyEngine.sound(TEXT))
    assert _kinds(said) == _kinds(_without_words(said)) == ["noise"]
    assert flaws_within(said)[0].weight == pytest.approx(0.7, abs=0.15)


def test_a_word_may_end_in_a_long_hiss() -> None:
    assert _kinds(_without_words(noisy(0.3)(_said()))) == []


def test_a_voice_that_goes_on_behind_the_time_of_the_last_word_is_no_noise() -> None:
    said = _said()
    early = tuple(word for word in said.words if word.end < len(said.samples) - RATE)
    assert _kinds(Speech(said.samples, RATE, early)) == []


def test_a_stretch_that_is_heard_twice_is_a_flaw() -> None:
    found = flaws_against(trimmed(doubled(FaultyEngine.sound(TEXT))), TEXT, PACE)
    assert [flaw.kind for flaw in found] == ["repeat"]


def test_a_text_that_says_a_word_twice_may_do_so() -> None:
    text = "No, no, no! The keeper wrote every ship, every ship into it."
    slow = Pace(0.06, learned=True)
    assert flaws_against(_said(text), text, slow) == ()


def test_pauses_are_no_repeats() -> None:
    pause = np.zeros(round(0.5 * RATE), np.float32)
    said = _said()
    paused = Speech(np.concatenate([said.samples, pause, said.samples[: RATE // 2], pause, pause]), RATE)
    assert flaws_against(paused, TEXT, Pace(0.1, learned=True)) == ()


def test_a_take_may_differ_from_its_voices_pace_but_not_by_much() -> None:
    assert [bool(length_flaw(seconds, TEXT, PACE)) for seconds in (1.2, 2.5, 5.5, 9.0)] == [1, 0, 0, 1]


def test_a_voice_that_has_said_little_is_judged_mildly() -> None:
    guess = pace_of([(TEXT, 4.0)])
    assert not guess.learned
    assert length_flaw(8.0, TEXT, guess) is None
    assert length_flaw(12.0, TEXT, guess) is not None


def test_the_pace_is_that_of_most_takes() -> None:
    said = [(TEXT, 0.3 + 0.06 * letters(TEXT))] * 5 + [(TEXT, 30.0)] * 2
    assert pace_of(said).seconds_a_letter == pytest.approx(0.06)
    assert pace_of(said).expected(TEXT) == pytest.approx(0.3 + 0.06 * letters(TEXT))


def test_a_faster_voice_is_expected_to_be_faster_before_it_has_said_anything() -> None:
    assert pace_of([]).at(2.0).seconds_a_letter == pytest.approx(pace_of([]).seconds_a_letter / 2)


@pytest.mark.parametrize(
    ("text", "count"),
    [("a — b!", 2), ("[Pamer](/pˈAməɹ/)", 5), ("42", 7), ("the API", 12), ("漢字", 7), ("ひら", 4), ("", 0)],
)
def test_letters_count_by_the_time_they_take(text: str, count: float) -> None:
    assert letters(text) == count


def test_words_are_cut_out_of_what_was_said_in_company() -> None:
    both = FaultyEngine.sound("Over here. Yes.")
    alone = last_words(both, 1)
    assert [word.text for word in alone.words] == ["Yes."]
    assert len(trimmed(alone).samples) == pytest.approx(3 * A_LETTER, abs=0.1 * RATE)
    assert alone.words[0].end - alone.words[0].start == 3 * A_LETTER


def test_parts_are_joined_with_gaps_and_their_words_move_along() -> None:
    one, other = _said("One."), _said("Two.")
    whole = strung([one, other], [0.25, 0.0])
    assert len(whole.samples) == len(one.samples) + len(other.samples) + RATE // 4
    assert [word.text for word in whole.words] == ["One.", "Two."]
    assert whole.words[1].start >= len(one.samples) + RATE // 4


def test_a_neighbour_is_said_along_only_where_the_words_can_be_told_apart() -> None:
    line = Line("Yes.", None, "Over here.", ("Yes.",))  # type: ignore[arg-type]
    said = after_neighbour(line, lambda text, _: FaultyEngine.sound(text))
    assert said is not None
    assert [word.text for word in said.words] == ["Yes."]
    assert after_neighbour(line, lambda text, _: _without_words(FaultyEngine.sound(text))) is None


def test_a_text_is_parted_near_its_middle_or_not_at_all() -> None:
    asked: list[str] = []

    def speak(text: str, _: object) -> Speech:
        asked.append(text)
        return _said(text)

    assert in_pieces(Line("One, two, three. Four.", None), speak)  # type: ignore[arg-type]
    assert in_pieces(Line("One, two, three.", None), speak)  # type: ignore[arg-type]
    assert asked == ["One, two, three.", "Four.", "One, two,", "three."]
    assert in_pieces(Line("Four", None), speak) is None  # type: ignore[arg-type]
