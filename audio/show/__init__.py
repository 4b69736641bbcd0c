"""A show: a folder of interviews that becomes episodes, a feed and a site, and is kept up to date."""

from audio.show.bringing import to_send
from audio.show.folder import OUT, Interview, ShowFolder, open_show, snapshot
from audio.show.needs import categories, check_feed
from audio.show.planning import Build, Failed, Todo, estimated, plan_builds
from audio.show.running import OnAir, put_on_air, run_builds

__all__ = [
    "OUT",
    "Build",
    "Failed",
    "Interview",
    "OnAir",
    "ShowFolder",
    "Todo",
    "categories",
    "check_feed",
    "estimated",
    "open_show",
    "plan_builds",
    "put_on_air",
    "run_builds",
    "snapshot",
    "to_send",
]
