"""What a row of any table is called and what stands in it, for people: its titles, its figure with the unit.

A table needs nothing of its own here: the parts of its key are named by the code lists, its figure by its contract.
Printed cells and factor values, where every way down ends, say where they stand.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

from schemas import vocabulary
from schemas.problems import Language
from schemas.vocabulary import Vocabulary

#: Key columns, where their titles are, and by which column; other columns stand for themselves.
TITLES = {
    "category_code": ("core.categories", "category_code"),
    "sector_code": ("codes.sectors", "sector_code"),
    "industry_code": ("codes.sectors", "sector_code"),
    "fuel_code": ("codes.fuels", "fuel_code"),
    "item_code": ("codes.items", "item_code"),
    "indicator_code": ("codes.indicators", "indicator_code"),
    "variant": ("codes.assessment_variants", "variant"),
}

#: Key columns whose words are few; a title is not made of codes.
WORDS: dict[str, Vocabulary] = {
    "treatment_code": vocabulary.FACTOR_TREATMENTS,
    "span": vocabulary.SPANS,
    "flow_code": vocabulary.ENERGY_FLOWS,
    "grade": {**vocabulary.EVIDENCE, **vocabulary.DATA_CLASSES},
    "criterion": {"evidence": ("因子依据", "evidence of factors"), "data_class": ("数据等级", "class of data")},
}

#: Where the English of a title stands that a row holds in Chinese alone: a column of the row, a list, its column.
ENGLISH = {
    "title_zh": (
        ("check_code", "rules.cross_checks", "check_code"),
        ("part_code", "codes.consumption_parts", "part_code"),
        ("variant", "codes.assessment_variants", "variant"),
        ("table_name", "core.printed_tables", "table_name"),
        ("sector_code", "codes.sectors", "sector_code"),
    ),
    "category_title_zh": (("category_code", "core.categories", "category_code"),),
    "part_title_zh": (
        ("part_code", "codes.caliber_parts", "part_code"),
        ("part_code", "codes.breakdown_parts", "part_code"),
        ("part_code", "core.categories", "category_code"),
    ),
    "line_title_zh": (
        ("line_code", "forms.provincial_lines", "line_code"),
        ("line_code", "forms.energy_balance_lines", "line_code"),
        ("line_code", "forms.ipcc_lines", "line_code"),
        ("line_code", "forms.gpc_lines", "line_code"),
    ),
    "row_title_zh": (("row_code", "codes.balance_rows", "row_code"), ("row_code", "codes.sectors", "sector_code")),
    "fuel_title_zh": (
        ("fuel_code", "codes.fuels", "fuel_code"),
        ("fuel_code", "forms.energy_balance_columns", "fuel_code"),
    ),
    "group_title_zh": (("group_code", "codes.fuel_groups", "group_code"),),
    "sector_title_zh": (("sector_code", "codes.sectors", "sector_code"),),
    "industry_title_zh": (("industry_code", "codes.sectors", "sector_code"),),
    "effect_title_zh": (("effect_code", "codes.effects", "effect_code"),),
    "step_title_zh": (("step_code", "forms.view_steps", "step_code"),),
    "scenario_title_zh": (("scenario_code", "rules.outlook_scenarios", "scenario_code"),),
    "unit_title_zh": (("unit_code", "rules.management_units", "unit_code"),),
}

#: Key columns that tell figures of one name apart; what their words mean is a list of its own.
VARIANTS = ("caliber", "scope", "method", "accounting")

#: Key columns that every row of a tree shares, and those that say the same in the title of the row's table.
UNSAID = ("basis_id", "region_code", "factor_region_code", "role", "side")

#: Ends of the unit that a column's name carries.
UNITS = {
    "_tco2e": ("吨二氧化碳当量", "t CO2e"),
    "_tce": ("吨标准煤", "tce"),
    "_t": ("吨", "t"),
    "_cny": ("元", "CNY"),
}

#: Where a printed cell stands: its headings stand in the table that it was read from.
CELL = """
    with headed as ({headings})

    select
        observation_id as id, file_name, sheet, cell, coalesce(row_path, ''), coalesce(column_path, ''), printed_text,
        {unit}, note
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
        factor_id as id, factor_id, regexp_replace(rtrim(rtrim(value::varchar, '0'), '.'), '^-', '−'),
        concat_ws('/', {unit}, {per}), source_title, locator, evidence
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

    def title(self, year: int, lang: Language = "zh") -> str:
        """Its titles; its year is said where it is not the one asked about."""
        said = self.year + ("" if lang == "en" else "年") if self.year not in ("", str(year)) else ""
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
    note: str

    def title(self, year: int, lang: Language = "zh") -> str:
        """Its place and its text."""
        return f"{' › '.join(filter(None, (self.file, self.sheet, self.cell)))} “{self.printed}” {self.unit}"

    @property
    def value(self) -> str:
        """What is noted of it: a correction, or that somebody has said what its label means."""
        return self.note


