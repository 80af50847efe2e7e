"""What a card `factors/categories/<code>_<slug>.yaml` may say: one category, readable without programming.

A card tells what the category is, what feeds it, which gases each edition asks for, by which method, where it
stands in each view, and whom to ask. Values are rows of `factors/tables`; how they make a factor is
`factors/rules/factor_chains.csv`; a method is `core.emissions__<method>`.
"""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from schemas import codes, forms, vocabulary
from schemas.lists import codes_of
from schemas.specs.printed_table import Declaration, Department, Flag, FuelCode, ItemCode, SectorCode, Text

OUTSIDE = "outside"
"""Instead of a method: the edition knows the category, but has no place for this part of it."""


def _check_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z][0-9A-Z.]*", value):
        raise ValueError("a code reads like E.1.1")
    return value


def _listed_in(path: Path) -> AfterValidator:
    def check(value: str) -> str:
        if value not in codes_of(path):
            raise ValueError(f"{value} is not in schemas/{path.parent.name}/{path.name}")
        return value

    return AfterValidator(check)


def _check_edition(value: str) -> str:
    if value not in vocabulary.EDITIONS:
        raise ValueError(f"{value} is not in schemas/codes/editions.csv")
    return value


def _to_years(value: object) -> object:
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,2}", value) else value


def _check_method(value: str) -> str:
    if value not in vocabulary.METHODS or value == OUTSIDE:
        raise ValueError(f"{value} is no method of schemas/vocabulary.py")
    return value


CategoryCode = Annotated[str, AfterValidator(_check_code)]
Edition = Annotated[str, AfterValidator(_check_edition)]
Method = Annotated[str, AfterValidator(_check_method)]
"""Whatever is a product is `multiply`."""
Carrier = Literal["fossil", "biomass", "electricity", "heat", "waste"]
GasCode = Annotated[str, _listed_in(codes.FOLDER / "gases.csv")]
ProvincialLine = Annotated[str, _listed_in(forms.FOLDER / "provincial_lines.csv")] | Literal[""]
IpccCode = Annotated[str, _listed_in(forms.FOLDER / "ipcc_lines.csv")] | Literal[""]
Years = Annotated[int, BeforeValidator(_to_years), Field(ge=0, le=10)]
GpcReference = Annotated[str, _listed_in(forms.FOLDER / "gpc_lines.csv")]
Sign = Annotated[Literal[1, -1], BeforeValidator(lambda value: {"1": 1, "-1": -1}.get(value, value))]
Lag = Annotated[Literal[0, 1], BeforeValidator(lambda value: {"0": 0, "1": 1}.get(value, value))]


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
    lag: Lag = 0
    """1: the figure of the year before (changes of a stock)."""
    about: Subject | None = None
    """What this amount is about, where it is not what is observed: one figure may feed several activities."""


class TermSet(Declaration):
    """Terms that together make the activity data."""

    title_zh: Text
    editions: list[Edition] = Field(default_factory=list)
    """Editions that use these activities; all that know the category if none is named."""
    method: Method | None = None
    """Method of these activities, if it is not that of the card."""
    gases: list[GasCode] = Field(default_factory=list)
    """Gases of these activities, if they are not all that the edition asks for."""
    adds_up_to: Subject | None = None
    """What the signed sum of all terms is about. Without it each term is an activity of its own."""
    about_sector: SectorCode | Literal[""] = ""
    """Each term is about this sector (a path of nitrogen, a fate of wood); terms of one item are added."""
    is_required: Flag = True
    """Not reported means a gap; a deduction that nobody reports (recovered gas) is none."""
    terms: list[Term]

    def about(self, term: Term) -> Subject:
        """What the amount of a term is about."""
        itself = Subject(sector=self.about_sector or term.sector, fuel=term.fuel, item=term.item)
        return self.adds_up_to or term.about or itself


