"""The house: how its folders and modules stand to one another, and what the page about it says."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

HOUSE = ROOT / "audio"
MOST_MODULES = 14
MODULES = sorted(HOUSE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})


def dotted(path: Path) -> str:
    """Give a module's or a folder's name, as imports write it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Give each `from audio.… import name` of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "audio":
            yield from ((str(node.module), alias.name) for alias in node.names)


@pytest.mark.parametrize("folder", FOLDERS, ids=dotted)
def test_a_folder_holds_about_a_dozen_modules_and_says_what_it_is_for(folder):
    assert len(list(folder.glob("*.py"))) <= MOST_MODULES
    assert (ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or "").endswith(
        (".", "`")
    )


def test_other_folders_are_entered_by_their_door():
    folders = {dotted(folder) for folder in FOLDERS}
    inside = []
    for path in MODULES:
        home = dotted(path.parent)
        for module, name in imports(path):
            of = f"{module}.{name}" if f"{module}.{name}" in folders else module
            door = of in folders
            own = home == (of if door else of.rpartition(".")[0]) or home.startswith(
                f"{of.rpartition('.')[0]}."
            )
            if not (door or own):
                inside.append(f"{dotted(path)} takes {name} from {module}")
    assert inside == []


def test_no_module_is_called_like_its_folder_or_like_what_the_door_gives():
    twins = [dotted(path) for path in MODULES if path.stem == path.parent.name]
    hidden = [
        f"{dotted(folder)}.{name}"
        for folder in FOLDERS
        for module, name in imports(folder / "__init__.py")
        if module != dotted(folder) and (folder / f"{name}.py").exists()
    ]
    assert twins + hidden == []


def test_every_step_of_the_walk_through_the_house_exists():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    walk = page.partition("## A walk")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d+\. `(audio[\w.]*)\.(\w+)`", walk, re.MULTILINE)
    assert len(steps) > 15
    for module, name in steps:
        assert callable(getattr(importlib.import_module(module), name)), f"{module}.{name}"


def test_the_page_about_the_house_names_every_folder():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`audio/([\w/]+)/`", page))
    assert {"/".join(folder.relative_to(HOUSE).parts) for folder in FOLDERS if folder != HOUSE} == named
