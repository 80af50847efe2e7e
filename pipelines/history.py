"""What Dagster's pages show of tables that were built without it: read from the stamps of the lake.

A command tells Dagster nothing, and so costs nothing for it. The service compares what was last told of each table
with the record that stands beside it, and tells what is new: rows, digest, when it was built, lineage of the columns,
and what came of each check. A run that was started from the pages is told in the same way, as that run's.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.events import DagsterEvent, DagsterEventType, StepMaterializationData

from assets import Asset, load_assets
from assets.lists import LISTS
from assets.statements import Lineage, column_lineage
from pipelines import checks
from pipelines.building.printed import checks_of
from pipelines.building.table import Built
from pipelines.lake.digests import digest_of
from pipelines.lake.files import WHOLE, Lake, Partition

#: What a materialisation carries so that it is not told again: the making of each part of the table that was told.
TOLD = "told"

#: Run and job of what no run of Dagster did.
NO_RUN = ("", "")


def tell(instance: dg.DagsterInstance, data_dir: Path, run: tuple[str, str] = NO_RUN) -> list[str]:
    """Tell an instance of every table that was built since it was last told.

    Args:
        instance: that of the service.
        data_dir: the data folder.
        run: number and job of the run that built them.

    Returns:
        Names of the assets that were told of.
    """
    lake, assets = Lake(data_dir / "lake"), load_assets()
    keys = {name: dg.AssetKey(name.split("/")) for name in assets}
    records = {record.asset_entry.asset_key: record for record in instance.get_asset_records([*keys.values()])}
    news = []
    for name, asset in assets.items():
        record = records.get(keys[name])
        parts, known = _parts(lake, asset), _told_of(record.asset_entry.last_materialization if record else None)
        if new := [part for part in parts if parts[part] != known.get(part)]:
            _report(instance, run, _events(lake, asset, new, parts))
            news.append(name)
    return news


def stamp_of(data_dir: Path, asset: Asset) -> dict[str, Any]:
    """What a step's own materialisation carries: that what stands in the lake now was told."""
    return {TOLD: json.dumps(_parts(Lake(data_dir / "lake"), asset), sort_keys=True)}


def metadata_of(built: Built, lineage: Lineage) -> dict[str, Any]:
    """Row count, hashes of what was read and written, and column lineage of a materialisation."""
    metadata: dict[str, Any] = {"dagster/row_count": built.rows}
    if built.sha256:
        metadata["sha256"] = built.sha256
    if built.sources:
        metadata["source_sha256"] = dg.MetadataValue.json(list(built.sources))
    if lineage:
        metadata["dagster/column_lineage"] = dg.TableColumnLineage(
            deps_by_column={
                column: [
                    dg.TableColumnDep(asset_key=dg.AssetKey(table.split(".")), column_name=name)
                    for table, name in sources
                    if table not in LISTS and "*" not in table
                ]
                for column, sources in lineage.items()
            }
        )
    return metadata


def _parts(lake: Lake, asset: Asset) -> dict[str, str]:
    """What Dagster should know of a table: of each year, or of the whole, what it is made of and how large it is."""
    partitions = lake.record(asset.name).partitions
    said = {part: digest_of(known.made_from, str(known.rows))[:16] for part, known in partitions.items()}
    # a thing of the release has a file a tier, which is no partition of Dagster's
    return said if asset.is_partitioned or not said else {WHOLE: digest_of(*said.values())[:16]}


def _told_of(event: Any) -> Mapping[str, str]:
    materialisation = event.asset_materialization if event else None
    said = materialisation.metadata.get(TOLD) if materialisation else None
    return json.loads(said.value) if said else {}


def _events(
    lake: Lake, asset: Asset, news: Iterable[str], parts: Mapping[str, str]
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """Materialisations of the parts of a table that are new, the last of which says what is known now; then checks."""
    record, key = lake.record(asset.name), dg.AssetKey([asset.layer, asset.table])
    lineage = column_lineage(asset.layer, asset.table)
    written = lake.file(asset.name, suffix=".json").stat().st_mtime
    news = sorted(news)
    for number, part in enumerate(news, start=1):
        known = record.partitions.get(part) or _whole(record.partitions)
        built = Built(known.rows, sha256=known.sha256)
        metadata = metadata_of(built, lineage if number == len(news) else {})
        metadata["built"] = dg.MetadataValue.timestamp(datetime.fromtimestamp(written, UTC))
        if number == len(news):
            metadata[TOLD] = json.dumps(parts, sort_keys=True)
        yield dg.AssetMaterialization(key, metadata=metadata, partition=part if asset.is_partitioned else None)
    found = checks_of(lake, asset.name, record.partitions) if asset.is_partitioned else record.checks
    for result in checks.passed(asset, Built(0, found)):
        yield dg.AssetCheckEvaluation(
            asset_key=key,
            check_name=str(result.check_name),
            passed=result.passed,
            metadata=result.metadata,
            severity=result.severity,
        )


def _whole(partitions: Mapping[str, Partition]) -> Partition:
    """A thing of the release has one file a tier: the first stands for it."""
    return next(iter(partitions.values()))


def _report(
    instance: dg.DagsterInstance,
    run: tuple[str, str],
    events: Iterable[dg.AssetMaterialization | dg.AssetCheckEvaluation],
) -> None:
    """Store events of one table; what ``report_runless_asset_event`` does, for many at once and also for a run."""
    now, (run_id, job), told = datetime.now(UTC).timestamp(), run, []
    for event in events:
        kind, said = (
            (DagsterEventType.ASSET_MATERIALIZATION, StepMaterializationData(event))
            if isinstance(event, dg.AssetMaterialization)
            else (DagsterEventType.ASSET_CHECK_EVALUATION, event)
        )
        stored = DagsterEvent(kind.value, job, event_specific_data=said)
        told.append(dg.EventLogEntry(None, logging.INFO, "", run_id, now, job_name=job, dagster_event=stored))  # type: ignore[no-untyped-call]
    instance.event_log_storage.store_event_batch(told)
