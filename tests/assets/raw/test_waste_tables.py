"""Printed tables of waste and wastewater: how they are read, and what does not add up in them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import Observation
from pipelines.reading.cells import Sheet
from schemas.specs.printed_table import PrintedTable
from tests.pipelines.reading.sheets import Value, change, refused, staged_of

SPECS = load_printed_tables()
MUNICIPAL, COMPOSITION = SPECS["sanitation__municipal_waste"], SPECS["sanitation__waste_composition"]
HISTORY = SPECS["gazetteer__waste_history"]
DOMESTIC, INDUSTRIAL = SPECS["environment__domestic_wastewater"], SPECS["environment__industrial_wastewater"]

Find = Callable[..., Sheet]


def at(observations: list[Observation], cell: str) -> Observation:
    (found,) = [observation for observation in observations if observation.cell == cell]
    return found


def test_what_is_burnt_is_told_apart_from_what_came_in_and_from_the_neighbours(sheet_of: Find) -> None:
    observations, checks = staged_of(MUNICIPAL, sheet_of("生活垃圾处理情况"))
    last = {row.item_code + row.sector_code: row for row in observations if row.period == "2024"}
    assert last["waste_received"].amount > last["waste_incinerated"].amount > last["waste_incineratedimported"].amount
    assert last["waste_landfilled"].value_status == "zero_or_none"
    assert (last["landfill_gas_recovered"].unit_code, last["waste_collected"].unit_code) == ("10k_m3", "10kt")
    assert {check.rule for check in checks} >= {"WST-01"}


def test_the_parts_of_a_survey_are_the_whole(sheet_of: Find) -> None:
    observations, _ = staged_of(COMPOSITION, sheet_of("生活垃圾处理情况", 1))
    for year in ("2010", "2015", "2020"):
        assert sum(row.amount for row in observations if row.period == year) == 100


def test_years_of_which_nothing_is_known_are_not_zero(sheet_of: Find) -> None:
    observations, _ = staged_of(HISTORY, sheet_of("历史生活垃圾清运量"))
    waste = {row.period: row for row in observations if row.item_code == "waste_dumped"}
    assert (waste["1980"].value_status, waste["1980"].amount) == ("not_available", None)
    assert waste["1990"].amount == Decimal("1.94")
    assert sum(row.value_status == "reported" for row in waste.values()) == 8
    assert SPECS["gazetteer__waste_history"].data_class == "D"


@pytest.mark.parametrize(
    ("spec", "part", "index", "changes", "code", "cell"),
    [
        (MUNICIPAL, "生活垃圾处理情况", 0, {"C5": "9.99"}, "E-SUM", "C5"),  # treated is not what the plants took
        (MUNICIPAL, "生活垃圾处理情况", 0, {"B5": "1.00"}, "E-SUM", "B5"),  # more treated than collected
        (MUNICIPAL, "生活垃圾处理情况", 0, {"H24": "99.00"}, "E-SUM", "E24"),  # more burnt than came in
        (DOMESTIC, "环境统计", 0, {"B4": "1"}, "E-SUM", "B4"),  # more is removed than there was
        (INDUSTRIAL, "环境统计", 1, {"E6": "1"}, "E-SUM", "E6"),
    ],
)
def test_what_does_not_add_up_is_refused(
    sheet_of: Find, spec: PrintedTable, part: str, index: int, changes: dict[str, Value], code: str, cell: str
) -> None:
    """WST-01 and WST-03: treated ≤ collected, and what leaves a plant is not more than what enters it."""
    sheet = sheet_of(part, index)
    assert refused(staged_of, spec, sheet) == []
    assert (code, cell) in refused(staged_of, spec, change(sheet, changes))
