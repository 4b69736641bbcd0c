"""What a hearing tells while it is spoken."""

from __future__ import annotations

from pathlib import Path

from audio.episode import Request, plan_episode
from audio.rehearsal import Hearing
from audio.source import Source
from audio.speech import NOTHING


def test_what_will_be_sent_is_told_before_it_is_also_where_settings_changed_meanwhile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = Source("talk.md", b"**Ada Stone:** Is it late?\n\n**Ben Cole:** It is.\n")
    plan = plan_episode(Request(source, options={"engine": "edge"}))
    told: list[tuple[str, bool]] = []
    Hearing(lambda: plan, Path("out"), NOTHING, lambda *each: told.append(each), playing=False).wait()
    assert told[1] == ("edge will be sent 17 characters. speaking", False)
    assert "Nobody has agreed to that" in told[-1][0]
