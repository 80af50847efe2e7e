"""A run in this process: what it reports, and what it leaves when it does not end well."""

import errno
from pathlib import Path
from typing import Any

import duckdb
import pytest

import assets.core.regions
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.register import registered_files
from pipelines.execute import Outcome, execute
from pipelines.lake.releases import current_release
from pipelines.settings import Settings
from schemas.problems import Misuse, Refusal
from tests.conftest import BuiltRelease
from tests.deliveries import DELIVERED, GAS, SAMPLE, state_of

Row = dict[str, Any]


def go(data_dir: Path, **asked: Any) -> Outcome:
    return execute(Settings(data_dir=data_dir, **asked), lambda *progress: None)


def test_a_second_run_has_nothing_to_do_and_says_so(sample: BuiltRelease, folder: Path) -> None:
    before = state_of(folder / "releases")
    outcome = go(folder, inboxes=(SAMPLE,))
    assert (outcome.executed, outcome.refusals, outcome.report.registered) == ([], [], [])
    assert {notice.code for notice in outcome.report.notices} == {"I-SAME-FILE"}
    assert len(outcome.report.notices) == DELIVERED
    assert state_of(folder / "releases") == before
    assert current_release(folder).name == sample.folder.name


def test_progress_goes_from_nothing_to_everything(folder: Path) -> None:
    (folder / "lake" / "core" / "regions.parquet").unlink()
    (folder / "lake" / "marts" / "check_results.parquet").unlink()
    seen: list[tuple[int, int, str]] = []
    outcome = execute(Settings(data_dir=folder), lambda *progress: seen.append(progress))
    assert outcome.executed == ["core/regions", "marts/check_results"]
    assert seen == [(0, 2, "行政区划"), (1, 2, "行政区划"), (1, 2, "检查结果"), (2, 2, "检查结果")]


def test_only_the_files_in_the_way_are_read(folder: Path) -> None:
    """An incremental run needs neither the inbox nor the files that were read before."""
    (folder / "lake" / "core" / "regions.parquet").unlink()
    assert go(folder).executed == ["core/regions"]


def one_bad_region(run: object) -> list[Row]:
    names = {"name_zh": "渠县", "name_en": "Qu County", "region_level": "county", "parent_code": "511700"}
    return [names | {"region_code": "5117", "is_reported": True}]


def test_a_table_that_breaks_its_contract_stops_what_depends_on_it_and_writes_nothing(
    sample: BuiltRelease, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets.core.regions, "build", one_bad_region)
    before = state_of(folder)
    outcome = go(folder, years="2010-2024")
    (refusal,) = outcome.refusals
    assert refusal.code == "E-CONTRACT"
    assert "core.regions" in refusal.render()
    assert "region_code" in refusal.render()
    assert not any(name.startswith("marts/") for name in outcome.executed)
    assert not {"core/observations", "release/package"}.intersection(outcome.executed)
    after = state_of(folder)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed, "what does not depend on it was built"
    assert not any(name.startswith(("lake/core/regions", "lake/marts", "releases", "CURRENT")) for name in changed)
    assert current_release(folder).name == sample.folder.name


def test_an_error_of_the_program_is_told_and_not_taken_for_a_result(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets.core.regions, "build", lambda run: [1 / 0])
    with pytest.raises(RuntimeError, match=r"^ZeroDivisionError: division by zero\n"):
        go(folder, years="2010-2024")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_is_a_refusal_with_a_remedy(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes, **how: bool) -> None:
        raise OSError(number, "no")

    (folder / "lake" / "core" / "regions.parquet").unlink()
    monkeypatch.setattr("pipelines.lake.files.write_bytes", full)
    (refusal,) = go(folder).refusals
    assert (refusal.code, refusal.place.file) == ("E-DISK-FULL", "core/regions")
    assert "腾出空间" in refusal.render()


@pytest.mark.parametrize("error", [MemoryError(), duckdb.OutOfMemoryException("failed to allocate 32 KB\n(limit)")])
def test_want_of_memory_names_the_setting_and_no_delivery_is_set_aside_for_it(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(run: object) -> list[Row]:
        raise error

    take_in(Settings(tmp_path), [GAS])
    monkeypatch.setattr(assets.core.regions, "build", fail)
    refusal = go(tmp_path, years="2024", memory="3GB").refusals[0]
    assert (refusal.code, refusal.place.file, refusal.details["expected"]) == ("E-MEMORY", "core/regions", "3GB")
    assert "QINGDAN_MEMORY" in refusal.render()
    assert [file.state for file in registered_files(tmp_path)] == ["on trial"]


@pytest.mark.parametrize("years", ["1975", "2005-2099"])
def test_years_that_cannot_have_data_are_refused(years: str, folder: Path) -> None:
    with pytest.raises(Refusal) as refused:
        go(folder, years=years)
    assert (type(refused.value), refused.value.code, refused.value.details["found"]) == (Misuse, "E-USE", years)
    assert refused.value.details["expected"].startswith("1980")
