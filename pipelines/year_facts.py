"""What the page of a year says, from what stands in a data folder: register, releases, requests, last runs.

Whatever is damaged or was never made is left out, and the page says so: it is looked at when something went wrong.
Here belongs what is so; which sentence says it belongs to the template, and when the page is written to `year_page`.
"""

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

import assets
from assets.core import delivered_files, delivered_holdings, printed_tables, required_figures
from assets.release.figures import Row, read_rows, told_places
from pipelines.deliveries.confirmation import waiting_places
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register.rows import (
    ON_TRIAL,
    RegisteredFile,
    home_of,
    in_force,
    told_by,
)
from pipelines.deliveries.requests import returned
from pipelines.deliveries.trial import still_waiting
from pipelines.lake.releases import CONTENT, DRAFT, ENVELOPE, OFFICIAL, POINTER, current_release, database_of, read_list
from pipelines.last_runs import LastRun, failures, overdue_since
from pipelines.proof.moved import Totals, totals
from pipelines.proof.moved import waiting as waiting_moves
from pipelines.settings import ASKED, OWED
from schemas.codes.regions import block_name, current_regions, region_name, regions_of_block
from schemas.problems import Place, Refusal, told_of
from schemas.vocabulary import VERDICTS

#: Until a delivery has said of which region a folder is, what a county has to deliver.
NOBODY = {"region_code": "", "region_level": "county", "is_reported": True}

#: Tables of the page's own engine, beside those of `core` that say what is due and what came.
TABLES = {
    "core.regions": {"region_code": "varchar", "region_level": "varchar", "is_reported": "boolean"},
    "core.reported_years": {"year": "integer"},
    "core.printed_tables": {
        "table_name": "varchar",
        "region_level": "varchar",
        "title_zh": "varchar",
        "department_zh": "varchar",
        "first_year": "integer",
    },
    "core.delivered_files": {
        "file_sha256": "varchar",
        "file_name": "varchar",
        "delivery_sequence": "integer",
        "last_period": "varchar",
        "is_synthetic": "boolean",
    },
    "core.delivered_holdings": {
        "file_sha256": "varchar",
        "table_name": "varchar",
        "region_code": "varchar",
        "year": "integer",
    },
    "core.required_figures": {
        "table_name": "varchar",
        "first_year": "integer",
        "last_year": "integer",
        "item_code": "varchar",
        "sector_code": "varchar",
        "fuel_code": "varchar",
    },
    "staged.departments__form": dict.fromkeys(returned.COLUMNS, "varchar"),
    "page.files": {"file_sha256": "varchar", "number": "integer", "is_on_trial": "boolean"},
    "page.behind": {
        "region_code": "varchar",
        "category_code": "varchar",
        "table_name": "varchar",
        "tonnes": "decimal(24, 6)",
    },
}


@dataclass(frozen=True)
class Published:
    """What a release says that another one may say otherwise."""

    digest: str
    files: Mapping[str, str]
    """Names of the deliveries in force, by digest."""
    totals: Totals
    verdicts: Mapping[tuple[str, str], Row]
    """Goals by region and target."""


@dataclass(frozen=True)
class Change:
    """What the last release says otherwise than the one before it."""

    before: str
    """Digest of that one; empty if there is none, or none that can still be read."""
    came: Sequence[str] = ()
    gone: Sequence[str] = ()
    totals: Sequence[Row] = ()
    verdicts: Sequence[Row] = ()


@dataclass
class Facts:
    """The page, before it is laid out; tonnes are of CO2e."""

    year: int
    place: str
    damage: list[str] = field(default_factory=list)
    """What could not be read."""
    is_synthetic: bool = False
    asked: list[str] = field(default_factory=list)
    """File names of the requests of the year."""
    departments: list[Row] = field(default_factory=list)
    coverage: Row = field(default_factory=dict)
    on_trial: list[str] = field(default_factory=list)
    set_aside: list[Row] = field(default_factory=list)
    """Reasons for which files do not count, each with the files and their departments."""
    is_run: bool = False
    """Whether there is a release that reports the year."""
    is_draft: bool = False
    held: list[Row] = field(default_factory=list)
    """Places that wait for a person: what is said of each, and the file as a shell wants it."""
    assumed: list[Row] = field(default_factory=list)
    """Labels that are read as somebody has answered: what is said of each, who and why."""
    change: Change | None = None
    releases: list[str] = field(default_factory=list)
    """The release in force and those before it, the latest first."""
    official: str = ""
    is_signed: bool = False
    failures: list[LastRun] = field(default_factory=list)
    overdue: datetime | None = None

    @property
    def due_count(self) -> int:
        """Tables that are due."""
        return sum(row["due"] for row in self.departments)

    @property
    def come_count(self) -> int:
        """Tables that came."""
        return sum(row["come"] for row in self.departments)


