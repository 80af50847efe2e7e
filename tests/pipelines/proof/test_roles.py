"""How an input counts: every role that occurs is said in words, in two languages."""

from __future__ import annotations

import pytest

from pipelines.proof.roles import ROLES, role_word
from tests.conftest import BuiltRelease

#: Said by the title of the input.
SILENT = {"part", "same"}


def occurring(release: BuiltRelease) -> set[str]:
    """Roles of all inputs of all rows."""
    tables = release.rows("select split_part(table_name, '.', 2) as name from lineage.tables where step > 0")
    asked = " union ".join(f"select distinct role from lineage.{table['name']}" for table in tables)
    return {row["role"] for row in release.rows(asked)}


@pytest.mark.parametrize("built", ["sample", "sichuan"])
def test_every_role_that_occurs_has_words(built: str, request: pytest.FixtureRequest) -> None:
    roles = occurring(request.getfixturevalue(built))
    assert len(roles) > 20
    assert roles - ROLES.keys() == set()
    assert {role for role in roles if not role_word(role)} <= SILENT


def test_words_are_in_two_languages() -> None:
    for role, (zh, en) in ROLES.items():
        assert bool(zh) == bool(en) == (role not in SILENT)
        assert en.isascii() or en.strip()[-1] in "＋−"
        assert zh[-1:] in ("", "：", "＋", "−")


def test_a_role_of_an_older_release_says_nothing() -> None:
    assert role_word("nobody") == ""
