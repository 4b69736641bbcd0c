"""A page may tell its questions by colour, class, style sheet, table or list instead of bold type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audio.script import Script, find_gap, read_bytes

TALK = (
    ("How did you come to the lighthouse?", "By bicycle, in a storm, with a letter that nobody had signed."),
    ("Your father was a keeper too.", "He was, on the next rock but one, and we waved with sheets."),
    ("What do you hear at night?", "The lamp turning. After a year you hear it only when it stops."),
    ("Were you ever afraid?", "Once. A ship was singing in the fog and no ship was there."),
    ("Who brings the bread?", "Olaf, on Tuesdays, unless the sea says otherwise, which it does."),
    ("What will you miss?", "The stairs, oddly. There are two hundred and I know them by name."),
)
INTRO = "Marit Solheim kept a light for thirty years. We drank her coffee."

Pair = Callable[[str, str], str]


def page(pair: Pair, style: str = "", around: str = "{}") -> bytes:
    pairs = "\n".join(pair(asked, told) for asked, told in TALK)
    head = f"<head><title>The last keeper</title><style>{style}</style></head>"
    body = f"<h1>The last keeper</h1>\n<p>{INTRO}</p>\n{around.format(pairs)}"
    return f"<!doctype html><html>{head}<body><article>{body}</article></body></html>".encode()


def read(data: bytes) -> Script:
    script = read_bytes(data, "talk.html")
    assert find_gap(data, "talk.html", script) is None
    return script


def turns(script: Script) -> list[str]:
    return [turn.text for turn in script.turns if not turn.narration]


TOLD = [text for pair in TALK for text in pair]

PAIRS: dict[str, tuple[Pair, str, str]] = {
    "the colour of a span": (
        lambda q, a: f'<p><span style="color:#a0522d">{q}</span></p>\n<p>{a}</p>',
        "",
        "{}",
    ),
    "the background of a paragraph": (
        lambda q, a: f'<p style="background-color: #eee; margin:0">{q}</p>\n<p style="margin:0">{a}</p>',
        "",
        "{}",
    ),
    "an old font element": (lambda q, a: f'<p><font color="navy">{q}</font></p>\n<p>{a}</p>', "", "{}"),
    "the colour of the answers": (
        lambda q, a: f'<p>{q}</p>\n<p><span style="color:gray">{a}</span></p>',
        "",
        "{}",
    ),
    "italics by style": (
        lambda q, a: f'<p><span style="font-style: italic">{q}</span></p>\n<p>{a}</p>',
        "",
        "{}",
    ),
    "a class that the page's sheet makes bold": (
        lambda q, a: (
            f'<p class="c0"><span class="c4">{q}</span></p>\n<p class="c0"><span class="c1">{a}</span></p>'
        ),
        ".c0{margin:0}.c1{font-weight:400}.c4{color:#000;font-weight:700}",
        "{}",
    ),
    "a class of a sheet elsewhere": (
        lambda q, a: f'<p class="has-vivid-red-color">{q}</p>\n<p class="wp-p">{a}</p>',
        "",
        "{}",
    ),
    "a style of Word's": (
        lambda q, a: f'<p class="MsoQuestion">{q}</p>\n<p class="MsoNormal">{a}</p>',
        "p.MsoQuestion, li.MsoQuestion {mso-style-name:Question; color:#1F4E79; font-weight:bold}",
        "{}",
    ),
    "the question's colour before a line break": (
        lambda q, a: f'<p><span style="color:teal">{q}</span><br>\n{a}</p>',
        "",
        "{}",
    ),
    "classes of parts": (
        lambda q, a: f'<div class="c-qa__q">{q}</div>\n<div class="c-qa__a"><p>{a}</p></div>',
        "",
        '<div class="c-qa">{}</div>',
    ),
    "classes of people": (
        lambda q, a: f'<p class="interviewer">{q}</p>\n<p class="guest">{a}</p>',
        "",
        "{}",
    ),
    "numbered speakers in classes": (
        lambda q, a: f'<div class="turn speaker-1">{q}</div>\n<div class="turn speaker-2">{a}</div>',
        "",
        "{}",
    ),
    "speakers in attributes": (
        lambda q, a: f'<p data-speaker="Ida Berg">{q}</p>\n<p data-speaker="Marit Solheim">{a}</p>',
        "",
        "{}",
    ),
    "bold in a numbered list": (lambda q, a: f"<li><b>{q}</b><br>\n{a}</li>", "", "<ol>{}</ol>"),
    "bold paragraphs in a numbered list": (
        lambda q, a: f"<li><p><strong>{q}</strong></p>\n<p>{a}</p></li>",
        "",
        "<ol>{}</ol>",
    ),
    "a table with a head in Dutch": (
        lambda q, a: f"<tr><td>{q}</td><td>{a}</td></tr>",
        "",
        "<table><tr><th>Vraag</th><th>Antwoord</th></tr>{}</table>",
    ),
    "a table without a head": (
        lambda q, a: f"<tr><td>1.</td><td>{q}</td><td>{a}</td></tr>",
        "",
        "<table>{}</table>",
    ),
    "a definition list": (lambda q, a: f"<dt>{q}</dt>\n<dd>{a}</dd>", "", "<dl>{}</dl>"),
    "capital letters": (lambda q, a: f"<p>{q.upper()}</p>\n<p>{a}</p>", "", "{}"),
}


@pytest.mark.parametrize("told_by", PAIRS)
def test_questions_are_told_by(told_by: str) -> None:
    pair, style, around = PAIRS[told_by]
    script = read(page(pair, style, around))
    got = turns(script)
    assert [text.casefold() for text in got] == [text.casefold() for text in TOLD]
    speakers = [turn.speaker for turn in script.turns if not turn.narration]
    assert len(set(speakers[::2])) == len(set(speakers[1::2])) == 1
    assert speakers[0] != speakers[1]


def test_speakers_in_attributes_keep_their_names() -> None:
    script = read(page(PAIRS["speakers in attributes"][0]))
    assert [speaker.name for speaker in script.speakers] == ["Ida Berg", "Marit Solheim"]


def test_a_label_inside_a_class_still_says_who_speaks() -> None:
    def labelled(asked: str, told: str) -> str:
        question = f'<p class="question"><b>Ida Berg:</b> {asked}</p>'
        return f'{question}\n<p class="answer"><b>Marit Solheim:</b> {told}</p>'

    script = read(page(labelled))
    assert turns(script) == TOLD
    assert [speaker.name for speaker in script.speakers] == ["Ida Berg", "Marit Solheim"]


def test_names_told_by_a_class_alone_are_labels() -> None:
    def named(asked: str, told: str) -> str:
        question = f'<p><span class="n">Ida Berg</span> {asked}</p>'
        return f'{question}\n<p><span class="n">Marit Solheim</span> {told}</p>'

    script = read(page(named))
    assert turns(script) == TOLD


def test_bold_that_takes_its_weight_off_is_not_bold() -> None:
    def pasted(asked: str, told: str) -> str:
        return f"<p><strong>{asked}</strong></p>\n<p><b style='font-weight:normal'>{told}</b></p>"

    assert turns(read(page(pasted))) == TOLD


def post(name: str, text: str, number: int, engine: str) -> str:
    if engine == "topic":
        return (
            f'<div id="post_{number}" class="topic-body"><div class="post-meta"><span class="creator">'
            f'<a href="/u/{name}"><span itemprop="name">{name}</span></a></span>'
            f" <time>2 May, 9:{number + 10}</time>"
            f' <span>{number}</span></div><div class="post" itemprop="text"><p>{text}</p></div>'
            f"<div><span>{number} Likes</span></div></div>"
        )
    if engine == "board":
        return (
            '<div class="post bg1"><div class="postbody">'
            f'<p class="author">by <a class="username">{name}</a> » 2 May</p>'
            f'<div class="content">{text}</div></div></div>'
        )
    return (
        f'<li class="comment"><article><footer><b class="fn">{name}</b> <time>2 May</time></footer>'
        f'<div class="comment-content"><p>{text}</p></div>'
        '<div class="reply"><a href="#">Reply</a></div></article></li>'
    )


@pytest.mark.parametrize("engine", ["topic", "board"])
def test_posts_are_the_words_of_their_authors(engine: str) -> None:
    asked = [(["board_ed", "nils77"][at % 2], text) for at, (text, _) in enumerate(TALK)]
    said = [
        each for pair in zip(asked, (("marit_s", told) for _, told in TALK), strict=True) for each in pair
    ]
    posts = "\n".join(post(name, text, at, engine) for at, (name, text) in enumerate(said, 1))
    data = f"<html><body><h1>Ask a keeper</h1><ol>{posts}</ol></body></html>".encode()
    script = read(data)
    assert [(turn.speaker, turn.text) for turn in script.turns if not turn.narration] == said
    assert not any("Likes" in turn.text or "May" in turn.text for turn in script.turns)


def test_comments_under_an_interview_are_not_its_speakers() -> None:
    pair = PAIRS["the colour of a span"][0]
    comments = "".join(post(name, "Lovely talk, thank you both so much!", 1, "blog") for name in "ABAB")
    data = page(pair, around="{}" + f'<ol class="commentlist">{comments}</ol>')
    script = read(data)
    assert turns(script) == TOLD


def article(body: str) -> bytes:
    return f"<!doctype html><html><body><article><h1>On lamps</h1>{body}</article></body></html>".encode()


def speakers_of(data: bytes) -> list[str]:
    return [speaker.name for speaker in read(data).speakers]


def test_colour_that_marks_anything_but_questions_makes_no_conversation() -> None:
    steps = "".join(
        f'<p><span style="color:red">Step {n} is the hard one.</span></p><p>Turn it until it clicks.</p>'
        for n in range(1, 8)
    )
    essay = "".join(
        f'<p class="odd">Lamps burn oil number {n}, as before.</p>'
        '<p class="even">Who would have thought it? '
        "Nobody did, and nobody does.</p>"
        for n in range(1, 8)
    )
    assert speakers_of(article(steps)) == speakers_of(article(essay)) == []


def test_a_glossary_and_a_price_list_make_no_conversation() -> None:
    terms = "".join(
        f"<dt>Lamp {n}</dt><dd>A device that gives light where there was none before.</dd>" for n in range(6)
    )
    rows = "".join(
        f"<tr><td>Lamp number {n}</td><td>{n} crowns, with the oil and a wick</td></tr>" for n in range(6)
    )
    assert speakers_of(article(f"<dl>{terms}</dl>")) == speakers_of(article(f"<table>{rows}</table>")) == []
