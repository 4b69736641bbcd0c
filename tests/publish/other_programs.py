"""Other people's programs, run on an episode's files; what is not installed is skipped by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE_MODULES = Path(os.environ.get("VIVAVOCE_NODE_MODULES", HERE.parent / "node_modules"))
"""Where packages of npm are looked for; `tests/install_validators.sh` puts them there."""
SCHEMAS = HERE / "schemas"
TITLES = ["x", "日本語の章のタイトル", "مقابلة مع المهندس", "🎙️ Emoji 👩‍💻", "L" * 300, "Ü & <b>"]
"""Of the chapters in the episode that everybody reads."""
_OLDEST_NODE = 20


def run(*command: object, status: int = 0) -> str:
    """Run a program, which is skipped where it is not installed, and give all that it prints."""
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    finished = subprocess.run([str(each) for each in command], capture_output=True, check=False)
    said = (finished.stdout + finished.stderr).decode("utf-8", "replace")
    assert finished.returncode == status, said
    return said


def node(package: str, program: str, path: Path) -> object:
    """Run a JavaScript program on a file with a package of npm, and give the JSON that it prints.

    It finds the file as `path` and the package as `home`, and `load` loads packages that are no modules.
    """
    home = (NODE_MODULES / package).resolve()
    if not home.is_dir():
        pytest.skip(f"{package} is not installed")
    version = run("node", "--version").strip()
    if int(version.removeprefix("v").partition(".")[0]) < _OLDEST_NODE:
        pytest.skip(f"{package} needs node {_OLDEST_NODE}, and {version} is installed")
    code = (
        "import fs from 'node:fs'; import { createRequire } from 'node:module';"
        f"const path = {json.dumps(str(path))}; const home = {json.dumps(str(home))};"
        f"const load = createRequire({json.dumps(f'{home}/')});\n{program}"
    )
    command = ["node", "--input-type=module", "-e", code]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=NODE_MODULES.parent)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)
