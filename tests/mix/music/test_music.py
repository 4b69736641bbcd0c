"""Music around the speech and under it."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from audio.cast import Bed, Loudness, Music, Pauses, Theme
from audio.errors import MixError
from audio.media import FRAME
from audio.mix import lay_out, master, measure, read_score
from audio.mix.level.matching import VOICE_LEVEL
from audio.mix.music.blocks import music_blocks
from audio.mix.music.ducking import ATTACK, HOLD, RELEASE, Ducking
from audio.mix.values import Event
from audio.script import Chapter, Direction, Lines, Paragraph, Script, Turn

RATE = 44_100
STILL = Pauses(variation=0, overlap=0)


@pytest.fixture
def interview():
    """Give a script whose first turn the narrator reads."""
    turns = tuple(
        Turn(n, who, (Paragraph("Hello.", Lines(n, n)),), narration=who == "Narrator")
        for n, who in enumerate(["Narrator", "Ada", "Bob"], 1)
    )
    return Script("T", turns, chapters=(Chapter("Introduction", 1, "introduction"), Chapter("One", 2)))


@pytest.fixture
def takes(make_take):
    """Give three seconds of each turn."""
    return [
        make_take(3.0, turn=1, speaker="Narrator", pause_after="chapter"),
        make_take(3.0, turn=2, speaker="Ada", pause_after="speaker", pitch=210),
        make_take(3.0, turn=3, speaker="Bob", pause_after="end", pitch=110),
    ]


def laid_out(takes, script, **music):
    return lay_out(takes, script, STILL, score=read_score(Music(**music), RATE))


def seconds_of(samples: int) -> float:
    return round(samples / RATE, 6)


def level_of(sound: np.ndarray, at: float) -> float:
    """Give the level in dB of 20 ms around a time."""
    middle = round(at * RATE)
    return 10 * np.log10(np.mean(np.square(sound[middle - 441 : middle + 441], dtype=np.float64)) + 1e-20)


def only_music(timeline) -> np.ndarray:
    return np.concatenate(list(music_blocks(timeline, 1, VOICE_LEVEL)))[:, 0]


def test_an_intro_moves_speech_and_chapters_to_the_right(takes, interview, tune):
    plain = lay_out(takes, interview, STILL)
    timeline = laid_out(takes, interview, intro=Theme(path=tune(5.0)))
    shift = timeline.events[0].start - plain.events[0].start
    assert abs(shift - 5 * RATE) < FRAME
    assert [event.start for event in timeline.events] == [event.start + shift for event in plain.events]
    assert [mark.start for mark in timeline.chapters] == [0, plain.chapters[1].start + shift]
    assert timeline.length == plain.length + shift


def test_an_intro_may_go_on_under_the_first_words(takes, interview, tune):
    timeline = laid_out(takes, interview, intro=Theme(path=tune(5.0), overlap=2.0))
    assert 0 <= timeline.events[0].start - 3 * RATE < FRAME
    sound = only_music(timeline)
    assert level_of(sound, 1.0) - level_of(sound, 4.5) == pytest.approx(16.0, abs=0.2)


def test_an_outro_is_heard_to_its_last_sample(takes, interview, tune):
    plain = lay_out(takes, interview, STILL)
    timeline = laid_out(takes, interview, outro=Theme(path=tune(4.0), overlap=1.0))
    (outro,) = timeline.music
    assert outro.start == timeline.events[-1].end - RATE
    assert outro.end == timeline.length == plain.events[-1].end + 3 * RATE
    assert level_of(only_music(timeline), timeline.length / RATE - 0.02) > -60
    apart = laid_out(takes, interview, outro=Theme(path=tune(4.0)))
    assert apart.length == plain.length + 4 * RATE


def test_a_sting_stands_in_the_middle_of_a_chapters_pause(takes, interview, tune):
    timeline = laid_out(takes, interview, sting=Theme(path=tune(1.5)))
    (sting,) = timeline.music
    first, second, third = timeline.events
    assert [seconds_of(n) for n in (sting.start - first.end, sting.length)] == [0.5, 1.5]
    assert 0 <= second.start - sting.end - RATE // 2 < FRAME
    assert 0 <= third.start - second.end - round(0.45 * RATE) < FRAME
    assert timeline.chapters[1].start == second.start


@pytest.mark.parametrize("overlap", [0.0, 1.0])
def test_a_pause_that_the_script_asks_for_beside_music_moves_what_follows_by_as_much(
    takes, interview, tune, overlap
):
    music = {role: Theme(path=tune(3.0), overlap=overlap) for role in ("intro", "sting", "outro")}
    places = ((0, 2.0), (0, 3.0), (12, 1.5))
    asked = [
        replace(take, segment=replace(take.segment, directions=(Direction(at, at, "pause", seconds),)))
        for take, (at, seconds) in zip(takes, places, strict=True)
    ]
    plain, paused = (laid_out(each, interview, **music) for each in (takes, asked))
    later = paused.events[0].start - plain.events[0].start
    assert later == pytest.approx(2 * RATE, abs=FRAME)
    gaps = [line.events[1].start - line.events[0].end for line in (plain, paused)]
    assert gaps[1] == pytest.approx((3.0 + 3.0 - overlap) * RATE, abs=2 * FRAME)
    outros = [line.music[-1].start - line.events[-1].end for line in (plain, paused)]
    assert outros[1] - outros[0] == pytest.approx(1.5 * RATE, abs=2)


@pytest.mark.parametrize("seconds", [0.4, 1.5])
def test_a_short_sting_is_as_loud_as_music_is_anywhere_else(takes, interview, tune, seconds):
    path = tune(seconds)
    timeline = laid_out(takes, interview, intro=Theme(path=path), sting=Theme(path=path))
    sound = only_music(timeline)
    intro, sting = timeline.music
    for share in (0.1, 0.5, 0.9):
        at, there = (piece.start / RATE + share * seconds for piece in (sting, intro))
        assert level_of(sound, at) == pytest.approx(level_of(sound, there), abs=0.1)


def test_a_sting_goes_down_where_the_next_word_begins_over_it(takes, interview, tune):
    timeline = laid_out(takes, interview, sting=Theme(path=tune(2.0), overlap=0.5, duck=16))
    (sting,) = timeline.music
    sound, word = only_music(timeline), timeline.events[1].start / RATE
    full = level_of(sound, sting.start / RATE + 0.1)
    assert level_of(sound, word - ATTACK - 0.02) == pytest.approx(full, abs=0.1)
    assert level_of(sound, word + 0.02) == pytest.approx(full - 16, abs=0.1)


def test_a_bed_rises_before_the_narrators_first_word_and_falls_after_the_last(takes, interview, tune):
    timeline = laid_out(takes, interview, bed=Bed(path=tune(20.0), fade_in=0.5, fade_out=2.0))
    (bed,) = timeline.music
    narrator = timeline.events[0]
    assert (bed.start, bed.end) == (narrator.start - RATE // 2, narrator.end + 2 * RATE)
    sound = only_music(timeline)
    under = level_of(sound, narrator.start / RATE + 1)
    assert under > -80
    assert level_of(sound, bed.end / RATE - 0.05) < under - 10
    assert not sound[bed.end :].any()


def test_a_bed_that_is_too_short_is_played_again_without_a_hole(takes, interview, tune):
    timeline = laid_out(takes, interview, bed=Bed(path=tune(1.2), duck=0))
    assert len(timeline.music) > 3
    sound = only_music(timeline)
    narrator = timeline.events[0]
    levels = [level_of(sound, at) for at in np.arange(narrator.start / RATE + 0.6, narrator.end / RATE, 0.05)]
    assert max(levels) - min(levels) < 6.5  # the tone meets itself in any phase


def test_without_narration_there_is_nothing_for_a_bed_to_lie_under(takes, interview, tune):
    interview = replace(interview, turns=tuple(replace(turn, narration=False) for turn in interview.turns))
    assert laid_out(takes, interview, bed=Bed(path=tune(9.0))).music == ()


@pytest.mark.parametrize("duck", [6.0, 16.0, 30.0])
def test_music_goes_down_before_a_word_and_comes_up_after_it(make_take, interview, tune, duck):
    take = make_take(3.0, turn=1, speaker="Narrator")
    timeline = laid_out([take], interview, intro=Theme(path=tune(12.0), overlap=8.0, duck=duck))
    sound = only_music(timeline)
    (event,) = timeline.events
    begins, ends = event.start / RATE, event.end / RATE
    full = level_of(sound, 1.0)
    assert level_of(sound, begins - ATTACK - 0.02) == pytest.approx(full, abs=0.1)
    assert level_of(sound, begins - ATTACK / 2) == pytest.approx(full - duck / 2, abs=0.5)
    assert all(
        level_of(sound, at) == pytest.approx(full - duck, abs=0.1)
        for at in (begins + 0.02, begins + 1, ends - 0.02)
    )
    assert level_of(sound, ends + RELEASE / 2) == pytest.approx(full - duck / 2, abs=0.5)
    assert level_of(sound, ends + RELEASE + 0.02) == pytest.approx(full, abs=0.1)


def test_music_stays_down_in_a_pause_that_is_too_short_to_come_up_in(make_take):
    take = make_take(1.0)
    apart = round((ATTACK + HOLD + RELEASE) * RATE)
    for gap, expected in ((apart - 1, 1.0), (apart + 2, 0.0)):
        events = [Event(take, 0, RATE), Event(take, RATE + gap, RATE)]
        share = Ducking(events, RATE).share(RATE, RATE + gap)
        assert share.min() == pytest.approx(expected, abs=1e-6)


def test_the_gain_of_the_music_has_no_corner(make_take):
    share = Ducking([Event(make_take(1.0), 2 * RATE, RATE)], RATE).share(0, 6 * RATE)
    assert np.abs(np.diff(share)).max() < 1 / (0.3 * RATE) * 1.5
    assert np.abs(np.diff(share, 2)).max() < 1e-7


@pytest.mark.parametrize("level", [0.02, 0.9])
@pytest.mark.parametrize("gain", [-10.0, 0.0])
def test_music_is_as_loud_beside_the_speech_as_it_was_set_whatever_its_own_level(
    takes, interview, tune, level, gain
):
    timeline = laid_out(takes, interview, intro=Theme(path=tune(6.0, level=level), gain=gain))
    sound = np.concatenate(list(master(timeline, Loudness(target=-24)).blocks()))
    music = measure([sound[: 6 * RATE]], RATE, 1).lufs
    speech = measure([sound[event.start : event.end] for event in timeline.events], RATE, 1).lufs
    assert music - speech == pytest.approx(gain, abs=0.4)


def test_trims_and_fades_are_where_they_were_set(takes, interview, tune):
    theme = Theme(path=tune(6.0), trim_start=1.0, trim_end=2.0, fade_in=1.0, fade_out=1.0, gain=0)
    timeline = laid_out(takes, interview, intro=theme)
    (intro,) = timeline.music
    assert (intro.tune.skipped, intro.length) == (RATE, 3 * RATE)
    sound = only_music(timeline)
    full = level_of(sound, 1.5)
    assert [level_of(sound, at) - full for at in (0.5, 2.5)] == pytest.approx([-3.0, -3.0], abs=0.1)
    assert np.abs(sound[[0, 3 * RATE - 1]]).max() < 1e-4


@pytest.mark.parametrize("name", ["music.mp3", "music.m4a", "music.wav", "music.flac"])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_any_usual_file_is_read_at_the_rate_of_the_programme(tune, name, rate):
    path = tune(2.0, name, rate=rate)
    intro = read_score(Music(intro=Theme(path=path)), RATE).intro
    assert intro.length == pytest.approx(2 * RATE, abs=2200 if name.endswith("m4a") else 1200)
    assert intro.lufs_stereo == pytest.approx(intro.lufs_mono, abs=0.1)


def test_a_file_that_is_no_music_is_named(tmp_path):
    path = tmp_path / "notes.mp3"
    path.write_text("no music")
    with pytest.raises(MixError, match=r"notes\.mp3 cannot be decoded"):
        read_score(Music(intro=Theme(path=path)), RATE)


def test_music_that_changes_its_format_midway_is_refused(tune, tmp_path):
    both = [tune(1.0, f"{rate}.mp3", rate=rate).read_bytes() for rate in (44_100, 48_000)]
    path = tmp_path / "both.mp3"
    path.write_bytes(b"".join(both))
    with pytest.raises(MixError, match=r"both\.mp3 cannot be decoded"):
        read_score(Music(intro=Theme(path=path)), RATE)


def test_music_that_is_all_silence_or_trimmed_away_is_refused(tune):
    with pytest.raises(MixError, match=r"Nothing can be heard.*music\.sting"):
        read_score(Music(sting=Theme(path=tune(1.0, level=0.0))), RATE)
    with pytest.raises(MixError, match=r"music\.bed\.trim_start"):
        read_score(Music(bed=Bed(path=tune(3.0, "other.wav"), trim_start=2, trim_end=1)), RATE)


def test_without_settings_there_is_no_music():
    score = read_score(Music(), RATE)
    assert (score.intro, score.outro, score.sting, score.bed) == (None, None, None, None)


def test_the_same_music_gives_the_same_samples(takes, interview, tune):
    timeline = laid_out(
        takes, interview, intro=Theme(path=tune(3.0), overlap=1), bed=Bed(path=tune(2.0, "b.wav"))
    )
    one, two = (np.concatenate(list(master(timeline, Loudness()).blocks())) for _ in range(2))
    assert np.array_equal(one, two)
    assert len(one) == timeline.length


def test_long_music_takes_no_more_memory_than_short(takes, interview, tune):
    peaks = []
    for seconds in (10.0, 80.0):
        timeline = laid_out(takes, interview, intro=Theme(path=tune(seconds, f"{seconds}.wav")))
        tracemalloc.start()
        assert sum(map(len, music_blocks(timeline, 1, VOICE_LEVEL))) == timeline.length
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2
