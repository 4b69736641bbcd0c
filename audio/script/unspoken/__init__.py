"""What is written and not said: stage directions, stamps, sounds, the lines at the foot."""

from audio.script.unspoken.footer import (
    ADDRESS,
    has_key,
    heads_credits,
    is_caption,
    is_credits_heading,
    is_footer,
    lists_people,
    read_credits,
    signed_name,
    unsaid,
)
from audio.script.unspoken.stage import (
    ALL_STAMPS,
    CLEAR_STAMPS,
    PROCEEDINGS,
    Cut,
    cuts,
    is_direction,
    names_direction,
    names_sound,
    spoken,
)
