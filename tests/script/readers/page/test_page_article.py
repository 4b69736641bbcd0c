"""Which part of a page is the article: nothing else is read, and no answer of a conversation is lost."""

from __future__ import annotations

import collections
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html as lxml_html

from audio.script import Script, find_gap, read_bytes
from audio.script.readers.table import read_document

PAGES = Path(__file__).resolve().parents[4] / ".." / "shared" / "pages"
TICKER = "".join(
    f"<li><div><p>At {hour} o'clock the harbour master said that the gale would last, and nobody sailed.</p>"
    "</div></li>"
    for hour in range(1, 40)
)
ESSAY = [
    f"Chapter {n} of the story tells how the tower got its bells, and what the town paid for each of them."
    for n in range(12)
]
TALK = [
    ("Ada Lowe", "Where did you learn to ring the bells of a tower?"),
    ("Ben Wood", "In Sedgley, from my aunt, who had rung them all through the war."),
    ("Ada Lowe", "Was it loud?"),
    ("Ben Wood", "Very. You feel the tenor in your teeth before you hear it, and then you do hear it."),
    ("Ada Lowe", "Do you still climb?"),
    ("Ben Wood", "No."),
]
LONG_TALK = [(name, f"{said} That was the answer number {n}.") for n in range(6) for name, said in TALK]


def told(script: Script) -> str:
    return " ".join(turn.text for turn in script.turns)


def read(page: str) -> Script:
    """Read a page, all of whose words must be in the script or among what it dropped."""
    source = page.encode()
    script = read_bytes(source, "page.html")
    assert find_gap(source, "page.html", script) is None
    return script


def essay(texts: list[str] = ESSAY) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def test_a_news_ticker_beside_an_article_is_not_read_though_it_is_longer() -> None:
    page = f"<body><div><div><article>{essay()}</article></div><aside><ul>{TICKER}</ul></aside></div></body>"
    assert "harbour master" not in told(read(page))
    assert ESSAY[-1] in told(read(page))


def test_a_chapter_whose_address_speaks_of_sharing_is_no_share_button() -> None:
    parts = "".join(
        f'<div class="section" id="{name}"><h2>Part</h2>{essay(ESSAY[at : at + 4])}</div>'
        for at, name in ((0, "sharing-a-tower"), (4, "tags-and-categories"), (8, "setting-up"))
    )
    script = read(f"<body><div class='content'>{parts}</div></body>")
    assert all(text in told(script) for text in ESSAY)


def test_the_rest_that_a_button_unfolds_is_part_of_the_article() -> None:
    rest = f'<div id="read-more"><a href="#more">Read more</a><div>{essay(ESSAY[3:])}</div></div>'
    script = read(f'<body><div id="story">{essay(ESSAY[:3])}{rest}</div></body>')
    assert all(text in told(script) for text in ESSAY)


def test_a_column_of_headlines_without_a_telling_name_is_not_read() -> None:
    column = "".join(
        f"<div><h3><a href='/{n}'>Ten ropes to try, part {n}</a></h3><p>Which one is it?</p></div>"
        for n in range(20)
    )
    page = f"<body><div class='left'>{essay()}</div><div class='right'>{column}</div></body>"
    assert "Which one" not in told(read(page))


def as_blocks(talk: list[tuple[str, str]], turn: Callable[[str, str, int], str]) -> str:
    return "\n".join(turn(name, said, at) for at, (name, said) in enumerate(talk))


