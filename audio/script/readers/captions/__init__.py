"""Captions: WebVTT, SRT, SBV, SubStation, TTML."""

from audio.script.readers.captions import cue_file, substation, ttml

READERS = {"cues": cue_file, "substation": substation, "ttml": ttml}
