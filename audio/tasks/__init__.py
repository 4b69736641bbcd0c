"""Tasks: work that is done beside other work or apart, and what is kept of it for the next time."""

from audio.tasks.keeping import kept, kept_folder, tidy
from audio.tasks.memory import give_back
from audio.tasks.processes import UnfinishedError, apart
from audio.tasks.threads import Machines, Workers, cores, in_order, workers

__all__ = [
    "Machines",
    "UnfinishedError",
    "Workers",
    "apart",
    "cores",
    "give_back",
    "in_order",
    "kept",
    "kept_folder",
    "tidy",
    "workers",
]
