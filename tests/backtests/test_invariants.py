"""The rules of every release, over the sample county and the province of the reference case."""

import pytest

from tests import invariants
from tests.conftest import BuiltRelease


@pytest.mark.parametrize("rule", invariants.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", ["sample", "sichuan"])
def test_what_holds_in_every_release(name: str, rule: invariants.Rule, request: pytest.FixtureRequest) -> None:
    release: BuiltRelease = request.getfixturevalue(name)
    assert rule(release.rows)[:3] == []
