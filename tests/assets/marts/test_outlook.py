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


#: Levels of a county of which each goes its own way, up and down; of its neighbour, where people stay and GDP shrinks.
WAYS = {
    QUXIAN: {"persons": (900_000, 0.99), "gdp": (3e10, 1.05), "energy": (1_200_000, 1.02), "co2": (2_900_000, 1.01)},
    DAZHU: {"persons": (700_000, 1.0), "gdp": (5e10, 0.96), "energy": (2_100_000, 0.9), "co2": (4_300_000, 0.95)},
}
#: Years of which carbon dioxide is known and more than nothing; of energy the neighbour used nothing in 2024.
KNOWN: dict[tuple[str, str], tuple[int, ...]] = {
    (OFFICIAL, QUXIAN): (2016, 2017, 2019, 2020, 2021, 2022, 2023, 2024),
    (SECOND, QUXIAN): (2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023),
    (OFFICIAL, DAZHU): tuple(YEARS),
    (SECOND, DAZHU): (2020, 2023, 2024),
}


def swinging(name: str, region: str, year: int, basis: str = OFFICIAL) -> float:
    """Up to 4 % above or below a steady way; by the other basis more energy and carbon dioxide."""
    size, rate = WAYS[region][name]
    is_other = basis == SECOND and name in ("energy", "co2")
    swing = (year * year * 5 + len(name) * year + 6 * (region == DAZHU) + 2 * is_other) % 9 - 4
    more = 1.2 if is_other else 1
    nothing = 0 if (name, region, year) == ("energy", DAZHU, 2024) else 1
    return round(nothing * more * size * rate ** (year - 2024) * (1 + swing / 100), 2 if name != "persons" else 0)


def put_places(world: World) -> None:
    """Two counties and two bases, of which the one counts electricity by its heat; others that are not asked for."""
    world.make("core/bases")
    methods = {OFFICIAL: "calorific", SECOND: "coal_equivalent"}
    bases = [row for row in world.rows("core/bases") if row["basis_id"] in methods]
    world.put("core/bases", [row | {"electricity_method": methods[row["basis_id"]]} for row in bases])
    places = [(region, year) for region in WAYS for year in YEARS]
    world.put("core/inventories", [{"basis_id": b, "region_code": r, "year": y} for b in methods for r, y in places])
    world.put("core/price_bases", [{"price_base_year": 2020, "is_in_force": True}, {"price_base_year": 2015}])
    people, gdp, energy, emitted = [], [], [], []
    used: Row = {"fuel_code": "total", "amount_key": "NA", "unit_code": "tce", "share_key": "NA"}
    for region, year in places:
        at: Row = {"region_code": region, "year": year}
        people.append(at | {"persons": swinging("persons", region, year)})
        for sector, base, times in (("", 2020, 1), ("primary_industry", 2020, 7), ("", 2015, 9)):
            value = round(times * swinging("gdp", region, year), 2)
            gdp.append(at | {"gdp_cny": value, "sector_code": sector, "price_base_year": base})
        for row, times in (("energy_consumption", 1), ("use_total", 11)):
            tce = [round(times * swinging("energy", region, year, basis), 2) for basis in methods]
            energy.append(at | used | {"row_code": row, "calorific_tce": tce[0], "coal_equivalent_tce": tce[1]})
        for basis in methods:
            is_nothing = (basis, region, year) == (SECOND, QUXIAN, 2024)
            if year in KNOWN[basis, region] or is_nothing:
                co2 = 0 if is_nothing else swinging("co2", region, year, basis)
                for caliber, scope, grid in (
                    ("energy", "gross", 0),
                    ("energy", "gross", 2020),
                    ("energy", "outside_power", 0),
                    ("fuel_only", "gross", 0),
                ):
                    kind: Row = {"basis_id": basis, "caliber": caliber, "scope": scope, "grid_factor_year": grid}
                    emitted.append(at | kind | {"co2_t": co2})
                    co2 = round(co2 * 1.3 + year, 2)
    world.put("core/mean_population", people)
    world.put("core/gdp", gdp)
    world.put("marts/energy_balance", energy)
    world.put("marts/energy_co2", emitted)