class Factor(NamedTuple):
    """A value of a document."""

    factor_id: str
    figure: str
    unit: str
    document: str
    place: str
    evidence: str

    def title(self, year: int, lang: Language = "zh") -> str:
        """Its name and its value."""
        return f"{self.factor_id} = {self.figure} {self.unit}".strip()

    @property
    def value(self) -> str:
        """Where it stands, and how far that was read."""
        return "，".join(filter(None, (self.document, self.place, self.evidence)))


Label = Row | Cell | Factor

#: What each kind is called where its words are handed on.
KINDS = {Row: "row", Cell: "cell", Factor: "factor"}


def find_labels(
    connection: duckdb.DuckDBPyConnection, table: str, ids: Collection[str], lang: Language = "zh"
) -> dict[str, Label]:
    """Labels of some rows of a table by id; what a printed table or a document says stays in its language."""
    asked = {"ids": sorted(ids)}
    units = {name: f"{name}.{'unit_code' if lang == 'en' else 'title_zh'}" for name in ("unit", "per")}
    if table == "core.observations":
        tables = [f'raw."{name}"' for (name,) in connection.execute(PRINTED_IN, asked).fetchall()]
        cells = CELL.format(headings=" union all ".join(map(HEADINGS.format, tables)), **units)
        return {row: Cell(*told) for row, *told in connection.execute(cells, asked).fetchall()}
    if table == "core.factor_values":
        return {row: Factor(*told) for row, *told in connection.execute(FACTOR.format(**units), asked).fetchall()}
    rows = connection.execute(_statement(connection, table, lang), asked).fetchall()
    return {
        row: Row(before, year, after, _number(amount), unit or "") for row, before, year, after, amount, unit in rows
    }


def _number(amount: Decimal | float | None) -> str:
    """A figure with thousands separators: exact ones without trailing zeros, binary ones with nine digits."""
    if amount is None:
        return ""
    text = f"{amount:,f}" if isinstance(amount, Decimal) else f"{amount:,.9g}"
    text = text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return f"−{text[1:]}" if text.startswith("-") else text


def _statement(connection: duckdb.DuckDBPyConnection, table: str, lang: Language) -> str:
    """The question for the labels of any table."""
    ((title_zh, title_en, key, columns, amount),) = connection.execute(
        "select title_zh, title_en, key_columns, columns, amount_column from lineage.tables where table_name = $table",
        {"table": table},
    ).fetchall()
    title = title_en if lang == "en" else title_zh
    titled = _titles(key, columns, lang)
    place = key.index("year") if "year" in key else len(key)
    before, after = (
        [_part(column, titled, columns, lang) for column in part if column not in UNSAID]
        for part in (key[:place], key[place + 1 :])
    )
    if not titled:  # a row that no list names is one of its table
        named = [f"{column}_of.title_{lang}" for column in key if column in TITLES]
        before.insert(0, f"if(coalesce({', '.join(named or ['null'])}) is null, {_text(title)}, null)")
    joins = [
        f"left join {list_name} as {column}_of on row.{column} = {column}_of.{code}"
        for column, (list_name, code) in TITLES.items()
        if column in key
    ]
    joins += ["left join codes.units as unit using (unit_code)"] if "unit_code" in columns else []
    year = "row.year::varchar" if "year" in key else "''"
    return (
        f"select concat_ws('/', {', '.join(f'row.{column}' for column in key)}) as id, "
        f"{_joined([*titled, *before])} as before, {year} as year, {_joined(after)} as after, "
        f"{_figure(amount, columns, lang)} from {table} as row {' '.join(joins)} "
        f"where concat_ws('/', {', '.join(f'row.{column}' for column in key)}) in (select unnest($ids))"
    )


