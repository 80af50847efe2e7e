"""Working forms: what stands beside an emission multiplies to it, whatever its method."""

from collections.abc import Callable
from decimal import Decimal
from math import exp

from tests.conftest import BuiltRelease
from tests.staged_rows import DAZHU
from tests.world import ACTIVITY, OFFICIAL, QUXIAN, SECOND, USUAL, Row, World

KEY: Row = {"category_code": "P.1", "item_code": "clinker_output"}

#: What makes an emission of the columns of its row, by method.
MADE = {
    "multiply": "amount::double * factor::double",
    "first_order_decay": "opening_t::double * (1 - exp(-rate::double))",
    "bank": "(opening_t::double * (1 - rate::double) + amount::double * factor::double) * rate::double",
    "stock_difference": "(amount - amount_before)::double / (amount_year - before_year) * factor::double",
}


def prepare(world: World) -> World:
    world.make("core/bases", "core/categories", "core/gwps", "core/reported_years")
    world.put_factor_regions()
    world.put("core/inventories", [{"year": year} for year in range(2015, 2021)])
    return world


def worksheet(world: World, category_code: str, year: int = 2020) -> Row:
    """The row of a category and year; all categories have been computed."""
    rows = world.build_all("core/emissions", "marts/emission_worksheets")
    (row,) = [row for row in rows if (row["category_code"], row["year"]) == (category_code, year)]
    return row


def test_the_columns_of_every_row_make_its_emission(sample: BuiltRelease) -> None:
    """All bases and years; a stock is released by exp, which may differ in the last bit, far below the gram."""
    for method, made in MADE.items():
        rows = sample.rows(
            f"select *, {made} as made from marts.emission_worksheets where method = $method", method=method
        )
        assert all(abs(row["made"] - float(row["emissions_t"])) < 6e-7 for row in rows), method
        if method == "multiply":
            assert all(Decimal(f"{row['made']:.6f}") == row["emissions_t"] for row in rows)
    (counts,) = sample.rows(
        "select (select count(*) from marts.emission_worksheets) as ours, count(*) as theirs "
        "from core.emissions semi join core.inventories using (basis_id, region_code, year)"
    )
    assert counts["ours"] == counts["theirs"] > 20_000


def test_their_equivalents_add_up_to_the_inventory(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """
        select cell.emissions_tco2e, sum(worksheet.emissions_tco2e) as made
        from marts.county_inventory as cell
        inner join marts.emission_worksheets as worksheet using (basis_id, region_code, year, category_code, gas)
        where cell.emissions_t is not null
        group by cell.basis_id, cell.region_code, cell.year, cell.category_code, cell.gas, cell.emissions_tco2e
        """
    )
    assert len(rows) > 3000
    assert all(row["emissions_tco2e"] == row["made"] for row in rows)


def test_a_product_shows_amount_unit_and_factor(world: World) -> None:
    prepare(world).put("core/activities", [KEY | {"amount": 1000, "unit_code": "t"}])
    world.put("core/factors", [KEY | {"value": 0.538}])
    world.compute("core/emissions__multiply")
    row = worksheet(world, "P.1")
    assert (row["method"], row["amount"], row["unit_code"], row["factor"]) == ("multiply", 1000, "t", Decimal("0.538"))
    assert (row["emissions_t"], row["gwp"], row["emissions_tco2e"]) == (538, 1, 538)
    assert (row["activity_title_zh"], row["is_own_mix"], row["stock_key"]) == ("水泥熟料产量", False, "NA")


def test_a_landfill_shows_its_stock_and_rate_and_what_came_in(new_world: Callable[..., World]) -> None:
    world = prepare(new_world(years=(2019, 2020)))
    about: Row = {"category_code": "W.1", "item_code": "waste_food"}
    amounts = {2019: 1000, 2020: 500}
    world.put("core/activities", [about | {"year": y, "amount": a, "unit_code": "t"} for y, a in amounts.items()])
    factor = about | {"gas": "CH4", "method": "first_order_decay"}
    world.put(
        "core/factors",
        [factor | {"year": y, "role": r, "value": v} for y in amounts for r, v in (("factor", 0.05), ("rate", 0.4))],
    )
    world.build_all("core/stocks", "core/emissions__first_order_decay")
    row = worksheet(world, "W.1")
    assert (row["opening_t"], row["rate"], row["amount"], row["factor"]) == (50, Decimal("0.4"), 500, Decimal("0.05"))
    assert row["emissions_t"] == Decimal(f"{50 * (1 - exp(-0.4)):.6f}")


def test_a_surveyed_stock_shows_both_surveys(new_world: Callable[..., World]) -> None:
    world = prepare(new_world(years=(2015, 2020)))
    about: Row = {"category_code": "L.1.1", "item_code": "forest_volume_arbor"}
    world.put("core/category_gases", [about | {"edition": "ipcc_2006", "method": "stock_difference"}])
    surveys = {2015: 1000, 2020: 1500}
    world.put("core/activities", [about | {"year": y, "amount": a, "unit_code": "m3"} for y, a in surveys.items()])
    world.put("core/factors", [about | {"year": y, "method": "stock_difference", "value": -1.5} for y in surveys])
    world.compute("core/emissions__stock_difference")
    row = worksheet(world, "L.1.1", 2018)
    assert (row["amount_year"], row["amount"], row["before_year"], row["amount_before"]) == (2020, 1500, 2015, 1000)
    assert (row["method"], row["factor"], row["emissions_t"]) == ("stock_difference", -1.5, -150)


