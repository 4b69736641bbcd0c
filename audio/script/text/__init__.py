"""Text as such: bytes to characters, words and sentences, questions, dates, languages, time stamps."""

from audio.script.text.asking import ADDRESSES, asks, is_faq, is_question
from audio.script.text.dates import find_date, is_only_date
from audio.script.text.decoding import decode, tidy
from audio.script.text.language import detect, language_tag
from audio.script.text.stamps import POSTED, STAMP
from audio.script.text.wording import (
    count_words,
    ends_sentence,
    has_case,
    has_letters,
    is_unspaced,
    one_line,
    words,
)
