"""Scopes: the regions and groups of regions whose factors are valid for a reported region, nearest first."""

from assets.builders.run import Run
from schemas.codes import read_codes

DEPS = ()

ALWAYS = (1949, 9999)
LEVELS = {"county": "region", "prefecture": "prefecture", "province": "provincial", "country": "national"}


def build(run: Run) -> list[dict[str, object]]:
    """Region, its parents, the groups any of them belongs to, and anywhere; ``specificity`` grows with the distance."""
    return [scope for region in run.region_codes for scope in _scopes(region)]


def _scopes(region_code: str) -> list[dict[str, object]]:
    regions = {row["region_code"]: row for row in read_codes("regions")}
    line = [region_code]
    while parent := regions[line[-1]]["parent_code"]:
        line.append(parent)
    steps = [(code, LEVELS[regions[code]["region_level"]], *ALWAYS) for code in line[:-1]]
    steps += [
        (
            row["group_code"],
            "regional",
            int(row["valid_from"] or ALWAYS[0]),
            int(row["valid_to"] or ALWAYS[1]),
        )
        for row in read_codes("region_groups")
        if row["region_code"] in line
    ]
    steps += [(line[-1], "national", *ALWAYS), ("", "anywhere", *ALWAYS)]
    return [
        {
            "region_code": region_code,
            "scope_code": code,
            "specificity": distance,
            "scope_level": level,
            "valid_from": first,
            "valid_to": last,
        }
        for distance, (code, level, first, last) in enumerate(steps, start=1)
    ]
