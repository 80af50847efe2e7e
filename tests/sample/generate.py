"""Writes data/sample, data/sample/2025 and data/sichuan_2007: `python -m tests.sample.generate [target folder]`.

Here: which files there are and in what order. Not here: what stands in them, nor the README of a folder,
which is written by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.sample import (
    balance_2007,
    departments,
    emission_sources,
    energy_survey,
    farming,
    forestry,
    gas_supply,
    grid_csv,
    industry_branches,
    industry_forms,
    land_use,
    livestock,
    plant_months,
    rural_environment,
    townships,
    waste,
    yearbook,
)
from tests.sample.delivery import DELIVERIES, Delivery
from tests.sample.manifest import Entry, entries_of, write_manifest
from tests.sample.sheet import Sheet
from tests.sample.workbook import write_workbook

DATA_FOLDER = Path(__file__).parents[2] / "data"

#: Workbooks of annual tables, one line each; the tests know their blocks from here.
ANNUAL_WORKBOOKS: dict[str, Callable[[Delivery], list[Sheet]]] = {
    gas_supply.FILE_NAME: gas_supply.gas_sheets,
    farming.FILE_NAME: farming.farming_sheets,
    livestock.FILE_NAME: livestock.livestock_sheets,
    rural_environment.FILE_NAME: rural_environment.rural_environment_sheets,
    forestry.FILE_NAME: forestry.forestry_sheets,
    land_use.FILE_NAME: land_use.land_use_sheets,
    townships.FILE_NAME: townships.township_sheets,
    **energy_survey.WORKBOOKS,
    **emission_sources.WORKBOOKS,
    **industry_branches.WORKBOOKS,
    **plant_months.WORKBOOKS,
    **waste.WORKBOOKS,
    **departments.WORKBOOKS,
}


def workbooks(delivery: Delivery) -> dict[str, list[Sheet]]:
    """The workbooks of a delivery by file name; one without a year of it is not delivered."""
    found = {yearbook.file_name(delivery): yearbook.yearbook_sheets(delivery)}
    found |= {delivery.file_name(name): sheets(delivery) for name, sheets in ANNUAL_WORKBOOKS.items()}
    found |= {industry_forms.file_name(year): industry_forms.form_sheets(year) for year in delivery.years}
    return {name: sheets for name, sheets in found.items() if sheets}


def write_sample(folder: Path, delivery: Delivery) -> None:
    """The delivered files of 渠县, and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[Entry] = []
    for name, sheets in workbooks(delivery).items():
        write_workbook(folder / name, sheets, delivery.handed_in)
        entries += entries_of(name, sheets)
    for year in delivery.years:
        (folder / grid_csv.file_name(year)).write_bytes(grid_csv.file_bytes(year))
        entries += grid_csv.entries(year)
    write_manifest(folder / "manifest.csv", entries)


def write_sichuan(folder: Path) -> None:
    """The re-typed provincial balance, and its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = [balance_2007.balance_sheet()]
    write_workbook(folder / balance_2007.FILE_NAME, sheets)
    write_manifest(folder / "manifest.csv", entries_of(balance_2007.FILE_NAME, sheets))


def main(arguments: list[str]) -> None:
    """Write all folders below the given folder (default: data/)."""
    target = Path(arguments[0]) if arguments else DATA_FOLDER
    for delivery in DELIVERIES:
        write_sample(target / delivery.folder, delivery)
    write_sichuan(target / "sichuan_2007")


if __name__ == "__main__":
    main(sys.argv[1:])
