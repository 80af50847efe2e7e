"""The yearly schedule and the inbox sensor, ticked by hand; what they ask for is run in this process."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import dagster as dg
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from pipelines.definitions import build_definitions, tell_page
from pipelines.deliveries.register import read_register
from pipelines.instance import forgetful_instance
from pipelines.lake.files import Lake
from pipelines.lake.releases import current_release, verify_release
from pipelines.last_runs import last_runs
from pipelines.rest import YEAR_PAGE
from pipelines.schedules import RANGE_END, RANGE_START, YEAR_TAG, annual_schedule, inbox_sensor
from pipelines.settings import Settings
from tests.deliveries import BALANCE, GAS, INDUSTRY, REVISED_GAS, with_cells

CHINA = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 15, 9, tzinfo=CHINA)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir()
    return Settings(data_dir=tmp_path)


def tick_sensor(settings: Settings, cursor: str | None = None) -> tuple[list[dg.RunRequest], str, str]:
    """What the sensor asks for, why not, and what it remembers."""
    with dg.build_sensor_context(cursor=cursor) as context:
        answer = inbox_sensor(settings).evaluate_tick(context)
        return list(answer.run_requests or []), answer.skip_message or "", context.cursor or ""


def tick_schedule(now: datetime) -> dg.RunRequest:
    with dg.build_schedule_context(scheduled_execution_time=now) as context:
        (request,) = annual_schedule.evaluate_tick(context).run_requests or []
        return request


def drop(settings: Settings, file: Path, name: str = "") -> Path:
    target = settings.inbox_dirs[0] / (name or file.name)
    target.write_bytes(file.read_bytes())
    return target


def test_the_schedule_ticks_on_15_november_at_nine_in_china() -> None:
    begin = datetime(2026, 1, 1, tzinfo=CHINA).timestamp()
    ticks = schedule_execution_time_iterator(begin, annual_schedule.cron_schedule, annual_schedule.execution_timezone)
    assert [next(ticks).astimezone(CHINA) for _ in range(2)] == [NINE, NINE.replace(year=2027)]


@pytest.mark.parametrize(("now", "year"), [(NINE, "2025"), (NINE.replace(year=2031), "2030")])
def test_the_schedule_asks_once_for_the_year_that_ended_last(now: datetime, year: str) -> None:
    request = tick_schedule(now)
    assert request.run_key == f"annual-{year}"
    assert request.tags[YEAR_TAG] == year
    assert (request.tags[RANGE_START], request.tags[RANGE_END]) == ("1980", year)


def test_the_same_year_is_asked_for_under_the_same_key() -> None:
    assert tick_schedule(NINE).run_key == tick_schedule(NINE + timedelta(minutes=1)).run_key


def test_an_empty_inbox_asks_for_nothing(settings: Settings) -> None:
    requests, why, _ = tick_sensor(settings)
    assert requests == []
    assert "收件夹没有新的交付文件" in why


def test_a_missing_inbox_asks_for_nothing(tmp_path: Path) -> None:
    requests, why, _ = tick_sensor(Settings(data_dir=tmp_path / "none"))
    assert (requests, bool(why)) == ([], True)


def test_a_new_file_asks_for_a_run_once(settings: Settings) -> None:
    file = drop(settings, GAS)
    (request,), _, cursor = tick_sensor(settings)
    assert request.tags["qingdan/files"] == GAS.name
    assert request.tags[RANGE_START] == "1980"
    requests, why, again = tick_sensor(settings, cursor)
    assert (requests, bool(why), again) == ([], True, cursor)
    file.touch()
    assert tick_sensor(settings, cursor)[0] == []


def test_changed_content_asks_for_another_run(settings: Settings, tmp_path: Path) -> None:
    drop(settings, GAS)
    (first,), _, cursor = tick_sensor(settings)
    drop(settings, with_cells(GAS, tmp_path / "edited", "供气量", REVISED_GAS))
    (second,), _, _ = tick_sensor(settings, cursor)
    assert first.run_key != second.run_key


def test_a_second_file_asks_for_a_run_about_itself(settings: Settings) -> None:
    drop(settings, GAS)
    _, _, cursor = tick_sensor(settings)
    drop(settings, BALANCE)
    (request,), _, _ = tick_sensor(settings, cursor)
    assert request.tags["qingdan/files"] == BALANCE.name


def test_what_is_no_delivery_asks_for_nothing(settings: Settings) -> None:
    for name in (f"~${GAS.name}", f".~{GAS.name}", ".DS_Store", "manifest.csv", "README.md"):
        (settings.inbox_dirs[0] / name).write_bytes(b"x")
    (settings.inbox_dirs[0] / "folder").mkdir()
    (settings.inbox_dirs[0] / "link.xlsx").symlink_to(GAS)
    assert tick_sensor(settings)[0] == []


def test_a_file_that_is_still_open_is_asked_for_once_it_is_closed(settings: Settings) -> None:
    drop(settings, GAS)
    mark = settings.inbox_dirs[0] / f"~${GAS.name}"
    mark.write_bytes(b"x")
    requests, _, cursor = tick_sensor(settings)
    assert requests == []
    mark.unlink()
    assert len(tick_sensor(settings, cursor)[0]) == 1


def test_many_files_at_once_fit_into_one_request(settings: Settings) -> None:
    for number in range(60):
        drop(settings, GAS, f"国网渠县供电公司_分行业售用电_{number}.csv")
    (request,), _, _ = tick_sensor(settings)
    assert len(request.tags["qingdan/files"].split("、")) == 60


def run(settings: Settings, request: dg.RunRequest, *selection: str) -> dg.ExecuteInProcessResult:
    """Execute what was asked for; all assets, or only some. An instance that keeps events would take half a minute."""
    with forgetful_instance() as instance:
        return (
            build_definitions(settings, tell_page(settings))
            .resolve_job_def("build_inventory")
            .execute_in_process(
                tags=request.tags,
                asset_selection=[dg.AssetKey(name.split("/")) for name in selection] or None,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                instance=instance,
            )
        )


def test_the_run_the_sensor_asks_for_registers_the_file_and_builds(settings: Settings) -> None:
    drop(settings, GAS)
    (request,), _, _ = tick_sensor(settings)
    result = run(settings, request, "raw/gas__supply", "staged/gas__supply", "core/delivered_files")
    assert result.success
    assert [row.file_name for row in read_register(settings.data_dir)] == [GAS.name]
    staged = Lake(settings.data_dir / "lake").record("staged/gas__supply").partitions
    assert {year: known.rows for year, known in staged.items()} == dict.fromkeys(map(str, range(2005, 2025)), 5)
    materialised = [event.asset_key.path for event in result.get_asset_materialization_events() if event.asset_key]
    assert materialised.count(["staged", "gas__supply"]) == datetime.now(CHINA).year - 1980
    assert len([event for event in result.all_events if event.is_step_success]) == 3, "one step an asset"


def test_the_scheduled_run_lists_what_is_missing(settings: Settings) -> None:
    drop(settings, INDUSTRY)
    settings = replace(settings, bases="provincial_2011-sar")
    assert run(settings, tick_schedule(NINE)).success
    release = current_release(settings.data_dir)
    content = json.loads((release / "content.json").read_bytes())
    assert content["status"] == "current"
    assert content["scope"]["years"] == [2024, 2025]
    missing = [gap for gap in content["missing_deliveries"] if gap["table_name"] == "industry__energy_consumption"]
    assert missing == [
        {
            "table_name": "industry__energy_consumption",
            "region_code": "511725",
            "year": 2025,
            "department_zh": "县统计局工业能源统计",
        }
    ]
    others = {gap["table_name"] for gap in content["missing_deliveries"] if gap["year"] == 2025}
    assert {"grid__electricity_by_sector", "gas__supply", "yearbook__gdp"} <= others
    assert list(verify_release(release, settings.data_dir)) == []
    page = (settings.data_dir / YEAR_PAGE).read_text(encoding="utf-8")
    assert "渠县2025年" in page, "the year that is due, though nothing came of it"
    assert "还缺 41 张表" in page
    assert [(ended.kind, ended.how) for ended in last_runs(settings.data_dir)] == [("run", "done")]


def test_a_refused_run_that_nobody_waits_for_stands_on_the_page(settings: Settings) -> None:
    (settings.inbox_dirs[0] / GAS.name).write_bytes(GAS.read_bytes()[:900])
    with pytest.raises(dg.Failure, match="E-ZIP-BROKEN"):
        run(settings, tick_sensor(settings)[0][0], "raw/gas__supply")
    assert "E-ZIP-BROKEN" in (settings.data_dir / YEAR_PAGE).read_text(encoding="utf-8")
    drop(settings, GAS)
    assert run(settings, tick_sensor(settings)[0][0], "raw/gas__supply").success
    (failed,) = last_runs(settings.data_dir)
    assert failed.how == "refused", "until a release is made"
