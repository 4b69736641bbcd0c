"""What is nearly a label, or nearly none, is told with what settles it."""

from __future__ import annotations

from audio.script import read_bytes, script_row

TALK = (
    "Ada Quist: What holds a ship?\n\nBen Roe: The nails.\n\nAda Quist: Only those?\n\n"
    "Ben Roe: And the rope.\n\nAda Quist: And the tar?\n\nBen Roe: The tar above all.\n\n"
    "{}\n\nAda Quist: Thank you.\n"
)
NEARLY = TALK.format("below deck: We looked at it.")


def read(text: str, **given: object):
    return read_bytes(text.encode(), "talk.txt", **given)


def test_labels_have_scores_and_so_has_what_is_nearly_one() -> None:
    rows = script_row(read(NEARLY))["labels"]
    assert [row["label"] for row in rows if row["score"] >= 0.5] == ["Ada Quist", "Ben Roe"]
    assert all(0.1 <= row["score"] <= 1 for row in rows)


def test_what_is_nearly_a_label_is_told_with_its_line_and_the_option_that_makes_it_one() -> None:
    script = read(NEARLY)
    told = [doubt for doubt in script.doubts if "of 1" in doubt.sentence]
    assert [(doubt.line, "--labels" in doubt.sentence) for doubt in told] == [(13, True)]


def test_given_labels_are_the_labels_and_no_others() -> None:
    text = "Ada Quist: What holds a ship?\n\nNote: the nails.\n\nBen Roe: The rope.\n"
    script = read(text, labels=("Ada Quist", "Ben Roe"))
    assert [turn.speaker for turn in script.turns if not turn.narration] == ["Ada Quist", "Ben Roe"]
    assert sum("Note: the nails." in turn.text for turn in script.turns) == 1
    assert [turn.speaker for turn in read(text, labels=("Note",)).turns if not turn.narration] == ["Note"]


def test_a_name_of_the_settings_is_a_label_wherever_it_looks_like_one() -> None:
    text = TALK.format("stowaway: I was there, too.")
    assert "Kit Marsh" not in {who.name for who in read(text).speakers}
    assert "Kit Marsh" in {who.name for who in read(text, known={"stowaway": "Kit Marsh"}).speakers}


def test_a_label_inside_what_somebody_says_is_told() -> None:
    script = read(TALK.format("Ben Roe: I asked (Ada Quist: nobody heard it) and went."))
    assert not any("stands inside" in doubt.sentence for doubt in script.doubts)
    script = read(TALK.format("Ben Roe: I went, and Ada Quist: what did she say, and all of us laughed."))
    assert any("'Ada Quist:' stands inside what Ben Roe says" in doubt.sentence for doubt in script.doubts)
