"""因子清单: every value that the year rests on, as printed and in the unit of the worksheets, most tonnes first."""

from decimal import Decimal
from typing import Any

import pytest

from schemas import vocabulary
from schemas.codes import read_codes
from tests.assets.release.workbook.spreadsheet import Spreadsheet
from tests.conftest import BuiltRelease

HEAD = 4


@pytest.fixture(scope="module")
def book(sample_2025: BuiltRelease) -> Spreadsheet:
    return Spreadsheet(sample_2025.folder / "restricted" / "tables.xlsx")


@pytest.fixture(scope="module")
def listed(book: Spreadsheet) -> list[dict[str, Any]]:
    heads, *rows = [[cell.value for cell in row] for row in book.shown["因子清单"].iter_rows(min_row=HEAD)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_every_value_in_use_is_listed_with_what_rests_on_it(
    sample_2025: BuiltRelease, listed: list[dict[str, Any]]
) -> None:
    uses = sample_2025.rows(
        "select use.*, factor.* from marts.factor_uses_official as use inner join core.factor_values as factor "
        "using (factor_id) where use.year = 2025 order by emissions_tco2e desc, factor_id"
    )
    assert len(listed) == len(uses) > 250
    assert [row["编号"] for row in listed] == list(range(1, len(uses) + 1))
    titles = {unit["unit_code"]: unit["title_zh"] for unit in read_codes("units")}
    for row, use in zip(listed, uses, strict=True):
        assert row["值"] == float(use["value"])
        assert row["基本单位的值"] == use["value_base"]
        assert row["单位"] == "/".join(filter(None, (titles[use["unit_code"]], titles.get(use["per_unit_code"]))))
        assert row["支撑的排放（吨CO₂当量）"] == pytest.approx(float(use["emissions_tco2e"]))
        assert row["出处文献"] == use["source_title"]
        assert row["文献内位置"].startswith(use["locator"])
        assert row["依据"] == vocabulary.EVIDENCE[use["evidence"]][0]
        assert all(value not in (None, "") for value in row.values())


def test_every_factor_of_a_worksheet_is_in_the_list(sample_2025: BuiltRelease, book: Spreadsheet) -> None:
    """A part of a factor is a reference; one that lies between two values of the list is a number."""
    parts = sample_2025.rows(
        "select distinct factor_id from core.factor_parts inner join marts.emission_worksheets_official "
        "using (basis_id, year, category_code, sector_code, fuel_code, item_code, gas) "
        "where year = 2025 and is_allowed and amount != 0"
    )
    uses = sample_2025.rows("select factor_id from marts.factor_uses_official where year = 2025")
    assert {row["factor_id"] for row in parts} <= {row["factor_id"] for row in uses}
    assert sum("因子清单" in formula for _, _, formula in book.formulas("底稿")) > 700


def test_base_units_are_calculated_to_the_last_bit(book: Spreadsheet) -> None:
    """Also those that need 17 digits: 15.3 t/TJ is 0.015300000000000001 t/GJ, 44/12 is 3.6666666666666665."""
    formulas = book.formulas("因子清单")
    for sheet, address, formula in formulas:
        assert book.calculate(sheet, formula[1:]) == book.shown[sheet][address].value
    values = {book.shown[sheet][address].value for sheet, address, _ in formulas}
    assert {0.015300000000000001, 44 / 12} <= values


def test_the_largest_come_first(listed: list[dict[str, Any]]) -> None:
    tonnes = [Decimal(str(row["支撑的排放（吨CO₂当量）"])) for row in listed]
    assert tonnes == sorted(tonnes, reverse=True)
    assert listed[0]["因子"] == "碳与二氧化碳的质量比"
