"""What `factors/waivers.yaml` may say: who answers for a factor that nobody read in its document.

The official profile refuses a figure that rests on a recalled factor without a waiver. A waiver names one factor,
gives the reason and is signed by a person; a factor that was read since makes its waiver an error.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from schemas.specs.printed_table import Declaration, Text


def _check_day(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a day reads like 2026-01-31")
    return value


class Waiver(Declaration):
    """One factor that may be used although it is recalled."""

    factor_id: Text
    reason: Text
    """Why the figure may be published all the same, for example what it was compared with."""
    signed_by: Text
    signed_on: Annotated[str, AfterValidator(_check_day)]


class Waivers(Declaration):
    """The whole file."""

    waivers: list[Waiver] = Field(default_factory=list)
