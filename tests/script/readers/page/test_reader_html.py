"""A saved page gives its article, every word on its line, and names the rest as left out."""

from __future__ import annotations

import contextlib
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from places import SEEDS

from audio.errors import ScriptError
from audio.script import read_bytes
from audio.script.document import Document
from audio.script.readers.page import reader
from audio.script.readers.prose import markdown
from audio.script.text.wording import words
from audio.script.values import Block

PAGE = """<!DOCTYPE html>
<html lang="en_GB"><head>
<title>The bell ringer – Tower Talk</title>
<meta property="og:site_name" content="Tower Talk">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<meta name="author" content="Jane Roe">
<script>var x = "a
b";</script>
</head>
<body class="post has-sidebar">
<header><a href="/">Tower Talk</a></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></nav>
<div class="wrap">
<article>
<h1>The bell
ringer</h1>
<div class="share-buttons">Tweet this
now</div>
<p>Ben Wood has rung the bells of one church for forty years, in all weathers.</p>
<p><strong>Ada</strong><strong> Lowe:</strong> Why do you
ring<sup><a href="#n1">1</a></sup>?</p>
<p><b>Ben Wood:</b> For the <em>noise</em>.<br>
And the stairs.<br><br>Mostly the stairs &amp; the view.
<p>Come up and <a href="/tower">see</a>.
<aside>More about towers</aside>
<div class="author-box">Jane Roe writes about towers.</div>
</article>
<div class="sidebar">Popular: ten towers</div>
</div>
<footer>All rights reserved</footer>
</body></html>
"""


HEAD = """<!DOCTYPE html>
<html><body class="single has-sidebar"><header id="masthead"><a href="/">Site</a>
<nav class="main-nav"><ul><li><a href="/">Home</a></li></ul></nav></header>
<div id="content"><main><article class="post"><div class="entry-meta">By <a href="/a">Jo</a></div>
<div class="entry-content">
"""
TAIL = """<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Post</a></li></ul></div>
</div><footer>Filed under <a href="#">bells</a></footer></article>
<section id="comments"><ol><li>Bob says: What a talk!</li></ol></section></main>
<aside id="secondary"><h2>Recent</h2></aside></div><footer>All rights reserved</footer></body></html>"""
SAMPLE = SEEDS / "the-note-that-is-not-there.md"


def read(text: str) -> Document:
    return reader.read(text, "page.html")


