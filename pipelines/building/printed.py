"""The two assets of a printed table: raw cells from the delivered files, staged observations from the raw cells."""

from collections.abc import Iterable, Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from assets.needs import Run
from assets.raw import load_printed_tables
from pipelines import reading
from pipelines.building.table import Built, kept
from pipelines.deliveries.register import load_all_sheets, registered_files
from pipelines.lake.files import Lake, Partition, Record, settle
from schemas.check_result import CheckResult, Found, check_result
from schemas.contract import load_contract
from schemas.problems import Refusals


def build_raw(table: str, run: Run, wanted: Mapping[str, str]) -> Built:
    """Cells of the printed table for the wanted years, from every delivered file in force that holds it."""
    spec = load_printed_tables()[table]
    names = {
        file.file_sha256: file.file_name
        for file in registered_files(run.data_dir)
        if any(file.holds(table, year) for year in wanted)
    }
    sheets = load_all_sheets(run.data_dir, list(names))
    cells = (cell for digest, name in names.items() for cell in reading.read_raw(spec, sheets[digest], digest, name))
    rows = reading.raw_frame(cells)
    if refusals := list(reading.judge_rows(f"raw.{table}", rows, names)):
        raise Refusals(refusals)
    return _write_years(run, "raw", table, rows, wanted, {}, tuple(names))


def build_staged(table: str, run: Run, wanted: Mapping[str, str]) -> Built:
    """Observations of the printed table for the wanted years, from its raw cells; printed totals are checked."""
    spec = load_printed_tables()[table]
    files = Lake(run.data_dir / "lake").verified_files(f"raw/{table}", wanted)
    years = [parquet.ParquetFile(file).read(use_threads=False) for file in files]
    rows, checks = reading.read_observations(spec, reading.cells_of(pa.concat_tables(years)) if years else [])
    return _write_years(run, "staged", table, rows, wanted, _summarise(table, checks), ())


def checks_of(lake: Lake, asset: str, years: Iterable[str]) -> list[CheckResult]:
    """Check results of some years of a raw or staged table, added up: the same whether built in one run or in many."""
    known = lake.record(asset).partitions
    return _add_up(check for year in years if year in known for check in known[year].checks)


def _write_years(
    run: Run,
    layer: str,
    table: str,
    rows: pd.DataFrame,
    wanted: Mapping[str, str],
    checks: Mapping[str, list[CheckResult]],
    sources: tuple[str, ...],
) -> Built:
    """Write rows that keep their contract, one file a year; years without a row get a record and no file.

    ``checks`` are results by year besides those of the contract. Results are kept by year, because a later run may
    build other years.
    """
    lake, asset = Lake(run.data_dir / "lake"), f"{layer}/{table}"
    arrow = pa.Table.from_pandas(rows, schema=load_contract(layer, table).arrow_schema, preserve_index=False)
    counts = rows.groupby(rows["period"].str[:4]).size()
    firsts = counts.cumsum() - counts  # rows are ordered by period
    partitions = dict(lake.record(asset).partitions)
    for year, made_from in wanted.items():
        part = arrow.slice(firsts.get(year, 0), counts.get(year, 0))
        results = kept(f"{layer}.{table}", part.num_rows) + checks.get(year, [])
        partitions[year] = Partition(made_from, _write_year(lake, asset, year, part), part.num_rows, results)
    lake.keep(asset, Record(partitions))
    return Built(len(rows), checks_of(lake, asset, wanted), sources)


def _write_year(lake: Lake, asset: str, year: str, rows: pa.Table) -> str:
    if not rows.num_rows:
        return ""
    path = lake.file(asset, year)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    parquet.write_table(rows, beside, compression="snappy")  # a year of a county is small: zstd takes twice the time
    return settle(beside, path)


def _summarise(table: str, checks: list[reading.CheckRow]) -> dict[str, list[CheckResult]]:
    """Checks of printed totals as rows of ``marts.check_results``: by year, one a rule and subject."""
    groups: dict[tuple[str, str, str, str], list[reading.CheckRow]] = {}
    for check in checks:
        groups.setdefault((check.period[:4], check.rule, check.subject, check.severity), []).append(check)
    summaries: dict[str, list[CheckResult]] = {}
    for (year, rule, subject, severity), group in sorted(groups.items()):
        summaries.setdefault(year, []).append(_summary(f"staged.{table}", rule, subject, severity, group))
    return summaries


def _add_up(checks: Iterable[CheckResult]) -> list[CheckResult]:
    """One result a rule and subject, from those of several years."""
    sums: dict[tuple[str, str, str], CheckResult] = {}
    for check in checks:
        key = (check["rule_code"], check["subject"], check["severity"])
        if before := sums.get(key):
            rows = before["rows_checked"] + check["rows_checked"]
            check = check | {"rows_checked": rows, "found": before["found"] + check["found"]}
        sums[key] = check
    return list(sums.values())


def _summary(relation: str, rule: str, subject: str, severity: str, checks: list[reading.CheckRow]) -> CheckResult:
    found = (_found(check) for check in checks if check.outcome == "failed")
    return check_result(relation, rule, "印刷合计与分项相符", severity, len(checks), found, subject=subject)


def _found(check: reading.CheckRow) -> Found:
    return Found(
        label=check.subject,
        found_year=int(check.period[:4]),
        file_name=check.file_name,
        sheet=check.sheet,
        cell=check.cell,
        value_text=str(check.found),
        limit_text=str(check.expected),
        message_zh=check.told,
        message_en=check.told,
    )
