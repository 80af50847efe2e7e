"""Observations as a source would hand them over, for worlds: three sets of them, and single ones.

- minimal: one fuel in one sector, and that none of it was transformed
- opulent: every item and sector that a table of the lake reads, two years, two counties and a province, every
  vintage and missing mark, two sources and two editions of one figure
- empty: nothing was delivered
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from assets import load_assets
from factors import load_categories
from schemas.codes import codes, read_codes
from schemas.vocabulary import VALUE_STATUSES
from tests.world import FILE, QUXIAN, SICHUAN, World

Row = dict[str, Any]

NEWER_FILE = "b" * 64
DAZHU = "511724"

#: One printed table that each region delivers, so that its years are known.
DELIVERED = {QUXIAN: "yearbook__gdp", DAZHU: "yearbook__gdp", SICHUAN: "energy_yearbook__provincial_balance"}

BASE_UNITS = {row["dimension"]: row["unit_code"] for row in read_codes("units") if row["is_base"] == "true"}
ITEMS = {row["item_code"]: row["dimension"] for row in read_codes("items")}
FUELS = {row["fuel_code"]: row["dimension"] for row in read_codes("fuels")}

ASSETS = load_assets()
#: What Python makes of the project's declarations; every world of the whole spine begins with these.
DECLARED = tuple(
    name
    for name, asset in ASSETS.items()
    if asset.layer == "core" and asset.path.suffix == ".py" and "register" not in asset.needs
)
#: The SQL of core and marts, each after what it reads.
SPINE = tuple(
    name for name, asset in ASSETS.items() if asset.layer in ("core", "marts") and asset.path.suffix == ".sql"
)


def observed(item: str, amount: object = 1, sector: str = "", fuel: str = "", year: int = 2020, **other: object) -> Row:
    """One observation in the base unit of what is measured, unless it says otherwise."""
    dimension = FUELS[fuel] if ITEMS[item] == "by_fuel" else ITEMS[item]
    return {
        "item_code": item,
        "sector_code": sector,
        "fuel_code": fuel,
        "period": str(year),
        "amount": amount,
        "unit_code": BASE_UNITS[dimension],
    } | other


def printed(item: str, status: str, sector: str = "", fuel: str = "", year: int = 2020, **other: object) -> Row:
    """One observation without a figure."""
    return observed(item, None, sector, fuel, year, value_status=status, **other)


def nothing_transformed(**other: object) -> Row:
    """Form 205-2 of a county in which nothing is transformed: without it the use of industry is not known."""
    return observed("energy_transformation_input", 0, "heat_supply", "heat", **other)  # type: ignore[arg-type]


def minimal() -> list[Row]:
    """Raw coal in industry, and only that: both forms that say so."""
    return [
        observed("industry_energy_consumption", 100, "industry", "raw_coal"),
        nothing_transformed(),
    ]


def opulent() -> list[Row]:
    """Everything at once."""
    counties = [row | {"region_code": region} for region in (QUXIAN, DAZHU) for row in _county()]
    return [*counties, *({"region_code": SICHUAN} | row for row in _balance())]


def _county() -> list[Row]:
    rows = [row for year in (2019, 2020) for row in _county_year(year)]
    # a dump of years ago that was known now and then: gaps are bridged, years before follow the people
    rows += [observed("waste_dumped", 900, year=year) for year in (2005, 2008)]
    rows += [observed("population_resident_urban", people, year=year) for year, people in ((2004, 90), (2005, 100))]
    rows += _whatever_cards_ask_for(rows)
    rows += [
        # the same figure again: a quick one, a revised one, by another book, in the next edition of the book
        observed("clinker_output", 111, vintage="preliminary"),
        observed("clinker_output", 222, vintage="revised"),
        observed("clinker_output", 333, source_id="another_book"),
        observed("clinker_output", 444, file_sha256=NEWER_FILE),
    ]
    rows += [
        printed("industry_energy_purchase", status, "industry", fuel)
        for status, fuel in zip([s for s in VALUE_STATUSES if s != "reported"], FUELS, strict=False)
    ]
    return rows


def _whatever_cards_ask_for(rows: list[Row]) -> Iterator[Row]:
    """Every other quantity that feeds a category, in both years."""
    known = {(row["item_code"], row["sector_code"], row["fuel_code"]) for row in rows}
    terms = [term for card in load_categories() for term in card.activity_terms() if term.parent_kind == "observation"]
    for key in dict.fromkeys((term.item_code, term.sector_code, term.fuel_code) for term in terms):
        if key not in known and key[0] != "energy_balance":
            item, sector, fuel = key
            yield from (observed(item, 60 * (year - 2018), sector, fuel, year) for year in (2019, 2020))


def _county_year(year: int) -> Iterable[Row]:
    steps = year - 2018
    for fuel in ("raw_coal", "coke", "gasoline", "diesel", "natural_gas", "lpg", "electricity", "heat"):
        yield observed("industry_energy_consumption", 1000 * steps, "industry", fuel, year)
    yield observed("industry_energy_consumption", 8000, "industry", "energy_total", year, is_total=True)
    yield observed("industry_energy_feedstock", 10 * steps, "industry", "natural_gas", year)
    for sector in ("power", "heat_supply"):
        yield observed("energy_transformation_input", 100 * steps, sector, "raw_coal", year)
    for month in range(1, 13):
        for position, sector in enumerate(
            ("agriculture", "industry", "construction", "urban", "rural", "whole_society")
        ):
            is_total = sector == "whole_society"
            yield observed("electricity_use", 60 * position, sector, period=f"{year}-{month:02}", is_total=is_total)
    yield observed("electricity_generation", 4000 * steps, year=year)
    for sector in ("urban", "other_services", "industry", "transport"):
        yield observed("gas_sales", "1234.5", sector, year=year, unit_code="10k_m3")
    yield observed("gas_sales", "4938", "whole_society", "natural_gas", year, unit_code="10k_m3", is_total=True)
    for item in ("sown_area_rice_single", "sown_area_rice_early", "sown_area_rice_late"):
        yield observed(item, 500 * steps, year=year)
    yield observed("clinker_output", 900 * steps, year=year)
    yield observed("waste_landfilled", 40_000 * steps, year=year)
    yield observed("landfill_gas_recovered", 900 * steps, year=year)
    yield observed("waste_incinerated", 1200 * steps, year=year)
    yield observed("waste_incinerated", 300, "imported", year=year)
    yield observed("domestic_cod_removed", 70 * steps, year=year)
    yield observed("sanitation_population", 90 * steps, "septic_tank", year=year)
    yield observed("industrial_cod_removed", 80 * steps, "paper_making", year=year)
    yield observed("sf6_purchased", 900 * steps, year=year)
    yield printed("waste_composted", "zero_or_none", year=year)
    yield observed("gdp", 50_000 * steps, year=year, unit_code="10k_cny")
    yield observed("gdp_growth", "7.5", year=year, unit_code="pct")
    yield observed("population_resident", 80, year=year, unit_code="10k_person")
    yield printed("population_registered", "not_available", year=year)


def _balance() -> Iterable[Row]:
    """A printed balance: inputs and what goes out are negative, totals stand beside their parts."""
    signs = {"power": -1, "heat_supply": -1, "outflow_domestic": -1, "export": -1, "coking": -1}
    kinds = {row["sector_code"]: row["kind"] for row in read_codes("sectors")}
    for sector, kind in kinds.items():
        for fuel in codes("fuels"):
            if kind != "aggregate" and ITEMS["energy_balance"] == "by_fuel":
                is_total = sector.endswith("_total") or fuel.endswith("_total")
                # raw material is part of what industry uses
                amount = 1 if sector == "feedstock" else signs.get(sector, 1) * (len(sector) + len(fuel))
                yield observed("energy_balance", amount, sector, fuel, is_total=is_total)


def stage(world: World, rows: Iterable[Row]) -> None:
    """Put observations, a staged table for each source, and the files they came from."""
    by_source: dict[str, list[Row]] = {"book": []}
    for row in rows:
        by_source.setdefault(row.get("source_id", "book"), []).append(row)
    for source, theirs in by_source.items():
        world.put(f"staged/{source}__figures", theirs)
    files = {FILE: ("book.xlsx", "2020", 1), NEWER_FILE: ("newer book.xlsx", "2021", 2)}
    world.put(
        "core/delivered_files",
        [
            {"file_sha256": digest, "file_name": name, "last_period": last, "delivery_sequence": sequence}
            for digest, (name, last, sequence) in files.items()
        ],
    )
    world.put(
        "core/delivered_holdings",
        [
            {"table_name": table, "region_code": region, "year": year}
            for region, table in DELIVERED.items()
            if region in world.run.region_codes
            for year in world.run.years
        ],
    )


def compute(world: World, rows: Iterable[Row], *until: str) -> World:
    """Compute the whole spine, or what some of its tables need, over some observations; judge what is asked for."""
    stage(world, rows)
    world.make(*DECLARED)
    needed = frozenset[str]().union(*map(upstream, until or SPINE))
    for name in SPINE:
        if name in needed:
            world.compute(name, is_judged=not until or name in until)
    return world


@cache
def upstream(name: str) -> frozenset[str]:
    """An asset and all that it reads, directly or not."""
    return frozenset({name}).union(*(upstream(dep) for dep in ASSETS[name].deps))
