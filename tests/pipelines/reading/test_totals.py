from decimal import Decimal

import pytest

from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import Value, change, declare, make, refused, staged_of
from tests.pipelines.reading.toy import DECLARED, SPEC, toy

AREAS = """
layouts:
  - title: '(?P<region>\\D+?)播种面积\\((?P<year>\\d{4})年\\)'
    header: {anchor: [作物]}
    columns:
      作物: {role: label}
      计量单位: {role: unit}
      面积: {}
    rows:
      粮食: {item_code: sown_area_grain, is_total: true}
      稻谷: {item_code: sown_area_rice}
      小麦: {item_code: sown_area_wheat}
    missing: {'…': below_half_unit, x: confidential, '': blank}
    totals:
      - {axis: row, total: 粮食, parts: [稻谷, 小麦]}
"""
OF_WHICH = AREAS.replace("{axis: row", "{axis: row, kind: of_which")


def areas(total: Value, rice: Value, wheat: Value, unit: str = "公顷") -> Sheet:
    return make(
        ("渠县播种面积（2024年）",),
        ("作物", "计量单位", "面积"),
        ("粮食", "公顷", total),
        ("稻谷", unit, rice),
        ("小麦", "公顷", wheat),
    )


def is_refused(declared: str, *figures: Value, unit: str = "公顷") -> bool:
    found = refused(staged_of, declare(declared), areas(*figures, unit=unit))
    assert found in ([], [("E-SUM", "C3")])
    return bool(found)


def test_a_total_equal_to_its_parts_passes_and_is_recorded_with_its_cells() -> None:
    _, checks = staged_of(declare(AREAS), areas(30, 20, 10))
    check = checks[0]
    assert (check.rule, check.outcome, check.cell, check.other_cells) == ("ADD-01", "passed", "C3", ("C4", "C5"))
    assert (check.found, check.expected, check.difference, check.limit) == (30, 30, 0, Decimal("1.5"))


@pytest.mark.parametrize(
    ("total", "beyond"),
    [
        (31, False),  # whole numbers: 0.5 for each of three figures
        (32, True),
        ("30.1", False),  # one decimal: 0.15
        ("30.2", True),
        ("30.01", False),  # two: 0.015
        ("30.02", True),
        ("29.98", True),
    ],
)
def test_the_tolerance_is_half_a_printed_step_for_each_figure(total: Value, beyond: bool) -> None:
    assert is_refused(AREAS, total, 20, 10) is beyond


def test_the_dust_of_binary_fractions_neither_fails_a_sum_nor_narrows_it() -> None:
    assert not is_refused(AREAS, "5.42000000000001", 5.4, 0.03)
    assert is_refused(AREAS, "5.42000000000001", 5.4, 0.04)


def test_parts_in_another_unit_are_converted() -> None:
    assert not is_refused(AREAS, 1010, "1.5", 10, unit="万亩")
    assert is_refused(AREAS, 1010, "1.5", 10, unit="公顷")
    assert is_refused(AREAS, 1400, "1.5", 10, unit="万亩")


@pytest.mark.parametrize(
    ("declared", "figures", "beyond"),
    [
        # 1.5 万亩 are 1,000 ha, and half a step of it is 33.3 ha; half a step of a hectare is 0.5
        (AREAS, (1044, "1.5", 10), False),  # 34 of 34.3
        (AREAS, (1045, "1.5", 10), True),
        (OF_WHICH, (967, "1.5", 10), False),  # 33 of 33.8
        (OF_WHICH, (966, "1.5", 10), True),
    ],
)
def test_half_a_step_of_a_part_in_another_unit_is_converted(
    declared: str, figures: tuple[Value, ...], beyond: bool
) -> None:
    assert is_refused(declared, *figures, unit="万亩") is beyond


@pytest.mark.parametrize(
    ("declared", "parts", "beyond"),
    [
        (AREAS, (500, 466), False),  # 34 ha below 1.5 万亩, of 34.3
        (AREAS, (500, 465), True),
        (OF_WHICH, (1033, 10), False),  # 33 ha above, of 33.8
        (OF_WHICH, (1034, 10), True),
    ],
)
def test_half_a_step_of_a_total_in_another_unit_is_converted(
    declared: str, parts: tuple[Value, Value], beyond: bool
) -> None:
    sheet = change(areas("1.5", *parts), {"B3": "万亩"})
    assert refused(staged_of, declare(declared), sheet) == ([("E-SUM", "C3")] if beyond else [])


