"""Other roads from the energy panel to the same sums: one statement by hand, polars, pandas.

``python -m tests.benchmarks.programs.panel_by_hand ROAD FOLDER`` goes one of the ``ROADS``; its sums are written, as
FOLDER/ROAD.parquet, when the time is up.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as parquet

from pipelines.building.engine import open_engine
from tests.benchmarks.programs import Stopwatch, tell
from tests.benchmarks.programs.panel_inputs import run_of

#: Every factor of the basis: CO2 of every fuel, N2O of power and heat, both other gases of the road from the edition
#: that it borrows from; the heating value is the province's own where there is one.
FACTORS = """
    with every as (from read_parquet('{lake}/core/factor_values__declared.parquet')),
    own as (select * from every where edition in ('', 'provincial_2011') and scope_code = ''),
    sectors as (
        select category_code, sector_code
        from read_parquet('{lake}/core/category_activities.parquet') where carrier = 'fossil'
    ),
    heat as (
        select place.province, n.subject_code, coalesce(provincial.value_base, n.value_base) as value_base
        from own as n
        cross join (select distinct left(scope_code, 2) as province from every where factor_id like 'own/%') as place
        left join every as provincial
            on provincial.factor_id = 'own/' || place.province || '0000/' || n.subject_code
        where n.property = 'ncv'
    ),
    co2 as (
        select n.province, s.category_code, s.sector_code, n.subject_code as fuel_code, 'CO2' as gas,
            n.value_base * c.value_base * o.value_base * r.value_base as factor
        from sectors as s cross join heat as n
        inner join own as c on c.property = 'carbon_content' and c.subject_code = n.subject_code
        inner join own as o on o.property = 'oxidation' and o.subject_code = n.subject_code
            and o.sector_code in ('', s.sector_code)
        inner join own as r on r.property = 'c_to_co2'
        qualify row_number() over (
            partition by n.province, s.sector_code, n.subject_code order by o.sector_code = ''
        ) = 1
    ),
    others as (
        select n.province, s.category_code, s.sector_code, n.subject_code as fuel_code, e.gas,
            n.value_base * e.value_base as factor
        from sectors as s
        inner join every as e on e.edition = 'ipcc_2006' and e.property = 'emission_factor_per_energy'
            and e.sector_code in ('', s.sector_code)
        inner join heat as n on n.subject_code = e.subject_code
        where (s.category_code, e.gas) in (('E.1.1', 'N2O'), ('E.3.1', 'CH4'), ('E.3.1', 'N2O'))
        qualify row_number() over (
            partition by n.province, s.sector_code, n.subject_code, e.gas order by e.sector_code = ''
        ) = 1
    )
    select * from co2 union all select * from others
"""
STATEMENT = """
    select region_code, year, category_code, gas, sum({rounded}) as emissions_t
    from read_parquet('{lake}/core/energy_use.parquet') as use
    inner join factors as factor
        on left(use.region_code, 2) = factor.province
            and use.sector_code = factor.sector_code and use.fuel_code = factor.fuel_code
    group by all
"""
KEY = ["region_code", "year", "category_code", "gas"]
JOINED = ["province", "sector_code", "fuel_code"]


def main(road: str, folder: str) -> None:
    """Go it, tell what it took, write the sums."""
    with open_engine(run_of(Path(folder))) as engine:
        watch = Stopwatch()
        sums = ROADS[road](engine, Path(folder, "lake"))
        found = watch.read()
        parquet.write_table(sums, Path(folder, f"{road}.parquet"))
    tell(found)


def _by_statement(rounded: str) -> Callable[[duckdb.DuckDBPyConnection, Path], pa.Table]:
    def road(engine: duckdb.DuckDBPyConnection, lake: Path) -> pa.Table:
        # a table: of a subquery the planner does not know how small it is, and takes twice as long
        engine.execute(f"create temp table factors as {FACTORS.format(lake=lake)}")
        return engine.sql(STATEMENT.format(rounded=rounded, lake=lake)).to_arrow_table()

    return road


def _by_polars(engine: duckdb.DuckDBPyConnection, lake: Path) -> pa.Table:
    factors = pl.DataFrame(engine.sql(FACTORS.format(lake=lake)).to_arrow_table())
    return (
        pl.scan_parquet(lake / "core" / "energy_use.parquet")
        .with_columns(pl.col("region_code").str.slice(0, 2).alias("province"))
        .join(factors.lazy(), on=JOINED)
        .with_columns((pl.col("amount").cast(pl.Float64) * pl.col("factor")).round(6).alias("emissions_t"))
        .group_by(KEY)
        .agg(pl.col("emissions_t").sum())
        .collect(engine="streaming")
        .to_arrow()
    )


def _by_pandas(engine: duckdb.DuckDBPyConnection, lake: Path) -> pa.Table:
    columns = ["region_code", "year", "sector_code", "fuel_code", "amount"]
    panel = pd.read_parquet(lake / "core" / "energy_use.parquet", columns=columns)
    factors = engine.sql(FACTORS.format(lake=lake)).to_arrow_table().to_pandas()
    merged = panel.assign(amount=panel["amount"].astype(float), province=panel["region_code"].str[:2]).merge(
        factors, on=JOINED
    )
    merged["emissions_t"] = (merged["amount"] * merged["factor"]).round(6)
    return pa.Table.from_pandas(merged.groupby(KEY, as_index=False)["emissions_t"].sum(), preserve_index=False)


ROADS = {
    "to_gram": _by_statement("to_gram(use.amount::double * factor.factor)"),
    "printf": _by_statement("printf('%.6f', use.amount::double * factor.factor)::decimal(24, 6)"),
    "polars": _by_polars,
    "pandas": _by_pandas,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
