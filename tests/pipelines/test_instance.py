"""The instance of the service keeps what Dagster's own keeps, and stores together what is told together."""

from pathlib import Path

import dagster as dg
import yaml

from pipelines.instance import ServiceEventLog, forgetful_instance, remembers, service_instance

KEY = dg.AssetKey(["raw", "table"])


def test_the_instance_of_the_service_remembers_and_that_of_a_command_does_not(tmp_path: Path) -> None:
    with service_instance(tmp_path) as kept, forgetful_instance() as forgetful:
        assert (remembers(kept), remembers(forgetful)) == (True, False)
        assert isinstance(kept.event_log_storage, ServiceEventLog)


def test_nothing_is_sent_nobody_is_asked_and_one_run_goes_at_a_time(tmp_path: Path) -> None:
    with service_instance(tmp_path / "it's here: #1"):
        said = yaml.safe_load((tmp_path / "it's here: #1" / "dagster.yaml").read_text(encoding="utf-8"))
    assert (said["telemetry"], said["nux"]) == ({"enabled": False}, {"enabled": False})
    assert said["concurrency"]["runs"]["max_concurrent_runs"] == 1


def test_events_are_there_when_the_instance_is_opened_again(tmp_path: Path) -> None:
    with service_instance(tmp_path) as first:
        first.report_runless_asset_event(dg.AssetMaterialization(KEY, partition="2020", metadata={"rows": 3}))
    with service_instance(tmp_path) as second:
        event = second.get_latest_materialization_event(KEY)
        assert event
        assert event.asset_materialization
        assert event.asset_materialization.metadata["rows"].value == 3
        assert second.get_materialized_partitions(KEY) == {"2020"}


def test_a_batch_is_stored_as_its_events_are_one_by_one(tmp_path: Path) -> None:
    """Every year is there, the last one is the latest, and each has its place in the history."""
    with service_instance(tmp_path / "one by one") as apart, service_instance(tmp_path / "together") as together:
        for instance in (apart, together):
            told = []
            store = instance.event_log_storage
            instance.event_log_storage.store_event = told.append  # type: ignore[method-assign]
            for year in ("2020", "2021", "2022"):
                instance.report_runless_asset_event(dg.AssetMaterialization(KEY, partition=year))
            instance.report_runless_asset_event(dg.AssetCheckEvaluation(KEY, "contract", passed=True))
            del store.store_event  # type: ignore[misc]
            if instance is together:
                store.store_event_batch(told)
            else:
                for event in told:
                    store.store_event(event)
        seen = [
            (
                sorted(instance.get_materialized_partitions(KEY)),
                [record.partition_key for record in instance.fetch_materializations(KEY, limit=9).records],
                instance.get_latest_materialization_event(KEY).asset_materialization.partition,  # type: ignore[union-attr]
                len(instance.event_log_storage.get_asset_check_execution_history(dg.AssetCheckKey(KEY, "contract"), 9)),
            )
            for instance in (apart, together)
        ]
    assert seen[0] == seen[1] == (["2020", "2021", "2022"], ["2022", "2021", "2020"], "2022", 1)
