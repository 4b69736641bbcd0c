"""What is written and not said: stage directions, stamps, sounds, the lines at the foot."""

from audio.script.unspoken.footer import (
    ADDRESS,
    Tail,
    has_key,
    heads_credits,
    is_caption,
    is_credits,
    is_footer,
    lists_people,
    read_tail,
    signed_name,
    unsaid,
)
from audio.script.unspoken.stage import (
    ALL_STAMPS,
    CLEAR_STAMPS,
    PROCEEDINGS,
    Cut,
    cuts,
    names_direction,
    names_sound,
    spoken,
)
