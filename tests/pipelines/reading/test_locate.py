from dataclasses import asdict

import pytest

from pipelines.reading import RawCell, recognise
from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import Value, change, declare, insert_column, make, move, raw_of, refused
from tests.pipelines.reading.toy import DECLARED, SPEC, toy


def at(cells: list[RawCell], address: str) -> RawCell:
    return next(cell for cell in cells if cell.cell == address)


def test_every_cell_of_the_range_is_kept_with_the_texts_around_it() -> None:
    cells = raw_of(SPEC, toy())
    assert len(cells) == 5 * 4
    assert asdict(at(cells, "D6")) == {
        "file_sha256": "0" * 64,
        "file_name": "表.xlsx",
        "sheet": "表1",
        "cell": "D6",
        "title_text": "渠县能源消费（2024年）",
        "region_text": "渠县",
        "period": "2024",
        "row_path": "1.工业",
        "column_path": "油品 › 汽油",
        "unit_text": "(万吨)",
        "vintage_text": "",
        "printed_text": "1.2",
        "cell_kind": "number",
    }
    assert at(cells, "D7").cell_kind == "blank"
    assert at(cells, "C6").unit_text == "(万吨) › (104 tn)"


def test_a_sheet_with_another_table_is_passed_over() -> None:
    scratch = make(("草稿",), ("项目", "原煤"), ("合计", 1), name="Sheet2")
    assert raw_of(SPEC, scratch) == []
    assert len(raw_of(SPEC, scratch, toy())) == 20


def test_the_place_in_the_sheet_does_not_matter() -> None:
    shifted = make(
        ("某某年鉴",),
        (),
        (None, "渠县能源消费（2024年）"),
        (),
        (None, "项目", "原煤（万吨）", "油品", None, "天然气（亿立方米）"),
        (None, None, None, "汽油（万吨）", "柴油（万吨）"),
        (None, "终端消费量", 3, 3, 3, 3),
        (None, "工业", 1, 1, 1, 1),
        (None, "用作原料", 1, 1, 1, 1),
        (None, "建筑业", 1, 1, 1, 1),
        (None, "生活", 1, 1, 1, 1),
        merged=["D5:E5", "B5:B6", "C5:C6", "F5:F6"],
        name="随便什么名字",
    )
    cells = raw_of(SPEC, shifted)
    assert at(cells, "D8").column_path == "油品 › 汽油（万吨）"
    assert len(cells) == 20


@pytest.mark.parametrize(("row", "count"), [(20, 20), (21, 0)])
def test_a_title_stands_in_the_first_twenty_rows(row: int, count: int) -> None:
    lower = move(toy(), lambda at, column: (at + row - 1, column))
    assert len(raw_of(SPEC, lower)) == count


@pytest.mark.parametrize(("rows", "found"), [(19, []), (20, [("E-LAYOUT", "A1")])])
def test_a_header_stands_in_the_twenty_rows_below_its_title(rows: int, found: list[tuple[str, str]]) -> None:
    lower = move(toy(), lambda at, column: (at + rows if at else at, column))
    assert refused(raw_of, SPEC, lower) == found


def test_what_goes_on_behind_a_title_is_another_title() -> None:
    assert raw_of(SPEC, change(toy(), {"A1": "渠县能源消费（2024年）和库存"})) == []


def test_a_title_without_the_header_below_it_is_refused() -> None:
    renamed = change(toy(), {"A2": "科目"})
    assert refused(raw_of, SPEC, renamed) == [("E-LAYOUT", "A1")]


def test_a_column_by_which_the_header_is_found_is_told_like_any_other_if_it_has_another_name() -> None:
    renamed = change(toy(), {"C2": "原煤及洗煤"})
    assert refused(raw_of, SPEC, renamed) == [("E-LABEL-UNKNOWN", "C2"), ("E-HEADER-MISSING", "A2")]
    another = change(toy(), {"C2": "煤", "D3": "油", "E3": "气", "F2": "电"})
    assert refused(raw_of, SPEC, another) == [("E-LAYOUT", "A1")], "it is another table"


@pytest.mark.parametrize(
    "footer", ["注：“-”表示无。", "数据来源：统计局", "资料来源: 年鉴", "注1．本表不含电力", "单位负责人：张三"]
)
def test_notes_and_sources_end_the_table(footer: str) -> None:
    assert len(raw_of(SPEC, toy((footer,), ("任何文字", None, 1)))) == 20


