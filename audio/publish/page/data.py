"""What a page says to machines: schema.org's description of the episode, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from audio.publish.about import About

SOURCE_TYPE = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
"""schema.org's name for the term of IPTC that the tags carry: media made by a trained model."""


def structured_data(about: About, source: str, length: int) -> str:
    """Give an episode as schema.org's `PodcastEpisode`, as JSON that can stand in a `script` element.

    `source` is the sound's address, seen from the page, empty where it is inside; `length` is in ms.
    """
    sound = {
        "@type": "AudioObject",
        **({"contentUrl": source} if source else {}),
        "duration": _duration(length),
        "digitalSourceType": SOURCE_TYPE,
    }
    parts = [
        {
            "@type": "Clip",
            "name": mark.title,
            "startOffset": mark.start / 1000,
            "endOffset": mark.end / 1000,
        }
        for mark in about.chapters
    ]
    whole: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": about.title,
        "inLanguage": about.language,
        "datePublished": about.date.isoformat() if about.date else None,
        "duration": _duration(length),
        "partOfSeries": {"@type": "PodcastSeries", "name": about.album} if about.album else None,
        "publisher": {"@type": "Organization", "name": about.publisher} if about.publisher else None,
        "contributor": [{"@type": "Person", "name": name} for name in about.people],
        "digitalSourceType": SOURCE_TYPE,
        "disambiguatingDescription": about.notice,
        "associatedMedia": sound,
        "hasPart": parts,
    }
    return script_json({key: value for key, value in whole.items() if value})


def script_json(value: Mapping[str, Any]) -> str:
    """Write JSON that can stand in a `script` element: no parser finds a tag, comment or reference in it."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _duration(ms: int) -> str:
    """Give a length as ISO 8601 has it, whole seconds."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"PT{hours}H{minutes}M{seconds}S"
