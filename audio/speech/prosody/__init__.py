"""Which words are said longer or higher: by their place in the conversation, and by the source's stress."""

from audio.speech.prosody.contour import Opening, Place, shapes_of
from audio.speech.prosody.places import asks, sentences_in