def requests_of(data_dir: Path, year: int) -> list[str]:
    """File names of the forms by which departments were asked for a year."""
    forms = (data_dir / ASKED / str(year)).glob("[!.~]*.xlsx")
    return sorted(path.name for path in forms if path.name != OWED)


def signed_release(data_dir: Path) -> Path | None:
    """Folder of the release that is official, if one is."""
    with suppress(Refusal):
        return current_release(data_dir, OFFICIAL)
    return None


def year_of(files: Iterable[RegisteredFile], data_dir: Path, reported: Iterable[int], now: datetime) -> int:
    """The last data year that a delivery, a request or a release is about; before there are any, the one that ended."""
    about = {int(period[:4]) for file in files for holding in file.holdings for period in holding.periods}
    about |= {*reported} | {int(path.name) for path in (data_dir / ASKED).glob("[12][0-9][0-9][0-9]")}
    return max(about, default=now.year - 1)


def find_facts(data_dir: Path, now: datetime) -> Facts:
    """Everything that the page says.

    Raises:
        OSError: the folder cannot be read.
    """
    damage: list[str] = []
    try:
        events = read_journal(data_dir)
        known = told_by(events)
    except Refusal as refusal:
        events, known = [], []
        damage.append(refusal.render())
    files, home = in_force(known), home_of(events)
    aside = still_waiting(known)
    latest = _latest(data_dir)
    reported = _years(latest) if latest else []
    facts = Facts(year_of([*files, *aside], data_dir, reported, now), "、".join(map(block_name, home)), damage)
    facts.asked = requests_of(data_dir, facts.year)
    facts.is_synthetic = any(file.is_synthetic for file in files)
    facts.on_trial = [file.file_name for file in files if file.state == ON_TRIAL]
    facts.failures = failures(data_dir)
    facts.overdue = overdue_since(data_dir, now) if known or facts.asked else None
    behind: list[Row] = []
    if latest:
        try:
            behind = _tell_release(facts, data_dir, latest)
        except (Refusal, duckdb.Error) as error:
            damage.append(str(error).partition("\n")[0])
    _tell_deliveries(facts, files, home, behind, list(returned.answers(data_dir, files)))
    facts.set_aside = _reasons(aside)
    return facts


def _latest(data_dir: Path) -> Path | None:
    """What the last run made; the release in force where its draft is gone."""
    for pointer in (DRAFT, POINTER):
        with suppress(Refusal):
            return current_release(data_dir, pointer)
    return None


def _years(release: Path) -> list[int]:
    """The years that a release reports; none if it is damaged."""
    content = read_list(release, CONTENT) or {}
    return [year for year in content.get("scope", {}).get("years", []) if isinstance(year, int)]


def _reasons(aside: Sequence[RegisteredFile]) -> list[Row]:
    """Files that were set aside, by the reason: a run that can name no file sets all of them aside for one."""
    departments = {row["table_name"]: row["department_zh"] for row in printed_tables.build()}
    reasons: dict[str, Row] = {}
    for file in aside:
        row = reasons.setdefault(file.reason, {"reason": file.reason, "files": [], "departments": []})
        row["files"].append(file.file_name)
        row["departments"] += [departments[h.table] for h in file.holdings if h.table in departments]
    return [row | {"departments": sorted(set(row["departments"]))} for row in reasons.values()]


# ---------------------------------------------------------------------------------------------- deliveries


def _tell_deliveries(
    facts: Facts,
    files: Sequence[RegisteredFile],
    home: Sequence[str],
    behind: list[Row],
    answers: Sequence[Mapping[str, object]],
) -> None:
    """What is due and what came, by the rule of a release over the deliveries of today."""
    at_home = {code for block in home for code in regions_of_block(block)}
    regions = sorted({holding.region_code for file in files for holding in file.holdings} & at_home)
    with duckdb.connect(":memory:", config={"threads": 1}) as engine:
        engine.execute("create schema core; create schema page; create schema staged")
        rows: dict[str, Iterable[Mapping[str, object]]] = {
            "core.regions": [_region(code) for code in regions] or [NOBODY],
            "core.reported_years": [{"year": facts.year}],
            "core.printed_tables": printed_tables.build(),
            "core.delivered_files": delivered_files.build(files),
            "core.delivered_holdings": delivered_holdings.build(files),
            "core.required_figures": required_figures.build(),
            "staged.departments__form": answers,
            "page.files": [_number(file) for file in files],
            "page.behind": behind,
        }
        for table, columns in TABLES.items():
            _put(engine, table, columns, rows[table])
        engine.execute(f"create table core.deliveries as {_statement('core/deliveries')}")
        facts.departments = read_rows(engine, _statement("year_page/departments"))
        (facts.coverage,) = read_rows(engine, _statement("year_page/coverage"))
    for missing in (row for department in facts.departments for row in department["missing"]):
        names = [region_name(code) for code in missing.pop("regions")]
        missing["places"] = names if len(regions) > 1 else []


