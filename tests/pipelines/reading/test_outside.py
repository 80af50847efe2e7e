import pytest

from pipelines.reading import recognise
from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import Value, change, declare, make, refused
from tests.pipelines.reading.toy import DECLARED, SPEC, toy

NOTE = ("注：“-”表示无。",)


def found(*sheets: Sheet) -> list[tuple[str, str]]:
    """Code and cell of what recognising the tables refuses."""
    return refused(recognise, sheets, "表.xlsx", [SPEC])


@pytest.mark.parametrize(
    ("below", "cell"),
    [
        ([("附：用电量", None, 12.5)], "C11"),
        ([("表2 渠县用电量（2024年）",), ("年份", "用电量"), ("2023年", 5), ("2024年", 6)], "B13"),
        ([("年份", "用电量"), ("2024年", "1 234.5")], "B12"),
        ([(), (), (None, None, 1, 2)], "C13"),
        ([(None, None, 1), (None, None, 2)], "C11"),
        ([("注：其中外购", None, 5)], "C11"),
    ],
)
def test_figures_below_the_table_are_refused(below: list[tuple[Value, ...]], cell: str) -> None:
    assert found(toy(NOTE, *below)) == [("E-FIGURES-OUTSIDE", cell)]


@pytest.mark.parametrize(
    ("beside", "cell"),
    [
        ({"H3": "年份", "I3": "用电量", "H6": "2023年", "I6": 5}, "I6"),
        ({"H2": "用电量", "H6": 5, "H7": 6}, "H6"),
        ({"K8": "合计", "L8": "5"}, "L8"),
    ],
)
def test_figures_beside_the_table_are_refused(beside: dict[str, Value], cell: str) -> None:
    assert found(change(toy(), beside)) == [("E-FIGURES-OUTSIDE", cell)]


@pytest.mark.parametrize(
    "sheet",
    [
        toy(NOTE),
        toy(NOTE, ("数据来源：统计局，2024年",), (), ("第 3 页",)),
        toy(NOTE, ("填表人：张三", None, "联系电话", 7322123)),
        toy(NOTE, ("填 表 人：张三", None, "联系电话", 7322123)),
        toy(NOTE, ("填报日期", 2025, 1, 10)),
        toy((), (None, None, 99.5)),
        change(toy(), {"H6": 3.14, "J1": 12, "I1": "编号"}),
        change(toy(), {"H6": "说明文字", "H7": "说明文字"}),
    ],
    ids=[
        "note",
        "source and page",
        "telephone",
        "telephone again",
        "date",
        "check sum below",
        "check sum beside",
        "words beside",
    ],
)
def test_what_is_no_table_beside_the_table_is_passed_over(sheet: Sheet) -> None:
    assert found(sheet) == []


def test_two_known_tables_in_one_sheet_are_both_read() -> None:
    other = declare(DECLARED.replace("能源消费", "能源库存"), name="toy__stocks")
    below = toy(title="渠县能源库存（2024年）")
    rows = [[toy().cell(row, column) for column in range(6)] for row in range(9)]
    second = [[below.cell(row, column) for column in range(6)] for row in range(9)]
    merged = ["A1:F1", "A2:A4", "B2:B4", "D2:E2", "A11:F11", "A12:A14", "B12:B14", "D12:E12"]
    sheet = make(*rows, ["注：完"], *second, merged=merged)
    assert [table.table for table in recognise([sheet], "表.xlsx", [SPEC, other])] == ["toy__table", "toy__stocks"]
    assert found(sheet) == [("E-FIGURES-OUTSIDE", "C15")]


@pytest.mark.parametrize("title", ["渠县能源消费情况（2024年）", "能源消费", None])
def test_a_table_under_another_title_is_refused_beside_a_known_one_and_alone(title: str | None) -> None:
    strange = change(toy(), {"A1": title})
    assert found(toy(), strange) == [("E-TITLE-UNKNOWN", "A1" if title else "A2")]
    assert found(strange) == [("E-TITLE-UNKNOWN", "A1" if title else "A2")]


def test_sheets_of_other_tables_may_stand_beside_a_known_one() -> None:
    contents = make(("目录",), ("1", "能源消费"), ("2", "用电量"))
    other = make(("渠县用电量（2024年）",), ("项目", "原煤"), ("工业", 5))
    without_rows = make(*[[toy().cell(row, column).text for column in range(6)] for row in range(1, 4)])
    assert found(contents, toy(), other, without_rows) == []
