"""What a department answers adds up as its own tables would print it, or is refused at the cell of the form."""

from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import CheckRow, form_totals, read_observations
from pipelines.reading.cells import Sheet
from pipelines.reading.seal import Seal
from tests.pipelines.reading.sheets import Value, make, raw_of, refused, staged_of

TABLES = load_printed_tables()
FORM = TABLES["departments__form"]
HEADS = ("序号", "原表", "指标", "含义", "计量单位", "上年数", "本年数", "用途", "备注", "代码", "校验")

#: What the gas company prints: all that it supplied, and the four kinds of users whose gas that is.
GAS = [f"gas_sales|{sector}|natural_gas" for sector in ("urban", "other_services", "industry", "transport")]
ALL = "gas_sales|whole_society|natural_gas|total"

Line = tuple[str, Value] | tuple[str, Value, str]


def form(*lines: Line) -> Sheet:
    """A form of 2024 with some lines: code, answer, and the unit if it is not 万立方米."""
    rows, last = [], len(lines) + 2
    for row, (code, answer, *other) in enumerate(lines, start=3):
        unit = other[0] if other else "万立方米"
        seal = Seal("511725", "2024", "县天然气公司", str(row), str(last), f"指标{row}", unit, code)
        rows.append((row - 2, "表", f"指标{row}", "说明", unit, 1, answer, "用途", "", code, seal.text))
    return make(("渠县温室气体清单报送表（2024年，县天然气公司）",), HEADS, *rows)


def gas(total: Value, *parts: Value) -> list[Line]:
    return [(ALL, total), *zip(GAS, parts, strict=True)]


def told(*lines: Line) -> list[CheckRow]:
    _, checks = read_observations(FORM, raw_of(FORM, form(*lines)))
    return [check for check in checks if check.rule != "STR-06"]


def test_a_total_that_is_the_sum_of_its_parts_is_recorded_with_the_cells_of_the_form() -> None:
    (check,) = told(*gas("100.00", "40.01", "20.00", "30.00", "10.01"))
    assert (check.rule, check.outcome, check.severity) == ("ADD-01", "passed", "block")
    assert (check.cell, check.other_cells, check.subject) == ("G3", ("G4", "G5", "G6", "G7"), "各年：供气总量")
    assert (check.found, check.expected) == (100, Decimal("100.02"))
    assert check.limit == Decimal("0.025")  # half a hundredth for each of five figures


def test_another_total_is_refused_at_its_cell() -> None:
    assert refused(staged_of, FORM, form(*gas(100, 40, 20, 30, 20))) == [("E-SUM", "G3")]
    assert refused(staged_of, FORM, form(*gas("100.00", "40.01", "20.00", "30.00", "10.02"))) == [("E-SUM", "G3")]


def test_parts_in_another_unit_are_converted() -> None:
    lines = gas(100, 40, 20, 30, "无")
    in_cubic_metres = [*lines[:4], (GAS[3], 100000, "立方米")]
    assert [check.outcome for check in told(*in_cubic_metres)] == ["passed"]
    assert refused(staged_of, FORM, form(*lines[:4], (GAS[3], 10, "立方米"))) == [("E-SUM", "G3")]


def test_none_counts_nothing_and_what_nobody_said_leaves_the_sum_open() -> None:
    assert [check.outcome for check in told(*gas(90, 40, 20, 30, "无"))] == ["passed"]
    assert refused(staged_of, FORM, form(*gas(100, 40, 20, 30, "无"))) == [("E-SUM", "G3")]
    for open_part in (None, "不掌握"):
        assert told(*gas(100, 40, 20, 30, open_part)) == []
    assert told(*gas(None, 40, 20, 30, 20)) == []
    assert told(*gas(100, 40, 20, 30, 20)[:-1]) == []  # the form does not ask for the gas of vehicles
    assert refused(staged_of, FORM, form(*gas(100, "约40", 20, 30, 20))) == [("E-NUM", "G4")]


@pytest.mark.parametrize(("urban", "is_refused"), [(499999, False), (500000, False), (500001, True)])
def test_what_is_among_others_is_no_more_than_all_of_them(urban: int, is_refused: bool) -> None:
    lines: list[Line] = [("population_resident||", 500000, "人"), ("population_resident_urban||", urban, "人")]
    assert refused(staged_of, FORM, form(*lines)) == ([("E-SUM", "G3")] if is_refused else [])


def test_a_note_is_recorded_and_refuses_nothing() -> None:
    spec = TABLES["gas__supply"]
    (layout,) = spec.layouts
    (relation,) = layout.totals
    noted = layout.model_copy(update={"totals": [relation.model_copy(update={"severity": "note", "reason": "损耗"})]})
    with pytest.MonkeyPatch.context() as patched:
        # printed by two tables, it is told once
        patched.setattr(
            form_totals,
            "load_printed_tables",
            lambda: dict.fromkeys("ab", spec.model_copy(update={"layouts": [noted]})),
        )
        (check,) = told(*gas(100, 40, 20, 30, 20))
    assert (check.outcome, check.severity, check.reason, check.cell) == ("failed", "note", "损耗", "G3")


def test_relations_are_those_of_the_year_that_was_asked_for() -> None:
    spec = TABLES["gas__supply"]
    (layout,) = spec.layouts
    later = layout.model_copy(update={"first_year": 2025})
    for layouts, count in (([later], 0), ([later.model_copy(update={"first_year": 2024})], 1)):
        with pytest.MonkeyPatch.context() as patched:
            only = spec.model_copy(update={"layouts": layouts})
            patched.setattr(form_totals, "load_printed_tables", lambda only=only: {"a": only})
            assert len(told(*gas(110, 40, 20, 30, 20))) == count
