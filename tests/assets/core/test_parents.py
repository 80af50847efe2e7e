"""The parents of a row, one by one: what it was computed from, in order, and nothing of another row that is like it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, Row, World

Parent = tuple[str, str, str, float | None]
INDUSTRY: Row = {"category_code": "E.2", "sector_code": "industry", "fuel_code": "raw_coal"}
KEY = f"{QUXIAN}/2020/E.2/industry/raw_coal/"
#: What every part of a key is elsewhere.
ELSEWHERE: Row = {
    "basis_id": SECOND,
    "region_code": DAZHU,
    "factor_region_code": SICHUAN,
    "year": 2019,
    "category_code": "E.4",
    "sector_code": "power",
    "fuel_code": "coke",
    "item_code": "clinker_output",
    "gas": "CH4",
    "role": "rate",
}
ACTIVITY = ("region_code", "year", "category_code", "sector_code", "fuel_code", "item_code")
FACTOR = ("basis_id", "factor_region_code", *ACTIVITY[1:], "gas", "role")


def apart(row: Row, *names: str, **amounts: float) -> list[Row]:
    """Rows that differ from one in one of some columns each, and have more of everything."""
    return [
        row | {name: ELSEWHERE[name]} | {what: most + number for what, most in amounts.items()}
        for number, name in enumerate(names)
    ]


def observed(name: str, item: str, amount: object, sector: str = "", fuel: str = "", **other: object) -> Row:
    about = {"observation_id": name, "item_code": item, "sector_code": sector, "fuel_code": fuel}
    return about | {"amount_base": amount, "unit_code": "t", "base_unit_code": "t"} | other


SETS = {
    "edition": "ipcc_2006",
    "gwp_set": "ar5",
    "grid_factor_policy": "national",
    "electricity_method": "calorific",
    "waste_energy_sector": "energy",
}

#: What stands beside a figure and does not count.
UNFIT: list[Row] = [{"is_preferred": False}, {"amount_base": None, "value_status": "blank"}]


def all_parents(world: World, table: str) -> Mapping[str, list[Parent]]:
    """What stands behind each row of a table, in order."""
    world.show_lineage(table)
    found: dict[str, list[Parent]] = {}
    places: dict[str, list[int]] = {}
    for row in world.query(f"select * from lineage.{table} order by child_id, region_code, position"):
        used = None if row["value_used"] is None else float(row["value_used"])
        found.setdefault(row["child_id"], []).append((row["role"], row["parent_table"], row["parent_id"], used))
        places.setdefault(row["child_id"], []).append(row["position"])
        in_key = row["child_id"].replace("/", " ").split()
        assert row["region_code"] in ("", *in_key) or table == "factor_values"
    assert all(there == list(range(1, len(there) + 1)) for there in places.values())
    return found


def test_an_activity_is_of_a_cell_of_the_account_or_of_what_was_added_up(world: World) -> None:
    term: Row = {"category_code": "E.2", "sector_code": "industry", "carrier": "fossil", "parent_kind": "energy_use"}
    observed_term = term | {"term_set": 2, "parent_kind": "observation"}
    world.put("core/category_activities", [term, observed_term])
    of_account = INDUSTRY | {"amount": 10, "unit_code": "t"}
    added_up = of_account | {"term_set": 2, "item_code": "cement_output", "amount": 17}
    world.put(
        "core/activities",
        [
            of_account,
            *apart(of_account, "region_code", "year", "fuel_code", amount=11),
            # of another category, another use, another carrier nothing says that they are of the account
            *apart(of_account, "category_code", "sector_code", amount=20),
            of_account | {"fuel_code": "electricity", "amount": 30},
            added_up,
        ],
    )
    term_input: Row = {"term_set": 2, "item_code": "cement_output", "base_unit_code": "t"}
    given = INDUSTRY | term_input | {"parent_kind": "observation", "parent_id": "o1", "amount_base": 20}
    world.put(
        "core/activity_inputs",
        [
            given,
            given | {"parent_id": "o2", "sign": -1, "amount_base": 4},
            given | {"parent_id": "e1", "parent_kind": "estimate", "amount_base": 1},
            given | {"parent_id": "o3", "term_set": 1, "amount_base": 99},  # of the terms that were not taken
            *apart(given, *ACTIVITY, amount_base=100),  # of what is no activity
        ],
    )
    assert all_parents(world, "activities") == {
        KEY: [("plus", "core.energy_use", f"{QUXIAN}/2020/industry/raw_coal", 10)],
        f"{DAZHU}/2020/E.2/industry/raw_coal/": [("plus", "core.energy_use", f"{DAZHU}/2020/industry/raw_coal", 11)],
        f"{QUXIAN}/2019/E.2/industry/raw_coal/": [("plus", "core.energy_use", f"{QUXIAN}/2019/industry/raw_coal", 12)],
        f"{QUXIAN}/2020/E.2/industry/coke/": [("plus", "core.energy_use", f"{QUXIAN}/2020/industry/coke", 13)],
        f"{KEY}cement_output": [
            ("plus", "core.estimates", "e1", 1),
            ("plus", "core.observations", "o1", 20),
            ("minus", "core.observations", "o2", 4),
        ],
    }


def test_what_is_asked_for_leads_to_what_was_found_and_to_who_asks(world: World) -> None:
    asked = INDUSTRY | {"found": "activity"}
    world.put("core/asked_activities", [asked, asked | {"basis_id": SECOND, "item_code": "clinker_output"}])
    activity = INDUSTRY | {"amount": 10, "unit_code": "t"}
    world.put("core/activities", [activity, *apart(activity, *ACTIVITY[:-1], amount=90)])

    def rules(basis: str) -> list[Parent]:
        return [("rule", "core.categories", "E.2", None), ("rule", "core.bases", basis, None)]

    assert all_parents(world, "asked_activities") == {
        f"{OFFICIAL}/{KEY}/CO2": [("activity", "core.activities", KEY, 10), *rules(OFFICIAL)],
        f"{SECOND}/{KEY}clinker_output/CO2": rules(SECOND),
    }


def test_an_emission_is_an_amount_times_a_factor_or_what_a_stock_released(world: World) -> None:
    emitted = INDUSTRY | {"emissions_t": 7, "item_code": "cement_output"}
    world.put("core/emissions__multiply", [emitted, emitted | {"region_code": DAZHU, "emissions_t": 9}])
    world.put("core/emissions__bank", apart(emitted, "basis_id", "region_code", emissions_t=20)[:1])
    world.put("core/emissions__first_order_decay", apart(emitted, "gas", emissions_t=30))
    activity = INDUSTRY | {"item_code": "cement_output", "amount": 10, "unit_code": "t"}
    world.put("core/activities", [activity, *apart(activity, *ACTIVITY, amount=11)])
    place = {"fuel_code": "raw_coal", "item_code": "cement_output", "factor_region_code": QUXIAN}
    world.put(
        "core/factor_regions",
        [
            place,
            place | {"region_code": DAZHU, "factor_region_code": SICHUAN},
            *apart(place | {"factor_region_code": SICHUAN}, "fuel_code", "item_code"),
        ],
    )
    factor = INDUSTRY | {"item_code": "cement_output", "value": 0.5}
    world.put("core/factors", [factor, *apart(factor, *FACTOR, value=1)])
    key = f"{KEY}cement_output"
    there = key.replace(QUXIAN, DAZHU)
    assert all_parents(world, "emissions") == {
        f"{OFFICIAL}/{key}/CO2": [
            ("activity", "core.activities", key, 10),
            ("factor", "core.factors", f"{OFFICIAL}/{key}/CO2/factor", 0.5),
        ],
        f"{OFFICIAL}/{there}/CO2": [
            ("activity", "core.activities", there, 11),
            ("factor", "core.factors", f"{OFFICIAL}/{key.replace(QUXIAN, SICHUAN)}/CO2/factor", 2),
        ],
        f"{SECOND}/{key}/CO2": [("stock", "core.stocks", f"{SECOND}/{key}/CO2", 20)],
        f"{OFFICIAL}/{key}/CH4": [("stock", "core.stocks", f"{OFFICIAL}/{key}/CH4", 30)],
    }


def test_exchanged_electricity_leads_to_what_the_rule_of_its_basis_counts(world: World) -> None:
    """Of three bases, by the mix of the stations, by nothing and by the grid; of no net exchange the grid."""
    exchanged: Row = {"category_code": "S2.1", "fuel_code": "electricity", "emissions_t": 1}
    third = "ipcc_2006-ar5"
    bases = {OFFICIAL: "own_mix", SECOND: "zero", third: "grid_factor"}
    world.put("core/bases", [{"basis_id": name, "export_rule": rule, **SETS} for name, rule in bases.items()])
    world.put(
        "core/emissions__electricity_exchange",
        [
            *(exchanged | {"basis_id": basis} for basis in bases),
            *apart(exchanged, "region_code", "year"),
        ],
    )
    activity: Row = {"category_code": "S2.1", "fuel_code": "electricity", "amount": -100, "unit_code": "mwh"}
    nobody = apart(activity, "region_code", amount=0)
    others = apart(activity, "category_code", "sector_code", "fuel_code", "item_code", amount=5)
    world.put("core/activities", [activity, *nobody, activity | {"year": 2019}, *others])
    place = {"fuel_code": "electricity"}
    world.put("core/factor_regions", [place | {"region_code": r, "factor_region_code": r} for r in (QUXIAN, DAZHU)])
    factor = {"category_code": "S2.1", "fuel_code": "electricity", "value": 0.5}
    world.put(
        "core/factors",
        [
            row | basis
            for basis in ({}, {"basis_id": third}, {"basis_id": SECOND})
            for row in (factor, *apart(factor, "factor_region_code", "year", "gas", "role", value=1))
        ]
        + [factor | {"factor_region_code": DAZHU, "value": 0.25}],
    )
    given: Row = {"category_code": "S2.1", "fuel_code": "electricity", "parent_kind": "observation"}
    given |= {"base_unit_code": "mwh", "parent_id": "o1", "amount_base": 400}
    world.put(
        "core/activity_inputs",
        [
            given,
            given | {"year": 2019, "parent_id": "o2", "amount_base": 300},
            given | {"region_code": DAZHU, "parent_id": "o3", "amount_base": 900},
            given | {"category_code": "S2.2", "parent_id": "o4", "amount_base": 900},
            given | {"parent_id": "o5", "amount_base": 500},  # what is used
            given | {"parent_id": "o6", "parent_kind": "estimate", "amount_base": 900},
        ],
    )
    world.put(
        "core/observations",
        [
            observed(f"o{number}", "electricity_use" if number == 5 else "electricity_generation", 1)
            for number in range(1, 7)
        ],
    )
    power = {"category_code": "E.1.1", "sector_code": "power", "fuel_code": "raw_coal", "emissions_t": 300}
    stations = [power, *apart(power, "basis_id", "region_code", "year", "fuel_code", "gas", emissions_t=301)]
    world.put("core/emissions__multiply", [*stations, power | {"sector_code": "industry", "emissions_t": 99}])
    world.show_lineage("emissions")
    key = "2020/S2.1//electricity/"

    def child(basis: str, region: str = QUXIAN, year: int = 2020) -> str:
        return f"{basis}/{region}/{year}/S2.1//electricity//CO2"

    def net(region: str = QUXIAN, year: int = 2020, amount: float = -100) -> Parent:
        return ("activity", "core.activities", f"{region}/{year}/S2.1//electricity/", amount)

    def station(year: int, fuel: str, tonnes: float) -> Parent:
        return ("power", "core.emissions", f"{OFFICIAL}/{QUXIAN}/{year}/E.1.1/power/{fuel}//CO2", tonnes)

    found = all_parents(world, "emissions")
    assert {name: parents for name, parents in found.items() if "/S2.1/" in name} == {
        child(OFFICIAL): [
            net(),
            ("generation", "core.observations", "o1", 400),
            station(2020, "coke", 304),
            station(2020, "raw_coal", 300),
        ],
        child(OFFICIAL, year=2019): [
            net(year=2019),
            ("generation", "core.observations", "o2", 300),
            station(2019, "raw_coal", 303),
        ],
        child(SECOND): [net(), ("rule", "core.bases", SECOND, 0)],
        child(third): [net(), ("factor", "core.factors", f"{third}/{QUXIAN}/{key}/CO2/factor", 0.5)],
        child(OFFICIAL, DAZHU): [
            net(DAZHU, amount=0),
            ("factor", "core.factors", f"{OFFICIAL}/{DAZHU}/{key}/CO2/factor", 0.25),
        ],
    }


def test_a_difference_of_stocks_leads_to_the_surveys_on_either_side_and_the_factor_of_the_later_one(
    world: World,
) -> None:
    """Surveyed in 2015, 2018 and 2022: of 2018 that is the later survey, of 2019 the earlier one."""
    stock = INDUSTRY | {"item_code": "cement_output"}
    emitted = stock | {"emissions_t": 1}
    names = ("region_code", "category_code", "sector_code", "fuel_code", "item_code")
    elsewhere = apart(emitted | {"year": 2018}, "region_code", "basis_id")
    world.put("core/emissions__stock_difference", [*(emitted | {"year": y} for y in (2018, 2019)), *elsewhere])
    surveys = {2015: 100, 2018: 130, 2022: 170}
    survey = stock | {"unit_code": "t"}
    world.put(
        "core/activities",
        [
            *(survey | {"year": year, "amount": amount} for year, amount in surveys.items()),
            *apart(survey | {"year": 2017}, *names, amount=900),
            *apart(survey | {"year": 2020}, *names, amount=950),
        ],
    )
    place = {"fuel_code": "raw_coal", "item_code": "cement_output", "factor_region_code": QUXIAN}
    there = place | {"factor_region_code": SICHUAN}
    world.put(
        "core/factor_regions",
        [place, there | {"region_code": DAZHU}, *apart(there, "fuel_code", "item_code")],
    )
    factors = [
        row | {"year": year}
        for year, value in ((2018, 0.5), (2019, 70), (2020, 0.75), (2022, 0.25))
        for row in (
            stock | {"value": value},
            *apart(stock, *(name for name in FACTOR if name != "year"), value=10 * value),
        )
    ]
    world.put("core/factors", factors)

    def at(role: str, year: int, amount: float, region: str = QUXIAN) -> Parent:
        return (role, "core.activities", f"{region}/{year}/E.2/industry/raw_coal/cement_output", amount)

    def by(year: int, value: float, region: str = QUXIAN, basis: str = OFFICIAL) -> Parent:
        key = f"{basis}/{region}/{year}/E.2/industry/raw_coal/cement_output/CO2/factor"
        return ("factor", "core.factors", key, value)

    key = "E.2/industry/raw_coal/cement_output/CO2"
    before_2018 = [at("before", 2015, 100), at("after", 2018, 130)]
    assert all_parents(world, "emissions") == {
        f"{OFFICIAL}/{QUXIAN}/2018/{key}": [*before_2018, by(2018, 0.5)],
        f"{OFFICIAL}/{QUXIAN}/2019/{key}": [at("before", 2018, 130), at("after", 2022, 170), by(2022, 0.25)],
        f"{OFFICIAL}/{DAZHU}/2018/{key}": [
            at("before", 2017, 900, DAZHU),
            at("after", 2020, 950, DAZHU),
            by(2020, 8.5, SICHUAN),
        ],
        f"{SECOND}/{QUXIAN}/2018/{key}": [*before_2018, by(2018, 5, basis=SECOND)],
    }


def test_a_share_of_several_figures_stands_once_behind_their_sum(world: World) -> None:
    taken: Row = {"sector_code": "industry", "fuel_code": "diesel", "observation_id": "o1", "amount_base": 5}
    taken |= {"base_unit_code": "t", "share": 0.5, "share_factor_id": "f1"}
    world.put(
        "core/energy_inputs",
        [
            taken,
            taken | {"observation_id": "o2", "sign": -1, "amount_base": 2},
            taken | {"observation_id": "o0", "sign": -1, "amount_base": 1, "share": 1, "share_factor_id": ""},
            *apart(taken, "region_code", "year", "sector_code", "fuel_code", amount_base=10, share=1),
        ],
    )
    key = f"{QUXIAN}/2020/industry/diesel"
    others = {
        key.replace(QUXIAN, DAZHU): 0,
        key.replace("2020", "2019"): 1,
        key.replace("industry", "power"): 2,
        key.replace("diesel", "coke"): 3,
    }
    assert all_parents(world, "energy_use") == {
        key: [
            ("plus", "core.observations", "o1", 5),
            ("minus", "core.observations", "o0", 1),
            ("minus", "core.observations", "o2", 2),
            ("share", "core.factor_values", "f1", 0.5),
        ],
        **{
            other: [("plus", "core.observations", "o1", 10 + more), ("share", "core.factor_values", "f1", 1 + more)]
            for other, more in others.items()
        },
    }


def test_an_estimate_leads_to_each_figure_in_its_role(world: World) -> None:
    given: Row = {"item_code": "cement_output", "sector_code": "industry", "fuel_code": "coke"}
    roles = {"driver": ("o1", 4), "before": ("o2", 3), "after": ("o0", 2)}
    rows = [given | {"role": role, "observation_id": of, "value_used": used} for role, (of, used) in roles.items()]
    world.put("core/estimate_inputs", [*rows, *apart(rows[0], "region_code", "year", value_used=8)])
    key = f"{QUXIAN}/2020/cement_output/industry/coke"
    assert all_parents(world, "estimates") == {
        key: [(role, "core.observations", *roles[role]) for role in sorted(roles)],
        key.replace(QUXIAN, DAZHU): [("driver", "core.observations", "o1", 8)],
        key.replace("2020", "2019"): [("driver", "core.observations", "o1", 9)],
    }


def test_a_line_leads_to_the_earlier_value_and_then_the_later_one(world: World) -> None:
    values = {"z": 1, "a": 4, "m": 2}
    world.put(
        "core/factor_values",
        [
            {"factor_id": name, "value": value, "value_base": value, "unit_code": "t_per_t"}
            for name, value in values.items()
        ],
    )
    line: Row = {"factor_id": "z", "later_factor_id": "a", "from_year": 2018, "to_year": 2021, "value_base": 3}
    carried = {"treatment_code": "carried"}
    line |= {"treatment_code": "interpolated"}
    world.put(
        "core/factor_estimates",
        [line, line | {"year": 2019}, line | carried, line | carried | {"factor_id": "m", "later_factor_id": ""}],
    )

    def at(role: str, name: str) -> Parent:
        return (role, "core.factor_values", name, values[name])

    found = all_parents(world, "factor_estimates")
    assert {name: found[name] for name in found if "carried" not in name} == {
        "z/2020/interpolated": [at("earlier", "z"), at("later", "a")],
        "z/2019/interpolated": [at("earlier", "z"), at("later", "a")],
    }
    assert found["m/2020/carried"] == [at("carried", "m")]


def test_an_observed_value_leads_to_the_cells_of_its_county_and_year_and_to_what_weighs_them(world: World) -> None:
    value: Row = {"subject_code": "raw_coal", "property": "ncv", "sector_code": "power", "value": 20, "value_base": 20}
    value |= {"unit_code": "gj_per_t", "gas": "", "valid_from": 2020, "valid_to": 2020}
    here, there, before = ({"scope_code": QUXIAN}, {"scope_code": DAZHU}, {"scope_code": QUXIAN, "valid_from": 2019})
    values = {
        "here": here,
        "there": there,
        "before": before,
        "carbon": here | {"property": "carbon_content"},
        # of these no rule says how they are observed
        "use": here | {"sector_code": "industry"},
        "gas": here | {"gas": "CH4"},
        "fuel": here | {"subject_code": "coke"},
    }
    world.put("core/factor_values__observed", [value | {"factor_id": name} | about for name, about in values.items()])
    places = {"here": (QUXIAN, 2020, 0), "there": (DAZHU, 2020, 100), "before": (QUXIAN, 2019, 200)}
    items = {"plant_ncv": 20, "plant_fuel_consumption": 30, "plant_carbon_content": 40}
    rows = [
        observed(f"{name} {item}", item, more + size, "", "raw_coal", region_code=region, year=year, period=f"{year}")
        for name, (region, year, size) in places.items()
        for item, more in items.items()
    ]
    besides = [*UNFIT, {"fuel_code": "coke"}]
    others = [
        row | other | {"observation_id": f"{row['observation_id']} {number}"}
        for row in rows
        for number, other in enumerate(besides)
    ]
    world.put("core/observations", [*rows, *others])

    def of(role: str, name: str, item: str) -> Parent:
        return (role, "core.observations", f"{name} {item}", items[item] + places[name][2])

    assert all_parents(world, "factor_values") == {
        **{name: [of("observed", name, "plant_ncv"), of("weight", name, "plant_fuel_consumption")] for name in places},
        "carbon": [
            of("observed", "here", "plant_carbon_content"),
            of("weight", "here", "plant_fuel_consumption"),
            of("weight", "here", "plant_ncv"),
        ],
    }


def test_a_factor_leads_to_the_values_of_its_chain_in_the_order_of_their_product(world: World) -> None:
    part = INDUSTRY | {"factor_id": "z", "value_used": 2}
    estimated = {"position": 2, "factor_id": "a", "treatment_code": "carried", "value_used": 3}
    later = {"factor_id": "b", "treatment_code": "interpolated", "value_used": 4}
    world.put(
        "core/factor_parts",
        [
            part,
            part | estimated,
            part | {"position": 3, "factor_id": "y", "is_allowed": False},
            *apart(part | later, *FACTOR, value_used=5),
        ],
    )
    names: list[str] = [f"{OFFICIAL}/{KEY}/CO2/factor"]
    moved = {
        OFFICIAL: SECOND,
        QUXIAN: SICHUAN,
        "/2020/": "/2019/",
        "E.2": "E.4",
        "industry": "power",
        "raw_coal/": "coke/",
        "raw_coal//": "raw_coal/clinker_output/",
        "CO2": "CH4",
        "/factor": "/rate",
    }
    names += [names[0].replace(old, new) for old, new in moved.items()]
    found = all_parents(world, "factors")
    assert found.pop(names[0]) == [
        ("part", "core.factor_values", "z", 2),
        ("part", "core.factor_estimates", "a/2020/carried", 3),
    ]
    years = [2019 if "/2019/" in name else 2020 for name in names]
    assert found == {
        name: [("part", "core.factor_estimates", f"b/{year}/interpolated", 4 + number)]
        for number, (name, year) in enumerate(zip(names, years, strict=True))
        if number
    }


def test_a_chain_of_prices_leads_to_its_steps_in_order(world: World) -> None:
    step: Row = {"price_base_year": 2015, "observation_id": "o9", "role": "nominal", "value_used": 100}
    growth = {"position": 2, "observation_id": "o1", "role": "growth", "value_used": 1.1}
    later = [{"year": 2019}, {"region_code": DAZHU}, {"price_base_year": 2020}, {"sector_code": "industry"}]
    world.put("core/gdp_inputs", [step | growth, step, *(step | other for other in later)])
    whole: list[Parent] = [("nominal", "core.observations", "o9", 100)]
    assert all_parents(world, "gdp") == {
        f"{QUXIAN}/2020/2015/": [*whole, ("growth", "core.observations", "o1", 1.1)],
        f"{QUXIAN}/2019/2015/": whole,
        f"{DAZHU}/2020/2015/": whole,
        f"{QUXIAN}/2020/2020/": whole,
        f"{QUXIAN}/2020/2015/industry": whole,
    }


def test_a_mean_is_of_the_figures_in_force_of_its_county(world: World) -> None:
    world.put("core/mean_population", [{"persons": 1}, {"region_code": DAZHU, "persons": 1}])
    rows = [
        observed(f"{region} {year}", "population_resident", int(region) + year, region_code=region, year=year)
        for region in (QUXIAN, DAZHU)
        for year in (2021, 2020, 2019, 2018)
    ]
    besides = [*UNFIT, {"item_code": "population_registered"}, {"sector_code": "urban"}]
    others = [
        row | other | {"observation_id": f"{row['observation_id']} {number}"}
        for row in rows
        for number, other in enumerate(besides)
    ]
    world.put("core/observations", [*rows, *others])
    assert all_parents(world, "mean_population") == {
        f"{region}/2020": [
            ("residents", "core.observations", f"{region} {year}", int(region) + year) for year in (2019, 2020)
        ]
        for region in (QUXIAN, DAZHU)
    }


def test_a_coefficient_is_the_last_one_by_heat_and_the_last_one_by_coal_of_each_fuel_and_year(world: World) -> None:
    names = ("electricity", "heat")
    world.put(
        "core/standard_coal",
        [
            {"fuel_code": fuel, "year": year, "calorific": 1, "coal_equivalent": 1}
            for fuel in names
            for year in (2019, 2020)
        ],
    )

    def value(name: str, amount: float, fuel: str, **other: object) -> Row:
        about = {"factor_id": name, "subject_code": fuel, "property": "standard_coal", "unit_code": "tce"}
        return about | {"value": amount, "value_base": amount} | other

    coal = {"property": "generation_coal"}
    world.put(
        "core/factor_values",
        [
            value("a", 1, "electricity", valid_to=2019),
            value("b", 2, "electricity", valid_from=2020, valid_to=2020),
            value("c", 3, "electricity", valid_from=2021),
            value("d", 4, "electricity", valid_from=2010, valid_to=2011, **coal),
            value("e", 5, "electricity", valid_from=2019, valid_to=2019, **coal),
            value("f", 6, "electricity", valid_from=2020, scope_code=QUXIAN),
            value("g", 7, "electricity", valid_from=2020, property="carbon_content"),
            value("h", 8, "heat"),
        ],
    )

    def last(name: str, role: str, used: float) -> Parent:
        return (role, "core.factor_values", name, used)

    by_coal = last("e", "generation_coal", 5)
    assert all_parents(world, "standard_coal") == {
        "2019/electricity": [last("a", "standard_coal", 1), by_coal],
        "2020/electricity": [last("b", "standard_coal", 2), by_coal],
        "2019/heat": [last("h", "standard_coal", 8)],
        "2020/heat": [last("h", "standard_coal", 8)],
    }


def test_value_added_leads_to_the_whole_the_part_and_the_other_ones_of_its_county_and_year(world: World) -> None:
    industries = {"primary_industry": 2, "secondary_industry": 3}
    places = ((QUXIAN, 2020, 100), (DAZHU, 2020, 200), (QUXIAN, 2019, 300))
    added = {"price_base_year": 2015, "value_added_cny": 1}
    world.put(
        "core/value_added",
        [
            added | {"region_code": region, "year": year, "industry_code": industry}
            for region, year, _ in places
            for industry in industries
        ]
        + [added | {"price_base_year": 2020, "industry_code": "primary_industry"}],
    )
    world.put(
        "core/gdp",
        [
            {
                "region_code": region,
                "year": year,
                "price_base_year": base,
                "sector_code": sector,
                "gdp_cny": more + size,
            }
            for region, year, size in places
            for base, sector, more in ((2015, "", 10), (2020, "", 20), (2015, "primary_industry", 30))
        ],
    )
    cny = {"unit_code": "cny", "base_unit_code": "cny"}
    rows = [
        observed(f"{region} {year} {industry}", "gdp", more + size, industry, region_code=region, year=year) | cny
        for region, year, size in places
        for industry, more in industries.items()
    ]
    besides: list[Row] = [*UNFIT, {"item_code": "gdp_growth"}, {"sector_code": "construction"}, {"sector_code": ""}]
    others = [
        row | other | {"observation_id": f"{row['observation_id']} {number}"}
        for row in rows
        for number, other in enumerate(besides)
    ]
    world.put("core/observations", [*rows, *others])

    def of(region: str, year: int, size: int, industry: str, base: int = 2015) -> list[Parent]:
        (other,) = set(industries) - {industry}
        whole = ("whole", "core.gdp", f"{region}/{year}/{base}/", {2015: 10, 2020: 20}[base] + size)
        printed = "core.observations"
        return [
            whole,
            ("part", printed, f"{region} {year} {industry}", industries[industry] + size),
            ("other", printed, f"{region} {year} {other}", industries[other] + size),
        ]

    assert all_parents(world, "value_added") == {
        **{
            f"{region}/{year}/2015/{industry}": of(region, year, size, industry)
            for region, year, size in places
            for industry in industries
        },
        f"{QUXIAN}/2020/2020/primary_industry": of(QUXIAN, 2020, 100, "primary_industry", 2020),
    }


def test_raw_material_leads_to_its_cells_in_the_account_and_to_the_factor_of_industry(world: World) -> None:
    fuel = {"fuel_code": "raw_coal"}
    made = fuel | {"amount": 1, "unit_code": "t"}
    world.put("core/raw_material_co2", [made, *apart(made, "basis_id", "region_code", "year", "fuel_code")])
    feedstock, balance = "industry_energy_feedstock", "energy_balance"
    figures = [
        observed("o1", feedstock, 10, "industry", "raw_coal"),
        observed("o2", balance, 4, "feedstock", "raw_coal"),
        observed("o3", balance, 90, "industry", "raw_coal"),
        observed("o4", "industry_energy_consumption", 91, "industry", "raw_coal"),
        observed("o5", "industry_energy_consumption", 92, "feedstock", "raw_coal"),
        observed("o6", feedstock, 93, "industry", "raw_coal"),  # of no account
        observed("o7", feedstock, 20, "industry", "raw_coal", region_code=DAZHU),
        observed("o8", feedstock, 30, "industry", "raw_coal", year=2019, period="2019"),
        observed("o9", feedstock, 40, "industry", "coke"),
    ]
    world.put("core/observations", figures)
    taken = {"sector_code": "industry", "amount_base": 1, "base_unit_code": "t"}
    world.put(
        "core/energy_inputs",
        [
            taken
            | other
            | {name: row[name] for name in ("observation_id", "fuel_code", "region_code", "year") if name in row}
            for row in figures
            if row["observation_id"] != "o6"
            for other in ({}, {"sector_code": "power"})  # twice in the account, once a parent
        ]
        + [
            taken | {"observation_id": "o6"} | fuel | {name: ELSEWHERE[name]}
            for name in ("region_code", "year", "fuel_code")
        ],
    )
    place = fuel | {"factor_region_code": QUXIAN}
    world.put(
        "core/factor_regions",
        [
            place,
            place | {"region_code": DAZHU, "factor_region_code": SICHUAN},
            place | {"fuel_code": "coke"},
            place | {"item_code": "clinker_output", "factor_region_code": SICHUAN},
        ],
    )
    factor = INDUSTRY | {"value": 0.5}
    world.put("core/factors", [factor, *apart(factor, *(name for name in FACTOR if name != "item_code"), value=1)])

    def of(basis: str, region: str, year: int, fuel_code: str, value: float) -> Parent:
        return ("factor", "core.factors", f"{basis}/{region}/{year}/E.2/industry/{fuel_code}//CO2/factor", value)

    cells = {
        name: ("activity", "core.observations", name, used)
        for name, used in (("o1", 10), ("o2", 4), ("o7", 20), ("o8", 30), ("o9", 40))
    }
    assert all_parents(world, "raw_material_co2") == {
        f"{OFFICIAL}/{QUXIAN}/2020/raw_coal": [
            cells["o1"],
            cells["o2"],
            of(OFFICIAL, QUXIAN, 2020, "raw_coal", 0.5),
        ],
        f"{SECOND}/{QUXIAN}/2020/raw_coal": [cells["o1"], cells["o2"], of(SECOND, QUXIAN, 2020, "raw_coal", 1)],
        f"{OFFICIAL}/{DAZHU}/2020/raw_coal": [cells["o7"], of(OFFICIAL, SICHUAN, 2020, "raw_coal", 2)],
        f"{OFFICIAL}/{QUXIAN}/2019/raw_coal": [cells["o8"], of(OFFICIAL, QUXIAN, 2019, "raw_coal", 3)],
        f"{OFFICIAL}/{QUXIAN}/2020/coke": [cells["o9"], of(OFFICIAL, QUXIAN, 2020, "coke", 6)],
    }


def test_fuel_of_the_road_leads_to_vehicles_of_its_county_and_to_what_each_class_drives_and_burns(
    world: World,
) -> None:
    fuels = ("gasoline", "diesel")
    places = ((QUXIAN, 2020, 100), (DAZHU, 2020, 200), (QUXIAN, 2019, 300))
    world.put(
        "core/road_fuel_estimates",
        [
            {"region_code": region, "year": year, "fuel_code": fuel, "amount_t": 1}
            for region, year, _ in places
            for fuel in fuels
        ],
    )
    classes = {"car_small": 1, "motorcycle": 2, "bus": 3}
    rows = [
        observed(f"{region} {year} {name}", "vehicles", more + size, name, region_code=region, year=year)
        for region, year, size in places
        for name, more in classes.items()
    ]
    others = [
        row | other | {"observation_id": f"{row['observation_id']} {number}"}
        for row in rows
        for number, other in enumerate([*UNFIT, {"item_code": "cars_new"}])
    ]
    world.put("core/observations", [*rows, *others])

    def value(kind: str, amount: float, sector: str = "", fuel: str = "") -> Row:
        about = {"factor_id": f"{kind} {sector}{fuel}", "property": kind, "sector_code": sector, "subject_code": fuel}
        return about | {"value": amount, "value_base": amount, "unit_code": "t_per_t"}

    world.put(
        "core/factor_values",
        [
            *(value("distance_per_year", 10 * more, name) for name, more in classes.items()),
            *(value("consumption_per_distance", more / 10, name) for name, more in classes.items()),
            value("distance_per_year", 99, "truck_heavy"),
            value("ncv", 98, "car_small"),
            value("ncv", 97, fuel="gasoline"),
            value("fuel_density", 0.75, fuel="gasoline"),
            value("fuel_density", 0.5, fuel="diesel"),
        ],
    )

    def of(region: str, year: int, size: int, fuel: str) -> list[Parent]:
        names = ["car_small", "motorcycle"] if fuel == "gasoline" else ["bus"]
        density = {"gasoline": 0.75, "diesel": 0.5}[fuel]
        values = "core.factor_values"
        return [
            *(("vehicles", "core.observations", f"{region} {year} {n}", classes[n] + size) for n in names),
            ("fuel_density", values, f"fuel_density {fuel}", density),
            *(("distance_per_year", values, f"distance_per_year {n}", 10 * classes[n]) for n in names),
            *(("consumption_per_distance", values, f"consumption_per_distance {n}", classes[n] / 10) for n in names),
        ]

    assert all_parents(world, "road_fuel_estimates") == {
        f"{region}/{year}/{fuel}": of(region, year, size, fuel) for region, year, size in places for fuel in fuels
    }
