"""Regions: the registry's rows, with those the run reports marked."""

from assets.needs import Run
from schemas.codes import read_codes

NEEDS = ("run",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a region of ``schemas/codes/regions.csv``."""
    return [
        {
            "region_code": row["region_code"],
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "region_level": row["region_level"],
            "parent_code": row["parent_code"],
            "is_reported": row["region_code"] in run.region_codes,
        }
        for row in read_codes("regions")
    ]
