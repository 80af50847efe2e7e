"""What a card `factors/categories/<code>_<slug>.yaml` may say: one category, readable without programming.

A card tells what the category is, what feeds it, which gases each edition asks for, and whom to ask. Values
are rows of `factors/tables`; how they make a factor is `schemas/codes/factor_chains.csv`; the method named is
`core.emissions__<method>`.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from schemas import codes, vocabulary
from schemas.specs.printed_table import Declaration, Flag, FuelCode, ItemCode, SectorCode, Text


def _check_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z][0-9A-Z.]*", value):
        raise ValueError("a code reads like E.1.1")
    return value


def _listed_in(list_name: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes.codes(list_name):
            raise ValueError(f"{value} is not in schemas/codes/{list_name}.csv")
        return value

    return AfterValidator(check)


def _check_edition(value: str) -> str:
    if value not in vocabulary.EDITIONS:
        raise ValueError(f"{value} is no edition of schemas/vocabulary.py")
    return value


CategoryCode = Annotated[str, AfterValidator(_check_code)]
Edition = Annotated[str, AfterValidator(_check_edition)]
GasCode = Annotated[str, _listed_in("gases")]
Sign = Annotated[Literal[1, -1], BeforeValidator(lambda value: {"1": 1, "-1": -1}.get(value, value))]


class Subject(Declaration):
    """What an amount is about, which decides the factor that multiplies it."""

    sector: SectorCode | Literal[""] = ""
    fuel: FuelCode | Literal[""] = ""
    item: ItemCode | Literal[""] = ""


class Term(Declaration):
    """One observed quantity, added or subtracted."""

    item: ItemCode
    sector: SectorCode | Literal[""] = ""
    fuel: FuelCode | Literal[""] = ""
    sign: Sign = 1


class TermSet(Declaration):
    """Terms that together make the activity data."""

    title_zh: Text
    adds_up_to: Subject | None = None
    """What the signed sum of all terms is about. Without it each term is an activity of its own."""
    terms: list[Term]


class Activity(Declaration):
    """What feeds the category: fuels burnt in some sectors of the energy account, or observed quantities."""

    use: Literal["energy_use"] | None = None
    sectors: list[SectorCode] = Field(default_factory=list)
    expected: dict[SectorCode, list[FuelCode]] = Field(default_factory=dict)
    """Fuels a sector is known to burn: one that nobody reports is a gap, however much is reported of the others."""
    term_sets: list[TermSet] = Field(default_factory=list)
    """In order of preference: for each activity the first set whose terms are all observed is taken."""

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "Activity":
        if (self.use is None) == (not self.term_sets) or (self.use is None) != (not self.sectors):
            raise ValueError("give either use and sectors, or term_sets")
        if strange := set(self.expected) - set(self.sectors):
            raise ValueError(f"expected: {sorted(strange)} are not sectors of this category")
        return self


class ActivityTerm(NamedTuple):
    """One row of `core.category_activities`, without the category."""

    term_set: int
    term: int
    parent_kind: str
    item_code: str
    sector_code: str
    fuel_code: str
    sign: int
    activity_sector_code: str
    activity_fuel_code: str
    activity_item_code: str


class Category(Declaration):
    """One card."""

    code: CategoryCode
    title_zh: Text
    title_en: Text
    parent: CategoryCode
    provincial_line: Annotated[str, _listed_in("provincial_lines")]
    ipcc_2006: str
    """'' where the IPCC has no such category."""
    gpc: list[Text]
    scope: Literal["1", "2", "3"]
    in_total: Flag
    summary_zh: Text
    summary_en: Text
    method: Literal["multiply"]
    equation_zh: Text
    equation_en: Text
    activity: Activity
    gases: dict[Edition, list[GasCode]]
    """Gases an edition asks for. An edition that is not named does not know the category."""
    outside: dict[Edition, list[SectorCode]] = Field(default_factory=dict)
    """Sectors of the category that an edition, though it knows the category, has no place for."""
    includes: list[Text]
    excludes: list[Text]
    department: Text
    data_zh: Text
    """What the department is asked for."""
    splicing: Text
    sources: list[Text]
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Category":
        if strange := set(self.outside) - set(self.gases):
            raise ValueError(f"outside: {sorted(strange)} ask for no gas of this category at all")
        for edition, sectors in self.outside.items():
            if strange := set(sectors) - set(self.activity.sectors):
                raise ValueError(f"outside.{edition}: {sorted(strange)} are not sectors of this category")
        return self

    def activity_terms(self) -> Iterator[ActivityTerm]:
        """What feeds the category, one row a term."""
        for number, sector in enumerate(self.activity.sectors, start=1):
            yield ActivityTerm(1, number, "energy_use", "", sector, "", 1, sector, "", "")
        for set_number, term_set in enumerate(self.activity.term_sets, start=1):
            for number, term in enumerate(term_set.terms, start=1):
                about = term_set.adds_up_to or Subject(sector=term.sector, fuel=term.fuel, item=term.item)
                yield ActivityTerm(
                    set_number,
                    number,
                    "observation",
                    term.item,
                    term.sector,
                    term.fuel,
                    term.sign,
                    about.sector,
                    about.fuel,
                    about.item,
                )

    def expected_activities(self) -> Iterator[Subject]:
        """What must be reported for the category to be complete; a sector without expected fuels needs any."""
        for sector in self.activity.sectors:
            for fuel in self.activity.expected.get(sector, [""]):
                yield Subject(sector=sector, fuel=fuel)
        terms = [term for term in self.activity_terms() if term.parent_kind == "observation"]
        for about in dict.fromkeys(
            (term.activity_sector_code, term.activity_fuel_code, term.activity_item_code) for term in terms
        ):
            yield Subject(sector=about[0], fuel=about[1], item=about[2])

    def asked_gases(self) -> Iterator[tuple[str, str, str]]:
        """Edition, sector and gas of everything that an edition asks for; sectors as in `activity_terms`."""
        sectors = dict.fromkeys(term.activity_sector_code for term in self.activity_terms())
        for edition, gases in self.gases.items():
            for sector in sectors:
                if sector not in self.outside.get(edition, ()):
                    yield from ((edition, sector, gas) for gas in gases)
