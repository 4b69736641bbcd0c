"""The files beside the audio: what each is called and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from audio.cast import Companion, Settings, listed
from audio.mix import Programme, Timeline
from audio.publish.about import About
from audio.publish.manifest import InputFile, Written, manifest
from audio.publish.pictures import Drawing, Picture, for_host
from audio.script import Script

ENDINGS: Mapping[Companion, str] = {
    "chapters": ".chapters.json",
    "podlove": ".psc.xml",
    "vtt": ".vtt",
    "srt": ".srt",
    "transcript": ".transcript.json",
    "html": ".transcript.html",
    "text": ".txt",
    "words": ".words.json",
    "notes": ".md",
    "page": ".html",
    "page-with-sound": ".with-sound.html",
    "cover": ".jpg",
    "manifest": ".manifest.json",
}
"""What follows the episode's name. The manifest is last: it describes the others."""


_NOTHING_ELSE = tuple(ending for ending in ENDINGS.values() if ending not in (".txt", ".md", ".jpg"))
"""Those endings with which a file beside an episode is its own."""
OF_THE_SOUND: frozenset[Companion] = frozenset({"manifest", "page-with-sound"})
"""Those that are made of other files, and so after them; the rest is written while these are encoded."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a companion may be made of."""

    script: Script
    settings: Settings
    programme: Programme
    about: About
    cover: Picture | Drawing
    """The picture that the show gives, or the one drawn instead."""
    inputs: Sequence[InputFile]
    audio_name: str
    """The first audio file's, without its folder."""

    @property
    def timeline(self) -> Timeline:
        """Where everything stands."""
        return self.programme.timeline


def wanted(settings: Settings) -> list[Companion]:
    """Give the companions that the settings ask for, each once, in the order in which they are written."""
    asked = settings.output.files
    everything = [name for name in get_args(Companion) if name != "all"]
    return [name for name in everything if "all" in asked or name in asked]


def left_over(target: Path, known: Collection[Path]) -> Iterator[str]:
    """Tell of files beside an episode that are called as companions are: those that are not `known`."""
    there = {path.resolve() for path in known}
    found = [target.with_name(target.stem + ending) for ending in _NOTHING_ELSE]
    left = [each.name for each in found if each.is_file() and each.resolve() not in there]
    if left:
        yield (
            f"Not of this render, in {target.parent}: {listed(left)}. What an earlier one left may not fit "
            "any more: delete it, or name it in --files."
        )


def write_companion(
    name: Companion, path: Path, material: Material, written: Sequence[Written], folder: Path
) -> None:
    """Write one companion of an episode in `folder` to `path`; `written` are the files that came before it.

    The first of these is the first audio file. Raises `OSError`.
    """
    if name == "cover":
        path.write_bytes(for_host(material.cover).data)
        return
    if name == "manifest":
        m = material
        pieces: Iterable[str] = manifest(
            m.script, m.settings, m.programme, m.about, m.inputs, written, folder
        )
    elif name == "page-with-sound":
        pieces = _page(material, written[0].content)
    else:
        pieces = _text(name, material)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _page(m: Material, sound: Path | None = None) -> Iterator[str]:
    from audio.publish.page import episode_page  # noqa: PLC0415 - 20 ms with words, and previews have neither

    return episode_page(m.script, m.about, m.programme, m.cover, m.audio_name, sound)


def _text(name: Companion, m: Material) -> Iterable[str]:
    """Give what a companion of words says, piece by piece."""
    from audio.publish import words  # noqa: PLC0415 - see above

    texts: Mapping[Companion, Callable[[], Iterable[str]]] = {
        "chapters": lambda: [words.json_chapters(m.about.chapters, m.about, m.audio_name)],
        "podlove": lambda: [words.podlove_chapters(m.about.chapters)],
        "vtt": lambda: words.web_vtt(m.timeline),
        "srt": lambda: words.srt(m.timeline),
        "transcript": lambda: words.transcript_json(m.timeline),
        "html": lambda: words.transcript_html(m.script, m.about, m.timeline),
        "text": lambda: words.transcript_text(m.script),
        "words": lambda: words.words_json(m.timeline),
        "notes": lambda: [words.show_notes(m.script, m.about)],
        "page": lambda: _page(m),
    }
    return texts[name]()
