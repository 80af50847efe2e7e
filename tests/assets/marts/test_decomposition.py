"""Why energy CO2 changed: hand computations of small counties, prices, chained years, and what is missing."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import BuiltRelease
from tests.world import Row, World

NewWorld = Callable[..., World]
Parts = dict[tuple[str, str, str], tuple[float, float | None]]

COAL = ("secondary_industry", "raw_coal", "use")
HOME_GAS = ("residential", "natural_gas", "use")
MATERIAL = ("secondary_industry", "natural_gas", "raw_material")
POWER = ("secondary_industry", "electricity", "use")
GENERATED = ("secondary_industry", "electricity", "generation")

BASES = (2015, 2020)


def explain(
    world: World,
    parts: dict[int, Parts],
    persons: dict[int, float],
    gdp: dict[int, float],
    secondary: dict[int, float] | None = None,
    without_fuel: int = 0,
) -> list[Row]:
    """The table over a county: energy and CO2 of each part and year, residents, GDP, of it the secondary industry.

    GDP stands at twice the figure in the prices of 2015, and there all of it is secondary. In one year what fuels emit
    may not be whole.
    """
    secondary = secondary or {year: value / 2 for year, value in gdp.items()}
    world.put("core/price_bases", [{"price_base_year": base} for base in BASES])
    world.put("core/inventories", [{"year": year} for year in parts])
    world.compute("core/spans")
    world.put("core/mean_population", [{"year": y, "persons": n} for y, n in persons.items()])
    world.put(
        "core/gdp",
        [
            {"year": y, "price_base_year": b, "sector_code": sector, "gdp_cny": n * (1 + (b == 2015)) * share}
            for y, n in gdp.items()
            for b in BASES
            # an industry with a chain of its own is not the whole
            for sector, share in (("", 1), ("primary_industry", 0.2))
        ],
    )
    rest = {"primary_industry": 0.25, "tertiary_industry": 0.75}
    world.put(
        "core/value_added",
        [
            {"year": y, "price_base_year": b, "industry_code": industry, "value_added_cny": round(amount, 2)}
            for y, n in gdp.items()
            for b in BASES
            for industry, amount in {
                "secondary_industry": secondary[y] if b == 2020 else n * 2,
                **{name: (n - secondary[y]) * share for name, share in rest.items()},
            }.items()
        ],
    )
    world.put(
        "marts/energy_co2_parts",
        [
            {
                "year": year,
                "industry_code": industry,
                "industry_title_zh": industry,
                "fuel_code": fuel,
                "flow_code": flow,
                "energy_tce": energy,
                "co2_t": co2,
                "notation_key": "" if co2 is not None else "NE",
            }
            for year, found in parts.items()
            for (industry, fuel, flow), (energy, co2) in found.items()
        ],
    )
    world.put(
        "marts/energy_co2",
        [row for year, found in parts.items() for row in series_of(year, found, is_fuel_whole=year != without_fuel)],
    )
    return world.make_of_tables("marts/decomposition")


def series_of(year: int, parts: Parts, is_fuel_whole: bool) -> list[Row]:
    """The totals of a year in both calibers; those of another scope or grid factor are not what is decomposed."""
    burnt = [co2 for (_, fuel, flow), (_, co2) in parts.items() if fuel != "electricity" and flow != "raw_material"]
    lacks_fuel = "" if is_fuel_whole else "燃料燃烧的二氧化碳不完整"
    lacks_factor = "" if all(co2 is not None for _, co2 in parts.values()) else "缺少电网因子"
    series = {
        "fuel_only": (burnt, lacks_fuel),
        "energy": ([co2 for _, co2 in parts.values()], lacks_fuel or lacks_factor),
    }
    return [
        {
            "year": year,
            "caliber": caliber,
            "scope": scope,
            "grid_factor_year": grid_factor_year,
            "co2_t": None if lacking else sum(co2 or 0 for co2 in counted) + more,
            "notation_key": "NE" if lacking else "",
            "reason_zh": lacking,
        }
        for caliber, (counted, lacking) in series.items()
        for scope, grid_factor_year, more in (("gross", 0, 0), ("outside_power", 0, 7), ("gross", 2020, 9))
    ]


def effects(rows: list[Row], year: int, span: str = "year", caliber: str = "energy") -> dict[str, Any]:
    return {
        row["effect_code"]: None if row["effect_t"] is None else float(row["effect_t"])
        for row in rows
        if (row["year"], row["span"], row["caliber"]) == (year, span, caliber)
    }


def said(rows: list[Row], year: int, span: str = "year") -> str:
    """What is said of the whole."""
    asked = (year, span, "energy", "total")
    (row,) = [row for row in rows if (row["year"], row["span"], row["caliber"], row["effect_code"]) == asked]
    return str(row["reason_zh"])


def test_a_county_of_one_industry_and_one_fuel_is_the_closed_form(new_world: NewWorld) -> None:
    """100 → 120 t; residents 50 → 49, GDP 1000 → 1300, of it 500 → 600 industry, 40 → 45 tce of coal."""
    world = new_world(years=(2021, 2022))
    rows = explain(
        world,
        {2021: {COAL: (40, 100)}, 2022: {COAL: (45, 120)}},
        {2021: 50, 2022: 49},
        {2021: 1000, 2022: 1300},
        {2021: 500, 2022: 600},
    )
    mean = 20 / math.log(1.2)
    ratios = {
        "population": 49 / 50,
        "gdp_per_resident": (1300 / 49) / (1000 / 50),
        "structure": (600 / 1300) / (500 / 1000),
        "intensity": (45 / 600) / (40 / 500),
        "household_energy": 1,
        "fuel_mix": 1,
        "emission_factor": (120 / 45) / (100 / 40),
    }
    found = effects(rows, 2022)
    assert found.pop("total") == 20
    assert found == pytest.approx({name: mean * math.log(ratio) for name, ratio in ratios.items()}, abs=1e-6)
    multipliers = {row["effect_code"]: float(row["multiplier"]) for row in rows if row["caliber"] == "energy"}
    assert multipliers == pytest.approx(ratios | {"total": 1.2}, abs=1e-9)


def test_what_households_burn_depends_on_people_and_not_on_gdp(new_world: NewWorld) -> None:
    """50 → 60 t of gas: residents 50 → 49; GDP doubles."""
    world = new_world(years=(2021, 2022))
    home = {2021: {HOME_GAS: (20, 50)}, 2022: {HOME_GAS: (24, 60)}}
    found = effects(explain(world, home, {2021: 50, 2022: 49}, {2021: 1000, 2022: 2000}), 2022)
    mean = 10 / math.log(1.2)
    assert found["population"] == pytest.approx(mean * math.log(49 / 50), abs=1e-6)
    assert found["household_energy"] == pytest.approx(mean * math.log((24 / 49) / (20 / 50)), abs=1e-6)
    assert (found["gdp_per_resident"], found["structure"], found["intensity"]) == (0, 0, 0)


def test_a_fuel_that_comes_and_one_that_goes_are_the_fuel_mix(new_world: NewWorld) -> None:
    """Coal gives way to gas at the same energy, people and GDP: the change is the change of the mix."""
    world = new_world(years=(2021, 2022))
    gas = ("secondary_industry", "natural_gas", "use")
    steady = {2021: 50.0, 2022: 50.0}
    found = effects(explain(world, {2021: {COAL: (40, 100)}, 2022: {gas: (40, 60)}}, steady, steady), 2022)
    assert {name: amount for name, amount in found.items() if amount} == {"fuel_mix": -40, "total": -40}


def test_electricity_that_the_county_makes_counts_below_zero(new_world: NewWorld) -> None:
    """Used 10 → 10, generated 30 → 45 at 0.5 t: the fall by 7.5 t is what more was generated."""
    world = new_world(years=(2021, 2022))
    steady = {2021: 50.0, 2022: 50.0}
    coal = {COAL: (100.0, 250.0), POWER: (10.0, 5.0)}
    parts: dict[int, Parts] = {
        2021: coal | {GENERATED: (-30.0, -15.0)},
        2022: coal | {GENERATED: (-45.0, -22.5)},
    }
    rows = explain(world, parts, steady, steady)
    found = effects(rows, 2022)
    assert found["total"] == -7.5
    assert found["intensity"] + found["fuel_mix"] == pytest.approx(-7.5, abs=1e-5)
    assert found["emission_factor"] == pytest.approx(0, abs=1e-5)
    assert effects(rows, 2022, caliber="fuel_only")["total"] == 0


def test_what_is_used_as_raw_material_counts_with_energy_and_not_with_fuels(new_world: NewWorld) -> None:
    """Coal 100 → 112 t; gas in a chemical works 20 → 35 t, at the same 2 t of CO2 a tonne of standard coal."""
    world = new_world(years=(2021, 2022))
    coal: dict[int, Parts] = {2021: {COAL: (40, 100)}, 2022: {COAL: (44, 112)}}
    material: dict[int, Parts] = {2021: {MATERIAL: (10, 20)}, 2022: {MATERIAL: (17.5, 35)}}
    steady = {2021: 50.0, 2022: 50.0}
    both = explain(world, {year: coal[year] | material[year] for year in coal}, steady, steady)
    found = effects(both, 2022)
    assert found["total"] == 12 + 15
    assert sum(amount for code, amount in found.items() if code != "total") == pytest.approx(27, abs=1e-5)
    mean = 12 / math.log(1.12)
    assert found["emission_factor"] == pytest.approx(mean * math.log((112 / 44) / (100 / 40)), abs=1e-5)
    fuels = effects(both, 2022, caliber="fuel_only")
    assert fuels["total"] == 12
    assert fuels == effects(explain(new_world(years=(2021, 2022)), coal, steady, steady), 2022, caliber="fuel_only")


SERIES: dict[int, Parts] = {
    2020: {COAL: (40, 100), HOME_GAS: (20, 50)},
    2021: {COAL: (44, 112), HOME_GAS: (21, 51)},
    2022: {COAL: (39, 99), HOME_GAS: (24, 58)},
    2023: {COAL: (35, 86), HOME_GAS: (27, 66)},
}
PERSONS = {2020: 50.0, 2021: 49.5, 2022: 49.2, 2023: 48.0}
GDP = {2020: 1000.0, 2021: 1090.0, 2022: 1120.0, 2023: 1190.0}


def test_a_plan_period_is_the_sum_of_its_years(new_world: NewWorld) -> None:
    """It is not the decomposition of its two ends."""
    years = tuple(SERIES)
    rows = explain(new_world(years=years), SERIES, PERSONS, GDP)
    whole = effects(rows, 2023, "plan_period")
    by_year = [effects(rows, year) for year in years[1:]]
    assert whole == {name: pytest.approx(sum(step[name] for step in by_year), abs=1e-9) for name in whole}
    assert whole["total"] == (86 + 66) - (100 + 50)
    ends = {year: SERIES[year] for year in (2020, 2023)}
    two_ends = explain(new_world(years=(2020, 2023)), ends, PERSONS, GDP)
    assert effects(two_ends, 2023, "plan_period")["intensity"] is None
    assert said(rows, 2023, "plan_period").startswith("2023年比2020年增加 0.00 万吨：")


def test_a_year_stands_in_the_prices_of_its_plan_period(new_world: NewWorld) -> None:
    """In the prices of 2015 all GDP would be of one industry, and nothing the effect of structure."""
    rows = explain(new_world(years=tuple(SERIES)), SERIES, PERSONS, GDP, {2020: 500, 2021: 600, 2022: 700, 2023: 800})
    assert {row["price_base_year"] for row in rows} == {2020}
    assert all(effects(rows, year)["structure"] > 0 for year in (2021, 2022, 2023))


@pytest.mark.parametrize(
    ("lacking", "reason"),
    [
        ("persons", "2021年缺少常住人口年平均"),
        ("gdp", "2021年缺少不变价地区生产总值"),
        ("electricity", "2021年缺少电网因子"),
        ("fuel", "2021年燃料燃烧的二氧化碳不完整"),
    ],
)
def test_a_window_that_lacks_something_says_what(lacking: str, reason: str, new_world: NewWorld) -> None:
    parts = {
        year: found | {POWER: (1.0, None if lacking == "electricity" and year == 2021 else 3.0)}
        for year, found in SERIES.items()
    }

    def without(given: dict[int, float], what: str) -> dict[int, float]:
        return {year: amount for year, amount in given.items() if lacking != what or year != 2021}

    world = new_world(years=tuple(SERIES))
    rows = explain(
        world,
        parts,
        without(PERSONS, "persons"),
        without(GDP, "gdp"),
        without_fuel=2021 if lacking == "fuel" else 0,
    )
    for year, span in ((2021, "year"), (2022, "year"), (2023, "plan_period")):
        missing = [row for row in rows if (row["year"], row["span"], row["caliber"]) == (year, span, "energy")]
        assert len(missing) == 8
        assert {(row["effect_t"], row["notation_key"], row["ratio_key"]) for row in missing} == {(None, "NE", "NE")}
        assert {row["reason_zh"] for row in missing} == {reason}
    assert effects(rows, 2023)["total"] == pytest.approx(86 + 66 - 99 - 58)
    is_by_fuel = effects(rows, 2022, caliber="fuel_only")["total"] is not None
    assert is_by_fuel == (lacking == "electricity")


def test_the_largest_effect_is_told_first(new_world: NewWorld) -> None:
    large = {
        year: {part: (energy * 1e4, co2 * 1e4) for part, (energy, co2) in found.items() if co2}
        for year, found in SERIES.items()
    }
    rows = explain(new_world(years=tuple(SERIES)), large, PERSONS, GDP)
    assert said(rows, 2021).startswith("2021年比上年增加 13.00 万吨：人均GDP +")


def test_a_year_of_which_nobody_says_who_uses_electricity_says_so(new_world: NewWorld) -> None:
    """The whole is known, and fuels alone are explained."""
    world = new_world(years=(2020, 2021))
    parts: dict[int, Parts] = {y: {COAL: (40 + y - 2020, 100), POWER: (5, 20), GENERATED: (-8, -32)} for y in PERSONS}
    explain(world, parts, PERSONS, GDP)
    unknown = {"energy_tce": None, "energy_key": "NE", "co2_t": None, "notation_key": "NE"}
    undivided = [
        row | unknown if row["year"] == 2021 and row["flow_code"] == "generation" else row
        for row in world.rows("marts/energy_co2_parts")
        if row["year"] != 2021 or row["fuel_code"] != "electricity" or row["flow_code"] == "generation"
    ]
    world.put("marts/energy_co2_parts", undivided)
    rows = world.make_of_tables("marts/decomposition")
    assert effects(rows, 2021)["total"] is None
    assert said(rows, 2021) == "2021年缺少分部门用电量"
    assert effects(rows, 2021, caliber="fuel_only")["total"] == 0


def test_a_county_without_anything_has_no_rows(new_world: NewWorld) -> None:
    assert explain(new_world(), {}, {}, {}) == []


#: Effects of people and of emission factors, from the published parts alone.
BY_HAND = """
    with steps as (
        select
            after.year, before.co2_t::double as c0, after.co2_t::double as c1,
            before.co2_t::double / before.energy_tce::double as f0,
            after.co2_t::double / after.energy_tce::double as f1,
            earlier.persons::double as p0, later.persons::double as p1
        from marts.energy_co2_parts_official as before
        inner join marts.energy_co2_parts_official as after
            using (region_code, industry_code, fuel_code, flow_code)
        inner join core.mean_population as earlier on earlier.year = before.year
        inner join core.mean_population as later on later.year = after.year
        where after.year = before.year + 1 and after.year > 2010 and before.co2_t != 0 and after.co2_t != 0
    ),
    weighed as (select *, if(c1 = c0, c0, (c1 - c0) / ln(c1 / c0)) as weight from steps)
    select year, sum(weight * ln(p1 / p0)) as population, sum(weight * ln(f1 / f0)) as emission_factor
    from weighed group by year
"""


def test_published_effects_are_those_of_the_published_parts(sample: BuiltRelease) -> None:
    """Parts that come or go take no part in either effect."""
    by_hand = {row["year"]: row for row in sample.rows(BY_HAND)}
    assert len(by_hand) == 14
    for code in ("population", "emission_factor"):
        published = sample.rows(
            "select year, effect_t::double as effect_t from marts.decomposition_official where span = 'year' "
            f"and caliber = 'energy' and effect_code = '{code}' and effect_t is not null"
        )
        assert {row["year"]: row["effect_t"] for row in published} == pytest.approx(
            {year: row[code] for year, row in by_hand.items()}, abs=1e-3
        )
