"""What a table promises, and how the promise is checked.

A contract is a Pandera model: strict, ordered, not coercing. Everything else about a table's shape (Dagster column
schema, DuckDB and Parquet types, comments, data dictionary) is derived from it here. No table is declared in this file.

Raw and staged tables are judged by Pandera row by row, before they are written. Core and marts, which may be large,
are screened set-based: the model's checks are compiled to one SQL query that counts violations, and only rows that
the screen finds are handed to Pandera, which judges and words them. On 8.5 million rows that is the
difference between one scan and a minute (``tests/schemas/test_contract.py`` holds both to the same verdicts).

What a contract does not say is safe: a table is restricted, and a figure that is published may not be blank without a
notation key. Rules that need several tables are files, ``checks/<layer>/<table>/<CODE>.sql``, found by path.
"""

import importlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as pw

from schemas.check_result import SEVERITIES

FOLDER = Path(__file__).parent

TIERS = ("restricted", "public")


class Table(pa.DataFrameModel):
    """Base of every contract."""

    class Config:
        strict = True
        ordered = True
        coerce = False


@dataclass(frozen=True)
class TableCheck:
    """A rule over a table and the tables it is built from: a file of SQL that returns the offending rows.

    ``code`` is its name and a code of ``schemas.problems``; ``severity`` says what comes of it: ``block``, ``hold`` or
    ``note`` (`schemas.check_result`). Severity and titles stand in comments at the top of the file.
    """

    code: str
    severity: str
    title_zh: str
    title_en: str
    sql: str


