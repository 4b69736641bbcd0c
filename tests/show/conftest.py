"""What the tests of shows share: the process that forks for every build, and folders to build in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from prepared import Prepared
from shows import SETTINGS, Trial, furnish_whole


@pytest.fixture(scope="session")
def building(forking: Prepared | None) -> Prepared:
    """Give the process that forks for every run of the command."""
    if forking is None:
        pytest.skip("forking is safe on Linux alone")
    return forking


@pytest.fixture(scope="session")
def new_show(building: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Trial]:
    """Give a way to furnish shows that have settings and no interviews; they share what was spoken."""
    cache = tmp_path_factory.mktemp("cache")

    def furnish() -> Trial:
        trial = Trial(building, tmp_path_factory.mktemp("show"), cache)
        trial.write("voices.yaml", SETTINGS)
        Image.new("RGB", (1400, 1400), "#1b4332").save(trial.folder / "cover.png")
        return trial

    return furnish


@pytest.fixture
def show(new_show: Callable[[], Trial]) -> Trial:
    """Give a show of this test's own."""
    return new_show()


@pytest.fixture(scope="session")
def whole(new_show: Callable[[], Trial]) -> Trial:
    """Give a show that is published with all that a feed can say; nobody changes it."""
    return furnish_whole(new_show())
