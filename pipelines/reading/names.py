"""Which declared row or column a printed label is, and what a figure at their crossing means.

The same functions serve the sheet (labels with addresses) and the raw cells (label paths), so that both read
a label alike.
"""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

from pipelines.reading.records import PATH
from pipelines.reading.units import Unit, agree, find_unit, split_unit
from schemas.codes import read_codes
from schemas.specs.labels import canonical_label, canonical_title, has_chinese
from schemas.specs.printed_table import Column, Layout, Meaning, PrintedTable, Row, meaning_of, said

Period = str
"""`2024` or `2024-03`; '' where a label says nothing about time."""


class Found(NamedTuple):
    """A declared name, and the period its label gives."""

    name: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the figures at a crossing of row, column and keys are."""

    item_code: str
    sector_code: str
    fuel_code: str
    is_total: bool
    is_signed: bool
    skip: str

    @property
    def dimension(self) -> str:
        """The dimension in which it is measured; an item measured by fuel takes its fuel's."""
        dimension = _facts("items")[self.item_code]["dimension"]
        return _facts("fuels")[self.fuel_code]["dimension"] if dimension == "by_fuel" else dimension

    @property
    def title(self) -> str:
        """Chinese title, for people."""
        lists = (("items", self.item_code), ("sectors", self.sector_code), ("fuels", self.fuel_code))
        return "·".join(_facts(name)[code]["title_zh"] for name, code in lists if code)


@cache
def _facts(name: str) -> dict[str, dict[str, str]]:
    rows = read_codes(name)
    key = next(iter(rows[0]))
    return {row[key]: row for row in rows}


def canonical_path(texts: Iterable[str]) -> str:
    """Canonical form of a header path: units and translations dropped, the rest joined by `/`."""
    labels = [split_unit(text)[0] for text in texts if find_unit(text) is None]
    if any(map(has_chinese, labels)):
        labels = [label for label in labels if has_chinese(label) or not re.search("[A-Za-z]", label)]
    return "/".join(map(canonical_label, labels))


Axis = Literal["row", "column", "key"]

NOT_COUNTED = "不计入"
"""What is said of a label that means nothing for the inventory."""


class Answer(NamedTuple):
    """What somebody says that a label means of which the declaration of its table knows nothing."""

    table: str
    axis: Axis
    label: str
    """As printed; the texts of a header path are joined by `›`."""
    meaning: str
    """A name that is declared on the same axis; '' if it is not counted."""
    until: int
    """The last year of figures for which it holds."""
    by: str = ""
    reason: str = ""

    @property
    def path(self) -> str:
        """Canonical form of the label: what it is found by."""
        return form_of(self.axis, self.label.split(PATH.strip()))

    @property
    def said(self) -> str:
        """What the label is read as, for people."""
        return self.meaning or NOT_COUNTED


Answers = Mapping[str, tuple[Answer, ...]]
"""What is said of labels, by table."""

NO_ANSWERS: Answers = {}

LONGEST_LABEL = 100
"""Characters of a label that may be answered; the longest that is declared has 18."""


def form_of(axis: Axis, texts: Iterable[str]) -> str:
    """Canonical form of the texts of a label on an axis."""
    return canonical_label("".join(texts)) if axis == "key" else canonical_path(texts)


def is_answerable(axis: Axis, label: str) -> bool:
    """Whether a label is words that a person can say again: printable, short, and something when it is compared."""
    form = form_of(axis, label.split(PATH.strip()))
    return label.isprintable() and len(label) <= LONGEST_LABEL and form.strip("/") != ""


class Names:
    """The declared names of one axis, by what may be printed for them."""

    def __init__(self, labels: Mapping[str, Row]) -> None:
        self._names: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for name, label in labels.items():
            if label.match:
                self._patterns.append((re.compile(label.match), name))
                continue
            for text in (name, *label.aliases):
                self._names["/".join(map(canonical_label, text.split("/")))] = name

    def find(self, path: str) -> Found | None:
        """The name declared for a canonical path."""
        if (name := self._names.get(path)) is not None:
            return Found(name, "")
        for pattern, name in self._patterns:
            if match := pattern.fullmatch(path):
                return Found(name, _period(match.groupdict()))
        return None

    def has_word(self, label: str) -> bool:
        """Whether a canonical label is part of any declared path."""
        return label in self._words

    @cached_property
    def _words(self) -> set[str]:
        return {word for path in self._names for word in path.split("/")}

    def parents(self, label: str) -> Collection[str]:
        """Canonical parents under which a canonical label is declared (`父/子`)."""
        return self._parents.get(label, ())

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = {}
        for path in self._names:
            parent, slash, label = path.rpartition("/")
            if slash:
                parents.setdefault(label, set()).add(parent)
        return parents

    def nearest(self, path: str) -> str:
        """The declared name most like a path; '' if nothing is."""
        found = difflib.get_close_matches(path, self._names, 1, 0.5)
        return self._names[found[0]] if found else ""


def _period(groups: Mapping[str, str | None]) -> Period:
    year, month = groups.get("year"), groups.get("month")
    if not year:
        return ""
    return f"{year}-{int(month):02}" if month else year


