"""How the verdicts of builders reach Dagster: one blocking check an asset, results as rows with places."""

from typing import Any

import dagster as dg

from assets import Asset
from pipelines.building.table import Built
from schemas.problems import Refusal, Refusals

#: Name of the check that every asset carries: its contract and the rules declared beside it.
NAME = "contract"


def spec_of(asset: Asset) -> dg.AssetCheckSpec:
    """The blocking check of an asset: if it fails, nothing was written and nothing downstream runs."""
    return dg.AssetCheckSpec(
        NAME,
        asset=dg.AssetKey([asset.layer, asset.table]),
        blocking=True,
        description="表的约定与相关检查：不通过则不写入，下游不运行 | contract and rules of the table",
    )


def passed(built: Built) -> dg.AssetCheckResult:
    """The result of a table that was written; warnings are listed."""
    warnings = [check for check in built.checks if check["outcome"] == "warned"]
    return dg.AssetCheckResult(
        passed=True,
        check_name=NAME,
        metadata={
            "rules": len(built.checks),
            "warnings": dg.MetadataValue.json([_short(check) for check in warnings]),
        },
    )


def failed(asset: Asset, refusal: Refusal | Refusals) -> dg.AssetCheckResult:
    """The result of a table that was refused."""
    return dg.AssetCheckResult(
        passed=False,
        check_name=NAME,
        asset_key=dg.AssetKey([asset.layer, asset.table]),
        severity=dg.AssetCheckSeverity.ERROR,
        metadata={"refusals": dg.MetadataValue.md(refusal.render())},
    )


def _short(check: dict[str, Any]) -> dict[str, str]:
    return {name: str(check[name]) for name in ("rule_code", "subject", "places")}