def _region(code: str) -> Row:
    return {"region_code": code, "region_level": current_regions()[code]["region_level"], "is_reported": True}


def _number(file: RegisteredFile) -> Row:
    is_on_trial = file.state == ON_TRIAL
    return {"file_sha256": file.file_sha256, "number": file.delivery_sequence, "is_on_trial": is_on_trial}


def _put(
    engine: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Make a table of rows, of which the columns named are kept."""
    said = [{name: row[name] for name in columns} for row in rows]
    engine.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    engine.execute(
        f"insert into {table} by name select unnest(from_json($rows::json, $shape), recursive := true)",
        {"rows": json.dumps(said), "shape": json.dumps([columns])},
    )


def _statement(name: str) -> str:
    return (assets.FOLDER / f"{name}.sql").read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------- releases


def _tell_release(facts: Facts, data_dir: Path, latest: Path) -> list[Row]:
    """What the last run made of the deliveries, and the tables behind last year's emissions.

    Raises:
        Refusal, duckdb.Error: the release is damaged, or made by a program that did not know these tables.
    """
    is_draft = (data_dir / DRAFT).exists()
    waiting = waiting_places(data_dir) if is_draft else {}
    with _database(latest) as connection:
        now = _published(connection, latest)
        rules = told_places(connection, "held") if waiting else []
        sql = f"select * from ({_statement('year_page/behind')}) where year = $year"
        behind = read_rows(connection, sql, year=facts.year - 1)
    chain = _chain(data_dir, latest)
    facts.is_run, facts.is_draft = facts.year in _years(latest), is_draft
    facts.held = [
        place | {"file_typed": shlex.quote(place["file_name"])}
        for rule in rules
        for place in rule["places"]
        if place["place_id"] in waiting
    ]
    facts.held += [
        row
        | {
            "said": told_of(row["message_zh"], row["rule_code"], Place(row["file_name"]))[0],
            "file_typed": shlex.quote(row["file_name"]),
        }
        for row in (waiting_moves(data_dir) if is_draft else ())
    ]
    facts.assumed = [
        row | {"said": told_of(row["message_zh"], row["rule_code"], Place())[0]}
        for row in (read_list(latest, CONTENT) or {}).get("assumed_places", [])
    ]
    facts.change = _change(data_dir, now, next(iter(chain[1:]), ""))
    facts.releases = chain[is_draft:]
    if signed := signed_release(data_dir):
        facts.official, facts.is_signed = signed.name, facts.year in _years(signed)
    return behind


def _chain(data_dir: Path, release: Path) -> list[str]:
    """A release and those before it, as each names the one that was in force when it was made; those that still lie."""
    found: list[str] = []
    while release.is_dir() and release.name not in found:
        found.append(release.name)
        release = data_dir / "releases" / str((read_list(release, ENVELOPE) or {}).get("previous_release") or "-")
    return found


def _database(release: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(database_of(release)), read_only=True)


def _published(connection: duckdb.DuckDBPyConnection, release: Path) -> Published:
    inputs = (read_list(release, CONTENT) or {}).get("inputs", [])
    verdicts = read_rows(connection, _statement("year_page/verdicts"))
    return Published(
        release.name,
        {file["sha256"]: file["file_name"] for file in inputs},
        totals(connection),
        {(row["region_code"], row["target_id"]): row for row in verdicts},
    )


def _change(data_dir: Path, now: Published, earlier: str) -> Change:
    """What a release changed; nothing is told of one before it that cannot be read any more."""
    try:
        folder = data_dir / "releases" / earlier
        with _database(folder) as connection:
            before = _published(connection, folder)
    except (Refusal, duckdb.Error):
        return Change("")
    places = {**before.totals, **now.totals}
    moved = [
        {"region_zh": region_name(key[1]), "year": key[2], "before": was, "after": is_now}
        for key in sorted(places, key=lambda key: (-key[2], key))
        if (was := before.totals.get(key)) != (is_now := now.totals.get(key))
    ]
    judged = [
        {"title_zh": row["title_zh"], "before": _verdict(old), "after": _verdict(row)}
        for key, row in now.verdicts.items()
        if (old := before.verdicts.get(key)) and old["verdict"] != row["verdict"]
    ]
    came = [name for digest, name in now.files.items() if digest not in before.files]
    gone = [name for digest, name in before.files.items() if digest not in now.files and name not in came]
    return Change(before.digest, came, gone, moved, judged)


def _verdict(row: Row) -> Row:
    return {"year": row["year"], "verdict_zh": VERDICTS[row["verdict"]][0]}
