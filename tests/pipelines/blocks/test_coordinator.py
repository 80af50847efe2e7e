"""Blocks ordered, made and adopted: what changed and nothing else, whole or not at all, whatever happens on the way.

How a block is computed is not tried here but in `test_whole_blocks`: in its place stands a release of a single cell.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from pipelines.blocks import coordinator, worker
from pipelines.blocks.coordinator import Outcome, run_blocks
from pipelines.blocks.national import MARTS
from pipelines.blocks.orders import find_result, making_of
from pipelines.blocks.store import Store
from pipelines.blocks.worker import Computed
from pipelines.deliveries import trial
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register import read_register, registered_files
from pipelines.lake.digests import source_tree_digest
from pipelines.lake.journal import head_of
from pipelines.lake.releases import CONTENT, current_release, publish_folder, read_list, verify_release
from pipelines.settings import Distribution, Settings, in_block
from schemas.problems import Place, Refusal
from tests.commands import ask
from tests.pipelines.blocks.test_national import CONTRACT, cell
from tests.pipelines.test_blocks import DAZHU, HECHUAN, QUXIAN, gas_of

Compute = Callable[[Settings], Computed]
HERE = Distribution()


def computed(settings: Settings, status: str = "current") -> Computed:
    """Publish a release in which every file in force has one cell, and accept the deliveries."""
    data_dir = settings.data_dir
    staging = data_dir / "releases" / ".staging"
    table = staging / MARTS / "county_inventory.parquet"
    table.parent.mkdir(parents=True)
    files = registered_files(data_dir)
    cells = [cell(settings.block, file.size_bytes) for file in files]
    parquet.write_table(pa.Table.from_pylist(cells, schema=CONTRACT.arrow_schema), table)
    content = {
        "status": status,
        "scope": {"regions": [settings.block], "years": settings.years, "bases": settings.bases},
        "inputs": [{"sha256": file.file_sha256, "file_name": file.file_name} for file in files],
        "source_tree": source_tree_digest(),
    }
    publish_folder(data_dir, staging, content, {"register": head_of(read_journal(data_dir))})
    trial.accept(data_dir)
    return Computed([], [])


class Blocks:
    """Some counties, each a block, and what becomes of them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.settings = Settings(folder / "data", inboxes=(folder / "inbox",))
        self.inbox = folder / "inbox"
        self.store = Store(str(folder / "data" / "store"))
        self.asked: list[str] = []
        self.compute: Compute = computed
        monkeypatch.setattr(worker, "_compute", self._compute)

    def _compute(self, settings: Settings) -> Computed:
        self.asked.append(settings.block)
        return self.compute(settings)

    def deliver(self, *codes: str, sold: float = 0) -> None:
        for code in codes:
            gas_of(code, self.inbox, sold)

    def run(self, where: Distribution = HERE) -> Outcome:
        self.asked.clear()
        return run_blocks(self.settings, where, by_county=True, show=lambda *_: None)

    def block(self, code: str) -> Settings:
        return in_block(replace(self.settings, block=code, inboxes=()))

    def release(self, code: str) -> Path:
        return current_release(self.block(code).data_dir)


@pytest.fixture
def blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blocks:
    made = Blocks(tmp_path, monkeypatch)
    made.deliver(QUXIAN, DAZHU)
    return made


def content_of(release: Path) -> dict[str, Any]:
    content = read_list(release, CONTENT)
    assert content is not None
    return content


def codes_of(outcome: Outcome) -> dict[str, list[str]]:
    return {block: [refusal.code for refusal in refusals] for block, refusals in outcome.refusals.items()}


def failing(code: str, answer: Exception | Computed, times: float = float("inf")) -> Compute:
    """Computes all blocks but one, of which it has another answer for some times."""
    left = times

    def compute(settings: Settings) -> Computed:
        nonlocal left
        if settings.block != code or left <= 0:
            return computed(settings)
        left -= 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    return compute


def test_what_was_delivered_becomes_a_release_of_each_block_and_their_union(blocks: Blocks) -> None:
    outcome = blocks.run()
    assert (sorted(outcome.made), outcome.refusals) == ([DAZHU, QUXIAN], {})
    for code in (QUXIAN, DAZHU):
        own = blocks.block(code).data_dir
        assert [file.state for file in read_register(own)] == ["accepted"]
        assert list(verify_release(blocks.release(code), own)) == []
    assert outcome.national
    said = content_of(outcome.national)
    assert said["blocks"] == {code: blocks.release(code).name for code in (DAZHU, QUXIAN)}
    assert f"{MARTS}county_inventory/province=51/{QUXIAN}.parquet" in said["files"]
    assert ask("verify", "--data", blocks.settings.data_dir / "national").code == 0
    assert [path.name for path in blocks.release(QUXIAN).parent.iterdir()] == [blocks.release(QUXIAN).name]


