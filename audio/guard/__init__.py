"""What comes from strangers, within bounds: the budget of readers, the web, whose folders are trusted."""

from audio.guard.budget import Spending, at_most, check_markup, check_text, overspent, within
from audio.guard.folders import forget_folder, is_trusted, trust_folder, trusted_folders
from audio.guard.web import BrokenOffError, CutOffError, TooLongError, body_of, session

__all__ = [
    "BrokenOffError",
    "CutOffError",
    "Spending",
    "TooLongError",
    "at_most",
    "body_of",
    "check_markup",
    "check_text",
    "forget_folder",
    "is_trusted",
    "overspent",
    "session",
    "trust_folder",
    "trusted_folders",
    "within",
]
