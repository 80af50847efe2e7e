"""A block of regions has a data folder of its own, and the union of blocks is what one run over all of them gives."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from assets import Asset, load_assets
from pipelines.building import build
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register.rows import home_of
from pipelines.plan import plan_run, resolve_run
from pipelines.settings import Settings, in_block
from schemas.problems import Misuse, Refusals
from tests.commands import ask
from tests.deliveries import GAS, with_cells

QUXIAN, DAZHU, HECHUAN = "511725", "511724", "500117"
NAMES = {QUXIAN: "渠县", DAZHU: "大竹县", HECHUAN: "合川区"}
TABLES = ("core/activities", "core/emissions", "marts/completeness", "marts/county_inventory")


def gas_of(code: str, folder: Path, more: float = 0) -> Path:
    """What a county's gas company sold: the more, the higher its code."""
    sold = 4000 + int(code[-2:]) + more
    figures = {"E23": sold, "B23": 8839.48 + sold}
    title = {"A1": f"{NAMES[code]}天然气公司分类供气量"}
    return with_cells(GAS, folder, "供气量", title | figures, name=f"{NAMES[code]}供气量.xlsx")


def needed(names: Iterable[str]) -> dict[str, Asset]:
    """Some tables and what they are made of."""
    assets, found, waiting = load_assets(), set[str](), set(names)
    while waiting:
        found |= waiting
        waiting = {dep for name in waiting for dep in assets[name].deps} - found
    return {name: asset for name, asset in assets.items() if name in found}


def built(settings: Settings, *files: Path) -> Path:
    """The lake of a block in which these files are taken in and the tables are built."""
    settings, assets = in_block(settings), needed(TABLES)
    take_in(settings, files)
    planned = plan_run(resolve_run(settings), assets)
    for name in planned.selection:
        build(assets[name], planned.run, planned.digests[name])
    return settings.data_dir / "lake"


def rows(table: str, *lakes: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        files = [str(lake / f"{table}.parquet") for lake in lakes]
        return connection.execute("select * from read_parquet($files) order by all", {"files": files}).fetchall()


def test_the_union_of_blocks_is_what_one_run_gives(tmp_path: Path) -> None:
    asked = {"years": "2023-2024", "bases": "provincial_2011-sar"}
    files = {code: gas_of(code, tmp_path / "files") for code in (QUXIAN, DAZHU)}
    province = built(Settings(tmp_path, block="51", **asked), *files.values())  # type: ignore[arg-type]
    counties = [built(Settings(tmp_path, block=code, **asked), file) for code, file in files.items()]  # type: ignore[arg-type]
    assert {lake.parent.name for lake in (province, *counties)} == {"51", QUXIAN, DAZHU}
    for table in TABLES:
        assert rows(table, province) == rows(table, *counties), table
    assert {row[1] for row in rows("marts/county_inventory", province)} == {QUXIAN, DAZHU}


def test_a_province_is_at_home_with_all_that_lies_in_it_and_with_nothing_else(tmp_path: Path) -> None:
    settings = in_block(Settings(tmp_path, block="510000"))
    assert settings.data_dir == tmp_path / "blocks" / "51"
    take_in(settings, [gas_of(QUXIAN, tmp_path)])
    take_in(settings, [gas_of(DAZHU, tmp_path)])
    assert home_of(read_journal(settings.data_dir)) == ("51",)
    with pytest.raises(Refusals, match=r"E-HOME.*合川区（500117）.*四川省及所辖市县（51）"):
        take_in(settings, [gas_of(HECHUAN, tmp_path)])


def test_a_county_alone_takes_in_no_neighbour(tmp_path: Path) -> None:
    with pytest.raises(Refusals, match=r"E-HOME.*大竹县（511724）.*渠县（511725）"):
        take_in(in_block(Settings(tmp_path, block=QUXIAN)), [gas_of(DAZHU, tmp_path)])


@pytest.mark.parametrize("block", ["99", "5", "四川", "100000", "../51", "511799"])
def test_what_is_no_block_is_refused_and_makes_no_folder(block: str, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="--block"):
        in_block(Settings(tmp_path, block=block))
    assert ask("run", "--data", tmp_path, "--block", block).code == 2
    assert list(tmp_path.iterdir()) == []


def test_every_command_knows_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = gas_of(QUXIAN, tmp_path)
    assert ask("register", file, "--data", tmp_path / "data", "--block", "51").code == 0
    monkeypatch.setenv("QINGDAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("QINGDAN_BLOCK", "51")
    said = ask("withdraw", file.name, "--by", "某人", "--reason", "试")
    assert said.code == 0, said.err
    assert ask("verify").code == 1, "nothing was published in this block"
