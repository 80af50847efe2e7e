"""Waivers: recalled factors that somebody signed for, so that an official release may use them."""

import factors

NEEDS = ()
INPUTS = ("factors/waivers.yaml", "factors/tables/*.csv", "factors/sources.yaml")


def build() -> list[dict[str, object]]:
    """One row a waiver."""
    return [waiver.model_dump() for waiver in factors.load_waivers()]
