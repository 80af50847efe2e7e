"""What the editions ask for, and whether a value or a declared gap stands for it, apart from the code under test."""

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

import factors
from schemas import codes
from schemas.specs.category import OUTSIDE, Category
from schemas.specs.factor import Basis, FactorValue
from tests.factors.arithmetic import find

FUELS = {
    carrier: [
        row["fuel_code"]
        for row in codes.read_codes("fuels")
        if row["carrier"] == carrier and row["is_total"] == "false"
    ]
    for carrier in ("fossil", "biomass", "electricity", "heat", "waste")
}

#: chain, then (role, gas it serves) and the properties it multiplies
CHAINS: dict[str, tuple[str, str, list[str]]] = {}
for part in factors.read_rules("factor_chains"):
    CHAINS.setdefault(part["chain_code"], (part["role"], part["gas"], []))[2].append(part["property"])

#: Methods that need a rate beside their factor.
WITH_A_RATE = ("first_order_decay", "bank")


class Asked(NamedTuple):
    """One factor that a basis needs."""

    category: str
    sector: str
    subject: str
    gas: str
    role: str


def asked_of(basis: Basis, card: Category) -> Iterator[Asked]:
    """The factors that a card needs in a basis."""
    for asked in card.asked_gases():
        if asked.edition != basis.edition or asked.method == OUTSIDE:
            continue
        roles = ("factor", "rate") if asked.method in WITH_A_RATE else ("factor",)
        for sector, item, subject in _subjects(card):
            if (sector, item) == (asked.sector_code, asked.item_code):
                yield from (Asked(card.code, sector, subject, asked.gas, role) for role in roles)


def _subjects(card: Category) -> Iterator[tuple[str, str, str]]:
    """Sector, asked item and subject of every activity of a category."""
    for term in card.activity_terms():
        if term.parent_kind == "energy_use":
            yield from ((term.activity_sector_code, "", fuel) for fuel in FUELS[term.carrier])
        elif term.activity_fuel_code:
            yield term.activity_sector_code, "", term.activity_fuel_code
        else:
            yield term.activity_sector_code, term.activity_item_code, term.activity_item_code


def missing_factors(
    values: Iterable[FactorValue], gaps: Set[tuple[str, ...]], basis: Basis, cards: Iterable[Category]
) -> list[Asked]:
    """What a basis needs and has neither a value for, in its own or a borrowed edition, nor a declared gap."""
    editions = ("", basis.edition, *basis.fallback_edition.split())
    by_property: dict[str, list[FactorValue]] = {}
    for value in values:
        if value.edition in editions:
            by_property.setdefault(value.property, []).append(value)

    def has_value(asked: Asked, chains: Iterable[str]) -> bool:
        return any(
            all(
                any(find(by_property.get(name, []), name, asked.subject, asked.sector, asked.gas, e) for e in editions)
                for name in properties
            )
            for role, only_gas, properties in map(CHAINS.__getitem__, chains)
            if role == asked.role and only_gas in ("", asked.gas)
        )

    def is_gap(asked: Asked) -> bool:
        about = ((basis.edition, asked.subject, sector, asked.gas) for sector in ("", asked.sector))
        return asked.role == "factor" and not gaps.isdisjoint(about)

    return sorted(
        asked
        for card in cards
        for asked in set(asked_of(basis, card))
        if not is_gap(asked) and not has_value(asked, card.chains)
    )