class Activity(Declaration):
    """What feeds the category: carriers burnt or used in some sectors of the energy account, or observed quantities."""

    use: Literal["energy_use"] | None = None
    carriers: list[Carrier] = Field(default=["fossil"])
    """Kinds of fuel (`carrier` of `schemas/codes/fuels.csv`) that are counted."""
    sectors: list[SectorCode] = Field(default_factory=list)
    expected: dict[SectorCode, list[FuelCode]] = Field(default_factory=dict)
    """Fuels a sector is known to burn: one that nobody reports is a gap, however much is reported of the others."""
    included_elsewhere: dict[SectorCode, dict[FuelCode, CategoryCode]] = Field(default_factory=dict)
    """Fuels of a sector that are counted in another category, or in another sector of this one (IE)."""
    term_sets: list[TermSet] = Field(default_factory=list)
    """In order of preference: for each activity the first set whose terms are all observed is taken."""

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "Activity":
        if (self.use is None) == (not self.term_sets) or (self.use is None) != (not self.sectors):
            raise ValueError("give either use and sectors, or term_sets")
        if strange := (set(self.expected) | set(self.included_elsewhere)) - set(self.sectors):
            raise ValueError(f"expected, included_elsewhere: {sorted(strange)} are not sectors of this category")
        return self


class Gpc(Declaration):
    """Where the category, or some sectors of it, stand in the GPC."""

    reference: GpcReference
    sectors: list[SectorCode] = Field(default_factory=list)
    """All sectors that no other entry names, if empty."""


class EnergyRecovery(Declaration):
    """Where the category stands if waste that gives energy counts as energy (`waste_energy_sector` of the basis)."""

    provincial_line: ProvincialLine
    ipcc_2006: IpccCode


class ActivityTerm(NamedTuple):
    """One row of `core.category_activities`, without the category."""

    term_set: int
    term: int
    parent_kind: str
    item_code: str
    sector_code: str
    fuel_code: str
    sign: int
    lag: int
    carrier: str
    activity_sector_code: str
    activity_fuel_code: str
    activity_item_code: str


class AskedGas(NamedTuple):
    """One row of `core.category_gases`, without the category: an empty item stands for fuels of the sector."""

    edition: str
    sector_code: str
    item_code: str
    gas: str
    method: str
    is_borrowed: bool


class OtherYears(Declaration):
    """How far values of other years may stand for a missing one of the year; what rests on them has class D."""

    carried: Years = 0
    """Years that the last value before may be carried on."""
    interpolated: Years = 0
    """Missing years in a row that may be filled by the straight line between the values before and after."""