class LayoutNames:
    """A layout with its labels ready to be looked up, those that somebody has answered among them."""

    def __init__(self, layout: Layout, title: str = "", answers: Iterable[Answer] = ()) -> None:
        self.title = title
        """What people call the table."""
        self.answers: dict[tuple[Axis, str], Answer] = {}
        for answer in answers:
            if (answered := with_answer(layout, answer)) is not None:
                layout, self.answers[answer.axis, answer.path] = answered, answer
        self.layout = layout
        self.columns = Names(layout.columns)
        self.rows = Names(layout.rows)
        self.keys = {name: _values(values) for name, values in layout.keys.items()}
        self.label_column = next(name for name, column in layout.columns.items() if column.role == "label")
        # a table repeats the same few labels in every cell; asking once a label is what makes reading fast
        self.find_row = cache(self._find_row)
        self.find_column = cache(self._find_column)
        self.subject = cache(self._subject)
        self.agree = cache(self._agree)
        self.answered_at = cache(self._answered_at)

    def _find_row(self, path: str) -> tuple[tuple[str, ...], Found] | None:
        """Key values and row declared for a raw `row_path`; None if it has no declared row."""
        parts = path.split(PATH)
        keys = tuple(canonical_label(text) for _, text in zip(self.keys, parts, strict=False))
        found = self.rows.find(canonical_path(parts[len(keys) :]))
        return (keys, found) if found and all(map(self.meaning, self.keys, keys)) else None

    def meaning(self, name: str, key: str) -> Meaning | None:
        """What a canonical value of a key column says; None if it is not declared."""
        return self.keys[name](key)

    def _find_column(self, path: str) -> Found | None:
        """Column declared for a raw `column_path`."""
        return self.columns.find(canonical_path(path.split(PATH)))

    def _subject(self, keys: tuple[str, ...], row: str, column: str) -> Subject:
        """What the figures in `row` and `column` under these key values are."""
        values = filter(None, map(self.meaning, self.keys, keys))
        meanings = [self.layout.defaults, *values, self.layout.rows[row], self.layout.columns[column]]
        fuel_code = said(meanings, "fuel_code")
        is_total_fuel = fuel_code != "" and _facts("fuels")[fuel_code]["is_total"] == "true"
        return Subject(
            item_code=said(meanings, "item_code"),
            sector_code=said(meanings, "sector_code"),
            fuel_code=fuel_code,
            is_total=is_total_fuel or any(meaning.is_total for meaning in meanings),
            is_signed=any(meaning.is_signed for meaning in meanings),
            skip=said(meanings, "skip"),
        )

    def answer_of(self, axis: Axis, texts: Iterable[str]) -> Answer | None:
        """The answer by which a printed label is read, if it is by one."""
        return self.answers.get((axis, form_of(axis, texts))) if self.answers else None

    def _answered_at(self, row_path: str, column_path: str) -> tuple[Answer, ...]:
        """The answers by which the labels of a raw cell are read."""
        row, keys = row_path.split(PATH), len(self.keys)
        found = [self.answer_of("key", [text]) for text in row[:keys]]
        found += [self.answer_of("row", row[keys:]), self.answer_of("column", column_path.split(PATH))]
        return tuple(answer for answer in found if answer)

    def title_year(self, title: str) -> int | None:
        """The latest data year that a title names; None if it names none or is no title of this layout."""
        match = re.fullmatch(self.layout.title, canonical_title(title)) if self.layout.title else None
        groups = match.groupdict() if match else {}
        year = groups.get("last_year") or groups.get("year")
        return int(year) if year else None

    def overrides(self, column: str) -> dict[str, str]:
        """Units that are misprinted above a column, with the right ones."""
        return {
            override.printed: override.unit for override in self.layout.unit_overrides if column in override.columns
        }

    def _agree(self, column: str, texts: tuple[str, ...]) -> Unit:
        """The unit of figures in a column for which these unit texts are printed."""
        return agree(texts, self.overrides(column), self.layout.unit)


def _values(values: Mapping[str, Meaning] | str) -> Callable[[str], Meaning | None]:
    """What the canonical values of a key column say."""
    if isinstance(values, str):
        return cache(meaning_of)
    return {canonical_label(text): meaning for text, meaning in values.items()}.get


def layouts_of(spec: PrintedTable, answers: Answers) -> list[LayoutNames]:
    """The layouts of a table, ready to be looked up."""
    return [LayoutNames(layout, spec.title_zh, answers.get(spec.name, ())) for layout in spec.layouts]


def meanings(layout: Layout, axis: Axis) -> list[str]:
    """What a label on an axis may mean: the declared names, without those that stand for any label of a form."""
    if axis == "key":
        return [text for values in _spelt(layout).values() for text in values]
    labels: Mapping[str, Row] = layout.rows if axis == "row" else layout.columns
    return [name for name, label in labels.items() if not label.match]


def with_answer(layout: Layout, answer: Answer) -> Layout | None:
    """The layout with a further alias, or a further label that is skipped; None where it knows the label already."""
    path, meaning = answer.path, answer.meaning
    if meaning and meaning not in meanings(layout, answer.axis):
        return None
    if answer.axis == "key":
        spelt = _spelt(layout)
        if not spelt or any(canonical_label(text) == path for values in spelt.values() for text in values):
            return None
        skipped = {answer.label: Meaning(skip=NOT_COUNTED)}
        keys = {
            name: values | ({answer.label: values[meaning]} if meaning in values else {} if meaning else skipped)
            for name, values in spelt.items()
        }
        return layout.model_copy(update={"keys": {**layout.keys, **keys}})
    labels: Mapping[str, Row] = layout.rows if answer.axis == "row" else layout.columns
    if Names(labels).find(path):
        return None
    if meaning:
        told = {meaning: labels[meaning].model_copy(update={"aliases": [*labels[meaning].aliases, path]})}
    else:
        told = {path: (Row if answer.axis == "row" else Column)(skip=NOT_COUNTED, optional=True)}
    return layout.model_copy(update={f"{answer.axis}s": {**labels, **told}})


def _spelt(layout: Layout) -> dict[str, dict[str, Meaning]]:
    """The key columns of which every value is declared; what a code says nobody has to answer."""
    return {name: values for name, values in layout.keys.items() if not isinstance(values, str)}
