"""What `assets/raw/<source>__<table>.yaml` may say: how a printed table is recognised, what its labels mean.

A declaration names labels, codes, units and rules in words; it never names a position, a sheet or a file. How
it is applied to a delivered sheet is `assets/builders/printed_table`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas import codes, vocabulary
from schemas.codes.departments import departments_of
from schemas.specs.labels import canonical_label


class Declaration(BaseModel):
    """Base of every model of a hand-written file: nothing unknown, nothing guessed, nothing changed later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _to_flag(value: object) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _to_year(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch("[12][0-9]{3}", value) else value


def _check_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from None
    return value


def _check_sentence(value: str) -> str:
    """Its time grows with the length of a line only as long as no group is repeated."""
    groups = re.compile(value).groupindex.keys()
    if "value" not in groups or not groups <= {"value", "unit", "direction", "year"} or re.search(r"\)[*+{]", value):
        raise ValueError("a sentence names value, may name unit, direction and year, and repeats no group")
    return value


def _one_of(list_name: str) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in codes.codes(list_name):
            raise ValueError(f"{value} is not in schemas/codes/{list_name}.csv")
        return value

    return BeforeValidator(check)


def _word_of(words: vocabulary.Vocabulary) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in words:
            raise ValueError(f"{value} is not one of {', '.join(words)}")
        return value

    return BeforeValidator(check)


def _check_departments(value: str) -> str:
    departments_of(value)
    return value


Flag = Annotated[bool, BeforeValidator(_to_flag)]
Year = Annotated[int, BeforeValidator(_to_year), Field(ge=1949, le=2100)]
Text = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, Field(min_length=1), BeforeValidator(_check_pattern)]
Sentence = Annotated[Pattern, AfterValidator(_check_sentence)]
ItemCode = Annotated[str, _one_of("items")]
SectorCode = Annotated[str, _one_of("sectors")]
FuelCode = Annotated[str, _one_of("fuels")]
ValueStatus = Annotated[str, _word_of(vocabulary.VALUE_STATUSES)]
Vintage = Annotated[str, _word_of(vocabulary.VINTAGES)]
DataClass = Annotated[str, _word_of(vocabulary.DATA_CLASSES)]
Department = Annotated[str, Field(min_length=1), AfterValidator(_check_departments)]
"""Names of `schemas/codes/departments.csv`, parted by `、`, each with the office within if it is known."""


class Meaning(Declaration):
    """What a row, a column or a key value says about the figures in it."""

    item_code: ItemCode | None = None
    sector_code: SectorCode | None = None
    fuel_code: FuelCode | None = None
    is_total: Flag | None = None
    is_signed: Flag | None = None
    """Negative figures are allowed (stock changes, growth rates, balances)."""
    skip: Text | None = None
    """Why the figures are kept in raw and go no further."""


class Row(Meaning):
    """A row, or a column, that is found by its label."""

    aliases: list[Text] = []
    match: Pattern | None = None
    """Instead of one label: every label of this canonical form. Groups `year` and `month` give the period."""
    sentence: Sentence | None = None
    """Of running text: what is said of the figure, in characters of one width and without blanks."""
    is_complete: Flag = False
    """Of `match`: no year between the first and the last is missing, and months make whole years."""
    optional: Flag = False
    department: Department | None = None
    """Who holds the figures, where it is not the first department of the table."""


class Column(Row):
    """A column. Only those of the role `data` hold figures.

    `seal`: what a form said when it was made, line by line, so that no change to it goes unnoticed (`reading.seal`).
    """

    role: Literal["data", "label", "translation", "unit", "key", "region", "seal"] = "data"


class Figure(NamedTuple):
    """What stands at a crossing of a row and a column that is read."""

    label: str
    item_code: str
    sector_code: str
    fuel_code: str
    is_total: bool
    is_signed: bool
    is_optional: bool
    is_monthly: bool
    department: str
    """Empty: the first of the table."""
    keys: tuple[str, ...]
    row: str
    column: str
    """Names of the key values, the row and the column that cross there."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Item, sector and fuel."""
        return self.item_code, self.sector_code, self.fuel_code

    @property
    def code(self) -> str:
        """What stands for it in a key column of codes."""
        return "|".join([*self.key, *(["signed"] if self.is_signed else []), *(["total"] if self.is_total else [])])


def meaning_of(code: str) -> Meaning | None:
    """What a key value that is a code says; None if it is none."""
    item, *parts = code.split("|")
    if len(parts) < 2 or not set(parts[2:]) <= {"signed", "total"}:
        return None
    said = {"item_code": item, "sector_code": parts[0] or None, "fuel_code": parts[1] or None}
    try:
        return Meaning.model_validate(said | {f"is_{flag}": True for flag in parts[2:]})
    except ValueError:
        return None


