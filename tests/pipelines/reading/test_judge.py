import pytest

from pipelines.reading import recognise
from pipelines.reading.regions import nearby
from schemas.problems import Refusal, Refusals
from tests.pipelines.reading.sheets import (
    change,
    declare,
    drop_row,
    insert_column,
    make,
    raw_of,
    refused,
    repeat_row,
    swap_cells,
)
from tests.pipelines.reading.toy import DECLARED, SPEC, toy


def rendered(sheet: object) -> str:
    try:
        raw_of(SPEC, sheet)  # type: ignore[arg-type]
    except Refusals as refusals:
        return refusals.render()
    return ""


def test_a_table_as_declared_is_read() -> None:
    assert refused(raw_of, SPEC, toy()) == []


def test_an_inserted_column_is_refused() -> None:
    known = insert_column(toy(), "D", {2: "原煤", 3: "(万吨)", 5: 1})
    unknown = insert_column(toy(), "D", {2: "焦炭", 3: "(万吨)", 5: 1})
    blank = insert_column(toy(), "D", {5: 1})
    assert refused(raw_of, SPEC, known) == [("E-LAYOUT", "D2")]
    assert refused(raw_of, SPEC, unknown) == [("E-LAYOUT", "D2"), ("E-LABEL-UNKNOWN", "D2")]
    assert refused(raw_of, SPEC, blank) == [("E-LAYOUT", "D2")]


def test_a_renamed_column_is_refused_with_the_nearest_name() -> None:
    sheet = change(toy(), {"F2": "天燃气"})
    assert refused(raw_of, SPEC, sheet) == [("E-LABEL-UNKNOWN", "F2"), ("E-HEADER-MISSING", "A2")]
    assert "≈ 天然气" in rendered(sheet)


def test_a_changed_merged_header_is_refused() -> None:
    group = refused(raw_of, SPEC, change(toy(), {"D2": "石油"}))
    assert group[:2] == [("E-LAYOUT", "D2"), ("E-LABEL-UNKNOWN", "D2")]
    inner = refused(raw_of, SPEC, change(toy(), {"E3": "甲醇"}))
    assert inner[:2] == [("E-LAYOUT", "E3"), ("E-LABEL-UNKNOWN", "E3")]


def test_swapped_header_rows_are_refused() -> None:
    swapped = make(
        ("渠县能源消费（2024年）",),
        ("项目", "原煤（万吨）", "汽油（万吨）", "柴油（万吨）", "天然气（亿立方米）"),
        (None, None, "油品", "油品", None),
        ("工业", 1, 1, 1, 1),
    )
    assert ("E-LAYOUT", "C2") in refused(raw_of, SPEC, swapped)


def test_columns_may_stand_in_any_order() -> None:
    sheet = make(
        ("渠县能源消费（2024年）",),
        ("项目", "天然气（亿立方米）", "原煤（万吨）", "油品", None),
        (None, None, None, "柴油（万吨）", "汽油（万吨）"),
        ("终端消费量", 3, 3, 3, 3),
        ("工业", 1, 1, 1, 1),
        ("用作原料", 1, 1, 1, 1),
        ("建筑业", 1, 1, 1, 1),
        ("生活", 1, 1, 1, 1),
        merged=["A2:A3", "D2:E2"],
    )
    assert refused(raw_of, SPEC, sheet) == []


def test_an_optional_column_may_be_there_or_not() -> None:
    assert refused(raw_of, SPEC, change(toy(), {"G2": "折标系数", "G6": 0.7})) == []


def test_a_renamed_row_is_refused_with_the_nearest_name() -> None:
    sheet = change(toy(), {"A8": "  2.建築业"})
    assert refused(raw_of, SPEC, sheet) == [("E-LABEL-UNKNOWN", "A8"), ("E-LABEL-MISSING", "A9")]
    assert "≈ 建筑业" in rendered(sheet)


def test_a_dropped_row_is_refused() -> None:
    assert refused(raw_of, SPEC, drop_row(toy(), 8)) == [("E-LABEL-MISSING", "A8")]


def test_a_repeated_row_is_refused_with_both_cells() -> None:
    assert refused(raw_of, SPEC, repeat_row(toy(), 8)) == [("E-DUP-KEY", "A9")]
    assert "另见 A8" in rendered(repeat_row(toy(), 8))


def test_swapped_labels_of_row_and_header_are_seen() -> None:
    assert refused(raw_of, SPEC, swap_cells(toy(), "A6", "F2"))


def test_everything_wrong_is_told_at_once() -> None:
    sheet = change(toy(title="某县能源消费（2024年）"), {"A8": "建筑", "F2": "气", "C3": "(公顷)", "C4": None})
    codes = {code for code, _ in refused(raw_of, SPEC, sheet)}
    assert codes >= {"E-REGION", "E-LABEL-UNKNOWN", "E-LABEL-MISSING", "E-HEADER-MISSING", "E-UNIT-DIMENSION"}


def test_a_figure_over_merged_cells_is_refused() -> None:
    merged = toy()
    sheet = make(
        *[[merged.cell(row, column) for column in range(6)] for row in range(9)],
        merged=["A2:A4", "B2:B4", "D2:E2", "C8:C9"],
    )
    assert refused(raw_of, SPEC, sheet) == [("E-LAYOUT", "C8")]


