"""The takes on disk: clips that never change, their records, the index of both, and who uses them."""

from audio.speech.takes.cache.clips import read_take
from audio.speech.takes.cache.keeping import (
    find,
    key_of,
    load,
    note_judged,
    share,
    store,
    takes_there,
    unspoken,
)
from audio.speech.takes.cache.leases import making, takes_folder, takes_in_use
from audio.speech.takes.cache.pruning import prune, show
from audio.speech.takes.cache.shared import expect, marked, sees