def shown(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def spans(block: Block) -> list[tuple[str, str]]:
    return [(span.kind, block.text[span.start : span.end]) for span in block.spans]


def test_the_article_is_found_among_navigation_and_advertising() -> None:
    assert shown(PAGE) == [
        "The bell\nringer",
        "Ben Wood has rung the bells of one church for forty years, in all weathers.",
        "Ada Lowe: Why do you\nring?",
        "Ben Wood: For the noise.\nAnd the stairs.",
        "Mostly the stairs & the view.",
        "Come up and see.",
    ]


def test_what_is_left_out_has_its_reason_and_its_line() -> None:
    left_out = {(item.text, item.reason, item.lines.first) for item in read(PAGE).dropped}
    assert left_out == {
        ("Tower Talk", "page header", 11),
        ("Home About", "navigation", 12),
        ("Tweet this now", "share buttons", 17),
        ("1", "footnote mark", 21),
        ("More about towers", "aside", 25),
        ("Jane Roe writes about towers.", "author box", 26),
        ("Popular: ten towers", "sidebar", 28),
        ("All rights reserved", "footer", 30),
    }


def test_every_word_stands_on_the_line_it_has_in_the_file() -> None:
    lines = PAGE.split("\n")
    for block in read(PAGE).blocks:
        offset = 0
        for piece in block.text.split("\n"):
            line = lines[block.line_at(offset) - 1]
            assert piece.split()[0].rstrip("?") in line
            offset += len(piece) + 1


def test_the_head_says_title_date_site_language_and_author() -> None:
    metadata = read(PAGE).metadata
    assert metadata.title == "The bell ringer"
    assert metadata.date == dt.date(2024, 3, 5)
    assert metadata.show == "Tower Talk"
    assert metadata.language == "en-GB"
    assert [(person.name, person.description) for person in metadata.people] == [("Jane Roe", "author")]


def test_a_byline_is_left_out_but_its_date_is_known() -> None:
    talk = "Ada: Is it cold up there, in the tower, when the wind blows?"
    document = read(f"<article><div class='entry-meta'>By Jo on 3 May 2021</div><p>{talk}</p></article>")
    assert [block.text for block in document.blocks] == [talk]
    assert document.metadata.date == dt.date(2021, 5, 3)


def test_names_in_front_of_what_people_say_are_no_bylines() -> None:
    page = "".join(
        f"<div class='author byline'>Ada {n % 2}</div><p>This is sentence {n}.</p>" for n in range(6)
    )
    assert shown(page)[:2] == ["Ada 0", "This is sentence 0."]


def test_linked_data_says_what_the_head_does_not() -> None:
    page = """<html><head><script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "X"},
    {"@type": "Article", "headline": "Salt", "datePublished": "2021-07-09",
     "author": [{"name": "Kim Vale"}], "publisher": {"name": "The Larder"}}]}</script></head>
    <body><p>Kim: Salt keeps.</p></body></html>"""
    metadata = read(page).metadata
    assert (metadata.title, metadata.date, metadata.show) == ("Salt", dt.date(2021, 7, 9), "The Larder")
    assert metadata.people[0].name == "Kim Vale"


def test_a_label_split_by_tags_is_one_emphasised_run() -> None:
    block = read("<p><b>Ada</b> <b>Lowe</b><b>:</b> Yes.</p>").blocks[0]
    assert block.text == "Ada Lowe: Yes."
    assert spans(block) == [("strong", "Ada Lowe:")]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<p><cite>Ada:</cite> Yes.</p>", "cite"),
        ('<p><span class="speaker-name">Ada:</span> Yes.</p>', "cite"),
        ('<p><span style="font-weight: 700">Ada:</span> Yes.</p>', "strong"),
        ("<p><i>Ada:</i> Yes.</p>", "emphasis"),
        ("<p><time>Ada:</time> Yes.</p>", "time"),
    ],
)
def test_what_sets_a_name_apart_is_a_span_and_not_in_the_text(markup: str, kind: str) -> None:
    block = read(markup).blocks[0]
    assert block.text == "Ada: Yes."
    assert spans(block) == [(kind, "Ada:")]


def test_a_scrap_of_a_page_is_read_whole() -> None:
    scrap = "<cite>Ada:</cite>\n<time>0:00</time>\n<p>It&#39;s cold.</p>\n<cite>Ben:</cite>\n<p>Yes.</p>"
    assert reader.recognises("", scrap) > 0.9
    blocks = read(scrap).blocks
    assert [(b.lines.first, b.lines.last, b.text) for b in blocks] == [
        (1, 2, "Ada:\n0:00"),
        (3, 3, "It's cold."),
        (4, 4, "Ben:"),
        (5, 5, "Yes."),
    ]


@pytest.mark.parametrize("colon", ["", ":"])
def test_a_definition_list_of_names_that_come_again_says_who_speaks(colon: str) -> None:
    answer = f"<dt>Ben{colon}</dt>\n<dd><p>Yes.</p><p>Very.</p></dd>"
    page = f"<dl><dt>Ada{colon}</dt><dd>Cold?</dd>\n{answer}<dt>Ada{colon}</dt><dd>Ah.</dd></dl>"
    assert [(turn.speaker, turn.text, turn.line) for turn in read_bytes(page.encode(), "a.html").turns] == [
        ("Ada", "Cold?", 1),
        ("Ben", "Yes.\n\nVery.", 2),
        ("Ada", "Ah.", 3),
    ]


def test_a_glossary_says_nobody_speaks() -> None:
    terms = (("Tenor", "The deepest bell."), ("Sally", "A woollen grip."), ("Rounds", "All bells in order."))
    page = f"<dl>{''.join(f'<dt>{term}</dt><dd>{told}</dd>' for term, told in terms)}</dl>"
    assert {turn.narration for turn in read_bytes(page.encode(), "a.html").turns} == {True}


def test_a_table_with_a_column_of_speakers_is_a_conversation() -> None:
    page = """<table><tr><th>Time</th><th>Speaker</th><th>Text</th></tr>
<tr><td>0:01</td><td>Ada</td><td>Is it cold?</td></tr>
<tr><td>0:05</td><td>Ben</td><td><p>Yes.</p></td></tr></table>"""
    document = read(page)
    assert [(b.speaker, b.text, b.lines.first) for b in document.blocks] == [
        ("Ada", "Is it cold?", 2),
        ("Ben", "Yes.", 3),
    ]
    assert [item.text for item in document.dropped] == ["Time", "Speaker", "Text", "0:01", "0:05"]


