"""What may name somebody: words for roles and courtesies, forms of a name, and whether a text is one."""

from audio.script.names.forms import (
    EXAMINER,
    NameKind,
    bare,
    capitals,
    initials_of,
    joined,
    key_of,
    surname_last,
    unaccented,
)
from audio.script.names.kinds import Name, classify
from audio.script.names.person import is_person_name
from audio.script.names.vocabulary import (
    ABBREVIATED_TITLES,
    ANSWER_LABELS,
    HONORIFICS,
    QUESTION_LABELS,
    ROLES,
)
