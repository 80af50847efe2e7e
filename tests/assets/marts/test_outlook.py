"""Where energy CO2 goes: a hand computation of each scenario, the bands, and what is not known."""

import math
from collections.abc import Callable
from statistics import stdev

import pytest

import factors
from factors.agreement import READINGS
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

NewWorld = Callable[..., World]

#: People fall by 1 % a year, GDP grows by 5 %, energy by 2 %, CO2 by 1 %; each from 2016 to 2024.
YEARS = range(2016, 2025)
RATES = {"persons": 0.99, "gdp": 1.05, "energy": 1.02, "co2": 1.01}
LEVELS = {"persons": 900_000, "gdp": 3e10, "energy": 1_200_000, "co2": 2_900_000}


def level(name: str, year: int) -> float:
    return LEVELS[name] * RATES[name] ** (year - 2024)


def look_ahead(world: World, years: range = YEARS, **odd: Callable[[int], float]) -> dict[tuple[str, int], Row]:
    """The table by scenario and year; `odd` says what a level is instead."""

    def of(name: str, year: int) -> float:
        return round(odd[name](year) if name in odd else level(name, year), 2)

    def beside(rows: list[Row], name: str, **others: Row) -> list[Row]:
        """The rows and those of a neighbour, which grow faster and come a year later; others that are not asked for."""
        there = [
            row
            | {"region_code": DAZHU, "year": row["year"] + 1, name: round(row[name] * 1.05 ** (row["year"] - 2010), 2)}
            for row in rows
        ]
        return [
            *rows,
            *there,
            *(row | {name: round(7 * row[name], 2)} | other for row in rows for other in others.values()),
        ]

    world.make("core/bases")
    world.put("core/inventories", [{"year": year} for year in years])
    world.put("core/price_bases", [{"price_base_year": 2020, "is_in_force": True}, {"price_base_year": 2015}])
    people = [{"year": y, "persons": of("persons", y)} for y in years]
    world.put("core/mean_population", beside(people, "persons"))
    # an industry with a chain of its own is not the whole, nor are prices of another plan in force
    whole = [{"year": y, "gdp_cny": of("gdp", y), "price_base_year": 2020} for y in years]
    industry, prices = {"sector_code": "primary_industry"}, {"price_base_year": 2015}
    world.put("core/gdp", beside(whole, "gdp_cny", industry=industry, prices=prices))
    energy: list[Row] = [
        {
            "year": y,
            "row_code": "energy_consumption",
            "fuel_code": "total",
            "amount_key": "NA",
            "unit_code": "tce",
            "calorific_tce": of("energy", y),
            "coal_equivalent_tce": of("energy", y),
            "share_key": "NA",
        }
        for y in years
    ]
    world.put("marts/energy_balance", beside(energy, "coal_equivalent_tce", of_all={"row_code": "use_total"}))
    emitted = [{"year": y, "caliber": "energy", "scope": "gross", "co2_t": of("co2", y)} for y in years]
    others: dict[str, Row] = {
        "caliber": {"caliber": "fuel_only"},
        "scope": {"scope": "outside_power"},
        "factor": {"grid_factor_year": 2020},
        "basis": {"basis_id": SECOND},
    }
    world.put("marts/energy_co2", beside(emitted, "co2_t", **others))
    rows = [row for row in world.build("marts/outlook") if (row["basis_id"], row["region_code"]) == (OFFICIAL, QUXIAN)]
    return {(row["scenario_code"], row["year"]): row for row in rows}


def test_a_trend_goes_on(new_world: NewWorld) -> None:
    """CO2 grew by 1 % a year: six years later it is 1.01⁶ of what it was, the factors likewise."""
    row = look_ahead(new_world())["trend", 2030]
    assert float(row["co2_t"]) == pytest.approx(2_900_000 * 1.01**6, rel=1e-6)
    assert float(row["persons"]) == pytest.approx(900_000 * 0.99**6, rel=1e-6)
    assert float(row["gdp_per_resident_cny"]) == pytest.approx(3e10 / 900_000 * (1.05 / 0.99) ** 6, rel=1e-6)
    assert float(row["energy_per_gdp"]) == pytest.approx(0.4 * (1.02 / 1.05) ** 6, rel=1e-6)
    assert float(row["co2_per_energy"]) == pytest.approx(2.9 / 1.2 * (1.01 / 1.02) ** 6, rel=1e-6)
    assert (row["base_year"], row["price_base_year"], row["evidence"]) == (2024, 2020, "recalled")


