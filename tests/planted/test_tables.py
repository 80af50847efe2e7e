"""Every table of the sample, as a whole ten thousand times too large or too small: none counts.

As a first delivery it is judged by the files that others have delivered, as a revision by the one in force. A wrong
word of a unit is read as such an amount; that it is, and what the product makes of it, is tested with the reader and
in `product`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as compute
import pytest

from assets.lists import LISTS
from assets.statements import upstream_tables
from pipelines.deliveries.comparison import revision_errors
from pipelines.deliveries.judgement import Judged
from schemas.contract import TableCheck, load_contract
from schemas.problems import Place, Refusal
from tests.planted.books import one_of_each, sample_books
from tests.planted.county import TABLES, create, deliver, delivered_files, staged_rows
from tests.planted.truth import known
from tests.sample.delivery import FIRST
from tests.staged_rows import DECLARED
from tests.world import World

FACTORS = {"x 10^4": Decimal(10_000), "/ 10^4": Decimal("0.0001")}
FILES = one_of_each(sample_books(), 1)

#: Years that are enough: the last ones, one of each survey, and those where one series goes on from another.
SOME = ("2004", "2005", "2020", "2023", "2024")


class Scaled(NamedTuple):
    """A file with a table that is so many times larger."""

    name: str
    table: str
    factor: str

    @property
    def judged(self) -> Mapping[str, Judged]:
        """What is read of it."""
        good = dict(known(self.name).judged)
        rows = good[self.table].observations
        amounts = rows["amount"].astype(object).map(lambda amount: amount * FACTORS[self.factor], na_action="ignore")
        return good | {self.table: good[self.table]._replace(observations=rows.assign(amount=amounts))}


@cache
def scaled_tables() -> list[Scaled]:
    """All of them."""
    return [
        Scaled(name, table, factor)
        for name in FILES
        for table in sorted({key[0] for key, figure in known(name).figures.items() if figure})
        for factor in FACTORS
    ]


@pytest.fixture(scope="module")
def told() -> Mapping[Scaled, set[str]]:
    """What blocks or holds the figures of many counties: in each one table is wrong, in the first one none."""
    wrong = {f"99{number:04}": scaled for number, scaled in enumerate(scaled_tables(), 1)}
    here = ["990000", *wrong]
    world = World(years=tuple(FIRST.years))
    world.make(*DECLARED)
    world.put("core/regions", [{"region_code": code, "region_level": "county", "is_reported": True} for code in here])
    good = {name: staged_rows(known(name).judged, name) for name in FILES}
    files = {f"{code} {name}": _of_county(code, name, rows) for code in here for name, rows in good.items()}
    for code, scaled in wrong.items():
        rows = staged_rows(scaled.judged, scaled.name)
        files[f"{code} {scaled.name}"] = _of_county(code, scaled.name, rows)
    deliver(world, files)
    create(world, "core/observations")
    said: dict[str, set[str]] = defaultdict(set)
    for check in _checks():
        for row in world.query(check.sql):
            place = Place(row["file"], row["sheet"], row["cell"])
            code = row["file"].split()[0]
            said[code].add(Refusal(check.code, place, **row).render().replace(f"{code} ", ""))
    world.close()
    return {scaled: said[code] - said[here[0]] for code, scaled in wrong.items()}


def _of_county(code: str, name: str, rows: pa.Table) -> pa.Table:
    """Rows of some years as those of another county, from a file of its own."""
    rows = rows.filter(compute.is_in(compute.utf8_slice_codeunits(rows["period"], 0, 4), pa.array(SOME)))
    digest = next(iter(delivered_files({f"{code} {name}": rows})["file_sha256"].to_pylist()))
    for column, value in (("region_code", code), ("file_sha256", digest)):
        at = rows.schema.get_field_index(column)
        rows = rows.set_column(
            at, rows.schema.field(at), pa.repeat(pa.scalar(value, rows.schema.field(at).type), len(rows))
        )
    return rows


def _checks() -> list[TableCheck]:
    """Rules that look at nothing but observations."""
    checks = [check for table in TABLES for check in load_contract(*table.split("/")).checks]
    return [
        check
        for check in checks
        if {*upstream_tables(check.sql)} <= {"core.observations", "core.printed_tables", *LISTS}
    ]


def test_the_first_delivery_of_a_table_of_another_order_does_not_count(told: Mapping[Scaled, set[str]]) -> None:
    assert len({scaled.table for scaled in told}) > 40
    for scaled, said in told.items():
        ours = [text for text in said if scaled.name in text]
        assert ours, (scaled, said)
        assert all(re.search(r"单元格 [A-Z]+\d+", text) for text in ours), scaled


def test_a_revision_of_another_order_is_refused_with_the_figure_in_force() -> None:
    for scaled in scaled_tables()[::2]:
        good = known(scaled.name)
        wrong = {scaled.table: scaled.judged[scaled.table]}
        problems = revision_errors(wrong, good.sheets, scaled.name, good.judged, "在用")
        said = [problem.render() for problem in problems]
        place = f"^E-REVISION-SCALE 文件《{scaled.name}》.*单元格 [A-Z]+\\d+：.*原为 《在用》"
        assert any(re.match(place, text) for text in said), (scaled, said)