def test_each_county_and_basis_goes_on_from_its_own_last_whole_year_by_its_own_years(new_world: NewWorld) -> None:
    """Every figure of every place beside its hand computation, to the last place that is told."""
    world = new_world(regions=(QUXIAN, DAZHU), years=tuple(YEARS), bases=(OFFICIAL, SECOND))
    put_places(world)
    found = {
        (row["basis_id"], row["region_code"], row["scenario_code"], row["year"]): row
        for row in world.build("marts/outlook")
    }
    last = {(OFFICIAL, QUXIAN): 2024, (SECOND, QUXIAN): 2023, (OFFICIAL, DAZHU): 2023, (SECOND, DAZHU): 2023}
    assert set(found) == {
        (*place, scenario, year)
        for place, base in last.items()
        for scenario in ("trend", "plan", "combined")
        for year in range(base + 1, 2031)
    }
    for (basis, region, scenario, year), row in found.items():
        base, known = last[basis, region], KNOWN[basis, region]

        def factors_of(then: int, basis: str = basis, region: str = region) -> list[float]:
            persons, gdp, energy, co2 = (
                swinging(name, region, then, basis) for name in ("persons", "gdp", "energy", "co2")
            )
            return [persons, gdp / persons, energy / gdp, co2 / energy]

        def trend(number: int, years: int, base: int = base, of: Callable[[int], list[float]] = factors_of) -> float:
            return math.log(of(base)[number] / of(base - years)[number]) / years

        assert (row["base_year"], row["price_base_year"], row["evidence"]) == (base, 2020, "recalled")
        has_trend, has_band = base - 5 in known, (basis, region) != (SECOND, DAZHU)
        rates = [trend(0, 3), trend(1, 3)]
        declared = [math.log(0.9) / 5, math.log(0.83 / 0.9) / 5]
        going_on = [trend(2, 5), trend(3, 5)] if has_trend else [math.nan, math.nan]
        rates += {"trend": going_on, "plan": declared}.get(
            scenario, [min(p) for p in zip(going_on, declared, strict=True)]
        )
        ahead = [factor * math.exp(rate * (year - base)) for factor, rate in zip(factors_of(base), rates, strict=True)]
        assert abs(float(row["persons"]) - ahead[0]) < 6e-7
        assert abs(float(row["gdp_per_resident_cny"]) - ahead[1]) < 6e-7
        if scenario != "plan" and not has_trend:
            assert (row["energy_per_gdp"], row["co2_per_energy"], row["co2_t"], row["co2_low_t"]) == (None,) * 4
            assert (row["notation_key"], row["band_key"]) == ("NE", "NE")
            assert row["reason_zh"] == "2023年以前没有趋势所需的年份"
            continue
        assert abs(float(row["energy_per_gdp"]) - 10_000 * ahead[2]) < 6e-10
        assert abs(float(row["co2_per_energy"]) - ahead[3]) < 6e-10
        assert float(row["co2_t"]) == pytest.approx(math.prod(ahead), abs=2e-6)
        assert (row["notation_key"], row["band_key"]) == ("", "" if has_band else "NE")
        if not has_band:
            assert (row["co2_low_t"], row["co2_high_t"]) == (None, None)
            continue
        co2 = {then: swinging("co2", region, then, basis) for then in known if then <= base}
        spread = stdev(math.log(co2[then] / co2[then - 1]) for then in co2 if then - 1 in co2)
        band = math.exp(1.281552 * spread * math.sqrt(year - base))
        assert float(row["co2_high_t"]) == pytest.approx(math.prod(ahead) * band, rel=1e-11)
        assert float(row["co2_low_t"]) == pytest.approx(math.prod(ahead) / band, rel=1e-11)


def test_an_outlook_names_its_levels_and_the_years_that_it_goes_on_by(new_world: NewWorld) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=tuple(YEARS), bases=(OFFICIAL, SECOND))
    put_places(world)
    world.build("marts/outlook")

    def named(name: str, then: int) -> tuple[str, str, float]:
        table, key = {
            "persons": ("core.mean_population", ""),
            "gdp": ("core.gdp", "/2020/"),
            "energy": ("marts.energy_balance", "/energy_consumption/total"),
            "co2": ("marts.energy_co2", "/energy/gross/0"),
        }[name]
        place = f"{SECOND}/{QUXIAN}" if name == "co2" else QUXIAN
        return table, f"{place}/{then}{key}", swinging(name, QUXIAN, then, SECOND)

    base = [("co2", 2023), ("energy", 2023), ("gdp", 2023), ("persons", 2023)]
    of_three = [("gdp_3", 2020), ("persons_3", 2020)]
    of_five = [("co2_5", 2018), ("energy_5", 2018), ("gdp_5", 2018)]
    varied = [("variation", then) for then in KNOWN[SECOND, QUXIAN]]
    for scenario, asked in {"trend": base + of_three + of_five, "plan": base + of_three}.items():
        parents = world.parents("outlook", f"{SECOND}/{QUXIAN}/{scenario}/2030")
        told = [(row["role"], row["parent_table"], row["parent_id"], row["value_used"]) for row in parents]
        expected = [(role, *named(role.split("_")[0], then)) for role, then in sorted(asked)]
        assert told[: len(expected)] == expected
        assert sorted(told[len(expected) :]) == [(role, *named("co2", then)) for role, then in varied]
    blank = world.parents("outlook", f"{SECOND}/{DAZHU}/combined/2030")
    asked_by = [row["parent_id"] for row in blank if row["role"] == "asked"]
    assert sorted(asked_by) == [f"{SECOND}/{DAZHU}/{year}" for year in YEARS]


def test_without_the_years_of_a_trend_there_is_none(new_world: NewWorld) -> None:
    found = look_ahead(new_world(), range(2021, 2025))
    assert {(row["co2_t"], row["notation_key"]) for (name, _), row in found.items() if name != "plan"} == {(None, "NE")}
    assert found["trend", 2030]["reason_zh"] == "2024年以前没有趋势所需的年份"
    assert found["plan", 2030]["co2_t"] is not None


def test_without_a_whole_year_nothing_is_said(new_world: NewWorld) -> None:
    world = new_world()
    world.make("core/bases")
    world.put("core/inventories", [{"year": 2024}, {"year": 2023}])
    rows = world.build("marts/outlook")
    assert len(rows) == 18
    names = ("base_year", "price_base_year", "notation_key", "band_key", "evidence")
    assert {tuple(row[name] for name in names) for row in rows} == {(0, 0, "NE", "NE", "")}
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
