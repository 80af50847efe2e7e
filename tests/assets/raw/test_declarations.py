"""All declarations together, against all delivered files of the sample."""

import re
import time
from collections import Counter

import pytest

from assets.builders.printed_table import (
    load_table_specs,
    raw_frame,
    read_observations,
    read_raw,
    recognise,
    staged_frame,
)
from schemas.contract import load_contract
from tests.assets.raw.conftest import Delivered

TABLES = {
    "energy_yearbook__provincial_balance": 1,
    "gas__supply": 1,
    "grid__electricity_by_sector": 20,
    "industry__energy_consumption": 20,
    "industry__energy_transformation": 20,
    "yearbook__crop_areas": 1,
    "yearbook__gdp": 1,
    "yearbook__industrial_products": 1,
    "yearbook__population": 1,
}


def test_there_is_one_declaration_a_table() -> None:
    assert set(load_table_specs()) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_declaration_names_no_region_no_file_and_no_position(table: str) -> None:
    layouts = [layout.model_dump_json() for layout in load_table_specs()[table].layouts]
    for text in layouts:
        assert not re.search(r"渠县|四川(?!2007)|xlsx|Sheet", text)


def test_every_delivered_file_is_recognised_by_its_content(delivered: Delivered) -> None:
    found = Counter()
    for sheets in delivered.values():
        tables = recognise(sheets, "改了名字")
        assert tables
        found.update(recognised.table for recognised in tables)
    assert found == TABLES


def test_every_cell_of_the_sample_is_read_and_every_total_holds(delivered: Delivered) -> None:
    specs = load_table_specs()
    for name, sheets in delivered.items():
        for recognised in recognise(sheets, name):
            spec = specs[recognised.table]
            raw = read_raw(spec, sheets, "0" * 64, name, region_code=recognised.region_code, periods=recognised.periods)
            observations, checks = read_observations(spec, raw)
            assert load_contract("raw", spec.name).judge(raw_frame(raw)) == []
            assert load_contract("staged", spec.name).judge(staged_frame(observations)) == []
            if spec.name != "energy_yearbook__provincial_balance":  # its misprints are tested beside it
                assert {check.outcome for check in checks} == {"passed"}


def test_reading_the_sample_is_fast(delivered: Delivered) -> None:
    """A second is five times what it takes; a loop that should not be there costs more."""
    specs = load_table_specs()
    known = [(name, sheets, found.table) for name, sheets in delivered.items() for found in recognise(sheets, name)]
    start = time.process_time()
    for name, sheets, table in known:
        read_observations(specs[table], read_raw(specs[table], sheets, "0" * 64, name))
    assert time.process_time() - start < 1.5
