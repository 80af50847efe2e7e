"""The Dagster instances of ours: one that forgets, of a command, and one that keeps what the pages show.

A command's forgets what it is told, because the lake remembers what was built: Dagster's own ephemeral instance keeps
every event in an SQLite database in memory that nobody reads afterwards, which is 3 of the 4 seconds of an empty graph
of our size. That of the service keeps events as Dagster does, in fewer transactions.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.instance.types import InstanceType
from dagster._core.launcher.sync_in_memory_run_launcher import SyncInMemoryRunLauncher
from dagster._core.run_coordinator import DefaultRunCoordinator
from dagster._core.storage.event_log import InMemoryEventLogStorage, SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import (  # type: ignore[attr-defined]
    INDEX_SHARD_NAME,
    create_engine,  # what opens databases is Dagster's dependency, not ours
)
from dagster._core.storage.noop_compute_log_manager import NoOpComputeLogManager
from dagster._core.storage.root import TemporaryLocalArtifactStorage
from dagster._core.storage.runs import InMemoryRunStorage


class ForgetfulEventLog(InMemoryEventLogStorage):
    """Takes events and keeps none; says so where Dagster asks for those of earlier runs."""

    def store_event(self, event: dg.EventLogEntry) -> None:
        """Forget an event; the caller of the run gets it from the run itself."""

    def get_asset_records(self, asset_keys: Sequence[dg.AssetKey] | None = None) -> Sequence[Any]:
        """No asset was ever materialised."""
        return []

    @property
    def asset_records_have_last_observation(self) -> bool:
        """Nor observed: there is nothing to search for."""
        return True

    @property
    def supports_partition_subset_in_asset_materialization_planned_events(self) -> bool:
        """One planned event an asset, not one a year."""
        return True


def remembers(instance: dg.DagsterInstance) -> bool:
    """Whether somebody may later look at what a run told the instance."""
    return not isinstance(instance.event_log_storage, ForgetfulEventLog)


def forgetful_instance() -> dg.DagsterInstance:
    """What ``DagsterInstance.ephemeral()`` makes, but for the event log."""
    return dg.DagsterInstance(
        instance_type=InstanceType.EPHEMERAL,
        local_artifact_storage=TemporaryLocalArtifactStorage(),  # type: ignore[no-untyped-call]
        run_storage=InMemoryRunStorage(),
        event_storage=ForgetfulEventLog(),
        compute_log_manager=NoOpComputeLogManager(),
        run_coordinator=DefaultRunCoordinator(),
        run_launcher=SyncInMemoryRunLauncher(),
    )


#: What ``dagster.yaml`` of the service says: nothing is sent away, nobody is asked for an address, one run at a time.
CONFIGURATION = """\
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
run_monitoring: # a run whose process was killed has failed
  enabled: true
event_log_storage:
  module: pipelines.instance
  class: ServiceEventLog
  config:
    base_dir: {base_dir}
"""

#: Setting of Dagster: events that are told together are stored together.
BATCHED = {"DAGSTER_EVENT_BATCH_SIZE": "1000"}


class ServiceEventLog(SqliteEventLogStorage):
    """Events as Dagster keeps them, but a database stays open and events that are told together are one transaction.

    Dagster opens, asks and syncs two databases for each event, 15 ms of one core: to tell of the sample county, 2,353
    years and tables and 270 checks, takes 41 s, and here 4.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._open: dict[str, Any] = {}
        super().__init__(*arguments, **named)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "ServiceEventLog":
        """What ``dagster.yaml`` asks for; that of the class below makes one of its own."""
        return cls(inst_data=inst_data, **config_value)

    @property
    def supports_partition_subset_in_asset_materialization_planned_events(self) -> bool:
        """One planned event an asset, not one a year."""
        return True

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Any]:
        with self._db_lock:
            engine = self._open.get(shard) or self._begin(shard)
            with engine.begin() as connection:
                yield connection

    def _begin(self, shard: str) -> Any:
        """Open a database; besides the index, that of one run at a time."""
        for other in self._open.keys() - {INDEX_SHARD_NAME}:
            self._open.pop(other).dispose()
        engine = create_engine(self.conn_string_for_shard(shard), connect_args={"timeout": 60})
        self._initdb(engine)
        with engine.connect() as connection:  # the one that is kept, as nobody else waits for a second one
            # written ahead, a crash of the machine may take the last events and breaks nothing
            connection.exec_driver_sql("pragma synchronous = normal")
        return self._open.setdefault(shard, engine)

    def store_event_batch(self, events: Sequence[dg.EventLogEntry]) -> None:
        """Store materialisations of one run in one transaction, and what else there is one by one."""
        made: list[dg.EventLogEntry] = []
        for event in events:
            is_made = event.is_dagster_event and event.get_dagster_event().is_step_materialization
            made.append(event) if is_made else self.store_event(event)
        if not made:
            return
        with self.run_connection(made[0].run_id) as connection:
            connection.execute(self.prepare_insert_event_batch(made))
        with self.index_connection() as connection:
            keys = [self._insert(connection, event) for event in made]
            self._store_asset_event_tags(connection, made, keys)
            last = {event.get_dagster_event().asset_key: (event, key) for event, key in zip(made, keys, strict=True)}
            for event, key in last.values():
                self._store_asset_event(connection, event, key)

    def _insert(self, connection: Any, event: dg.EventLogEntry) -> int:
        """Store one event in a database that is open; returns its number there."""
        (key,) = connection.execute(self.prepare_insert_event(event)).inserted_primary_key or (0,)
        return int(key)


def service_instance(home: Path) -> dg.DagsterInstance:
    """The instance of the service, which is made if it is not there."""
    home.mkdir(parents=True, exist_ok=True)
    written = CONFIGURATION.format(base_dir=json.dumps(str(home / "history" / "runs")))
    (home / "dagster.yaml").write_text(written, encoding="utf-8")
    return dg.DagsterInstance.from_config(str(home))
