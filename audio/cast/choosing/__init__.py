"""Who gets which voice."""

from audio.cast.choosing.alternatives import candidates
from audio.cast.choosing.casting import cast_script, fallback_voice
from audio.cast.choosing.near_misses import mistyped_names, near_name, with_near_misses
from audio.cast.choosing.roles import Role, check_given_voices, find_role
