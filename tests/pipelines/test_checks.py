import dagster as dg
import pytest

from assets import Asset, load_assets
from pipelines import checks
from pipelines.building.table import Built
from schemas.check_result import CheckResult, check_result, found_in
from schemas.problems import Place, Refusal, Refusals

ASSETS = load_assets()
ENERGY = ASSETS["core/energy_use"]


PLACE = found_in({"file": "a.xlsx", "sheet": "1", "cell": "B7"}, "a.xlsx › 1 › B7", "")


def result(code: str, severity: str = "block", failed: int = 0) -> CheckResult:
    return check_result("core.energy_use", code, f"规则 {code}", severity, 3, [PLACE] * failed)


def told(asset: Asset, *results: CheckResult) -> dict[str | None, dg.AssetCheckResult]:
    return {answer.check_name: answer for answer in checks.passed(asset, Built(3, list(results)))}


def test_an_asset_has_a_check_for_its_contract_and_one_for_each_rule_file() -> None:
    specs = {spec.name: spec for spec in checks.specs_of(ENERGY)}
    assert ENERGY.contract is not None
    assert list(specs) == ["contract", *(rule.code.replace("-", "_") for rule in ENERGY.contract.checks)]
    assert {spec.asset_key for spec in specs.values()} == {dg.AssetKey(["core", "energy_use"])}
    assert "下游不运行" in (specs["contract"].description or "")
    assert (specs["E_PART"].description or "").startswith("公共机构是其他服务业的其中项")


def test_a_rule_that_finds_nothing_is_shown_under_its_own_name() -> None:
    answers = told(ENERGY, result("E-CONTRACT"), result("E-DUP-KEY"), result("E-BALANCE"))
    assert list(answers) == ["contract", "E_BALANCE"]
    assert all(answer.passed for answer in answers.values())
    assert answers["contract"].metadata["rules"].value == 2
    assert answers["E_BALANCE"].metadata["rows_checked"].value == 3


@pytest.mark.parametrize("severity", ["hold", "note"])
def test_what_does_not_block_is_shown_as_a_warning_with_its_places(severity: str) -> None:
    answer = told(ENERGY, result("H-CLINKER", severity, failed=1))["H_CLINKER"]
    assert (answer.passed, answer.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert (answer.metadata["rows_failed"].value, answer.metadata["places"].value) == (1, "a.xlsx › 1 › B7")


def test_printed_totals_that_differ_are_told_by_the_contract() -> None:
    answer = told(ASSETS["staged/gas__supply"], result("STR-06"), result("ENB-01", "note", failed=1))["contract"]
    assert answer.passed
    assert answer.metadata["rules"].value == 2
    (warning,) = answer.metadata["warnings"].value  # type: ignore[misc, union-attr]
    assert warning == {"rule_code": "ENB-01", "subject": "规则 ENB-01", "places": "a.xlsx › 1 › B7"}


def test_a_table_that_was_refused_tells_code_place_and_remedy() -> None:
    refusals = Refusals(
        [Refusal("E-NUM", Place("a.csv", "", "D17"), found="12O3"), Refusal("E-CSV-NUL", Place("b.csv"))]
    )
    (answer,) = checks.failed(ENERGY, refusals)
    assert (answer.check_name, answer.passed) == ("contract", False)
    assert answer.severity == dg.AssetCheckSeverity.ERROR
    text = str(answer.metadata["refusals"].value)
    assert all(part in text for part in ("E-NUM", "a.csv", "D17", "12O3", "处理：", "E-CSV-NUL", "b.csv"))


def test_a_rule_that_refuses_fails_under_its_own_name() -> None:
    answers = {
        answer.check_name: str(answer.metadata["refusals"].value)
        for answer in checks.failed(
            ENERGY, Refusals([Refusal("E-BALANCE", difference="7"), Refusal("E-DUP-KEY", found="511725")])
        )
    }
    assert answers.keys() == {"E_BALANCE", "contract"}
    assert "E-BALANCE" in answers["E_BALANCE"]
    assert "E-DUP-KEY" in answers["contract"]


def test_only_a_rule_that_blocks_stops_what_is_downstream() -> None:
    """And only its verdict is an error."""
    severities = {rule.severity for asset in ASSETS.values() if asset.contract for rule in asset.contract.checks}
    assert {"block", "hold"} <= severities
    for asset in ASSETS.values():
        rules = {checks._name(rule): rule.severity for rule in asset.contract.checks} if asset.contract else {}
        specs = {spec.name: spec.blocking for spec in checks.specs_of(asset)}
        assert specs == {"contract": True} | {name: severity == "block" for name, severity in rules.items()}
    blocking = next(rule for rule in ENERGY.contract.checks if rule.severity == "block")  # type: ignore[union-attr]
    answer = told(ENERGY, result(blocking.code, failed=1))[blocking.code.replace("-", "_")]
    assert (answer.passed, answer.severity) == (False, dg.AssetCheckSeverity.ERROR)


def test_what_is_no_table_has_a_contract_check_alone() -> None:
    page = ASSETS["release/report"]
    assert page.contract is None
    assert list(told(page)) == ["contract"]
    (answer,) = checks.failed(page, Refusal("E-NUM", Place("a.csv", "", "D17"), found="12O3"))
    assert (answer.check_name, "12O3" in str(answer.metadata["refusals"].value)) == ("contract", True)
