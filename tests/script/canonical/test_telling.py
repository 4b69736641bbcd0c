from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.script import NARRATOR, Lines, Paragraph, Turn, read_bytes, turn_text, with_chapters, with_text

TURNS = (Turn(3, "Ada", (Paragraph("x", Lines(1, 1)),), "Ada"),
         Turn(3, NARRATOR, (Paragraph("x", Lines(1, 1)),), None, narration=True))  # fmt: skip


@pytest.mark.parametrize("turn", TURNS, ids=["somebody", "narrator"])
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n*[]>#-\\<"))
)
def test_a_text_is_told_again_as_it_was_taken(turn, text):
    told, _ = with_text(turn, text)
    if told is not None:
        again, dropped = with_text(turn, turn_text(told))
        assert again == told
        assert dropped == ()


def test_what_stands_in_a_cut_is_not_lost():
    told, dropped = with_text(TURNS[0], "Keep. [cut]Leave this.[/cut] Go on.\n\n[pause 1s]")
    assert told.text == "Keep. Go on."
    assert told.paragraphs[0].directions[-1].kind == "pause"
    assert [(item.text, item.reason) for item in dropped] == [("[cut]Leave this.[/cut]", "cut")]


def test_chapters_that_a_script_has_are_kept_unless_others_are_asked_for():
    text = (
        "---\nvivavoce: script\n---\n\n## One\n\n**Ada:** Why is that, do you think?\n\n"
        "## Two\n\n**Ben:** It is so.\n"
    )
    script = read_bytes(text.encode(), "talk.script.md")
    assert [chapter.title for chapter in with_chapters(script, "auto").chapters] == ["One", "Two"]
    assert [chapter.title for chapter in with_chapters(script, "question").chapters] != ["One", "Two"]
    assert with_chapters(script, "none").chapters == ()
