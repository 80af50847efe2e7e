"""What a row of `factors/tables/*.csv` may say: a factor value, a warming potential, a declared gap.

The models judge one row by itself: filled in, spelt with known codes, a plain decimal, of the dimensions its
property must have, inside its own bounds. Rules between rows (repeats, overlaps, sources) are in
`factors/agreement.py`; choosing among values is `core.factor_parts`. A message says what is wrong and what
to do.
"""

import re
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, model_validator

from schemas import codes, vocabulary
from schemas.codes.regions import current_regions
from schemas.specs.printed_table import Declaration, Flag, Text, Year

PLAIN_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
"""No exponent, no separators, no leading zeros: what stands here is what the document prints."""

ACTIVITY_DIMENSIONS = frozenset(
    {"mass", "volume", "electricity", "energy", "area", "livestock", "population", "count", "length"}
)
"""What an amount of activity may be measured in; `activity` in `schemas/codes/properties.csv`."""


class Property(NamedTuple):
    """What a value may say of its subject; one row of `schemas/codes/properties.csv`."""

    unit: str
    """Dimension of its unit."""
    per_units: frozenset[str]
    """Dimensions allowed below it; '' is none."""
    has_gas: bool
    """It is about one gas; the others serve every gas."""
    is_universal: bool
    """It may be about nothing in particular: a constant, or one value for all subjects of an edition."""


def _property(row: dict[str, str]) -> Property:
    below = frozenset(row["per_dimensions"].split()) or frozenset({""})
    return Property(
        row["unit_dimension"],
        ACTIVITY_DIMENSIONS if below == {"activity"} else below,
        row["has_gas"] == "true",
        row["is_universal"] == "true",
    )


#: What multiplies what is `factors/rules/factor_chains.csv`.
PROPERTIES = {row["property"]: _property(row) for row in codes.read_codes("properties")}

DISTRIBUTIONS = ("normal", "lognormal", "triangular", "uniform")

_UNITS = {row["unit_code"]: row["dimension"] for row in codes.read_codes("units")}
_FUELS = {row["fuel_code"]: row["dimension"] for row in codes.read_codes("fuels")}
_SUBJECTS = frozenset(_FUELS) | frozenset(codes.codes("items"))
_SECTORS = frozenset(codes.codes("sectors"))
_GASES = frozenset(codes.codes("gases"))


def _filled(remedy: str) -> AfterValidator:
    """Refuse a blank; `remedy` says what belongs there."""

    def check(value: str) -> str:
        if not value.strip():
            raise ValueError(f"不能为空：{remedy}")
        return value

    return AfterValidator(check)


def _known(allowed: frozenset[str], home: str) -> AfterValidator:
    """Refuse a code that is neither blank nor in `allowed`, which is kept in `home`."""

    def check(value: str) -> str:
        if value and value not in allowed:
            raise ValueError(f"不在 {home}：改正或先登记 / unknown: correct it, or add it there first")
        return value

    return AfterValidator(check)


def _known_region(code: str) -> str:
    """Refuse an unknown region or group of regions; the long list is read when the first code is asked for."""
    if code and code not in current_regions() and code not in codes.codes("region_groups"):
        raise ValueError("不在 schemas/codes/regions.csv, region_groups.csv：改正或先登记 / add it there first")
    return code


def _word(words: vocabulary.Vocabulary) -> AfterValidator:
    return _known(frozenset(words), "schemas/vocabulary.py")


def _check_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", value):
        raise ValueError("写法应为 对象.性质.依据 / must be written thing.property.basis")
    return value


def _to_decimal(value: object) -> object:
    if isinstance(value, str) and not PLAIN_DECIMAL.fullmatch(value):
        raise ValueError("不是普通小数：照原文写，不用科学记数法和千分位 / write a plain decimal, as printed")
    return Decimal(value) if isinstance(value, str) else value


def _to_optional_decimal(value: object) -> object:
    return None if value == "" else _to_decimal(value)


def _to_optional_year(value: object) -> object:
    if value == "":
        return None
    if isinstance(value, str) and not re.fullmatch("(19|20)[0-9]{2}", value):
        raise ValueError("不是年份：写四位年份或留空 / no year: write four digits or leave it blank")
    return int(value) if isinstance(value, str) else value