class UnitOverride(Declaration):
    """A printed unit known to be wrong. It applies only where exactly this unit is printed."""

    columns: list[Text]
    printed: Text
    unit: Text
    reason: Text


class Total(Declaration):
    """A printed total and its parts along one axis; all are names of rows or columns of this declaration.

    `sum`: total = parts - minus. `of_which`: each part by itself is at most the total.
    """

    axis: Literal["row", "column"]
    total: Text
    parts: list[Text]
    minus: list[Text] = []
    kind: Literal["sum", "of_which"] = "sum"
    rule: Text = "ADD-01"
    severity: Literal["block", "note"] = "block"
    reason: Text | None = None
    exceptions: list[Text] = []
    """Names on the other axis where the relation does not hold by nature."""

    @model_validator(mode="after")
    def _notes_have_reasons(self) -> "Total":
        if (self.severity == "note" or self.exceptions) and not self.reason:
            raise ValueError("a note and an exception need a reason")
        return self


class Header(Declaration):
    """How the header block is found: by texts that stand in its first row."""

    anchor: list[Text] = Field(min_length=1)


class Layout(Declaration):
    """One way in which the table has been printed, for the data years `from` to `to`."""

    first_year: Year | None = Field(default=None, alias="from")
    last_year: Year | None = Field(default=None, alias="to")
    title: Pattern | None = None
    """Canonical title, if there is one; groups `region`, `year`, `first_year`, `last_year`, `part`."""
    header: Header | None = None
    """Without one it is running text: each row is a `sentence`, and one is skipped, for whatever else is said."""
    unit: Text | None = None
    """The unit where the table prints none."""
    defaults: Meaning = Meaning()
    columns: dict[Text, Column]
    rows: dict[Text, Row]
    keys: dict[Text, dict[Text, Meaning] | Literal["codes"]] = {}
    """For each `key` column, what its values say; or each of them is `item|sector|fuel`, with `|signed`, `|total`."""
    missing: dict[str, ValueStatus]
    unit_overrides: list[UnitOverride] = []
    totals: list[Total] = []
    footer: list[Pattern] = []
    """Canonical forms of lines that end the table, besides notes and sources."""

    @property
    def is_text(self) -> bool:
        """Whether it is running text."""
        return self.header is None

    @property
    def is_returned_whole(self) -> bool:
        """Whether it is asked for as it is: a form by years would lose its months, or its words."""
        return self.is_text or any(figure.is_monthly for figure in self.figures())

    @property
    def is_by_codes(self) -> bool:
        """Whether a line says by a code what it is, as on a form."""
        return "codes" in self.keys.values()

    @property
    def anchor(self) -> list[str]:
        """Texts that stand in the first row of the header."""
        return self.header.anchor if self.header else []

    def covers(self, year: int) -> bool:
        """Whether figures of this year were printed so."""
        return (self.first_year or 0) <= year <= (self.last_year or 9999)

    @model_validator(mode="after")
    def _is_coherent(self) -> "Layout":
        for axis, labels in (("columns", self.columns), ("rows", self.rows)):
            _refuse_repeated(axis, labels)
        roles = [column.role for column in self.columns.values()]
        if roles.count("label") != 1:
            raise ValueError("exactly one column has the role label")
        keyed = {name for name, column in self.columns.items() if column.role == "key"}
        if keyed != set(self.keys):
            raise ValueError("keys and the columns with the role key must be the same")
        others = [row.skip for row in self.rows.values() if not row.sentence]
        is_told = {"region", "year"} <= re.compile(self.title or "").groupindex.keys()
        if self.is_text and (not is_told or len(others) != 1 or not others[0]):
            raise ValueError("running text has a title with region and year, and beside its sentences one skipped row")
        if not self.is_text and len(others) < len(self.rows):
            raise ValueError("a table with a header has no sentences")
        self._refuse_unknown_names()
        self._refuse_double_meaning()
        return self

    def _refuse_unknown_names(self) -> None:
        for total in self.totals:
            own, other = (self.rows, self.columns) if total.axis == "row" else (self.columns, self.rows)
            parts = total.parts + total.minus
            for name in [total.total, *parts]:
                if name not in own or own[name].skip:
                    raise ValueError(f"totals: {name} is no {total.axis} that is read")
            if unknown := set(total.exceptions) - set(other):
                raise ValueError(f"totals: exceptions {sorted(unknown)} are not declared")
        for override in self.unit_overrides:
            if unknown := set(override.columns) - set(self.columns):
                raise ValueError(f"unit_overrides: {sorted(unknown)} are not declared")

    def _refuse_double_meaning(self) -> None:
        """A code is said by rows or by columns or by keys or by defaults, so that no order decides."""
        values = [meaning for key in self.keys.values() if key != "codes" for meaning in key.values()]
        sources: tuple[list[Meaning], ...] = (
            [self.defaults],
            values,
            [row for row in self.rows.values() if not row.skip],
            [column for column in self.columns.values() if not column.skip],
        )
        for field in ("item_code", "sector_code", "fuel_code"):
            said = [any(getattr(meaning, field) for meaning in source) for source in sources]
            if sum(said) > 1:
                raise ValueError(f"{field} is said in more than one of defaults, keys, rows, columns")

    def figures(self) -> Iterator[Figure]:
        """Each figure that the table prints for a period, as its labels name it; of a table by codes none is known."""
        values = [() if key == "codes" else key.items() for key in self.keys.values()]
        columns = [(name, column) for name, column in self.columns.items() if column.role == "data"]
        for keys, row, column in product(product(*values), self.rows.items(), columns):
            named = [*keys, row, column]
            meanings = [self.defaults, *(meaning for _, meaning in named)]
            if any(meaning.skip for meaning in meanings):
                continue
            labels = (row[1], column[1])
            yield Figure(
                label="，".join(name for name, meaning in named if not getattr(meaning, "match", None)),
                item_code=said(meanings, "item_code"),
                sector_code=said(meanings, "sector_code"),
                fuel_code=said(meanings, "fuel_code"),
                is_total=any(meaning.is_total for meaning in meanings),
                is_signed=any(meaning.is_signed for meaning in meanings),
                is_optional=any(label.optional for label in labels),
                is_monthly=any("<month>" in (label.match or "") for label in labels),
                department=next((label.department for label in labels if label.department), ""),
                keys=tuple(name for name, _ in keys),
                row=row[0],
                column=column[0],
            )


