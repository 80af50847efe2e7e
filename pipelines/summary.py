"""What a person sees when a run has ended: totals, open problems, paths."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from assets import load_assets
from assets.release.numbers import wan
from pipelines.deliveries.trial import waiting
from pipelines.execute import Outcome
from pipelines.lake.releases import CONTENT, current_release, database_of
from pipelines.proof.trace import number
from schemas.check_result import CheckResult
from schemas.problems import harmless

#: How many open problems are listed before the report is pointed to.
LISTED = 12

#: How many places of a warning are.
SHOWN = 5


def print_summary(outcome: Outcome, console: Console, lang: str) -> None:
    """Totals of the latest year by basis, indicators, gaps, warnings, missing deliveries, paths."""
    english = lang == "en"
    release = current_release(outcome.run.data_dir)
    with duckdb.connect(str(database_of(release)), read_only=True) as connection:
        year = outcome.run.years[-1]
        console.print(_totals(connection, year, english))
        console.print(_indicators(connection, year, english))
        gaps = _gaps(connection, year, english)
    if gaps.row_count:
        console.print(gaps)
    for check in outcome.warnings:
        for line in told(check, english):
            console.print(harmless(line), soft_wrap=True)
    for file in waiting(outcome.run.data_dir):
        zh, en = f"⏸ 已搁置《{file.file_name}》：{file.reason}", f"⏸ set aside: “{file.file_name}”: {file.reason}"
        console.print(harmless(en if english else zh), soft_wrap=True)
    missing = json.loads((release / CONTENT).read_text(encoding="utf-8"))["missing_deliveries"]
    state = ("draft" if english else "草稿") + (
        f"（{len(missing)} {'deliveries missing' if english else '份交付缺失'}）" if missing else ""
    )
    for gap in missing[:LISTED]:
        console.print(f"  ✗ {gap['year']} {gap['table_name']} {gap['department_zh']}", soft_wrap=True)
    executed = len(outcome.executed)
    labels = (
        ("status", "assets run", "release", "report", "database")
        if english
        else ("状态", "运行资产", "发布", "报告", "数据库")
    )
    values = (
        state,
        str(executed),
        release.name,
        release / "restricted" / load_assets()["release/report"].file_name,
        database_of(release),
    )
    for label, value in zip(labels, values, strict=True):
        console.print(harmless(f"{label}：{value}"), soft_wrap=True)


def told(check: CheckResult, english: bool) -> Iterator[str]:
    """A warning, the places that it names, and how many more there are."""
    places = check["places"].splitlines()
    yield f"⚠ {check['rule_code']} {check['subject']}：{check['rows_failed']} / {check['rows_checked']}"
    yield from (f"  {place}" for place in places[:SHOWN])
    if (more := check["rows_failed"] - len(places[:SHOWN])) > 0:
        yield f"  and {more} more, see the report" if english else f"  还有 {more} 处，见报告"


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    rows = connection.execute(sql, values).fetchall()
    return [tuple(harmless(value) if isinstance(value, str) else value for value in row) for row in rows]


def _table(title: str, first: str, *others: str, numbers: bool = True) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left")
    table.add_column(first, overflow="fold")
    for column in others:
        table.add_column(column, justify="right" if numbers else "left", overflow="fold")
    return table


def _totals(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Table:
    """Totals and sectors of a year, one column a basis."""
    rows = _rows(
        connection,
        """
        select
            r.name_zh, r.name_en, l.title_zh, l.title_en, s.line_level, s.basis_id, s.emissions_tco2e, s.emissions_key,
            s.is_incomplete
        from marts.provincial_summary as s
        inner join forms.provincial_lines as l using (line_code)
        inner join core.regions as r using (region_code)
        inner join core.bases as b using (basis_id)
        where s.year = $year and s.line_level <= 1
        qualify bool_or(s.emissions_tco2e is not null or s.line_code = 'total') over (
            partition by s.region_code, s.line_code
        )
        order by s.region_code, s.line_number, not b.is_official, s.basis_id
        """,
        year=year,
    )
    bases = list(dict.fromkeys(row[5] for row in rows))
    table = _table(f"{year}  {'10⁴ t CO₂e' if english else '万吨 CO₂e'}", "", *bases)
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for region_zh, region_en, zh, en, level, basis, tonnes, key, is_incomplete in rows:
        region, title = (region_en, en) if english else (region_zh, zh)
        mark = "" if key else " *" if is_incomplete else "  "
        lines.setdefault((region, "  " * level + title), {})[basis] = wan(tonnes, key) + mark
    for (region, title), values in lines.items():
        table.add_row(title if title.startswith(" ") else f"{region} {title}", *(values[basis] for basis in bases))
    table.caption = "* incomplete: some parts are not estimated" if english else "* 不完整：含未估算部分"
    return table


def _indicators(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Table:
    table = _table("Indicators" if english else "强度指标", "", str(year))
    for region, title, value, key, unit in _rows(
        connection,
        """
        select name_zh, if($english, title_en, title_zh), value, notation_key, unit_zh
        from marts.county_indicators_official inner join core.regions using (region_code)
        where year = $year and scope != 'total' and price_base_year in (0, $year - $year % 5)
        order by region_code, indicator_code, scope
        """,
        year=year,
        english=english,
    ):
        table.add_row(f"{region} {title}", f"{number(value, 4)} {unit}" if value is not None else key)
    return table


def _gaps(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Table:
    columns = ("category", "what is missing", "department") if english else ("类别", "缺什么", "责任部门")
    table = _table("Not estimated (NE)" if english else "未估算（NE）", *columns, numbers=False)
    found = _rows(
        connection,
        """
        select
            concat_ws(' ', region.name_zh, inventory.category_code, inventory.category_title_zh),
            string_agg(distinct inventory.reason_zh, '；' order by inventory.reason_zh),
            max(category.department_zh)
        from marts.county_inventory_official as inventory
        inner join core.categories as category using (category_code)
        inner join core.regions as region using (region_code)
        where inventory.year = $year and (inventory.is_incomplete or inventory.notation_key = 'NE')
        group by all
        order by 1
        """,
        year=year,
    )
    for category, reason, department in found[:LISTED]:
        table.add_row(category, reason, department)
    if (more := len(found) - LISTED) > 0:
        table.caption = f"and {more} more, see the report" if english else f"另有 {more} 个类别，见报告"
    return table
