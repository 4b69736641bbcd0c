"""Text as such: bytes to characters, words, questions, dates, time stamps, languages and their vocabulary."""

from audio.script.text.dates import (
    POSTED,
    STAMP,
    find_date,
    is_date_key,
    is_duration,
    is_only_date,
    without_date,
)
from audio.script.text.decoding import decode, harmless, is_harmful, tidy
from audio.script.text.language import detect, language_tag
from audio.script.text.vocabulary import SPACED, either, lines_of, phrases_of, whole_phrases_of, words_of
from audio.script.text.wording import (
    ADDRESSES,
    asks,
    count_words,
    ends_sentence,
    has_case,
    has_letters,
    has_word,
    is_of_oneself,
    is_open_question,
    is_question,
    is_unspaced,
    one_line,
    words,
)
