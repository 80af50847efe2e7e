"""A block, a province and its counties, as the staged tables of what they delivered about energy.

``python -m tests.benchmarks.programs.block_inputs FOLDER COUNTIES COUNTY_LAKE PROVINCE_LAKE``: the lakes are those of
the built sample and of the built reference case. The figures of a county are those of the sample times a size of its
own; one county in ten measures its own coal, as the sample does. The province prints the balance of the reference case
every year, a little larger.
"""

import os
import sys
from pathlib import Path

import duckdb
import pyarrow as pa

from assets import load_assets
from assets.needs import Run
from factors import load_bases
from pipelines.blocks.child import ENGINE_PERCENT
from pipelines.building.engine import literal, open_engine, show_lists
from pipelines.settings import memory_bytes
from schemas.codes import read_codes
from tests.benchmarks.programs import tell
from tests.benchmarks.programs.deposits import deposit, deposit_nothing

YEARS = tuple(range(2005, 2025))
#: What a worker has where nobody says more.
WORKER = "4GB"
PROVINCE = "510000"
BALANCE = "energy_yearbook__provincial_balance"
ITEMS = """
    create temp table items as
    select item_code from rules.energy_accounts
    union select item_code from rules.balance_flows
    union select unnest([item_code, 'plant_fuel_consumption']) from rules.observed_factors
    where use_sector_code = 'power'
"""
COUNTIES = """
    create temp table counties as
    select number, (519001 + number)::varchar as region_code, (500 + number * 7 % 1000) * 0.001 as size
    from range({counties}) as numbers(number)
"""
REGIONS = """
    select region_code, name_zh, name_en, region_level, parent_code, region_code = '{province}' as is_reported
    from region_codes where region_level = 'country' or region_code = '{province}'
    union all
    select region_code, region_code, region_code, 'county', '{province}', true from counties
"""
OF_COUNTIES = """
    select figure.* replace (
        county.region_code as region_code,
        if(starts_with(item_code, 'plant_'), amount, amount * county.size) as amount
    )
    from read_parquet({path}) as figure cross join counties as county
    where item_code in (from items) and (not starts_with(item_code, 'plant_') or county.number % 10 = 0)
"""
OF_THE_PROVINCE = """
    select figure.* replace (
        year::varchar as period, (amount * (100 + 3 * (year - 2005)) * 0.01)::decimal(38, 12) as amount
    )
    from read_parquet({path}) as figure cross join unnest({years}) as years(year)
"""
FILES = """
    select * from read_parquet({of_county})
    union all
    select * replace (delivery_sequence + 1000 as delivery_sequence) from read_parquet({of_province})
"""
HOLDINGS = """
    select holding.* replace (county.region_code as region_code)
    from read_parquet({of_county}) as holding cross join counties as county
    where table_name in {tables}
    union all
    select holding.* replace (years.year as year)
    from read_parquet({of_province}) as holding cross join unnest({years}) as years(year)
"""


def run_of(folder: Path) -> Run:
    """The run that the block is part of; its regions are those of the tables, its engine that of a worker."""
    bases = tuple(basis.basis_id for basis in load_bases() if basis.is_default)
    memory = memory_bytes(os.environ.get("QINGDAN_MEMORY", WORKER)) * ENGINE_PERCENT // 100
    return Run(folder, (), YEARS, bases, threads=2, memory=f"{memory // 1_000_000}MB")


def main(folder: str, counties: str, county_lake: str, province_lake: str) -> None:
    """Write the inputs."""
    run, of_county, of_province = run_of(Path(folder)), Path(county_lake), Path(province_lake)
    (run.data_dir / "lake").mkdir(parents=True)
    assets = load_assets()
    with open_engine(run, [of_county, of_province]) as engine:
        show_lists(engine, ["rules.energy_accounts", "rules.balance_flows", "rules.observed_factors"])
        engine.register("region_codes", pa.Table.from_pylist(read_codes("regions")))
        engine.execute(ITEMS)
        engine.execute(COUNTIES.format(counties=counties))
        tables = [name for name in assets if name.startswith("staged/") and _has_energy(engine, of_county, name)]
        for name in tables:
            deposit(run, name, OF_COUNTIES.format(path=_path(of_county, name)), engine)
        balance = OF_THE_PROVINCE.format(path=_path(of_province, f"staged/{BALANCE}"), years=list(YEARS))
        deposit(run, f"staged/{BALANCE}", balance, engine)
        deposit(run, "core/regions", REGIONS.format(province=PROVINCE), engine)
        for name, source in (("core/delivered_files", FILES), ("core/delivered_holdings", HOLDINGS)):
            lakes = {"of_county": _path(of_county, name), "of_province": _path(of_province, name)}
            held = tuple(name.split("/")[1] for name in tables)
            deposit(run, name, source.format(**lakes, tables=held, years=list(YEARS)), engine)
    given = {*tables, f"staged/{BALANCE}"}
    deposit_nothing(run, [name for name in assets if name.startswith(("raw/", "staged/")) and name not in given])
    tell({"tables": len(given)})


def _path(lake: Path, name: str) -> str:
    return literal(str(lake / f"{name}.parquet"))


def _has_energy(engine: duckdb.DuckDBPyConnection, lake: Path, name: str) -> bool:
    if not (lake / f"{name}.parquet").exists():
        return False
    counted = f"select count(*) from read_parquet({_path(lake, name)}) where item_code in (from items)"
    ((count,),) = engine.execute(counted).fetchall()
    return bool(count)


if __name__ == "__main__":
    main(*sys.argv[1:])