def test_targets_that_are_met_are_those_of_five_years(new_world: NewWorld) -> None:
    """In five years energy per GDP falls by 10 % and CO2 per GDP by 17 %, while GDP grows by 5 % a year."""
    row = look_ahead(new_world())["plan", 2029]
    assert float(row["energy_per_gdp"]) == pytest.approx(0.4 * 0.9, rel=1e-9)
    assert float(row["co2_per_energy"]) == pytest.approx(2.9 / 1.2 * 0.83 / 0.9, rel=1e-8)
    assert float(row["co2_t"]) == pytest.approx(2_900_000 * 1.05**5 * 0.83, rel=1e-6)


def test_of_trend_and_target_each_intensity_takes_what_falls_faster(new_world: NewWorld) -> None:
    """A year: energy per GDP −2.9 %, faster than the target's −2.1 %; CO2 per energy −1 %, the target −1.6 %."""
    row = look_ahead(new_world())["combined", 2029]
    assert float(row["energy_per_gdp"]) == pytest.approx(0.4 * (1.02 / 1.05) ** 5, rel=1e-6)
    assert float(row["co2_per_energy"]) == pytest.approx(2.9 / 1.2 * 0.83 / 0.9, rel=1e-8)


def test_a_scenario_takes_what_it_declares_itself_and_the_faster_one_what_any_declares(new_world: NewWorld) -> None:
    """Beside the plan a stricter one: energy per GDP −20 % and CO2 per GDP −30 % in five years."""
    world, asked = new_world(), {"energy_per_gdp": ("declared", -20), "co2_per_energy": ("declared_per_gdp", -30)}
    world.engine.execute("begin")
    try:
        for name in ("outlook", "outlook_scenarios"):  # lists of one's own in the place of those that are shown
            world.engine.execute(
                f"create temp table shown_{name} as from rules.{name}; drop view rules.{name}; "
                f"create table rules.{name} as from shown_{name}"
            )
        world.engine.execute(
            "insert into rules.outlook_scenarios "
            "(select * replace ('strict' as scenario_code) from rules.outlook_scenarios where scenario_code = 'plan')"
        )
        world.engine.execute(
            "insert into rules.outlook "
            "(select * replace ('strict' as scenario_code) from rules.outlook where scenario_code = 'plan')"
        )
        for factor, (rule, change) in asked.items():
            world.engine.execute(
                "update rules.outlook set rule_code = ?, change_pct = ? "
                "where scenario_code = 'strict' and factor_code = ?",
                [rule, str(change), factor],
            )
        found = look_ahead(world)
    finally:
        world.engine.execute("rollback")
    energy = {name: float(found[name, 2029]["energy_per_gdp"]) for name in ("plan", "strict", "combined")}
    assert energy == pytest.approx({"plan": 0.4 * 0.9, "strict": 0.4 * 0.8, "combined": 0.4 * 0.8}, rel=1e-8)
    assert float(found["combined", 2029]["co2_per_energy"]) == pytest.approx(2.9 / 1.2 * 0.7 / 0.8, rel=1e-8)


def test_a_band_widens_with_the_root_of_time(new_world: NewWorld) -> None:
    """Of eight yearly steps four are +3 % and four −1 %; 80 % lie within 1.2816 standard deviations."""
    co2 = {2016: 100.0}
    for year in YEARS[1:]:
        co2[year] = co2[year - 1] * (1.03 if year % 2 else 0.99)
    found = look_ahead(new_world(), co2=lambda year: 10_000 * co2[year])
    spread = stdev([math.log(1.03)] * 4 + [math.log(0.99)] * 4)
    for year in (2025, 2028):
        row = found["trend", year]
        band = math.exp(1.281552 * spread * math.sqrt(year - 2024))
        assert float(row["co2_high_t"]) == pytest.approx(float(row["co2_t"]) * band, rel=1e-6)
        assert float(row["co2_low_t"]) == pytest.approx(float(row["co2_t"]) / band, rel=1e-6)


