"""The one job that schedule, sensor and pages start: what `qingdan run` does, in one step, told as Dagster tells.

It is the same `execute()`, so that it takes in, sets aside and says the same; the assets that it built are told as made
by this run. Single assets are made from their own pages, a step each.
"""

from collections.abc import Callable
from pathlib import Path

import dagster as dg

from assets.release import REPORT
from pipelines import history
from pipelines.deliveries import intake
from pipelines.execute import Outcome, Progress, execute
from pipelines.instance import remembers
from pipelines.lake.releases import CONTENT, DRAFT, latest_release, read_list, shown_path
from pipelines.last_runs import BUILDING
from pipelines.proof import moved
from pipelines.settings import Settings
from pipelines.year_page import tell_end
from schemas.problems import Misuse, Refusal, Refusals

#: Tag of a run that calls a year in: what departments owe for it is missed.
YEAR_TAG = "qingdan/year"

CONFIRMING = "补报放入收件夹即可；确实没有的、属实的，逐处确认：qingdan confirm 编号 --by 姓名 --reason 原因"

#: So many assets later, the log says again how far the run is.
STRIDE = 25


def build_inventory(settings: Settings) -> dg.JobDefinition:
    """The job over one data folder."""

    @dg.op(
        name="run",
        out=dg.Out(dg.Nothing),
        description="与命令 qingdan run 相同：登记收件夹、检查、核算、发布 | the same as the command `qingdan run`",
    )
    def run(context: dg.OpExecutionContext) -> None:
        year = context.run.tags.get(YEAR_TAG)
        try:
            outcome = execute(settings, _logged(context.log.info), due=int(year) if year else None, is_patient=True)
        except (Refusal, Refusals, Misuse) as refused:
            raise _failed(settings, refused) from refused
        if remembers(context.instance):
            history.tell(context.instance, settings.data_dir, (context.run_id, context.job_name))
        if outcome.refusals:
            raise _failed(settings, Refusals(outcome.refusals))
        _tell(context, settings.data_dir, outcome)
        wrong = [*outcome.report.refusals, *outcome.set_aside]
        tell_end(settings.data_dir, BUILDING, Refusals(wrong) if wrong else None)

    @dg.job(
        name="build_inventory",
        description="编制清单：登记收件夹的交付文件，检查、核算，直到发布；缺交付或存疑时成为草稿"
        " | build the inventory, from delivered files to the release",
        executor_def=dg.in_process_executor,
    )
    def job() -> None:
        run()

    return job


def _logged(log: Callable[[str], None]) -> Progress:
    """Progress as now and then a line of the log."""
    told = -1

    def show(done: int, total: int, title: str) -> None:
        nonlocal told
        if done // STRIDE > told:
            told = done // STRIDE
            log(f"{done}/{total} {title}")

    return show


def _failed(settings: Settings, refused: Refusal | Refusals) -> dg.Failure:
    tell_end(settings.data_dir, BUILDING, refused)
    return dg.Failure(description=refused.render(), allow_retries=False)


def _tell(context: dg.OpExecutionContext, data_dir: Path, outcome: Outcome) -> None:
    """What came in, what it replaced, what is wrong with it, what is owed or in doubt: in the log, counted beside."""
    report, refused = outcome.report, [*outcome.report.refusals, *outcome.set_aside]
    content = read_list(latest_release(data_dir), CONTENT) or {}
    moves = moved.waiting(data_dir) if (data_dir / DRAFT).exists() else []
    held = [f"⏸ {place['place_id']} {place['message_zh']}" for place in [*content["held_places"], *moves]]
    told = [*intake.told(report, "zh"), *moved.told(outcome.changes, "zh")]
    context.log.info("\n".join(told) or "收件夹没有新的交付文件")
    if refused:
        context.log.error("\n".join(refusal.render() for refusal in refused))
    if held:
        context.log.warning("\n".join([*held, CONFIRMING]))
    context.add_output_metadata(
        {
            "收到文件": len(report.registered),
            "不收文件": len({refusal.place.file for refusal in refused}),
            "缺交付": len(content["missing_deliveries"]),
            "应报未报和存疑": len(held),
            "状态": "草稿" if held else "当前",
            "报告": dg.MetadataValue.path(shown_path(data_dir, latest_release(data_dir) / "restricted" / REPORT)),
        }
    )
