"""The Dagster instance of a one-command run: it forgets what it is told, because the lake remembers what was built.

Dagster's own ephemeral instance keeps every event in an SQLite database in memory that nobody reads afterwards: that
is 3 of the 4 seconds of an empty graph of our size. ``dagster dev``, schedules and sensors run on a persistent one.
"""

from collections.abc import Sequence
from typing import Any

import dagster as dg
from dagster._core.instance.types import InstanceType
from dagster._core.launcher.sync_in_memory_run_launcher import SyncInMemoryRunLauncher
from dagster._core.run_coordinator import DefaultRunCoordinator
from dagster._core.storage.event_log import InMemoryEventLogStorage
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
