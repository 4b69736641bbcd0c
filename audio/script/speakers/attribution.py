"""Who says each piece: labels, and what an unlabelled piece belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from audio.script.around import Judged
from audio.script.convention import Convention, Piece, is_stamp_only
from audio.script.names import EXAMINER, QUESTION_LABELS, bare, classify, key_of
from audio.script.speakers.people import People
from audio.script.text import asks, ends_sentence, is_question, words
from audio.script.unspoken import cuts, lists_people, signed_name, spoken
from audio.script.values import NARRATOR

INTERVIEWER = "Interviewer"
GUEST = "Guest"
_LEAST = 3
"""Labels from which on all of them may answer."""


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
    walk = _Walk(judged, convention, people, host, guest)
    for at, piece in enumerate(walk.pieces):
        walk.step(at, piece)
    return walk.said


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
        self.answering = False
        self.listing = False
        may_be_said = [each.piece for each in judged if each.by != "nobody"]
        self.asking = _askers(may_be_said, people)
        self.answerer = _only_answerer(may_be_said, people)
        self.by_key = {**{key_of(name): name for name in people.names}, **people.by_key}
        paired = convention.changes == "dash" and (host, guest) != (INTERVIEWER, GUEST)
        self.anonymous = people.names or ((host, guest) if paired else ())

    def step(self, at: int, piece: Piece) -> None:
        """Give one more piece to somebody."""
        self.listing = self.listing and piece.kind != "heading" and not ends_sentence(piece.text)
        if self.listing:
            self._drop(piece, "list of people")
        elif piece.kind in ("rule", "code", "comment"):
            self._drop(piece, piece.kind)
        elif piece.kind == "mark":
            self._mark(piece)
        elif piece.kind == "heading" or (not piece.label and lists_people(piece.text)):
            self._drop(piece, "heading")
            self.listing = self.speaker is not None and lists_people(piece.text)
        elif piece.kind == "question":
            self._speak(piece, self.host)
            self.answering = True
        elif piece.label is not None:
            self._labelled(piece)
        elif piece.changed:
            self._changed(piece)
        else:
            self._unlabelled(at, piece)

    def _mark(self, piece: Piece) -> None:
        """Drop a mark; one that says whose questions follow is remembered."""
        examined = EXAMINER.match(piece.label.name.text) if piece.label else None
        if examined:
            self.examiner = self.people.by_key.get(key_of(examined[1]), bare(examined[1]))
        self._drop(piece, "examination" if examined else "sound mark")

    def _drop(self, piece: Piece, reason: str) -> None:
        self.said.append(Attributed(piece, None, reason=reason))

    def _speak(self, piece: Piece, who: str) -> None:
        if who != self.speaker and self.speaker is not None:
            self.previous = self.speaker
        self.speaker = who
        self.said.append(Attributed(piece, who))

    def _labelled(self, piece: Piece) -> None:
        assert piece.label is not None  # noqa: S101 - the caller looked
        asks_for = self.examiner if piece.label.key in QUESTION_LABELS else ""
        who = asks_for or self.people.by_key[piece.label.key]
        self._speak(piece, who)
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
        return self.anonymous[number - 1] if number <= len(self.anonymous) else f"Speaker {number}"

    def _unlabelled(self, at: int, piece: Piece) -> None:
        by, following = self.judged[at].by, self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if self._signature(piece):
            return
        if self.answerer and following is not None and following.label is not None:
            self._speak(piece, self.host)
        elif by == "nobody":
            self._drop(piece, self.judged[at].reason)
        elif self.speaker is None and self.convention.changes and piece.block.kind == "cue":
            self._speak(piece, self._anonymous(1))  # captions begin with somebody
        elif self.speaker is not None and is_stamp_only(piece):
            self._drop(piece, "timestamp")
        elif self.speaker is None or by == "narrator":
            self.said.append(Attributed(piece, NARRATOR, narration=True))
        elif self.answering:
            self.answering = False
            self._speak(piece, self._answerer())
        else:
            self._speak(piece, self.speaker)

    def _answerer(self) -> str:
        """Who answers: the other person of the interview, or the guest."""
        others = [name for name in self.people.names if name != self.speaker]
        return others[0] if len(others) == 1 else self.guest

    def _signature(self, piece: Piece) -> bool:
        """Take a line that is only a name after a dash: it says who spoke the paragraphs before it."""
        name = signed_name(piece.text) if piece.block.kind != "cue" else ""
        signed = self.by_key.get(key_of(name), "")
        if not signed and classify(name).kind not in ("person", "titled"):
            return False
        if signed:
            self._sign_back(signed)
        self._drop(piece, "signature")
        self.previous, self.speaker, self.answering = self.speaker or self.previous, None, False
        return True

    def _sign_back(self, name: str) -> None:
        """Give the last pieces that carry no label to whom the signature behind them names."""
        for at in range(len(self.said) - 1, -1, -1):
            here = self.said[at]
            if here.speaker in (None, NARRATOR) or here.piece.label or here.piece.kind != "speech":
                return
            self.said[at] = Attributed(here.piece, name)


def _askers(pieces: Sequence[Piece], people: People) -> frozenset[str]:
    """Give the people after whose labelled paragraph an unlabelled one is somebody else's answer.

    The sign: their label follows on itself with unlabelled paragraphs between, more often than on
    another's, and what they say are questions. A label `Q` that never meets an `A` is one too.
    """
    follows: dict[str, Counter[str]] = defaultdict(Counter)
    asked: Counter[str] = Counter()
    count: Counter[str] = Counter()
    current, current_key, between = "", "", 0
    for piece in pieces:
        if piece.label is not None and piece.kind == "speech":
            name = people.by_key[piece.label.key]
            if current:
                again = name == current and between
                follows[current]["again" if again else "self" if name == current else "other"] += 1
            current, current_key, between = name, piece.label.key, 0
            count[name] += 1
            asked[name] += asks(piece.text) or current_key in QUESTION_LABELS
        elif piece.kind == "speech" and not is_stamp_only(piece):
            between += 1
    if current and between and current not in follows:
        follows[current]["again"] += 1
    return frozenset(name for name, seen in follows.items() if _asks_alone(seen, asked[name], count[name]))


def _only_answerer(pieces: Sequence[Piece], people: People) -> str:
    """Give the only person with a label where each label answers the unlabelled paragraph before it."""
    labelled = [at for at, piece in enumerate(pieces) if piece.label is not None and piece.kind == "speech"]
    if len(people.names) != 1 or len(labelled) < _LEAST:
        return ""
    before = [pieces[at - 1] for at in labelled if at and pieces[at - 1].kind == "speech"]
    asking = sum(is_question(piece.text) and piece.label is None for piece in before)
    return people.names[0] if asking >= 0.5 * len(labelled) else ""


def _asks_alone(seen: Counter[str], asked: int, count: int) -> bool:
    return seen["again"] >= 1.5 * (seen["other"] + seen["self"]) and asked >= 0.4 * count
