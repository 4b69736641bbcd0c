"""The package's own table of sources, which is not tried whenever a file is read."""

from __future__ import annotations

from pydantic import TypeAdapter

from audio.safe_yaml import load
from audio.script.readers.exports.profiles import OWN_TABLE, Profile, sources


def test_every_pattern_and_selector_of_the_packages_own_table_can_be_used() -> None:
    tried = TypeAdapter(dict[str, Profile]).validate_python(load(OWN_TABLE.read_text("utf-8")))
    assert [each.profile for each in sources()] == list(tried.values())
