"""What an audio file says of itself, a module a format; and signatures."""

from audio.publish.tags.content import TagContent
from audio.publish.tags.signed import as_signed, remarks_on_signing
from audio.publish.tags.signing import SIGNED, Signer, read_signer, sign
from audio.publish.tags.tagging import write_tags
from audio.publish.tags.wav import has_room, write_wav
