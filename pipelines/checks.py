"""How the verdicts of builders reach Dagster: one check for the contract of an asset, and one for each rule file.

A rule is shown under its own name (``E_SUM``: Dagster allows no dash). What holds or is a note is shown as a warning
and lets the run go on.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets import Asset
from pipelines.building.table import Built
from schemas.check_result import CheckResult
from schemas.contract import TableCheck
from schemas.problems import Refusal, Refusals

#: Name of the check that every asset carries: row rules, key, and printed totals.
CONTRACT = "contract"


def specs_of(asset: Asset) -> list[dg.AssetCheckSpec]:
    """The checks of an asset: where one that blocks fails, nothing was written and nothing downstream runs."""
    return [
        _spec(asset, CONTRACT, "表的约定：不通过则不写入，下游不运行 | contract of the table", is_blocking=True),
        *(
            _spec(asset, _name(rule), f"{rule.title_zh} | {rule.title_en}", is_blocking=rule.severity == "block")
            for rule in _rules(asset)
        ),
    ]


def passed(asset: Asset, built: Built) -> Iterator[dg.AssetCheckResult]:
    """What came of the checks of a table that was written."""
    rules = {rule.code: rule for rule in _rules(asset)}
    single = [check for check in built.checks if check["rule_code"] not in rules]
    warnings = [check for check in single if check["found"]]
    yield _result(asset, CONTRACT, True, {"rules": len(single), "warnings": dg.MetadataValue.json(_short(warnings))})
    for check in built.checks:
        if rule := rules.get(check["rule_code"]):
            rows = {"rows_checked": check["rows_checked"], "rows_failed": len(check["found"])}
            places = {"places": dg.MetadataValue.md(_places(check))}
            severity = dg.AssetCheckSeverity.ERROR if rule.severity == "block" else dg.AssetCheckSeverity.WARN
            yield _result(asset, _name(rule), not check["found"], rows | places, severity)


def failed(asset: Asset, refusal: Refusal | Refusals) -> Iterator[dg.AssetCheckResult]:
    """The checks that refused a table; what no rule file says is said by the contract."""
    refusals = refusal.refusals if isinstance(refusal, Refusals) else (refusal,)
    names = {rule.code: _name(rule) for rule in _rules(asset)}
    told: dict[str, list[str]] = {}
    for found in refusals:
        told.setdefault(names.get(found.code, CONTRACT), []).append(found.render())
    for name, lines in told.items():
        yield _result(asset, name, False, {"refusals": dg.MetadataValue.md("\n".join(lines))})


def _rules(asset: Asset) -> tuple[TableCheck, ...]:
    return asset.contract.checks if asset.contract else ()


def _name(rule: TableCheck) -> str:
    return rule.code.replace("-", "_")


def _spec(asset: Asset, name: str, description: str, is_blocking: bool) -> dg.AssetCheckSpec:
    key = dg.AssetKey([asset.layer, asset.table])
    return dg.AssetCheckSpec(name, asset=key, blocking=is_blocking, description=description)


def _result(
    asset: Asset,
    name: str,
    is_passed: bool,
    metadata: dict[str, Any],
    severity: dg.AssetCheckSeverity = dg.AssetCheckSeverity.ERROR,
) -> dg.AssetCheckResult:
    key = dg.AssetKey([asset.layer, asset.table])
    return dg.AssetCheckResult(passed=is_passed, check_name=name, asset_key=key, severity=severity, metadata=metadata)


def _short(checks: list[CheckResult]) -> list[dict[str, str]]:
    return [{"rule_code": c["rule_code"], "subject": c["subject"], "places": _places(c)} for c in checks]


def _places(check: CheckResult) -> str:
    return "\n".join(found["message_zh"] for found in check["found"])
