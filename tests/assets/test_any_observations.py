"""The whole spine over minimal, opulent and no observations: contracts, totals, keys and traces hold over each."""

import pytest

from schemas.contract import load_contract
from tests import invariants
from tests.staged_rows import SPINE
from tests.world import World


@pytest.mark.parametrize("asset", SPINE)
def test_every_table_satisfies_its_contract(any_world: World, asset: str) -> None:
    contract = load_contract(*asset.split("/"))
    (found,) = any_world.query(f"select count(*) as broken from ({contract.violations_sql(asset.replace('/', '.'))})")
    assert found == {"broken": 0}


@pytest.mark.parametrize("rule", invariants.RULES, ids=lambda rule: rule.__name__)
def test_what_holds_in_every_release(any_world: World, rule: invariants.Rule) -> None:
    assert rule(any_world.query)[:3] == []
