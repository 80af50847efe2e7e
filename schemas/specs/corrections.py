"""What `assets/staged/corrections.yaml` may say: known misprints, what the source prints, why it is wrong.

Applying them is `pipelines/reading/corrections.py`.
"""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from schemas.specs.printed_table import Declaration, Text


def _to_decimal(value: object) -> object:
    """A plain decimal; no exponent, so that what is written is what is meant."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]{1,12})?", value):
        return Decimal(value)
    return value


Number = Annotated[Decimal, BeforeValidator(_to_decimal)]


class Match(Declaration):
    """The observation meant; what is left out may be anything."""

    table: Text
    region_code: Text
    period: Text
    item_code: str | None = None
    sector_code: str | None = None
    fuel_code: str | None = None
    vintage: str | None = None
    sheet: str | None = None
    cell: str | None = None


class Correction(Declaration):
    """One correction; exactly one observation must match, and it must still say `expect`."""

    match: Match
    action: Literal["override", "drop", "scale"]
    value: Number | None = None
    """The right amount (`override`) or the factor (`scale`), in the printed unit."""
    expect: str
    """Text of the cell as the source prints it."""
    reason: Text

    @model_validator(mode="after")
    def _value_fits_action(self) -> "Correction":
        if (self.value is None) != (self.action == "drop"):
            raise ValueError("override and scale need a value, drop takes none")
        return self


class Corrections(Declaration):
    """All corrections, in the order in which they are applied."""

    corrections: list[Correction]
