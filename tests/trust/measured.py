"""Reads each file that is named in a process of its own; prints a line of JSON each: what that cost and gave.

Seconds are the processor's; megabytes are all that the process ever held. A process is ended at 30 s or 2 GB.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

from audio.errors import VivavoceError
from audio.publish.pictures import read_picture
from audio.script import read_bytes
from audio.source import open_source


def main() -> None:
    """Fork for each file."""
    for name in sys.argv[1:]:
        if not os.fork():
            resource.setrlimit(resource.RLIMIT_CPU, (30, 31))
            resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
            print(json.dumps(_measured(name)), flush=True)  # noqa: T201 - the result
            os._exit(0)
        os.wait()


def _measured(name: str) -> dict[str, object]:
    began = time.process_time()
    try:
        if name.endswith((".png", ".jpg")):
            read_picture(open_source(name).path, "show.cover")
            words = 0
        else:
            source = open_source(name)
            script = read_bytes(source.data, source.name)
            words = sum(len(turn.text.split()) for turn in script.turns)
        said = ""
    except VivavoceError as error:
        words, said = 0, str(error)
    except MemoryError:
        words, said = 0, "MEMORY"
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {
        "name": name,
        "seconds": time.process_time() - began,
        "mb": megabytes,
        "words": words,
        "said": said,
    }


if __name__ == "__main__":
    main()