Amount = Annotated[Decimal, BeforeValidator(_to_decimal)]
Bound = Annotated[Decimal | None, BeforeValidator(_to_optional_decimal)]
OptionalYear = Annotated[int | None, BeforeValidator(_to_optional_year)]
FactorId = Annotated[str, AfterValidator(_check_id)]
Edition = _known(frozenset(vocabulary.EDITIONS), "schemas/codes/editions.csv")
Unit = _known(frozenset(_UNITS), "schemas/codes/units.csv")
Gas = _known(_GASES, "schemas/codes/gases.csv")
SourceId = Annotated[str, _filled("写 factors/sources.yaml 中的编号 / name a source of that file")]
Locator = Annotated[str, _filled("写明表号或页码 / give the table or page")]
Evidence = Annotated[
    str,
    _filled("写 original、secondary 或 recalled / write original, secondary or recalled"),
    _word(vocabulary.EVIDENCE),
]


class FactorValue(Declaration):
    """One value of one property, as its document prints it."""

    factor_id: FactorId
    subject_code: Annotated[str, _known(_SUBJECTS, "schemas/codes/fuels.csv, items.csv")]
    """Fuel or item the value is about, '' for a constant of nature."""
    property: Annotated[
        str, _filled("写性质 / name the property"), _known(frozenset(PROPERTIES), "schemas/codes/properties.csv")
    ]
    sector_code: Annotated[str, _known(_SECTORS, "schemas/codes/sectors.csv")]
    """'' holds in every sector for which no row of its own stands."""
    value: Amount
    unit: Annotated[str, _filled("写计量单位 / give the unit"), Unit]
    per_unit: Annotated[str, Unit]
    gas: Annotated[str, Gas]
    region_code: Annotated[str, AfterValidator(_known_region)]
    valid_from: OptionalYear
    valid_to: OptionalYear
    edition: Annotated[str, Edition]
    """'' holds in every edition."""
    lower: Bound
    upper: Bound
    distribution: Annotated[str, _known(frozenset(DISTRIBUTIONS), "schemas/specs/factor.py")]
    source_id: SourceId
    locator: Locator
    evidence: Evidence
    note: str

    def key(self) -> tuple[str, ...]:
        """What the value is about; two rows of one key must not hold in the same year."""
        return (self.edition, self.subject_code, self.property, self.sector_code, self.gas, self.region_code)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "FactorValue":
        problems = [*self._wrong_bounds(), *self._wrong_dimensions(), *self._wrong_scope()]
        if problems:
            raise ValueError("；".join(problems))
        return self

    def _wrong_bounds(self) -> list[str]:
        problems = []
        if self.lower is not None and self.lower > self.value:
            problems.append(f"lower {self.lower} > value {self.value}：核对上下限 / check the bounds")
        if self.upper is not None and self.upper < self.value:
            problems.append(f"upper {self.upper} < value {self.value}：核对上下限 / check the bounds")
        if self.distribution and (self.lower is None or self.upper is None):
            problems.append("distribution：写了分布就要写上下限 / a distribution needs both bounds")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            problems.append("valid_from > valid_to：核对有效期 / check the validity")
        if self.property == "c_to_co2_removed" and self.value >= 0:
            problems.append("value：吸收二氧化碳的系数应为负 / what is taken up is negative")
        if self.property == "oxidation" and not 0 < self.value <= 1:
            problems.append("value：氧化率应在 0 与 1 之间 / an oxidised fraction lies between 0 and 1")
        return problems

    def _wrong_dimensions(self) -> list[str]:
        about = PROPERTIES[self.property]
        unit, per_units = about.unit, about.per_units
        found, found_below = _UNITS[self.unit], _UNITS.get(self.per_unit, "")
        problems = []
        if found != unit:
            problems.append(f"unit {self.unit}：{self.property} 的单位应表示 {unit} / must express {unit}")
        if found_below not in per_units:
            problems.append(f"per_unit “{self.per_unit}”：应表示 {sorted(per_units)} / must express one")
        elif self.property == "ncv" and found_below != _FUELS.get(self.subject_code):
            problems.append(f"per_unit {self.per_unit}：不是 {self.subject_code} 的计量方式 / not its measure")
        return problems

    def _wrong_scope(self) -> list[str]:
        problems = []
        if (self.gas != "") != PROPERTIES[self.property].has_gas:
            problems.append(
                f"gas “{self.gas}”：只有排放因子写气体 / an emission factor names its gas, nothing else does"
            )
        if self.subject_code == "" and not PROPERTIES[self.property].is_universal:
            problems.append("subject_code：只有通用值可以留空 / only a universal value is about nothing in particular")
        return problems


