"""The Dagster definitions of the assets of the layer folders: of a planned run, or of a run that Dagster plans."""

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from assets import Asset, load_assets
from assets.statements import column_lineage
from pipelines import checks, history, plan
from pipelines.building import Built
from pipelines.building import build as build_asset
from pipelines.deliveries import intake, trial
from pipelines.instance import remembers
from pipelines.lake.files import disk_errors_refused
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import follow
from pipelines.last_runs import BUILDING
from pipelines.partitions import YEARS
from pipelines.plan import resolve_run
from pipelines.proof import moved
from pipelines.settings import Settings
from pipelines.year_page import tell_end
from schemas.contract import Contract
from schemas.problems import Place, Refusal, Refusals

#: Told of every asset when it begins (no result yet), is written, or is refused.
Observer = Callable[[Asset, Built | Refusal | Refusals | None], None]


def ignore(asset: Asset, outcome: Built | Refusal | Refusals | None) -> None:
    """An observer that does nothing."""


def tell_page(settings: Settings) -> Observer:
    """An observer that tells the page of the year how a run ended that nobody waits for."""

    def observe(asset: Asset, outcome: Built | Refusal | Refusals | None) -> None:
        match outcome:
            case Refusal() | Refusals():
                tell_end(settings.data_dir, BUILDING, outcome)
            case Built() if asset.name == "release/package":
                tell_end(settings.data_dir, BUILDING)

    return observe


def build_definitions(
    settings: Settings,
    observe: Observer = ignore,
    planned: plan.Plan | None = None,
) -> dg.Definitions:
    """Definitions for one set of settings. Nothing is read from the data folder until an asset runs.

    Args:
        settings: where the data lie and what is asked for.
        observe: told how it goes.
        planned: what has to run, if the caller took deliveries in and planned already (and holds the lock): then just
            that is defined, each asset a step that knows its years. Otherwise each Dagster run takes the inbox in
            before its first asset, and Dagster says which years.
    """
    warnings.simplefilter("ignore", dg.BetaWarning)  # about the backfill policy, once an asset
    assets = load_assets()

    @lru_cache(maxsize=4)
    def plan_of(dagster_run_id: str) -> tuple[plan.Plan, Path | None]:
        follow(settings.data_dir)
        report, log = intake.receive(settings), dg.get_dagster_logger()
        for line in intake.told(report, "zh"):
            log.info(line)
        for refusal in report.refusals:
            log.warning(refusal.render())
        published = moved.published_tables(settings.data_dir)
        return plan.plan_run(resolve_run(settings), assets), published

    @contextmanager
    def enter(context: dg.AssetExecutionContext) -> Iterator[plan.Plan]:
        if planned:
            yield planned
            return
        with hold_lock(settings.data_dir, wait=True):
            found, published = plan_of(context.run.run_id)
            try:
                yield found
            except (Refusal, Refusals) as refused:  # the next run goes on without them
                trial.set_aside(settings.data_dir, refused.refusals if isinstance(refused, Refusals) else [refused])
                raise
            if context.asset_key.path == ["release", "package"]:
                trial.accept(settings.data_dir)
                for line in moved.told(moved.compare(published, settings.data_dir / "lake"), "zh"):
                    context.log.info(line)

    return dg.Definitions(
        assets=[
            _definition(asset, enter, observe, YEARS if asset.is_partitioned and not planned else None, settings.memory)
            for name, asset in assets.items()
            if not planned or name in planned.stale
        ],
        executor=dg.in_process_executor,
    )


def _definition(
    asset: Asset,
    enter: Callable[[dg.AssetExecutionContext], AbstractContextManager[plan.Plan]],
    observe: Observer,
    years: dg.PartitionsDefinition | None,
    memory: str,
) -> dg.AssetsDefinition:
    """One Dagster asset. A refusal becomes a failed blocking check: nothing was written, nothing downstream runs."""

    @dg.asset(
        key=[asset.layer, asset.table],
        deps=[dg.AssetKey(dep.split("/")) for dep in asset.deps],
        group_name=asset.layer,
        description=f"{asset.title_zh} | {asset.title_en}",
        partitions_def=years,
        backfill_policy=dg.BackfillPolicy.single_run(),
        check_specs=checks.specs_of(asset),
        kinds={asset.path.suffix.lstrip("."), "parquet" if asset.contract else "file"},
        metadata={"dagster/column_schema": _table_schema(asset.contract)} if asset.contract else {},
    )
    def build(context: dg.AssetExecutionContext) -> Iterator[Any]:
        observe(asset, None)
        try:
            with enter(context) as found, _limits_refused(asset.name, memory):
                digests = found.digests[asset.name]
                asked = context.partition_keys if years else found.stale.get(asset.name, digests)
                plan.require_fresh(found.run, asset, found.digests)
                wanted = {part: digest for part, digest in digests.items() if part in asked}
                built = build_asset(asset, found.run, wanted, found.own[asset.name])
        except (Refusal, Refusals) as refusal:
            observe(asset, refusal)
            yield from checks.failed(asset, refusal)
            raise dg.Failure(description=refusal.render()) from refusal
        observe(asset, built)
        metadata = history.metadata_of(built, {})
        if remembers(context.instance):  # else nobody is shown the lineage; the dictionary draws it
            lineage = column_lineage(asset.layer, asset.table)
            metadata = history.metadata_of(built, lineage) | history.stamp_of(found.run.data_dir, asset)
        yield dg.MaterializeResult(metadata=metadata, check_results=[*checks.passed(asset, built)])

    return build


@contextmanager
def _limits_refused(name: str, memory: str) -> Iterator[None]:
    """Turn a full or unwritable disk, or a lack of memory, into a refusal, whether Python or DuckDB runs into it."""
    try:
        with disk_errors_refused(name):
            yield
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        found = str(error).partition("\n")[0] or "MemoryError"
        raise Refusal("E-MEMORY", Place(name), found=found, expected=memory) from error
    except duckdb.Error as error:
        if not re.search("could not write|no space left", str(error), re.IGNORECASE):
            raise
        raise Refusal("E-DISK-FULL", Place(name), found=str(error)) from error


def _table_schema(contract: Contract) -> dg.TableSchema:
    """Column schema as Dagster shows it: type, Chinese and English title, unit, whether it belongs to the key."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=column.sql_type,
                description=f"{column.title_zh} | {column.title_en}" + (f"（{column.unit}）" if column.unit else ""),
                constraints=dg.TableColumnConstraints(
                    nullable=column.is_nullable, unique=contract.key == (column.name,)
                ),
            )
            for column in contract.columns
        ]
    )
