"""The builds there are."""

from __future__ import annotations

from typing import Literal

BuildName = Literal["shipped", "exact", "fast", "float"]
"""`shipped` computes what the publisher's file does, `exact` the same sooner, `fast` with ranges that are
known beforehand, `float` without integers, for graphics processors."""
