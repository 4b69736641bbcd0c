"""Who says each piece: labels, and what an unlabelled piece belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audio.script.convention import Convention, Piece, end_of_names, is_closing, is_stamp_only
from audio.script.names import EXAMINER, QUESTION_LABELS, bare, classify, is_person_name, key_of
from audio.script.speakers.askers import askers, only_answerer
from audio.script.speakers.people import People
from audio.script.text import ADDRESSES, asks, count_words, ends_sentence, is_of_oneself, is_unspaced, one_line, words
from audio.script.unspoken import PROCEEDINGS, cuts, heads_credits, is_credits, lists_people, signed_name, spoken, unsaid
from audio.script.values import NARRATOR, Doubt

INTERVIEWER = "Interviewer"
GUEST = "Guest"
_NOTE = 10
"""Words."""
_NAME = 3
"""Words among which a name begins what is told of somebody: `Ada Lowe’s`, `Organist Ada Lowe`."""
_HABIT = 8
"""Turns of one paragraph each from which on a second one behind the last turn is nobody's."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A piece and who says it."""

    piece: Piece
    speaker: str | None
    """A name, `NARRATOR` for narration, or None for what nobody says."""
    narration: bool = False
    reason: str = ""
    """Why it is not said."""


def attribute(
    pieces: Sequence[Piece], convention: Convention, people: People, host: str, guest: str
) -> tuple[list[Attributed], list[Doubt]]:
    """Give every piece its speaker. `host` asks and `guest` answers where no label ever says."""
    return _Walk(pieces, convention, people, host, guest).run()


