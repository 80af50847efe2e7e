import dagster as dg

from assets import load_assets
from pipelines import checks
from pipelines.building.table import Built
from schemas.problems import Place, Refusal, Refusals

ASSET = load_assets()["core/emissions"]


def test_every_check_blocks() -> None:
    spec = checks.spec_of(ASSET)
    assert spec.blocking
    assert spec.asset_key == dg.AssetKey(["core", "emissions"])
    assert "下游不运行" in (spec.description or "")


def test_a_table_that_was_written_tells_how_many_rules_held_and_which_warned() -> None:
    def result(outcome: str) -> dict[str, object]:
        return {"rule_code": "H-GDP", "subject": "平减", "places": "B7", "outcome": outcome, "rows_failed": 1}

    answer = checks.passed(Built(3, [result("passed"), result("warned")]))
    assert answer.passed
    assert answer.metadata["rules"].value == 2
    assert answer.metadata["warnings"].value == [{"rule_code": "H-GDP", "subject": "平减", "places": "B7"}]


def test_a_table_that_was_refused_tells_code_place_and_remedy() -> None:
    refusals = Refusals(
        [Refusal("E-NUM", Place("a.csv", "", "D17"), found="12O3"), Refusal("E-CSV-NUL", Place("b.csv"))]
    )
    answer = checks.failed(ASSET, refusals)
    assert (answer.passed, answer.severity) == (False, dg.AssetCheckSeverity.ERROR)
    text = str(answer.metadata["refusals"].value)
    assert all(part in text for part in ("E-NUM", "a.csv", "D17", "12O3", "处理：", "E-CSV-NUL", "b.csv"))
