"""A fence round what is published: a figure that moves is a line of *Numbers that changed*, a page is looked at.

    python -m tests.figures BEFORE AFTER    # two data folders: rows that only one of them has, table by table
    python -m tests.figures record          # write down what is published now, after a change that is meant

It says that a figure moved, never that it is right: that is what the back-tests ask, of figures of others.
"""

import csv
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import duckdb

from pipelines.lake.releases import current_release

RECORDED = Path(__file__).with_suffix(".csv")

#: What a figure is: keys, codes, amounts. Words about it may be corrected at any time, and rules about it added.
WORDS = ("_zh", "_en", "note", "notes")
RULES = "check_results"

#: The releases that are fenced: all years of the sample, as they arrived, and the reference case.
FENCED = ("sample_2025", "sichuan")

#: How many rows are printed of a table that differs.
SHOWN = 5

Fingerprint = dict[tuple[str, str], tuple[str, str]]
"""Number of rows and digest by table and year (all years, if it knows none), by page and chapter or sheet."""


def pages(release: Path) -> Fingerprint:
    """One digest a chapter of the report and a part of the workbook, whose compression may differ."""
    report = (release / "restricted" / "report.html").read_text(encoding="utf-8")
    parts = {("report", chapter.split("<")[0]): chapter.encode() for chapter in re.split(r"<h2[^>]*>", report)}
    with ZipFile(release / "restricted" / "tables.xlsx") as book:
        parts |= {("workbook", name): book.read(name) for name in book.namelist() if name.startswith("xl/")}
    return {part: (str(content.count(b"\n")), md5(content).hexdigest()) for part, content in parts.items()}


def open_figures(data_dir: Path) -> duckdb.DuckDBPyConnection:
    """The database of the current release."""
    return duckdb.connect(str(current_release(data_dir) / "restricted" / "qingdan.duckdb"), read_only=True)


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[str]]]:
    """Tables of the upper layers (a view adds no figure), and those of their columns that make one."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index) from duckdb_columns() "
        "semi join duckdb_tables() using (database_name, schema_name, table_name) "
        "where schema_name in ('core', 'marts') and table_name != $rules group by all order by all",
        {"rules": RULES},
    ).fetchall()
    for table, columns in rows:
        yield table, [column for column in columns if not column.endswith(WORDS)]


def fingerprint(connection: duckdb.DuckDBPyConnection) -> Fingerprint:
    """One digest a table and year; keys are unique, so that equal rows do not cancel each other out."""
    found: Fingerprint = {}
    for table, columns in _tables(connection):
        year = "cast(year as varchar)" if "year" in columns else "''"
        rows = connection.execute(
            f"select {year}, count(*), bit_xor(md5_number(cast(figure as varchar))) "
            f"from (select {', '.join(columns)} from {table}) as figure group by 1 order by 1"
        ).fetchall()
        found |= {(table, year): (str(number), f"{digest:x}") for year, number, digest in rows}
    return found


def recorded(release: str) -> Fingerprint:
    """What was written down for a release."""
    with RECORDED.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["release"] == release]
    return {(row["name"], row["part"]): (row["row_count"], row["digest"]) for row in rows}


def record() -> None:
    """Build the releases and write down what they publish."""
    from tests.conftest import RELEASES, build

    with RECORDED.open("w", encoding="utf-8", newline="") as stream, TemporaryDirectory() as folder:
        lines = csv.writer(stream, lineterminator="\n")
        lines.writerow(("release", "name", "part", "row_count", "digest"))
        for release in RELEASES:
            data_dir = Path(folder) / release
            build(release, data_dir, Path(folder).joinpath)
            if release not in FENCED:
                continue
            with closing(open_figures(data_dir)) as connection:
                found = fingerprint(connection) | pages(current_release(data_dir))
                lines.writerows((release, *key, *said) for key, said in found.items())


def differences(before: Fingerprint, after: Fingerprint) -> dict[str, list[str]]:
    """Years or parts that differ, by table or page."""
    found: dict[str, list[str]] = {}
    for table, year in sorted(before.keys() | after.keys()):
        if before.get((table, year)) != after.get((table, year)):
            found.setdefault(table, []).append(year)
    return found


def compare(before: Path, after: Path) -> Iterator[str]:
    """Rows that only one of two releases has, by table; tables and columns that only one has."""
    with closing(open_figures(before)) as older, closing(open_figures(after)) as newer:
        columns = [{(table, column) for table, found in _tables(each) for column in found} for each in (older, newer)]
        both = sorted({table for table, _ in columns[0] & columns[1]})
        yield from (f"- {table} {column}" for table, column in sorted(columns[0] - columns[1]))
        yield from (f"+ {table} {column}" for table, column in sorted(columns[1] - columns[0]))
        for table in both:
            shared = ", ".join(sorted(column for of, column in columns[0] & columns[1] if of == table))
            rows = [set(each.execute(f"select {shared} from {table}").fetchall()) for each in (older, newer)]
            for sign, only in (("-", rows[0] - rows[1]), ("+", rows[1] - rows[0])):
                if only:
                    yield f"{sign} {table} ({shared}): {len(only)} rows"
                    yield from (f"    {row}" for row in sorted(map(str, only))[:SHOWN])


if __name__ == "__main__":
    if sys.argv[1:] == ["record"]:
        record()
    else:
        told = list(compare(*map(Path, sys.argv[1:])))
        sys.stdout.writelines(f"{line}\n" for line in told)
        sys.exit(bool(told))
