"""The two assets of a printed table: raw cells from the delivered files, staged observations from the raw cells."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from assets.needs import Run
from assets.raw import load_printed_tables
from pipelines import reading
from pipelines.building.table import Built, kept
from pipelines.deliveries.register import RegisteredFile, answers, load_all_sheets, registered_files
from pipelines.deliveries.register.answers import assumption
from pipelines.lake.files import Lake, Partition, Record, settle
from schemas.check_result import ANSWERED, CheckResult, Found, check_result
from schemas.contract import load_contract
from schemas.problems import Refusals, plain
from schemas.specs.printed_table import PrintedTable


def build_raw(table: str, run: Run, wanted: Mapping[str, str]) -> Built:
    """Cells of the printed table for the wanted years, from every delivered file in force that holds it."""
    spec = load_printed_tables()[table]
    files = [file for file in registered_files(run.data_dir) if any(file.holds(table, year) for year in wanted)]
    names = {file.file_sha256: file.file_name for file in files}
    sheets, regions, said = load_all_sheets(run.data_dir, list(names)), _regions_of(files), answers(run.data_dir)
    cells = (
        cell
        for digest, name in names.items()
        for cell in reading.read_raw(spec, sheets[digest], digest, name, expected=regions[digest], answers=said)
    )
    rows = reading.raw_frame(cells)
    if refusals := list(reading.judge_rows(f"raw.{table}", rows, names)):
        raise Refusals(refusals)
    return _write_years(run, "raw", table, rows, wanted, {}, tuple(names))


def build_staged(table: str, run: Run, wanted: Mapping[str, str]) -> Built:
    """Observations of the printed table for the wanted years, from its raw cells; printed totals are checked."""
    spec = load_printed_tables()[table]
    cells = reading.cells_of(read_years(Lake(run.data_dir / "lake"), f"raw/{table}", wanted))
    regions, said = _regions_of(registered_files(run.data_dir)), answers(run.data_dir)
    rows, checks = reading.read_observations(spec, cells, expected=regions, answers=said)
    results = _summarise(table, checks)
    for year, result in _assumptions(spec, cells, said):
        results.setdefault(year, []).append(result)
    return _write_years(run, "staged", table, rows, wanted, results, ())


def _regions_of(files: Iterable[RegisteredFile]) -> dict[str, reading.Expected]:
    """What each file was registered for: a name that several regions have means there what it meant then."""
    return {file.file_sha256: (frozenset(held.region_code for held in file.holdings),) for file in files}


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
    """Write rows that keep their contract in the place of those years in the file; other years stay as they are.

    ``checks`` are results by year besides those of the contract. Results are kept by year, because a later run may
    build other years.
    """
    lake, asset = Lake(run.data_dir / "lake"), f"{layer}/{table}"
    rows = rows[rows["period"].str[:4].isin(list(wanted))]  # a file is read whole
    built = pa.Table.from_pandas(rows, schema=load_contract(layer, table).arrow_schema, preserve_index=False)
    partitions = {year: known for year, known in lake.intact_partitions(asset).items() if year not in wanted}
    if any(known.rows for known in partitions.values()):
        # a stable sort: within a period the rows are those of one side, in their order
        built = pa.concat_tables([read_years(lake, asset, partitions), built]).sort_by("period")
    counts = rows["period"].str[:4].value_counts()
    for year, made_from in wanted.items():
        count = int(counts.get(year, 0))
        partitions[year] = Partition(made_from, "", count, kept(f"{layer}.{table}", count) + checks.get(year, []))
    digest = _write(lake, asset, built)
    lake.keep(asset, Record({year: replace(p, sha256=digest if p.rows else "") for year, p in partitions.items()}))
    return Built(len(rows), checks_of(lake, asset, wanted), sources)


def _write(lake: Lake, asset: str, rows: pa.Table) -> str:
    path = lake.file(asset)
    if not rows.num_rows:
        path.unlink(missing_ok=True)
        return ""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    write_rows(rows, beside)
    return settle(beside, path)


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows of a printed table; the same rows are the same bytes, whatever they were put together from."""
    # a printed table of a county is small: zstd takes twice the time
    parquet.write_table(rows.combine_chunks(), path, compression="snappy")


def read_years(lake: Lake, asset: str, years: Collection[str]) -> pa.Table:
    """Rows of a printed table in some years.

    Raises:
        Refusal: E-VERIFY, the file is not what was written.
    """
    files = lake.verified_files(asset, years)
    if not files:
        return load_contract(*asset.split("/")).arrow_schema.empty_table()
    (rows,) = [parquet.ParquetFile(file).read(use_threads=False) for file in files]
    if not lake.holds_more_than(asset, years):
        return rows
    return rows.filter(compute.is_in(compute.utf8_slice_codeunits(rows["period"], 0, 4), pa.array(list(years))))


def _summarise(table: str, checks: list[reading.CheckRow]) -> dict[str, list[CheckResult]]:
    """Checks of printed totals as rows of ``marts.check_results``: by year, one a rule and subject."""
    groups: dict[tuple[str, str, str, str], list[reading.CheckRow]] = {}
    for check in checks:
        groups.setdefault((check.period[:4], check.rule, check.subject, check.severity), []).append(check)
    summaries: dict[str, list[CheckResult]] = {}
    for (year, rule, subject, severity), group in sorted(groups.items()):
        summaries.setdefault(year, []).append(_summary(f"staged.{table}", rule, subject, severity, group))
    return summaries


def _assumptions(
    spec: PrintedTable, cells: list[reading.RawCell], said: reading.Answers
) -> Iterator[tuple[str, CheckResult]]:
    """Which labels of a year are read as somebody has answered, and of how many cells."""
    used = Counter((cell.period[:4], answer) for answer, cell in reading.answered_cells(spec, cells, said))
    for year in sorted({year for year, _ in used}):
        answered = {answer: count for (of, answer), count in used.items() if of == year}
        found = [assumption(answer) for answer in sorted(answered)]
        title, count = "按本单位的解答读取的项目", sum(answered.values())
        yield year, check_result(f"staged.{spec.name}", ANSWERED, title, "note", count, found, subject=spec.title_zh)


def _add_up(checks: Iterable[CheckResult]) -> list[CheckResult]:
    """One result a rule and subject, from those of several years."""
    sums: dict[tuple[str, str, str], CheckResult] = {}
    for check in checks:
        key = (check["rule_code"], check["subject"], check["severity"])
        if before := sums.get(key):
            rows = before["rows_checked"] + check["rows_checked"]
            found = {tuple(place.values()): place for place in before["found"] + check["found"]}  # of all years once
            check = check | {"rows_checked": rows, "found": list(found.values())}
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
        limit_text=plain(check.expected),
        message_zh=check.told("zh"),
        message_en=check.told("en"),
    )
