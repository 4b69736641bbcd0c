"""What may name somebody: forms of a name, and whether a text is one."""

from audio.script.names.forms import (
    ABBREVIATED_TITLES,
    ARTICLES,
    EXAMINER,
    HONORIFICS,
    NameKind,
    bare,
    capitals,
    initials_of,
    is_first_name,
    joined,
    key_of,
    surname_last,
    unaccented,
    untitled,
)
from audio.script.names.kinds import ANSWER_LABELS, QUESTION_LABELS, ROLES, Name, classify, is_person_name
