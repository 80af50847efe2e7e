"""目标: every reading in its row, in the unit of a reader, the first one of each in bold."""

from decimal import Decimal
from typing import Any

import pytest

from assets.release.figures import reported_regions
from assets.release.workbook import targets
from tests.assets.release.conftest import OFFICIAL, Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import sheet_of

TARGET: Row = {"basis_id": OFFICIAL, "region_code": "511725", "target_id": "coal", "year": 2024, "line_number": 1}
TARGET |= {"title_zh": "煤炭消费", "unit_zh": "吨标准煤", "target_year": 2025, "kind": "level", "rate_unit_zh": "%"}
TARGET |= {"threshold": Decimal(850_000), "verdict": "at_risk", "computed_verdict": "missed", "error_key": "NE"}
TARGET |= {"required_rate": Decimal("-1.234"), "achieved_rate": None, "achieved_key": "NE", "announced_key": "NE"}


def reading(name: str, value: int | None, **about: object) -> Row:
    if value is None:
        return TARGET | {"reading_id": name, "value_key": "NE", "distance_key": "NE"} | about
    return TARGET | {"reading_id": name, "value": Decimal(value), "distance": Decimal(850_000 - value)} | about


@pytest.fixture
def sheet(full: Engine) -> Any:
    about = {"differing_zh": "读法乙：完成", "reading_zh": "", "department_zh": ""}
    rows = [reading("b", 900_000, reading_zh="乙", department_zh="县发改局", differing_zh="读法乙：完成")]
    rows += [
        reading("c", None, reading_zh="丙", reason_zh="缺少数值"),
        reading("z", 1_234_567, is_headline=True) | about,
    ]
    insert(full, "marts.target_status", rows)
    (region,) = reported_regions(full)
    return sheet_of(lambda book: targets.write_targets(book, full, region, ""))


def test_each_column_has_its_head_above_the_first_reading(sheet: Any) -> None:
    heads = [cell.value for cell in sheet[4]]
    assert (len(heads), heads[0], heads[5:8], heads[-1]) == (
        15,
        "目标",
        ["要求", "现值", "差距（%的为百分点）"],
        "原因",
    )


def test_figures_are_in_wan_with_about_four_digits_of_the_value_and_rates_with_two(sheet: Any) -> None:
    figures = [[cell.value for cell in row[4:11]] for row in sheet.iter_rows(min_row=5)]
    assert figures == [
        ["万吨标准煤", 85, pytest.approx(123.4567), pytest.approx(-38.4567), "%", -1.234, "NE"],
        ["万吨标准煤", 85, 90, -5, "%", -1.234, "NE"],
        ["万吨标准煤", 85, "NE", "NE", "%", -1.234, "NE"],
    ]
    assert [sheet[at].number_format for at in ("F5", "G5", "H5", "F6", "J5")] == [
        *["#,##0.0"] * 3,
        "#,##0.00",
        "#,##0.00",
    ]


def test_the_first_reading_is_bold_and_says_which_others_disagree(sheet: Any) -> None:
    assert [[row[0].font.bold, row[6].font.bold, row[9].font.bold] for row in sheet.iter_rows(min_row=5)] == [
        [True] * 3,
        [False] * 3,
        [False] * 3,
    ]
    words = [[cell.value for cell in (*row[1:4], *row[11:])] for row in sheet.iter_rows(min_row=5)]
    assert words == [
        ["—", "全县", "2025", "有风险", "未完成", "读法乙：完成", "—"],
        ["乙", "县发改局", "2025", "有风险", "未完成", "—", "—"],
        ["丙", "全县", "2025", "有风险", "未完成", "—", "缺少数值"],
    ]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B5", "$4:$4")


def test_without_targets_there_is_no_sheet(full: Engine) -> None:
    insert(full, "marts.target_status", [reading("a", 1, year=2023)])
    (region,) = reported_regions(full)
    names: list[str] = []

    def write(book: Any) -> None:
        targets.write_targets(book, full, region, "")
        names.extend(book.sheets)
        book.sheet("表", "表", "", [10])

    sheet_of(write)
    assert names == []
