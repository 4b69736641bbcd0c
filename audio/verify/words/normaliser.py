"""The normaliser: brings what is written and what was heard to one form, word by word.

In order: compatibility form and lower case; the rewritings of `english` (signs, units, money, dates,
abbreviations, contractions); parting into words at whatever is neither letter, mark nor digit; numbers in
digits; British spelling as American (the table of Whisper's own normaliser); words that sound alike as one
of them. Text in other languages gets the steps that need no table. Scripts without spaces are parted into
characters, so that what is counted there are character errors.

What is left, such as "hose pipe" and "hosepipe" or "P. L." and "PL", is the alignment's: there only the
letters count, not the spaces between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from audio.speech import PRONOUNCED
from audio.verify.values import Token
from audio.verify.words import east_asian, english
from audio.verify.words.numbers import Piece, dates_in_one_order, in_digits, read_out
from audio.verify.words.traced import Traced, plain

_NUMBER = re.compile(r"\d[\d.]*")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def normalise(text: str, language: str = "en") -> tuple[Token, ...]:
    """Give the words of a text in the form in which they are compared.

    `language` is a BCP 47 tag. Inline pronunciations (`[Pamer](/…/)`) count as their words.
    """
    return tuple(token for token, _, _ in located(text, language))


def located(text: str, language: str = "en") -> Iterator[tuple[Token, int, int]]:
    """Give each word with the offsets in `text` of its first character and of the one after its last."""
    primary = language.split("-", 1)[0].lower()
    for piece in _pieces(text, primary):
        first, end = _word_around(text, piece.first, piece.last)
        shown = PRONOUNCED.sub(r"\1", text[first:end]).strip(_EDGES)
        yield Token(piece.said, shown), first, end


_EDGES = ' \t\n.,;:!?…"“”„«»()[]—–。、，！？：；「」（）'


def _pieces(text: str, language: str) -> list[Piece]:
    traced = _with_pictures_named(plain(text).sub(PRONOUNCED, r"\1"), language)
    if language != "en":
        for pattern, said in east_asian.rewritings(language):
            traced = traced.sub(pattern, said)
        return in_digits(list(_words(traced)), language)
    for pattern, said in english.REWRITINGS:
        traced = traced.sub(pattern, said)
    pieces = dates_in_one_order(in_digits(list(_words(traced)), language), english.MONTHS)
    return [
        piece for piece in map(_one_spelling, read_out(_noughts(pieces))) if piece.said not in english.SILENT
    ]


def _words(traced: Traced) -> Iterator[Piece]:
    """Part a text into words; a decimal is one, a character of a script without spaces is one."""
    start = None
    for at, character in enumerate((*traced.text, " ")):
        inside = _is_part(character) or (character == "." and _is_decimal_point(traced.text, at))
        if start is not None and (not inside or _stands_alone(character)):
            yield _piece(traced, start, at)
            start = None
        if inside and start is None:
            start = at
        if inside and _stands_alone(character) and not _mark_follows(traced.text, at):
            yield _piece(traced, at, at + 1)
            start = None


def _piece(traced: Traced, start: int, end: int) -> Piece:
    return Piece(traced.text[start:end], traced.origins[start], traced.origins[end - 1])


@cache
def _is_part(character: str) -> bool:
    """Tell whether a character belongs to a word: letters, digits, and marks such as Hindi's vowels."""
    return unicodedata.category(character)[0] in "LNM"


@cache
def _stands_alone(character: str) -> bool:
    """Tell whether a character is of a script that puts no spaces between words."""
    return character > "\u0e00" and unicodedata.name(character, "").startswith(_UNSPACED)


def _mark_follows(text: str, at: int) -> bool:
    return at + 1 < len(text) and unicodedata.category(text[at + 1])[0] == "M"


def _is_decimal_point(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdecimal() and text[at + 1].isdecimal()


def _noughts(pieces: list[Piece]) -> Iterator[Piece]:
    """Write as a digit the nought that is said as a letter within a number."""
    after_number = False
    for piece in pieces:
        is_nought = after_number and piece.said in english.ZERO_AFTER_NUMBER
        yield Piece("0", piece.first, piece.last) if is_nought else piece
        after_number = is_nought or piece.said == "point" or bool(_NUMBER.fullmatch(piece.said))


def _one_spelling(piece: Piece) -> Piece:
    word = english.SAME_SOUND.get(piece.said, piece.said)
    word = _american().get(word, word)
    return Piece(english.SINGULAR.get(word, word), piece.first, piece.last)


@cache
def _american() -> dict[str, str]:
    """Give American spellings by their British ones."""
    from whisper_normalizer.english import EnglishSpellingNormalizer  # noqa: PLC0415 - belongs to the extra

    return dict(EnglishSpellingNormalizer().mapping)


def _with_pictures_named(traced: Traced, language: str) -> Traced:
    """Put the names of emoji in their place: a recogniser writes words."""
    if traced.text.isascii():
        return traced
    import emoji  # noqa: PLC0415 - a table of 5,000 names

    spoken = language if language in emoji.LANGUAGES else "en"
    found = {str(entry["emoji"]) for entry in emoji.emoji_list(traced.text)}
    if not found:
        return traced
    emoji.config.load_language(spoken)
    names = re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))
    return traced.sub(names, lambda match: f" {emoji.demojize(match[0], language=spoken)} ".replace("_", " "))


def _word_around(text: str, first: int, last: int) -> tuple[int, int]:
    """Widen offsets to the whole words of a spaced text; characters of an unspaced one stay."""
    if _stands_alone(text[first]):
        return first, last + 1
    while first > 0 and not _parts_words(text[first - 1]):
        first -= 1
    end = last + 1
    while end < len(text) and not _parts_words(text[end]):
        end += 1
    return first, end


def _parts_words(character: str) -> bool:
    """Tell whether a written word does not go on with a character."""
    return character.isspace() or _stands_alone(character)
