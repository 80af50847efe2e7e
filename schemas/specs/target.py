"""What `factors/targets/*.yaml` may say: what a plan or an assessment asks for, as data.

A target is read from a clause, which is quoted. Where the clause leaves something open (against which year, counted
how) or a word is loose (左右), each legal reading is a row of `factors/rules/target_readings.csv` or follows from
`factors/rules/comparators.csv`; `readings` joins them. Whether a target is met is the business of
`marts.target_status`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from schemas import vocabulary
from schemas.specs.factor import PLAIN_DECIMAL
from schemas.specs.printed_table import Declaration, Department, Text, Year


def _to_optional_decimal(value: object) -> object:
    if isinstance(value, str) and not PLAIN_DECIMAL.fullmatch(value):
        raise ValueError("write a plain decimal, as the clause prints it")
    return Decimal(value) if isinstance(value, str) else value


def _to_optional_year(value: object) -> object:
    if value == "":
        return None
    return int(value) if isinstance(value, str) and re.fullmatch("0|[12][0-9]{3}", value) else value


def _to_number(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch("[1-9][0-9]*", value) else value


def _check_id(value: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", value):
        raise ValueError("lower-case letters, digits and underscores only")
    return value


Id = Annotated[str, AfterValidator(_check_id)]
OptionalYear = Annotated[int | None, BeforeValidator(_to_optional_year)]

#: How a target is judged: what the words of `vocabulary.TARGET_KINDS` need.
WITH_FIGURE = ("level", "change")
WITH_SERIES = (*WITH_FIGURE, "trend")

POINTS = "百分点"
"""Unit of a trend of a share: the difference of two levels, not their quotient."""

VARIANT_COLUMNS = ("caliber", "scope", "method", "accounting", "gas", "grid_factor_year")
"""Columns of `marts.county_indicators` by which readings tell series of one indicator apart."""


class Option(Declaration):
    """One reading on one axis: a row of `factors/rules/target_readings.csv`. A blank says nothing of its column."""

    axis_code: Id
    option_code: Id
    title_zh: str
    """Blank: the titles of the variants that it names (`schemas/codes/indicator_variants.csv`)."""
    title_en: str
    indicator_code: str
    caliber: str
    scope: str
    method: str
    accounting: str
    gas: str
    grid_factor_year: OptionalYear
    base_year: OptionalYear
    note: str

    def says(self) -> dict[str, object]:
        """The columns that it sets."""
        columns = ("indicator_code", *VARIANT_COLUMNS, "base_year")
        return {name: value for name in columns if (value := getattr(self, name)) not in ("", None)}


class Threshold(Declaration):
    """A figure that somebody else sets for an `outside` target: a row of `factors/rules/target_thresholds.csv`."""

    target_id: Id
    option_code: Id
    title_zh: Text
    title_en: Text
    threshold: Annotated[Decimal, BeforeValidator(_to_optional_decimal)]
    """In the unit of the target."""
    source_id: Id
    locator: Text
    evidence: Annotated[str, AfterValidator(lambda value: _word(value, vocabulary.EVIDENCE))]
    note: str


class Comparator(Declaration):
    """A loose word of a clause and what it is taken to mean: a row of `factors/rules/comparators.csv`."""

    word_zh: Text
    effect: Literal["none", "rounded", "yearly", "no_size"]
    meaning_zh: Text
    meaning_en: Text


class Clause(Declaration):
    """Where a target stands, in the words of the document."""

    place: list[Text]
    """Headings above it, from the top."""
    text: Text
    """Verbatim."""
    lead: list[Department] = Field(default_factory=list)
    """Departments that lead (牵头)."""
    departments: list[Department] = Field(default_factory=list)
    """Departments that share the work, in the order of the document."""


class Variants(Declaration):
    """The series of the indicator that the clause itself names."""

    caliber: str = ""
    scope: str = ""
    method: str = ""
    accounting: str = ""
    gas: str = ""
    grid_factor_year: Annotated[int, BeforeValidator(_to_optional_year)] = 0


class Announced(Declaration):
    """A verdict that somebody announced, kept beside ours."""

    region: Annotated[str, Field(pattern=r"^\d{6}$")]
    year: Year
    """Up to which year it judges."""
    verdict: Annotated[str, AfterValidator(lambda value: _word(value, vocabulary.VERDICTS))]
    by: Text
    """Who announced it, where and when."""


def _word(value: str, words: Mapping[str, object]) -> str:
    if value not in words:
        raise ValueError(f"{value} is not one of {', '.join(words)}")
    return value


class Target(Declaration):
    """One target."""

    id: Id
    title_zh: Text
    title_en: Text
    kind: Annotated[str, AfterValidator(lambda value: _word(value, vocabulary.TARGET_KINDS))]
    year: Year
    year_zh: str = ""
    """How the year was read where the clause does not print it."""
    since: Year
    """The year from which what was achieved is measured; of a trend the year that it is compared with."""
    indicator: str = ""
    variants: Variants = Variants()
    direction: Literal["at_least", "at_most", "not_more", ""] = ""
    """Of a trend: up, down, or not up."""
    value: Annotated[Decimal | None, BeforeValidator(_to_optional_decimal)] = None
    """As printed; a fall is negative."""
    unit: str = ""
    base_year: Year | None = None
    comparators: list[Text] = Field(default_factory=list)
    readings: list[Id] = Field(default_factory=list)
    """Axes of `factors/rules/target_readings.csv`; the first option of each is what the headline takes."""
    missing_zh: str = ""
    """What is not there, and who has it, where a figure or a series is missing."""
    members: list[Id] = Field(default_factory=list)
    clauses: list[Clause] = Field(default_factory=list)
    announced: list[Announced] = Field(default_factory=list)
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Target":
        if (self.value is not None) != (self.kind in WITH_FIGURE):
            raise ValueError("value: a level or a change has a figure, nothing else has")
        if self.kind in WITH_SERIES and not (self.indicator and self.direction):
            raise ValueError("indicator, direction: say what is measured and where it should go")
        if self.value is not None and not self.unit:
            raise ValueError("unit: a figure has one")
        if self.kind == "change" and self.unit != "%":
            raise ValueError("unit: a change is in %")
        if self.kind == "trend" and self.unit not in ("", POINTS):
            raise ValueError(f"unit: a trend has none (percent of its start), or {POINTS}")
        if self.kind == "level" and self.base_year is not None:
            raise ValueError("base_year: only a change has one")
        if (self.kind in ("outside", "deed")) != bool(self.missing_zh):
            raise ValueError("missing_zh: say what is missing and who has it where no figure is set, and only there")
        if (self.kind == "all_of") != bool(self.members):
            raise ValueError("members: of all_of, and of nothing else")
        if self.kind in WITH_SERIES and self.since >= self.year:
            raise ValueError("since: must lie before the year of the target")
        return self

    def rounding(self) -> Decimal:
        """Half a unit of the last printed digit."""
        assert self.value is not None
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        return Decimal(5).scaleb(exponent - 1)


class TargetFile(Declaration):
    """One file: a goal, or a small group of one document."""

    source: Id
    """In `factors/sources.yaml`."""
    region: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    """Whose targets they are; '' is every region."""
    role: Annotated[str, AfterValidator(lambda value: _word(value, vocabulary.TARGET_ROLES))]
    order: Annotated[int, BeforeValidator(_to_number)]
    """Where its targets are told, among the files."""
    targets: list[Target] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_quoted(self) -> "TargetFile":
        if self.role == "goal" and (silent := [target.id for target in self.targets if not target.clauses]):
            raise ValueError(f"clauses: {', '.join(silent)}: a goal quotes its clause")
        return self
