"""Which words are said longer or higher: by where they stand in the conversation, and where the source stresses."""

from audio.speech.prosody.contour import FULL, Place, shapes_of
