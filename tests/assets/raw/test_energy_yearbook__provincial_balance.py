from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import read_observations
from pipelines.reading.cells import Sheet, make_sheet
from tests.pipelines.reading.sheets import (
    change,
    make,
    raw_of,
    refused,
    repeat_row,
    staged_of,
    swap_cells,
)

SPEC = load_printed_tables()["energy_yearbook__provincial_balance"]
WITHOUT_OVERRIDE = SPEC.model_copy(
    update={"layouts": [layout.model_copy(update={"unit_overrides": []}) for layout in SPEC.layouts]}
)

Find = Callable[[str], Sheet]


@pytest.fixture
def balance(sheet_of: Find) -> Sheet:
    return sheet_of("能源平衡表")


def said(balance: Sheet) -> list[tuple[object, ...]]:
    """What each figure says, whatever was printed around it."""
    observations, _ = staged_of(SPEC, balance)
    return [(o.period, o.sector_code, o.fuel_code, o.amount, o.unit_code, o.value_status) for o in observations]


def test_units_differ_by_column_and_the_misprinted_ones_are_put_right(balance: Sheet) -> None:  # Q01, Q02
    observations, _ = staged_of(SPEC, balance)
    units = {o.fuel_code: o.unit_code for o in observations}
    assert units["raw_coal"] == "10kt"
    assert {units[fuel] for fuel in ("coke_oven_gas", "other_gas", "natural_gas")} == {"100m_m3"}
    assert (units["heat"], units["electricity"], units["other_energy"]) == ("10bn_kj", "100m_kwh", "10k_tce")


def test_without_the_declared_override_the_misprinted_units_are_refused(balance: Sheet) -> None:
    assert refused(raw_of, WITHOUT_OVERRIDE, balance) == [("E-UNIT-DISAGREE", "I5"), ("E-UNIT-DISAGREE", "J5")]


def test_where_the_units_are_printed_right_no_override_fires(balance: Sheet) -> None:
    right = change(balance, {"I5": "(亿立方米)", "J5": "(亿立方米)", "S5": "(亿立方米)"})
    assert refused(raw_of, WITHOUT_OVERRIDE, right) == []
    assert said(right) == said(balance)


def test_figures_are_those_of_the_book(balance: Sheet) -> None:
    observations, _ = staged_of(SPEC, balance)
    assert len(observations) == 22 * 33
    figures = {(o.sector_code, o.fuel_code): o for o in observations}
    assert figures["power", "raw_coal"].amount == Decimal("-3239")
    assert figures["rural", "raw_coal"].amount == Decimal("488.91")
    assert figures["feedstock", "natural_gas"].amount == Decimal("36.1")
    assert figures["final_total", "coke"].is_total
    assert figures["industry", "petroleum_total"].is_total
    assert not figures["industry", "coke"].is_total
    assert figures["recovery", "heat"].value_status == "zero_or_none"
    assert {o.region_code for o in observations} == {"510000"}
    assert {o.period for o in observations} == {"2007"}


def test_the_only_relation_that_fails_is_the_missing_difference_of_raw_coal(balance: Sheet) -> None:
    _, checks = staged_of(SPEC, balance)
    (failed,) = [check for check in checks if check.outcome == "failed"]
    assert (failed.rule, failed.severity, failed.cell) == ("ENB-01", "note", "D42")
    assert failed.difference == Decimal("139.6")
    assert len(checks) > 180


def test_the_original_file_reads_like_the_re_typed_one(balance: Sheet, original_balance: Sheet) -> None:
    original, retyped = (staged_of(SPEC, sheet)[0] for sheet in (original_balance, balance))
    places = [(o.period, o.sector_code, o.fuel_code, o.unit_code, o.value_status, o.cell) for o in original]
    assert places == [(o.period, o.sector_code, o.fuel_code, o.unit_code, o.value_status, o.cell) for o in retyped]
    for one, other in zip(original, retyped, strict=True):
        assert abs((one.amount or 0) - (other.amount or 0)) < Decimal("0.000000001")  # the dust of .xls cells