def test_blocks_of_which_nothing_changed_are_not_made(blocks: Blocks) -> None:
    first = blocks.run()
    again = blocks.run()
    assert (again.made, again.kept, blocks.asked) == ([], [DAZHU, QUXIAN], [])
    assert again.national == first.national


def test_a_block_that_changes_is_made_again_and_no_other(blocks: Blocks) -> None:
    first, kept = blocks.run(), blocks.release(DAZHU)
    blocks.deliver(QUXIAN, sold=1)
    outcome = blocks.run()
    assert (outcome.made, outcome.kept, blocks.asked) == ([QUXIAN], [DAZHU], [QUXIAN])
    assert blocks.release(DAZHU) == kept
    assert outcome.national
    assert outcome.national != first.national
    file = f"{MARTS}county_inventory/province=51/{DAZHU}.parquet"
    assert (outcome.national / file).stat().st_ino == (kept / MARTS / "county_inventory.parquet").stat().st_ino


def test_a_block_that_joins_leaves_the_others_as_they_are(blocks: Blocks) -> None:
    blocks.run()
    blocks.deliver(HECHUAN)
    outcome = blocks.run()
    assert (outcome.made, blocks.asked) == ([HECHUAN], [HECHUAN])
    assert outcome.national
    assert {name.split("/")[4] for name in content_of(outcome.national)["files"] if MARTS in name} == {
        "province=50", "province=51",
    }  # fmt: skip


def test_nothing_to_make_blocks_of_is_told(tmp_path: Path) -> None:
    answer = ask("blocks", "run", "--data", tmp_path / "data")
    assert (answer.code, answer.err.split()[0]) == (1, "E-MISSING-FILE")


def test_a_refused_file_stops_no_block(blocks: Blocks) -> None:
    (blocks.inbox / "511724").mkdir()
    (blocks.inbox / "511724" / "notes.csv").write_text("nothing", encoding="utf-8")
    outcome = blocks.run()
    assert (sorted(outcome.made), codes_of(outcome)) == ([DAZHU, QUXIAN], {DAZHU: ["E-TABLE-UNKNOWN"]})
    (blocks.inbox / "511724" / "notes.csv").unlink()
    assert blocks.run().made == []


def test_a_refused_block_stops_no_other_and_what_was_set_aside_stays_so(blocks: Blocks) -> None:
    refusal = Refusal("E-NUM", Place("大竹县供气量.xlsx"), found="x")

    def refused(settings: Settings) -> Computed:
        if settings.block != DAZHU:
            return computed(settings)
        trial.set_aside(settings.data_dir, [refusal])
        return Computed([refusal.as_record()], [])

    blocks.compute = refused
    outcome = blocks.run()
    assert (outcome.made, codes_of(outcome)) == ([QUXIAN], {DAZHU: ["E-NUM"]})
    (file,) = read_register(blocks.block(DAZHU).data_dir)
    assert (file.state, file.reason) == ("set aside", refusal.render())


def test_a_block_too_large_for_its_worker_is_refused_and_its_deliveries_are_not(blocks: Blocks) -> None:
    lacking = Refusal("E-MEMORY", Place(DAZHU), found="out of memory", expected="1GB")
    blocks.compute = failing(DAZHU, coordinator.Refusals([lacking]))
    outcome = blocks.run()
    assert (outcome.made, codes_of(outcome)) == ([QUXIAN], {DAZHU: ["E-MEMORY"]})
    assert "QINGDAN_MEMORY" in outcome.refusals[DAZHU][0].render()
    assert blocks.asked.count(DAZHU) == 1, "the same machine would say the same again"
    blocks.compute = computed
    assert blocks.run().made == [DAZHU]


def test_a_block_whose_worker_broke_down_is_ordered_again(blocks: Blocks) -> None:
    blocks.compute = failing(DAZHU, RuntimeError("power cut"), times=1)
    outcome = blocks.run()
    assert (sorted(outcome.made), outcome.refusals) == ([DAZHU, QUXIAN], {})
    assert sorted(blocks.asked) == [DAZHU, DAZHU, QUXIAN]


def test_one_that_breaks_down_always_is_told_and_the_others_are_published(blocks: Blocks) -> None:
    blocks.compute = failing(DAZHU, RuntimeError("power cut"))
    outcome = blocks.run()
    assert codes_of(outcome) == {DAZHU: ["E-BLOCK-UNDONE"]}
    assert "power cut" in outcome.refusals[DAZHU][0].render()
    assert outcome.national
    assert [*content_of(outcome.national)["blocks"]] == [QUXIAN]
    assert content_of(outcome.national)["blocks_without_release"] == [DAZHU]


