"""A bureau whose people have keys."""

from pathlib import Path

import pytest

from tests.conftest import prepare_once
from tests.offices import CITY, PREPARES, REVIEWS, STRANGER, Office, make_keys


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = prepare_once(tmp_path_factory, "keys", make_keys)
    return {name: folder / f"key {number}" for number, name in enumerate((PREPARES, REVIEWS, CITY, STRANGER))}


@pytest.fixture
def office(keys: dict[str, Path], tmp_path: Path) -> Office:
    return Office(tmp_path / "data", keys)