class Category(Declaration):
    """One card."""

    code: CategoryCode
    title_zh: Text
    title_en: Text
    parent: CategoryCode
    provincial_line: ProvincialLine
    """'' where the provincial form has no such line."""
    ipcc_2006: IpccCode
    """'' where the IPCC has no such category."""
    energy_recovery: EnergyRecovery | None = None
    gpc: list[Gpc]
    in_total: Flag
    is_removal: Flag = False
    """Removals are possible: its CO2 may be negative."""
    summary_zh: Text
    summary_en: Text
    method: Method
    chains: list[Text] = Field(default_factory=lambda: ["direct", "per_energy", "carbon"])
    """How its factors may be made, the most direct first; one counts only if every part of it has a value."""
    measured_first: Flag = False
    """The chain with most values that were measured in the region comes first, whatever the other borrows less."""
    other_years: OtherYears = OtherYears()
    """Of its factors; a card that says nothing takes values of the year itself alone."""
    equation_zh: Text
    equation_en: Text
    activity: Activity
    gases: dict[Edition, list[GasCode]]
    """Gases an edition asks for. An edition that is not named does not know the category."""
    outside: dict[Edition, list[SectorCode]] = Field(default_factory=dict)
    """Sectors of the category that an edition, though it knows the category, has no place for."""
    borrowed: dict[Edition, list[GasCode]] = Field(default_factory=dict)
    """Gases that an edition asks for, whose values in it nobody has seen: what is borrowed for them has class D."""
    includes: list[Text]
    excludes: list[Text]
    department: Department
    data_zh: Text
    """What the department is asked for."""
    splicing: Text
    sources: list[Text]
    notes: list[Text] = Field(default_factory=list)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Category":
        if strange := set(self.outside) - set(self.gases):
            raise ValueError(f"outside: {sorted(strange)} ask for no gas of this category at all")
        for edition, gases in self.borrowed.items():
            if strange := set(gases) - set(self.gases.get(edition, ())):
                raise ValueError(f"borrowed.{edition}: {sorted(strange)} are not asked for")
        sectors_of_all = {term.activity_sector_code for term in self.activity_terms()}
        for edition, sectors in self.outside.items():
            if strange := set(sectors) - sectors_of_all:
                raise ValueError(f"outside.{edition}: {sorted(strange)} are not sectors of this category")
        for term_set in self.activity.term_sets:
            if strange := set(term_set.editions) - set(self.gases):
                raise ValueError(f"term_sets: {sorted(strange)} ask for no gas of this category")
        if sum(not entry.sectors for entry in self.gpc) > 1:
            raise ValueError("gpc: only one entry may stand for all other sectors")
        return self

    def activity_terms(self) -> Iterator[ActivityTerm]:
        """What feeds the category, one row a term."""
        carried = product(self.activity.sectors, self.activity.carriers)
        for number, (sector, carrier) in enumerate(carried, start=1):
            yield ActivityTerm(1, number, "energy_use", "", sector, "", 1, 0, carrier, sector, "", "")
        for set_number, term_set in enumerate(self.activity.term_sets, start=1):
            for number, term in enumerate(term_set.terms, start=1):
                about = term_set.about(term)
                yield ActivityTerm(
                    set_number,
                    number,
                    "observation",
                    term.item,
                    term.sector,
                    term.fuel,
                    term.sign,
                    term.lag,
                    "",
                    about.sector,
                    about.fuel,
                    about.item,
                )

    def expected_activities(self) -> Iterator[Subject]:
        """What must be reported for the category to be complete; a sector without expected fuels needs any."""
        for sector in self.activity.sectors:
            elsewhere = self.activity.included_elsewhere.get(sector, {})
            for fuel in self.activity.expected.get(sector, [] if elsewhere else [""]):
                yield Subject(sector=sector, fuel=fuel)
        yield from dict.fromkeys(
            term_set.about(term)
            for term_set in self.activity.term_sets
            if term_set.is_required
            for term in term_set.terms
        )

    def included_elsewhere(self) -> Iterator[tuple[str, str, str]]:
        """Sector, fuel, and the category in which it is counted."""
        for sector, fuels in self.activity.included_elsewhere.items():
            yield from ((sector, fuel, category) for fuel, category in fuels.items())

    def asked_gases(self) -> Iterator[AskedGas]:
        """What each edition asks for and by which method; `outside` where it has no place for a part."""
        for edition, gases in self.gases.items():
            methods = {(sector, "", gas): self.method for sector, gas in product(self.activity.sectors, gases)}
            for term_set in self.activity.term_sets:
                if edition in (term_set.editions or [edition]):
                    theirs = [gas for gas in gases if gas in (term_set.gases or gases)]
                    for term, gas in product(term_set.terms, theirs):
                        about = term_set.about(term)
                        methods.setdefault(
                            (about.sector, "" if about.fuel else about.item, gas), term_set.method or self.method
                        )
            for (sector, item, gas), method in methods.items():
                is_outside = sector in self.outside.get(edition, ())
                is_borrowed = gas in self.borrowed.get(edition, ())
                yield AskedGas(edition, sector, item, gas, OUTSIDE if is_outside else method, is_borrowed)

    def gpc_references(self) -> Iterator[tuple[str, str]]:
        """Sector and GPC reference; each sector of the category stands in exactly one."""
        named = {sector: entry.reference for entry in self.gpc for sector in entry.sectors}
        others = next((entry.reference for entry in self.gpc if not entry.sectors), "")
        for sector in dict.fromkeys(term.activity_sector_code for term in self.activity_terms()):
            if reference := named.get(sector, others):
                yield sector, reference
