"""Original publications that may stand beside the checkout: their terms do not let them be shipped with it."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared" / "reference-data"


def original(name: str, instead: str = "its re-typed copy in data/ is tested instead") -> Path:
    """An original publication; the test that asks for it is skipped where it is not there, and says what is lost."""
    path = BESIDE / name
    if not path.exists():
        pytest.skip(f"the original {path.name} is not shipped; {instead}")
    return path
