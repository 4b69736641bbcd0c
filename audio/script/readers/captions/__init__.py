"""Captions: WebVTT, SRT, SubStation, TTML."""

from audio.script.readers.captions import srt, substation, ttml, webvtt

READERS = {"webvtt": webvtt, "srt": srt, "substation": substation, "ttml": ttml}
