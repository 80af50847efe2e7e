"""What Dagster's pages are told of tables that a command built, asked of the instance that the pages ask."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pyarrow.parquet as parquet
import pytest

from assets import load_assets
from pipelines.history import tell
from pipelines.instance import service_instance
from pipelines.lake.files import Lake
from tests.conftest import BuiltRelease
from tests.deliveries import GAS
from tests.lakes import build_tables

STAGED = "staged/gas__supply"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of a few tables: one with years, what is computed from it, and a list."""
    data = tmp_path_factory.mktemp("history")
    build_tables(data, [GAS], until=["core/observations"]).close()
    return data


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with service_instance(tmp_path / "dagster") as made:
        yield made


def last_of(instance: dg.DagsterInstance, name: str) -> dg.AssetMaterialization:
    event = instance.get_latest_materialization_event(dg.AssetKey(name.split("/")))
    assert event
    assert event.asset_materialization
    return event.asset_materialization


def test_every_table_of_the_lake_is_told_with_its_rows_and_its_digest(data: Path, instance: dg.DagsterInstance) -> None:
    news, lake = tell(instance, data), Lake(data / "lake")
    assert set(news) == {name for name in load_assets() if lake.record(name).partitions}
    for name in ("core/observations", "core/regions"):
        metadata, path = last_of(instance, name).metadata, lake.file(name)
        assert metadata["dagster/row_count"].value == parquet.read_metadata(path).num_rows
        assert metadata["sha256"].value == lake.record(name).partitions["all"].sha256
        assert metadata["built"].value == pytest.approx(path.with_suffix(".json").stat().st_mtime)


def test_every_year_of_a_printed_table_is_told(data: Path, instance: dg.DagsterInstance) -> None:
    tell(instance, data)
    years = instance.get_materialized_partitions(dg.AssetKey(STAGED.split("/")))
    assert years == set(map(str, range(2005, 2025)))
    assert last_of(instance, STAGED).partition == "2024"
    assert last_of(instance, STAGED).metadata["dagster/row_count"].value == 5


def test_the_contract_and_each_rule_of_a_table_have_one_verdict(data: Path, instance: dg.DagsterInstance) -> None:
    tell(instance, data)
    contract = load_assets()["core/observations"].contract
    assert contract
    key = dg.AssetKey(["core", "observations"])
    for name in ("contract", *(rule.code.replace("-", "_") for rule in contract.checks)):
        (record,) = instance.event_log_storage.get_asset_check_execution_history(dg.AssetCheckKey(key, name), limit=9)
        assert record.status.value == "SUCCEEDED", name


def test_columns_lead_to_the_columns_they_come_from(data: Path, instance: dg.DagsterInstance) -> None:
    tell(instance, data)
    lineage = last_of(instance, "core/observations").metadata["dagster/column_lineage"].value.deps_by_column
    told = {(dep.asset_key.to_user_string(), dep.column_name) for dep in lineage["file_name"]}
    assert told == {("core/delivered_files", "file_name")}


def test_what_was_told_is_not_told_again(data: Path, instance: dg.DagsterInstance) -> None:
    assert tell(instance, data)
    assert tell(instance, data) == []


def test_of_a_table_that_changed_the_years_that_did_are_told(
    data: Path, instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    tell(instance, data)
    lake, key = Lake(data / "lake"), dg.AssetKey(STAGED.split("/"))
    record = lake.record(STAGED)
    changed = record.partitions | {"2007": replace(record.partitions["2007"], made_from="another making")}
    lake.keep(STAGED, replace(record, partitions=changed))
    try:
        assert tell(instance, data) == [STAGED]
    finally:
        lake.keep(STAGED, record)
    counts = instance.event_log_storage.get_materialized_partitions(key), last_of(instance, STAGED).partition
    assert counts == (set(map(str, range(2005, 2025))), "2007")
    assert tell(instance, data) == [STAGED], "as it was before is new again"


def test_a_run_that_built_them_is_named(data: Path, instance: dg.DagsterInstance) -> None:
    tell(instance, data, ("0123", "build_inventory"))
    for name in ("core/observations", STAGED):
        event = instance.get_latest_materialization_event(dg.AssetKey(name.split("/")))
        assert event
        assert (event.run_id, event.job_name) == ("0123", "build_inventory")


def test_a_folder_in_which_nothing_was_built_has_nothing_to_tell(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    assert tell(instance, tmp_path / "none") == []


def test_a_view_and_a_thing_of_the_release_are_told_too(sample: BuiltRelease, instance: dg.DagsterInstance) -> None:
    assert set(tell(instance, sample.data_dir)) == set(load_assets())
    package = last_of(instance, "release/package").metadata
    assert package["sha256"].value == sample.folder.name
    assert last_of(instance, "marts/inventory_trace").metadata["sha256"].value
