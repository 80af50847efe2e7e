"""The energy panel of the country: 20 years and 150 items of every county, and heating values of every province.

``python -m tests.benchmarks.programs.panel_inputs FOLDER COUNTIES`` writes into the lake of a data folder what all
roads to the sums start from: energy use, regions, and factor values of which each province has some of its own.
"""

import sys
from pathlib import Path

import pyarrow as pa

from assets import load_assets
from assets.needs import Run
from pipelines.building.engine import open_engine
from schemas.codes import read_codes
from schemas.contract import load_contract
from tests.benchmarks.programs import tell
from tests.benchmarks.programs.deposits import build_from_declarations, deposit, deposit_nothing

YEARS = tuple(range(2005, 2025))
BASIS = "provincial_2011-sar"
SECTORS = [
    "power",
    "heat_supply",
    "industry",
    "construction",
    "road",
    "trade",
    "other_services",
    "urban",
    "rural",
    "agriculture",
]
FUELS = [
    "raw_coal",
    "cleaned_coal",
    "other_washed_coal",
    "briquettes",
    "coke",
    "coke_oven_gas",
    "other_gas",
    "crude_oil",
    "gasoline",
    "kerosene",
    "diesel",
    "fuel_oil",
    "lpg",
    "refinery_gas",
    "natural_gas",
]
GASEOUS = ("coke_oven_gas", "other_gas", "natural_gas")
#: Fuels of which every province has a heating value of its own.
OWN_FUELS = ("raw_coal", "diesel", "natural_gas")

#: What the inputs of the panel are made of besides; nothing else was observed.
DECLARED = ("core/bases", "core/category_activities", "core/category_gases", "core/category_chains")
NOTHING = ("core/activity_inputs", "core/factor_values__observed")
GIVEN = {*DECLARED, *NOTHING, "core/energy_use", "core/regions", "core/factor_values__declared"}

COUNTIES = """
    select
        left(province, 2) || lpad((1000 + number)::varchar, 4, '0') as region_code, province as parent_code
    from (
        select list_extract({provinces}, (number % {count} + 1)::integer) as province, number
        from range({counties}) as numbers(number)
    )
"""
ENERGY_USE = """
    select
        region_code, year, sector_code, fuel_code, 'returns' as account, 'reported' as rule_code,
        (hash(region_code, year, sector_code, fuel_code) % 1000000000)::decimal(18, 0) * 0.001 as amount,
        if(fuel_code in {gaseous}, 'm3', 't') as unit_code, false as is_none, 'B' as data_class
    from counties, unnest({years}) as years(year), unnest({sectors}) as sectors(sector_code),
        unnest({fuels}) as fuels(fuel_code)
"""
REGIONS = """
    select region_code, name_zh, name_en, region_level, parent_code, false as is_reported
    from codes where region_level in ('country', 'province')
    union all
    select region_code, region_code, region_code, 'county', parent_code, true from counties
"""
#: A thousandth more than the nation's for the first province, two for the second, …
FACTOR_VALUES = """
    select * from declared
    union all
    select
        declared.* replace (
            'own/' || province || '/' || subject_code as factor_id, province as scope_code,
            value_base * (1 + 0.001 * row_number() over (partition by subject_code order by province)) as value_base
        )
    from declared cross join (select distinct parent_code as province from counties)
    where property = 'ncv' and scope_code = '' and edition = 'provincial_2011' and subject_code in {own_fuels}
"""


def run_of(folder: Path) -> Run:
    """The run that the panel is part of; its regions are those of the panel."""
    return Run(folder, (), YEARS, (BASIS,), threads=2)


def main(folder: str, counties: str) -> None:
    """Write the inputs."""
    run = run_of(Path(folder))
    provinces = [row["region_code"] for row in read_codes("regions") if row["region_level"] == "province"]
    declared = load_assets()["core/factor_values__declared"].module.build()
    (run.data_dir / "lake").mkdir(parents=True)
    with open_engine(run) as engine:
        engine.register("codes", pa.Table.from_pylist(read_codes("regions")))
        schema = load_contract("core", "factor_values__declared").arrow_schema
        engine.register("declared", pa.Table.from_pylist(declared, schema=schema))
        counted = COUNTIES.format(provinces=provinces, count=len(provinces), counties=counties)
        engine.execute(f"create table counties as {counted}")
        deposit(run, "core/regions", REGIONS, engine)
        deposit(run, "core/factor_values__declared", FACTOR_VALUES.format(own_fuels=OWN_FUELS), engine)
        lists = {"years": list(YEARS), "sectors": SECTORS, "fuels": FUELS, "gaseous": GASEOUS}
        deposit(run, "core/energy_use", ENERGY_USE.format(**lists), engine)
    deposit_nothing(run, NOTHING)
    build_from_declarations(run, DECLARED)
    tell({"provinces": len(provinces)})


if __name__ == "__main__":
    main(*sys.argv[1:])
