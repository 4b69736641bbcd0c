"""The builds there are, and what they take beside phonemes, style and speed."""

from __future__ import annotations

from typing import Literal

BuildName = Literal["shipped", "exact", "fast", "float"]
"""`shipped` computes what the publisher's file does, `exact` the same sooner, `fast` with ranges that are
known beforehand, `float` without integers, for graphics processors."""

LENGTH, PITCH = "length", "pitch"
"""Inputs of all builds that may be left out: for each token, the padding included, how many times as long it
lasts and how many times as high it is; shape (1, tokens)."""
