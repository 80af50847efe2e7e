"""The reader of planted files, ended with the tests that use it."""

from collections.abc import Iterator

import pytest

from tests.planted.truth import close_reader


@pytest.fixture(scope="package", autouse=True)
def reader() -> Iterator[None]:
    yield
    close_reader()
