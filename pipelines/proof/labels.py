"""What a row of any table is called and what stands in it, for people: its titles, its figure with the unit.

A table needs nothing of its own here: the parts of its key are named by the code lists, its figure by its contract.
Printed cells and factor values, where every way down ends, say where they stand.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

#: Key columns and where their titles are; other columns stand for themselves.
TITLES = {
    "category_code": "core.categories",
    "sector_code": "codes.sectors",
    "fuel_code": "codes.fuels",
    "item_code": "codes.items",
    "indicator_code": "codes.indicators",
    "variant": "codes.assessment_variants",
}

#: Key columns that tell figures of one name apart; what their words mean is a list of its own.
VARIANTS = ("caliber", "scope", "method", "accounting")

#: Key columns that every row of a tree shares, and those that say the same in the title of the row's table.
UNSAID = ("basis_id", "region_code", "factor_region_code", "role", "side")

#: Ends of the unit that a column's name carries.
UNITS = {"_tco2e": "吨二氧化碳当量", "_tce": "吨标准煤", "_t": "吨", "_mwh": "兆瓦时", "_cny": "元", "_pct": "%"}

#: Where a printed cell stands: its headings stand in the table that it was read from.
CELL = """
    with headed as ({headings})

    select
        observation_id as id, file_name, sheet, cell, coalesce(row_path, ''), coalesce(column_path, ''), printed_text,
        unit.title_zh
    from core.observations
    inner join codes.units as unit using (unit_code)
    left join headed using (file_sha256, sheet, cell)
    where observation_id in (select unnest($ids))
"""
HEADINGS = "select file_sha256, sheet, cell, row_path, column_path from {}"
PRINTED_IN = (
    "select distinct table_name from core.observations where observation_id in (select unnest($ids)) order by 1"
)

FACTOR = """
    select
        factor_id as id, factor_id, rtrim(rtrim(value::varchar, '0'), '.'),
        concat_ws('/', unit.title_zh, per.title_zh), source_title, locator, evidence
    from core.factor_values as factor
    inner join codes.units as unit using (unit_code)
    left join codes.units as per on factor.per_unit_code = per.unit_code
    where factor_id in (select unnest($ids))
"""


class Row(NamedTuple):
    """A computed row: its titles, around the year it is about, and its figure with the unit."""

    before: str
    year: str
    after: str
    figure: str
    unit: str

    def title(self, year: int) -> str:
        """Its titles; its year is said where it is not the one asked about."""
        said = f"{self.year}年" if self.year not in ("", str(year)) else ""
        return " ".join(filter(None, (self.before, said, self.after)))

    @property
    def value(self) -> str:
        """Its figure with the unit."""
        return f"{self.figure} {self.unit}".strip()


class Cell(NamedTuple):
    """A printed cell: where it stands, under which headings, what is printed there."""

    file: str
    sheet: str
    cell: str
    row: str
    column: str
    printed: str
    unit: str

    def title(self, year: int) -> str:
        """Its place and its text."""
        return f"{' › '.join(filter(None, (self.file, self.sheet, self.cell)))} “{self.printed}” {self.unit}"

    @property
    def value(self) -> str:
        """Nothing that its title does not say."""
        return ""


class Factor(NamedTuple):
    """A value of a document."""

    factor_id: str
    figure: str
    unit: str
    document: str
    place: str
    evidence: str

    def title(self, year: int) -> str:
        """Its name and its value."""
        return f"{self.factor_id} = {self.figure} {self.unit}".strip()

    @property
    def value(self) -> str:
        """Where it stands, and how far that was read."""
        return "，".join(filter(None, (self.document, self.place, self.evidence)))


Label = Row | Cell | Factor

#: What each kind is called where its words are handed on.
KINDS = {Row: "row", Cell: "cell", Factor: "factor"}


def find_labels(connection: duckdb.DuckDBPyConnection, table: str, ids: Collection[str]) -> dict[str, Label]:
    """Labels of some rows of a table by id."""
    asked = {"ids": sorted(ids)}
    if table == "core.observations":
        tables = [f'raw."{name}"' for (name,) in connection.execute(PRINTED_IN, asked).fetchall()]
        cells = CELL.format(headings=" union all ".join(map(HEADINGS.format, tables)))
        return {row: Cell(*told) for row, *told in connection.execute(cells, asked).fetchall()}
    if table == "core.factor_values":
        return {row: Factor(*told) for row, *told in connection.execute(FACTOR, asked).fetchall()}
    rows = connection.execute(_statement(connection, table), asked).fetchall()
    return {
        row: Row(before, year, after, _number(amount), unit or "") for row, before, year, after, amount, unit in rows
    }


def _number(amount: Decimal | float | None) -> str:
    """A figure with thousands separators: exact ones without trailing zeros, binary ones with nine digits."""
    if amount is None:
        return ""
    text = f"{amount:,f}" if isinstance(amount, Decimal) else f"{amount:,.9g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _statement(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The question for the labels of any table."""
    ((title, key, columns, amount),) = connection.execute(
        "select title_zh, key_columns, columns, amount_column from lineage.tables where table_name = $table",
        {"table": table},
    ).fetchall()
    titled = [f"row.{column}" for column in columns if column.endswith("title_zh")]
    place = key.index("year") if "year" in key else len(key)
    before, after = (
        [_part(column, titled, columns) for column in part if column not in UNSAID]
        for part in (key[:place], key[place + 1 :])
    )
    if not titled:  # a row that no list names is one of its table
        named = [f"{column}_of.title_zh" for column in key if column in TITLES]
        before.insert(0, f"if(coalesce({', '.join(named or ['null'])}) is null, '{title}', null)")
    joins = [f"left join {TITLES[c]} as {c}_of using ({c})" for c in key if c in TITLES]
    joins += ["left join codes.units as unit using (unit_code)"] if "unit_code" in columns else []
    year = "row.year::varchar" if "year" in key else "''"
    return (
        f"select concat_ws('/', {', '.join(f'row.{column}' for column in key)}) as id, "
        f"{_joined([*titled, *before])} as before, {year} as year, {_joined(after)} as after, "
        f"{_figure(amount, columns)} from {table} as row {' '.join(joins)} "
        f"where concat_ws('/', {', '.join(f'row.{column}' for column in key)}) in (select unnest($ids))"
    )


