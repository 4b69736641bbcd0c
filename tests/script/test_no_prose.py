"""What was written for machines is no episode, unless somebody speaks in it."""

from __future__ import annotations

import pytest
from places import ROOT

from audio.script import for_machines, read_bytes

PYTHON = (ROOT / "audio" / "files.py").read_bytes()
STYLE = b"body { margin: 0 auto; font: 1em/1.5 serif }\nh1, h2 { color: #223; padding: 2px 0 }\n"
LOG = b"2024-05-01 12:00:01,123 pool[17]: 234 ms\n2024-05-01 12:00:02,456 pool[17]: 198 ms\n"
FIGURES = b"year 2020 2021 2022\n1 12.5 13.1 13.9\n2 11.0 11.2 12.4\n"
CONFIG = b"[server]\nhost = localhost\nport = 8080\n[client]\nretries = 3\ntrace = false\n"
PATCH = b'--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n import os\n-print("hi")\n+print("hi, all")\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("files.py", PYTHON),
        ("page.css", STYLE),
        ("server.txt", LOG),
        ("app.log", b"2024-05-01 12:00:01 INFO server: started on port 8080\n" * 3),
        ("figures.txt", FIGURES),
        ("app.ini", CONFIG),
        ("fix.diff", PATCH),
        ("pasted.txt", PATCH),
    ],
)
def test_code_settings_and_data_are_told(name, data):
    told = for_machines(read_bytes(data, name))

    assert told.startswith("nobody speaks in it, and it reads like program code, settings or data.")
    assert "--labels" in told


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("licence", "You may use, copy and change this work, if you keep this notice in every copy of it."),
        ("story.txt", "At midnight he writes letters, and counts to five (or 5.5?) between two flashes."),
        ("list.txt", "milk\neggs\nbread\nflour, 2 kg\n"),
        ("talk.py", "At midnight he writes letters, and counts to five between two flashes."),
        ("notes.rst", "Call ``open_source(name)`` with a name, then ``read_bytes``, and `print` the title."),
        ("geschichte.txt", "Um Mitternacht schreibt er Briefe. Im Nebel tönt das Horn; sonst ist es still."),
        ("рассказ.txt", "В полночь он пишет письма и считает до пяти между двумя вспышками маяка."),
        (
            "話.txt",
            "灯台守は正午に眠り、真夜中に手紙を書く。 光は5秒ごとに回る。 海は答えない。",
        ),
        ("short.txt", "10 9 8"),
    ],
)
def test_prose_of_one_voice_is_left_to_the_narrator_whatever_the_file_is_called(name, text):
    assert for_machines(read_bytes(text.encode(), name)) == ""


def test_a_conversation_is_one_in_a_file_of_any_name():
    talk = "Ada: What is f(x) = 2 * x?\nBen: A line; f(10) == 20.\nAda: And g(x) = x**2?\nBen: g(3) == 9!\n"

    assert read_bytes(talk.encode(), "talk.py").speakers
    assert for_machines(read_bytes(talk.encode(), "talk.py")) == ""


def test_labels_that_are_said_make_it_a_conversation():
    data = b"A> 10 + 20\nB> 30 + 40\nA> 1.5 * 2\nB> 9 / 3\nA: 10 + 1\nB: 12 + 4\n"

    assert for_machines(read_bytes(data, "sums.txt", labels=("A", "B"))) == ""