def test_every_scenario_reaches_its_horizon_year_by_year(new_world: NewWorld) -> None:
    found = look_ahead(new_world())
    assert set(found) == {
        (row["scenario_code"], year)
        for row in factors.read_rules("outlook_scenarios")
        for year in range(2025, int(row["horizon_year"]) + 1)
    }


def test_a_year_of_which_energy_is_not_whole_is_nothing_to_go_on_from(new_world: NewWorld) -> None:
    world = new_world()
    look_ahead(world)
    rows = [row | {"is_incomplete": row["year"] == 2024} for row in world.rows("marts/energy_balance")]
    world.put("marts/energy_balance", rows)
    found = [row for row in world.build("marts/outlook") if row["region_code"] == QUXIAN]
    assert {row["base_year"] for row in found} == {2023}


@pytest.mark.parametrize(("method", "tce"), [("calorific", 1_000_000), ("coal_equivalent", 1_200_000)])
def test_energy_is_counted_as_the_basis_counts_electricity(new_world: NewWorld, method: str, tce: int) -> None:
    world = new_world()
    look_ahead(world)
    world.put("core/bases", [row | {"electricity_method": method} for row in world.rows("core/bases")])
    heat = {"calorific_tce": 1_000_000, "coal_equivalent_tce": 1_200_000}
    world.put("marts/energy_balance", [row | heat for row in world.rows("marts/energy_balance")])
    (row,) = [
        row
        for row in world.build("marts/outlook")
        if (row["region_code"], row["scenario_code"], row["year"]) == (QUXIAN, "trend", 2025)
    ]
    assert float(row["co2_per_energy"]) == pytest.approx(2_900_000 / tce * 1.01, rel=1e-6)


def test_a_step_over_a_year_that_is_missing_tells_nothing_of_how_years_vary(new_world: NewWorld) -> None:
    """Every year the same 1 %, and over the missing one a leap: the band has no width."""
    world = new_world()
    look_ahead(world, co2=lambda year: level("co2", year) * (1 if year > 2020 else 2))
    for table in ("core/mean_population", "marts/energy_co2"):
        world.put(table, [row for row in world.rows(table) if row["year"] != 2020])
    (row,) = [
        row
        for row in world.build("marts/outlook")
        if (row["region_code"], row["scenario_code"], row["year"]) == (QUXIAN, "trend", 2025)
    ]
    assert float(row["co2_high_t"]) == pytest.approx(float(row["co2_low_t"]), rel=1e-6)


def test_without_the_years_of_a_trend_there_is_none(new_world: NewWorld) -> None:
    found = look_ahead(new_world(), range(2021, 2025))
    assert {(row["co2_t"], row["notation_key"]) for (name, _), row in found.items() if name != "plan"} == {(None, "NE")}
    assert found["trend", 2030]["reason_zh"] == "2024年以前没有趋势所需的年份"
    assert found["plan", 2030]["co2_t"] is not None


def test_without_a_whole_year_nothing_is_said(new_world: NewWorld) -> None:
    world = new_world()
    world.make("core/bases")
    world.put("core/inventories", [{"year": 2024}])
    rows = world.build("marts/outlook")
    assert len(rows) == 18
    assert {(row["base_year"], row["notation_key"], row["band_key"]) for row in rows} == {(0, "NE", "NE")}
    assert {row["reason_zh"] for row in rows} == {
        "没有人口、不变价地区生产总值、能源消费总量和能源二氧化碳都完整的年份"
    }


def test_assumptions_have_a_source_that_was_read_as_well_as_they_claim() -> None:
    read = {source.source_id: source.read for source in factors.load_sources()}
    factor_codes = {"population", "gdp_per_resident", "energy_per_gdp", "co2_per_energy"}
    scenarios = {row["scenario_code"] for row in factors.read_rules("outlook_scenarios")}
    rows = factors.read_rules("outlook")
    assert {(row["scenario_code"], row["factor_code"]) for row in rows} == {
        (scenario, factor) for scenario in scenarios for factor in factor_codes
    }
    for row in rows:
        is_declared = row["rule_code"].startswith("declared")
        assert bool(row["change_pct"]) == is_declared
        assert row["evidence"] == "recalled" or read[row["source_id"]] in READINGS[row["evidence"]]
        assert row["note"]
