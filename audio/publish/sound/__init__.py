"""Audio files: encoded, and heard once more."""

from audio.publish.sound.encoding import encode
from audio.publish.sound.files import Encoded, write_audio
from audio.publish.sound.formats import CODECS
from audio.publish.sound.listening import listen