def test_a_table_of_figures_gives_a_block_a_row() -> None:
    page = "<table><tr><th>Bell</th><th>Weight</th></tr><tr><td>Tenor</td><td>850 kg</td></tr></table>"
    assert shown(page) == ["Bell\tWeight", "Tenor\t850 kg"]


def test_a_table_that_lays_out_an_old_page_is_walked_through() -> None:
    page = (
        "<table><tr><td><a href=1>One</a> <a href=2>Two</a></td><td>"
        + "".join(f"<p>Ada: This is question number {n}, is it not?</p>" for n in range(9))
        + "</td></tr></table>"
    )
    document = read(page)
    assert len(document.blocks) == 9
    assert [item.text for item in document.dropped] == ["One Two"]


def test_preformatted_text_has_its_paragraphs_at_blank_lines() -> None:
    blocks = read("<pre>Ada: Is it\n  cold?\n\nBen: Yes.</pre>").blocks
    assert [(b.text, b.lines.first, b.lines.last) for b in blocks] == [
        ("Ada: Is it\ncold?", 1, 2),
        ("Ben: Yes.", 4, 4),
    ]


def test_headings_items_and_quotes_keep_their_kind() -> None:
    lists = "<ul><li>One<ul><li>Two</li></ul></li></ul>"
    page = f"<h2>Part</h2>{lists}<blockquote><p>Said</p></blockquote><hr><p>x</p>"
    assert [(b.kind, b.level) for b in read(page).blocks] == [
        ("heading", 2),
        ("item", 1),
        ("item", 2),
        ("quote", 1),
        ("rule", 0),
        ("paragraph", 0),
    ]


def test_a_transcript_that_a_button_unfolds_is_read() -> None:
    speech = "".join(f"<p>Ada: Sentence number {n} of the talk.</p>" for n in range(30))
    page = (
        f"<body><h1>Show 7</h1><p>Notes.</p><div id='transcript' style='display:none'>{speech}</div></body>"
    )
    assert shown(page)[:2] == ["Show 7", "Ada: Sentence number 0 of the talk."]


def test_a_page_made_from_a_sample_reads_as_the_sample_does() -> None:
    source = SAMPLE.read_text(encoding="utf-8").split("---\n", 2)[2]
    page = f"{HEAD}{MarkdownIt().render(source)}{TAIL}"
    ours, its = markdown.read(source, "talk.md").blocks, read(page).blocks
    assert [(b.text, b.kind, b.level) for b in its] == [(b.text, b.kind, b.level) for b in ours]
    assert [spans(b) for b in its] == [spans(b) for b in ours]
    lines = page.split("\n")
    assert all(b.text.split()[-1].rstrip(".?!]") in lines[b.lines.last - 1] for b in its)


def test_a_transcript_in_a_tab_of_the_page_is_no_navigation() -> None:
    speech = "".join(f"<p>Ada: Sentence number {n} of the talk.</p>" for n in range(20))
    notes = "".join(f"<p>These are notes of some length, number {n}.</p>" for n in range(20))
    page = f"<body><div id='nav-notes-pane'>{notes}</div><div id='nav-transcript'>{speech}</div></body>"
    assert {text[:4] for text in shown(page)} == {"Ada:"}


def test_the_title_of_a_drawing_is_not_the_pages() -> None:
    page = "<body><svg><title>Menu icon</title></svg><p>Ada: Is it cold?</p></body>"
    assert read(page).metadata.title == ""


def test_comments_longer_than_the_article_are_left_out() -> None:
    talk = "".join(f"<p>Ada: Sentence number {n} of the talk.</p>" for n in range(10))
    chat = "".join(f"<p>I think that comment {n} is the best.</p>" for n in range(15))
    page = f"<body><div class=content>{talk}</div><div id='comments'>{chat}</div></body>"
    assert all(text.startswith("Ada:") for text in shown(page))


def test_a_page_builder_that_calls_everything_a_widget_loses_nothing() -> None:
    talk = "".join(f"<div class='builder-widget'><p>Ada: Sentence {n} of it.</p></div>" for n in range(10))
    assert len(shown(f"<body>{talk}</body>")) == 10


