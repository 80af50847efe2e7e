"""The grid factor of every year, and what each that could stand for a missing one would give."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, Row, World

NewWorld = Callable[..., World]

ABOUT: Row = {"category_code": "S2.1", "sector_code": "", "fuel_code": "electricity"}
STRICT, OWN_MIX, REGIONAL = (f"{OFFICIAL}-{name}" for name in ("published_factors", "own_mix", "regional_grid"))


def grid(number: object, year: int, **other: object) -> Row:
    about = {
        "factor_id": f"grid.{year}",
        "subject_code": "electricity",
        "property": "emission_factor",
        "gas": "CO2",
        "scope_code": SICHUAN,
        "valid_from": year,
        "valid_to": year,
        "value": Decimal(str(number)),
        "value_base": float(str(number)),
        "unit_code": "t",
    }
    return about | other


def treatments(new_world: NewWorld, *values: Row, basis: str = OFFICIAL, net: int = 1000) -> dict[str, Row]:
    """Of 2020, with this net import in MWh beside 5000 t of fuels."""
    world = new_world(bases=(basis,))
    world.make("core/regions", "core/bases", "core/categories", "core/category_gases", "core/category_chains")
    world.make("core/reported_years")
    world.put("core/factor_values", values)
    world.build("core/region_scopes")
    world.put_activities([ABOUT | {"amount": net, "unit_code": "mwh"}])
    fuels = {"basis_id": basis, "variant": "current_factor", "fuel_co2_t": 5000, "co2_t": 1, "electricity_co2_t": 1}
    world.put("marts/assessment_co2", [fuels | {"net_electricity_mwh": net, "electricity_factor": 1}])
    world.build_all("core/category_lines", "core/factor_estimates")
    rows = world.build_all("core/factor_parts", "marts/grid_factors")
    return {row["treatment_code"]: row for row in rows}


def test_a_year_with_a_factor_of_its_own_has_that_one_alone(new_world: NewWorld) -> None:
    found = treatments(new_world, grid("0.1", 2018), grid("0.2", 2020), grid("0.3", 2021))
    (row,) = found.values()
    assert (row["treatment_code"], row["is_used"], row["factor_id"], row["factor_years"]) == (
        "published", True, "grid.2020", ""
    )  # fmt: skip
    assert (row["electricity_factor"], row["electricity_co2_t"], row["co2_t"]) == (Decimal("0.2"), 200, 5200)
    assert (row["difference_t"], row["difference_key"]) == (0, "")


def test_a_year_without_one_has_the_line_the_last_one_and_what_is_missing(new_world: NewWorld) -> None:
    """0.2 lies two thirds of the way from 0.1 (2018) to 0.25 (2021)."""
    found = treatments(new_world, grid("0.1", 2018), grid("0.25", 2021), net=-1000)
    assert {code: row["is_used"] for code, row in found.items()} == {
        "published": False, "interpolated": True, "carried": False
    }  # fmt: skip
    line, last, own = found["interpolated"], found["carried"], found["published"]
    assert (line["factor_years"], line["electricity_co2_t"], line["co2_t"]) == ("2018/2021", -200, 4800)
    assert (last["factor_years"], last["electricity_co2_t"], last["co2_t"]) == ("2018", -100, 4900)
    assert (last["difference_t"], last["difference_pct"]) == (100, Decimal("2.083333333"))
    assert (own["electricity_factor"], own["factor_key"], own["co2_t"], own["co2_key"]) == (None, "NE", None, "NE")
    assert (own["difference_t"], own["difference_key"], own["factor_id"]) == (None, "NE", "")


def test_a_factor_on_a_line_is_shown_to_nine_places(new_world: NewWorld) -> None:
    """Two thirds of the way from 0.1 (2018) to 0.2 (2021)."""
    found = treatments(new_world, grid("0.1", 2018), grid("0.2", 2021))["interpolated"]
    assert found["electricity_factor"] == Decimal("0.166666667")


def test_under_a_strict_basis_what_is_missing_is_what_is_used(new_world: NewWorld) -> None:
    found = treatments(new_world, grid("0.1", 2018), grid("0.25", 2021), basis=STRICT)
    assert {code: row["is_used"] for code, row in found.items()} == {
        "published": True, "interpolated": False, "carried": False
    }  # fmt: skip
    assert (found["interpolated"]["co2_t"], found["interpolated"]["difference_key"]) == (5200, "NE")


def test_what_is_carried_too_long_is_shown_and_not_used(new_world: NewWorld) -> None:
    found = treatments(new_world, grid("0.1", 2012))
    assert {code: row["is_used"] for code, row in found.items()} == {"published": True, "carried": False}
    assert (found["carried"]["factor_years"], found["carried"]["co2_t"]) == ("2012", 5100)


def test_before_the_first_factor_there_is_none(new_world: NewWorld) -> None:
    (row,) = treatments(new_world, grid("0.1", 2021)).values()
    assert (row["treatment_code"], row["is_used"], row["factor_key"]) == ("published", True, "NE")


def test_the_grid_is_that_of_the_basis(new_world: NewWorld) -> None:
    values = [grid("0.1", 2020), grid("0.5", 2019, scope_code="grid_central_old")]
    found = treatments(new_world, *values, basis=REGIONAL)
    assert {code: row["factor_id"] for code, row in found.items()} == {"published": "", "carried": "grid.2019"}


@pytest.mark.parametrize(("net", "rows"), [(1000, 1), (0, 1), (-1000, 0)])
def test_what_is_counted_by_the_own_mix_needs_no_grid_factor(new_world: NewWorld, net: int, rows: int) -> None:
    assert len(treatments(new_world, grid("0.1", 2020), basis=OWN_MIX, net=net)) == rows


def test_each_basis_county_and_year_has_its_own_grid_its_own_power_and_its_own_fuels(new_world: NewWorld) -> None:
    """In 2020 a factor is published, in 2019 one is carried; what is of something else stands beside them."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    world.make("core/bases", "core/categories", "core/category_gases", "core/reported_years")
    world.build("core/category_lines")
    world.put_factor_regions(QUXIAN, DAZHU)
    power = {(QUXIAN, 2019): 1000, (QUXIAN, 2020): 2000, (DAZHU, 2019): 3000, (DAZHU, 2020): 4000}
    places: list[Row] = [{"region_code": region, "year": year} for region, year in power]
    electricity = [
        ABOUT | place | {"amount": net, "unit_code": "mwh"} for place, net in zip(places, power.values(), strict=True)
    ]
    burnt = [row | {"category_code": "E.2", "sector_code": "industry"} for row in electricity]
    world.put("core/activities", [*electricity, *burnt])
    tenths = {(basis, *place): number for number, (basis, place) in enumerate(product((OFFICIAL, SECOND), power), 1)}
    others: list[Row] = [
        {"category_code": "S2.3"},
        {"sector_code": "industry"},
        {"fuel_code": "heat"},
        {"item_code": "electricity_use"},
    ]
    parts, estimates, fuels = [], [], []
    for (basis, region, year), number in tenths.items():
        factor_id = f"{basis}/{region}/{year}"
        part = ABOUT | {"basis_id": basis, "factor_region_code": region, "year": year, "factor_id": factor_id}
        part |= {"chain_code": "direct", "treatment_code": "published" if year == 2020 else "carried"}
        parts += [part | {"value_used": number / 10}]
        parts += [part | {"value_used": 99.0, "factor_id": "other"} | other for other in others]
        carried = {"factor_id": factor_id, "treatment_code": "carried", "from_year": 2017, "to_year": 2017}
        values = {2018: 99.0} | ({2019: number / 10} if year == 2019 else {})
        estimates += [carried | {"year": y, "value_base": value} for y, value in values.items()]
        cell = {"basis_id": basis, "region_code": region, "year": year, "co2_t": 1, "electricity_co2_t": 1}
        cell |= {"net_electricity_mwh": 1, "electricity_factor": 1}
        variants = {"current_factor": 100_000 * number, "standard_coal": 7}
        fuels += [cell | {"variant": variant, "fuel_co2_t": tonnes} for variant, tonnes in variants.items()]
    world.put("core/factor_parts", parts)
    world.put("core/factor_estimates", estimates)
    world.put("marts/assessment_co2", fuels)
    rows = world.build("marts/grid_factors")
    keys = ("basis_id", "region_code", "year", "treatment_code", "co2_t", "difference_t")
    assert sorted(tuple(row[key] for key in keys) for row in rows if row["is_used"]) == sorted(
        (*place, "published" if place[2] == 2020 else "carried", 100_000 * number + power[place[1:]] * number / 10, 0)
        for place, number in tenths.items()
    )
    assert [(row["treatment_code"], row["factor_key"]) for row in rows if not row["is_used"]] == [
        ("published", "NE")
    ] * 4


def test_an_edition_that_does_not_ask_for_electricity_has_no_row(new_world: NewWorld) -> None:
    assert treatments(new_world, grid("0.1", 2020), basis="ipcc_2006-ar5") == {}


def test_a_row_leads_to_electricity_factor_fuels_and_the_row_in_use(new_world: NewWorld) -> None:
    world = new_world()
    treatments(lambda **_: world, grid("0.1", 2018), grid("0.25", 2021))
    key = f"{OFFICIAL}/{QUXIAN}/2020"
    found = world.parents("grid_factors", f"{key}/carried")
    assert [(row["role"], row["parent_table"], row["value_used"]) for row in found] == [
        ("activity", "core.activities", 1000),
        ("factor", "core.factor_estimates", 0.1),
        ("part", "marts.assessment_co2", 5000),
        ("minus", "marts.grid_factors", 5200),
    ]
    assert found[1]["parent_id"] == "grid.2018/2020/carried"
    assert found[3]["parent_id"] == f"{key}/interpolated"
    assert [row["role"] for row in world.parents("grid_factors", f"{key}/published")] == ["activity"]
