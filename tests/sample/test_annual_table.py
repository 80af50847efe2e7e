"""The layout of a table with years down and columns across."""

from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, annual_sheets
from tests.sample.delivery import FIRST, SECOND
from tests.sample.sheet import Cell, Origin

TABLE = AnnualTable(
    name="牛",
    title="渠县牛存栏（{}）",
    unit="单位：头",
    years=(2023, 2024),
    year_text="{}年",
    notes=[("注：“—”表示无。", "Q08")],
    columns=[
        AnnualColumn("合　计", {2023: Decimal(5), 2024: "５"}, quirk="Q04"),
        AnnualColumn("牛/奶牛", {2024: Decimal(2)}, origins={2024: Origin("real", "统计局")}),
        AnnualColumn("牛/水牛", {2023: None, 2024: Decimal("3.5")}, places=1),
    ],
)


def cells() -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.column): cell for cell in annual_sheets(FIRST, TABLE)[0].cells}


def test_headings_with_a_slash_stand_below_a_merged_one() -> None:
    sheet, found = annual_sheets(FIRST, TABLE)[0], cells()
    assert [found[2, 2].value, found[3, 2].value, found[3, 3].value] == ["牛", "奶牛", "水牛"]
    assert {(2, 2, 2, 3), (2, 1, 3, 1), (2, 0, 3, 0)} <= set(sheet.merges)


def test_a_year_without_a_figure_prints_the_mark_and_none_prints_nothing() -> None:
    found = cells()
    assert (found[4, 2].value, found[4, 2].origin.quirk) == ("—", "Q08")
    assert (found[4, 3].value, found[4, 3].origin.evidence) == (None, "synthetic")


def test_the_block_holds_every_figure_and_nothing_else() -> None:
    sheet, found = annual_sheets(FIRST, TABLE)[0], cells()
    assert sheet.block == (4, 1, 5, 3)
    assert (found[4, 0].value, found[5, 3].value, found[5, 3].style) == ("2023年", Decimal("3.5"), "number_1")
    data = {position for position, cell in found.items() if cell.origin.evidence != "layout"}
    assert data == {(row, column) for row in (4, 5) for column in (1, 2, 3)}


def test_the_origin_of_a_figure_is_kept() -> None:
    assert cells()[5, 2].origin == Origin("real", "统计局")


def test_a_table_without_a_unit_line_and_groups_has_one_header_row() -> None:
    plain = AnnualTable("甲", "甲（2024年）", [AnnualColumn("乙（头）", {2024: Decimal(1)})], years=(2024,))
    sheet = annual_sheets(FIRST, plain)[0]
    assert sheet.block == (2, 1, 2, 1)
    assert {(cell.row, cell.column): cell.value for cell in sheet.cells}[1, 1] == "乙（头）"


def test_a_title_names_the_years_that_are_printed_and_a_year_once() -> None:
    tables = [
        AnnualTable(
            "甲", "甲（{}）", [AnnualColumn("乙（头）", {2025: Decimal(1)})], years=(2024, 2025), repeated=repeated
        )
        for repeated in (0, 1)
    ]
    alone, after_last_year = annual_sheets(SECOND, *tables)
    assert (alone.cells[0].value, alone.block) == ("甲（2025年）", (2, 1, 2, 1))
    assert (after_last_year.cells[0].value, after_last_year.block) == ("甲（2024-2025年）", (2, 1, 3, 1))


def test_a_table_without_a_year_of_the_delivery_is_not_handed_in() -> None:
    assert annual_sheets(SECOND, TABLE) == []
