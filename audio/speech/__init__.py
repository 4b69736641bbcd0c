"""From a script and its cast to takes: what is said, by which engine, kept in a cache."""

from audio.speech.cache import CacheState, Pruned, prune, show, takes_folder, unspoken
from audio.speech.engines import Engine, KeepsFiles, catalogue, engine, engine_names, find_voice
from audio.speech.estimate import Estimate, estimate, fallback_estimate
from audio.speech.fallback import fallback_warnings
from audio.speech.model_files import CACHE_VARIABLE, ModelFile, OnBytes, cache_folder
from audio.speech.model_files import fetch as fetch_files
from audio.speech.pronunciations import PRONOUNCED
from audio.speech.retakes import flaw_warnings
from audio.speech.segments import Change, segment_script, speak_as, spoken_changes
from audio.speech.sentences import clause_starts, sentence_starts, word_starts
from audio.speech.sources import Address, PipParts
from audio.speech.spoken import Speakable, Spoken
from audio.speech.spoken_sounds import sounds_of
from audio.speech.status import EngineStatus, engine_status, engine_statuses, fetch_engine
from audio.speech.synthesis import check_voices, speak_segments
from audio.speech.values import (
    Border,
    Fallback,
    Flaw,
    FlawKind,
    Progress,
    Samples,
    Segment,
    Speech,
    Take,
    Word,
)

__all__ = [
    "CACHE_VARIABLE",
    "PRONOUNCED",
    "Address",
    "Border",
    "CacheState",
    "Change",
    "Engine",
    "EngineStatus",
    "Estimate",
    "Fallback",
    "Flaw",
    "FlawKind",
    "KeepsFiles",
    "ModelFile",
    "OnBytes",
    "PipParts",
    "Progress",
    "Pruned",
    "Samples",
    "Segment",
    "Speakable",
    "Speech",
    "Spoken",
    "Take",
    "Word",
    "cache_folder",
    "catalogue",
    "check_voices",
    "clause_starts",
    "engine",
    "engine_names",
    "engine_status",
    "engine_statuses",
    "estimate",
    "fallback_estimate",
    "fallback_warnings",
    "fetch_engine",
    "fetch_files",
    "find_voice",
    "flaw_warnings",
    "prune",
    "segment_script",
    "sentence_starts",
    "show",
    "sounds_of",
    "speak_as",
    "speak_segments",
    "spoken_changes",
    "takes_folder",
    "unspoken",
    "word_starts",
]
