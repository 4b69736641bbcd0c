"""What a tag says, whatever the format: the words and figures that go into one file."""

from __future__ import annotations

from dataclasses import dataclass

from audio.mix import Measure
from audio.publish.about import DIGITAL_SOURCE_TYPE, About
from audio.publish.pictures import Picture
from audio.version import __version__

REPLAY_GAIN_LEVEL = -18.0
"""LUFS that ReplayGain 2.0 brings everything to."""
R128_LEVEL = -23.0
"""LUFS that Opus's gain tag is seen from (RFC 7845, section 5.2.1)."""


@dataclass(frozen=True, slots=True)
class TagContent:
    """The content of one file's tag."""

    about: About
    transcript: str
    """Plain text in the written form; may be empty."""
    cover: Picture | None
    heard: Measure
    """The file's own level."""

    @property
    def tool(self) -> str:
        """What made it."""
        return f"Vivavoce {__version__}"

    @property
    def comment(self) -> str:
        """A sentence for people."""
        return self.about.notice

    @property
    def marks(self) -> dict[str, str]:
        """Fields of no standard name, for machines."""
        return {"DIGITAL_SOURCE_TYPE": DIGITAL_SOURCE_TYPE}

    def replay_gain(self) -> dict[str, str]:
        """Give the fields of ReplayGain 2.0, in dB and as a share of full scale."""
        return {
            "REPLAYGAIN_TRACK_GAIN": f"{REPLAY_GAIN_LEVEL - self.heard.lufs:.2f} dB",
            "REPLAYGAIN_TRACK_PEAK": f"{10 ** (self.heard.peak / 20):.6f}",
        }

    def r128_gain(self) -> str:
        """Give Opus's gain, in 256ths of a dB."""
        return str(round(256 * (R128_LEVEL - self.heard.lufs)))