def test_hidden_data_are_refused() -> None:
    rows = [[toy().cell(row, column) for column in range(6)] for row in range(9)]
    merged = ["A2:A4", "B2:B4", "D2:E2"]
    assert refused(raw_of, SPEC, make(*rows, merged=merged)) == []
    assert refused(raw_of, SPEC, make(*rows, merged=merged, is_hidden=True)) == [("E-HIDDEN", "A2")]
    assert refused(raw_of, SPEC, make(*rows, merged=merged, hidden_rows=frozenset({7}))) == [("E-HIDDEN", "A8")]
    assert refused(raw_of, SPEC, make(*rows, merged=merged, hidden_columns=frozenset({3}))) == [("E-HIDDEN", "D2")]
    assert refused(raw_of, SPEC, make(*rows, merged=merged, hidden_rows=frozenset({20}))) == []


def test_the_region_must_be_known_and_the_one_registered() -> None:
    assert refused(raw_of, SPEC, toy(), region_code="511725") == []
    assert refused(raw_of, SPEC, toy(), region_code="511724") == [("E-REGION", "A1")]
    assert refused(raw_of, SPEC, toy(title="大竹县能源消费（2024年）"), region_code="511725") == [("E-REGION", "A1")]
    assert refused(raw_of, SPEC, toy(title="达州市能源消费（2024年）"), region_code="511725") == [("E-REGION", "A1")]
    assert refused(raw_of, SPEC, toy(title="某县能源消费（2024年）")) == [("E-REGION", "A1")]


def test_a_table_that_prints_no_region_takes_that_of_the_delivery() -> None:
    spec = declare(DECLARED.replace(r"(?P<region>\D+?)能源", "能源"))
    sheet = toy(title="能源消费（2024年）")
    assert refused(raw_of, spec, sheet) == [("E-REGION", "A1")]
    assert {cell.region_text for cell in raw_of(spec, sheet, region_code="511725")} == {"511725"}


def test_a_table_twice_in_a_file_is_refused() -> None:
    twice = [toy(), toy()]
    assert refused(recognise, twice, "表.xlsx", [SPEC]) == [("E-TABLE-DUPLICATE", "A1")]
    other = [toy(), toy(title="渠县能源消费（2023年）")]
    assert [found.periods for found in recognise(other, "表.xlsx", [SPEC])] == [("2024",), ("2023",)]


def test_a_label_that_is_code_stays_text() -> None:
    sheet = change(toy(), {"F2": '"); DROP TABLE raw; --', "A8": "=cmd|'/c calc'!A1"})
    codes = [code for code, _ in refused(raw_of, SPEC, sheet)]
    assert codes.count("E-LABEL-UNKNOWN") == 2


@pytest.mark.parametrize(
    ("title", "registered", "found", "expected"),
    [
        ("达川区能源消费（2010年）", "", "达川区 511703 2013—", "达县（511721）"),
        ("达川区能源消费（2010年）", "511703", "达川区 511703 2013—", "达县（511721）"),
        (
            "达县能源消费（2024年）",
            "",
            "达县 513021 1981—1998、达县 511721 1999—2012",
            "达川区（511703）、通川区（511702）",
        ),
        ("和平区能源消费（1975年）", "", "和平区 120101 1981—、和平区 210102 1983—", "未登记 / not listed"),
    ],
)
def test_a_region_outside_its_years_is_told_when_it_was_and_what_was_there(
    title: str, registered: str, found: str, expected: str
) -> None:
    refusal = refused_region(title, registered)
    name, year = title[: title.index("能源")], int(title[-6:-2])
    assert refusal.code == "E-REGION-YEAR"
    assert refusal.details == {"label": name, "year": year, "found": found, "expected": expected}


def test_what_is_said_of_a_region_outside_its_years_says_what_to_do() -> None:
    said = refused_region("达川区能源消费（2010年）")
    assert said.render() == (
        "E-REGION-YEAR 文件《表.xlsx》表“表1”单元格 A1：2010 年没有名为“达川区”的地区（达川区 511703 2013—），"
        "当年是达县（511721）。处理：核对表的年份；年份无误的，请报送单位改用当年的名称（或代码）后重新提交。"
    )


@pytest.mark.parametrize(
    ("title", "registered", "found", "expected"),
    [
        ("达川是能源消费（2024年）", "", "达川是", "达川"),
        ("大竹县能源消费（2024年）", "511703", "大竹县（511724）", "达川区（511703）"),
        ("渠县能源消费（1998年）", "511725", "渠县（513030）", "渠县（511725）"),
    ],
)
def test_another_region_is_told_with_the_one_that_is_meant(
    title: str, registered: str, found: str, expected: str
) -> None:
    refusal = refused_region(title, registered)
    assert (refusal.code, refusal.details) == ("E-REGION", {"found": found, "expected": expected})


def test_a_name_that_several_regions_have_is_told_with_all_of_them() -> None:
    refusal = refused_region("鼓楼区能源消费（2024年）")
    assert refusal.code == "E-REGION-SEVERAL"
    assert refusal.details["found"] == (
        "江苏省南京市鼓楼区（320106）、江苏省徐州市鼓楼区（320302）、福建省福州市鼓楼区（350102）、河南省开封市鼓楼区（410204）"
    )
    at_home = {"expected": nearby(frozenset({"350102"}))}
    assert refused(raw_of, SPEC, toy(title="鼓楼区能源消费（2024年）"), **at_home) == []


def refused_region(title: str, registered: str = "") -> Refusal:
    with pytest.raises(Refusals) as caught:
        raw_of(SPEC, toy(title=title), region_code=registered)
    (refusal,) = [refusal for refusal in caught.value.refusals if refusal.code.startswith("E-REGION")]
    return refusal


def test_a_region_within_its_years_is_taken() -> None:
    assert refused(raw_of, SPEC, toy(title="达县能源消费（2010年）"), region_code="511721") == []
    assert refused(raw_of, SPEC, toy(title="达川区能源消费（2013年）"), region_code="511703") == []