def _joined(parts: Sequence[str]) -> str:
    return f"concat_ws(' ', {', '.join(filter(None, parts)) or 'null'})"


def _part(column: str, titled: Collection[str], columns: Collection[str]) -> str:
    """How a column of the key reads in a title; '' if the row's own title says it."""
    if column in ("price_base_year", "base_year"):
        return "" if titled else f"row.{column} || '{'年价' if column == 'price_base_year' else '年'}'"
    if column in VARIANTS:
        words = f"(select any_value(title_zh) from codes.indicator_variants where variant_code = row.{column})"
        return _unless_said(f"coalesce({words}, nullif(row.{column}, ''))", titled)
    if titled and column.endswith("_id"):
        told = f"{column.removesuffix('_id')}_zh"
        return f"row.{told}" if told in columns else ""
    if column == "category_code":
        return "row.category_code" if titled else "row.category_code || ' ' || category_code_of.title_zh"
    if column in TITLES:
        return _unless_said(f"{column}_of.title_zh", titled)
    if titled and column.endswith("_code"):
        return ""
    return f"if(row.{column}::varchar in ('', 'all', '0', 'false'), null, row.{column}::varchar)"


def _unless_said(words: str, titled: Collection[str]) -> str:
    """Words that a row's own title does not hold already."""
    return f"if(contains(concat({', '.join(titled)}), {words}), null, {words})" if titled else words


def _figure(amount: str, columns: Collection[str]) -> str:
    """Two columns: the figure of a row, and its unit; or no figure, and the key that stands for it with its reason.

    What has no figure may say who has the data.
    """
    if not amount:
        department = "'由' || nullif(row.department_zh, '') || '掌握数据'" if "department_zh" in columns else "''"
        return f"null as amount, {department} as unit"
    named = (f"{amount}_key", f"{amount.rpartition('_')[0]}_key", "notation_key", "reason_zh")
    instead = ", ".join(f"row.{name}" for name in named if name in columns)
    unit = next((f"'{text}'" for end, text in UNITS.items() if amount.endswith(end)), "''")
    unit = "unit.title_zh" if "unit_code" in columns else "row.unit_zh" if "unit_zh" in columns else unit
    return f"row.{amount} as amount, if(row.{amount} is null, concat_ws(' ', {instead or 'null'}), {unit}) as unit"