def said(meanings: Iterable[Meaning], field: str) -> str:
    """The first that is said of a field; '' if nothing is."""
    return next((value for meaning in meanings if (value := getattr(meaning, field))), "")


class PrintedTable(Declaration):
    """One printed table of one source."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*__[a-z][a-z0-9_]*$")
    title_zh: Text
    title_en: Text
    description: Text
    department: Department
    """Who is responsible for the delivery."""
    document: Text
    """What the table is printed in."""
    deliver: Literal["annual", "edition"]
    """`annual`: a file of one data year; `edition`: a book named after a later year, or a growing file."""
    region_levels: list[Literal["province", "prefecture", "county"]] = ["county"]
    """Levels of region of which the table is expected every year; none for surveys and histories."""
    vintage: Vintage
    only_compared: Flag = False
    """Its figures are held against those of other tables and are part of nothing."""
    data_class: DataClass = "B"
    """Of its figures: A measured or reported by whom it is about, B official statistics, C allocated, D surrogate."""
    layouts: list[Layout] = Field(min_length=1)
    """In order of time; an entry says what differs from the entry before it."""

    @property
    def source_id(self) -> str:
        """Source of the table, the first half of its name."""
        return self.name.split("__")[0]

    def layout_in(self, year: int) -> Layout | None:
        """The latest layout in which figures of a year were printed; None if they were printed in none."""
        return next((layout for layout in reversed(self.layouts) if layout.covers(year)), None)

    @model_validator(mode="before")
    @classmethod
    def _fill_layouts(cls, content: object) -> object:
        """Complete each layout from the one before it, key by key."""
        if not isinstance(content, dict) or not isinstance(content.get("layouts"), list):
            return content
        layouts: list[object] = []
        for entry in content["layouts"]:
            layouts.append(_merge(layouts[-1], entry) if layouts else entry)
        return {**content, "layouts": layouts}


REMOVED = "removed"
"""Instead of a row, column or key of a later layout: it is not printed any more."""


def _merge(earlier: object, later: object) -> object:
    """Return `earlier` with what `later` says; mappings are merged, everything else is replaced."""
    if not isinstance(earlier, dict) or not isinstance(later, dict):
        return later
    inherited = {name: value for name, value in earlier.items() if name not in ("from", "to")}
    merged = inherited | {name: _merge(inherited.get(name), value) for name, value in later.items()}
    return {name: value for name, value in merged.items() if value != REMOVED}


def _refuse_repeated(axis: str, labels: Mapping[str, Row]) -> None:
    """Refuse two labels that would be the same label in print."""
    seen: dict[str, str] = {}
    for name, label in labels.items():
        for text in [name, *label.aliases]:
            form = "/".join(map(canonical_label, text.split("/")))
            if form in seen:
                raise ValueError(f"{axis}: {text} and {seen[form]} are the same label")
            seen[form] = text
