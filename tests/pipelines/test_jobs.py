"""The job that schedule, sensor and pages start: the same run as the command's, told as Dagster tells."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.deliveries.confirmation import confirm
from pipelines.deliveries.register import due_years, read_register
from pipelines.execute import execute
from pipelines.instance import service_instance
from pipelines.jobs import YEAR_TAG, build_inventory
from pipelines.lake.releases import DRAFT, POINTER, current_release
from pipelines.last_runs import last_runs
from pipelines.rest import YEAR_PAGE
from pipelines.settings import Settings
from tests.conftest import TOWN_ASKED
from tests.deliveries import INDUSTRY


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with service_instance(tmp_path / "dagster") as made:
        yield made


def run(settings: Settings, instance: dg.DagsterInstance, **tags: str) -> dg.ExecuteInProcessResult:
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    return build_inventory(settings).execute_in_process(
        instance=instance, tags=tags, run_config=quiet, raise_on_error=False
    )


def log_of(result: dg.ExecuteInProcessResult, instance: dg.DagsterInstance) -> str:
    return "\n".join(entry.user_message for entry in instance.all_logs(result.run_id))


def published(data_dir: Path, pointer: str = POINTER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((current_release(data_dir, pointer) / "content.json").read_bytes())
    return found


def owed(data_dir: Path) -> dict[str, str]:
    """What the draft is held for, by the identity of the place."""
    return {place["place_id"]: place["message_zh"] for place in published(data_dir, DRAFT)["held_places"]}


def test_a_year_that_is_called_in_is_a_draft_until_everything_has_come_or_somebody_says_why_not(
    town: Path, instance: dg.DagsterInstance
) -> None:
    settings = Settings(data_dir=town, **TOWN_ASKED)  # type: ignore[arg-type]
    before = published(town)
    assert before["status"] == "current", "nobody has called a year in: what is missing is only listed"
    assert before["missing_deliveries"]

    result = run(settings, instance, **{YEAR_TAG: "2024"})
    assert result.success
    assert (due_years(town), published(town)) == ((2024,), before)
    assert published(town, DRAFT)["status"] == "draft"
    (industry,) = [place for place, said in owed(town).items() if "县统计局工业能源统计" in said]
    assert "渠县 2024 县统计局工业能源统计 应报未报" in owed(town)[industry]
    assert "规模以上工业" in owed(town)[industry]
    assert not any("2023" in said for said in owed(town).values()), "only that year was called in"
    assert owed(town)[industry] in log_of(result, instance)
    assert [(run.kind, run.how) for run in last_runs(town)] == [("run", "done")]
    assert "县统计局工业能源统计" in (town / YEAR_PAGE).read_text(encoding="utf-8")

    for place in owed(town).keys() - {industry}:
        confirm(town, place, "王敏", "本县没有")
    (town / "inbox").mkdir()
    (town / "inbox" / INDUSTRY.name).write_bytes(INDUSTRY.read_bytes())
    result = run(settings, instance)
    assert INDUSTRY.name in log_of(result, instance)
    ((left, said),) = owed(town).items()
    assert "应报未报 1 张表：规模以上工业分行业能源消费量" in said, "another run has forgotten nothing"

    confirm(town, left, "李强", "分行业表随年鉴报送")
    assert run(settings, instance).success
    assert not (town / DRAFT).exists()
    after = published(town)
    assert (after["status"], after["held_places"], after["due_years"]) == ("current", [], [2024])
    assert {place["confirmed_by"] for place in after["confirmed_places"]} == {"王敏", "李强"}


def test_a_run_from_the_pages_does_what_the_command_does_and_is_named_as_what_built_the_tables(
    town: Path, instance: dg.DagsterInstance
) -> None:
    (town / "lake" / "core" / "gwps.parquet").unlink()
    result = run(Settings(data_dir=town, **TOWN_ASKED), instance)  # type: ignore[arg-type]
    assert result.success
    event = instance.get_latest_materialization_event(dg.AssetKey(["core", "gwps"]))
    assert event
    assert (event.run_id, event.job_name) == (result.run_id, "build_inventory")
    (output,) = [event.step_output_data.metadata for event in result.all_events if event.is_successful_output]
    assert output["状态"].value == "当前"
    assert output["报告"].value == str(town / "current" / "report.html")
    assert execute(Settings(data_dir=town, **TOWN_ASKED), lambda *_: None).executed == []  # type: ignore[arg-type]


def test_a_run_that_is_refused_says_why_in_chinese_and_writes_it_down(
    tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "供气量.xlsx").write_bytes(b"no workbook")
    result = run(Settings(data_dir=tmp_path), instance)
    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    told = failure.step_failure_data.user_failure_data
    assert told
    assert told.description
    assert "E-TYPE-MISMATCH 文件《供气量.xlsx》" in told.description
    assert [(run.how, run.said) for run in last_runs(tmp_path)] == [("refused", (told.description,))]
    assert "E-TYPE-MISMATCH" in (tmp_path / YEAR_PAGE).read_text(encoding="utf-8")
    assert read_register(tmp_path) == []


def test_a_refused_file_stops_no_other_one(town: Path, instance: dg.DagsterInstance) -> None:
    """The bad one comes first, by its name."""
    (town / "inbox").mkdir()
    (town / "inbox" / "a.xlsx").write_bytes(b"no workbook")
    (town / "inbox" / INDUSTRY.name).write_bytes(INDUSTRY.read_bytes())
    before = current_release(town)
    result = run(Settings(data_dir=town, **TOWN_ASKED), instance)  # type: ignore[arg-type]
    assert result.success
    assert current_release(town) != before
    assert INDUSTRY.name in {file["file_name"] for file in published(town)["inputs"]}
    assert "E-TYPE-MISMATCH 文件《a.xlsx》" in log_of(result, instance)
    assert [run.how for run in last_runs(town)] == ["refused"]