def test_a_label_in_which_a_note_or_a_mark_stands_is_a_label() -> None:
    noted = change(toy(), {"A8": "  2.建筑业（来源：普查）"})
    assert refused(raw_of, SPEC, noted) == [("E-LABEL-UNKNOWN", "A8"), ("E-LABEL-MISSING", "A9")]
    assert refused(raw_of, SPEC, toy(("续建工程",))) == [("E-LABEL-UNKNOWN", "A10")]
    assert refused(raw_of, SPEC, toy(("（续）",))) == []


def years(*rows: tuple[Value, ...], header: tuple[str, ...] = ("年份", "供气量")) -> Sheet:
    return make(("渠县供气量",), ("单位：万立方米",), header, *rows)


SUPPLY = declare("""
deliver: edition
layouts:
  - title: '(?P<region>\\D+?)供气量'
    header: {anchor: [年份, 供气量]}
    columns:
      年份: {role: label}
      供气量: {item_code: gas_sales}
    rows:
      各年: {match: '(?P<year>\\d{4})年?'}
    missing: {'': blank}
    footer: [本表由.*提供]
""")


def test_figures_whose_label_is_missing_below_the_header_are_refused() -> None:
    unlabelled = change(toy(), {"A5": None, "B5": None, "E5": 7.5})
    assert {("E-LAYOUT", cell) for cell in ("C5", "D5", "E5", "F5")} <= set(refused(raw_of, SPEC, unlabelled))
    assert refused(raw_of, SUPPLY, years((None, 1.5), ("2024年", 2.5))) == [("E-LAYOUT", "B4")]


@pytest.mark.parametrize(
    "between",
    [
        [("注：2021年起含车用。",)],
        [("注：2021年起含车用。",), (), ("数据来源：供气公司",)],
        [("本表由供气公司提供",), ("续表",), ("单位：万立方米",), ("年份", "供气量")],
        [("备注：改口径",), ("年份", "供气量")],
        [("注：1.改口径。",), ("　　2.含车用。",), ("③2020年为推算数。",)],
    ],
)
def test_a_note_between_two_rows_ends_nothing(between: list[tuple[Value, ...]]) -> None:
    sheet = years(("2020年", 1), ("2021年", 2), *between, ("2022年", 3), ("注：完",))
    assert [cell.period for cell in raw_of(SUPPLY, sheet)] == ["2020", "2021", "2022"]


def test_a_title_below_a_note_begins_another_table() -> None:
    sheet = years(("2020年", 1), ("注：完",), ("大竹县供气量",), ("年份", "供气量"), ("2021年", 2))
    assert [cell.period for cell in raw_of(SUPPLY, sheet)] == ["2020"]
    assert refused(recognise, [sheet], "表.xlsx", [SUPPLY]) == [("E-FIGURES-OUTSIDE", "B8")]


def test_what_is_no_row_below_a_note_is_not_read() -> None:
    sheet = years(("2020年", 1), ("注：见下",), ("2021年",), ("某年", 3))
    assert [cell.period for cell in raw_of(SUPPLY, sheet)] == ["2020"]


def test_a_column_of_remarks_beside_the_table_is_passed_over() -> None:
    sheet = years(("2020年", 1, "含车用"), ("2021年", 2), header=("年份", "供气量", "备 注"))
    assert len(raw_of(SUPPLY, sheet)) == 2
    first = years(("含车用", "2020年", 1), (None, "2021年", 2), header=("说明", "年份", "供气量"))
    assert [cell.cell for cell in raw_of(SUPPLY, first)] == ["C4", "C5"]
    figures = years(("2020年", 1, 5), header=("年份", "供气量", "备注"))
    assert refused(raw_of, SUPPLY, figures) == [("E-LAYOUT", "C3"), ("E-LABEL-UNKNOWN", "C3")]


def test_a_column_of_remarks_that_is_declared_is_read() -> None:
    spec = declare(DECLARED.replace("      天然气:", "      备注: {skip: 文字}\n      天然气:"))
    assert refused(raw_of, spec, toy()) == [("E-HEADER-MISSING", "A2")]


