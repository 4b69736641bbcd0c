"""One conversation, set in many conventions: whatever the setting, the same people say the same words."""

from __future__ import annotations

import csv
import html
import io
import textwrap
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from places import SEEDS

from audio.script import Turn, find_gap, read_bytes, read_script

SAMPLE = SEEDS / "the-note-that-is-not-there.md"
Render = Callable[[Sequence[Turn]], str]


@cache
def _turns() -> tuple[Turn, ...]:
    return tuple(turn for turn in read_script(SAMPLE).turns if not turn.narration)


def _texts(turn: Turn) -> list[str]:
    return [paragraph.text for paragraph in turn.paragraphs]


def _clock(number: int) -> str:
    return f"{number * 17 // 3600:02d}:{number * 17 // 60 % 60:02d}:{number * 17 % 60:02d}"


def _each(form: str, between: str = "\n\n", *, paragraphs: str = "\n\n") -> Render:
    """Set every turn by one form; `{s}` is the surname, `{i}` the initials, `{t}` a timestamp."""

    def render(turns: Sequence[Turn]) -> str:
        return between.join(
            form.format(
                n=turn.speaker,
                N=turn.speaker.upper(),
                s=turn.speaker.split()[-1],
                S=turn.speaker.split()[-1].upper(),
                f=turn.speaker.split()[0],
                i="".join(word[0] for word in turn.speaker.split()),
                t=_clock(number),
                text=paragraphs.join(_texts(turn)),
            )
            for number, turn in enumerate(turns)
        )

    return render


def _wrapped(turns: Sequence[Turn]) -> str:
    return "\n\n".join(
        textwrap.fill(f"{turn.speaker.upper()}: {' '.join(_texts(turn))}", 72) for turn in turns
    )


def _hearing(turns: Sequence[Turn]) -> str:
    lines = []
    for turn in turns:
        for index, text in enumerate(_texts(turn)):
            label = "" if index else f"Mr. {turn.speaker.split()[-1]}. "
            lines.append(textwrap.fill(label + text, 72, initial_indent="    "))
    return "\n".join(lines)


def _table(turns: Sequence[Turn]) -> str:
    rows = "".join(f"| {turn.speaker} | {' '.join(_texts(turn))} |\n" for turn in turns)
    return "| Speaker | Text |\n| --- | --- |\n" + rows


def _page(inside: str) -> str:
    return f"<html><head><title>Bells</title></head><body><article>{inside}</article></body></html>"


def _strong(turns: Sequence[Turn]) -> str:
    return _page(
        "\n".join(
            f"<p><strong>{html.escape(turn.speaker)}:</strong> {html.escape(' '.join(_texts(turn)))}</p>"
            for turn in turns
        )
    )


def _definitions(turns: Sequence[Turn]) -> str:
    pairs = (f"<dt>{html.escape(t.speaker)}</dt><dd>{html.escape(' '.join(_texts(t)))}</dd>" for t in turns)
    return _page("<dl>" + "\n".join(pairs) + "</dl>")


def _sheet(turns: Sequence[Turn]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["time", "speaker", "text"])
    writer.writerows(
        [_clock(number), turn.speaker, " ".join(_texts(turn))] for number, turn in enumerate(turns)
    )
    return out.getvalue()


SETTINGS: dict[str, tuple[str, Render]] = {
    "names and colons": ("x.txt", _each("{n}: {text}")),
    "no blank lines": ("x.txt", _each("{n}: {text}", "\n", paragraphs="\n")),
    "surnames in capitals": ("x.txt", _each("{S}: {text}")),
    "hard-wrapped capitals": ("x.txt", _wrapped),
    "a hearing": ("x.txt", _hearing),
    "titles, capitals, full stops": ("x.txt", _each("Ms. {S}. {text}")),
    "initials": ("x.txt", _each("{i}: {text}")),
    "first names": ("x.txt", _each("{f}: {text}")),
    "a name on its own line": ("x.txt", _each("{n}\n{text}")),
    "a name in its own paragraph": ("x.txt", _each("{n}\n\n{text}")),
    "a timestamp after the name": ("x.txt", _each("{n}  {t}\n{text}")),
    "a timestamp in brackets": ("x.txt", _each("{n} ({t}):\n{text}")),
    "a timestamp before the name": ("x.txt", _each("[{t}] {n}: {text}", "\n", paragraphs=" ")),
    "a timestamp on its own line": ("x.txt", _each("{t}\n{n}\n{text}")),
    "a dash": ("x.txt", _each("{n} – {text}")),
    "a tab": ("x.txt", _each("{n}\t{text}", "\n", paragraphs=" ")),
    "square brackets": ("x.txt", _each("[{n}] {text}")),
    "chevrons": ("x.txt", _each(">> {N}: {text}")),
    "bold labels": ("x.md", _each("**{n}:** {text}")),
    "bold labels without a colon": ("x.md", _each("**{n}** {text}")),
    "bold names on their own": ("x.md", _each("**{n}**\n\n{text}")),
    "headings": ("x.md", _each("### {n}\n\n{text}")),
    "italic labels": ("x.md", _each("_{f}_: {text}")),
    "a list": ("x.md", _each("- **{n}:** {text}", "\n", paragraphs=" ")),
    "a table": ("x.md", _table),
    "a page with strong labels": ("x.html", _strong),
    "a page with a definition list": ("x.html", _definitions),
    "a sheet": ("x.csv", _sheet),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_same_people_say_the_same_words(setting: str) -> None:
    name, render = SETTINGS[setting]
    data = render(_turns()).encode()
    script = read_bytes(data, name)
    assert not any(turn.narration for turn in script.turns)
    assert [" ".join(_texts(turn)) for turn in script.turns] == [" ".join(_texts(turn)) for turn in _turns()]
    people = [turn.speaker for turn in _turns()]
    read = [turn.speaker for turn in script.turns]
    assert len(set(zip(people, read, strict=True))) == len(set(people)), "each person has one name"
    assert find_gap(data, name, script) is None
