"""From takes to the programme: where every take stands, and how loud."""

from audio.mix.values import Event, Mark, Timeline

__all__ = ["Event", "Mark", "Timeline"]
