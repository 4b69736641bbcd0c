"""The mark of a take that is kept, put into a canonical script and taken out again."""

from __future__ import annotations

from audio.script import read_bytes, with_take, write_canonical

TALK = "Ada: \\[slower] is what she wrote on the wall.\n\nBen: And who read it?\n"


def test_a_take_chosen_again_and_given_up_leaves_the_script_as_it_was() -> None:
    written = write_canonical(read_bytes(TALK.encode(), "talk.txt"))
    now = written
    for take in (2, 3, 1):
        script = read_bytes(now.encode(), "talk.script.md")
        now = with_take(now, script.turns[0], take)
        assert read_bytes(now.encode(), "talk.script.md").turns[0].text == script.turns[0].text
    assert now == written
