"""The Chinese report of a release: one page that needs nothing else, on screen or on paper.

What it says is read in ``assets/release/figures.py``; its words and order stand in the templates beside it.
"""

from collections.abc import Sequence
from decimal import Decimal

import duckdb
from markupsafe import Markup

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.numbers import TONNES_A_WAN, fitting_decimals, grouped, percent, signed, wan
from assets.release.report import charts, energy, sectors
from assets.release.template import render_page
from schemas import vocabulary

FILE_NAME = "report.html"
TITLE_ZH, TITLE_EN = "清单报告", "report"
INPUTS = (
    "assets/release/report/*.*",
    "assets/release/*.*",
    "assets/raw/*.yaml",
    "factors/categories/*.yaml",
)

NEEDS = (
    "engine",
    "core/activities",
    "core/activity_inputs",
    "core/bases",
    "core/categories",
    "core/category_activities",
    "core/deliveries",
    "core/emissions",
    "core/energy_inputs",
    "core/estimate_inputs",
    "core/factor_parts",
    "core/factor_regions",
    "core/factor_values",
    "core/gwps",
    "core/observations",
    "core/printed_tables",
    "core/regions",
    "marts/check_results",
    "marts/completeness",
    "marts/county_indicators",
    "marts/county_inventory",
    "marts/cross_checks",
    "marts/energy_balance",
    "marts/energy_by_industry",
    "marts/provincial_summary",
    "marts/recalled_factors",
    "marts/view_summary",
)

#: Regions that get a chapter of their own; of more, the page shows the table of totals.
CHAPTERS = 20

#: Views whose way from the provincial total is drawn; the others are told in the table.
DRAWN_VIEWS = ("gpc_basic_plus", "assessment")

#: Notation keys that ask nobody for data.
SETTLED_KEYS = ("NO", "NA", "IE", "C")


def render(engine: duckdb.DuckDBPyConnection) -> bytes:
    """Write the page."""
    regions = figures.reported_regions(engine)
    return render_page(
        "report/report.html",
        is_synthetic=figures.is_synthetic(engine),
        regions=figures.latest_totals(engine) if len(regions) > 1 else [],
        chapters=[_chapter(engine, region) for region in regions[:CHAPTERS]],
        checks=figures.checks(engine),
        checks_run=figures.count_checks(engine),
        notation_keys=vocabulary.NOTATION_KEYS,
    )


