"""All warming potentials against the package `globalwarmingpotentials`, which transcribes the IPCC's tables.

Every difference is listed here with its reason; one that is not listed fails.
"""

from __future__ import annotations

from decimal import Decimal

import globalwarmingpotentials
import pytest

import factors
from schemas.vocabulary import GWP_SETS

OURS = {(row.gwp_set, row.gas): row.value for row in factors.load_gwps()}
THEIRS = {
    "sar": globalwarmingpotentials.data["SARGWP100"],
    "ar4": globalwarmingpotentials.data["AR4GWP100"],
    "ar5": globalwarmingpotentials.data["AR5GWP100"],
    "ar6": globalwarmingpotentials.data["AR6GWP100"],
    # a set of the provincial system of 2005-2014: the SAR, and what the SAR does not know from the AR4
    "prov2011": globalwarmingpotentials.data["SARGWP100"],
}

#: Set and gas that the package does not have, or has otherwise: our value, and why.
DIFFERENCES = {
    ("prov2011", "HFC245fa"): ("1030", "not in the SAR; the provincial system takes it from the AR4"),
    ("prov2011", "NF3"): ("17200", "not in the SAR; the provincial system takes it from the AR4"),
}


def theirs(gwp_set: str, gas: str) -> Decimal | None:
    """The reference gas is 1 by definition and stands in no table."""
    if gas == "CO2":
        return Decimal(1)
    found = THEIRS[gwp_set].get(gas)
    return None if found is None else Decimal(str(found))


def test_every_set_of_ours_is_compared() -> None:
    assert set(THEIRS) == set(GWP_SETS) == {gwp_set for gwp_set, _ in OURS}


@pytest.mark.parametrize(("gwp_set", "gas"), sorted(OURS), ids=str)
def test_a_potential_is_that_of_the_report(gwp_set: str, gas: str) -> None:
    if (gwp_set, gas) not in DIFFERENCES:
        assert OURS[gwp_set, gas] == theirs(gwp_set, gas)


def test_what_differs_is_listed_and_nothing_else_is() -> None:
    found = {key: str(value) for key, value in OURS.items() if value != theirs(*key)}
    assert found == {key: value for key, (value, _) in DIFFERENCES.items()}
    for _, gas in DIFFERENCES:
        assert OURS["prov2011", gas] == theirs("ar4", gas)


def test_methane_is_without_feedbacks_and_not_split_by_origin() -> None:
    """AR5 with feedbacks would be 34, AR6 fossil methane 29.8: neither may slip in."""
    assert globalwarmingpotentials.data["AR5CCFGWP100"]["CH4"] == 34
    assert (OURS["ar5", "CH4"], OURS["ar6", "CH4"]) == (28, Decimal("27.9"))
