"""The same table of every other province: thirty files that differ as the thirty of the yearbook do.

The figures are Sichuan's under other titles, so that every province must give what Sichuan gives; the layout is
theirs: the right unit row everywhere but in Hainan, a scratch sheet in Beijing, labels as other years wrote them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

from pipelines.plan import resolve_run
from pipelines.settings import Settings
from schemas.codes import read_codes
from schemas.problems import Refusal, Refusals
from tests.conftest import BuiltRelease
from tests.lakes import build_tables, rows_of
from tests.sample.balance_2007 import balance_sheet
from tests.sample.sheet import Cell, Sheet
from tests.sample.workbook import write_workbook

#: Thirty: Tibet has no energy balance, and the book is that of the mainland.
WITHOUT = ("西藏", "台湾", "香港", "澳门")
PROVINCES = {
    row["region_code"]: row["short_name_zh"]
    for row in read_codes("regions")
    if row["region_level"] == "province" and row["short_name_zh"] not in WITHOUT
}
CODES = {name: code for code, name in PROVINCES.items()}

#: How all thirty are run: a folder of one region would refuse the other files.
TOGETHER = {"years": "2007", "edition": "ceads", "allowed_regions": ",".join(PROVINCES)}

#: What the tests look at.
ASKED = ("core/emissions", "marts/county_inventory")

#: Spellings of one row that different years and provinces print.
SPELLINGS = {
    "  1.农、林、牧、渔、水利业": "  1.农、林、牧、渔业",
    "  4.交通运输、仓储和邮政业": "  4．交通运输、仓储及邮电通讯业",
    "  5.批发、零售业和住宿、餐饮业": "  5、批发和零售贸易业、餐饮业",
    "    #焦炭再投入量(-)": "    #焦炭再投入(－)",
}
RIGHT_UNITS = {"焦炉煤气": "(亿立方米)", "其他煤气": "(亿立方米)", "天然气": "(亿立方米)"}
UNIT_ROW, TITLE_ROW, FIRST_DATA_ROW = 4, 0, 10


@dataclass(frozen=True)
class Change:
    """What one file does differently."""

    keeps_wrong_units: bool = False
    has_scratch_sheet: bool = False
    other_spellings: bool = False
    blank_after_numbering: bool = False
    title: str = "6-{number}  {name}能源平衡表(实物量)-2007"


CHANGES = {
    "海南": Change(keeps_wrong_units=True),
    "北京": Change(has_scratch_sheet=True),
    "天津": Change(other_spellings=True),
    "河北": Change(blank_after_numbering=True),
    "山西": Change(title="6－{number} {name}能源平衡表（实物量）－2007"),
    "内蒙古": Change(title="{name}能源平衡表(实物量)-2007"),
    "新疆": Change(title="6-{number}  {name}能源平衡表(实物量)-2007年", other_spellings=True),
}


def province_sheet(name: str) -> Sheet:
    change = CHANGES.get(name, Change())
    sheet = balance_sheet()
    fuels = {cell.column: cell.value for cell in sheet.cells if cell.row == 3}
    sheet.cells = [changed(cell, fuels, name, change) for cell in sheet.cells]
    return sheet


def changed(cell: Cell, fuels: dict[int, object], name: str, change: Change) -> Cell:
    if (cell.row, cell.column) == (TITLE_ROW, 0):
        return replace(cell, value=change.title.format(number=list(CODES).index(name) + 1, name=name))
    if cell.row == UNIT_ROW and fuels.get(cell.column) in RIGHT_UNITS and not change.keeps_wrong_units:
        return replace(cell, value=RIGHT_UNITS[str(fuels[cell.column])])
    if cell.column == 0 and cell.row >= FIRST_DATA_ROW and isinstance(cell.value, str):
        return replace(cell, value=changed_label(cell.value, change))
    return cell


def changed_label(label: str, change: Change) -> str:
    label = SPELLINGS.get(label, label) if change.other_spellings else label
    if change.blank_after_numbering:
        label = label.replace(".", ".　 ", 1).replace("#", "# ", 1)
    return label


def scratch_sheet() -> Sheet:
    """What somebody reckoned beside the table and forgot."""
    sheet = Sheet("Sheet2")
    for row, text in enumerate(("校核", "=合计", "9310.52")):
        sheet.put(row, 0, text, "plain")
    return sheet


def write_province(folder: Path, name: str) -> Path:
    path = folder / f"6-{list(CODES).index(name) + 1} {name}能源平衡表(实物量)-2007.xlsx"
    sheets = [province_sheet(name)]
    if CHANGES.get(name, Change()).has_scratch_sheet:
        sheets.append(scratch_sheet())
    write_workbook(path, sheets)
    return path


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("inbox")
    return {name: write_province(folder, name) for name in PROVINCES.values()}


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("provinces")


@pytest.fixture(scope="module")
def together(delivered: dict[str, Path], data_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """All thirty in one run."""
    with build_tables(data_dir, list(delivered.values()), ASKED, **TOGETHER) as connection:
        yield connection


BY_FUEL = """select sector_code, fuel_code, gas, emissions_t from core.emissions
    where region_code = $region order by sector_code, fuel_code"""


def test_the_yearbook_has_thirty_provinces() -> None:
    assert len(PROVINCES) == 30


@pytest.mark.parametrize("region", PROVINCES, ids=PROVINCES.get)
def test_a_province_gives_what_its_figures_give(
    together: duckdb.DuckDBPyConnection, sichuan: BuiltRelease, region: str
) -> None:
    expected = rows_of(sichuan.connection, BY_FUEL, region="510000")
    assert len(expected) > 46
    assert rows_of(together, BY_FUEL, region=region) == expected


@pytest.mark.parametrize("region", PROVINCES, ids=PROVINCES.get)
def test_a_province_can_be_asked_for(together: duckdb.DuckDBPyConnection, data_dir: Path, region: str) -> None:
    run = resolve_run(Settings(data_dir=data_dir, region=region, edition="ceads"))
    assert (run.region_codes, run.years, run.basis_ids) == ((region,), (2007,), ("ceads-ar5",))


@pytest.mark.parametrize("name", ["海南", "北京"])
def test_a_province_alone_gives_what_it_gives_among_all(
    together: duckdb.DuckDBPyConnection, delivered: dict[str, Path], tmp_path: Path, name: str
) -> None:
    region = CODES[name]
    inventory = "select * from marts.county_inventory where region_code = $region order by all"
    with build_tables(tmp_path, [delivered[name]], ASKED, region=region, years="2007", edition="ceads") as alone:
        assert rows_of(alone, inventory, region=region) == rows_of(together, inventory, region=region)
        assert rows_of(alone, "select distinct region_code from core.observations") == [{"region_code": region}]


def test_a_province_that_delivered_nothing_is_refused(together: duckdb.DuckDBPyConnection, data_dir: Path) -> None:
    with pytest.raises(Refusal) as refused:
        resolve_run(Settings(data_dir=data_dir, region="540000", edition="ceads"))
    assert refused.value.code == "E-USE"


#: Changes that are no variants but mistakes.
MISTAKES: dict[str, tuple[Callable[[Cell], Cell], str]] = {
    "a name that is no province": (
        lambda cell: (
            replace(cell, value="6-9 川南能源平衡表(实物量)-2007") if (cell.row, cell.column) == (0, 0) else cell
        ),
        "E-REGION",
    ),
    "gas in thousands of tonnes": (
        lambda cell: replace(cell, value="(千吨)") if (cell.row, cell.column) == (UNIT_ROW, 8) else cell,
        "E-UNIT-DISAGREE",
    ),
    "a row that nobody knows": (
        lambda cell: replace(cell, value="  8.数据中心") if cell.value == "  7.其他" else cell,
        "E-LABEL-UNKNOWN",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused(mistake: str, tmp_path: Path) -> None:
    change, code = MISTAKES[mistake]
    sheet = balance_sheet()
    sheet.cells = [change(cell) for cell in sheet.cells]
    path = tmp_path / "balance.xlsx"
    write_workbook(path, [sheet])
    with pytest.raises(Refusals) as refused:
        build_tables(tmp_path / "data", [path], years="2007", edition="ceads")
    assert code in {refusal.code for refusal in refused.value.refusals}
