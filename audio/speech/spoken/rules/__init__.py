"""The rules by which writing becomes speech, a module a kind."""

from audio.speech.spoken.rules.addresses import Signs, address_rules
from audio.speech.spoken.rules.code import FIRST_CODE_RULES
from audio.speech.spoken.rules.emoji import picture_edits
from audio.speech.spoken.rules.english import AFTER_TERMS, BEFORE_TERMS, letter_rule
from audio.speech.spoken.rules.marks import AFTER_CODE, BEFORE_CODE, CODE, FOR_THE_EYE
from audio.speech.spoken.rules.rule import KEPT, Edit, Rule, by
