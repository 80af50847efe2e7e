"""The release: everything people receive, in one folder, written whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from assets.needs import Confirmation, Delivery, Run
from assets.release import figures
from schemas.problems import Refusal

TITLE_ZH, TITLE_EN = "发布", "release"
NEEDS = (
    "run",
    "register",
    "confirmations",
    "previous_official",
    "engine",
    "raw/*",
    "staged/*",
    "core/*",
    "marts/*",
    "release/*",
)
#: Of those it holds, the tables that it asks something.
ASKS = (
    "core/deliveries",
    "core/due_years",
    "core/factor_values",
    "core/reported_years",
    "core/waivers",
    "marts/check_results",
    "marts/county_inventory",
    "marts/recalled_factors",
)

#: What a release says of the tier for the public: nothing of it is written before single plants can be hidden in it.
PUBLIC_TIER = "not written: suppression of figures of single plants is not built"


#: Factors of a document that nobody has read, and for which nobody has signed, a row a document.
RECALLED = """
    select
        'recalled:' || factor.source_id as group_id,
        min(factor.source_title) as title,
        count(distinct factor_id) as factors,
        joined(flatten(list(string_split(listed.categories, ' '))), ' ') as categories,
        sum(listed.apportioned_tco2e)::decimal(38, 3) as tonnes_co2e
    from marts.recalled_factors_official as listed
    inner join core.factor_values as factor using (factor_id)
    where not listed.is_waived
    group by factor.source_id
"""

#: Categories with factors of other years, in one row if there are any.
OTHER_YEARS = """
    select
        'other_years' as group_id,
        '' as title,
        count(distinct (category_code, factor_years)) as factors,
        joined(list(category_code), ' ') as categories,
        coalesce(sum(abs(emissions_tco2e)) filter (
            where is_in_total and year = (select max(reported.year) from core.reported_years as reported)
        ), 0)::decimal(38, 3) as tonnes_co2e
    from marts.county_inventory_official
    where factor_years != ''
    having count(*) > 0
"""


def content(
    run: Run,
    register: Sequence[Delivery],
    confirmations: Mapping[str, Confirmation],
    previous_official: tuple[str, str],
    engine: duckdb.DuckDBPyConnection,
) -> Mapping[str, object]:
    """What must be the same everywhere, but for digests of files and of the source tree.

    Nothing becomes current that rests on a held place which nobody has confirmed, and nothing official before somebody
    has signed for what is listed.
    """
    said = ("place_id", "rule_code", "message_zh")
    held = [{name: row[name] for name in said} for row in figures.held_places(engine)]
    signed = (*said, "confirmed_by", "confirmed_reason")
    confirmed = [{name: row[name] for name in signed} for row in figures.confirmed_places(engine)]
    assumed = [{name: row[name] for name in signed} for row in figures.assumed_places(engine)]
    return {
        "status": "draft" if held else "current",
        "held_places": held,
        "confirmed_places": confirmed,
        "to_sign_for": to_sign_for(engine),
        "waivers": _rows(engine, "select factor_id, reason, signed_by, signed_on from core.waivers order by factor_id"),
        "previous_official": dict(zip(("release", "head"), previous_official, strict=True)),
        "assumed_places": assumed,
        # of places of its checks, and of what it does to the release before, of which nothing else here may depend
        "confirmations": {place: [vouched.by, vouched.reason] for place, vouched in confirmations.items()},
        "profile": run.profile,
        "public_tier": PUBLIC_TIER,
        "due_years": [year for (year,) in engine.execute("select year from core.due_years order by year").fetchall()],
        "missing_deliveries": missing_deliveries(engine),
        "scope": {
            "regions": run.region_codes,
            "years": run.years,
            "bases": run.basis_ids,
            "official_basis": run.basis_ids[0],
        },
        "inputs": [
            {"sha256": file.file_sha256, "file_name": file.file_name, "is_synthetic": file.is_synthetic}
            for file in register
        ],
    }


def to_sign_for(engine: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Groups of factors for which somebody has to sign before a release is official, the weightiest first.

    Tonnes CO2e are those of the last year, each figure once, as text: an exact decimal is no number of JSON.
    """
    groups = [*_rows(engine, RECALLED), *_rows(engine, OTHER_YEARS)]
    groups.sort(key=lambda group: (-group["tonnes_co2e"], group["group_id"]))
    return [group | {"tonnes_co2e": str(group["tonnes_co2e"])} for group in groups]


def missing_deliveries(engine: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Deliveries that were expected and have not come."""
    return _rows(
        engine,
        "select table_name, region_code, year, department_zh from core.deliveries where status = 'missing' "
        "order by table_name, region_code, year",
    )


def refusals(run: Run, engine: duckdb.DuckDBPyConnection) -> list[Refusal]:
    """Why there may be no release: in the official profile nothing may be left for a person to sign for."""
    if run.profile != "official":
        return []
    return [
        Refusal(
            "E-RECALLED",
            found=group["title"] or group["group_id"],
            label=group["categories"],
            other=group["factors"],
            tonnes=group["tonnes_co2e"],
        )
        for group in to_sign_for(engine)
    ]


def _rows(engine: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    found = engine.execute(statement)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