@pytest.mark.parametrize(("total", "beyond"), [("3008", False), ("3009", True)])
def test_the_tail_of_a_conversion_does_not_narrow_the_tolerance(total: str, beyond: bool) -> None:
    """0.1 万亩 and 100 公顷 are 2500 亩, and half a step of all three 0.5 + 500 + 7.5 亩: no sum of thirds."""
    found = refused(staged_of, declare(AREAS), change(areas(total, "0.1", 100, unit="万亩"), {"B3": "亩"}))
    assert found == ([("E-SUM", "C3")] if beyond else [])


def test_missing_marks_count_nothing() -> None:
    assert not is_refused(AREAS, 20, 20, "…")
    assert is_refused(AREAS, None, 20, 10)
    assert is_refused(AREAS, "…", 1, 1)
    _, checks = staged_of(declare(AREAS), areas("…", 1, 0))
    assert (checks[0].found, checks[0].expected, checks[0].difference) == (0, 1, 1)


#: Of two quantities of one row, and of their sum beside them.
ACROSS = """
layouts:
  - title: '(?P<region>\\D+?)播种面积\\((?P<year>\\d{4})年\\)'
    header: {anchor: [作物]}
    unit: 公顷
    columns:
      作物: {role: label}
      全年: {is_total: true}
      春播: {fuel_code: raw_coal}
      秋播: {fuel_code: coke}
    rows:
      稻谷: {item_code: sown_area_rice}
      小麦: {item_code: sown_area_wheat}
    missing: {'': blank}
    totals:
      - {axis: column, total: 全年, parts: [春播, 秋播]}
"""


def across(
    *rice: Value, wheat: tuple[Value, ...] = (30, 20, 10), heads: tuple[str, ...] = ("全年", "春播", "秋播")
) -> Sheet:
    return make(("渠县播种面积（2024年）",), ("作物", *heads), ("稻谷", *rice), ("小麦", *wheat))


def test_a_sum_across_columns_is_checked_row_by_row_with_its_cells() -> None:
    assert refused(staged_of, declare(ACROSS), across(33, 20, 10)) == [("E-SUM", "B3")]
    assert refused(staged_of, declare(ACROSS), across(30, 20, 10, wheat=(7, 20, 10))) == [("E-SUM", "B4")]
    _, checks = staged_of(declare(ACROSS), across(31, 20, 10))
    told = [(check.subject, check.cell, check.other_cells, check.difference) for check in checks[:2]]
    assert told == [("稻谷：全年", "B3", ("C3", "D3"), 1), ("小麦：全年", "B4", ("C4", "D4"), 0)]


def test_a_sum_down_a_column_is_told_by_the_column() -> None:
    _, checks = staged_of(declare(AREAS), areas(30, 20, 10))
    assert checks[0].subject == "面积：粮食"


def test_a_column_that_is_subtracted_is_checked_as_such() -> None:
    spec = declare(ACROSS.replace("parts: [春播, 秋播]", "parts: [春播], minus: [秋播]"))
    assert refused(staged_of, spec, across(10, 20, 10, wheat=(10, 20, 10))) == []
    assert refused(staged_of, spec, across(30, 20, 10, wheat=(10, 20, 10))) == [("E-SUM", "B3")]


def test_a_row_may_be_an_exception_of_a_sum_across_columns() -> None:
    spec = declare(ACROSS.replace("秋播]}", "秋播], exceptions: [稻谷], reason: 印错}"))
    assert refused(staged_of, spec, across(50, 20, 10)) == []
    assert refused(staged_of, spec, across(50, 20, 10, wheat=(50, 20, 10))) == [("E-SUM", "B4")]


def test_a_column_among_others_is_at_most_the_total_and_part_of_no_sum() -> None:
    spec = declare(ACROSS.replace("{axis: column", "{axis: column, kind: of_which"))
    assert refused(staged_of, spec, across(20, 21, 20)) == [("E-SUM", "B3")]
    spec = declare(ACROSS.replace("秋播:", "'其中：秋播':").replace("秋播]", "'其中：秋播']"))
    heads = ("全年", "春播", "其中：秋播")
    assert refused(staged_of, spec, across(30, 20, 10, heads=heads)) == [("E-SPEC", "D3")]


