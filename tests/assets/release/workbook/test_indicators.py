"""指标一览: a series a row, what tells it apart in columns to filter by, a year a column."""

from decimal import Decimal
from typing import Any

import pytest

from assets.release.figures import reported_regions
from assets.release.workbook import indicators
from tests.assets.release.conftest import OFFICIAL, OTHER, Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import sheet_of

CONSUMPTION: Row = {"basis_id": OFFICIAL, "region_code": "511725", "indicator_code": "energy_consumption"}
CONSUMPTION |= {"is_price_base_in_force": True, "title_zh": "能耗", "unit_zh": "吨标准煤", "error_key": "NA"}


def row(year: int, value: int | None, **about: object) -> Row:
    known: Row = {"value": None if value is None else Decimal(value), "notation_key": "" if value is not None else "NE"}
    return CONSUMPTION | known | {"year": year, "numerator": value, "denominator": None if value is None else 1} | about


@pytest.fixture
def sheet(full: Engine) -> Any:
    full.execute("delete from marts.county_indicators")
    energy: Row = {"indicator_code": "energy_co2", "title_zh": "能源CO2", "unit_zh": "%"}
    rows = [row(2023, 1_234_567, is_incomplete=True), row(2024, None), row(2024, 9, basis_id=OTHER)]
    rows += [row(2024, 5, is_price_base_in_force=False, price_base_year=2015), row(2025, 7)]
    for caliber, grid, base in (("energy", 0, 0), ("energy", 2020, 0), ("energy", 0, 2020), ("fuel_only", 0, 0)):
        about = {"caliber": caliber, "grid_factor_year": grid, "base_year": base}
        rows += [row(2024, 7, **(energy | about))]
    rows += [
        row(2024, 3, indicator_code="ghg_per_resident", title_zh="人均", unit_zh="吨/人", caliber="total")
        | {"is_with_lulucf": is_with}
        for is_with in (False, True)
    ]
    insert(full, "marts.county_indicators", rows)
    (region,) = reported_regions(full)
    return sheet_of(lambda book: indicators.write_all_indicators(book, full, region, ""))


def told(sheet: Any, title: str) -> list[list[Any]]:
    """Caliber, held grid factor, land use, base year and unit of the rows of an indicator, and its last two years."""
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]
    return [[line[1], line[5], *line[7:10], *line[28:]] for line in rows if line[0] == title]


def test_amounts_are_in_wan_and_a_year_without_a_row_has_a_dash(sheet: Any) -> None:
    assert told(sheet, "能耗") == [["—", "—", "—", "—", "万吨标准煤", pytest.approx(123.4567), "NE"]]
    (line,) = [line for line in sheet.iter_rows(min_row=5) if line[0].value == "能耗"]
    assert [cell.value for cell in line[10:28]] == ["—"] * 18  # 2005–2022
    assert (line[28].number_format, line[28].font.italic, line[29].font.italic) == ("#,##0.0", True, False)
    assert [cell.value for cell in sheet[4]][10:] == [f"{year}年" for year in range(2005, 2025)]


def test_a_series_with_electricity_says_whose_factor_it_uses(sheet: Any) -> None:
    assert told(sheet, "能源CO2") == [
        ["能源消费口径", "当年", "—", "—", "%", "—", 7],
        ["能源消费口径", "当年", "—", "2020年", "%", "—", 7],
        ["能源消费口径", "2020年", "—", "—", "%", "—", 7],
        ["燃料燃烧", "—", "—", "—", "%", "—", 7],
    ]
    assert {line[29].number_format for line in sheet.iter_rows(min_row=5) if line[0].value == "能源CO2"} == {"#,##0.00"}


def test_a_total_says_whether_land_use_counts(sheet: Any) -> None:
    assert [line[2] for line in told(sheet, "人均")] == ["不含", "含"]


def test_every_row_can_be_filtered_by_what_tells_it_apart(sheet: Any) -> None:
    assert sheet.auto_filter.ref == "A4:J11"
    assert sheet.max_row == 11
    heads = ["指标", "口径", "范围", "算法", "电力折标", "电网因子", "气体", "土地利用变化和林业", "比较基年", "单位"]
    assert [cell.value for cell in sheet[4]][:10] == heads
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B5", "$4:$4", "$A:$A")
    assert sheet.page_setup.fitToWidth == 2
