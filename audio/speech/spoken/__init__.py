"""From what is written to what is said."""

from audio.speech.spoken.candidates import Candidate, ways_to_say
from audio.speech.spoken.compared import differences
from audio.speech.spoken.form import Speakable, Spoken, spoken
from audio.speech.spoken.heteronyms import Sureness
from audio.speech.spoken.pronunciations import PRONOUNCED, read_pronunciations, unmarked
from audio.speech.spoken.respelling import ipa, respelled
from audio.speech.spoken.sounds import sounds_of
from audio.speech.spoken.splitting import clause_starts, sentence_starts, sentences, word_starts
from audio.speech.spoken.unsaid import Mistyped, mistyped
from audio.speech.spoken.unsure import UnsureName, unsure_names