@pytest.mark.parametrize("gone", ["C3", "A4"], ids=["the total", "the parts"])
def test_a_sum_of_which_nothing_or_only_the_parts_are_printed_is_not_checked(gone: str) -> None:
    spec = declare(
        AREAS.replace("is_total: true}", "is_total: true, optional: true}")
        .replace("_rice}", "_rice, optional: true}")
        .replace("_wheat}", "_wheat, optional: true}")
    )
    rows = {"C3": (("稻谷", "公顷", 20), ("小麦", "公顷", 10)), "A4": (("粮食", "公顷", 30),)}[gone]
    _, checks = staged_of(spec, make(("渠县播种面积（2024年）",), ("作物", "计量单位", "面积"), *rows))
    assert [check.rule for check in checks] == ["STR-06"]


@pytest.mark.parametrize("status", ["confidential", "not_available", "not_applicable"])
@pytest.mark.parametrize("figures", [(50, 20, "x"), ("x", 20, 10)], ids=["a part", "the total"])
def test_a_sum_of_what_nobody_can_know_is_not_checked(status: str, figures: tuple[Value, Value, Value]) -> None:
    spec = declare(AREAS.replace("x: confidential", f"x: {status}"))
    _, checks = staged_of(spec, areas(*figures))
    assert checks[0].outcome == "not_checked"


@pytest.mark.parametrize(("part", "beyond"), [(10, False), (20, False), (21, True), (22, True)])
def test_a_part_among_others_is_at_most_the_total(part: Value, beyond: bool) -> None:
    assert is_refused(OF_WHICH, 20, part, 1) is beyond


@pytest.mark.parametrize(
    ("total", "part", "beyond"),
    [
        (20, "20.5", False),  # 20.5 and what it is a part of, rounded to 20
        (20, "20.6", True),
        ("20.5", 21, False),
        ("20.4", 21, True),
        ("20.1", "20.2", True),
    ],
)
def test_a_part_is_above_its_total_by_rounding_only_where_the_two_have_other_steps(
    total: Value, part: Value, beyond: bool
) -> None:
    assert is_refused(OF_WHICH, total, part, 1) is beyond


@pytest.mark.parametrize(("part", "beyond"), [(-10, False), (-20, False), (-21, True), (-22, True)])
def test_a_part_of_a_decrease_is_at_most_the_decrease(part: Value, beyond: bool) -> None:
    """As in a table that prints by how much areas grew."""
    assert is_refused(OF_WHICH.replace("item_code:", "is_signed: true, item_code:"), -20, part, -20) is beyond


def test_a_unit_mistaken_for_another_makes_a_part_larger_than_its_total() -> None:
    assert not is_refused(OF_WHICH, 122559, 64.75, 3663, unit="万亩")
    assert is_refused(OF_WHICH, 122559, 64.75, 3663, unit="万公顷")


def test_of_which_rows_are_never_parts_of_a_sum() -> None:
    spec = declare(DECLARED.replace("parts: [工业, 建筑业, 生活]", "parts: [用作原料, 建筑业, 生活]"))
    assert refused(staged_of, spec, toy()) == [("E-SPEC", "C7")]


def test_a_cell_that_is_refused_does_not_fail_its_sum_too() -> None:
    found = refused(staged_of, SPEC, change(toy(), {"C8": "4万吨", "D8": 99}))
    assert found == [("E-UNIT-INLINE", "C8"), ("E-SUM", "D5")]


def test_a_sign_error_is_seen() -> None:
    declared = AREAS.replace("parts: [稻谷, 小麦]", "parts: [稻谷], minus: [小麦]")
    assert not is_refused(declared, 10, 20, 10)
    assert is_refused(declared, 30, 20, 10)


def test_a_note_is_recorded_and_refuses_nothing() -> None:
    declared = AREAS.replace("parts: [稻谷, 小麦]", "parts: [稻谷, 小麦], severity: note, reason: 原书有误")
    assert not is_refused(declared, 40, 20, 10)
    _, checks = staged_of(declare(declared), areas(40, 20, 10))
    assert (checks[0].outcome, checks[0].severity, checks[0].reason) == ("failed", "note", "原书有误")


def test_a_declared_exception_is_not_checked() -> None:
    wrong = change(toy(), {"F9": 9})
    assert refused(staged_of, SPEC, wrong) == [("E-SUM", "F5")]
    spec = declare(
        DECLARED.replace("parts: [工业, 建筑业, 生活]", "parts: [工业, 建筑业, 生活], exceptions: [天然气], reason: 无")
    )
    assert refused(staged_of, spec, wrong) == []
