"""Verdicts on targets that somebody announced, as the files of the targets declare them."""

import factors

NEEDS = ()
INPUTS = factors.TARGET_FILES


def build() -> list[dict[str, object]]:
    """One row a target, region and year."""
    return [
        {
            "target_id": target.id,
            "region_code": announced.region,
            "year": announced.year,
            "verdict": announced.verdict,
            "announced_by": announced.by,
        }
        for _, target in factors.load_targets().targets()
        for announced in target.announced
    ]
