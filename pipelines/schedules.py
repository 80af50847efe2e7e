"""What starts by itself under the service: the yearly run, one for what lands in the inbox, and two that only tell."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines import history
from pipelines.deliveries.register import inbox_files
from pipelines.deliveries.register.names import is_open, is_temporary
from pipelines.instance import remembers
from pipelines.jobs import YEAR_TAG
from pipelines.last_runs import BUILDING, BrokeOff
from pipelines.settings import Settings
from pipelines.year_page import tell_end


def annual_schedule(settings: Settings, job: dg.JobDefinition) -> dg.ScheduleDefinition:
    """The yearly run on the day of the settings; it calls the year in that ended last."""
    month, day, hour = settings.annual_run

    @dg.schedule(
        name="annual_schedule",
        job=job,
        cron_schedule=f"0 {hour} {day} {month} *",
        execution_timezone="Asia/Shanghai",
        default_status=dg.DefaultScheduleStatus.RUNNING if settings.is_automatic else dg.DefaultScheduleStatus.STOPPED,
        description=f"每年{month}月{day}日{hour}时编制上一年度清单。各部门应报未报的，结果为草稿并列出谁欠什么；"
        "补报放入收件夹后自动重新编制 | every year, for the year before; a draft while something is owed",
    )
    def call_in(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        year = str(context.scheduled_execution_time.year - 1)
        return dg.RunRequest(run_key=f"annual-{year}", tags={YEAR_TAG: year})

    return call_in


def inbox_sensor(settings: Settings, job: dg.JobDefinition) -> dg.SensorDefinition:
    """A sensor that asks for a run for every file of the inbox whose name and content it has not seen.

    The cursor holds the SHA-256 of each file by name, so a file that is touched but not changed starts nothing.
    """

    @dg.sensor(
        name="inbox_sensor",
        job=job,
        minimum_interval_seconds=60,
        default_status=dg.DefaultSensorStatus.RUNNING if settings.is_automatic else dg.DefaultSensorStatus.STOPPED,
        description="每分钟查看收件夹："
        + "、".join(map(str, settings.inbox_dirs))
        + "。有新文件或内容改变时登记并编制；一个文件有误不影响其他文件 | a new or changed file starts a run",
    )
    def look(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        seen: dict[str, str] = json.loads(context.cursor or "{}")
        found = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for inbox in settings.inbox_dirs
            for path in (inbox_files(inbox) if inbox.is_dir() else [])
            if path.is_file() and not path.is_symlink() and not _is_open(path)
        }
        news = {name: digest for name, digest in found.items() if seen.get(name) != digest}
        context.update_cursor(json.dumps(found, sort_keys=True))
        if not news:
            yield dg.SkipReason("收件夹没有新的交付文件 | nothing new in the inbox")
            return
        run_key = hashlib.sha256(json.dumps(news, sort_keys=True).encode()).hexdigest()
        yield dg.RunRequest(run_key=run_key, tags={"qingdan/files": "、".join(news)})

    return look


def lake_sensor(settings: Settings) -> dg.SensorDefinition:
    """A sensor that starts nothing: it tells the pages of what a command built."""

    @dg.sensor(
        name="lake_sensor",
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="每半分钟把命令行编制的结果补记到本界面：行数、摘要、各项检查；不启动任何运行"
        " | shows here what a command has built; starts nothing",
    )
    def look(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        under_way = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
        if not remembers(context.instance) or context.instance.get_run_ids(under_way, limit=1):
            return dg.SkipReason("正在编制，稍后再看 | a run is under way")  # it tells itself what it has built
        news = history.tell(context.instance, settings.data_dir)
        return dg.SkipReason(f"补记 {len(news)} 张表 | told of {len(news)} tables")

    return look


def failure_sensor(settings: Settings) -> dg.SensorDefinition:
    """A sensor that writes down why a run broke off; a run that was refused has said so itself."""

    @dg.run_failure_sensor(
        name="failure_sensor",
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="运行中断（程序出错、断电、进程被终止）时，把原因写到年度页面"
        " | writes to the page of the year why a run broke off",
    )
    def note(context: dg.RunFailureSensorContext) -> None:
        steps = [event.step_failure_data for event in context.get_step_failure_events()]
        if any(step.user_failure_data for step in steps):
            return
        causes = [step.error.cause or step.error for step in steps if step.error]
        said = (
            "；".join(cause.message.strip().partition("\n")[0] for cause in causes)
            or f"{context.failure_event.message}"
        )
        error = KeyboardInterrupt() if "DagsterExecutionInterruptedError" in said else BrokeOff(said)
        tell_end(settings.data_dir, BUILDING, error)

    return note


def _is_open(path: Path) -> bool:
    """Whether a file is a mark of Excel or WPS, or such a mark stands beside it: it is looked at once it is closed."""
    return is_temporary(path.name) or is_open(path)
