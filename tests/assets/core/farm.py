"""The spine of one category of farming or land on top of its activities: factors are chosen and multiplied in SQL."""

from collections.abc import Iterable

from tests.world import OFFICIAL, QUXIAN, Row, World

IPCC = "ipcc_2006-ar5"
Mass = dict[tuple[str, str], float]


def activity(category: str, item: str, amount: object, sector: str = "", unit: str = "t", year: int = 2020) -> Row:
    """One activity in the base unit."""
    return {
        "category_code": category,
        "item_code": item,
        "sector_code": sector,
        "amount": amount,
        "unit_code": unit,
        "year": year,
    }


def value(prop: str, subject: str, number: object, **other: object) -> Row:
    """A factor value in base units; without a scope, sector or edition of its own it holds anywhere."""
    return {
        "factor_id": "_".join(map(str, (subject, prop, *other.values()))),
        "subject_code": subject,
        "property": prop,
        "gas": "",
        "value_base": float(str(number)),
        "value": number,
        "unit_code": "t",
        "source_id": "book",
        "source_title": "book",
    } | other


def emissions(world: World, *activities: Row, values: Iterable[Row] | None = None) -> list[Row]:
    """Masses of all bases of the world, by the project's own cards, and by its own values if none are given."""
    world.make("core/regions", "core/bases", "core/category_gases", "core/category_chains")
    if values is None:
        world.make("core/factor_values__declared")
        world.build("core/factor_values")
    else:
        world.put("core/factor_values", values)
    world.build("core/region_scopes")
    world.put_activities(activities)
    world.build_all("core/factor_parts", "core/factors")
    return world.build("core/emissions__multiply")


def masses(rows: Iterable[Row], gas: str, basis: str = OFFICIAL) -> Mass:
    """Tonnes of a gas by item and sector."""
    return {
        (row["item_code"], row["sector_code"]): float(row["emissions_t"])
        for row in rows
        if row["gas"] == gas and row["basis_id"] == basis and row["region_code"] == QUXIAN
    }


def chain_of(world: World, item: str, sector: str = "", gas: str = "", basis: str = OFFICIAL) -> str:
    """The chain by which the factor of an activity was made."""
    rows = world.query(
        f"select distinct chain_code from core.factor_parts where item_code = '{item}' and basis_id = '{basis}' "
        f"and sector_code = '{sector}' and gas in ('{gas}', case '{gas}' when '' then gas end)"
    )
    (row,) = rows
    return str(row["chain_code"])
