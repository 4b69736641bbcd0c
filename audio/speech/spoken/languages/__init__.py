"""Languages other than English: what is written and not read as such, from a table of words a language."""

from audio.speech.spoken.languages.words import language_rules
