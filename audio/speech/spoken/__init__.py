"""From what is written to what is said."""

from audio.speech.spoken.form import Speakable, spoken
from audio.speech.spoken.pronunciations import PRONOUNCED, read_pronunciations, unmarked
from audio.speech.spoken.sounds import sounds_of
from audio.speech.spoken.splitting import clause_starts, sentence_starts, sentences, word_starts
