"""The core SQL with its contracts on 2,843 counties × 20 years × 150 items, against other ways to the same sums."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from assets import load_assets
from assets.needs import Run
from pipelines.building.engine import literal, open_engine, show_files, show_lists
from pipelines.building.python import handed
from pipelines.building.table import validate
from pipelines.lake.files import Slice
from schemas.contract import load_contract

ROOT = Path(__file__).parents[2]
REGIONS, YEARS = 2843, tuple(range(2005, 2025))
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
GASEOUS = ["coke_oven_gas", "other_gas", "natural_gas"]
BASIS = "provincial_2011-sar"
DECLARED = ("bases", "gwps", "categories", "category_activities", "category_gases", "category_chains")
TABLES = ("activities", "factor_regions", "factor_estimates", "factor_parts", "factors", "emissions__multiply")
SUMS = "select region_code, year, category_code, gas, sum(emissions_t) as emissions_t from {} group by all"
#: Sums of binary numbers differ in their last digits from exact ones.
TOLERANCE = Decimal("1e-9")


def against_other_engines(folder: Path) -> None:
    """(b) core SQL with its contracts on the national panel (reach: 2.0 of the hand-written statement, under 6 GB)."""
    _make_panel(folder / "panel.parquet")
    results = {name: [] for name in CONTENDERS}
    for turn in range(3):
        for name in CONTENDERS:
            if name == "pandas" and turn:
                continue  # a quarter of a minute each
            results[name].append(_contend(name, folder))
            print(
                f"   {name}: {results[name][-1]['seconds']:.2f} s, {results[name][-1]['gigabytes']:.1f} GB", flush=True
            )
    ours = {gas: Decimal(total) for gas, total in results["ours"][0]["totals"].items()}
    for name in ("hand-written", "polars", "pandas"):
        theirs = {gas: Decimal(total) for gas, total in results[name][0]["totals"].items()}
        limit = Decimal(0) if name == "hand-written" else TOLERANCE
        assert ours.keys() == theirs.keys(), (name, ours, theirs)
        assert all(abs(ours[gas] - theirs[gas]) <= limit * abs(ours[gas]) for gas in ours), (name, ours, theirs)
    medians = {name: statistics.median(r["seconds"] for r in runs) for name, runs in results.items()}
    for name, seconds in medians.items():
        print(f"   {name:>12} {seconds:6.2f} s   ours / {name} = {medians['ours'] / seconds:.2f}")


def _contend(name: str, folder: Path) -> dict[str, object]:
    """One contender in a process of its own: seconds without imports, peak memory, totals by gas."""
    program = "import sys; from tests.benchmarks.panel import compete; compete(sys.argv[1], sys.argv[2])"
    command = [sys.executable, "-c", program, name, str(folder)]
    answer = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, object] = json.loads(next(line for line in answer.stdout.splitlines() if line.startswith("{")))
    return result


def compete(name: str, folder: str) -> None:
    """Run one contender in this process and print its result as JSON."""
    contender = CONTENDERS[name]
    started = time.perf_counter()
    totals = contender(Path(folder))
    seconds = time.perf_counter() - started
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "gigabytes": gigabytes, "totals": {g: str(t) for g, t in totals.items()}}))


def _run_of(folder: Path) -> Run:
    (folder / "lake").mkdir(exist_ok=True)
    return Run(folder, ("510000",), YEARS, (BASIS,), threads=2)


def _make_panel(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"""
            copy (
                select
                    lpad((100000 + r)::varchar, 6, '0') as region_code, (2005 + y)::integer as year,
                    sector_code, fuel_code,
                    'returns' as account, 'reported' as rule_code,
                    ((hash(r, y, sector_code, fuel_code) % 1000000000)::decimal(18, 0) * 0.001)
                        ::decimal(38, 9) as amount,
                    case when fuel_code in {tuple(GASEOUS)} then 'm3' else 't' end as unit_code, 'B' as data_class,
                    false as is_none
                from range({REGIONS}) as regions(r), range({len(YEARS)}) as years(y),
                    unnest({SECTORS}) as sectors(sector_code), unnest({FUELS}) as fuels(fuel_code)
                order by all
            ) to {literal(str(path))} (format parquet, compression zstd)
            """
        )


def _declared(run: Run, connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    for name in names:
        asset = load_assets()[f"core/{name}"]
        _put(connection, name, asset.module.build(**handed(asset, run)))


def _put(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    connection.register("rows", pa.Table.from_pylist(rows, schema=load_contract("core", table).arrow_schema))
    connection.execute(f"create table core.{table} as select * from rows")
    connection.unregister("rows")


def _factor_values(run: Run, connection: duckdb.DuckDBPyConnection) -> None:
    """The declared values; no county observed any of its own."""
    _declared(run, connection, ("factor_values__declared",))
    connection.execute("create view core.factor_values as select * from core.factor_values__declared")


def _totals(connection: duckdb.DuckDBPyConnection, sums: str) -> dict[str, Decimal]:
    return dict(connection.execute(f"select gas, sum(emissions_t) from ({sums}) group by gas order by gas").fetchall())


def _ours(folder: Path) -> dict[str, Decimal]:
    run = _run_of(folder)
    codes = [str(100000 + number) for number in range(REGIONS)]
    with open_engine(run) as connection:
        show_lists(connection)
        show_files(connection, load_contract("core", "energy_use"), "energy_use", {folder / "panel.parquet": Slice("")})
        _declared(run, connection, DECLARED)
        _factor_values(run, connection)
        _put(connection, "activity_inputs", [])
        level = {"region_level": "county", "parent_code": "", "is_reported": True}
        _put(connection, "regions", [{"region_code": c, "name_zh": c, "name_en": c} | level for c in codes])
        always = {"valid_from": 1949, "valid_to": 9999}
        scopes = (("100000", "national", 100), ("", "anywhere", 200))
        _put(
            connection,
            "region_scopes",
            [
                {"region_code": code, "scope_code": scope, "specificity": far, "scope_level": level} | always
                for code in codes
                for scope, level, far in scopes
            ],
        )
        for table in TABLES:
            sql = (ROOT / "assets" / "core" / f"{table}.sql").read_text(encoding="utf-8")
            connection.execute(f"create table core.{table} as {sql}")
            validate(connection, load_contract("core", table), table)
        return _totals(connection, SUMS.format("core.emissions__multiply"))


#: Every factor of the basis by hand: CO2 of every fuel, N2O of power and heat from the fallback edition.
FACTORS = """
    with own as (select * from core.factor_values where edition in ('', 'provincial_2011') and scope_code = ''),
    sectors as (select category_code, sector_code from core.category_activities where carrier = 'fossil'),
    co2 as (
        select s.category_code, s.sector_code, n.subject_code as fuel_code, 'CO2' as gas,
            n.value_base * c.value_base * o.value_base * r.value_base as factor
        from sectors as s cross join own as n
        inner join own as c on c.property = 'carbon_content' and c.subject_code = n.subject_code
        inner join own as o on o.property = 'oxidation' and o.subject_code = n.subject_code
            and o.sector_code in ('', s.sector_code)
        inner join own as r on r.property = 'c_to_co2'
        where n.property = 'ncv'
        qualify row_number() over (partition by s.sector_code, n.subject_code order by o.sector_code = '') = 1
    ),
    n2o as (
        select s.category_code, s.sector_code, n.subject_code as fuel_code, 'N2O' as gas,
            n.value_base * e.value_base as factor
        from sectors as s
        inner join core.factor_values as e on e.edition = 'ipcc_2006' and e.gas = 'N2O'
            and e.sector_code in ('', s.sector_code) and e.property = 'emission_factor_per_energy'
        inner join own as n on n.property = 'ncv' and n.subject_code = e.subject_code
        where s.category_code = 'E.1.1'
        qualify row_number() over (partition by s.sector_code, n.subject_code order by e.sector_code = '') = 1
    )
    select * from co2 union all select * from n2o
