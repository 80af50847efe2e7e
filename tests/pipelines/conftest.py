"""A data folder of one's own, in which the sample was built."""

from pathlib import Path

import pytest

from tests.conftest import BuiltRelease
from tests.deliveries import copy_of


@pytest.fixture
def folder(sample: BuiltRelease, tmp_path: Path) -> Path:
    """As the sample's run left it; what a test does to it, nobody else sees."""
    return copy_of(sample.data_dir, tmp_path / "data")
