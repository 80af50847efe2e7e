"""The published figures are those that were written down: what changes one is a line of *Numbers that changed*."""

import duckdb
import pytest

from tests import figures
from tests.conftest import BuiltRelease


@pytest.mark.parametrize("release", figures.FENCED)
def test_every_figure_and_page_is_as_recorded(release: str, request: pytest.FixtureRequest) -> None:
    built: BuiltRelease = request.getfixturevalue(release)
    published = figures.fingerprint(built.connection) | figures.pages(built.folder)
    found = figures.differences(figures.recorded(release), published)
    assert found == {}, "see rows with python -m tests.figures; what is meant: CHANGELOG, then record"


def test_a_figure_that_moves_is_found_in_its_table_and_year() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create schema marts; create table marts.totals as "
            "select unnest([2023, 2024]) as year, unnest([1.5, 2.5]) as co2_t, 'x' as note_zh"
        )
        before = figures.fingerprint(connection)
        connection.execute("update marts.totals set note_zh = 'another word'")
        assert figures.differences(before, figures.fingerprint(connection)) == {}
        connection.execute("update marts.totals set co2_t = 3.5 where year = 2024")
        assert figures.differences(before, figures.fingerprint(connection)) == {"marts.totals": ["2024"]}
