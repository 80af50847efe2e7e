"""Execute one run in this process: take in, plan, build what is stale, tell how it goes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets import Asset, load_assets
from assets.needs import Run
from pipelines import plan
from pipelines.building.table import Built
from pipelines.deliveries import trial
from pipelines.deliveries.intake import receive
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register import RegistrationReport, due_years, registered_files
from pipelines.deliveries.register.rows import due_event
from pipelines.lake.leftovers import remove_leftovers
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import follow, show_pointed
from pipelines.plan import resolve_run
from pipelines.proof.moved import Changes, compare, published_tables
from pipelines.publishing.page import show_signatures
from pipelines.rest import keep_rest
from pipelines.settings import Settings
from schemas.problems import Misuse, Notice, Refusal, Refusals

if TYPE_CHECKING:
    from dagster_shared.error import SerializableErrorInfo

#: What of the deliveries is told when a run has ended: a file that replaced another one, and what was left unread, or
#: out although it lies in the inbox. What is set aside is listed with its reasons; what is known is no news.
TOLD = ("I-SUPERSEDES", "I-SUPERSEDED", "I-WITHDRAWN", "I-SHEETS-UNREAD")

#: Told of progress: assets done, assets to do, Chinese title of the asset that begins.
Progress = Callable[[int, int, str], None]


@dataclass
class Outcome:
    """What a run did."""

    run: Run
    report: RegistrationReport
    set_aside: list[Refusal] = field(default_factory=list)
    """Why deliveries of this run do not count."""
    changes: Changes = field(default_factory=Changes)
    """What is otherwise than in the release that was current before."""
    executed: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def execute(settings: Settings, show: Progress, *, due: int | None = None, is_patient: bool = False) -> Outcome:
    """Run once.

    Args:
        settings: what is asked for.
        show: told how it goes.
        due: year that is called in by this run: what is owed for it is missed, now and later.
        is_patient: whether to wait for another run, which nobody sits before.

    Raises:
        Refusals: of what was delivered nothing is left to build from; the machine took in what it could.
        Refusal: nothing to run, a year that is not over, or another run holds the data folder.
        Misuse: what is asked for cannot be; nothing was taken in.
    """
    plan.require_sense(settings)
    with hold_lock(settings.data_dir, wait=is_patient):
        remove_leftovers(settings.data_dir)
        follow(settings.data_dir)
        if due and due not in due_years(settings.data_dir):
            append_events(settings.data_dir, read_journal(settings.data_dir), [due_event(due)])
        report = receive(settings)
        if trial.NOT_OF_DATA & {refusal.code for refusal in report.refusals}:  # no file is wrong, and none can be built
            raise Refusals(report.refusals)
        published = published_tables(settings.data_dir)
        set_aside: list[Refusal] = []
        while True:
            outcome = run_once(settings, report, set_aside, show, load_assets())
            if not outcome.refusals:
                trial.accept(settings.data_dir)
                show_pointed(settings.data_dir)
                show_signatures(settings.data_dir)
                if outcome.executed:
                    outcome.changes = compare(published, settings.data_dir / "lake")
                told = [*report.refusals, *report.registered, *told_notices(report.notices), *set_aside]
                if not (told or trial.waiting(settings.data_dir)):
                    keep_rest(settings)
                return outcome
            if not trial.set_aside(settings.data_dir, outcome.refusals):
                return outcome
            set_aside += outcome.refusals


def told_notices(notices: Iterable[Notice]) -> list[Notice]:
    """What a person should know of the files in the inbox."""
    return [notice for notice in notices if notice.code in TOLD]


def run_once(
    settings: Settings,
    report: RegistrationReport,
    set_aside: list[Refusal],
    show: Progress,
    assets: Mapping[str, Asset],
) -> Outcome:
    """Build what is stale of some assets, from the files in force and on trial.

    Raises:
        Refusals: of the files that were delivered, none is left.
    """
    if (wrong := [*report.refusals, *set_aside]) and not registered_files(settings.data_dir):
        raise Refusals(wrong)
    run = resolve_run(settings)
    outcome = Outcome(run, report, set_aside)
    planned = plan.plan_run(run, assets)
    if planned.selection:
        _execute(settings, planned, outcome, show)
    return outcome


def _execute(settings: Settings, planned: plan.Plan, outcome: Outcome, show: Progress) -> None:
    """Hand Dagster the stale assets and no others, on an instance that is forgotten afterwards."""
    # here, because importing Dagster takes longer than finding that nothing has to run
    from pipelines.definitions import build_definitions
    from pipelines.instance import forgetful_instance
    from pipelines.partitions import YEARS

    done = 0

    def observe(asset: Asset, result: Built | Refusal | Refusals | None) -> None:
        nonlocal done
        match result:
            case None:
                show(done, len(planned.selection), asset.title_zh)
            case Built():
                done += 1
                outcome.executed += [asset.name] if result.is_new else []
                show(done, len(planned.selection), asset.title_zh)
            case Refusal():
                outcome.refusals.append(result)
            case Refusals():
                outcome.refusals += result.refusals

    if outside := sorted(set(planned.stale_years) - set(known := YEARS.get_partition_keys())):
        found, expected = "、".join(outside), f"{known[0]}-{known[-1]}"
        if settings.years:
            raise Misuse("E-USE", label=plan.YEARS_OPTION, found=settings.years, expected=expected)
        raise Refusal("E-PERIOD", found=found, expected=expected)
    definitions = build_definitions(settings, observe, planned)
    with forgetful_instance() as instance:
        result = definitions.resolve_implicit_global_asset_job_def().execute_in_process(
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
            instance=instance,
        )
    if not result.success and not outcome.refusals:
        failed = [event.step_failure_data.error for event in result.all_events if event.is_step_failure]
        errors = [error for error in failed if error]
        # what went wrong comes first, a line each; how it came to that is for whoever mends it
        raise RuntimeError("\n".join([*map(_cause, errors), *(error.to_string() for error in errors)]))


def _cause(error: "SerializableErrorInfo") -> str:
    """The first line of what an error of Dagster goes back to."""
    while error.cause:
        error = error.cause
    return error.message.partition("\n")[0]
