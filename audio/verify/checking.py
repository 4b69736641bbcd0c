"""The way from an episode to a verdict, read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from audio.episode import Plan
from audio.script import Script
from audio.speech import Samples
from audio.verify.captions import other_labels
from audio.verify.expected import expected_units
from audio.verify.faults import word_faults
from audio.verify.hearing import (
    RATE,
    OnHeard,
    Timbre,
    check_voices_heard,
    heard_again,
    heard_tokens,
    read_episode,
    timbre_of,
    transcribe,
)
from audio.verify.scoring import Alignment, differences, settled, turn_scores
from audio.verify.values import Heard, SpeakerScore, TurnScore, Verdict
from audio.verify.words import align


def verify_episode(
    episode: Path, plan: Plan, model: Path, *, captions: Plan | None = None,
    wanted: Mapping[str, Timbre] | None = None, on_heard: OnHeard | None = None,
) -> Verdict:  # fmt: skip
    """Listen to an episode and compare it with a plan; doubtful turns are heard twice.

    `captions`: those of the episode, planned, where their labels are to be compared; `wanted`: how speakers
    should sound, where that is known. Raises `InputError` where the episode cannot be read or the
    recogniser does not know the language.
    """
    samples = read_episode(episode)
    language = plan.script.language
    heard = transcribe(samples, model, language, on_heard)

    def judged(words: Sequence[Heard]) -> Verdict:
        return judge(plan, words, samples, captions=captions, wanted=wanted)

    def listen(first: float, last: float) -> list[Heard]:
        found = transcribe(samples[round(first * RATE) : round(last * RATE)], model, language)
        return [Heard(word.text, word.start + first, word.end + first) for word in found]

    return heard_again(judged(heard), heard, judged, listen)


def judge(
    plan: Plan, heard: Sequence[Heard], samples: Samples, *, captions: Plan | None = None,
    wanted: Mapping[str, Timbre] | None = None,
) -> Verdict:  # fmt: skip
    """Compare what was heard with a plan. `samples`: the episode, mono at `RATE`, shape (n,)."""
    language = plan.script.language
    units = expected_units(plan.segments, language)
    tokens = heard_tokens(tuple(heard), language)
    alignment = settled(Alignment(units, tokens, align(units, tokens, language)))
    turns = turn_scores(alignment, {segment.turn: segment.speaker for segment in plan.segments})
    timbres = _timbres(turns, samples)
    voices = check_voices_heard(turns, timbres, wanted or {})
    faults = (
        *word_faults(alignment, turns, _labels(plan.script), language),
        *voices.faults,
        *(other_labels(units, plan, captions, language) if captions else ()),
    )
    return Verdict(
        turns,
        tuple(_speaker_scores(turns, timbres)),
        differences(alignment, language),
        tuple(sorted(faults, key=lambda fault: (fault.turn, fault.at or 0.0))),
        voices.remarks,
        round(len(samples) / RATE, 2),
        sum(len(unit.tokens) for unit in units if unit.name),
    )


def _timbres(turns: Sequence[TurnScore], samples: Samples) -> dict[int, Timbre]:
    found = {}
    for turn in turns:
        if turn.start is not None and turn.end is not None:
            timbre = timbre_of(samples[round(turn.start * RATE) : round(turn.end * RATE)], RATE)
            if timbre is not None:
                found[turn.number] = timbre
    return found


def _speaker_scores(turns: Sequence[TurnScore], timbres: Mapping[int, Timbre]) -> Iterable[SpeakerScore]:
    for name in dict.fromkeys(turn.speaker for turn in turns):
        own = [turn for turn in turns if turn.speaker == name]
        pitches = sorted(timbres[turn.number].pitch for turn in own if turn.number in timbres)
        pitch = round(pitches[len(pitches) // 2], 1) if pitches else None
        yield SpeakerScore(name, sum(turn.words for turn in own), sum(turn.errors for turn in own), pitch)


def _labels(script: Script) -> dict[int, tuple[str, ...]]:
    """Give the ways in which each turn may be labelled: as the source does, by name, by parts of it."""
    written = {speaker.name: speaker.labels for speaker in script.speakers}
    labels = {}
    for turn in script.turns:
        parts = turn.speaker.split() or [turn.speaker]
        initials = "".join(part[0] for part in parts)
        labels[turn.number] = (
            turn.speaker, *written.get(turn.speaker, ()), *([turn.label] if turn.label else []), parts[0],
            parts[-1], initials,
        )  # fmt: skip
    return labels
