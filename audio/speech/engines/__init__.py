"""The engines, each a module behind one protocol, and the table in which they are found."""

from audio.speech.engines.english_by_hibari import (
    GUESSED,
    as_part_of_speech,
    english_tokens,
    parts_of_speech,
    without_hibari,
)
from audio.speech.engines.espeak_library import ipa_of as ipa_by_rule
from audio.speech.engines.onnx import runtime as onnx_runtime
from audio.speech.engines.phonemes import Reading, as_written, read_english, to_misaki
from audio.speech.engines.protocol import (
    ChoosesDevice,
    Engine,
    ForDrafts,
    HasMoreVoices,
    Hastening,
    InSeveralWays,
    Interruptible,
    KeepsFiles,
    MakesFiles,
    MayBeUnusable,
    NeedsMemory,
    Priced,
    Shaping,
    StandsIn,
    may_cost,
    version_of,
)
from audio.speech.engines.table import GROUP, catalogue, engine, engine_names, find_voice
