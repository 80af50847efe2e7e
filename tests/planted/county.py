"""The sample county with one delivery more: what judgement, comparison and the rules over tables say of it.

The same code as in a run, without register, lake and marts: the file is read and judged, compared with the one in
force, and its observations stand among those of all other files when the tables are computed on which rules stand.
What a rule says of a figure counts from these tables on; those after them are computed from the same figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pyarrow as pa

import assets
from assets.statements import upstream_tables
from pipelines.building.table import validate
from pipelines.deliveries.comparison import revision_errors
from pipelines.deliveries.judgement import Judged, judge
from schemas.check_result import place_id
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals
from tests.planted.books import Book, sample_books
from tests.planted.truth import known, reader
from tests.sample.delivery import FIRST
from tests.staged_rows import DECLARED
from tests.world import World

#: What does not depend on observations and is computed once; then what a rule over figures stands on.
BEFORE = ("core/region_scopes", "core/factor_values")
TABLES = ("core/observations", "core/energy_inputs", "core/energy_use", "core/gdp_inputs")

Judgement = Mapping[str, Judged]


class Verdict(NamedTuple):
    """`blocked`, `held` or `passed`, and by which rules (of holds: which places)."""

    state: str
    rules: tuple[str, ...]
    said: tuple[str, ...] = ()
    """What a person is told."""


class County:
    """An engine in which the tables are computed again and again."""

    def __init__(self, names: Collection[str] = ()) -> None:
        """Open it, with all files of the sample or some."""
        self.world = World(years=tuple(FIRST.years))
        self.world.make(*DECLARED)
        for name in BEFORE:
            self.world.compute(name)
        self.staged = {name: staged_rows(known(name).judged, name) for name in names or sample_books()}
        self.world.put("core/delivered_files", [])
        self.usual = frozenset[str]()
        """Places that are held without any error: the county's authors have confirmed them."""
        self.usual = frozenset(self.tables({}).rules)

    def verdict(self, book: Book, in_force: Judgement, not_here: Collection[str] = ()) -> Verdict:
        """What becomes of a delivery beside the file in force that it replaces; some other files have not come."""
        sheets = reader().read(book.content(), book.name)
        try:
            if isinstance(sheets, Refusal):
                raise sheets
            judged = judge(sheets, book.name)
            if wrong := list(revision_errors(judged, sheets, book.name, in_force, book.name)):
                raise Refusals(wrong)
        except (Refusal, Refusals) as problem:
            return _blocked(problem)
        return self.tables({book.name: staged_rows(judged, book.name)}, not_here)

    def tables(self, changed: Mapping[str, pa.Table], not_here: Collection[str] = ()) -> Verdict:
        """What the rules say of all files with some in place of others, and some not here."""
        engine = self.world.engine
        files = {name: rows for name, rows in self.staged.items() if name not in not_here} | changed
        deliver(self.world, files)
        held: dict[str, str] = {}
        for asset in TABLES:
            layer, table = asset.split("/")
            contract = load_contract(layer, table)
            create(self.world, asset)
            try:
                results = validate(engine, contract, table)
            except (Refusal, Refusals) as problem:
                return _blocked(problem)
            held |= {
                f"{result['rule_code']} {found['label']} {place_id(result['rule_code'], found)}": found["message_zh"]
                for result in results
                if result["severity"] == "hold"
                for found in result["found"]
            }
        if new := {place: said for place, said in held.items() if place not in self.usual}:
            return Verdict("held", tuple(new), tuple(new.values()))
        return Verdict("passed", ())

    def close(self) -> None:
        """Hand the engine back."""
        self.world.close()


def _blocked(problem: Refusal | Refusals) -> Verdict:
    said = problem.refusals if isinstance(problem, Refusals) else [problem]
    return Verdict("blocked", (said[0].code,), tuple(one.render() for one in said))


def deliver(world: World, files: Mapping[str, pa.Table]) -> None:
    """Put the observations of some files, each of them in force."""
    world._put("staged/all__files", pa.concat_tables(files.values()))
    world._put("core/delivered_files", delivered_files(files))


def create(world: World, asset: str) -> None:
    """Compute a table that no rule is asked about yet."""
    layer, table = asset.split("/")
    sql = (assets.FOLDER / layer / f"{table}.sql").read_text(encoding="utf-8")
    checks = load_contract(layer, table).checks
    reads = {name for text in (sql, *(check.sql for check in checks)) for name in upstream_tables(text)}
    for reference in sorted(reads - {f"{layer}.{table}"}):
        world._show(reference)
    world._create("table", asset, sql)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def staged_rows(judged: Judgement, name: str) -> pa.Table:
    """Observations of a file as a staged table, as the builder writes them."""
    schema = load_contract("staged", "*").arrow_schema
    frames = [found.observations.assign(file_sha256=_digest(name)) for found in judged.values()]
    return pa.concat_tables(pa.Table.from_pandas(frame, schema=schema, preserve_index=False) for frame in frames)


def delivered_files(files: Mapping[str, pa.Table]) -> pa.Table:
    """The register of some files, each in force."""
    rows = [
        {
            "file_sha256": _digest(name),
            "file_name": name,
            "delivery_sequence": number,
            "last_period": max(table["period"].to_pylist()),
            "is_synthetic": True,
        }
        for number, (name, table) in enumerate(sorted(files.items()), 1)
    ]
    return pa.Table.from_pylist(rows, schema=load_contract("core", "delivered_files").arrow_schema)
