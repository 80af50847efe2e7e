"""The factors of the edition `ceads` against the figures that edition published for Sichuan 2007."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import factors
from schemas import codes
from tests.factors.arithmetic import find, in_base_units

ROOT = Path(__file__).parents[2]
VALUES = factors.load_factor_values()

SECTORS = {
    "1.农、林、牧、渔、水利业": "agriculture",
    "3.建筑业": "construction",
    "4.交通运输、仓储和邮政业": "transport",
    "5.批发、零售业和住宿、餐饮业": "trade",
    "城镇": "urban",
    "乡村": "rural",
    "7.其他": "other_services",
}


def read_quantities() -> dict[tuple[str, str], Fraction]:
    """Final use of the re-typed balance in tonnes or cubic metres, by the (right) English unit row."""
    (path,) = (ROOT / "data" / "sichuan_2007").glob("*.xlsx")
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    rows = [[str(cell) for cell in cells] for cells in sheet]
    header = next(i for i, cells in enumerate(rows) if "原煤" in cells)
    fuels = {row["title_zh"]: row["fuel_code"] for row in codes.read_codes("fuels")}
    scales = {"(104 tn)": 10**4, "(108 cu.m)": 10**8}
    units = next(cells for cells in rows if "(104 tn)" in cells)
    return {
        (SECTORS[cells[0].strip()], fuels[title]): Fraction(amount) * scales[unit]
        for cells in rows[header + 1 :]
        if cells[0].strip() in SECTORS
        for title, unit, amount in zip(rows[header], units, cells, strict=True)
        if amount != "" and title in fuels and unit in scales
    }


def read_published() -> dict[tuple[str, str], float]:
    path = ROOT / "tests" / "backtests" / "sichuan_2007_published.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["sector_code"], row["fuel_code"]): float(row["co2_mt"])
            for row in csv.DictReader(stream)
            if row["sector_code"] in SECTORS.values()
        }


QUANTITIES, PUBLISHED = read_quantities(), read_published()


def test_published_figures_are_there() -> None:
    assert len(PUBLISHED) > 40
    assert {sector for sector, _ in PUBLISHED} == set(SECTORS.values())


@pytest.mark.parametrize(("sector", "fuel"), sorted(PUBLISHED))
def test_a_published_figure_is_reproduced(sector: str, fuel: str) -> None:
    factor = find(VALUES, "emission_factor", fuel, sector, "CO2", "ceads")
    assert factor is not None
    assert float(QUANTITIES[sector, fuel] * in_base_units(factor)) / 1e6 == pytest.approx(
        PUBLISHED[sector, fuel], rel=1e-6
    )


def test_other_coking_products_have_the_factor_that_shanghai_and_yunnan_print() -> None:
    """No province but these burns them outside industry; five cells agree."""
    for sector in sorted(SECTORS.values()):
        factor = find(VALUES, "emission_factor", "other_coking_products", sector, "CO2", "ceads")
        assert factor is not None
        assert in_base_units(factor) == Fraction("2.515797")
    assert ("ceads", "other_coking_products", "", "CO2") not in {gap.key() for gap in factors.load_gaps()}


def test_coals_share_one_ratio_between_farming_or_construction_and_the_rest() -> None:
    ratios = {
        (value.subject_code, value.sector_code): float(value.value / other.value)
        for value in VALUES
        if value.edition == "ceads"
        and value.sector_code
        and (other := find(VALUES, "emission_factor", value.subject_code, "", "CO2", "ceads"))
    }
    assert len(ratios) == 8
    assert all(ratio == pytest.approx(1.12375, rel=1e-6) for ratio in ratios.values())
