"""Ratios that a region observed are factor values of that region and year; what is weighed averages with its weight."""

import math
from collections import Counter
from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU, Row, observed, printed, stage
from tests.world import QUXIAN, World

MONTHS = ("2020-01", "2020-02")


def ncv(value: str, **other: object) -> Row:
    return observed("plant_ncv", value, fuel="raw_coal", **other)


def coal(tonnes: object, **other: object) -> Row:
    return observed("plant_fuel_consumption", tonnes, fuel="raw_coal", **other)


def values(world: World, *rows: Row) -> list[Row]:
    """Observed factor values."""
    stage(world, rows)
    world.make("core/regions")
    return world.build_all("core/observations", "core/factor_values__observed")


def test_months_average_with_what_was_burnt(world: World) -> None:
    (row,) = values(
        world,
        ncv("20", period=MONTHS[0]),
        ncv("22", period=MONTHS[1]),
        coal(300, period=MONTHS[0]),
        coal(100, period=MONTHS[1]),
    )
    assert row["value"] == Decimal("20.5")
    about = {"property": "ncv", "subject_code": "raw_coal", "sector_code": "power", "scope_code": QUXIAN}
    assert {key: row[key] for key in about} == about
    assert (row["valid_from"], row["valid_to"], row["evidence"]) == (2020, 2020, "original")


def test_plants_average_with_what_each_of_them_burnt(world: World) -> None:
    figures = [ncv("20", facility_code="A"), ncv("21", facility_code="B"), coal(1, facility_code="A")]
    (row,) = values(world, *figures, coal(3, facility_code="B"))
    assert row["value"] == Decimal("20.75")


def test_a_plant_weighs_by_the_kilogram(world: World) -> None:
    figures = [ncv("20", facility_code="A"), ncv("21", facility_code="B"), coal("0.125", facility_code="A")]
    (row,) = values(world, *figures, coal("0.375", facility_code="B"))
    assert row["value"] == Decimal("20.75")


def test_a_figure_that_nothing_weighs_is_no_cell_of_the_average(world: World) -> None:
    """Of four months one has no fuel: the place is that of the first month which counts, and three cells are said."""
    known = [f"2020-{month:02}" for month in range(1, 5)]
    heats = [ncv(str(20 + n), period=month, cell=f"B{n}") for n, month in enumerate(known)]
    (row,) = values(world, *heats, *(coal(10, period=month) for month in known[1:]))
    assert row["value"] == 22
    assert row["locator"] == "book.xlsx › 1 › B1 等3个单元格，加权平均"


@pytest.mark.parametrize("weights", [[], [coal(0)]])
def test_a_ratio_that_nothing_weighs_is_no_average(world: World, weights: list[Row]) -> None:
    assert values(world, ncv("20"), *weights) == []


def test_an_observation_that_no_rule_names_is_no_factor(world: World) -> None:
    assert values(world, observed("plant_ncv", 20, fuel="diesel")) == []


def test_a_survey_holds_until_the_next_one(world: World) -> None:
    found = values(world, observed("waste_food", "0.568", year=2010), observed("waste_food", "0.552", year=2015))
    spans = [(row["valid_from"], row["valid_to"], float(row["value"])) for row in found]
    assert sorted(spans) == [(2010, 2014, 0.568), (2015, 9999, 0.552)]


@pytest.mark.parametrize(
    "other", [observed("waste_food", "0.3", year=2012, region_code=DAZHU), observed("waste_paper", "0.1", year=2012)]
)
def test_a_survey_elsewhere_or_of_something_else_ends_none(world: World, other: Row) -> None:
    found = values(world, observed("waste_food", "0.568", year=2010), other)
    (row,) = [row for row in found if float(row["value"]) == 0.568]
    assert (row["valid_from"], row["valid_to"]) == (2010, 9999)


def carbon(value: str, **other: object) -> Row:
    return observed("plant_carbon_content", value, fuel="raw_coal", **other)


def oxidation(value: str, **other: object) -> Row:
    return observed("plant_oxidation", value, fuel="raw_coal", **other)


def months(*figures: tuple[str, ...]) -> list[Row]:
    """Two months of a plant: coal, heating value, carbon content, oxidised share, as far as they are given."""
    kinds = (coal, ncv, carbon, oxidation)
    return [
        kind(cell, period=period)
        for period, row in zip(MONTHS, figures, strict=True)
        for kind, cell in zip(kinds, row, strict=False)
    ]


