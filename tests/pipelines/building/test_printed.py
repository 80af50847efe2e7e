"""Printed tables: raw cells and staged observations are judged whole, and written by year or not at all."""

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from assets.needs import Run
from pipelines.building.printed import build_raw, build_staged, read_years
from pipelines.building.table import Built
from pipelines.deliveries.intake import take_in
from pipelines.lake.files import Lake
from pipelines.reading import frames, observe
from pipelines.settings import Settings
from schemas.contract import load_contract
from schemas.problems import Refusals
from tests.deliveries import GAS

TABLE = "gas__supply"
WANTED = {"2022": "made from", "2023": "made from", "1999": "made from"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A data folder in which one table was delivered."""
    take_in(Settings(data_dir=tmp_path), [GAS])
    return Run(tmp_path, ("511725",), (2022, 2023), ())


def test_years_are_slices_of_a_file_and_one_without_a_row_is_known(run: Run) -> None:
    lake = Lake(run.data_dir / "lake")
    for layer, build in (("raw", build_raw), ("staged", build_staged)):
        build(TABLE, run, WANTED)
        known = lake.record(f"{layer}/{TABLE}").partitions
        assert (known["1999"].rows, known["1999"].sha256) == (0, "")
        for year in ("2022", "2023"):
            rows = read_years(lake, f"{layer}/{TABLE}", [year])
            assert {period[:4] for period in rows["period"].to_pylist()} == {year}
            assert rows.num_rows == known[year].rows > 0
        (file,) = lake.verified_files(f"{layer}/{TABLE}", ["2022", "2023"])
        assert parquet.read_metadata(file).num_rows == known["2022"].rows + known["2023"].rows, "2024 was not wanted"


@pytest.mark.parametrize(("layer", "build"), [("raw", build_raw), ("staged", build_staged)])
def test_years_that_are_built_one_by_one_give_the_same_file_as_all_at_once(
    run: Run, layer: str, build: Callable[..., Built]
) -> None:
    lake, asset = Lake(run.data_dir / "lake"), f"{layer}/{TABLE}"
    build_raw(TABLE, run, WANTED)
    build(TABLE, run, WANTED)
    at_once = lake.file(asset).read_bytes()
    lake.file(asset).unlink()
    lake.file(asset, suffix=".json").unlink()
    for year in ("2023", "1999", "2022", "2023"):
        build(TABLE, run, {year: "made from"})
    assert lake.file(asset).read_bytes() == at_once
    assert [*lake.verified_files(asset, WANTED)] == [lake.file(asset)]


@pytest.mark.parametrize(("layer", "build"), [("raw", build_raw), ("staged", build_staged)])
def test_a_year_is_never_put_into_a_damaged_file(run: Run, layer: str, build: Callable[..., Built]) -> None:
    """The other years are forgotten: the next plan builds them again."""
    lake, asset = Lake(run.data_dir / "lake"), f"{layer}/{TABLE}"
    build_raw(TABLE, run, WANTED)
    build(TABLE, run, WANTED)
    path = lake.file(asset)
    path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    build(TABLE, run, {"2022": "made from"})
    assert sorted(lake.record(asset).partitions) == ["1999", "2022"]
    assert {period[:4] for period in parquet.read_table(path)["period"].to_pylist()} == {"2022"}


def test_every_rule_of_the_contract_is_reported_for_each_year(run: Run) -> None:
    build_raw(TABLE, run, WANTED)
    built = build_staged(TABLE, run, WANTED)
    results = [(check["table_name"], check["rule_code"], check["found"]) for check in built.checks[:2]]
    assert results == [
        (f"staged.{TABLE}", "E-CONTRACT", []),
        (f"staged.{TABLE}", "E-DUP-KEY", []),
    ]
    assert built.checks[0]["rows_checked"] == built.rows


def test_observations_that_break_the_contract_are_refused_with_file_and_cells_and_nothing_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_raw(TABLE, run, WANTED)
    wrong = ["B21", "E22"]
    staged_frame = frames.staged_frame

    def misplaced(observations):  # type: ignore[no-untyped-def]
        rows = staged_frame(observations)
        return rows.assign(region_code=rows["region_code"].mask(rows["cell"].isin(wrong), "渠县"))

    monkeypatch.setattr(observe, "staged_frame", misplaced)
    with pytest.raises(Refusals) as refused:
        build_staged(TABLE, run, WANTED)
    places = [(refusal.code, refusal.place.file, refusal.place.cell) for refusal in refused.value.refusals]
    assert places == [("E-CONTRACT", GAS.name, cell) for cell in wrong]
    assert not (run.data_dir / "lake" / "staged").exists()


def test_raw_cells_that_break_the_contract_are_refused_with_file_and_cells_and_nothing_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "_position", lambda cell: (1, 1))
    monkeypatch.setattr("pipelines.reading.read.a1", lambda row, column: "??")
    with pytest.raises(Refusals) as refused:
        build_raw(TABLE, run, WANTED)
    assert {(r.code, r.place.file) for r in refused.value.refusals} == {
        ("E-CONTRACT", GAS.name),
        ("E-DUP-KEY", GAS.name),
    }
    assert not (run.data_dir / "lake").exists()


@pytest.mark.parametrize("layer", ["raw", "staged"])
def test_pandera_alone_judges_printed_tables(layer: str) -> None:
    """A rule in SQL beside their contract would never run."""
    assert load_contract(layer, TABLE).checks == ()
