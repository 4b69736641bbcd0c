"""From the programme to the files of an episode."""

from audio.publish.about import NOTICE, read_cover
from audio.publish.episode_files import Published, publish
from audio.publish.mp3 import listen
from audio.publish.wav import write_wav

__all__ = ["NOTICE", "Published", "listen", "publish", "read_cover", "write_wav"]
