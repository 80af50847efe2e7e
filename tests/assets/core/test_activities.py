"""Activity data: fossil fuel that is burnt, or a signed sum of observations that is complete or is none."""

from collections.abc import Callable

import pytest

from tests.staged_rows import DAZHU, DECLARED, SICHUAN, Row, compute, observed, printed, stage
from tests.world import World

USE, GENERATION = "electricity_use", "electricity_generation"


def activities(world: World, category: str, *rows: Row) -> list[Row]:
    compute(world, rows, "core/activities")
    return world.rows("core/activities", f"category_code = '{category}'")


def test_fossil_fuel_that_is_burnt_belongs_to_the_category_of_its_sector(world: World) -> None:
    rows = [
        observed("energy_transformation_input", 5, "power", "raw_coal"),
        observed("industry_energy_consumption", 14, "industry", "raw_coal"),
        observed("gas_sales", 7, "urban"),
        observed("gas_sales", 6, "transport"),
        observed("gas_sales", 4, "other_services"),
    ]
    compute(world, rows, "core/activities")
    found = {(row["category_code"], row["sector_code"]): row["amount"] for row in world.rows("core/activities")}
    assert found["E.1.1", "power"] == 5
    assert found["E.2", "industry"] == 9
    assert found["E.5.1", "urban"] == 7
    assert found["E.3.1", "road"] == 6
    assert found["E.4", "other_services"] == 4


def test_heat_and_electricity_are_not_burnt(world: World) -> None:
    rows = [
        observed("industry_energy_consumption", 9, "industry", "heat"),
        observed(USE, 9, "industry"),
        observed("industry_energy_consumption", 9, "industry", "other_energy"),
    ]
    assert activities(world, "E.2", *rows) == []


def test_a_printed_total_of_fuels_is_not_burnt_beside_them(world: World) -> None:
    compute(world, [observed("gas_sales", 7, "urban")], "core/activities")
    use = {"sector_code": "industry", "amount": 9, "unit_code": "t", "account": "balance"}
    world.put("core/energy_use", [use | {"fuel_code": fuel} for fuel in ("raw_coal", "coal_total", "petroleum_total")])
    rows = [row for row in world.build("core/activities") if row["category_code"] == "E.2"]
    assert [row["fuel_code"] for row in rows] == ["raw_coal"]


def test_net_import_is_use_less_generation(world: World) -> None:
    (row,) = activities(world, "S2.1", observed(USE, 1000, "whole_society", is_total=True), observed(GENERATION, 400))
    assert (row["amount"], row["fuel_code"], row["unit_code"]) == (600, "electricity", "mwh")


def test_a_county_that_generates_more_than_it_uses_exports(world: World) -> None:
    (row,) = activities(world, "S2.1", observed(USE, 1000, "whole_society"), observed(GENERATION, 3000))
    assert row["amount"] == -2000


@pytest.mark.parametrize(
    "rows",
    [
        [observed(USE, 1000, "whole_society")],
        [observed(GENERATION, 400)],
        [observed(USE, 1000, "whole_society"), printed(GENERATION, "not_available")],
        [observed(USE, 1000, "whole_society"), printed(GENERATION, "blank")],
        [observed(USE, 1000, "whole_society"), observed(GENERATION, 400, year=2019)],
    ],
    ids=["only use", "only generation", "not available", "blank", "another year"],
)
def test_a_sum_with_a_missing_term_is_no_sum(world: World, rows: list[Row]) -> None:
    assert activities(world, "S2.1", *rows) == []


def test_a_term_that_is_none_is_a_term(world: World) -> None:
    rows = [observed(USE, 1000, "whole_society"), printed(GENERATION, "zero_or_none")]
    (row,) = activities(world, "S2.1", *rows)
    assert row["amount"] == 1000


def test_months_are_one_term_and_do_not_stand_for_a_missing_one(world: World) -> None:
    months = [observed(USE, 10, "whole_society", period=f"2020-{month:02}") for month in range(1, 13)]
    assert activities(world, "S2.1", *months) == []
    (row,) = activities(world, "S2.1", *months, observed(GENERATION, 20))
    assert row["amount"] == 100