def _titles(key: Sequence[str], columns: Collection[str], lang: Language) -> list[str]:
    """Titles that stand in the row; those of a row of a target, which holds only the codes of it."""
    if {"target_id", "reading_id"} <= set(key) and "title_zh" not in columns:
        named = "from core.targets as target where row.target_id = target.target_id"
        return [
            f"(select any_value(title_{lang}) {named})",
            f"(select any_value(reading_{lang}) {named} and row.reading_id = target.reading_id)",
        ]
    titles = [column for column in columns if column.endswith("title_zh")]
    if lang == "en":  # what an activity is called in Chinese its codes say in English
        return [_english(column, columns) for column in titles if column != "activity_title_zh"]
    return [f"row.{column}" for column in titles]


def _english(column: str, columns: Collection[str]) -> str:
    """The English of a Chinese title of a row; the Chinese, if nobody wrote one."""
    own = f"{column.removesuffix('zh')}en"
    if own in columns:
        return f"row.{own}"
    if column == "title_zh" and "treatment_code" in columns:
        return _words("treatment_code", "en")
    if column == "title_zh" and "fallback_edition" in columns:  # a basis, whose id names its edition and potentials
        return "row.basis_id"
    found = [
        f"(select any_value(title_en) from {list_name} as listed where row.{code} = listed.{name})"
        for code, list_name, name in ENGLISH.get(column, ())
        if code in columns
    ]
    return f"coalesce({', '.join([*found, f'row.{column}'])})"


def _joined(parts: Sequence[str]) -> str:
    return f"concat_ws(' ', {', '.join(filter(None, parts)) or 'null'})"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _part(column: str, titled: Collection[str], columns: Collection[str], lang: Language) -> str:
    """How a column of the key reads in a title; '' if the row's own title says it."""
    if column in ("price_base_year", "base_year"):
        end = {"price_base_year": (" || '年价'", " || ' prices'"), "base_year": (" || '年'", "")}[column][lang == "en"]
        return "" if titled else f"row.{column}{end}"
    if column in VARIANTS:
        words = f"(select any_value(title_{lang}) from codes.indicator_variants where variant_code = row.{column})"
        return _unless_said(f"coalesce({words}, nullif(row.{column}, ''))", titled)
    if titled and (column.endswith("_id") or column == "treatment_code"):
        told = f"{column.removesuffix('_id')}_{lang}"
        return f"row.{told}" if told in columns else ""
    if column in WORDS:
        return _unless_said(_words(column, lang), titled)
    if column == "category_code":
        return "row.category_code" if titled else f"row.category_code || ' ' || category_code_of.title_{lang}"
    if column in TITLES:
        return _unless_said(f"{column}_of.title_{lang}", titled)
    if titled and column.endswith("_code"):
        return ""
    return f"if(row.{column}::varchar in ('', 'all', '0', 'false'), null, row.{column}::varchar)"


def _words(column: str, lang: Language) -> str:
    cases = " ".join(f"when {_text(word)} then {_text(said[lang == 'en'])}" for word, said in WORDS[column].items())
    return f"case row.{column} {cases} end"


def _unless_said(words: str, titled: Collection[str]) -> str:
    """Words that a row's own title does not hold already."""
    return f"if(contains(concat({', '.join(titled)}), {words}), null, {words})" if titled else words


def _figure(amount: str, columns: Collection[str], lang: Language) -> str:
    """Two columns: the figure of a row, and its unit; or no figure, and the key that stands for it with its reason.

    What has no figure may say who has the data.
    """
    if not amount:
        department = "'由' || nullif(row.department_zh, '') || '掌握数据'"
        return f"null as amount, {department if lang == 'zh' and 'department_zh' in columns else _text('')} as unit"
    reasons = ("reason_zh",) if lang == "zh" else ()
    named = (f"{amount}_key", f"{amount.rpartition('_')[0]}_key", "notation_key", *reasons)
    instead = ", ".join(f"row.{name}" for name in named if name in columns)
    return (
        f"row.{amount} as amount, "
        f"if(row.{amount} is null, concat_ws(' ', {instead or 'null'}), {_unit(amount, columns, lang)}) as unit"
    )


def _unit(amount: str, columns: Collection[str], lang: Language) -> str:
    """The unit of a figure: of the row, or as the name of its column ends."""
    if "unit_code" in columns:
        return "unit.unit_code" if lang == "en" else "unit.title_zh"
    if "unit_zh" in columns:
        listed = "(select any_value(unit_en) from codes.indicators as listed where unit_zh = row.unit_zh)"
        return f"coalesce({listed}, row.unit_zh)" if lang == "en" else "row.unit_zh"
    return next((_text(unit[lang == "en"]) for end, unit in UNITS.items() if amount.endswith(end)), "''")
