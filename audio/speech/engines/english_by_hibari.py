"""English by hibari's g2p: tokens with their sounds, parts of speech, and how sure it is of them.

Where its package is missing, nothing of that is known, and the functions give nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import threading
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from audio.extras import present
from audio.speech.engines.onnx import keep_to_itself
from audio.speech.engines.packed import PackedTable, packed
from audio.tasks import kept

if TYPE_CHECKING:
    from hibari.g2p import G2P, Tagger
    from hibari.g2p.token import Tok

_GUARD = "•"
"""Stands behind a word that is no abbreviation, or before one that is no numeral; hibari drops it."""
GUESSED = 2
"""hibari's rating of a word that is in none of its dictionaries, so that a network guesses its sounds."""
INLINE = re.compile(r"\[([^\]]+)\]\(/([^)/]*)/\)")
"""A word and how it is said: `[Pamer](/pˈAməɹ/)`."""
NO_HIBARI = (
    "hibari-tts is not installed, so that espeak-ng reads English: words with two readings, names and short "
    "forms may be said wrong. `pip install hibari-tts` puts that right."
)
_FORM = 1
"""Of what is made of hibari's files; a change here makes what was kept anew."""
_lock = threading.Lock()


def without_hibari() -> str:
    """Say in a sentence that English is read less well; empty where hibari is there."""
    return "" if present("hibari") else NO_HIBARI


def _g2p(*, british: bool) -> G2P:
    return _reader("gb" if british else "us")


@cache
def _reader(accent: Literal["gb", "us"]) -> G2P:
    """Make hibari's reader as it makes itself, but with packed tables and one tagger for both accents."""
    _enter()
    from hibari.g2p import G2P, Lexicon, Tokenizer, _load_json  # noqa: PLC0415

    golds, silvers = (
        PackedTable(_made_of(f"lexicon_{accent}_{kind}.json.gz", "table", packed))
        for kind in ("gold", "silver")
    )
    british = accent == "gb"
    made = G2P.__new__(G2P)
    made.lexicon = Lexicon(golds, silvers, british)
    made.tokenizer = Tokenizer(_load_json("tokenizer_exceptions.json"))
    made.tagger = _tagger()
    made._oov, made.unk, made.british = None, "", british  # noqa: SLF001 - what its `__init__` sets
    return made


@cache
def _tagger() -> Tagger:
    from hibari.g2p import Tagger  # noqa: PLC0415

    name, weights = "tagger.json.gz", b'"weights":'  # the last part of the file
    head = _made_of(name, "head", lambda data: data.partition(weights)[0] + weights + b"{}}")
    table = _made_of(name, "table", lambda data: packed(data.partition(weights)[2][:-1]))
    return Tagger({**json.loads(head), "weights": PackedTable(table)})


def _made_of(name: str, part: str, make: Callable[[bytes], bytes]) -> bytes:
    """Give a part of a file of hibari's as it is made here, once on a machine."""
    from hibari.g2p import ASSETS  # noqa: PLC0415

    file = (Path(ASSETS) / name).read_bytes()
    about = ("hibari", _FORM, name, part, hashlib.sha256(file).digest())
    return kept(about, lambda: make(gzip.decompress(file)))


def _enter() -> None:
    """Let hibari's modules be imported without its `__init__`, which loads SciPy: reading needs none of it.

    Whoever asks the package for a name has it run then; others who ask meanwhile wait until it has.
    """
    keep_to_itself()
    spec = find_spec("hibari") if "hibari" not in sys.modules else None
    loader = spec.loader if spec else None
    if spec is None or loader is None:
        return
    package, running, begun = module_from_spec(spec), threading.RLock(), threading.Event()

    def run(name: str) -> object:
        if name.startswith("__"):  # which the import system looks for
            raise AttributeError(name)
        if find_spec(f"hibari.{name}"):  # without the lock: it may be half imported by whoever has that
            return import_module(f"hibari.{name}")
        with running:
            if not begun.is_set():
                begun.set()
                try:
                    loader.exec_module(package)
                except BaseException:
                    begun.clear()
                    raise
        if name not in vars(package):
            raise AttributeError(f"module 'hibari' has no attribute {name!r}")
        return vars(package)[name]

    package.__getattr__ = run  # type: ignore[method-assign]
    sys.modules.setdefault("hibari", package)  # unless another thread was quicker