def test_a_footer_of_the_table_s_own_ends_it() -> None:
    spec = declare(DECLARED + "    footer: [本表由.*提供]\n")
    assert len(raw_of(spec, toy(("本表由统计局提供",)))) == 20
    assert refused(raw_of, SPEC, toy(("本表由统计局提供",))) == [("E-LABEL-UNKNOWN", "A10")]


def test_a_continued_table_repeats_its_header() -> None:
    page = toy()
    head = [[page.cell(row, column).text for column in range(6)] for row in range(4)]
    rows = [[page.cell(row, column) for column in range(6)] for row in range(4, 9)]
    sheet = make(*head, *rows[:2], ("续表",), *head, *rows[2:], merged=["A2:A4", "B2:B4", "D2:E2", "D9:E9"])
    assert len(raw_of(SPEC, sheet)) == 20


@pytest.mark.parametrize("height", [1, 2, 3])
def test_a_repeated_header_may_lack_its_units_and_has_no_others(height: int) -> None:
    page = toy()
    title, *head = [[page.cell(row, column).text for column in range(6)] for row in range(4)]
    rows = [[page.cell(row, column) for column in range(6)] for row in range(4, 9)]
    merged = ["A2:A4", "B2:B4", "D2:E2"]
    assert len(raw_of(SPEC, make(title, *head, *rows[:2], *head[:height], *rows[2:], merged=merged))) == 20
    other = [head[0], head[1], [*head[2][:2], "(吨)", *head[2][3:]]]
    found = refused(raw_of, SPEC, make(title, *head, *rows[:2], *other, *rows[2:], merged=merged))
    assert ("E-LAYOUT", "C9") in found


def test_a_row_that_only_numbers_the_columns_is_printed_again_with_the_header() -> None:
    spec = declare(DECLARED.replace("      终端消费量:", "      甲: {skip: 栏号}\n      终端消费量:"))
    page = toy()
    title, *head = [[page.cell(row, column).text for column in range(6)] for row in range(4)]
    rows = [[page.cell(row, column) for column in range(6)] for row in range(4, 9)]
    numbers = ("甲", "乙", "1", "2", "3", "4")
    once = make(title, *head, numbers, *rows, merged=["A2:A4", "B2:B4", "D2:E2"])
    again = make(title, *head, numbers, *rows[:2], *head, numbers, *rows[2:], merged=["A2:A4", "B2:B4", "D2:E2"])
    assert len(raw_of(spec, again)) == len(raw_of(spec, once))
    alone = make(title, *head, numbers, *rows[:2], numbers, *rows[2:], merged=["A2:A4", "B2:B4", "D2:E2"])
    assert ("E-DUP-KEY", "A8") in refused(raw_of, spec, alone)


def test_a_line_between_title_and_header_is_printed_again_with_them() -> None:
    head = (("单位见表头",), ("年份", "供气量（万立方米）"))
    sheet = make(("渠县供气量",), *head, ("2020年", 1), *head, ("2021年", 2))
    assert [cell.period for cell in raw_of(SUPPLY, sheet)] == ["2020", "2021"]
    other = make(("渠县供气量",), *head, ("2020年", 1), ("单位另见表头",), *head[1:], ("2021年", 2))
    assert refused(raw_of, SUPPLY, other) == [("E-LABEL-UNKNOWN", "A5")]


def test_a_continued_table_with_another_header_is_refused() -> None:
    page = toy()
    head = [[page.cell(row, column).text for column in range(6)] for row in range(1, 4)]
    other = [list(row) for row in head]
    other[0][2] = "焦炭"
    rows = [[page.cell(row, column) for column in range(6)] for row in range(4, 9)]
    sheet = make(("渠县能源消费（2024年）",), *head, *rows[:2], *other, *rows[2:], merged=["D2:E2", "A2:A4"])
    assert ("E-LABEL-UNKNOWN", "A7") in refused(raw_of, SPEC, sheet)


def test_scratch_figures_apart_from_the_table_are_no_part_of_it() -> None:
    sheet = change(toy((), (None, None, 99.5)), {"H6": 3.14, "C12": 1})
    assert len(raw_of(SPEC, sheet)) == 20