@pytest.mark.parametrize(
    "figures",
    [
        [("300", "20", "0.025", "0.97"), ("100", "24", "0.028", "0.99")],
        [("125.4", "20.437", "0.026311", "0.9812"), ("1208.25", "18.19", "0.0274", "0.977")],
    ],
)
def test_the_product_of_the_means_is_the_carbon_that_was_burnt(world: World, figures: list[tuple[str, ...]]) -> None:
    """A mean per heat is weighed by heat, an oxidised share by carbon: else the months do not add up to the year."""
    found = {row["property"]: row["value_base"] for row in values(world, *months(*figures))}
    burnt = [[float(cell) for cell in row] for row in figures]
    assert sum(row[0] for row in burnt) * found["ncv"] * found["carbon_content"] * found["oxidation"] == pytest.approx(
        sum(math.prod(row) for row in burnt), rel=1e-14
    )


def test_a_carbon_content_without_all_heating_values_is_weighed_by_mass(world: World) -> None:
    rows = months(("300", "20", "0.025"), ("100", "24", "0.029"))
    found = values(world, *(row for row in rows if (row["item_code"], row["period"]) != ("plant_ncv", MONTHS[0])))
    assert [row["value_base"] for row in found if row["property"] == "carbon_content"] == [pytest.approx(0.026)]


def test_a_mean_keeps_every_digit(world: World) -> None:
    found = values(world, *months(("1", "20"), ("2", "21")))
    (row,) = [row for row in found if row["property"] == "ncv"]
    assert (row["value_base"], row["value"]) == (62 / 3, Decimal("20.666666666666668"))


def test_months_that_agree_average_to_what_they_agree_on(world: World) -> None:
    found = values(world, *months(("1.1", "20", "0.0263", "0.99"), ("2.3", "21", "0.0263", "0.99")))
    assert {row["property"]: float(row["value"]) for row in found if row["property"] != "ncv"} == {
        "carbon_content": 0.0263,
        "oxidation": 0.99,
    }


def test_a_single_figure_is_the_printed_one(world: World) -> None:
    (row,) = values(world, observed("waste_food", "0.568"))
    assert (row["value_base"], row["value"]) == (0.568, Decimal("0.568"))


def test_every_cell_of_a_mean_is_its_parent(world: World) -> None:
    found = values(world, *months(("300", "20", "0.025"), ("100", "24", "0.029")))
    (factor_id,) = [row["factor_id"] for row in found if row["property"] == "carbon_content"]
    parents = world.parents("factor_values", factor_id)
    assert Counter(row["role"] for row in parents) == {"observed": 2, "weight": 4}


#: What the plant burnt in two months, of which heat.
OWN = [
    figure
    for tonnes, heat, month in ((100, "20", MONTHS[0]), (300, "21", MONTHS[1]))
    for figure in (ncv(heat, period=month), coal(tonnes, period=month))
]


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2019-01"},
        {"region_code": DAZHU},
        {"vintage": "preliminary"},
        {"fuel_code": "diesel"},
        {"facility_code": "B"},
    ],
    ids=["year", "county", "figure that lost", "fuel", "plant"],
)
@pytest.mark.parametrize("position", [0, 1], ids=["heat", "weight"])
def test_what_is_of_another_is_neither_in_a_value_nor_behind_it(world: World, position: int, other: Row) -> None:
    strange = OWN[position] | {"amount": 90} | other
    found = values(world, *OWN, strange)
    (row,) = [row for row in found if (row["scope_code"], row["valid_from"]) == (QUXIAN, 2020)]
    assert (row["value"], row["locator"].split()[-1]) == (Decimal("20.75"), "等2个单元格，加权平均")
    parents = [(parent["role"], parent["value_used"]) for parent in world.parents("factor_values", row["factor_id"])]
    if "facility_code" not in other:  # the lineage of a value names figures, too, that nothing weighs
        assert sorted(parents) == [("observed", 20), ("observed", 21), ("weight", 100), ("weight", 300)]
        assert [role for role, _ in parents] == ["observed"] * 2 + ["weight"] * 2


@pytest.mark.parametrize(
    "heat", [ncv("90", sector_code="industry"), printed("plant_ncv", "blank", fuel="raw_coal")], ids=["sector", "blank"]
)
def test_what_is_no_figure_of_the_rule_is_not_counted_though_it_could_be_weighed(world: World, heat: Row) -> None:
    third = {"period": "2020-03"}
    (row,) = values(world, *OWN, heat | third, coal(100, **third))
    assert (row["value"], row["locator"].split()[-1]) == (Decimal("20.75"), "等2个单元格，加权平均")
    (row,) = values(world, *OWN, heat | third)
    parents = world.parents("factor_values", row["factor_id"])
    assert sorted(parent["value_used"] for parent in parents) == [20, 21, 100, 300]


def test_components_of_waste_lead_to_their_own_cells(world: World) -> None:
    for row in values(world, observed("waste_food", "0.5"), observed("waste_paper", "0.25")):
        parents = world.parents("factor_values", row["factor_id"])
        assert [(parent["role"], parent["value_used"]) for parent in parents] == [("observed", float(row["value"]))]
