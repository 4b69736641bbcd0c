from __future__ import annotations

import pytest
from offices import TALK

from audio.errors import InputError
from audio.studio.document import applied, between, edit_of, read_document, told
from audio.studio.document.steps import History, gone


@pytest.fixture(scope="module")
def talk():
    return read_document(TALK, "talk.script.md")


def edited(document, **edit):
    return applied(document, edit_of(edit))


def words(document):
    return [(e.turn.speaker, e.turn.text) for e in document.entries]


def test_what_is_read_is_written_back_to_the_byte(talk):
    assert talk.text() == TALK


def test_a_text_may_say_anything_and_is_read_back_as_text(talk):
    marked = "[slower]slow[/slower] *so*"
    wild = f"# no heading\n\n**Ben:** no label\n\n<!-- no comment -->\n\n> no quote\n\n---\n\n{marked}"
    changed = edited(talk, kind="text", turn="t3", text=wild)
    again = read_document(changed.text(), "talk.script.md")
    assert again.entries[2].turn == changed.entries[2].turn
    assert len(again.entries) == len(talk.entries)
    assert changed.entries[2].turn.paragraphs[-1].directions[0].kind == "slower"


def test_a_turn_is_split_between_words_and_joined_again(talk):
    split = edited(talk, kind="split", turn="t3", at=len("I do. "))
    assert words(split)[2:4] == [
        ("Ben Wray", "I do."),
        ("Ben Wray", "It sulks otherwise.\n\nIt has sulked twice this year."),
    ]
    assert [entry.id for entry in split.entries] == ["t1", "t2", "t3", "t6", "t4", "t5"]
    joined = edited(split, kind="merge", turn="t6")
    assert len(joined.entries) == len(talk.entries)


def test_a_turn_without_words_is_refused(talk):
    for text in ("", "  \n\n ", "[pause 2s]"):
        with pytest.raises(InputError, match="needs words"):
            edited(talk, kind="text", turn="t3", text=text)
    with pytest.raises(InputError, match="between two words"):
        edited(talk, kind="split", turn="t3", at=0)


def test_a_turn_that_is_not_spoken_stays_in_its_place_in_the_file(talk):
    left_out = edited(talk, kind="spoken", turn="t2", spoken=False)
    assert [turn.text for turn in left_out.script().turns][:2] == [
        "Two people talk about clocks.",
        "I do. It sulks otherwise.\n\nIt has sulked twice this year.",
    ]
    assert left_out.script().chapters[1].turn == 2
    again = read_document(left_out.text(), "talk.script.md")
    assert [entry.spoken for entry in again.entries] == [True, False, True, True, True]
    assert again.entries == left_out.entries


def test_a_cut_inside_a_turn_is_no_turn_that_is_kept():
    cut = TALK.replace(
        "It has sulked twice this year.", "[cut]\nIt has sulked twice this year.\n[/cut]\n\nOften."
    )
    document = read_document(cut, "talk.script.md")
    assert [entry.spoken for entry in document.entries] == [True] * 5
    assert document.entries[2].turn.text == "I do. It sulks otherwise.\n\nOften."
    assert [item.reason for item in document.head.dropped] == ["cut"]


def test_chapters_are_named_moved_and_taken_away(talk):
    named = edited(talk, kind="chapter", turn="t4", title="Oiling")
    assert [(c.title, c.turn) for c in named.script().chapters][-1] == ("Oiling", 4)
    moved = edited(named, kind="move_chapter", **{"from": "t4"}, to="t5")
    assert [(c.title, c.turn) for c in moved.script().chapters][-1] == ("Oiling", 5)
    gone_again = edited(moved, kind="chapter", turn="t5", title=None)
    assert gone_again.script().chapters == talk.script().chapters


def test_a_person_gets_another_name_everywhere_and_keeps_the_old_label(talk):
    renamed = edited(talk, kind="rename", speaker="Ada Stone", to="Ada Lovelace")
    assert {who for who, _ in words(renamed)} == {"Narrator", "Ada Lovelace", "Ben Wray"}
    assert renamed.head.speakers[0].labels == ("Ada Stone", "Ada Lovelace")


FRONT = """---
vivavoce: script
# Of the spring issue.
title: Clocks  # a working title
speakers:  # who they are
  Ada Stone:  # our host
    description: keeps bees
    voice: tone:high
  # The guest.
  Ben Wray:
    labels: [Ben Wray, BW]  # as typed
settings:
  speakers:
    Ben Wray: tone:low  # his own
---
"""