@dataclass(frozen=True)
class Column:
    """One column as everybody but Pandera needs it."""

    name: str
    sql_type: str
    arrow_type: pw.DataType
    is_nullable: bool
    title_zh: str
    title_en: str
    unit: str | None
    checks: tuple[pa.Check, ...]
    key: str | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it holds measured or computed figures, not codes, years or counts."""
        return self.sql_type == "DOUBLE" or self.sql_type.startswith("DECIMAL")


@dataclass(frozen=True)
class Contract:
    """The contract of table ``<layer>.<name>``; tables named ``<name>__<variant>`` share it."""

    layer: str
    name: str
    model: type[Table]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    title_zh: str
    title_en: str
    checks: tuple[TableCheck, ...] = field(default=())
    is_view: bool = False
    tier: str = "restricted"
    has_no_lineage: bool = False
    amount: str = ""

    @property
    def keyed(self) -> dict[str, list[str]]:
        """Amounts that may be blank, by the column that says why: the one holds a key just when one of them is."""
        amounts: dict[str, list[str]] = {}
        for column in self.columns:
            if column.key is not None:
                amounts.setdefault(column.key, []).append(column.name)
        return amounts

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The model as Pandera validates with it, built once."""
        return self.model.to_schema()

    @cached_property
    def arrow_schema(self) -> pw.Schema:
        """Arrow schema with the titles and units as field metadata."""
        return pw.schema(
            [
                pw.field(
                    c.name,
                    c.arrow_type,
                    c.is_nullable,
                    {"title_zh": c.title_zh, "title_en": c.title_en, "unit": c.unit or ""},
                )
                for c in self.columns
            ]
        )

    def violations_sql(self, relation: str) -> str:
        """SQL that returns the rows of ``relation`` which break a row rule of the contract."""
        rules = [rule for column in self.columns for rule in _broken(column)] + _unexplained(self.keyed)
        broken = " or ".join(rules)
        return f"select * from {relation} where {broken or 'false'}"

    def suspicion_sql(self, relation: str) -> str:
        """SQL that tells, in one scan, whether any row breaks a row rule: a text is judged once a distinct value.

        Measured on 25.6 million emissions, whose texts are few: 1.2 s against 3.7 s for ``violations_sql``.
        """
        texts = [column for column in self.columns if column.sql_type == "VARCHAR" and any(_broken(column))]
        others = [condition for column in self.columns if column not in texts for condition in _broken(column)]
        others += _unexplained(self.keyed)
        groups = {f'"{column.name}"': " or ".join(_broken(column)) for column in texts} | {"broken": "broken"}
        verdicts = " or ".join(f"(grouping({group}) = 0 and ({condition}))" for group, condition in groups.items())
        return (
            f"select coalesce(bool_or(verdict), false) from (select {verdicts} as verdict "
            f"from (select *, {' or '.join(others) or 'false'} as broken from {relation}) "
            f"group by grouping sets ({', '.join(f'({group})' for group in groups)}))"
        )

    def duplicates_sql(self, relation: str) -> str:
        """SQL that returns the keys that stand more than once in ``relation``."""
        key = ", ".join(self.key)
        return f"select {key}, count(*) as times from {relation} group by {key} having count(*) > 1"

    def judge(self, rows: pd.DataFrame) -> list[str]:
        """Pandera's verdict on ``rows``: one line a broken rule, empty if all is well."""
        lines = [
            f"{column.name}: is_finite ({value})"
            for column in self.columns
            if column.sql_type == "DOUBLE"
            for value in pw.array(rows[column.name]).to_pylist()
            if value is not None and not math.isfinite(value)
        ]
        lines += [
            f"{'、'.join(names)}: is_blank_just_with_a_key ({key}={value!r})"
            for key, names in self.keyed.items()
            for value, is_blank in zip(pw.array(rows[key]).to_pylist(), rows[names].isna().any(axis=1), strict=True)
            if is_blank != (value != "")
        ]
        return lines + [
            f"{case.column}: {case.check} ({case.failure_case})" for case in self.failures(rows).itertuples()
        ]

    def failures(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Pandera's failure cases, all of them: row (its index), column, check and the value that fails."""
        try:
            self.schema.validate(rows, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases: pd.DataFrame = errors.failure_cases.rename(columns={"index": "row"})
            return cases
        return pd.DataFrame(columns=["row", "column", "check", "failure_case"])


def _broken(column: Column) -> Iterator[str]:
    """SQL conditions under which a value of ``column`` breaks its rules."""
    name = f'"{column.name}"'
    if not column.is_nullable:
        yield f"{name} is null"
    if column.sql_type == "DOUBLE":
        yield f"not isfinite({name})"  # a binary number that is none compares as larger than all
    for check in column.checks:
        yield _CONDITIONS[check.name or ""](name, check.statistics)


def _unexplained(keyed: Mapping[str, Sequence[str]]) -> list[str]:
    """SQL conditions under which a blank has no key, or a key stands beside numbers only."""
    return [
        f"""({" or ".join(f'"{name}" is null' for name in names)}) != ("{key}" != '')""" for key, names in keyed.items()
    ]


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _list(values: Sequence[object]) -> str:
    """A list in SQL: a closed list of 300 codes takes the planner 3 ms if each is a literal, and 0.3 ms as one text."""
    if values and all(isinstance(value, str) and "|" not in value for value in values):
        return f"string_split({_literal('|'.join(map(str, values)))}, '|')"
    return f"[{', '.join(map(_literal, values))}]"


#: How a Pandera check reads in SQL. A check that is missing here cannot be screened and is refused when the
#: contract is loaded.
_CONDITIONS: dict[str, Any] = {
    "isin": lambda n, s: f"not list_contains({_list(s['allowed_values'])}, {n})",
    "str_matches": lambda n, s: f"not regexp_matches({n}, {_literal('^(?:' + s['pattern'] + ')')})",
    "greater_than_or_equal_to": lambda n, s: f"{n} < {_literal(s['min_value'])}",
    "less_than_or_equal_to": lambda n, s: f"{n} > {_literal(s['max_value'])}",
    "greater_than": lambda n, s: f"{n} <= {_literal(s['min_value'])}",
    "less_than": lambda n, s: f"{n} >= {_literal(s['max_value'])}",
}

_SQL_TYPES = {
    pw.string(): "VARCHAR",
    pw.int32(): "INTEGER",
    pw.int64(): "BIGINT",
    pw.bool_(): "BOOLEAN",
    pw.float64(): "DOUBLE",
}


def _column(name: str, schema: pa.Column) -> Column:
    arrow_type = schema.dtype.type.pyarrow_dtype
    unknown = [check.name for check in schema.checks if check.name not in _CONDITIONS]
    if unknown:
        raise ValueError(f"column {name}: checks {unknown} have no SQL form; add it to schemas/contract.py")
    metadata = schema.metadata or {}
    return Column(
        name=name,
        sql_type=_SQL_TYPES.get(arrow_type) or f"DECIMAL({arrow_type.precision},{arrow_type.scale})",
        arrow_type=arrow_type,
        is_nullable=schema.nullable,
        title_zh=schema.description or "",
        title_en=metadata.get("title_en", ""),
        unit=metadata.get("unit"),
        checks=tuple(schema.checks),
        key=metadata.get("key"),
    )


def check_files(layer: str, table: str) -> list[Path]:
    """The rules over ``<layer>.<table>``, sorted by code."""
    return sorted((FOLDER / "checks" / layer / table).glob("*.sql"))


def load_check(path: Path) -> TableCheck:
    """A rule from its file.

    Raises:
        ValueError: its header does not say severity and titles.
    """
    sql = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^-- (severity|title_zh|title_en): (.+)$", sql, re.MULTILINE))
    if len(header) != 3 or header["severity"] not in SEVERITIES:
        raise ValueError(f"{path.name}: its header says severity ({' or '.join(SEVERITIES)}), title_zh and title_en")
    return TableCheck(path.stem, **header, sql=sql)


def load_contract(layer: str, table: str) -> Contract:
    """The contract of ``<layer>.<table>``.

    Raw and staged tables share one contract each (``schemas/raw/cells.py``, ``schemas/staged/observations.py``);
    ``<name>__<variant>`` shares the contract of ``<name>``, but not its rule files.

    Raises:
        FileNotFoundError: there is no contract of that name.
        ValueError: it has an unknown tier, a rule file without a header, or an amount of a mart that may be blank names
            no column that says why.
    """
    name = {"raw": "cells", "staged": "observations"}.get(layer, table.split("__")[0])
    contract = _load(layer, name)
    return replace(contract, checks=()) if contract.checks and table != name else contract


@cache
def _load(layer: str, name: str) -> Contract:
    if not (FOLDER / layer / f"{name}.py").exists():
        raise FileNotFoundError(f"table {layer}.{name} has no contract schemas/{layer}/{name}.py")
    module = importlib.import_module(f"schemas.{layer}.{name}")
    (model,) = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Table) and value.__module__ == module.__name__
    ]
    schema = model.to_schema()
    columns = tuple(_column(column, definition) for column, definition in schema.columns.items())
    contract = Contract(
        layer=layer,
        name=name,
        model=model,
        columns=columns,
        key=tuple(schema.unique or ()),
        title_zh=schema.title or "",
        title_en=schema.description or "",
        checks=tuple(map(load_check, check_files(layer, name))),
        is_view=getattr(module, "IS_VIEW", False),
        tier=getattr(module, "TIER", "restricted"),
        has_no_lineage=getattr(module, "LINEAGE", "") is None,
        amount=getattr(module, "AMOUNT", next((c.name for c in columns if c.is_figure), "")),
    )
    refuse_unsafe(contract)
    return contract


def refuse_unsafe(contract: Contract) -> None:
    """Refuse a contract that would let something out by default: to the public, or as a blank without a reason.

    Raises:
        ValueError: it names the table and the column.
    """
    table, names = f"{contract.layer}.{contract.name}", {column.name for column in contract.columns}
    if contract.tier not in TIERS:
        raise ValueError(f"{table}: tier {contract.tier!r} is none of {', '.join(TIERS)}")
    for column in contract.columns:
        is_blank = column.is_nullable and column.is_figure and column.key is None
        if is_blank and contract.layer == "marts":
            raise ValueError(f"{table}: {column.name} may be blank and names no key column")
        if column.key is not None and column.key not in names:
            raise ValueError(f"{table}: {column.key}, the key column of {column.name}, is not there")
