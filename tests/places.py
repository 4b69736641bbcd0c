"""Where the project and the files that tests read lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"
"""Graded interviews that are no part of the project; tests that read them are left out where it is absent."""