def test_the_original_file_is_refused_without_the_override(original_balance: Sheet) -> None:
    found = refused(raw_of, WITHOUT_OVERRIDE, original_balance)
    assert found == [("E-UNIT-DISAGREE", "I5"), ("E-UNIT-DISAGREE", "J5")]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("6-1  北京能源平衡表(实物量)-2007", "110000"),
        ("6-5 内蒙古能源平衡表（实物量） -2007", "150000"),
        ("6-21  海南能源平衡表(实物量)－2007", "460000"),
        ("6-30  新 疆 能源平衡表(实物量)-2007", "650000"),
    ],
)
def test_any_province_of_the_book_is_read(balance: Sheet, title: str, code: str) -> None:
    observations, _ = staged_of(SPEC, change(balance, {"A1": title}))
    assert {o.region_code for o in observations} == {code}


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("A32", "  1.农、林、牧、渔业"),
        ("A32", "（一） 农、林、牧、渔、水利业"),
        ("A11", "一、可供本地区消费的能源量"),
        ("A34", "  ＃ 用作原料、材料"),
        ("A38", "6. 生 活 消 费"),
        ("A39", "（1）城  镇"),
        ("A20", "9.库存增（－）、减（＋）量"),
        ("G4", "型　煤"),
        ("T4", "其它石油制品"),
        ("B4", "ITEM"),
    ],
)
def test_numbering_blanks_and_widths_of_labels_do_not_matter(balance: Sheet, cell: str, label: str) -> None:
    assert said(change(balance, {cell: label})) == said(balance)


def test_a_scratch_sheet_beside_the_table_is_passed_over(balance: Sheet) -> None:
    scratch = make(("试算",), (None, 1.5, 2), ("煤合计", 3), name="Sheet2")
    assert len(raw_of(SPEC, balance, scratch)) == 22 * 33


def test_one_workbook_may_hold_a_sheet_a_province(balance: Sheet) -> None:  # the 2022 edition
    other = change(balance, {"A1": "6-24 贵州能源平衡表(实物量)-2007"})
    other = make_sheet("6-24 贵州", other.cells, list(other.merged))
    observations, _ = staged_of(SPEC, balance, other)
    assert {o.region_code for o in observations} == {"510000", "520000"}


def test_columns_are_found_by_name_not_by_position(balance: Sheet) -> None:
    swapped = balance
    for row in range(4, 44):
        swapped = swap_cells(swapped, f"S{row}", f"T{row}")
    one, other = ({(o.sector_code, o.fuel_code): o.amount for o in staged_of(SPEC, s)[0]} for s in (balance, swapped))
    assert one == other


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"A1": "6-23 某省能源平衡表(实物量)-2007"}, "E-REGION", "A1"),
        ({"F4": "洗中煤"}, "E-LABEL-UNKNOWN", "F4"),
        ({"A33": "  2.工矿业"}, "E-LABEL-UNKNOWN", "A33"),
        ({"A34": None}, "E-LAYOUT", "D34"),
        ({"X5": "(万吨)", "X9": "(104 tn)"}, "E-UNIT-DIMENSION", "X5"),
        ({"W9": "(104 kW•h)"}, "E-UNIT-DISAGREE", "W5"),
        ({"D4": "焦炭"}, "E-LAYOUT", "H4"),
    ],
)
def test_what_differs_from_the_declaration_is_refused(
    balance: Sheet, changes: dict[str, str], code: str, cell: str
) -> None:
    assert (code, cell) in refused(raw_of, SPEC, change(balance, changes))


def test_a_repeated_row_is_refused(balance: Sheet) -> None:
    assert ("E-DUP-KEY", "A33") in refused(raw_of, SPEC, repeat_row(balance, 32))


def test_text_in_a_figure_is_refused(balance: Sheet) -> None:
    assert refused(read_observations, SPEC, raw_of(SPEC, change(balance, {"D33": "24 45.99"})), []) == [
        ("E-NUM", "D33")
    ]


def test_a_misprinted_sum_of_the_book_is_recorded_not_refused(balance: Sheet) -> None:
    _, checks = staged_of(SPEC, change(balance, {"C32": 31.42}))
    failed = {(check.rule, check.cell) for check in checks if check.outcome == "failed"}
    assert failed == {("ADD-01", "C32"), ("ADD-01", "C31"), ("ENB-01", "D42")}