class _Walk:
    """One pass over the pieces, remembering who spoke last."""

    def __init__(
        self, pieces: Sequence[Piece], convention: Convention, people: People, host: str, guest: str
    ) -> None:
        self.pieces, self.convention, self.people = pieces, convention, people
        self.host, self.guest = host, guest
        self.said: list[Attributed] = []
        self.doubts: list[Doubt] = []
        self.speaker: str | None = None
        self.previous: str | None = None
        self.examiner = ""
        self.list_ends = 0
        self.answering = False
        self.after_heading = False
        self.asking = askers(pieces, people)
        self.answerer = only_answerer(pieces, people)
        speaking = [
            i
            for i, piece in enumerate(pieces)
            if piece.label or piece.changed or (piece.kind == "question" and not is_closing(piece))
        ]
        self.last_sign = speaking[-1] if speaking else -1
        answers = [i for i, piece in enumerate(pieces) if piece.kind == "speech"]
        self.last_said = answers[-1] if answers else len(pieces)
        self.names = {key_of(name) for name in people.names}
        turns = self._lengths()[:-1]
        self.in_one = len(turns) >= _HABIT and max(turns) <= 1

    def _lengths(self) -> list[int]:
        """Give of how many paragraphs with words each turn is, to the last sign of one."""
        lengths, asked = [0], False
        for piece in self.pieces[: self.last_sign + 1]:
            if piece.label or piece.changed or asked or piece.kind == "question":
                lengths.append(0)
            told = ends_sentence(piece.text) or lengths[-1] == 0  # else a line that a site set in
            lengths[-1] += bool(piece.kind in ("speech", "question") and words(piece.text) and told)
            asked = piece.kind == "question"
        return lengths[1:]

    def run(self) -> tuple[list[Attributed], list[Doubt]]:
        """Walk."""
        for at, piece in enumerate(self.pieces):
            self._step(at, piece)
        return self.said, self.doubts

    def _step(self, at: int, piece: Piece) -> None:
        if at < self.list_ends:
            self._drop(piece, "list of people")
        elif piece.kind == "rule":
            if at > self.last_sign:
                self._stop()
            self._drop(piece, "rule")
        elif piece.kind == "code":
            self._drop(piece, "code")
        elif piece.kind == "mark":
            self._mark(piece)
        elif piece.kind == "heading" or is_closing(piece) or (not piece.label and lists_people(piece.text)):
            self._heading(at, piece)
        elif piece.kind == "question":
            self._question(at, piece)
        elif piece.label is not None:
            self._labelled(piece)
        elif piece.changed:
            self._changed(piece)
        else:
            self._unlabelled(at, piece)

    def _question(self, at: int, piece: Piece) -> None:
        """Take a question known by its look; what asks nothing and is last is narration."""
        if at > self.last_said and self._is_note(piece):
            self._stop()
            self._narrate(piece)
        else:
            self._speak(piece, self._interviewer())
            self.answering = True

    def _is_note(self, piece: Piece) -> bool:
        """Say whether the last paragraph in the look of questions is a note, not thanks."""
        styled = self.convention.questions.style in ("strong", "emphasis", "quote")
        return styled and not asks(piece.text) and count_words(piece.text) >= _NOTE

    def _mark(self, piece: Piece) -> None:
        """Drop a mark; one that says whose questions follow is remembered."""
        examined = EXAMINER.match(piece.label.name.text) if piece.label else None
        if examined:
            key = key_of(examined[1])
            self.examiner = self.people.name_of(key) if key in self.people else bare(examined[1])
        self._drop(piece, "examination" if examined else "sound mark")

    def _drop(self, piece: Piece, reason: str) -> None:
        self.said.append(Attributed(piece, None, reason=reason))

    def _narrate(self, piece: Piece) -> None:
        self.said.append(Attributed(piece, NARRATOR, narration=True))

    def _speak(self, piece: Piece, who: str) -> None:
        if who != self.speaker and self.speaker is not None:
            self.previous = self.speaker
        self.speaker = who
        self.after_heading = False
        self.said.append(Attributed(piece, who))

    def _stop(self) -> None:
        """Nobody speaks from here."""
        self.previous, self.speaker, self.answering = self.speaker or self.previous, None, False

    def _heading(self, at: int, piece: Piece) -> None:
        self._drop(piece, "heading")
        self.after_heading = True
        if lists_people(piece.text):
            self.list_ends = end_of_names(self.pieces, at + 1)
        questions = self.convention.questions
        within = 0 < questions.level < piece.block.level
        if at > self.last_sign and ((questions.style and not within) or heads_credits(piece.text)):
            self._stop()

    def _labelled(self, piece: Piece) -> None:
        assert piece.label is not None  # noqa: S101 - the caller looked
        asks_for = self.examiner if piece.label.key in QUESTION_LABELS else ""
        who = asks_for or self.people.name_of(piece.label.key)
        self._speak(piece, who)
        if self.convention.questions.asks(piece.block):  # one of the questions that else carry no label
            self.asking = frozenset((who,))
        self.answering = who in self.asking

    def _changed(self, piece: Piece) -> None:
        """`>>` without a name: the other of the last two, or two anonymous speakers taking turns."""
        first = self._anonymous(1)
        if self.speaker is None:
            self._speak(piece, first)
        elif self.convention.labels and not words(spoken(piece.text, cuts(piece.text))):
            self._drop(piece, "stage direction")  # applause is nobody's where speakers have names
        elif self.previous not in (None, self.speaker):
            self._speak(piece, self.previous or first)
        else:
            self._speak(piece, first if self.speaker != first else self._anonymous(2))

    def _anonymous(self, number: int) -> str:
        names = self.people.names
        return names[number - 1] if number <= len(names) else f"Speaker {number}"

    def _unlabelled(self, at: int, piece: Piece) -> None:
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        reason = unsaid(piece.text) if self.last_sign >= 0 else ""  # what a record or a site sets in
        if self._signature(piece):
            return
        if reason or (self.last_sign >= 0 and self._acts(piece.text.strip())):
            self._drop(piece, reason or "stage direction")
        elif self.answerer and following is not None and following.label is not None:
            self._speak(piece, self.host)
        elif self.speaker is None:
            self._nobody_yet(at, piece)
        elif is_stamp_only(piece):
            self._drop(piece, "timestamp")
        elif _reports(piece.text):
            self._stop()
            self._narrate(piece)
        elif self._is_about_someone(at, piece) or (
            at > self.last_sign and is_credits(piece.text, self.people.names)
        ):
            self._stop()
            self._narrate(piece)
        elif self.answering:
            self.answering = False
            self._speak(piece, self._answerer())
        else:
            self._speak(piece, self.speaker)

    def _acts(self, text: str) -> bool:
        """Say whether a paragraph in round brackets tells what somebody does who speaks: `(Exit WAITER.)`."""
        bracketed = text[:1] == "(" and text[-1:] == ")" and not set("()") & set(text[1:-1])
        named = {word for key in self.names for word in key.split()}
        return bracketed and not is_of_oneself(text) and not named.isdisjoint(words(text))

    def _nobody_yet(self, at: int, piece: Piece) -> None:
        """Take a paragraph while nobody speaks: captions begin with somebody, all else with narration."""
        first = at <= self.last_sign and self.previous is None and piece.block.kind == "cue"
        if self.convention.changes and first:
            self._speak(piece, self._anonymous(1))
        else:
            self._narrate(piece)

    def _is_about_someone(self, at: int, piece: Piece) -> bool:
        """Say whether a paragraph is about somebody: after a heading by the full name, at the end by any."""
        if not self.after_heading and at <= self.last_sign:
            return False
        self.after_heading = False
        text = one_line(piece.text).casefold()
        full = [name.casefold() for name in self.people.names if " " in name]
        if any(text.startswith(f"{name} ") for name in full):
            return True
        if at <= self.last_sign or asks(text) or is_of_oneself(text):  # as in `Will it? I hope so.`
            return False
        own = self.speaker.casefold().split() if self.speaker and is_person_name(self.speaker) else []
        first = text.split(maxsplit=_NAME)[:_NAME]
        begun = any(each in map(_bare, first) or (is_unspaced(each[0]) and text.startswith(each)) for each in own)
        told = begun or any(name in text for name in full)
        alone = self.in_one and piece.block.kind == "paragraph" and self._has_spoken()
        return told or (alone and not ADDRESSES.search(text))

    def _has_spoken(self) -> bool:
        """Say whether the last sign of a turn has its paragraph."""
        said = (each.piece for each in self.said[self.last_sign :] if each.speaker and each.piece.kind == "speech")
        return any(words(piece.text) for piece in said)

    def _interviewer(self) -> str:
        return next((name for name in self.people.names if name in self.asking), self.host)

    def _answerer(self) -> str:
        """Who answers: the other person of the interview, the one who answered last, or the guest."""
        others = [name for name in self.people.names if name != self.speaker and name not in self.asking]
        if len(others) == 1:
            return others[0]
        if self.previous in others and not self.convention.questions.style:
            return self.previous
        return others[0] if others and not self.convention.questions.style else self.guest

    def _signature(self, piece: Piece) -> bool:
        """Take a line that is only a name after a dash: it says who spoke the paragraphs before it."""
        name = signed_name(piece.text) if piece.block.kind != "cue" else ""
        key = key_of(name)
        known = bool(name) and (key in self.people or key in self.names)
        if not known and classify(name).kind not in ("person", "titled"):
            return False
        if known:
            self._sign_back(self.people.name_of(key) if key in self.people else name)
        self._drop(piece, "signature")
        self._stop()
        return True

    def _sign_back(self, name: str) -> None:
        """Give the last pieces that carry no label to whom the signature behind them names."""
        for at in range(len(self.said) - 1, -1, -1):
            here = self.said[at]
            spoken_by = here.speaker is not None and not here.narration
            if not spoken_by or here.piece.label is not None or here.piece.kind != "speech":
                return
            self.said[at] = Attributed(here.piece, name)


def _reports(text: str) -> bool:
    """Say whether a record reports what leads up to speech: `ADA LOWE, having been sworn, testified:`."""
    return text.rstrip().endswith(":") and bool(PROCEEDINGS.search(text)) and not is_of_oneself(text)


def _bare(word: str) -> str:
    return re.split(r"['’,.:(]", word, maxsplit=1)[0]
