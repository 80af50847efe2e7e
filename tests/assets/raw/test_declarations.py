"""All declarations together, against all delivered files of the sample."""

import hashlib
import re
import time
from collections import Counter
from pathlib import Path

import pytest

import assets
from assets.raw import load_printed_tables
from pipelines.reading import RawCell, judge_rows, raw_frame, read_observations, read_raw, recognise
from tests.assets.raw.conftest import Delivered

#: In how many delivered files a table is: in one for each of the twenty years if it is expected yearly, else in one.
TABLES = {
    name: 20 if spec.deliver == "annual" and spec.region_levels else 1
    for name, spec in load_printed_tables().items()
    if spec.vintage != "returned"  # forms are tried in tests/pipelines/deliveries/requests
}


def test_there_is_one_declaration_a_table() -> None:
    assert {*TABLES, "departments__form"} == {path.stem for path in (assets.FOLDER / "raw").glob("*.yaml")}
    assert sum(spec.deliver == "annual" for spec in load_printed_tables().values()) >= 3


@pytest.mark.parametrize("table", TABLES)
def test_a_declaration_names_no_region_no_file_and_no_position(table: str) -> None:
    layouts = [layout.model_dump_json() for layout in load_printed_tables()[table].layouts]
    for text in layouts:
        assert not re.search(r"渠县|四川(?!2007)|xlsx|Sheet", text)


def test_every_delivered_file_is_recognised_by_its_content(delivered: Delivered) -> None:
    found: Counter[str] = Counter()
    for name, sheets in delivered.items():
        tables = recognise(sheets, f"改了名字{Path(name).suffix}")
        assert tables
        found.update(recognised.table for recognised in tables)
    assert found == TABLES


def test_every_cell_of_the_sample_is_read_and_every_total_holds(delivered: Delivered) -> None:
    for table, raw in raw_cells(delivered).items():
        observations, checks = read_observations(load_printed_tables()[table], raw)
        assert not observations.empty
        assert list(judge_rows(f"raw.{table}", raw_frame(raw), {})) == []
        if table != "energy_yearbook__provincial_balance":  # its misprints are tested beside it
            assert {check.outcome for check in checks} == {"passed"}


def raw_cells(delivered: Delivered) -> dict[str, list[RawCell]]:
    """Raw cells of all files by table."""
    cells: dict[str, list[RawCell]] = {}
    for name, sheets in delivered.items():
        digest = hashlib.sha256(name.encode()).hexdigest()
        for held in recognise(sheets, name):
            spec = load_printed_tables()[held.table]
            found = read_raw(spec, sheets, digest, name, region_code=held.region_code, periods=held.periods)
            cells.setdefault(held.table, []).extend(found)
    return cells


def test_reading_the_sample_is_fast(delivered: Delivered) -> None:
    """A third of a second on a free core; the bound is for a loop that should not be there."""
    specs = load_printed_tables()
    known = [(name, sheets, found.table) for name, sheets in delivered.items() for found in recognise(sheets, name)]
    start = time.process_time()
    for name, sheets, table in known:
        read_observations(specs[table], read_raw(specs[table], sheets, "0" * 64, name))
    assert time.process_time() - start < 3
