"""Work that is done in a process of its own: what memory it needed is given back, and it may crash.

The process is the interpreter that runs, with the path on which it finds modules: started anew on every
system, so that no thread, lock or `__main__` of this one is in it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

logger = logging.getLogger(__name__)

_CODE = """
import sys
del sys.path[0]  # the working folder
import traceback
from importlib import import_module
module, name, *words = sys.argv[1:]
call = getattr(import_module(module), name)
print("begun", flush=True)
try:
    call(*words)
except Exception as error:
    traceback.print_exc()
    sys.exit(str(error) or type(error).__name__)
"""
_LONGEST = 600.0
"""Seconds after which it is ended."""
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Of Windows, which opens one for a program that has none."""


class UnfinishedError(Exception):
    """The work was begun and did not come to its end; the last that the process said, or its status."""


class _NotBegunError(Exception):
    """No such process could be started here; why."""


def apart(module: str, name: str, *words: str, folder: Path) -> None:
    """Call a module's function with words in a process of its own, whose working folder is `folder`.

    No module is looked for there. What the function makes it writes to files. Where no process can be had,
    one sentence says so, and it is called here. Raises `UnfinishedError` where the function raised there, or
    the process was ended.
    """
    try:
        _run(module, name, *words, folder=folder)
    except _NotBegunError as error:
        logger.warning("Python could not be started again (%s): this is done here, in more memory.", error)
        getattr(import_module(module), name)(*words)


def _run(*words: str, folder: Path) -> None:
    if not sys.executable or getattr(sys, "frozen", False):
        raise _NotBegunError("this program is not run by it")
    path = os.pathsep.join(map(os.path.abspath, sys.path))
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", _CODE, *words],
            cwd=folder, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, errors="replace", check=False, timeout=_LONGEST, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnfinishedError(f"it took more than {_LONGEST:.0f} s") from error
    except OSError as error:
        raise _NotBegunError(error.strerror or str(error)) from error
    last = next(reversed(done.stderr.split("\n")[:-1]), "").strip() or f"status {done.returncode}"
    if not done.stdout.startswith("begun"):
        raise _NotBegunError(last)
    if done.returncode:
        raise UnfinishedError(last)