def english_tokens(text: str, *, british: bool = False) -> list[Tok]:
    """Give the words and marks of a text as hibari reads them: parts of speech, phonemes, how sure."""
    if without_hibari():
        return []
    with _lock:  # lookups fill caches; 1 ms a sentence needs no second caller
        g2p = _g2p(british=british)
        from hibari.g2p.normalize import normalize  # noqa: PLC0415

        return list(g2p.phonemize_tokens(_tagged(g2p, normalize(guarded(text)))))


def tokens_as_written(text: str, *, british: bool = False) -> list[Tok]:
    """Give the words and marks of a text as hibari reads them without any change to its words."""
    if without_hibari():
        return []
    with _lock:
        g2p = _g2p(british=british)
        return list(g2p.phonemize_tokens(g2p.tokenize(text.replace("’", "'"))))


def parts_of_speech(text: str) -> tuple[tuple[str, str, int], ...]:
    """Give the words and marks of a text with their parts of speech (Penn Treebank) and where they begin."""
    found: list[tuple[str, str, int]] = []
    if without_hibari():
        return ()
    at = 0
    with _lock:
        tokens = _g2p(british=False).tokenize(text)
    for token in tokens:
        at = text.index(token.text, at)
        found.append((token.text, token.tag, at))
        at += len(token.text)
    return tuple(found)


@cache
def as_part_of_speech(word: str, tag: str, *, british: bool = False, before_to: bool = False) -> str:
    """Give the sounds of a word as the dictionary has them for a part of speech; empty where it has none."""
    if without_hibari():
        return ""
    with _lock:
        lexicon = _g2p(british=british).lexicon
        from hibari.g2p import Context  # noqa: PLC0415
        from hibari.g2p.token import Tok  # noqa: PLC0415

        said, _ = lexicon(Tok(word, tag), Context(future_to=before_to))
    return (said or "").replace("ɾ", "T").replace("ʔ", "t")


def guarded(text: str) -> str:
    """Mark the words that hibari would take for abbreviations or Roman numerals; the mark makes no sound."""
    abbreviated, numbered = _lookalikes()
    return numbered.sub(rf"\g<0>{_GUARD}", abbreviated.sub(rf"\g<0>{_GUARD}", text))


@cache
def _lookalikes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what finds the words before a mark: short forms and titles; and words before a numeral."""
    _enter()
    from hibari.g2p.normalize import (  # noqa: PLC0415
        ABBREV,
        ROMAN_CARDINAL,
        ROMAN_ORDINAL,
        TITLES,
    )

    def one_of(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    shorts = one_of(short.rstrip(".") for short in ABBREV if short.endswith("."))
    before_numeral = one_of([*ROMAN_CARDINAL, *ROMAN_ORDINAL])
    return (
        re.compile(rf"(?<![\w.])(?:{shorts})(?=\.(?!\w))|\b(?:{one_of(TITLES)})(?= [A-Z])"),
        re.compile(rf"(?<!\w)(?:{before_numeral})\s(?=[IVXLC])"),
    )


def _tagged(g2p: G2P, text: str) -> list[Tok]:
    """Give the tokens with the parts of speech that they have in their sentence.

    hibari itself tags the pieces between inline pronunciations apart, each as a sentence of its own.
    """
    plain, spans = "", list[tuple[int, int, str]]()
    at = 0
    for match in INLINE.finditer(text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain += match[1]
        at = match.end()
    if not spans:
        return list(g2p.tokenize(text))
    plain += text[at:]
    tokens: list[Tok] = []
    at, waiting = 0, list(spans)
    for token in g2p.tokenize(plain):
        start = plain.index(token.text, at)
        at = start + len(token.text)
        while waiting and start >= waiting[0][1]:
            waiting.pop(0)
        if not waiting or at <= waiting[0][0]:
            tokens.append(token)
        elif start < waiting[0][0] or at > waiting[0][1]:
            return list(g2p.tokenize(text))  # a token that is more than the word with the pronunciation
        elif start == waiting[0][0]:
            tokens.append(token.copy(phonemes=waiting[0][2], rating=5))
        else:
            whole = tokens[-1]
            space = plain[start - 1 : start].isspace()
            tokens[-1] = whole.copy(
                text=f"{whole.text}{' ' if space else ''}{token.text}", whitespace=token.whitespace
            )
    return tokens
