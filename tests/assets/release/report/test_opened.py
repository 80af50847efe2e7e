"""What opens below a number of the report: the tree of the trace, each row once, whatever its texts hold."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from assets.lineage import row_id
from assets.needs import TracedRow
from assets.release import report
from assets.release.numbers import wan
from assets.release.report import opened
from assets.release.report.opened import Opened
from pipelines.proof.labels import Cell, Factor, Row
from pipelines.proof.trace import Question, draw, trace, traced
from schemas import vocabulary
from schemas.contract import load_contract
from tests.conftest import BuiltRelease
from tests.trees import Trees

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=y>"


@pytest.fixture(scope="module")
def page(sample: BuiltRelease) -> bytes:
    return (sample.folder / "restricted" / "report.html").read_bytes()


@pytest.fixture(scope="module")
def trees(page: bytes) -> Trees:
    return Trees(page)


def lines_of_the_command(sample: BuiltRelease, address: str, year: int) -> list[str]:
    database = sample.folder / "restricted" / "qingdan.duckdb"
    return [line for node in trace(database, Question(address, year), 0, 0) for line in draw(node)]


def number_of(figure: str) -> Decimal:
    return Decimal(figure.replace(",", "").replace("−", "-"))


def written(page: Opened) -> Trees:
    marks = "".join(page.mark("1", *root) for root in [(table, row) for (table, _), row in page.roots.items()])
    return Trees(f'{marks}<script type="application/json" id="trees">{page.trees}</script>'.encode())


TABLES = [
    "marts.provincial_summary",
    "marts.form_cells",
    "marts.inventory_shares",
    "marts.county_indicators",
    "marts.indicator_changes",
    "marts.target_status",
    "marts.energy_by_sector",
    "marts.energy_balance",
    "marts.energy_by_industry",
    "marts.assessed_calibers",
    "marts.bridge_steps",
    "marts.grid_factors",
    "marts.cross_checks",
    "marts.yearly_changes",
]


def test_every_kind_of_number_is_compared(trees: Trees) -> None:
    assert {number.table for number in trees.numbers} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_number_opens_the_tree_of_the_trace(table: str, trees: Trees, sample: BuiltRelease) -> None:
    known = [number for number in trees.numbers if number.table == table and number.place is not None]
    for number in (known[0], known[-1]):
        lines = list(draw(trees.grow(number.place, number.year)))
        assert lines == lines_of_the_command(sample, f"{table}/{number.id}", number.year)
        assert len(lines) > 1


def test_a_notation_key_opens_to_who_has_the_data(sample: BuiltRelease) -> None:
    """Sample, IPCC 2006: of closed coal mines the county counts the mines, and no factor is known."""
    row = {"basis_id": "ipcc_2006-ar5", "region_code": "511725", "year": 2024, "category_code": "E.9", "gas": "CH4"}
    page = Opened(partial(traced, sample.connection))
    page.mark("NE", "marts.county_inventory", row)
    (number,) = (found := written(page)).numbers
    text = "\n".join(draw(found.grow(number.place, number.year)))
    assert "NE 已关闭煤矿数：缺少排放因子" in text
    assert "煤炭开采和矿后活动逃逸 E.9  由县应急管理局掌握数据" in text


def test_a_number_opens_the_row_that_it_prints(trees: Trees) -> None:
    compared = 0
    for number in trees.numbers:
        if number.table in ("marts.provincial_summary", "marts.inventory_shares") and number.place is not None:
            label = trees.read(number.place)[0]
            assert isinstance(label, Row)
            if label.figure:
                assert wan(number_of(label.figure)) in number.texts
                compared += 1
    assert compared > 100


def test_every_number_has_its_tree_but_what_the_form_asks_nobody_for(trees: Trees) -> None:
    for number in trees.numbers:
        assert number.place is not None or (number.table, set(number.texts)) == ("marts.form_cells", {"NA"})
        assert number.place is None or number.place >= 0


def test_a_cell_stands_under_the_headings_of_its_table(trees: Trees, sample: BuiltRelease) -> None:
    cells = [end for end in trees.ends(trees.numbers[0].place) if isinstance(end, Cell)]
    assert len(cells) > 250
    (cell,) = [cell for cell in cells if cell.file == "渠县统计年鉴2025.xlsx" and cell.cell == "E24"]
    (raw,) = sample.rows(
        "select * from raw.yearbook__crop_areas where file_name = '渠县统计年鉴2025.xlsx' and cell = 'E24'"
    )
    assert (cell.sheet, cell.row, cell.column) == (raw["sheet"], raw["row_path"], raw["column_path"])
    assert (cell.printed, cell.unit) == ("64.75", "万亩")
    assert all(cell.row or cell.column for cell in cells)


def test_the_parts_stand_first_and_the_largest_of_them_before_all(trees: Trees) -> None:
    _, inputs, parts = trees.read(trees.numbers[0].place)
    figures = [trees.read(row)[0].figure for _, row in inputs[:parts]]  # type: ignore[union-attr]
    sizes = [abs(number_of(figure)) for figure in figures if figure]
    assert len(sizes) >= 5
    assert sizes == sorted(sizes, reverse=True)


def test_the_page_with_all_its_trees_is_below_5_mb(page: bytes) -> None:
    assert 1_000_000 < len(page) < 5_000_000


# -- how it is written


@pytest.mark.parametrize("table", ["county_indicators", "target_status", "energy_balance"])
def test_the_id_of_a_row_is_the_one_of_the_engine(table: str, sample: BuiltRelease) -> None:
    key = ", ".join(load_contract("marts", table).key)
    rows = sample.rows(f"select *, concat_ws('/', {key}) as id from marts.{table}")
    assert [row_id(f"marts.{table}", row) for row in rows] == [row["id"] for row in rows]


def traced_by_hand(*rows: TracedRow) -> Any:
    return lambda roots, regions: list(rows)


def total(year: int) -> dict[str, object]:
    return {"basis_id": "b", "region_code": "511725", "year": year, "line_code": "total"}


def row_of(title: str, *inputs: tuple[str, int]) -> TracedRow:
    return TracedRow("row", (title, "2024", "", "1", "吨"), list(inputs), len(inputs))


def test_hostile_texts_stay_texts() -> None:
    cell = TracedRow("cell", (HOSTILE,) * 8, [], 0)
    page = Opened(traced_by_hand(row_of(HOSTILE, (HOSTILE, 1)), cell))
    mark = page.mark(HOSTILE, "marts.provincial_summary", total(2024) | {"line_code": HOSTILE})
    assert "<script" not in mark
    assert "<" not in page.trees
    assert Trees(f'{mark}<script type="application/json" id="trees">{page.trees}</script>'.encode()).read(1)[0] == Cell(
        *[HOSTILE] * 8
    )


def test_a_row_stands_in_the_page_once() -> None:
    page = Opened(traced_by_hand(row_of("甲", ("", 2)), row_of("乙", ("", 2), ("", 0)), row_of("丙")))
    marks = [page.mark("1", "marts.provincial_summary", total(year)) for year in (2024, 2023, 2024)]
    assert marks[0] == marks[2] != marks[1]
    found = written(page)
    assert len(found.data["rows"]) == 3
    assert list(draw(found.grow(found.numbers[1].place, 2024))) == [
        "乙  1 吨",
        "├── 丙  1 吨",
        "└── 甲  1 吨",
        "    └── 丙  1 吨",
    ]


def test_where_there_is_no_room_the_latest_year_comes_first_and_the_others_name_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Sequence[tuple[str, str]]] = []

    def walk(roots: Sequence[tuple[str, str]], regions: Sequence[str]) -> list[TracedRow]:
        asked.append(roots)
        return [row_of("新"), row_of("旧")]

    monkeypatch.setattr(opened, "ROOM", opened.A_ROW)
    page = Opened(walk)
    page.mark("1", "marts.provincial_summary", total(2005))
    page.mark("2", "marts.provincial_summary", total(2024))
    old, new = written(page).numbers
    assert (old.place, new.place) == (-1, 0)
    assert f"{old.table}/{old.id}" == "marts.provincial_summary/b/511725/2005/total"
    assert [row for _, row in asked[0]] == ["b/511725/2024/total", "b/511725/2005/total"]


def test_a_row_costs_its_inputs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = 2 * opened.A_ROW + opened.AN_INPUT  # two rows, one of which has an input
    for room, place in ((needed, 0), (needed - 1, -1)):
        monkeypatch.setattr(opened, "ROOM", room)
        page = Opened(traced_by_hand(row_of("甲", ("", 1)), row_of("乙")))
        page.mark("1", "marts.provincial_summary", total(2024))
        assert [number.place for number in written(page).numbers] == [place]


def test_a_number_below_another_one_opens_at_the_row_that_is_there() -> None:
    page = Opened(traced_by_hand(row_of("甲", ("", 1)), row_of("乙")))
    for year in (2024, 2023):
        page.mark("1", "marts.provincial_summary", total(year))
    found = written(page)
    assert ([number.place for number in found.numbers], len(found.data["rows"])) == ([0, 1], 2)


def test_the_walk_is_of_the_regions_that_the_numbers_name() -> None:
    asked: list[Sequence[str]] = []

    def walk(roots: Sequence[tuple[str, str]], regions: Sequence[str]) -> list[TracedRow]:
        asked.append(regions)
        return [row_of(row) for _, row in roots]

    page = Opened(walk)
    for region in ("511725", "511702", "511725"):
        page.mark("1", "marts.provincial_summary", total(2024) | {"region_code": region})
    page.mark("1", "core.factor_values", {"factor_id": "diesel.heat"})
    assert "diesel.heat" in page.trees
    assert asked == [["511702", "511725"]]


def test_a_factor_is_written_with_how_far_its_document_was_read_in_chinese() -> None:
    words = ("diesel.heat", "42.652", "吉焦/吨", "省级指南", "表1.5", "secondary")
    page = Opened(traced_by_hand(TracedRow("factor", words, [], 0)))
    mark = page.mark("1", "marts.provincial_summary", total(2024))
    found = Trees(f'{mark}<script type="application/json" id="trees">{page.trees}</script>'.encode())
    assert found.data["rows"] == [[2, "diesel.heat", "42.652", 0, 1, 2, 3, 0]]
    assert found.data["words"] == ["吉焦/吨", "省级指南", "表1.5", vocabulary.EVIDENCE["secondary"][0]]
    assert found.read(0)[0] == Factor(*words)


def test_the_address_that_a_page_names_is_known_to_the_command(sample: BuiltRelease) -> None:
    address = "marts.provincial_summary/provincial_2011-sar/511725/2024/total"
    assert lines_of_the_command(sample, address, 2024) == lines_of_the_command(sample, "总排放", 2024)


def test_the_page_runs_its_own_script_and_no_other(page: bytes) -> None:
    (script,) = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page.decode()
    assert page.count(b"<script") == 2
    assert not re.search(rb"fetch|XMLHttp|import\(|innerHTML|eval|https?:", script)


def test_a_page_that_is_handed_no_walk_prints_its_numbers_alone(full: Any) -> None:
    content = report.render(full)
    assert b"<script" not in content
    assert b'class="opens"' not in content
