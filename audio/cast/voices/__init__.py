"""The voices there are: found, compared, and which fits a name."""

from audio.cast.voices.catalogue import (
    Catalogue,
    OpenCatalogue,
    by_grade,
    check_engine,
    engines,
    equivalent,
    find,
    grade_rank,
    select,
    with_engine,
)
from audio.cast.voices.first_names import likely_gender
from audio.cast.voices.likeness import ALIKE, distance, nearest_distance
