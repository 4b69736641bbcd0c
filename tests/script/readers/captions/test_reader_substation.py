"""SubStation Alpha subtitles."""

from __future__ import annotations

from audio.script import find_gap, read_bytes

HEAD = (
    "[Script Info]\nTitle: Eels\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


def test_the_name_column_says_who_speaks() -> None:
    rows = [
        ("Lia Roth", r"Is it\Nslippery?"),
        ("Jon Hale", r"{\i1}Very{\i0}, and cold."),
        ("Lia Roth", "Why?"),
    ]
    lines = [
        f"Dialogue: 0,0:00:0{at}.00,0:00:0{at}.90,Default,{who},0,0,0,,{text}\n"
        for at, (who, text) in enumerate(rows)
    ]
    data = (HEAD + "".join(lines)).encode()
    script = read_bytes(data, "eels.ass")
    assert [(turn.speaker, turn.text, turn.line) for turn in script.turns] == [
        ("Lia Roth", "Is it slippery?", 6),
        ("Jon Hale", "Very, and cold.", 7),
        ("Lia Roth", "Why?", 8),
    ]
    assert find_gap(data, "eels.ass", script) is None


def test_settings_and_comments_are_dropped() -> None:
    data = (HEAD + "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,Redo this\n").encode()
    data += b"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Nobody is named.\n"
    script = read_bytes(data, "eels.ass")
    assert [turn.text for turn in script.turns] == ["Nobody is named."]
    assert "Redo this" in " ".join(item.text for item in script.dropped)