def test_what_a_worker_made_is_adopted_by_the_next_command_if_this_one_is_cut_off(
    blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(coordinator, "_adopt", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            blocks.run()
    assert not list(blocks.block(QUXIAN).data_dir.glob("releases/*"))
    outcome = blocks.run()
    assert (sorted(outcome.made), blocks.asked) == ([DAZHU, QUXIAN], [])


def test_a_result_of_which_something_is_missing_is_none(blocks: Blocks) -> None:
    blocks.run()
    own = blocks.block(QUXIAN)
    asked = replace(own, years="2005-2024")
    result = find_result(blocks.store, QUXIAN, making_of(asked))
    assert result is not None
    digest = result.files[f"releases/{result.release}/{CONTENT}"]
    Path(blocks.store.address, "objects", digest[:2], digest).unlink()
    assert find_result(blocks.store, QUXIAN, making_of(asked)) is None


def test_what_is_delivered_while_a_block_is_made_is_not_lost(blocks: Blocks, tmp_path: Path) -> None:
    later = gas_of(DAZHU, tmp_path / "later", 7)

    def meanwhile(settings: Settings) -> Computed:
        if settings.block == DAZHU:
            take_in(blocks.block(DAZHU), [later])
        return computed(settings)

    blocks.compute = meanwhile
    outcome = blocks.run()
    assert (sorted(outcome.made), outcome.refusals) == ([DAZHU, QUXIAN], {})
    assert sorted(blocks.asked) == [DAZHU, DAZHU, QUXIAN]
    (file,) = registered_files(blocks.block(DAZHU).data_dir)
    assert (file.delivery_sequence > 2, file.state) == (True, "accepted")


def test_a_draft_is_told_and_is_no_part_of_the_union(blocks: Blocks) -> None:
    kept = blocks.run()
    blocks.deliver(DAZHU, sold=1)
    blocks.compute = lambda settings: computed(settings, "draft")
    outcome = blocks.run()
    assert (outcome.drafts, outcome.national) == ([DAZHU], kept.national)
    assert blocks.run().kept == [DAZHU, QUXIAN], "the draft waits for a person, not for another run"


def test_the_command_says_where_a_draft_lies_how_it_becomes_current_and_that_something_is_to_do(blocks: Blocks) -> None:
    typed = ("blocks", "run", "--data", blocks.settings.data_dir, "--inbox", blocks.inbox, "--by", "county")
    blocks.compute = lambda settings: computed(settings, "draft")
    answer = ask(*typed)
    assert answer.code == 1
    assert "✓" not in answer.out
    assert all(f"blocks/{block}/draft/report.html" in answer.out for block in (DAZHU, QUXIAN))
    assert "qingdan confirm 编号 --block" in answer.out
    assert "尚无已成为当前发布的分块" in answer.out
    blocks.compute = computed
    blocks.deliver(DAZHU, QUXIAN, sold=1)
    answer = ask(*typed)
    assert (answer.code, answer.out.count("✓"), "confirm" in answer.out) == (0, 2, False)
    assert "全国汇总：" in answer.out


def test_blocks_of_another_program_do_not_stand_beside_those_of_this_one(
    blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = blocks.run()
    monkeypatch.setattr("pipelines.blocks.national.source_tree_digest", lambda: "another")
    answer = ask("blocks", "union", "--data", blocks.settings.data_dir)
    assert (answer.code, answer.err.split()[0]) == (1, "E-STALE")
    assert current_release(blocks.settings.data_dir / "national") == outcome.national


def test_a_worker_with_another_program_makes_nothing(blocks: Blocks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "program_digest", lambda: "another program")
    assert codes_of(blocks.run()) == {DAZHU: ["E-BLOCK-PROGRAM"], QUXIAN: ["E-BLOCK-PROGRAM"]}
    assert blocks.asked == []


def test_a_missing_executor_is_told_before_anything_is_taken_in(
    blocks: Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "dagster_dask", None)
    answer = ask("blocks", "run", "--data", blocks.settings.data_dir, "--inbox", blocks.inbox, "--executor", "dask")
    assert (answer.code, answer.err.split()[0]) == (1, "E-EXECUTOR")
    assert not blocks.settings.data_dir.exists()


def test_the_command_tells_what_became_of_the_blocks(blocks: Blocks) -> None:
    typed = ("blocks", "run", "--data", blocks.settings.data_dir, "--inbox", blocks.inbox, "--by", "county")
    answer = ask(*typed)
    assert answer.code == 0, answer.err
    assert "✓ 511725 渠县" in answer.out
    assert "全国汇总：" in answer.out
    assert "2 个分块没有变化" in ask(*typed).out
    assert ask("blocks", "union", "--data", blocks.settings.data_dir).code == 0
    assert ask("blocks", "run", "--executor", "celery").code == 2
