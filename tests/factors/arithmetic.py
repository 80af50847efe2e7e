"""Plain arithmetic on factor rows, written apart from the code under test: exact fractions, no rounding."""

from collections.abc import Iterable
from fractions import Fraction

from schemas import codes
from schemas.specs.factor import FactorValue

UNITS = {
    row["unit_code"]: Fraction(int(row["numerator"]), int(row["denominator"])) for row in codes.read_codes("units")
}


def in_base_units(value: FactorValue) -> Fraction:
    """The value in base units: tonnes, gigajoules, cubic metres, hectares, megawatt-hours."""
    below = UNITS[value.per_unit] if value.per_unit else Fraction(1)
    return Fraction(value.value) * UNITS[value.unit] / below


def product(values: Iterable[FactorValue]) -> Fraction:
    """Values in base units, multiplied."""
    total = Fraction(1)
    for value in values:
        total *= in_base_units(value)
    return total


def find(
    values: Iterable[FactorValue], name: str, subject: str, sector: str = "", gas: str = "", edition: str = ""
) -> FactorValue | None:
    """The value of a property in an edition: that of the sector if there is one, else that of any sector."""
    found = [
        value
        for value in values
        if value.property == name
        and value.subject_code in ("", subject)
        and value.sector_code in ("", sector)
        and value.gas in ("", gas)
        and value.edition in ("", edition)
    ]
    return max(found, key=lambda value: value.sector_code != "", default=None)
