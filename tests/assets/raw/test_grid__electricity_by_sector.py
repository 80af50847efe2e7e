from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import recognise
from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import (
    Value,
    change,
    drop_row,
    insert_column,
    raw_of,
    refused,
    repeat_row,
    staged_of,
)

SPEC = load_printed_tables()["grid__electricity_by_sector"]

Find = Callable[[str], Sheet]


@pytest.fixture(params=["2005", "2019", "2024"])
def export(request: pytest.FixtureRequest, sheet_of: Find) -> Sheet:
    return sheet_of(f"售用电_{request.param}")


def test_two_blocks_are_two_items_and_are_never_added(export: Sheet) -> None:  # Q18
    observations, _ = staged_of(SPEC, export)
    assert {o.item_code for o in observations} == {"electricity_use", "electricity_sold"}
    assert len(observations) == 2 * 13 * 12
    assert {o.region_code for o in observations} == {"511725"}
    assert {o.unit_code for o in observations} == {"kwh"}


def test_sub_industries_tariffs_and_the_second_total_stay_in_raw_only(export: Sheet) -> None:  # Q19
    raw = raw_of(SPEC, export)
    paths = {cell.row_path for cell in raw}
    assert any("不含抽蓄" in path for path in paths)
    assert any("非金属矿物制品业" in path for path in paths)
    assert len(raw) == (export.n_rows - 1) * 15 or export.cell(export.n_rows - 1, 0).text == ""
    sectors = {o.sector_code for o in staged_of(SPEC, export)[0]}
    assert "whole_society" in sectors
    assert len(sectors) == 13


def test_a_month_is_read_as_printed(sheet_of: Find) -> None:
    observations, _ = staged_of(SPEC, sheet_of("售用电_2024"))
    figures = {(o.item_code, o.sector_code, o.period): o.amount for o in observations}
    assert figures["electricity_use", "whole_society", "2024-01"] == Decimal("138679152.43")
    assert figures["electricity_sold", "urban", "2024-12"] == Decimal("23276894.50")


def test_an_absent_industry_is_no_zero(sheet_of: Find) -> None:
    assert any("造纸" in cell.row_path for cell in raw_of(SPEC, sheet_of("售用电_2005")))
    assert not any("造纸" in cell.row_path for cell in raw_of(SPEC, sheet_of("售用电_2024")))


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"H2": "138679153.47"}, "E-SUM", "H2"),
        ({"H2": "138679152.48"}, "E-SUM", "H2"),
        ({"H11": "O"}, "E-NUM", "H11"),
        ({"H11": "-5"}, "E-NEG", "H11"),
        ({"H11": "53143.88万"}, "E-UNIT-INLINE", "H11"),
    ],
)
def test_figures_are_judged(sheet_of: Find, changes: dict[str, Value], code: str, cell: str) -> None:
    assert (code, cell) in refused(staged_of, SPEC, change(sheet_of("售用电_2024"), changes))


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"H1": "2023年1月"}, "E-PERIOD", "H1"),
        ({"S1": "2024年11月"}, "E-LAYOUT", "S1"),
        ({"D2": "某　县"}, "E-REGION", "D2"),
        ({"G5": "　　第二产业（含建筑）"}, "E-LABEL-UNKNOWN", "G5"),
        ({"A9": "外送"}, "E-LABEL-UNKNOWN", "A9"),
        ({"B9": "按地市汇总"}, "E-LABEL-UNKNOWN", "B9"),
        ({"H1": "2024年1月电量"}, "E-LABEL-UNKNOWN", "H1"),
    ],
)
def test_what_says_what_a_figure_is_is_judged(sheet_of: Find, changes: dict[str, Value], code: str, cell: str) -> None:
    assert (code, cell) in refused(raw_of, SPEC, change(sheet_of("售用电_2024"), changes))


def test_rows_and_columns_put_in_or_left_out_are_refused(sheet_of: Find) -> None:
    export = sheet_of("售用电_2024")
    assert refused(raw_of, SPEC, repeat_row(export, 10)) == [("E-DUP-KEY", "G11")]
    assert refused(raw_of, SPEC, drop_row(export, 10)) == [("E-LABEL-MISSING", "G20")]
    assert refused(raw_of, SPEC, insert_column(export, "H", {1: "合计", 2: "1"})) == [
        ("E-LAYOUT", "H1"),
        ("E-LABEL-UNKNOWN", "H1"),
    ]


def test_the_region_is_told_from_the_column(sheet_of: Find) -> None:
    export = sheet_of("售用电_2024")
    other = change(export, {f"D{row}": "大竹" for row in range(2, export.n_rows + 1)})
    assert [found.region_code for found in recognise([other], "a.csv")] == ["511724"]
    assert ("E-REGION", "D2") in refused(raw_of, SPEC, other, region_code="511725")


def test_a_year_in_ten_thousand_kilowatt_hours_is_seen_beside_the_others(sheet_of: Find) -> None:
    from pipelines.reading import read_observations, read_raw

    years = {year: sheet_of(f"售用电_{year}") for year in ("2022", "2023", "2024")}
    cells = years["2024"].cells
    smaller = {
        f"{chr(72 + column)}{row + 1}": f"{Decimal(cells[row, 7 + column].text) / 10000:.6f}"
        for row in range(1, years["2024"].n_rows)
        for column in range(12)
        if (row, 7 + column) in cells
    }
    years["2024"] = change(years["2024"], smaller)
    raw = [c for year, sheet in years.items() for c in read_raw(SPEC, [sheet], year.rjust(64, "0"), f"{year}.csv")]
    found = refused(read_observations, SPEC, raw, [])
    assert {code for code, _ in found} == {"E-UNIT-SCALE"}
    assert {cell[0] for _, cell in found} == {"H"}
