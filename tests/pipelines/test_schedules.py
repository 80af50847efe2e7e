"""What starts by itself, ticked by hand; what is asked for is run in `test_jobs`."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.run_status_sensor_definition import RunFailureSensorContext
from dagster._utils.schedules import schedule_execution_time_iterator

from pipelines.instance import service_instance
from pipelines.jobs import YEAR_TAG, build_inventory
from pipelines.last_runs import last_runs
from pipelines.schedules import annual_schedule, failure_sensor, inbox_sensor, lake_sensor
from pipelines.settings import Settings
from tests.deliveries import BALANCE, GAS, REVISED_GAS, with_cells
from tests.lakes import build_tables

CHINA = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 15, 9, tzinfo=CHINA)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir()
    return Settings(data_dir=tmp_path)


def tick_sensor(settings: Settings, cursor: str | None = None) -> tuple[list[dg.RunRequest], str, str]:
    """What the sensor asks for, why not, and what it remembers."""
    with dg.build_sensor_context(cursor=cursor) as context:
        answer = inbox_sensor(settings, build_inventory(settings)).evaluate_tick(context)
        return list(answer.run_requests or []), answer.skip_message or "", context.cursor or ""


def schedule(**asked: object) -> dg.ScheduleDefinition:
    settings = replace(Settings(), **asked)  # type: ignore[arg-type]
    return annual_schedule(settings, build_inventory(settings))


def tick_schedule(now: datetime) -> dg.RunRequest:
    with dg.build_schedule_context(scheduled_execution_time=now) as context:
        (request,) = schedule().evaluate_tick(context).run_requests or []
        return request


def drop(settings: Settings, file: Path, name: str = "") -> Path:
    target = settings.inbox_dirs[0] / (name or file.name)
    target.write_bytes(file.read_bytes())
    return target


@pytest.mark.parametrize(("asked", "day"), [({}, NINE), ({"annual": "03-31"}, NINE.replace(month=3, day=31))])
def test_the_schedule_ticks_at_nine_in_china_on_15_november_or_the_day_of_the_settings(
    asked: dict[str, str], day: datetime
) -> None:
    begin, yearly = datetime(2026, 1, 1, tzinfo=CHINA).timestamp(), schedule(**asked)
    ticks = schedule_execution_time_iterator(begin, yearly.cron_schedule, yearly.execution_timezone)
    assert [next(ticks).astimezone(CHINA) for _ in range(2)] == [day, day.replace(year=2027)]


@pytest.mark.parametrize(("is_automatic", "status"), [(True, "RUNNING"), (False, "STOPPED")])
def test_what_starts_runs_is_on_unless_told_otherwise_and_what_only_tells_always(
    settings: Settings, is_automatic: bool, status: str
) -> None:
    settings = replace(settings, is_automatic=is_automatic)
    job = build_inventory(settings)
    assert annual_schedule(settings, job).default_status.value == status
    assert inbox_sensor(settings, job).default_status.value == status
    assert lake_sensor(settings).default_status.value == failure_sensor(settings).default_status.value == "RUNNING"


def test_the_pages_say_in_chinese_and_english_what_each_does(settings: Settings) -> None:
    job = build_inventory(settings)
    told = [annual_schedule(settings, job), inbox_sensor(settings, job)]
    for each in (*told, lake_sensor(settings), failure_sensor(settings), job):
        zh, separator, en = (each.description or "").partition(" | ")
        assert separator
        assert any("一" <= character <= "鿿" for character in zh)
        assert en.isascii()
    assert "11月15日9时" in (told[0].description or "")
    assert str(settings.inbox_dirs[0]) in (told[1].description or "")


@pytest.mark.parametrize(("now", "year"), [(NINE, "2025"), (NINE.replace(year=2031), "2030")])
def test_the_schedule_asks_once_for_the_year_that_ended_last(now: datetime, year: str) -> None:
    request = tick_schedule(now)
    assert request.run_key == f"annual-{year}"
    assert request.tags == {YEAR_TAG: year, "dagster/schedule_name": "annual_schedule"}


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
    assert YEAR_TAG not in request.tags, "whoever delivers calls nothing in"
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


def test_the_pages_are_told_of_what_a_command_built(settings: Settings, tmp_path: Path) -> None:
    build_tables(tmp_path, [GAS], until=["raw/gas__supply"]).close()
    with service_instance(tmp_path / "dagster") as instance:
        told = []
        for _ in range(2):
            with dg.build_sensor_context(instance=instance) as context:
                told.append(lake_sensor(settings).evaluate_tick(context))
        assert instance.get_latest_materialization_event(dg.AssetKey(["raw", "gas__supply"]))
    assert [answer.skip_message for answer in told] == [
        "补记 1 张表 | told of 1 tables",
        "补记 0 张表 | told of 0 tables",
    ]
    assert not any(answer.run_requests for answer in told)


@dg.op
def breaks_off() -> None:
    raise MemoryError("no memory left")


@dg.op
def is_refused() -> None:
    raise dg.Failure("E-ENCRYPTED")


@dg.op
def is_stopped() -> None:
    raise RuntimeError("dagster._core.errors.DagsterExecutionInterruptedError\nhow it came to that")


@pytest.mark.parametrize(
    ("op", "ends"),
    [
        (breaks_off, [("crashed", ("MemoryError: no memory left",))]),
        (is_stopped, [("interrupted", ())]),
        (is_refused, []),
    ],
    ids=["broke off", "stopped", "refused"],
)
def test_why_a_run_broke_off_is_written_down_unless_it_said_so_itself(
    settings: Settings, op: dg.OpDefinition, ends: list[tuple[str, tuple[str, ...]]]
) -> None:
    @dg.job
    def job() -> None:
        op()

    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            sensor_name="failure_sensor",
            dagster_event=result.get_run_failure_event(),
            dagster_instance=instance,
            dagster_run=result.dagster_run,
        ).for_run_failure()
        assert isinstance(context, RunFailureSensorContext)
        failure_sensor(settings)(context)
    assert [(ended.how, ended.said) for ended in last_runs(settings.data_dir)] == ends
