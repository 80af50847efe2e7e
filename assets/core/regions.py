"""Regions: those that the run reports, marked, and of the whole country those that a reader meets beside them."""

from assets.needs import Run
from schemas.codes import read_codes
from schemas.codes.regions import current_regions, english_name, region_line

NEEDS = ("run",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a region, as it is called now, or was at the end."""
    wanted = _wanted(run.region_codes)
    return [
        {
            "region_code": code,
            "name_zh": row["name_zh"],
            "name_en": english_name(code),
            "region_level": row["region_level"],
            "parent_code": row["parent_code"],
            "is_reported": code in run.region_codes,
        }
        for code, row in current_regions().items()
        if code in wanted
    ]


def _wanted(reported: tuple[str, ...]) -> set[str]:
    """What is reported, all above it, what lies beside it, and the regions that groups consist of: the provinces."""
    lines = [region_line(code) for code in reported]
    parents = {parent for line in lines for parent in line[1:2]}
    beside = {code for code, row in current_regions().items() if row["parent_code"] in parents}
    return beside.union(*lines, (row["region_code"] for row in read_codes("region_groups")))
