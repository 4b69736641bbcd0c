"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.speech.spoken.splitting import clause_starts, sentence_starts, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It depends! Static languages are great.", 2),
        ("Is it static or dynamic? It depends.", 2),
        ("Dr. Smith met Mr. Jones vs. Mrs. Brown.", 1),
        ("We use C, e.g. Clang, i.e. LLVM.", 1),
        ("J. K. Rowling wrote it. I read it.", 2),
        ("So did I. Then we left.", 2),
        ("Version 2.5 costs $3.50 in the U.S. Army.", 1),
        ("See No. 5 and fig. 3 of it.", 1),
        ("He said no. Then he left.", 2),
        ("You need scale... but then it changes.", 1),
        ("It was long... Then it ended.", 2),
        ("“Life is short!” he said. “It is.”", 2),
        ("He asked: “Why?” She knew.", 2),
        ("Static vs. dynamic, etc. Life is short!", 2),
        ("この本は良い。そう思います！", 2),
        ("यह अच्छा है। मैं जानता हूँ।", 2),
        ("No stop at all", 1),
        ("Until next time! 🔥", 1),
        ("Great! 🔥 Next question.", 2),
        ("I 🤔 if ⏩⏱️… ❗️ 🔮, too... LOL.", 2),
    ],
)
def test_sentences_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


def test_an_emoji_after_a_sentence_stays_with_it() -> None:
    assert sentences("Great! 🔥 Next question.") == ("Great! 🔥", "Next question.")


def test_an_empty_text_has_no_sentence() -> None:
    assert sentences("") == ()


@given(st.text(alphabet="aB1 .!?…,;:“”'()。🔥—-\u00e9", max_size=80))
def test_borders_rise_and_lie_within_the_text(text: str) -> None:
    for borders in (sentence_starts(text), clause_starts(text) if text else ()):
        assert list(borders) == sorted(set(borders))
        assert all(0 <= border < len(text) for border in borders)
