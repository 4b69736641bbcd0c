"""The model's graph, rewritten so that this machine computes it faster: built once, chosen by trial, kept."""

from audio.speech.engines.kokoro.builds.choosing import (
    Way,
    agreed_way,
    chosen_way,
    device_sentence,
    kept_way,
    right_ways,
    way_named,
)
from audio.speech.engines.kokoro.builds.devices import CPU, device_name, provider_options
from audio.speech.engines.kokoro.builds.kept import builds_folder, drop_builds, have_build
from audio.speech.engines.kokoro.builds.names import LENGTH, PITCH, BuildName
