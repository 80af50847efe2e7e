"""Waivers: recalled factors that somebody signed for, so that an official release may use them."""

import factors
from assets.builders.run import Run

DEPS = ()
INPUTS = ("factors/waivers.yaml", "factors/tables/*.csv", "factors/sources.yaml")


def build(run: Run) -> list[dict[str, object]]:
    """One row a waiver."""
    return [waiver.model_dump() for waiver in factors.load_waivers()]