def test_a_year_without_december_is_no_term(world: World) -> None:
    months = [observed(USE, 10, "whole_society", period=f"2020-{month:02}") for month in range(1, 12)]
    assert activities(world, "S2.1", *months, observed(GENERATION, 20)) == []


def in_balance(amount: object, sector: str) -> Row:
    return observed("energy_balance", amount, sector, "electricity", region_code=SICHUAN)


def test_where_a_balance_says_what_crossed_the_border_that_is_net_import(new_world: Callable[..., World]) -> None:
    flows = {"inflow_domestic": "36.05", "import": 0, "outflow_domestic": "-84.86", "export": 0}
    world = new_world(regions=(SICHUAN,))
    (row,) = activities(world, "S2.1", *(in_balance(amount, sector) for sector, amount in flows.items()))
    assert (float(row["amount"]), row["term_set"]) == (-48.81, 2)


def test_the_first_complete_set_of_terms_wins(new_world: Callable[..., World]) -> None:
    flows = [in_balance(1, sector) for sector in ("inflow_domestic", "import", "outflow_domestic", "export")]
    own = [
        observed(USE, 1000, "whole_society", region_code=SICHUAN),
        observed(GENERATION, 400, region_code=SICHUAN),
    ]
    world = new_world(regions=(SICHUAN,))
    (row,) = activities(world, "S2.1", *flows, *own)
    assert (row["amount"], row["term_set"]) == (600, 1)
    (row,) = activities(world, "S2.1", *flows, own[0])
    assert (row["amount"], row["term_set"]) == (4, 2)


def test_clinker_and_not_cement_makes_process_emissions(world: World) -> None:
    (row,) = activities(world, "P.1", observed("clinker_output", 900), observed("cement_output", 2000))
    assert (row["amount"], row["item_code"]) == (900, "clinker_output")


def test_each_kind_of_rice_is_an_activity_of_its_own(world: World) -> None:
    kinds = ["sown_area_rice_single", "sown_area_rice_early", "sown_area_rice_late"]
    rows = [*(observed(kind, 100 + i) for i, kind in enumerate(kinds)), observed("sown_area_rice", 303)]
    found = {row["item_code"]: row["amount"] for row in activities(world, "A.1", *rows)}
    assert found == {kind: 100 + i for i, kind in enumerate(kinds)}


def test_regions_do_not_mix(new_world: Callable[..., World]) -> None:
    world = new_world(regions=("511725", DAZHU))
    rows = [observed("clinker_output", 1), observed("clinker_output", 2, region_code=DAZHU)]
    found = {row["region_code"]: row["amount"] for row in activities(world, "P.1", *rows)}
    assert found == {"511725": 1, DAZHU: 2}


def test_a_figure_that_lost_is_no_activity(world: World) -> None:
    (row,) = activities(
        world, "P.1", observed("clinker_output", 900), observed("clinker_output", 1, vintage="preliminary")
    )
    assert row["amount"] == 900


@pytest.mark.parametrize(
    "other",
    [
        {"item_code": "industry_energy_purchase"},
        {"sector_code": "power"},
        {"fuel_code": "coke"},
    ],
    ids=["another item", "another sector", "another fuel"],
)
def test_a_term_takes_the_figures_of_its_own_item_sector_and_fuel(world: World, other: Row) -> None:
    """Observed or estimated; a term of the year before counts in the next one, and a term of energy use takes none."""
    key = {"item_code": "industry_energy_consumption", "sector_code": "industry", "fuel_code": "raw_coal"}
    unit = {"base_unit_code": "t", "unit_code": "t"}
    own = {"activity_item_code": key["item_code"]}
    term: Row = {"category_code": "E.2", "parent_kind": "observation", "lag": 1} | key | own
    world.put("core/category_activities", [term, term | {"category_code": "E.1.1", "parent_kind": "energy_use"}])
    figures = [about | unit | {"amount_base": 5, "observation_id": f"{about}"} for about in (key, key | other)]
    world.put("core/observations", figures)
    estimate: Row = {"rule": "interpolate", "year": 2019, "after_year": 2020, "amount": 7, "base_unit_code": "t"}
    world.put("core/estimates", [about | estimate for about in (key, key | other)])
    rows = world.build("core/activity_inputs")
    found = [(row["category_code"], row["year"], row["parent_id"], row["is_none"]) for row in rows]
    assert found == [
        ("E.2", 2020, "511725/2019/industry_energy_consumption/industry/raw_coal", False),
        ("E.2", 2021, f"{key}", False),
    ]


