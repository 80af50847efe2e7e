"""Blocks computed by workers, each in a process with a limit of memory, against a run without workers."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.blocks.coordinator import run_blocks
from pipelines.blocks.national import VIEWS
from pipelines.deliveries.register.beside import MANIFEST
from pipelines.lake.releases import current_release, verify_release
from pipelines.settings import Distribution, Settings, in_block, memory_bytes, read_environment
from tests.conftest import TOWN
from tests.deliveries import INDUSTRY
from tests.pipelines.test_blocks import QUXIAN, gas_of

ASKED: dict[str, Any] = {"years": "2024", "bases": "provincial_2011-sar"}


def test_a_block_that_a_worker_made_is_the_release_that_a_run_makes(town: Path, tmp_path: Path) -> None:
    settings = replace(read_environment(), data_dir=tmp_path / "data")
    (inbox := tmp_path / "inbox").mkdir()
    for path in (*TOWN, INDUSTRY.with_name(MANIFEST)):
        shutil.copy(path, inbox)
    outcome = run_blocks(replace(settings, inboxes=(inbox,)), Distribution(), by_county=True, show=lambda *_: None)
    assert (outcome.made, outcome.refusals) == ([QUXIAN], {})
    made = in_block(replace(settings, block=QUXIAN)).data_dir
    assert current_release(made).name == current_release(town).name
    assert list(verify_release(current_release(made), made)) == []
    assert outcome.national
    with duckdb.connect() as connection:
        connection.execute(f"set file_search_path = '{outcome.national}'")
        connection.execute((outcome.national / VIEWS).read_text(encoding="utf-8"))
        rows = connection.execute(
            "select region_level, region_code from national.inventory_rollup group by all"
        ).fetchall()
        ((provinces,),) = connection.execute("select list(distinct province) from marts.county_inventory").fetchall()
    assert {*rows} == {("prefecture", "511700"), ("province", "510000"), ("country", "100000")}
    assert provinces == ["51"]


@pytest.mark.parametrize("limit", ["150MB", "400MB"])
def test_a_block_too_large_for_the_limit_is_refused_with_the_name_of_the_setting(
    limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QINGDAN_MEMORY", limit)
    gas_of(QUXIAN, tmp_path / "inbox")
    settings = Settings(tmp_path / "data", inboxes=(tmp_path / "inbox",), **ASKED)
    outcome = run_blocks(settings, Distribution(), by_county=True, show=lambda *_: None)
    (refusal,) = outcome.refusals[QUXIAN]
    assert (refusal.code, refusal.details["expected"]) == ("E-MEMORY", limit)
    assert "QINGDAN_MEMORY" in refusal.render()
    assert not (settings.data_dir / "blocks" / QUXIAN / "releases").exists()


def test_a_limit_of_memory_is_read_as_duckdb_reads_it() -> None:
    for limit in ("6GB", "1.5GiB", "512MB", "800KB"):
        with duckdb.connect(config={"memory_limit": limit}) as connection:
            ((told,),) = connection.execute("select current_setting('memory_limit')").fetchall()
        number, unit = told.split()
        assert memory_bytes(limit) == pytest.approx(memory_bytes(f"{number}{unit}"), rel=0.06), json.dumps(told)
