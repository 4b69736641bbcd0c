"""Who says each piece: labels, and what an unlabelled piece belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audio.script.around import Judged
from audio.script.convention import Convention, Piece, end_of_names, is_closing, is_stamp_only
from audio.script.names import EXAMINER, QUESTION_LABELS, bare, classify, key_of
from audio.script.speakers.askers import askers, only_answerer
from audio.script.speakers.people import People
from audio.script.text import asks, ends_sentence, is_question, words
from audio.script.unspoken import cuts, lists_people, signed_name, spoken
from audio.script.values import NARRATOR

INTERVIEWER = "Interviewer"
GUEST = "Guest"
_LONGEST_HEAD = 80
"""Characters of what heads the questions of one counsel."""


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
    judged: Sequence[Judged], convention: Convention, people: People, host: str, guest: str
) -> list[Attributed]:
    """Give every piece its speaker. `host` asks and `guest` answers where no label ever says."""
    return _Walk(judged, convention, people, host, guest).run()


class _Walk:
    """One pass over the pieces, remembering who spoke last."""

    def __init__(
        self, judged: Sequence[Judged], convention: Convention, people: People, host: str, guest: str
    ) -> None:
        self.judged, self.convention, self.people = judged, convention, people
        self.pieces = [each.piece for each in judged]
        self.host, self.guest = host, guest
        self.said: list[Attributed] = []
        self.speaker: str | None = None
        self.previous: str | None = None
        self.examiner = ""
        self.list_ends = 0
        self.answering = False
        may_be_said = [each.piece for each in judged if each.by != "nobody"]
        self.asking = askers(may_be_said, people)
        self.answerer = only_answerer(may_be_said, people)
        self.names = {key_of(name) for name in people.names}
        self.pair = self._pair()

    def run(self) -> list[Attributed]:
        """Walk."""
        for at, piece in enumerate(self.pieces):
            self._step(at, piece)
        return self.said

    def _pair(self) -> tuple[str, ...]:
        """Give who speaks, first who begins, where dashes mark changes and who asks or answers is known."""
        if self.convention.changes != "dash" or (self.host, self.guest) == (INTERVIEWER, GUEST):
            return ()
        first = next((piece for piece in self.pieces if piece.changed), None)
        asked = first is not None and asks(first.text)
        return (self.host, self.guest) if asked else (self.guest, self.host)

    def _step(self, at: int, piece: Piece) -> None:
        if at < self.list_ends:
            self._drop(piece, "list of people")
        elif piece.kind in ("rule", "code", "comment"):
            self._drop(piece, piece.kind)
        elif examined := _examined(piece):
            name = bare(examined[1])
            self.examiner = self.people.name_of(key_of(name)) if key_of(name) in self.people else name
            self._drop(piece, "examination")
        elif piece.kind == "mark":
            self._drop(piece, "sound mark")
        elif piece.kind == "heading" or is_closing(piece) or (not piece.label and lists_people(piece.text)):
            self._heading(at, piece)
        elif piece.kind == "question":
            self._question(piece)
        elif piece.label is not None:
            self._labelled(piece)
        elif piece.changed:
            self._changed(piece)
        else:
            self._unlabelled(at, piece)

    def _question(self, piece: Piece) -> None:
        """Take a question known by its look."""
        self._speak(piece, self._interviewer())
        self.answering = True

    def _drop(self, piece: Piece, reason: str) -> None:
        self.said.append(Attributed(piece, None, reason=reason))

    def _narrate(self, piece: Piece) -> None:
        self.said.append(Attributed(piece, NARRATOR, narration=True))

    def _speak(self, piece: Piece, who: str) -> None:
        if who != self.speaker and self.speaker is not None:
            self.previous = self.speaker
        self.speaker = who
        self.said.append(Attributed(piece, who))

    def _stop(self) -> None:
        """Nobody speaks from here."""
        self.previous, self.speaker, self.answering = self.speaker or self.previous, None, False

    def _heading(self, at: int, piece: Piece) -> None:
        self._drop(piece, "heading")
        if lists_people(piece.text):
            self.list_ends = end_of_names(self.pieces, at + 1)

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
        names = self.people.names or self.pair
        return names[number - 1] if number <= len(names) else f"Speaker {number}"

    def _unlabelled(self, at: int, piece: Piece) -> None:
        by, following = self.judged[at].by, self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if self._signature(piece):
            return
        answered = bool(self.answerer) and following is not None and following.label is not None
        if answered and (by != "nobody" or is_question(piece.text)):
            self._speak(piece, self.host)
        elif by == "nobody":
            self._drop(piece, self.judged[at].reason)
        elif self.speaker is None:
            self._nobody_yet(piece)
        elif is_stamp_only(piece):
            self._drop(piece, "timestamp")
        elif by == "narrator":
            self._narrate(piece)
        elif self.answering:
            self.answering = False
            self._speak(piece, self._answerer())
        else:
            self._speak(piece, self.speaker)

    def _nobody_yet(self, piece: Piece) -> None:
        """Take a paragraph while nobody speaks: captions begin with somebody, all else with narration."""
        if self.convention.changes and self.previous is None and piece.block.kind == "cue":
            self._speak(piece, self._anonymous(1))
        else:
            self._narrate(piece)

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


def _examined(piece: Piece) -> re.Match[str] | None:
    """Give what heads the questions of one counsel, with a colon or on a line of its own, and who that is.

    On a line of its own it is nothing but a name, and no sentence: `By Mr. Doyle.` may be an answer.
    """
    if piece.label:
        return EXAMINER.match(piece.label.name.text)
    if piece.end - piece.start > _LONGEST_HEAD or (ends_sentence(piece.text) and not piece.text.isupper()):
        return None
    found = EXAMINER.match(bare(piece.text))
    return found if found and classify(found[1]).kind in ("person", "titled") else None
