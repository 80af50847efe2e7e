"""A release as data frames, for a notebook or a script."""

from dataclasses import dataclass
from pathlib import Path
from warnings import catch_warnings, filterwarnings

import duckdb
import pandas as pd

from assets.needs import read_frame
from pipelines.lake.releases import database_of, find_release, shown_release
from pipelines.query import SCHEMAS, open_database, refusing
from pipelines.settings import in_block, read_environment
from schemas.problems import Misuse, Refusal, nearest

TABLES = """
    select schema_name, table_name, comment from duckdb_tables() where database_name = current_database()
    union all
    select schema_name, view_name, comment from duckdb_views()
    where database_name = current_database() and not internal
    order by all
"""


@dataclass(frozen=True)
class Release:
    """The tables of one release. Nothing is kept open between two questions.

    Attributes:
        folder: where it lies; its name is the digest.
    """

    folder: Path

    @property
    def digest(self) -> str:
        """Digest of the release, which names it."""
        return self.folder.name

    @property
    def tables(self) -> dict[str, str]:
        """Chinese and English title of every table, by ``schema.table``; published tables first."""
        with open_database(database_of(self.folder)) as connection:
            return _tables(connection)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table by its name, ``county_inventory`` or ``marts.county_inventory``, rows in the order of its key.

        ``attrs["title"]`` is its title, ``attrs["columns"]`` says of each column what it means and in which unit.

        Raises:
            Refusal: E-QUERY-TABLE, there is none of that name; E-VERIFY, the release has no database.
        """
        with open_database(database_of(self.folder)) as connection:
            known = _tables(connection)
            names = [name for name in (table, *(f"{schema}.{table}" for schema in SCHEMAS)) if name in known]
            if not names:
                raise Refusal("E-QUERY-TABLE", found=table, expected=nearest(table, known, ["—"]))
            schema, name = names[0].split(".", 1)
            frame = read_frame(connection, f'from "{schema}"."{name}"')
            columns = connection.execute(
                "select column_name, coalesce(comment, '') from duckdb_columns() "
                "where database_name = current_database() and schema_name = $schema and table_name = $name",
                {"schema": schema, "name": name},
            ).fetchall()
            frame.attrs |= {"title": known[names[0]], "columns": dict(columns)}
            return frame

    def query(self, sql: str) -> pd.DataFrame:
        """What a select statement returns; tables need no schema, as in ``qingdan query``.

        Raises:
            Refusal: E-QUERY-…, the statement is wrong or wants more than to read; E-VERIFY, there is no database.
            Misuse: E-USE, there is no statement.
        """
        with open_database(database_of(self.folder)) as connection, refusing(sql), catch_warnings():
            # `sql()`, which it would have instead, says in words alone what is wrong
            filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
            answer: duckdb.DuckDBPyConnection | None = connection.execute(sql)
            table = answer.to_arrow_table() if answer else None
            if table is None:
                raise Misuse("E-USE", label="SQL", found=sql, expected="select …")
            frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
            return frame


def read_release(release: str = "", data: str | Path | None = None, *, draft: bool = False) -> Release:
    """Open a release; see `qingdan.read_release`, by which it is known."""
    data_dir = Path(data) if data else in_block(read_environment()).data_dir
    return Release(find_release(data_dir, release) if release else shown_release(data_dir, is_draft=draft))


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Title of each table by its full name, in the order in which a name without a schema is looked for."""
    rows = connection.execute(TABLES).fetchall()
    found = {f"{schema}.{table}": title or "" for schema, table, title in rows if schema in SCHEMAS}
    return dict(sorted(found.items(), key=lambda item: SCHEMAS.index(item[0].partition(".")[0])))