class Gwp(Declaration):
    """Warming potential of a gas over 100 years in one set."""

    factor_id: FactorId
    gwp_set: Annotated[str, _filled("写增温潜势组 / name the set"), _word(vocabulary.GWP_SETS)]
    gas: Annotated[str, _filled("写气体 / name the gas"), Gas]
    value: Amount
    source_id: SourceId
    locator: Locator
    evidence: Evidence
    note: str

    @model_validator(mode="after")
    def _is_positive(self) -> "Gwp":
        if self.value <= 0:
            raise ValueError(f"value {self.value}：应大于 0 / must be positive")
        return self


class Gap(Declaration):
    """A value that an edition ought to have and has not: declared, so that it is no oversight."""

    edition: Annotated[str, _filled("写版本 / name the edition"), Edition]
    subject_code: Annotated[str, _filled("写对象 / name the subject"), _known(_SUBJECTS, "schemas/codes")]
    sector_code: Annotated[str, _known(_SECTORS, "schemas/codes/sectors.csv")]
    gas: Annotated[str, _filled("写气体 / name the gas"), Gas]
    reason_zh: Annotated[str, _filled("写原因 / give the reason")]
    reason_en: Annotated[str, _filled("写原因 / give the reason")]

    def key(self) -> tuple[str, ...]:
        """What is absent."""
        return (self.edition, self.subject_code, self.sector_code, self.gas)


def _check_editions(value: str) -> str:
    if strange := set(value.split()) - set(vocabulary.EDITIONS):
        raise ValueError(f"{sorted(strange)} 不在 schemas/codes/editions.csv：改正或先登记 / unknown")
    return value


class Basis(Declaration):
    """What a result depends on besides data."""

    basis_id: Text
    edition: Annotated[str, _filled("写版本 / name the edition"), Edition]
    fallback_edition: Annotated[str, AfterValidator(_check_editions)]
    """Editions from which missing values are borrowed, in order, parted by blanks."""
    gwp_set: Annotated[str, _filled("写增温潜势组 / name the set"), _word(vocabulary.GWP_SETS)]
    grid_factor_policy: Annotated[
        str, _filled("写电网因子口径 / name the policy"), _word(vocabulary.GRID_FACTOR_POLICIES)
    ]
    factor_year_policy: Annotated[
        str, _filled("写缺年因子口径 / name the policy"), _word(vocabulary.FACTOR_YEAR_POLICIES)
    ]
    export_rule: Literal["grid_factor", "own_mix", "zero"]
    electricity_method: Literal["calorific", "coal_equivalent"]
    waste_energy_sector: Literal["waste", "energy"]
    is_default: Flag
    """Built when a run names no bases; the first default is the official one."""
    title_zh: Text

    @model_validator(mode="after")
    def _is_named_for_what_it_is(self) -> "Basis":
        name = f"{self.edition}-{self.gwp_set}"
        if self.basis_id != name and not self.basis_id.startswith(f"{name}-"):
            raise ValueError(f"basis_id：应为 {name}，或以 {name}- 开头 / must be that, or begin so")
        if self.edition in self.fallback_edition.split():
            raise ValueError("fallback_edition：不能借用自己 / an edition cannot fall back on itself")
        return self


class PriceBase(Declaration):
    """A year in whose prices constant-price figures stand from the next year on, until the next price base."""

    price_base_year: Year
    holds_grid_factor: Flag
    """The plan is also assessed with the grid factor of this year held."""
    title_zh: Text
    """The plan period whose figures stand in these prices."""
    title_en: Text
    source_id: SourceId
    locator: Locator
    evidence: Evidence
    note: str
