"""What may go wrong in the studio alone."""

from __future__ import annotations

from audio.errors import InputError


class MissingError(InputError):
    """There is nothing of that name."""


class ConflictError(InputError):
    """An edit of a turn that has changed since."""