# -- how good the figures are, and whether there are any


def test_the_worst_class_of_its_inputs_is_that_of_an_activity(world: World) -> None:
    stage(
        world, [observed("domestic_cod_removed", 5), observed("sanitation_population", 9, "latrine", source_id="diary")]
    )
    world.make(*DECLARED)
    world.put(
        "core/printed_tables",
        [
            {"table_name": "book__figures", "region_level": "county", "data_class": "A"},
            {"table_name": "diary__figures", "region_level": "county", "data_class": "C"},
            {"table_name": "diary__other_figures", "region_level": "county", "data_class": "A"},
        ],
    )
    world.build_all("core/observations", "core/estimates", "core/activity_inputs", "core/activities")
    found = {row["item_code"]: row["data_class"] for row in world.rows("core/activities", "category_code = 'W.5'")}
    assert found == {"domestic_cod_removed": "A", "sanitation_population": "C"}


@pytest.mark.parametrize(
    ("rows", "is_none"),
    [
        ([printed("clinker_output", "zero_or_none")], True),
        ([observed("clinker_output", 0)], False),
        ([printed("clinker_output", "below_half_unit")], False),
        (
            [
                printed("clinker_output", "zero_or_none", facility_code="A"),
                observed("clinker_output", 0, facility_code="B"),
            ],
            False,
        ),
    ],
    ids=["none", "a zero", "less than can be printed", "one of two"],
)
def test_only_what_is_printed_as_none_everywhere_does_not_occur(world: World, rows: list[Row], is_none: bool) -> None:
    (row,) = activities(world, "P.1", *rows)
    assert (row["amount"], row["is_none"]) == (0, is_none)


# -- electricity of the sectors


def test_electricity_of_a_sector_is_what_the_grid_sold_to_it(world: World) -> None:
    """Use holds losses, which are a line of their own, and what the plants make and use themselves."""
    rows = [
        observed(USE, 700, "industry"),
        observed("electricity_sold", 455, "industry"),
        observed("line_loss", 55),
        observed("electricity_sold", 60, "urban"),
        observed(USE, 60, "urban"),
    ]
    found = {(row["sector_code"], row["fuel_code"]): row["amount"] for row in activities(world, "S2.3", *rows)}
    assert found == {("industry", "electricity"): 455, ("urban", "electricity"): 60}
    (loss,) = world.rows("core/activities", "category_code = 'S3.1'")
    assert loss["amount"] == 55


def test_use_alone_does_not_say_what_the_grid_supplied(world: World) -> None:
    assert activities(world, "S2.3", observed(USE, 700, "industry")) == []


@pytest.mark.parametrize(
    ("category", "recovered", "emitting"),
    [
        ("A.4", observed("manure_biogas_recovered", 5), observed("livestock_stock_pigs", 7, "farm_large")),
        ("E.9", observed("coal_gas_recovered", 5), observed("coal_output", 7, "coal_high_gas")),
    ],
)
def test_what_is_recovered_is_taken_off_what_emits_and_while_that_is_unknown_off_nothing(
    world: World, category: str, recovered: Row, emitting: Row
) -> None:
    """Half a year was delivered: the biogas plants, not the herds."""
    assert activities(world, category, recovered) == []
    assert sorted(row["amount"] for row in activities(world, category, recovered, emitting)) == [-5, 7]
    nothing = emitting | {"amount": 0, "printed_text": "0"}
    assert sorted(row["amount"] for row in activities(world, category, recovered, nothing)) == [-5, 0]


def test_gas_of_a_landfill_is_taken_off_what_was_dumped_in_other_years(world: World) -> None:
    rows = activities(world, "W.1", observed("landfill_gas_recovered", 5))
    assert [row["amount"] for row in rows] == [-5]
