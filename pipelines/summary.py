"""What a person sees when a run has ended: totals, open problems, paths."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assets.release import DATABASE, REPORT, WORKBOOK
from assets.release.figures import told_places
from assets.release.numbers import wan
from pipelines.lake.publications import Standing, standing
from pipelines.lake.releases import CONTENT, DRAFT, POINTER, database_of, latest_release, shown_path
from pipelines.proof.trace import number
from pipelines.publishing.page import told_standing
from schemas import vocabulary
from schemas.problems import Language, Notice, Place, harmless

if TYPE_CHECKING:
    from pipelines.execute import Outcome

#: How many open problems are listed before the report is pointed to.
LISTED = 12

#: What the heads of the columns of the totals stand for.
BASES = """
    select
        basis_id,
        if(
            $english,
            concat(
                edition.title_en, ', ', upper(basis.gwp_set), ' potentials', if(basis.is_official, ' (official)', '')
            ),
            concat(basis.title_zh, if(basis.is_official, '（正式口径）', ''))
        )
    from core.bases as basis inner join codes.editions as edition using (edition)
"""

HEADS = {"held": "⏸ {} 处存疑待确认", "assumed": "≈ {} 个项目按本单位的解答读取（假定）", "noted": "⚠ {} 处提示"}
HEADS_EN = {"held": "⏸ {} places to confirm", "assumed": "≈ {} labels read as answered", "noted": "⚠ {} notes"}
CONFIRMING = "  属实的逐处确认：qingdan confirm 编号 --by 姓名 --reason 原因；有误的改正后重报"


def print_summary(data_dir: Path, outcome: "Outcome | None", console: Console, lang: str) -> bool:
    """Totals of the latest year by basis, indicators, gaps, places in doubt, missing deliveries, paths.

    Args:
        data_dir: the data folder.
        outcome: what a run did; none if there was nothing to do.
        console: where it is printed.
        lang: ``zh`` or ``en``.

    Returns:
        Whether what the run made is current: nothing is held until somebody confirms it.
    """
    english = lang == "en"
    release = latest_release(data_dir)
    content = json.loads((release / CONTENT).read_text(encoding="utf-8"))
    moved = _moved_places(data_dir)
    missing, held = content["missing_deliveries"], len(content["held_places"]) + len(moved)
    if held:
        zh = f"草稿：{held} 处存疑待确认（列在后面），确认或改正之前下列数字不得引用"
        console.print(f"draft: {held} places to confirm, listed below; do not quote these figures" if english else zh)
    with duckdb.connect(str(database_of(release)), read_only=True) as connection:
        year, unfinished = _progress(connection, english)
        console.print(_totals(connection, year, english))
        console.print(_indicators(connection, year, english))
        targets = list(_targets(connection, year, english))
        gaps = _gaps(connection, year, english)
        places = list(_places(connection, english))
        done = list(_done(data_dir, outcome, english)) if outcome else []
        lacking = list(_lacking(connection, missing, english))
    _print_all(console, targets)
    if gaps.row_count:
        console.print(gaps)
    _print_all(console, unfinished)
    for line in places:
        _print_indented(console, harmless(line))
    _print_all(console, (f"⏸ {row['place_id']} {row[f'message_{lang}']}" for row in moved))
    _print_all(console, done)
    for line in lacking:
        _print_indented(console, line)
    known = standing(data_dir)
    said: Language = "en" if english else "zh"
    _print_all(console, (notice.render(said) for notice in _rollback(known, release)))
    labels = (
        ("status", "signatures", "assets run", "release", "report", "workbook", "database")
        if english
        else ("状态", "签发", "运行资产", "发布", "报告", "工作簿", "数据库")
    )
    values = (
        _state(data_dir, held, len(missing), english),
        told_standing(known, release.name, english),
        str(len(outcome.executed) if outcome else 0),
        release.name,
        *(shown_path(data_dir, release / "restricted" / file) for file in (REPORT, WORKBOOK, DATABASE)),
    )
    for label, value in zip(labels, values, strict=True):
        console.print(harmless(f"{label}{': ' if english else '：'}{value}"), soft_wrap=True)
    return not held


def _rollback(known: Standing, release: Path) -> Iterator[Notice]:
    """Tell of a rollback that stands against what the data make, or that has ended with this release."""
    if (line := known.rollback) and known.left[0] != line.release == release.name:
        place, reason, left = line.release[:16], line.reason, known.left[0][:16]
        yield Notice(
            "I-ROLLED-BACK", Place(), {"by": line.signed_by, "expected": place, "found": reason, "other": left}
        )
    elif not line and (ended := known.ended) and ended[1].release == release.name:
        by, place, reason = ended[0].signed_by, ended[0].release[:16], ended[0].reason
        yield Notice("I-WENT-ON", Place(), {"by": by, "expected": place, "found": reason})


def _moved_places(data_dir: Path) -> list[dict[str, str]]:
    """Where a draft moves what is published and nobody has answered for it."""
    if not (data_dir / DRAFT).exists():
        return []
    from pipelines.proof.moved import waiting  # here: a run that is current need not wait for it

    return waiting(data_dir)


def _done(data_dir: Path, outcome: "Outcome", english: bool) -> Iterator[str]:
    """What came in, what it changed, what a person should know of the files in the inbox, then those set aside."""
    from pipelines.deliveries.intake import told  # here: a run that had nothing to do need not wait for them
    from pipelines.deliveries.register import RegistrationReport
    from pipelines.deliveries.trial import waiting
    from pipelines.execute import told_notices
    from pipelines.proof.moved import told as told_changes

    lang: Language = "en" if english else "zh"
    yield from told(RegistrationReport(outcome.report.registered, notices=told_notices(outcome.report.notices)), lang)
    yield from told_changes(outcome.changes, lang)
    for file in waiting(data_dir):
        zh, en = f"⏸ 已搁置《{file.file_name}》：{file.reason}", f"⏸ set aside: “{file.file_name}”: {file.reason}"
        yield en if english else zh


def _print_all(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(harmless(line), soft_wrap=True)


def _print_indented(console: Console, line: str) -> None:
    """A line whose further lines on a terminal stand below its own indent."""
    if not console.is_terminal:
        console.print(line, soft_wrap=True)
        return
    text = line.lstrip(" ")
    console.print(Padding(Text(text), (0, 0, 0, len(line) - len(text))))


def _state(data_dir: Path, held: int, missing: int, english: bool) -> str:
    """Whether the release is current, and what is missing or has to be confirmed."""
    kept = (data_dir / POINTER).exists()
    if english:
        parts = [f"{held} places to correct or to confirm, then run again"] if held else []
        parts += ["the current release is as before"] if held and kept else []
        parts += [f"{missing} deliveries missing"] if missing else []
        return ("draft" if held else "current") + "".join(f"; {part}" for part in parts)
    parts = [f"{held} 处存疑待确认，确认或改正后重新运行"] if held else []
    parts += ["当前发布不变"] if held and kept else []
    parts += [f"{missing} 份交付缺失"] if missing else []
    return ("草稿" if held else "当前") + "".join(f"；{part}" for part in parts)


def _lacking(
    connection: duckdb.DuckDBPyConnection, missing: Sequence[Mapping[str, Any]], english: bool
) -> Iterator[str]:
    """Deliveries that are missing, a line for what a department owes of a year."""
    named = connection.execute(f"select table_name, title_{'en' if english else 'zh'} from core.printed_tables")
    titles = dict(named.fetchall())
    owed: dict[tuple[int, str], list[str]] = {}
    for gap in missing:
        title = titles.get(gap["table_name"], gap["table_name"])
        owed.setdefault((gap["year"], gap["department_zh"]), []).append(title)
    for (year, department), tables in sorted(owed.items())[:LISTED]:
        yield (
            f"  ✗ {year} {department}: {', '.join(tables)}"
            if english
            else f"  ✗ {year} {department}：{'、'.join(tables)}"
        )
    if (more := len(owed) - LISTED) > 0:
        yield f"  and {more} more departments, see the report" if english else f"  另有 {more} 个部门，见报告"


def _places(connection: duckdb.DuckDBPyConnection, english: bool) -> Iterator[str]:
    """Places that are held, with what confirms them, what is assumed, what is only noted: by rule, with remedies."""
    heads = HEADS_EN if english else HEADS
    for outcome, head in heads.items():
        rules = told_places(connection, outcome, "en" if english else "zh")
        number, left = sum(len(rule["places"]) for rule in rules), LISTED
        if number:
            yield head.format(number)
        for rule in rules:
            listed = rule["places"][:left]
            left -= len(listed)
            if listed:
                yield f"  {rule['code']}" if english else f"  {rule['code']} {rule['title']}"
            for place in listed:
                yield f"    {place['place_id']} {place['where']}"
                yield f"      {place['said']}"
            yield from (f"    → {remedy}" for remedy in dict.fromkeys(place["remedy"] for place in listed) if remedy)
        if (more := number - LISTED) > 0:
            yield f"  and {more} more, see the report" if english else f"  还有 {more} 处，见报告"
        if number and outcome == "held":
            yield "  if right: qingdan confirm PLACE --by WHO --reason WHY" if english else CONFIRMING


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    rows = connection.execute(sql, values).fetchall()
    return [tuple(harmless(value) if isinstance(value, str) else value for value in row) for row in rows]


def _progress(connection: duckdb.DuckDBPyConnection, english: bool) -> tuple[int, list[str]]:
    """The last year of which enough has come, and how far the years after it are."""
    rows = _rows(
        connection,
        """
        select
            year, is_headline, name_zh, name_en, key_delivered, key_tables, key_missing_zh, preliminary_zh,
            preliminary_en, max(year) filter (where is_headline) over () as latest
        from marts.year_progress_official inner join core.regions using (region_code)
        order by region_code, year
        """,
    )
    latest = rows[0][-1]
    told = []
    for year, is_headline, zh, en, come, tables, missing, said_zh, said_en, _ in rows:
        if said_zh:
            line = f"≈ {year}年{zh}为初步数（{said_zh}），正式数公布后须重报"
            told.append(f"≈ {year} {en}: preliminary figures ({said_en}), to be revised" if english else line)
        if year >= latest and not is_headline:
            line = f"… {year} {en}: {come} of {tables} key deliveries have come; {latest} leads until they have"
            told.append(
                line
                if english
                else f"… {year}年{zh}关键交付已到 {come}/{tables}，到齐之前以{latest}年为要点；未到：{missing}"
            )
    return latest, told


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
    regions = {row[1] if english else row[0] for row in rows}
    title = f"{year}  {'10⁴ t CO₂e' if english else '万吨 CO₂e'}"
    # a name as long as that of a basis is broken where it has a joint
    heads = [basis.replace("_", "_\n", 1) for basis in bases]
    table = _table(title if len(regions) > 1 else f"{regions.pop()} {title}", "", *heads)
    lines: dict[tuple[str, str], dict[str, str]] = {}
    for region_zh, region_en, zh, en, level, basis, tonnes, key, is_incomplete in rows:
        region, title = (region_en, en) if english else (region_zh, zh)
        mark = "" if key else " *" if is_incomplete else "  "
        lines.setdefault((region, "  " * level + title), {})[basis] = wan(tonnes, key) + mark
    for (region, title), values in lines.items():
        is_told = len({region for region, _ in lines}) > 1 and not title.startswith(" ")
        table.add_row(f"{region} {title}" if is_told else title, *(values[basis] for basis in bases))
    told = dict(_rows(connection, BASES, english=english))
    notes = ["* incomplete: some parts are not estimated" if english else "* 不完整：含未估算部分"]
    notes += [f"{basis}{': ' if english else '：'}{told[basis]}" for basis in bases if told.get(basis)]
    table.caption = Text("\n".join(notes), style="")
    return table


def _indicators(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Table:
    table = _table("Indicators" if english else "强度指标", "", str(year))
    rows = _rows(
        connection,
        """
        select
            if($english, region.name_en, region.name_zh),
            if($english, indicator.title_en, indicator.title_zh),
            value, notation_key,
            if($english, listed.unit_en, listed.unit_zh)
        from marts.county_indicators_official as indicator
        inner join core.regions as region using (region_code)
        inner join codes.indicators as listed using (indicator_code)
        where
            year = $year and is_price_base_in_force and caliber in ('fuel_only', 'energy')
            and method = 'bottom_up' and grid_factor_year = 0 and base_year = 0
            and starts_with(indicator_code, 'co2_per_')
        order by region_code, indicator_code, caliber desc
        """,
        year=year,
        english=english,
    )
    is_told = len({row[0] for row in rows}) > 1
    for region, title, value, key, unit in rows:
        shown = f"{number(value, 4)} {unit}" if value is not None else key
        table.add_row(f"{region} {title}" if is_told else title, shown)
    return table


def _targets(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Iterator[str]:
    """How many goals of the plan stand how after a year, each under its first reading, and which are missed."""
    verdicts = {code: titles[english] for code, titles in vocabulary.VERDICTS.items()}
    rows = _rows(
        connection,
        """
        select if($english, name_en, name_zh), verdict, if($english, title_en, title_zh)
        from marts.target_status_official inner join core.regions using (region_code)
        where year = $year and role = 'goal' and is_headline
        order by region_code, line_number
        """,
        year=year,
        english=english,
    )
    for region in dict.fromkeys(row[0] for row in rows):
        counts = Counter(verdict for name, verdict, _ in rows if name == region)
        told = "  ".join(f"{title} {counts[code]}" for code, title in verdicts.items() if counts[code])
        yield f"{region} goals of the plan, {year}: {told}" if english else f"{region}{year}年方案目标：{told}"
        missed = [title for name, verdict, title in rows if name == region and verdict == "missed"]
        if missed:
            yield f"  {verdicts['missed']}{': ' if english else '：'}{('; ' if english else '；').join(missed)}"


def _gaps(connection: duckdb.DuckDBPyConnection, year: int, english: bool) -> Table:
    columns = ("category", "what is missing", "department") if english else ("类别", "缺什么", "责任部门")
    table = _table("Not estimated (NE)" if english else "未估算（NE）", *columns, numbers=False)
    found = _rows(
        connection,
        """
        select
            concat_ws(
                ' ', if($english, name_en, name_zh), category_code, if($english, category.title_en, category_title_zh)
            ),
            array_to_string(list_sort(list(distinct if($english, reason.title_en, reason_zh))), '；'),
            max(category.department_zh)
        from marts.county_inventory_official as inventory
        inner join core.categories as category using (category_code)
        inner join core.regions as region using (region_code)
        left join codes.reasons as reason using (reason_code)
        where inventory.year = $year and (inventory.is_incomplete or inventory.notation_key = 'NE')
        group by all
        order by 1
        """,
        year=year,
        english=english,
    )
    for category, reason, department in found[:LISTED]:
        table.add_row(category, reason or "", department)
    if (more := len(found) - LISTED) > 0:
        table.caption = f"and {more} more, see the report" if english else f"另有 {more} 个类别，见报告"
    return table
