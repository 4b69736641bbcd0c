"""Places that people say otherwise, found by punctuation in the text as it is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audio.script import is_open_question
from audio.speech.spoken import clause_starts, sentence_starts, word_starts

Stretch = tuple[int, int, str]
"""Offset of the first character, of the one behind the last, and the kind, a row of the table of sizes."""

_PHRASE = 4
"""Words of a question's last phrase at most."""
_LONGEST_ASIDE = 120
"""Characters; what is longer is no aside but the point."""
_QUESTION = re.compile(r"[?？؟][\s\"'”’»)\]]*$")
_ASIDE = re.compile(
    r"\((?P<round>[^()]+)\)"
    r"|(?:\s[—–]\s|(?<=\w)—)(?P<dashes>[^—–.!?]+?)(?:\s[—–]\s|—(?=\w))"
)
_QUOTED = re.compile(
    r"“(?P<curly>[^“”]+)”|«\s?(?P<angled>[^«»]+?)\s?»|„(?P<low>[^„“]+)“|(?<!\w)\"(?P<plain>[^\"]+)\"(?!\w)"
)
_QUOTED_WORDS = 3
"""Words from which a quotation is somebody's words, not a name or a term."""
_LIST = re.compile(
    r"(?:[^,;.!?:—–()\"“”]+,\s+){2,}(?:[^,;.!?:—–()\"“”]+\s)?(?=(?:and|or|und|oder|y|o|e|ou|et)\s+\w)"
)
"""Items between commas, up to the word before the last one."""
_ITEM_WORDS = 4
"""Words of an item at most: longer parts between commas are clauses."""
_ONE_GO = 3
"""Words of a phrase at least, in a sentence of more: what is shorter is said in one go with its neighbour."""
_BY_WORDS = ((2, "of 1 or 2"), (4, "of 3 or 4"), (6, "of 5 or 6"), (11, ""))
"""Words of a phrase at most, and its kind: people say it slower the shorter it is."""
_LONGER = "of 12 and more"
_WITHOUT_SPACES = ("ja", "zh")
"""Languages whose words cannot be counted so."""


def asks(text: str) -> bool:
    """Tell whether a text ends with a question."""
    return bool(_QUESTION.search(text))


def sentences_in(text: str) -> list[tuple[int, int]]:
    """Give where the sentences of a text stand."""
    return list(pairwise((*sentence_starts(text), len(text))))


def places(text: str, language: str) -> Iterator[Stretch]:
    """Give short and long phrases, ends of questions, asides, quotations, and items of lists but the last."""
    if not language.lower().startswith(_WITHOUT_SPACES):
        yield from _phrases(text)
    for start, end in sentences_in(text):
        if asks(sentence := text[start:end]):
            kind = "open question" if is_open_question(sentence, language) else "question"
            yield start + _last_phrase(sentence), end, kind
    for kind, pattern in (("aside", _ASIDE), ("quotation", _QUOTED)):
        for match in pattern.finditer(text):
            first, last = match.span(match.lastgroup or 0)
            words = len(text[first:last].split())
            if last - first <= _LONGEST_ASIDE if kind == "aside" else words >= _QUOTED_WORDS:
                yield first, last, kind
    for match in _LIST.finditer(text):
        yield from _items(match)


def _phrases(text: str) -> Iterator[Stretch]:
    """Give the phrases that are shorter or longer than most, as far as commas and other marks part them."""
    for start, end in sentences_in(text):
        borders = [start]
        for border in (start + offset for offset in clause_starts(text[start:end])[1:]):
            if min(_words(text[borders[-1] : border]), _words(text[border:end])) >= _ONE_GO:
                borders.append(border)
        for first, last in pairwise((*borders, end)):
            count = _words(text[first:last])
            if kind := next((kind for most, kind in _BY_WORDS if count <= most), _LONGER):
                yield first, last, kind


def _words(text: str) -> int:
    return len(text.split())


def _last_phrase(sentence: str) -> int:
    """Give where the last phrase of a sentence begins: its last clause, `_PHRASE` words of it at most."""
    clause = clause_starts(sentence)[-1]
    return max(clause, word_starts(sentence.rstrip())[-_PHRASE:][0])


def _items(match: re.Match[str]) -> Iterator[Stretch]:
    """Give the items that others follow, where all but the first are as short as items are."""
    commas = [match.start() + comma.end() for comma in re.finditer(r",\s+", match[0])]
    spans = [(start, end) for start, end in pairwise((match.start(), *commas, match.end())) if start < end]
    if any(len(match.string[start:end].split()) > _ITEM_WORDS for start, end in spans[1:]):
        return
    for start, end in spans:
        yield start + word_starts(match.string[start:end].rstrip())[-_ITEM_WORDS:][0], end, "item"