def test_what_goes_out_by_the_countys_own_mix_shows_the_factor_of_its_stations(world: World) -> None:
    """800 t for the 1,000 MWh that they make."""
    exchanged: Row = {"category_code": "S2.1", "fuel_code": "electricity"}
    burnt: Row = {"category_code": "E.1.1", "sector_code": "power", "fuel_code": "raw_coal"}
    prepare(world).put("core/bases", [row | {"export_rule": "own_mix"} for row in world.rows("core/bases")])
    amounts = [exchanged | {"amount": -100, "unit_code": "mwh"}, burnt | {"amount": 400, "unit_code": "t"}]
    world.put("core/activities", amounts)
    world.put("core/factors", [exchanged | {"method": "electricity_exchange", "value": 0.2}, burnt | {"value": 2.0}])
    made: Row = {"amount_base": 1000, "base_unit_code": "mwh"}
    parent: Row = {"parent_kind": "observation", "parent_id": "made"}
    world.put("core/activity_inputs", [exchanged | parent | made])
    generated: Row = {"observation_id": "made", "item_code": "electricity_generation", "unit_code": "mwh"}
    world.put("core/observations", [generated | made])
    world.compute("core/emissions__multiply")
    world.compute("core/emissions__electricity_exchange")
    row = worksheet(world, "S2.1")
    assert (row["factor"], row["is_own_mix"], row["emissions_t"]) == (Decimal("0.8"), True, -80)
    assert not worksheet(world, "E.1.1")["is_own_mix"]


#: Series that differ from the first in one thing each.
ALIKE: list[Row] = [
    {},
    {"year": 2019},
    {"region_code": DAZHU},
    {"category_code": "P.2"},
    {"sector_code": "industry"},
    {"fuel_code": "raw_coal"},
    {"item_code": "lime_output"},
]


BASES = (OFFICIAL, SECOND)


def placed(row: Row) -> tuple[object, ...]:
    return tuple(row.get(name, USUAL.get(name, "")) for name in ("basis_id", "gas", *ACTIVITY))


def factor_of(row: Row, **more: object) -> Row:
    """A factor of the activity of a row: each county has its own."""
    about = {name: value for name, value in row.items() if name != "region_code"}
    return about | more | {"factor_region_code": row.get("region_code", QUXIAN)}


def among(new_world: Callable[..., World], known: list[Row]) -> World:
    """A world of two counties, years and bases with activities that are alike, of 1, 2, 3 … tonnes."""
    world = prepare(new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=BASES))
    world.put_factor_regions(QUXIAN, DAZHU, also=[KEY | {"fuel_code": "raw_coal"}])
    places = [(basis, region, year) for basis in BASES for region in (QUXIAN, DAZHU) for year in (2019, 2020)]
    world.put("core/inventories", [{"basis_id": b, "region_code": r, "year": y} for b, r, y in places])
    world.put("core/activities", [row | {"amount": n, "unit_code": "t"} for n, row in enumerate(known, 1)])
    return world


def test_a_product_shows_its_own_amount_and_factor_among_others_that_are_alike(
    new_world: Callable[..., World],
) -> None:
    known = [KEY | other for other in ALIKE]
    world = among(new_world, known)
    made = [(n, row | other) for n, row in enumerate(known, 1) for other in ({}, {"basis_id": SECOND}, {"gas": "CH4"})]
    world.put("core/factors", [factor_of(row, value=float(at)) for at, (_, row) in enumerate(made, 1)])
    world.compute("core/emissions__multiply")
    rows = {placed(row): row for row in world.build_all("core/emissions", "marts/emission_worksheets")}
    assert {placed(row) for _, row in made} == set(rows)
    for at, (amount, row) in enumerate(made, 1):
        found = rows[placed(row)]
        assert (found["amount"], found["factor"], found["emissions_t"]) == (amount, at, amount * at)


def test_a_landfill_shows_its_own_stock_among_others_that_are_alike(new_world: Callable[..., World]) -> None:
    about: Row = {"category_code": "W.1", "item_code": "waste_food", "year": 2019}
    known = [about | other for other in ALIKE if not {"year", "fuel_code"} & other.keys()]
    world = among(new_world, known)
    made = [
        (n * content, row | {"basis_id": basis, "gas": "CH4", "year": 2020}, content)
        for n, row in enumerate(known, 1)
        for basis, content in zip(BASES, (0.5, 0.25), strict=True)
    ]
    factors = [
        factor_of(row, role=role, value=value, year=year, method="first_order_decay")
        for _, row, content in made
        for year in (2019, 2020)
        for role, value in (("factor", content), ("rate", 0.4))
    ]
    world.put("core/factors", factors)
    world.build_all("core/stocks", "core/emissions__first_order_decay")
    rows = {placed(row): row for row in world.build_all("core/emissions", "marts/emission_worksheets")}
    assert [float(rows[placed(row)]["opening_t"]) for _, row, _ in made] == [opening for opening, *_ in made]


def test_a_row_leads_to_its_emission_and_potential(world: World) -> None:
    prepare(world).put("core/activities", [KEY | {"amount": 10, "unit_code": "t"}])
    world.put("core/factors", [KEY | {"value": 0.5}])
    world.compute("core/emissions__multiply")
    row = worksheet(world, "P.1")
    key = "/".join(
        str(row[n]) for n in ("basis_id", "region_code", "year", "category_code", "sector_code", "fuel_code")
    )
    parents = world.parents("emission_worksheets", f"{key}/{row['item_code']}/CO2")
    assert [(parent["role"], parent["value_used"]) for parent in parents] == [("emission", 5.0), ("potential", 1.0)]