def test_a_check_sum_left_above_the_body_is_no_header() -> None:
    sheet = change(toy(), {"F3": 249015.11, "F2": "天然气（亿立方米）"})
    assert at(raw_of(SPEC, sheet), "F6").column_path == "天然气（亿立方米）"


@pytest.mark.parametrize("letter", ["B", "C", "D", "E", "F"])
def test_an_empty_column_within_the_table_says_nothing(letter: str) -> None:
    """Before E it stands under the heading that spans two columns."""
    assert refused(raw_of, SPEC, insert_column(toy(), letter, {})) == []
    figures = [cell.printed_text for cell in raw_of(SPEC, toy())]
    assert [cell.printed_text for cell in raw_of(SPEC, insert_column(toy(), letter, {}))] == figures


def test_beyond_an_empty_column_the_table_ends_unless_a_column_follows_that_was_missing() -> None:
    """A second table beside it: its columns are there already, or nobody declared them."""
    again = insert_column(change(toy(), {"G2": "原煤", "G3": "(万吨)", "G5": 7}), "G", {})
    other = insert_column(change(toy(), {"G2": "焦炭", "G3": "(万吨)", "G5": 7}), "G", {})
    assert [len(raw_of(SPEC, sheet)) for sheet in (again, other)] == [20, 20]


@pytest.mark.parametrize("cell", ["C10", "G6"])
def test_figures_beside_the_table_without_a_label_are_refused(cell: str) -> None:
    assert refused(raw_of, SPEC, change(toy(), {cell: 5})) == [("E-LAYOUT", "C10" if cell == "C10" else "G2")]


def test_a_repeated_label_is_told_apart_by_its_parent() -> None:
    sheet = make(
        ("渠县能源消费（2024年）",),
        ("项目", "原煤（万吨）", "油品", None, "天然气（亿立方米）"),
        (None, None, "汽油（万吨）", "柴油（万吨）"),
        ("终端消费量", 12, 12, 12, 12),
        ("工业", 5, 5, 5, 5),
        ("  其他", 1, 1, 1, 1),
        ("用作原料", 1, 1, 1, 1),
        ("建筑业", 5, 5, 5, 5),
        ("  其他", 2, 2, 2, 2),
        ("生活", 2, 2, 2, 2),
        merged=["A2:A3", "C2:D2"],
    )
    cells = raw_of(SPEC, sheet)
    assert at(cells, "B6").row_path == "工业 › 其他"
    assert at(cells, "B9").row_path == "建筑业 › 其他"


def test_the_layout_is_that_of_the_year() -> None:
    spec = declare(DECLARED + "  - from: 2024\n    columns:\n      原煤: {aliases: [煤]}\n      天然气: removed\n")
    new = make(
        ("渠县能源消费（2024年）",),
        ("项目", "原煤（万吨）", "油品", None),
        (None, None, "汽油（万吨）", "柴油（万吨）"),
        ("终端消费量", 3, 3, 3),
        ("工业", 1, 1, 1),
        ("用作原料", 1, 1, 1),
        ("建筑业", 1, 1, 1),
        ("生活", 1, 1, 1),
        merged=["A2:A3", "C2:D2"],
    )
    assert len(raw_of(spec, new)) == 15
    assert len(raw_of(spec, toy(title="渠县能源消费（2023年）"))) == 20
    assert refused(raw_of, spec, toy()) == [("E-LAYOUT", "F2"), ("E-LABEL-UNKNOWN", "F2")]
    assert ("E-HEADER-MISSING", "A2") in refused(raw_of, spec, change(new, {"A1": "渠县能源消费（2023年）"}))


def test_a_year_before_the_first_layout_is_refused() -> None:
    spec = declare(DECLARED.replace("  - title", "  - from: 2010\n    title"))
    assert refused(raw_of, spec, toy(title="渠县能源消费（2009年）")) == [("E-LAYOUT", "A1")]
    assert refused(raw_of, spec, toy(title="渠县能源消费（2010年）")) == []


@pytest.mark.parametrize(("blank", "found"), [(17, []), (18, [("E-LAYOUT", "A2")])])
def test_a_header_that_does_not_end_is_none(blank: int, found: list[tuple[str, str]]) -> None:
    stretched = move(toy(), lambda row, column: (row + blank if row > 3 else row, column))
    assert refused(raw_of, SPEC, stretched) == found