@pytest.mark.parametrize(
    "text",
    [
        "Ada: Is 3 < 4?\n\nBen: And 5 > 2.\n",
        "# A talk\n\n**Ada:** Hi<br>there.\n\n**Ben:** <b>No</b>.\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hi\n",
        '{"text": "<p>x</p>"}',
    ],
)
def test_text_with_a_tag_or_two_is_no_page(text: str) -> None:
    assert reader.recognises("talk.txt", text) < 0.5


def test_an_empty_page_is_refused_in_one_sentence() -> None:
    with pytest.raises(ScriptError, match=r"page\.html: the page holds no text"):
        read("<html><body><script>x()</script></body></html>")


def test_too_deep_nesting_is_refused_with_its_line() -> None:
    with pytest.raises(ScriptError, match=r"page\.html:1: more than 2,048 elements"):
        read("<div>" * 100_000 + "Ada: Hi.")


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "word " * 1_000_000,
        "<p title='" + "x" * 5_000_000 + "'>Ada: Hi.</p>",
        "<p>" + "<b>x</b>" * 50_000,
        "<ul>" * 900 + "<li>x</li>" * 20_000,
        "<table><tr><td>" * 600 + "<p>x</p>" * 20_000,
        "<p>x" + "<br>" * 150_000,
        "<p " * 500_000 + ">Ada: Hi.</p>",
        "<!--" * 300_000 + "--><p>Ada: Hi.</p>",
        "<p>x</p>\n" * 30_000,
        "&amp;" * 500_000,
    ],
    ids=[
        "line",
        "attribute",
        "bold",
        "lists",
        "tables",
        "breaks",
        "torn",
        "comments",
        "paragraphs",
        "entities",
    ],
)
def test_hostile_pages_are_read_or_refused_in_time(page: str) -> None:
    start = time.process_time()
    reader.recognises("", page)
    with contextlib.suppress(ScriptError):
        read(page)
    assert time.process_time() - start < 10


@pytest.mark.uncounted
def test_lines_are_still_counted_beyond_the_parsers_own_limit() -> None:
    page = "<html><body>" + "<p>x</p>\n" * 70_000 + "<p>Ada: Hi.</p></body></html>"
    assert read(page).blocks[-1].lines.first == 70_001


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["p", "b", "div", "li", "td", "dd", "cite", "h2", "span", "table", "tr", "br", "pre", "dl"]
            ),
            st.sampled_from(["", "/"]),
            st.sampled_from(["", " Ada: ", " one two\nthree ", "\n", "  ", " vier "]),
        ),
        max_size=25,
    )
)
def test_no_word_of_any_tangle_of_tags_is_lost_or_doubled(tangle: list[tuple[str, str, str]]) -> None:
    page = "<body>start " + "".join(f"<{slash}{tag}>{text}" for tag, slash, text in tangle)
    document = read(page)
    got = [w for b in document.blocks for w in words(b.text) + words(b.speaker or "")]
    got += [w for item in document.dropped for w in words(item.text)]
    want = words(" ".join(["start", *(text for _, _, text in tangle)]))
    assert sorted(set(got)) == sorted(set(want))
    if not any(block.speaker for block in document.blocks):
        assert sorted(w for w in got if w.isalpha()) == sorted(want)
    for block in document.blocks:
        assert block.text == block.text.strip()
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert 1 <= block.lines.first <= block.lines.last <= page.count("\n") + 1


def test_spaces_that_do_not_break_are_spaces_after_a_label() -> None:
    page = (
        "<html><body><p>MS. VALE:&nbsp; Good afternoon to you all.</p>\n"
        "<p>Q&nbsp;&nbsp;&nbsp; How long will the bridge be shut?</p>\n"
        "<p>MS. VALE:&nbsp; Until it is safe, and not a day longer.</p>\n"
        "<p>Q&nbsp;&nbsp;&nbsp; And who decides that?</p>\n"
        "<p>MS. VALE:&nbsp; The engineers do.</p></body></html>"
    )
    script = read_bytes(page.encode(), "briefing.html")
    assert [turn.speaker for turn in script.turns if not turn.narration] == [
        "MS. VALE", "Q", "MS. VALE", "Q", "MS. VALE",
    ]  # fmt: skip
    assert script.turns[1].text == "How long will the bridge be shut?"
