"""From an interview to an episode: planned, agreed to, spoken, mixed, published; or single turns of it."""

from audio.episode.batches import Episodes
from audio.episode.consent import costs, sending
from audio.episode.exports import Exported, export_stems, export_timeline
from audio.episode.kept import keep_take, kept_place, with_kept_takes
from audio.episode.outcome import Episode
from audio.episode.planning import (
    Plan,
    Request,
    check_plans,
    check_speakers_trusted,
    check_trusted,
    only_turns,
    plan_episode,
    plan_to_publish,
    read_request,
)
from audio.episode.playing import PLAYERS, Player, play
from audio.episode.previews import Preview, hear_turns, heard_alone, preview, preview_line, preview_name
from audio.episode.rendering import fetch_voices, render_episode, spoken_takes
from audio.episode.selection import Wanted, one_turn
from audio.episode.stages import SILENT, Speaking, Stage, Watcher, through
from audio.episode.targets import AUDIO_SUFFIXES, check_output, target_for, targets_for
from audio.episode.wishes import check_wishes

__all__ = [
    "AUDIO_SUFFIXES",
    "PLAYERS",
    "SILENT",
    "Episode",
    "Episodes",
    "Exported",
    "Plan",
    "Player",
    "Preview",
    "Request",
    "Speaking",
    "Stage",
    "Wanted",
    "Watcher",
    "check_output",
    "check_plans",
    "check_speakers_trusted",
    "check_trusted",
    "check_wishes",
    "costs",
    "export_stems",
    "export_timeline",
    "fetch_voices",
    "hear_turns",
    "heard_alone",
    "keep_take",
    "kept_place",
    "one_turn",
    "only_turns",
    "plan_episode",
    "plan_to_publish",
    "play",
    "preview",
    "preview_line",
    "preview_name",
    "read_request",
    "render_episode",
    "sending",
    "spoken_takes",
    "target_for",
    "targets_for",
    "through",
    "with_kept_takes",
]
