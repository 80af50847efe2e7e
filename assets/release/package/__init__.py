"""The release: everything people receive, in one folder, written whole or not at all."""

from collections.abc import Mapping, Sequence

import duckdb

from assets.needs import Delivery, Run
from assets.release import figures
from schemas.problems import Refusal

TITLE_ZH, TITLE_EN = "发布", "release"
NEEDS = ("run", "register", "engine", "raw/*", "staged/*", "core/*", "marts/*", "release/*")
#: Of those it holds, the tables that it asks something.
ASKS = ("core/deliveries", "marts/recalled_factors", "marts/check_results")

#: What a release says of the tier for the public: nothing of it is written before single plants can be hidden in it.
PUBLIC_TIER = "not written: suppression of figures of single plants is not built"


def content(run: Run, register: Sequence[Delivery], engine: duckdb.DuckDBPyConnection) -> Mapping[str, object]:
    """What must be the same everywhere, but for digests of files and of the source tree.

    Nothing becomes current that rests on a held place which nobody has confirmed.
    """
    said = ("place_id", "rule_code", "message_zh")
    held = [{name: row[name] for name in said} for row in figures.held_places(engine)]
    signed = (*said, "confirmed_by", "confirmed_reason")
    confirmed = [{name: row[name] for name in signed} for row in figures.confirmed_places(engine)]
    return {
        "status": "draft" if held else "current",
        "held_places": held,
        "confirmed_places": confirmed,
        "profile": run.profile,
        "public_tier": PUBLIC_TIER,
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


def missing_deliveries(engine: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """Deliveries that were expected and have not come."""
    names = ("table_name", "region_code", "year", "department_zh")
    rows = engine.execute(
        f"select {', '.join(names)} from core.deliveries where status = 'missing' "
        "order by table_name, region_code, year"
    ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def refusals(run: Run, engine: duckdb.DuckDBPyConnection) -> list[Refusal]:
    """Why there may be no release: an official one may not rest on a recalled factor that nobody signed for."""
    if run.profile != "official":
        return []
    rows = engine.execute(
        """
        select distinct factor_id, categories, concat_ws(' ', source_id, locator) from marts.recalled_factors_official
        where not is_waived order by factor_id
        """
    ).fetchall()
    return [Refusal("E-RECALLED", found=factor, label=label, other=other) for factor, label, other in rows]
