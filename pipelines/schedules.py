"""When the inventory is built: every 15 November for the year before, and whenever a file lands in the inbox."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines.deliveries.register import inbox_files
from pipelines.deliveries.register.names import is_open, is_temporary
from pipelines.jobs import build_inventory
from pipelines.partitions import YEARS
from pipelines.settings import ANNUAL_RUN, Settings

RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"
YEAR_TAG = "qingdan/year"
MONTH, DAY, HOUR = ANNUAL_RUN


def whole_range(last: str) -> dict[str, str]:
    """Tags for one run over every year up to the last one: one step an asset; only years delivered cost anything."""
    return {RANGE_START: YEARS.get_first_partition_key() or "", RANGE_END: last}


@dg.schedule(
    job=build_inventory,
    cron_schedule=f"0 {HOUR} {DAY} {MONTH} *",
    execution_timezone="Asia/Shanghai",
    description=f"每年{MONTH}月{DAY}日编制上一年度清单；缺少的交付在结果中列出 | yearly, for the year before",
)
def annual_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """One run for the data year that ended last; what is missing by then is listed by the release."""
    year = str(context.scheduled_execution_time.year - 1)
    return dg.RunRequest(run_key=f"annual-{year}", tags=whole_range(year) | {YEAR_TAG: year})


def inbox_sensor(settings: Settings) -> dg.SensorDefinition:
    """A sensor that asks for a run for every file of the inbox whose name and content it has not seen.

    The cursor holds the SHA-256 of each file by name, so a file that is touched but not changed starts nothing.
    """

    @dg.sensor(
        name="inbox_sensor",
        job=build_inventory,
        minimum_interval_seconds=60,
        description="收件夹有新文件或文件内容改变时，登记并编制 | a new or changed file in the inbox starts a run",
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
        years = whole_range(YEARS.get_last_partition_key() or "")
        yield dg.RunRequest(run_key=run_key, tags=years | {"qingdan/files": "、".join(news)})

    return look


def _is_open(path: Path) -> bool:
    """Whether a file is a mark of Excel or WPS, or such a mark stands beside it: it is looked at once it is closed."""
    return is_temporary(path.name) or is_open(path)
