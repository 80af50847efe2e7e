"""What the two sides of ratios of delivered figures are made of, and that each part leads to exactly its inputs.

Two bases, a county in two years and its neighbour: of each place every amount is a multiple of its own, and every
coefficient another one, so that none can stand for another.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pytest

from schemas.contract import load_contract
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

DAZHU = "511724"
PLACES = {(QUXIAN, 2020): 1, (DAZHU, 2020): 2, (QUXIAN, 2019): 3}
BASES = {OFFICIAL: 1, SECOND: 10}

#: tce per base unit, by heat and by the coal that makes it.
COAL = {
    (2020, "heat"): (0.034, 0.9),
    (2020, "raw_coal"): (0.714285714, 0.8),
    (2020, "electricity"): (0.1229, 0.3),
    (2019, "heat"): (0.035, 0.91),
    (2019, "raw_coal"): (0.714, 0.81),
    (2019, "electricity"): (0.123, 0.31),
}

#: What road passengers are in tonne-kilometres, in either year.
CONVERSION = {2020: 0.1, 2019: 0.2}

#: Of each place once as often as its number says; two plants return electricity.
FIGURES: dict[tuple[str, str, str], dict[str, Decimal | int]] = {
    ("clinker_coal", "", "raw_coal"): {"": 100},
    ("clinker_coal_ncv", "", "raw_coal"): {"": 20},
    ("clinker_electricity", "", "electricity"): {"P1": 30, "P2": 20},
    ("clinker_waste_heat_power", "", "electricity"): {"": 10},
    ("clinker_output", "", ""): {"": 1000},
    ("industry_energy_by_branch", "branch_textiles", "raw_coal"): {"": 7},
    ("industry_energy_by_branch", "branch_textiles", "electricity"): {"": 3},
    ("commercial_transport_energy", "road_freight", "diesel"): {"": 5},
    ("commercial_transport_energy", "road_freight", "electricity"): {"": 4},
    ("commercial_transport_energy", "road_freight", "natural_gas"): {"": 0},
    ("freight_turnover", "road", ""): {"": Decimal("123456789012.123456789")},
    ("passenger_turnover", "road", ""): {"": 200},
    ("passenger_turnover", "waterway", ""): {"": 0},
    ("passenger_turnover", "city_bus", ""): {"": 9},
    ("public_institution_energy", "public_institutions", "electricity"): {"": 11},
    ("livestock_stock_sheep", "farm_large", ""): {"": 50},
    ("livestock_stock_sheep", "farm_household", ""): {"": 60},
}
FOREST, LAND, COVER = ("forest_area", "", ""), ("land_total", "", ""), ("forest_cover", "", "")
#: Land, and the share of it that is forest where it is printed.
LANDS = {
    (QUXIAN, 2020): ("0.3", ""),
    (DAZHU, 2020): ("0.5", "0.4"),
    (QUXIAN, 2019): ("0.6", "0.7"),
    (DAZHU, 2019): ("0", ""),
}


def observation(key: tuple[str, str, str], amount: object, place: tuple[str, int], facility: str = "") -> Row:
    item, sector, fuel = key
    region, year = place
    about = {"item_code": item, "sector_code": sector, "fuel_code": fuel, "facility_code": facility}
    measured = {"amount_base": amount, "base_unit_code": "t", "unit_code": "t"}
    where = {"region_code": region, "year": year, "period": str(year)}
    return about | measured | where | {"observation_id": "|".join((*key, region, str(year), facility))}


def observations() -> Iterator[Row]:
    for place, times in PLACES.items():
        for key, amounts in FIGURES.items():
            for facility, amount in amounts.items():
                yield observation(key, amount * times, place, facility)
    # of one place there is a share of land, of two the share itself is printed, and of one there is no land
    for place, (land, share) in LANDS.items():
        yield observation(FOREST, "0.1", place)
        yield observation(LAND, land, place)
        if share:
            yield observation(COVER, share, place)
    # beside: what is not in force, parts of a year, unknown; of another sector, fuel or item
    beside: list[Row] = [
        {"is_preferred": False, "amount_base": 999},
        {"is_whole_year": False, "period": "2020-06", "amount_base": 999},
        {"amount_base": None, "value_status": "not_available"},
    ]
    for key in [*FIGURES, FOREST, LAND, COVER]:
        for number, other in enumerate(beside):
            yield observation(key, 999, (QUXIAN, 2020), f"beside {number}") | other
    for key in (FOREST, LAND, COVER, ("clinker_coal_ncv", "", "raw_coal")):
        for other in ({"sector_code": "urban"}, {"fuel_code": "diesel"}):
            row = observation(key, 77, (QUXIAN, 2020)) | other
            yield row | {"observation_id": f"{row['observation_id']} of {'|'.join(other)}"}
    yield observation(("steel_output", "", ""), 5, (QUXIAN, 2020))


def emission(basis: str, place: tuple[str, int], sector: str) -> Decimal:
    return Decimal("123456789012.123456" if sector == "farm_large" else "0.6") * BASES[basis] * PLACES[place]


def factor(basis: str, region: str, year: int, category: str) -> float:
    """One number for each of what tells factors apart."""
    return 3.0 + BASES[basis] + (region == QUXIAN) * 100 + (year == 2020) * 200 + (category == "S2.1") * 400


def values() -> list[Row]:
    """What passengers are in tonnes, by year; beside it what is of something else."""
    right: Row = {"subject_code": "passenger_turnover", "sector_code": "road", "property": "turnover_conversion"}
    others: list[Row] = [
        {"subject_code": "freight_turnover"},
        {"subject_code": "freight_turnover"},
        {"sector_code": "waterway", "valid_from": 2021},
        {"sector_code": "waterway", "valid_to": 2018},
        {"sector_code": "railway"},
        {"property": "ncv"},
        {"scope_code": QUXIAN},
    ]
    rows = [
        right | {"factor_id": f"passengers {year}", "valid_from": year, "valid_to": year, "value_base": number}
        for year, number in CONVERSION.items()
    ]
    rows += [right | {"value_base": 77.0} | other | {"factor_id": f"other {n}"} for n, other in enumerate(others)]
    return [row | {"unit_code": "t", "value": row["value_base"], "gas": ""} for row in rows]


def put(world: World) -> None:
    world.make("core/bases")
    world.put("core/bases", world.rows("core/bases", f"basis_id in ('{OFFICIAL}', '{SECOND}')"))
    world.put("core/observations", observations())
    regions: list[Row] = [
        {"fuel_code": fuel, "region_code": region, "factor_region_code": region}
        for fuel, region in product(("", "electricity", "diesel"), (QUXIAN, DAZHU))
    ]
    stranger = {"fuel_code": "diesel", "item_code": "clinker_coal"}
    regions += [stranger | {"region_code": QUXIAN, "factor_region_code": DAZHU}]
    world.put("core/factor_regions", regions)
    world.put(
        "core/standard_coal",
        [
            {"year": year, "fuel_code": fuel, "calorific": heat, "coal_equivalent": made}
            for (year, fuel), (heat, made) in COAL.items()
        ],
    )
    usual: Row = {"method": "multiply", "category_code": "E.3.1", "sector_code": "road", "fuel_code": "diesel"}
    grid: Row = {"method": "multiply", "category_code": "S2.1", "sector_code": "", "fuel_code": "electricity"}
    right = [
        row
        | {"basis_id": basis, "factor_region_code": region, "year": year}
        | {"value": factor(basis, region, year, row["category_code"])}
        for basis, region, year, row in product(BASES, (QUXIAN, DAZHU), (2019, 2020), (usual, grid))
    ]
    strange: list[Row] = [
        {"role": "rate"},
        {"gas": "CH4"},
        {"category_code": "E.3.3"},
        {"sector_code": "waterway"},
        {"fuel_code": "gasoline"},
    ]
    beside = [usual | {"factor_region_code": QUXIAN, "value": 77.0} | other for other in strange]
    of_animals: Row = {"factor_region_code": QUXIAN, "category_code": "A.3", "method": "multiply", "value": 77.0}
    beside += [of_animals | {"item_code": item} for item in ("livestock_stock_sheep", "livestock_stock_goats")]
    world.put("core/factors", [*right, *beside])
    of_sheep: Row = {"category_code": "A.3", "item_code": "livestock_stock_sheep", "fuel_code": "", "gas": "CH4"}
    emitted = [
        of_sheep
        | {"basis_id": basis, "region_code": place[0], "year": place[1], "sector_code": sector}
        | {"emissions_t": emission(basis, place, sector)}
        for basis, place, sector in product(BASES, PLACES, ("farm_large", "farm_household"))
    ]
    strange = [
        {"gas": "N2O"},
        {"category_code": "A.4"},
        {"sector_code": "urban"},
        {"fuel_code": "diesel"},
        {"item_code": "steel_output"},
        {"category_code": "E.3.1", "item_code": "commercial_transport_energy", "fuel_code": "diesel"}
        | {"sector_code": "road_freight"},
    ]
    beside = [of_sheep | {"sector_code": "farm_large", "emissions_t": 77} | other for other in strange]
    world.put("core/emissions", [*emitted, *beside])
    world.put("core/factor_values", values())


#: An indicator: code, scope, how electricity is counted, year whose grid factor is held.
Indicator = tuple[str, str, str, int]
UNIT_ENERGY: list[Indicator] = [
    ("clinker_unit_energy", scope, "calorific", 0) for scope in ("gross", "net_of_waste_heat")
]
TRANSPORT: list[Indicator] = [
    ("transport_co2_per_turnover", scope, "", 2020) for scope in ("all_commercial", "road_waterway")
]
SHEEP: list[Indicator] = [
    (f"enteric_ch4_per_{what}", which, "", 0) for what in ("animal", "tonne") for which in ("ruminants", "sheep_goats")
]

Input = tuple[str, str, str, float]


class Part(NamedTuple):
    """A part of a side of some indicators, and its inputs other than the printed figures that it adds up."""

    indicators: list[Indicator]
    side: str
    figure: tuple[str, str, str]
    amount: Decimal | int
    coefficient: float | None = 1.0
    scale: str = "1"
    inputs: tuple[Input, ...] = ()
    category: tuple[str, str, int] = ("", "", 0)
    """Category and sector of its factor or emission, and year of the factor; 0 for its own year."""

    @property
    def contribution(self) -> Decimal | None:
        """Nothing of a fuel is nothing, whatever its factor."""
        if self.coefficient is None:
            return None if self.amount else Decimal(0)
        return (self.amount * Decimal(str(self.coefficient)) * Decimal(self.scale)).quantize(Decimal("1e-9"))


def parts_of(basis: str, place: tuple[str, int]) -> Iterator[Part]:
    """By the definitions of the plan, of one place."""
    region, year = place
    times = PLACES[place]

    def coal(fuel: str, made: bool = False) -> tuple[Input, ...]:
        return (("coefficient", "core.standard_coal", f"{year}/{fuel}", COAL[year, fuel][made]),)

    def co2(category: str, sector: str, fuel: str, of: int) -> tuple[Input, ...]:
        key = "/".join((basis, region, str(of), category, sector, fuel, "", "CO2", "factor"))
        return (("factor", "core.factors", key, factor(basis, region, of, category)),)

    def part(indicators: list[Indicator], side: str, key: tuple[str, str, str], scale: str, *inputs: Input) -> Part:
        amount = times * sum(FIGURES[key].values())
        return Part(indicators, side, key, amount, inputs[0][3] if inputs else 1.0, scale, inputs)

    top, bottom = "numerator", "denominator"
    # clinker: coal by the heat that the plant measured, electricity by heat; what waste heat gives is taken off
    ncv, electricity = ("clinker_coal_ncv", "", "raw_coal"), coal("electricity")
    heat: Input = ("heat", "core.observations", "|".join((*ncv, region, str(year), "")), 20.0 * times)
    burnt = part(UNIT_ENERGY, top, ("clinker_coal", "", "raw_coal"), "1000", *coal("heat"), heat)
    yield burnt._replace(coefficient=20 * times * COAL[year, "heat"][0])
    yield part(UNIT_ENERGY, top, ("clinker_electricity", "", "electricity"), "1000", *electricity)
    yield part(UNIT_ENERGY[1:], top, ("clinker_waste_heat_power", "", "electricity"), "-1000", *electricity)
    yield part(UNIT_ENERGY, bottom, ("clinker_output", "", ""), "1")
    yield part([("clinker_cement_ratio", "", "", 0)], top, ("clinker_output", "", ""), "1")
    for account, fuel in product(("calorific", "coal_equivalent"), ("raw_coal", "electricity")):
        coefficient = coal(fuel, account == "coal_equivalent")
        textiles = ("industry_energy_by_branch", "branch_textiles", fuel)
        yield part([("textile_unit_energy", "", account, 0)], top, textiles, "1", *coefficient)
    # transport: the factor of the grid is that of 2020 in every year
    energy = "commercial_transport_energy", "road_freight"
    diesel = part(TRANSPORT, top, (*energy, "diesel"), "1000", *co2("E.3.1", "road", "diesel", year))
    yield diesel._replace(category=("E.3.1", "road", 0))
    grid = part(TRANSPORT, top, (*energy, "electricity"), "1000", *co2("S2.1", "", "electricity", 2020))
    yield grid._replace(category=("S2.1", "", 2020))
    gas = part(TRANSPORT, top, (*energy, "natural_gas"), "1000")
    yield gas._replace(coefficient=None, category=("E.3.1", "road", 0))
    yield part(TRANSPORT, bottom, ("freight_turnover", "road", ""), "0.01")
    passengers: Input = ("factor", "core.factor_values", f"passengers {year}", CONVERSION[year])
    yield part(TRANSPORT, bottom, ("passenger_turnover", "road", ""), "0.01", passengers)
    yield part(TRANSPORT, bottom, ("passenger_turnover", "waterway", ""), "0.01")._replace(coefficient=None)
    yield part(TRANSPORT[:1], bottom, ("passenger_turnover", "city_bus", ""), "0.01")._replace(coefficient=None)
    # institutions: with the factor of the year itself, and with that of 2020
    used = ("public_institution_energy", "public_institutions", "electricity")
    for account in ("calorific", "coal_equivalent"):
        coefficient = coal("electricity", account == "coal_equivalent")
        yield part([("public_institution_energy_per_area", "", account, 0)], top, used, "1000", *coefficient)
    for held in (0, 2020):
        grid = part([("public_institution_co2_per_area", "", "", held)], top, used, "1000")
        of = held or year
        inputs = co2("S2.1", "", "electricity", of)
        yield grid._replace(category=("S2.1", "", of), coefficient=inputs[0][3], inputs=inputs)
    for sector in ("farm_large", "farm_household"):
        sheep = ("livestock_stock_sheep", sector, "")
        emitted = part(SHEEP, top, sheep, "1000")
        yield emitted._replace(amount=emission(basis, place, sector), category=("A.3", "", 0))
        yield part(SHEEP[:2], bottom, sheep, "1")
    share = LANDS[place][1] or "0.333333333"
    yield Part([("forest_cover", "", "", 0)], top, COVER, Decimal(share), 1.0, "100")


def printed_of(basis: str, place: tuple[str, int], part: Part) -> list[Input]:
    """The figures that a part adds up, or the emission that rests on them."""
    region, year = place
    if part.category[0] == "A.3":
        key = "/".join((basis, region, str(year), "A.3", part.figure[1], "", part.figure[0], "CH4"))
        return [("activity", "core.emissions", key, float(part.amount))]
    figures = {part.figure: {"": part.amount}}
    if part.figure in FIGURES:
        figures = {part.figure: {plant: Decimal(n * PLACES[place]) for plant, n in FIGURES[part.figure].items()}}
    if part.figure == COVER and not LANDS[place][1]:
        figures = {FOREST: {"": Decimal("0.1")}, LAND: {"": Decimal("0.3")}}
    return [
        ("activity", "core.observations", "|".join((*key, region, str(year), plant)), float(number))
        for key, plants in figures.items()
        for plant, number in plants.items()
    ]


def expected() -> Iterator[tuple[tuple[object, ...], tuple[object, ...], list[Input]]]:
    """Key of each row, what it says, its inputs."""
    for basis, place in product(BASES, PLACES):
        for part in parts_of(basis, place):
            category, sector, of = part.category
            said = (category, sector, of or place[1], part.amount, part.coefficient, Decimal(part.scale))
            for indicator in part.indicators:
                key = (basis, *place, *indicator, part.side, *part.figure)
                yield key, (*said, part.contribution), [*printed_of(basis, place, part), *part.inputs]


def test_each_part_is_its_own_figure_times_its_own_coefficient(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    put(world)
    found = {tuple(row[name] for name in KEY): row for row in world.build("core/indicator_parts")}
    wanted = {key: said for key, said, _ in expected()}
    names = ("category_code", "factor_sector_code", "factor_year", "amount", "coefficient", "scale", "contribution")
    said = {key: tuple(row[name] for name in names) for key, row in found.items()}
    assert {key: row[:4] + row[5:] for key, row in said.items()} == {
        key: row[:4] + row[5:] for key, row in wanted.items()
    }
    assert {key: row[4] for key, row in said.items()} == pytest.approx({key: row[4] for key, row in wanted.items()})


def test_each_part_leads_to_its_own_inputs_and_to_nothing_else(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    put(world)
    world.compute("core/indicator_parts", is_judged=False)
    world.show_lineage("indicator_parts")
    rows = world.query("select * from lineage.indicator_parts order by child_id, position")
    roles = ["activity", "heat", "coefficient", "factor"]
    wanted = [
        ("/".join(map(str, key)), key[1], *line)
        for key, _, inputs in expected()
        for line in sorted(inputs, key=lambda line: (roles.index(line[0]), line[2]))
    ]
    names = ("child_id", "region_code", "role", "parent_table", "parent_id", "value_used")
    assert [tuple(row[name] for name in names) for row in rows] == sorted(wanted, key=lambda line: line[0])


KEY = load_contract("core", "indicator_parts").key