def test_comments_in_the_front_matter_stay_where_a_person_gets_another_name():
    document = read_document(FRONT + TALK.partition("---\n\n")[2], "talk.script.md")
    for name, to in (("Ada Stone", "Ada Lovelace"), ("Ben Wray", "Benjamin: Wray")):
        document = edited(document, kind="rename", speaker=name, to=to)
    assert document.front + "\n" == (
        FRONT.replace("Ada Stone:", "Ada Lovelace:")
        .replace("    voice: tone:high\n", "    voice: tone:high\n    labels: [Ada Stone, Ada Lovelace]\n")
        .replace("  Ben Wray:", '  "Benjamin: Wray":')
        .replace("[Ben Wray, BW]", '[Ben Wray, BW, "Benjamin: Wray"]')
    )
    again = read_document(document.text(), "talk.script.md")
    assert (again.head, again.entries) == (document.head, document.entries)
    assert again.head.speakers[1].labels == ("Ben Wray", "BW", "Benjamin: Wray")


def test_people_that_the_front_matter_does_not_name_are_renamed_too_and_two_may_become_one(talk):
    bare = read_document("---\nvivavoce: script\n---\n\n**A:** One.\n\n**B:** Two.\n\n**A:** Three.\n", "x")
    renamed = edited(edited(bare, kind="title", title="Us"), kind="rename", speaker="A", to="Ann")
    assert [who for who, _ in words(renamed)] == ["Ann", "B", "Ann"]
    assert ("Ann", ("A", "Ann")) in [(who.name, who.labels) for who in renamed.head.speakers]
    joined = edited(talk, kind="rename", speaker="Ben Wray", to="Ada Stone")
    assert {who for who, _ in words(joined)} == {"Narrator", "Ada Stone"}
    assert "speakers:  # who they are\n  Ada Stone:\n---" in joined.front


@pytest.mark.parametrize(
    ("front", "to", "left"),
    [
        ("", "A", ""),
        ("speakers:\n  B:\n    labels: [B, BB]\n", "A", "speakers:\n"),
        ("settings:\n  speakers:\n    B: tone:low  # his\n", "A", "settings:\n  speakers:\n"),
        ("settings:\n  speakers:\n    B: tone:low\n    Ann: tone:high\n", "Ann",
         "settings:\n  speakers:\n    Ann: tone:high\nspeakers:\n  Ann:\n    labels: [B, Ann]\n"),
    ],
)  # fmt: skip
def test_what_holds_of_a_name_goes_before_what_held_of_the_one_that_becomes_it(front, to, left):
    said = "**A:** One.\n\n**B:** Two.\n"
    document = read_document(f"---\nvivavoce: script\n{front}---\n\n{said}", "x")
    renamed = edited(document, kind="rename", speaker="B", to=to)
    assert renamed.text() == f"---\nvivavoce: script\n{left}---\n\n{said.replace('B:', f'{to}:')}"
    assert "B" not in {who.name for who in read_document(renamed.text(), "x").script().speakers}


def test_a_turn_is_given_to_somebody_and_to_the_narrator(talk):
    given = edited(talk, kind="speaker", turn="t2", speaker="Cleo")
    assert given.entries[1].turn.speaker == "Cleo"
    assert [who.name for who in given.head.speakers] == ["Ada Stone", "Ben Wray", "Cleo"]
    narrated = edited(talk, kind="speaker", turn="t2", speaker="Narrator")
    assert read_document(narrated.text(), "x").entries == narrated.entries
    assert [entry.turn.narration for entry in narrated.entries][:2] == [True, True]


EDITS = [
    {"kind": "text", "turn": "t3", "text": "No [cut]one[/cut] does."},
    {"kind": "split", "turn": "t3", "at": 6},
    {"kind": "merge", "turn": "t4"},
    {"kind": "speaker", "turn": "t2", "speaker": "Ben Wray"},
    {"kind": "spoken", "turn": "t5", "spoken": False},
    {"kind": "chapter", "turn": "t5", "title": "Oil"},
    {"kind": "move_chapter", "from": "t2", "to": "t4"},
    {"kind": "title", "title": "Of clocks"},
    {"kind": "rename", "speaker": "Ben Wray", "to": "Benjamin Wray"},
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit["kind"])
def test_every_edit_is_taken_back_to_the_byte_and_made_again(talk, edit):
    made = edit_of(edit)
    after = applied(talk, made)
    assert after.text() != talk.text()
    history = History(talk).made(between(talk, after, told(talk, made)))
    assert history.document.text() == after.text()
    assert history.undo().document.text() == talk.text()
    assert history.undo().redo().document.text() == after.text()
    assert history.done[0].words
    assert gone(talk, history.done[0]).entries == after.entries


@pytest.mark.parametrize(
    "given",
    [None, [], {}, {"kind": "shell"}, {"kind": "text", "turn": "t1"}, {"kind": "title", "title": "x" * 301},
     {"kind": "split", "turn": "t1", "at": -1}, {"kind": "text", "turn": "t1", "text": "x" * 100_001}],
)  # fmt: skip
def test_what_is_no_edit_is_refused_in_a_sentence(given):
    with pytest.raises(InputError, match=r"^This is no edit: .+\.$"):
        edit_of(given)