"""


def _hand_written(folder: Path) -> dict[str, Decimal]:
    run = _run_of(folder)
    with open_engine(run) as connection:
        _factor_values(run, connection)
        _declared(run, connection, ("category_activities",))
        panel = f"read_parquet({literal(str(folder / 'panel.parquet'))})"
        statement = f"""
            select region_code, year, category_code, gas,
                sum(printf('%.6f', amount::double * factor)::decimal(24, 6)) as emissions_t
            from {panel} inner join ({FACTORS}) using (sector_code, fuel_code) group by all
        """
        return _totals(connection, statement)


def _factor_rows(folder: Path) -> pa.Table:
    run = _run_of(folder)
    with open_engine(run) as connection:
        _factor_values(run, connection)
        _declared(run, connection, ("category_activities",))
        return connection.sql(FACTORS).to_arrow_table()


def _polars(folder: Path) -> dict[str, Decimal]:
    import polars as pl

    factors = pl.from_arrow(_factor_rows(folder)).lazy()
    sums = (
        pl.scan_parquet(folder / "panel.parquet")
        .join(factors, on=["sector_code", "fuel_code"])
        .with_columns((pl.col("amount").cast(pl.Float64) * pl.col("factor")).round(6).alias("emissions_t"))
        .group_by("region_code", "year", "category_code", "gas")
        .agg(pl.col("emissions_t").sum())
        .group_by("gas")
        .agg(pl.col("emissions_t").sum())
        .collect(engine="streaming")
    )
    return {gas: Decimal(repr(total)) for gas, total in sums.iter_rows()}


def _pandas(folder: Path) -> dict[str, Decimal]:
    import pandas as pd

    panel = pd.read_parquet(
        folder / "panel.parquet", columns=["region_code", "year", "sector_code", "fuel_code", "amount"]
    )
    merged = panel.assign(amount=panel["amount"].astype(float)).merge(
        _factor_rows(folder).to_pandas(), on=["sector_code", "fuel_code"]
    )
    merged["emissions_t"] = (merged["amount"] * merged["factor"]).round(6)
    sums = merged.groupby(["region_code", "year", "category_code", "gas"], as_index=False)["emissions_t"].sum()
    return {gas: Decimal(repr(float(total))) for gas, total in sums.groupby("gas")["emissions_t"].sum().items()}


def _scan(folder: Path) -> dict[str, Decimal]:
    with duckdb.connect(config={"threads": 2}) as connection:
        panel = f"read_parquet({literal(str(folder / 'panel.parquet'))})"
        connection.execute(
            f"select max(region_code), max(year), max(sector_code), max(fuel_code), sum(amount) from {panel}"
        ).fetchall()
    return {}


CONTENDERS: dict[str, Callable[[Path], dict[str, Decimal]]] = {
    "ours": _ours,
    "hand-written": _hand_written,
    "polars": _polars,
    "pandas": _pandas,
    "bare scan": _scan,
}
