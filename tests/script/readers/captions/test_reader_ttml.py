"""TTML captions, Apple's transcripts among them."""

from __future__ import annotations

import pytest

from audio.errors import ScriptError
from audio.script.reading import read_bytes

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"
 xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:podcasts="http://podcasts.apple.com/transcript-ttml-internal">
<head><metadata><ttm:title>Bells</ttm:title>
<ttm:agent xml:id="a" type="person"><ttm:name>Moe</ttm:name>
<ttm:name type="full">Ida Moe</ttm:name></ttm:agent>
<ttm:agent xml:id="b" type="person"><ttm:name>Olle</ttm:name></ttm:agent></metadata></head>
"""


def turns(body: str) -> list[tuple[str, str, int]]:
    script = read_bytes((HEAD + f"<body><div>\n{body}\n</div></body></tt>").encode(), "bells.xml")
    return [(t.speaker, t.text, t.paragraphs[0].lines.first) for t in script.turns if not t.narration]


def test_agents_have_the_full_names_of_the_head() -> None:
    body = """<p begin="1s" ttm:agent="a">Who rings<br/>the bell?</p>
<p begin="2s" ttm:agent="b">I do.
   Every day.</p>
<p begin="3s"><span ttm:agent="a">Alone?</span> <span ttm:agent="b">With a cat &amp; a dog.</span></p>"""
    assert turns(body) == [
        ("Ida Moe", "Who rings the bell?", 9),
        ("Olle", "I do. Every day.", 10),
        ("Ida Moe", "Alone?", 12),
        ("Olle", "With a cat & a dog.", 12),
    ]


def test_words_in_spans_of_their_own_are_parted() -> None:
    def words(text: str) -> str:
        return "".join(f'<span podcasts:unit="word">{word}</span>' for word in text.split())

    body = f"""<p ttm:agent="SPEAKER_1"><span podcasts:unit="sentence">{words("Is it loud?")}</span></p>
<p ttm:agent="SPEAKER_2"><span podcasts:unit="sentence">{words("Not now.")}</span></p>"""
    assert turns(body * 2) == [
        ("Speaker 1", "Is it loud?", 9),
        ("Speaker 2", "Not now.", 10),
        ("Speaker 1", "Is it loud?", 10),
        ("Speaker 2", "Not now.", 11),
    ]


def test_colours_tell_the_speakers_where_no_agent_does() -> None:
    lines = ["Is it cold?", "Very.", "Who helps?", "My son.", "And at night?", "Nobody."]
    body = "\n".join(
        f'<p tts:color="{("yellow", "white")[at % 2]}">{line}</p>' for at, line in enumerate(lines)
    )
    assert [who for who, _, _ in turns(body)] == ["Speaker 1", "Speaker 2"] * 3


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE tt [<!ENTITY e0 "ha">{bomb}]><tt><body><p>Hello &e9;</p></body></tt>'
    with pytest.raises(ScriptError, match="no XML"):
        read_bytes(text.encode(), "bomb.ttml")


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(ScriptError, match="hold no text"):
        read_bytes(b"<tt><body><p/></body></tt>", "none.ttml")
