"""What is said of an episode, the same in every format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from audio.cast import Settings
from audio.mix import Timeline
from audio.publish.chapters import ChapterMark, chapter_marks
from audio.publish.labels import Labels, labels_for
from audio.publish.links import Reference, references
from audio.script import Script, is_person_name

DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's term for media made by a trained model; for machines."""


@dataclass(frozen=True, slots=True)
class About:
    """Title, people and contents of an episode."""

    title: str
    people: tuple[str, ...]
    """Whoever is interviewed and interviews by name, in order of first speaking; nobody called Q or Guest."""
    album: str
    """The podcast; may be empty."""
    publisher: str
    """May be empty."""
    date: dt.date | None
    language: str
    """BCP 47 tag."""
    chapters: tuple[ChapterMark, ...]
    links: tuple[Reference, ...]
    """Addresses on the web that the interview names, spoken or not."""

    @property
    def labels(self) -> Labels:
        """The words of its own language, or English ones."""
        return labels_for(self.language)

    @property
    def notice(self) -> str:
        """That the voices are synthetic: said wherever a format has a place for it."""
        return self.labels["notice"]

    @property
    def artist(self) -> str:
        """The people or, where nobody is named, who publishes it; may be empty."""
        return ", ".join(self.people) or self.publisher


def about(script: Script, settings: Settings, timeline: Timeline, fallback: str) -> About:
    """Gather what is said of an episode; one without a title is called `fallback`."""
    show = settings.show
    return About(
        title=script.title or fallback,
        people=tuple(speaker.name for speaker in script.speakers if is_person_name(speaker.name)),
        album=show.title or script.show,
        publisher=show.author,
        date=script.date,
        language=script.language,
        chapters=chapter_marks(timeline),
        links=references(script),
    )