SHAPES: dict[str, Callable[[list[tuple[str, str]]], str]] = {
    "a div a turn, deep": lambda talk: as_blocks(
        talk, lambda n, s, _: f"<div class='turn'><div class='in'><p><b>{n}:</b> {s}</p></div></div>"
    ),
    "a div of another class each": lambda talk: as_blocks(
        talk, lambda n, s, at: f"<div class='{'qa'[at % 2]}'><div><b>{n}:</b> {s}</div></div>"
    ),
    "a section of a page builder each": lambda talk: as_blocks(
        talk,
        lambda n, s, at: f"<section class='part part-{at}'><div><div><p>{n}: {s}</p></div></div></section>",
    ),
    "lines with breaks": lambda talk: as_blocks(talk, lambda n, s, _: f"<b>{n}</b>: {s}<br><br>"),
    "a list": lambda talk: f"<ol>{as_blocks(talk, lambda n, s, _: f'<li>{n}: {s}</li>')}</ol>",
    "terms and definitions": lambda talk: (
        f"<dl>{as_blocks(talk, lambda n, s, _: f'<dt>{n}</dt><dd>{s}</dd>')}</dl>"
    ),
    "a table": lambda talk: (
        f"<table>{as_blocks(talk, lambda n, s, _: f'<tr><td>{n}</td><td>{s}</td></tr>')}</table>"
    ),
    "inside an element of lines": lambda talk: (
        f"<font class='transcript'>{'<br><br>'.join(f'<b>{n}</b>: {s}' for n, s in talk)}</font>"
    ),
}
AROUND: dict[str, str] = {
    "alone": "<body><div>{}</div></body>",
    "after an introduction": "<body><div class='intro'><p>We met him in May, under the tower, in the rain."
    "</p></div><div class='body'>{}</div></body>",
    "among furniture": "<body><nav><ul><li><a href='/'>Home</a></li></ul></nav><main><article><h1>Bells</h1>"
    "<div class='share-buttons'>Tweet this</div>{}</article></main>"
    "<footer>All rights reserved</footer></body>",
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("talk", [TALK, LONG_TALK], ids=["short", "long"])
def test_a_conversation_is_read_to_its_last_answer(
    shape: str, around: str, talk: list[tuple[str, str]]
) -> None:
    script = read(AROUND[around].format(SHAPES[shape](talk)))
    got = [(turn.speaker, " ".join(turn.text.split())) for turn in script.turns if not turn.narration]
    assert got == talk


def test_what_a_schools_paper_sets_below_a_picture_is_a_caption() -> None:
    talk = "".join(f"<p><b>Ada:</b> What is {n}?</p><p><b>Ben:</b> A stair.</p>" for n in range(9))
    below = "<div class='photocredit'>Ann Roe</div><div class='photocaption'>Ben Wood climbs on Friday.</div>"
    script = read_bytes(f"<body><article><h1>Stairs</h1>{below}{talk}</article></body>".encode(), "a.html")
    assert [item.reason for item in script.dropped[:2]] == ["caption", "caption"]


def test_the_second_half_of_an_interview_is_read_however_short_it_is() -> None:
    first, last = (as_blocks(part, lambda n, s, _: f"<p>{n}: {s}</p>") for part in (LONG_TALK, TALK[-2:]))
    page = (
        f"<body><div><div class='part first'>{first}</div><div class='ad'>Buy ropes now</div>"
        f"<div class='part last'>{last}</div></div></body>"
    )
    script = read(page)
    assert script.turns[-1].text == "No."
    assert "Buy ropes" not in told(script)


def test_a_short_page_is_read_whole() -> None:
    script = read("<body><div>Ada: Is it cold?</div><p>Ben: Yes.</p><div><div>Ada: Ah.</div></div></body>")
    assert [turn.text for turn in script.turns] == ["Is it cold?", "Yes.", "Ah."]


def test_a_pull_quote_and_a_footnote_are_not_said_a_second_time_or_by_the_guest() -> None:
    talk = as_blocks(TALK, lambda n, s, _: f"<p>{n}: {s}</p>")
    page = (
        f"<body><article>{talk}<blockquote class='quote is-style-pullquote'><p>You feel the tenor.</p>"
        "</blockquote><div class='footnote'><p>The heaviest bell.</p></div></article></body>"
    )
    script = read(page)
    assert script.turns[-1].text == "No."
    assert {item.reason for item in script.dropped} == {"pull quote", "footnotes"}


@pytest.mark.parametrize(
    "line", ["View this email in your browser", "Subscribe to our newsletter", "Subscribe now", "Unsubscribe"]
)
def test_what_a_newsletter_sets_among_turns_is_said_by_nobody(line: str) -> None:
    turns = [f"<p>{name}: {said}</p>" for name, said in TALK]
    page = f"<body><p>{line}</p>{''.join(turns[:2])}<p>{line}</p>{''.join(turns[2:])}</body>"
    assert [turn.text for turn in read(page).turns] == [said for _, said in TALK]


def listed(terms: list[str]) -> str:
    items = "".join(
        f"<li><b>{term}</b>: This is what the ringers of the tower mean by it.</li>" for term in terms
    )
    named = f"<p>We ring {' and '.join(terms)}.</p>"
    return f"<body><article>{essay()}{named}<ul>{items}</ul>{essay()}</article></body>"


TITLES = ["Bells at Night", "Too Loud?", "The Old Rope", "Hard to Climb?", "No One Listens", "Worth a Visit?"]
NOBODY: dict[str, str] = {
    "terms of a list": listed(["Plain Hunt", "Grandsire Doubles"]),
    "many terms of a list": listed(["Plain Hunt", "Grandsire Doubles", "Kent Treble", "Cambridge Surprise"]),
    "pointers to other pages": "<body><article>"
    + essay()
    + "<p>Learn More: <a href='/a'>How a bell is hung in four days</a></p>"
    + essay()
    + "<ul><li>Revamped Belfry: It makes the stairs easier for whoever is not young.</li></ul>"
    + "<p>Learn More: <a href='/b'>Seven ropes for every purse</a></p></article></body>",
    "titles that ask": "<body><article><h2>On bells</h2>"
    + "".join(f"<h3>{title}</h3>{essay(ESSAY[at : at + 2])}" for at, title in enumerate(TITLES))
    + "</article></body>",
}


@pytest.mark.parametrize("kind", NOBODY)
def test_nobody_speaks_on_a_page_without_a_conversation(kind: str) -> None:
    assert [who.name for who in read(NOBODY[kind]).speakers] == []


def test_questions_to_somebody_are_asked_though_other_headings_stand_among_them() -> None:
    questions = ["When did you first climb?", "The tower", "What do you hear?", "The bells", "Will you stay?"]
    page = "".join(f"<h3>{each}</h3>{essay(ESSAY[at : at + 1])}" for at, each in enumerate(questions))
    spoken = [
        turn.text for turn in read(f"<body><article>{page}</article></body>").turns if not turn.narration
    ]
    assert {"When did you first climb?", "What do you hear?", "Will you stay?"} <= set(spoken)


def test_somebody_who_also_posts_links_is_still_somebody() -> None:
    said = [*LONG_TALK[:6], ("Ben Wood", "<a href='/t'>https://example.org/tower</a>"), *LONG_TALK[6:]]
    script = read(f"<body>{as_blocks(said, lambda n, s, _: f'<p>{n}: {s}</p>')}</body>")
    assert {who.name for who in script.speakers} == {"Ada Lowe", "Ben Wood"}


def _seconds(size: int) -> float:
    turns = as_blocks(LONG_TALK, lambda n, s, _: f"<div class='t'><p><b>{n}:</b> {s}</p></div>")
    page = f"<body><nav><a href='/'>Home</a></nav><div>{turns * size}</div></body>".encode()
    start = time.process_time()
    read_document(page, "page.html")
    return time.process_time() - start


@pytest.mark.uncounted
def test_a_page_sixteen_times_as_long_takes_about_sixteen_times_as_long() -> None:
    _seconds(1)
    assert _seconds(320) < 40 * max(_seconds(20), 0.05)


def _scores() -> Iterator[tuple[str, float, bool]]:
    """Give how much of each article is said and nothing else (F1 of words), and whether anybody speaks."""
    for folder in sorted(PAGES.iterdir()):
        expected = folder / "expected.html"
        text = expected.read_text(errors="replace") if expected.exists() else ""
        want = collections.Counter(
            re.findall(r"\w+", lxml_html.fromstring(text or "<p/>").text_content().lower())
        )
        if want.total() < 50:
            continue
        script = read_bytes((folder / "source.html").read_bytes(), "page.html")
        got = collections.Counter(re.findall(r"\w+", told(script).lower()))
        common = (got & want).total()
        yield folder.name, 2 * common / (got.total() + want.total()), bool(script.speakers)


@pytest.mark.uncounted
@pytest.mark.skipif(not PAGES.exists(), reason="the shared folder is not at hand")
def test_the_articles_of_real_pages_are_found_and_nobody_is_invented() -> None:
    scores = list(_scores())
    assert statistics.fmean(score for _, score, _ in scores) >= 0.965
    assert [name for name, _, speaks in scores if speaks and name != "blogger"] == []


INTRODUCTION = "Ben Wood has rung the bells of the tower for most of his life."


@pytest.mark.parametrize(("around", "said"), [("div", True), ("header", False)])
def test_the_introduction_between_the_title_and_the_article_is_read(around: str, *, said: bool) -> None:
    asked = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in TALK)
    script = read(
        f"<html><body><{around}><h1>A tower</h1><p>{INTRODUCTION}</p></{around}>"
        f"<article><dl>{asked}</dl></article><p>Open daily.</p></body></html>"
    )
    assert (script.turns[0].text == INTRODUCTION) is said
