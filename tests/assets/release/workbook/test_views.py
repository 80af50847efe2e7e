"""Other views in the workbook: what is bold, starred and marked, and to which digit figures are shown."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from assets.release.figures import reported_regions
from assets.release.workbook import views
from tests.assets.release.conftest import OFFICIAL, Engine, Row, insert
from tests.assets.release.workbook.spreadsheet import written


def book_of(engine: Engine) -> Workbook:
    (region,) = reported_regions(engine)
    return load_workbook(BytesIO(written(lambda book: views.write_views(book, engine, region, ""))))


def rows(sheet: Any, first: int = 5) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_the_grid_factor_in_use_is_bold_and_what_could_stand_for_it_follows_it(full: Engine) -> None:
    about: Row = {"basis_id": OFFICIAL, "region_code": "511725", "electricity_factor": Decimal("0.10315")}
    about |= {"electricity_co2_t": Decimal(-123_456), "co2_t": Decimal(2_345_678), "difference_t": Decimal(0)}
    about |= {"difference_pct": Decimal("0.125"), "evidence": "original"}
    carried = about | {"treatment_code": "carried", "factor_years": "2022", "difference_t": Decimal(15_000)}
    interpolated = about | {"treatment_code": "interpolated", "factor_years": "2022/2024", "is_used": True}
    published = about | {"treatment_code": "published", "is_used": True, "evidence": ""}
    insert(
        full,
        "marts.grid_factors",
        [carried | {"year": 2023}, interpolated | {"year": 2023}, published | {"year": 2021}],
    )
    sheet = book_of(full)["电网因子"]
    assert [cell.value for cell in sheet[4]][:3] == ["年份", "因子", "依据"]
    assert [row[:3] for row in rows(sheet)] == [
        ["2021年", "当年公布", "—"],
        ["2023年", "2022年与2024年之间内插", "读过原文"],
        ["2023年", "沿用2022年", "读过原文"],
    ]
    assert rows(sheet)[2][3:] == [0.10315, -12.3456, 234.5678, 1.5, 0.125]
    assert [[row[0].font.bold, row[5].font.bold] for row in sheet.iter_rows(min_row=5)] == [[True] * 2] * 2 + [
        [False] * 2
    ]
    assert [cell.number_format for cell in sheet[5]][3:] == ["#,##0.0000", *["#,##0.00"] * 4]


def test_of_gpc_totals_are_bold_and_tonnes_are_whole(full: Engine) -> None:
    sheet = book_of(full)["GPC"]
    scopes = {row[2].value: (row[1].font.bold, row[0].font.bold) for row in sheet.iter_rows(min_row=5)}
    assert scopes["合计"] == (True, True)
    assert {scopes[scope] for scope in "123"} == {(False, False)}
    by_code = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    assert by_code["I.3.1"][3].number_format == "#,##0"
    known = "select is_incomplete from marts.gpc_summary_official where year = 2024 order by line_number"
    starred = [str(row[1]).endswith("*") for row in rows(sheet)]
    assert starred == [is_incomplete for (is_incomplete,) in full.execute(known).fetchall()]
    assert set(starred) == {True, False}
    assert "县域内" in by_code
    assert "territorial" not in by_code
    heads = [cell.value for cell in sheet[4]]
    assert heads[3:11] == [
        *["二氧化碳", "甲烷", "氧化亚氮", "氢氟碳化物", "全氟化碳", "六氟化硫"],
        *["三氟化氮等", "温室气体合计"],
    ]


def test_assessed_co2_stands_with_its_parts_each_in_its_unit(full: Engine) -> None:
    """Of the fixture 809,997.5 t of fuels and −5 t of electricity by a factor of 0.1404; −36 MWh."""
    sheet = book_of(full)["考核二氧化碳"]
    assert rows(sheet, 4)[:2] == [
        [
            *["年份", "当年因子", "固定因子", "其中：燃料燃烧（分品种核算）", "其中：净调入电力（当年因子）"],
            *["净调入电量（净调出为负）", "当年电网因子"],
        ],
        [None, *["万吨"] * 4, "亿千瓦时", "吨/兆瓦时"],
    ]
    assert rows(sheet)[-1] == ["2024年", 80.99925, 80.99925, 80.99975, -0.0005, -0.00036, 0.1404]


def test_where_a_view_starts_and_ends_is_bold_and_its_steps_are_indented(full: Engine) -> None:
    book = book_of(full)
    looks = [(row[1].value, row[1].font.bold, row[1].alignment.indent) for row in book["视角差异"].iter_rows(min_row=5)]
    assert looks == [("start", True, 0), ("lulucf_excluded", False, 1), ("end", True, 0)]
    details = book["视角差异明细"]
    assert [row[2:4] for row in rows(details)] == [["—", "—"], ["L.1 森林", "二氧化碳"], ["—", "—"]]
    assert details["E5"].number_format == "#,##0.000"
