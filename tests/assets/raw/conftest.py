"""The delivered files that ship with the project, read once, and one that is never shipped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.deliveries.readers import Sheet, read_files
from tests.deliveries import DELIVERIES
from tests.pipelines.reading.sheets import SAMPLE, SICHUAN_2007
from tests.sample import bulletin
from tests.sample.monthly_reports import BOOKS
from tests.sample.workbook import write_workbook

REFERENCE = SAMPLE.parents[2] / "shared" / "reference-data" / "energy_balance_2007"

Delivered = dict[str, list[Sheet]]


def read(paths: list[Path]) -> Delivered:
    sheets = {}
    for path, answer in zip(paths, read_files([(path, path.name) for path in paths]), strict=True):
        assert isinstance(answer, list), answer
        sheets[path.name] = answer
    return sheets


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    """Every delivered file of the sample county, the re-typed balance, and what is only compared, by file name."""
    folder = tmp_path_factory.mktemp("monthly")
    for name, sheets in BOOKS.items():
        write_workbook(folder / name, sheets)
    (folder / bulletin.NAME).write_text(bulletin.bulletin(), encoding="utf-8")
    return read(sorted([*DELIVERIES, *SICHUAN_2007.glob("*.xlsx"), *folder.iterdir()]))


@pytest.fixture(scope="session")
def sheet_of(delivered: Delivered) -> Callable[[str, int], Sheet]:
    """A sheet of a delivered file, by a part of its name and its number."""

    def find(part: str, index: int = 0) -> Sheet:
        (name,) = [name for name in delivered if part in name]
        return delivered[name][index]

    return find


@pytest.fixture(scope="session")
def original_balance() -> Sheet:
    """Table 6-23 of the energy yearbook 2008 as the publisher's .xls; it may not be redistributed."""
    path = REFERENCE / "6-23_sichuan_energy_balance_physical_2007.xls"
    if not path.exists():
        pytest.skip("reference data not present")
    return read([path])[path.name][0]
