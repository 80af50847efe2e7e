"""Six blocks on a scheduler, two workers and an S3-compatible store: a worker dies, the store is out of reach.

What comes of it is what one run over the six gives, row by row; nothing is published by halves; and a block has no more
memory than its setting allows.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pyarrow import fs

from pipelines.blocks.inbox import blocks_in
from pipelines.blocks.national import MARTS
from pipelines.deliveries.register import read_register
from pipelines.deliveries.register.beside import MANIFEST
from pipelines.lake.releases import CONTENT, current_release, read_list, verify_release
from pipelines.settings import memory_bytes
from tests.cluster.parts import CHILD, Cluster, children_of, said_by, wait_for, watched_memory
from tests.conftest import TOWN, TOWN_ASKED
from tests.deliveries import GAS, INDUSTRY, REVISED_GAS, ROOT, with_cells

BLOCKS = 6
MEMORY = "1200MB"
ASKED = {f"QINGDAN_{name.upper()}": value for name, value in TOWN_ASKED.items()}

#: Of a rule, how many rows of a run broke it, and the number of a place among them.
OF_A_RUN = {"check_results": ("rows_checked", "rows_failed", "place_number")}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What six counties of one province deliver, a folder each."""
    folder = tmp_path_factory.mktemp("deliveries")
    (sample := folder / "one").mkdir()
    for path in (*TOWN, INDUSTRY.with_name(MANIFEST)):
        shutil.copy(path, sample)
    program = [sys.executable, "-m", "tests.benchmarks.programs.county_files", sample, folder / "six", str(BLOCKS)]
    subprocess.run(program, cwd=ROOT, check=True, capture_output=True)
    return folder / "six"


@pytest.fixture(scope="module")
def single(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of one run over the province, without a cluster."""
    data = tmp_path_factory.mktemp("single")
    inboxes = [part for folder in sorted(inbox.iterdir()) for part in ("--inbox", folder)]
    command = [sys.executable, ROOT / "qingdan.py", "run", "--data", data, "--block", "51", *inboxes]
    subprocess.run(command, cwd=ROOT, env=dict(os.environ) | ASKED, check=True, capture_output=True)
    return current_release(data / "blocks" / "51")


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    (folder := tmp_path / "cluster").mkdir()
    made = Cluster(folder, MEMORY)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    made.environment |= ASKED
    with made.running:
        yield made


def different_rows(national: Path, alone: Path) -> dict[str, int]:
    """Tables of which only one of the two has some rows, and how many."""
    found = {}
    with duckdb.connect() as connection:
        for path in sorted((alone / MARTS).glob("*.parquet")):
            rows, without = [], OF_A_RUN.get(path.stem, ())
            for files in (national / MARTS / path.stem / "*" / "*.parquet", path):
                kept = f"* exclude ({', '.join(without)})" if without else "*"
                # a rule without a place is told by every run
                where = "where place_id != ''" if without else ""
                rows.append(f"(select {kept} from read_parquet('{files}', hive_partitioning = false) {where})")
            both = [f"({rows[a]} except all {rows[b]})" for a, b in ((0, 1), (1, 0))]
            ((count,),) = connection.execute(f"select count(*) from ({' union all '.join(both)})").fetchall()
            found |= {path.stem: count} if count else {}
    return found


def check_published(data: Path, blocks: int = BLOCKS) -> Path:
    """Every release is whole, every delivery accepted, nothing lies about; returns the union."""
    root, national = data / "blocks", current_release(data / "national")
    content = read_list(national, CONTENT)
    assert content
    assert len(blocks_in(root)) == len(content["blocks"]) == blocks
    for block, release in content["blocks"].items():
        assert current_release(root / block).name == release
        assert list(verify_release(current_release(root / block), root / block)) == []
        assert {file.state for file in read_register(root / block)} == {"accepted"}
    assert list(verify_release(national, data / "national")) == []
    assert list(data.rglob("releases/.*")) == []
    return national


def check_store(cluster: Cluster) -> None:
    """Every object is what its name says, and every file that a result names is there."""
    system, root = fs.FileSystem.from_uri(cluster.store)
    found = system.get_file_info(fs.FileSelector(root, recursive=True))
    files = {info.base_name: info.path for info in found if info.type == fs.FileType.File and info.size}
    results = 0
    for name, path in files.items():
        with system.open_input_stream(path) as source:
            content = source.read()
        if name.endswith(".json"):
            results += 1
            assert {*json.loads(content)["result"]["files"].values()} <= {*files}
        else:
            assert hashlib.sha256(content).hexdigest() == name
    assert results >= BLOCKS


def in_the_middle_of_a_block(cluster: Cluster, worker: str) -> bool:
    tables = list(cluster.scratch(worker).glob("blocks/*/lake/core/*.parquet"))
    return len(tables) > 3 and not list(cluster.scratch(worker).glob("blocks/*/CURRENT"))


def test_a_worker_dies_and_the_store_is_out_of_reach_and_nobody_sees_it(
    cluster: Cluster, inbox: Path, single: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    victim = cluster.workers[0]
    with watched_memory(cluster) as memory:
        command = cluster.qingdan("blocks", "run", "--data", data, "--inbox", inbox)
        wait_for(lambda: in_the_middle_of_a_block(cluster, "1"))
        (orphan,) = children_of(victim)
        victim.kill()
        victim.wait()
        with cluster.without_store():
            assert not list((data / "blocks").glob("*/releases")), "nothing is published while blocks are made"
            time.sleep(8)
        wait_for(lambda: CHILD not in said_by(orphan, "cmdline"), 5)
        for _ in range(4):  # whenever the last block is written, too
            time.sleep(6)
            with cluster.without_store():
                time.sleep(4)
        out, err = command.communicate(timeout=900)
    assert command.returncode == 0, err
    assert out.count("✓") == BLOCKS
    assert different_rows(check_published(data), single) == {}
    check_store(cluster)
    assert 0 < max(memory.values()) < memory_bytes(MEMORY)


def test_a_block_that_changes_is_made_by_a_worker_and_no_other(cluster: Cluster, inbox: Path, tmp_path: Path) -> None:
    data, two = tmp_path / "data", tmp_path / "two"
    chosen = sorted(inbox.iterdir())[-2:]
    for folder in chosen:
        shutil.copytree(folder, two / folder.name)
    first = cluster.qingdan("blocks", "run", "--data", data, "--inbox", two)
    out, err = first.communicate(timeout=600)
    assert first.returncode == 0, err
    before = check_published(data, 2)
    with_cells(two / chosen[-1].name / GAS.name, two / chosen[-1].name, "供气量", REVISED_GAS)
    again = cluster.qingdan("blocks", "run", "--data", data, "--inbox", two, "--lang", "en")
    out, err = again.communicate(timeout=600)
    assert again.returncode == 0, err
    assert (out.count("✓"), out.count("1 blocks have not changed")) == (1, 1)
    assert check_published(data, 2) != before
