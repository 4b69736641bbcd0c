"""Edits: what somebody wants changed, as values."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from audio.errors import InputError
from audio.studio.document.values import Document

Name = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[str, Field(max_length=300)]
_LONGEST = 100_000


class _Edit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class OfTurn(_Edit):
    """An edit of one turn."""

    kind: str
    turn: Name


class SetText(OfTurn):
    """Let a turn say something else."""

    kind: Literal["text"]
    text: str = Field(max_length=_LONGEST)


class Split(OfTurn):
    """Part a turn at an offset in its text."""

    kind: Literal["split"]
    at: int = Field(ge=0, le=_LONGEST)


class Merge(OfTurn):
    """Put what a turn says behind the turn before it."""

    kind: Literal["merge"]


class Give(OfTurn):
    """Let somebody else say a turn."""

    kind: Literal["speaker"]
    speaker: Name


class SetSpoken(OfTurn):
    """Leave a turn out, or speak it again."""

    kind: Literal["spoken"]
    spoken: bool


class SetChapter(OfTurn):
    """Let a chapter begin with a turn, or take it away."""

    kind: Literal["chapter"]
    title: Title | None


class MoveChapter(_Edit):
    """Let a chapter begin with another turn."""

    kind: Literal["move_chapter"]
    source: Name = Field(alias="from")
    to: Name


class SetTitle(_Edit):
    """Give the interview another title."""

    kind: Literal["title"]
    title: Title


class Rename(_Edit):
    """Give somebody another name."""

    kind: Literal["rename"]
    speaker: Name
    to: Name


Edit: TypeAlias = SetText | Split | Merge | Give | SetSpoken | SetChapter | MoveChapter | SetTitle | Rename
_EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="kind")])


def edit_of(given: Any) -> Edit:
    """Read an edit. Raises `InputError`."""
    try:
        return _EDIT.validate_python(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "kind"
        raise InputError(f"This is no edit: {where}: {first['msg']}.") from error


def touched(edit: Edit) -> tuple[str, ...]:
    """Give the turns that an edit was made for."""
    match edit:
        case OfTurn():
            return (edit.turn,)
        case MoveChapter():
            return (edit.source, edit.to)
        case _:
            return ()


def told(document: Document, edit: Edit) -> str:
    """Say in a few words what an edit does."""
    match edit:
        case OfTurn():
            return f"{_TOLD[edit.kind]} turn {_number(document, edit.turn)}"
        case MoveChapter():
            return "moving a chapter"
        case SetTitle():
            return "the title"
        case Rename():
            return f"renaming {edit.speaker}"


_TOLD = {
    "text": "the text of", "split": "splitting", "merge": "joining", "speaker": "who says",
    "spoken": "whether to speak", "chapter": "the chapter at",
}  # fmt: skip


def _number(document: Document, name: str) -> int:
    """Give a turn's number among the spoken ones; that of the one before where it is not spoken."""
    at = document.place(name) or 0
    return sum(entry.spoken for entry in document.entries[: at + 1])