def _chapter(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    lines = figures.line_series(connection, region)
    parts = figures.part_series(lines, region.years)
    gaps = figures.gaps(connection, region)
    bases = figures.bases(connection, region)
    indicators = [_indicator(series) for series in figures.indicators(connection, region)]
    known = [indicator for indicator in indicators if indicator["latest_known"]]
    return {
        "region": region,
        "basis": bases[0],
        "bases": bases,
        "total": lines["total"][region.latest],
        "totals": lines["total"],
        "accounted": figures.accounted(connection, region, region.latest),
        "changes": _changes(connection, region, lines["total"]),
        "lulucf": lines["lulucf"][region.latest],
        "electricity": lines["memo.electricity"],
        "gross": sum((v[-1] for _, v in parts if v[-1] and v[-1] > 0), figures.ZERO),
        "largest": figures.largest_categories(connection, region, region.latest),
        "parts": parts,
        "trend_chart": _trend_chart(region, parts),
        "sector_chart": _sector_chart(parts, region.latest),
        "gas_chart": _gas_chart(figures.gas_totals(connection, region, region.latest), region.latest),
        "indicators": [indicator for indicator in known if _has_latest_prices(indicator, known)],
        "unknown_indicators": [indicator for indicator in indicators if not indicator["latest_known"]],
        "main_indicators": list({indicator["code"]: indicator for indicator in known}.values()),
        "form_gases": figures.FORM_GASES,
        "summary": figures.form_lines(connection, "provincial_summary", region, region.latest),
        "open_gaps": [row for row in gaps if row["notation_key"] not in SETTLED_KEYS],
        "settled_gaps": [row for row in gaps if row["notation_key"] in SETTLED_KEYS],
        "missing_lines": figures.missing_lines(connection, region),
        "missing_deliveries": figures.missing_deliveries(connection, region),
        "evidence": figures.evidence_shares(connection, region, region.latest, "evidence"),
        "data_classes": figures.evidence_shares(connection, region, region.latest, "data_class"),
        "sources": figures.factor_sources(connection, region, region.latest),
        "sectors": sectors.sector_chapters(connection, region, region.latest),
        "views": (views := _views(connection, region)),
        "view_charts": [chart for view in views if view["code"] in DRAWN_VIEWS and (chart := _bridge_chart(view))],
        "differences": sectors.basis_differences(connection, region, region.latest),
        "recalled": sectors.recalled(connection, region),
        "energy": _energy(connection, region),
        "cross_checks": energy.cross_checks(connection, region, region.latest),
    }


def _views(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Every other view of the latest year: where it starts, its steps, where it ends."""
    views: dict[str, Row] = {}
    for row in figures.bridges(connection, region):
        amount = row["by_year"].get(region.latest)
        if amount is None:
            continue
        view = views.setdefault(row["view_code"], {"code": row["view_code"], "title": row["view_zh"], "steps": []})
        if row["step_code"] in ("start", "end"):
            view[row["step_code"]] = amount
        elif amount:
            view["steps"].append((row["step_title_zh"], amount))
    return list(views.values())


def _bridge_chart(view: Row) -> Markup | None:
    """The way from the provincial total to a view; None if nothing lies between."""
    if not view["steps"]:
        return None
    amounts = [("省级清单总量", view["start"]), *view["steps"], (view["title"], view["end"])]
    ends = (0, len(amounts) - 1)
    bars = [
        charts.Bar(
            title,
            amount / TONNES_A_WAN,
            wan(amount) if index in ends else signed(amount / TONNES_A_WAN),
            charts.COLOURS[0] if index in ends else charts.COLOURS[1 if amount > 0 else 2],
        )
        for index, (title, amount) in enumerate(amounts)
    ]
    return charts.waterfall(f"从省级清单总量到{view['title']}", "万吨二氧化碳当量", bars)


def _energy(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    """The energy picture: use by sector, the account of the county, branches of industry."""
    return {
        "groups": list(energy.GROUPS),
        "uses": energy.uses(connection, region, region.latest),
        "accounts": energy.accounts(connection, region, region.latest),
        "branches": energy.branches(connection, region, region.latest),
    }


def _changes(connection: duckdb.DuckDBPyConnection, region: Region, totals: dict[int, Row]) -> list[Row]:
    """The change of the total on the year before and since the first year, where both years have one."""
    earlier = [region.years[-2], region.years[0]] if len(region.years) > 2 else list(region.years[:-1])
    after = totals[region.latest]["emissions_tco2e"]
    changes = []
    for year in earlier:
        before = totals[year]["emissions_tco2e"]
        if before is not None and after is not None:
            alike = figures.comparable_change(connection, region, year, region.latest)
            changes.append({"since": year, "before": before, "change": after - before, "alike": alike})
    return changes


def _colour(title: str) -> str:
    return charts.COLOURS[[part for part, _ in figures.PARTS].index(title)]


def _trend_chart(region: Region, parts: Sequence[tuple[str, Sequence[Decimal | None]]]) -> Markup | None:
    if len(region.years) < 2 or not parts:
        return None
    series = [
        charts.Series(title, _colour(title), [None if v is None else v / TONNES_A_WAN for v in values])
        for title, values in parts
    ]
    return charts.stacked_columns(f"{region.name}温室气体排放总量及构成", "万吨二氧化碳当量", region.years, series)


def _bars(title: str, amounts: Sequence[tuple[str, Decimal, str]]) -> Markup | None:
    """Bars of amounts in tonnes, each with its number and its share of the gross emissions."""
    if not amounts:
        return None
    gross = sum((amount for _, amount, _ in amounts if amount > 0), figures.ZERO)
    decimals = fitting_decimals([amount / TONNES_A_WAN for _, amount, _ in amounts])
    entries = [
        charts.Bar(
            name,
            amount / TONNES_A_WAN,
            wan(amount, decimals=decimals) + (f"（{percent(amount, gross)}）" if amount > 0 else ""),
            colour,
        )
        for name, amount, colour in amounts
    ]
    return charts.bars(title, "万吨二氧化碳当量（占排放合计的比重）", entries)


def _sector_chart(parts: Sequence[tuple[str, Sequence[Decimal | None]]], year: int) -> Markup | None:
    latest = [(title, values[-1], _colour(title)) for title, values in parts]
    known = [(title, value, colour) for title, value, colour in latest if value is not None]
    return _bars(f"{year}年排放构成（按部门）", sorted(known, key=lambda part: -part[1]))


def _gas_chart(gases: Sequence[Row], year: int) -> Markup | None:
    return _bars(f"{year}年排放构成（按气体）", [(row["title_zh"], row["tco2e"], charts.COLOURS[0]) for row in gases])


def _indicator(series: Sequence[Row]) -> Row:
    """An indicator in one variant, with its chart, or with the reason why there is none."""
    last = series[-1]
    decimals = fitting_decimals(row["value"] for row in series)
    points = [charts.Point(row["year"], row["value"], row["is_incomplete"]) for row in series]
    known = [row for row in series if row["value"] is not None]
    return {
        "title": last["title_zh"],
        "code": last["indicator_code"],
        "variant": last["variant"],
        "unit": last["unit_zh"],
        "decimals": decimals,
        "by_year": {row["year"]: row for row in series},
        "latest_known": known[-1] if known else None,
        "value_text": grouped(known[-1]["value"], decimals) if known else "",
        "chart": charts.line(last["title_zh"], last["unit_zh"], points, decimals) if len(known) > 1 else None,
        "reasons": sorted({(row["notation_key"], row["reason_zh"]) for row in series if row["value"] is None}),
    }


def _price_base(indicator: Row) -> str:
    """The price base year at the end of a variant's name, '' if it has none."""
    end = str(indicator["variant"]).rpartition(".")[2]
    return end if end.isdigit() else ""


def _has_latest_prices(indicator: Row, indicators: Sequence[Row]) -> bool:
    """Whether no other indicator is in newer prices; those in older prices stand in the workbook."""
    return _price_base(indicator) in ("", max(map(_price_base, indicators)))
