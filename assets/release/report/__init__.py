"""The Chinese report of a release: one page that needs nothing else, on screen or on paper.

What it says is read in ``assets/release/figures.py``; its words and order stand in the templates beside it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

import duckdb
from markupsafe import Markup

from assets.needs import Trace
from assets.release import REPORT, figures
from assets.release.colours import COLOURS, LESS, MORE, WHOLE
from assets.release.figures import Region, Row
from assets.release.numbers import TONNES_A_WAN, fitting_decimals, grouped, percent, signed_wan, wan
from assets.release.report import analysis, charts, energy, flows, front, sectors, targets
from assets.release.report.contents import with_contents
from assets.release.report.heads import with_heads
from assets.release.report.opened import Opened
from assets.release.template import render_page
from schemas import vocabulary
from schemas.codes import read_codes

FILE_NAME = REPORT
TITLE_ZH, TITLE_EN = "清单报告", "report"
INPUTS = (
    "assets/release/report/*.*",
    "assets/release/*.*",
    "assets/raw/*.yaml",
    "factors/categories/*.yaml",
)

NEEDS = (
    "engine",
    "previous_official",
    "trace",
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
    "core/observations",
    "core/printed_tables",
    "core/regions",
    "core/target_clauses",
    "core/targets",
    "marts/assessed_calibers",
    "marts/assessment_co2",
    "marts/basis_differences",
    "marts/bridge_steps",
    "marts/category_sources",
    "marts/check_results",
    "marts/completeness",
    "marts/county_indicators",
    "marts/county_inventory",
    "marts/cross_checks",
    "marts/decomposition",
    "marts/decoupling",
    "marts/energy_balance",
    "marts/energy_by_industry",
    "marts/evidence_shares",
    "marts/inventory_shares",
    "marts/energy_by_sector",
    "marts/energy_balance_table",
    "marts/grid_factors",
    "marts/indicator_changes",
    "marts/management_split",
    "marts/outlook",
    "marts/peak_status",
    "marts/provincial_summary",
    "marts/recalled_factors",
    "marts/target_paths",
    "marts/target_status",
    "marts/year_progress",
    "marts/yearly_changes",
)

#: Regions that get a chapter of their own; of more, the page shows the table of totals.
CHAPTERS = 20

#: Notation keys that ask nobody for data.
SETTLED_KEYS = ("NO", "NA", "IE", "C")


def render(
    engine: duckdb.DuckDBPyConnection, trace: Trace | None = None, previous_official: tuple[str, str] = ("", "")
) -> bytes:
    """Write the page; its numbers open where the walk down from them is handed over."""
    regions = figures.reported_regions(engine)
    told = {outcome: figures.told_places(engine, outcome) for outcome in figures.TOLD}
    page = render_page(
        "report/report.html",
        opened=Opened(trace),
        is_synthetic=figures.is_synthetic(engine),
        regions=figures.latest_totals(engine) if len(regions) > 1 else [],
        chapters=[_chapter(engine, region) for region in regions[:CHAPTERS]],
        checks=figures.checks(engine),
        told=told,
        outcomes=figures.TOLD,
        counts={outcome: sum(len(rule["places"]) for rule in rules) for outcome, rules in told.items()},
        status_zh=figures.status_zh(engine),
        previous_official=previous_official,
        notation_keys=vocabulary.NOTATION_KEYS,
        verdicts=vocabulary.VERDICTS,
        roles=vocabulary.TARGET_ROLES,
    )
    return with_contents(with_heads(page.decode())).encode()


def _chapter(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    lines = figures.line_series(connection, region)
    parts = [
        by_year
        for by_year in figures.shares(connection, region, "trend_part").values()
        if any(row["emissions_tco2e"] is not None for row in by_year.values())
    ]
    gaps = figures.gaps(connection, region)
    views = _views(connection, region)
    coverage = figures.shares(connection, region, "coverage")
    bases = figures.bases(connection, region)
    planned = figures.planned_changes(connection, region)
    indicators = [_indicator(series, planned) for series in figures.indicators(connection, region)]
    known = [indicator for indicator in indicators if indicator["latest_known"]]
    told = targets.targets(connection, region, region.latest)
    missing = figures.missing_deliveries(connection, region)
    reasons = analysis.reasons(connection, region)
    open_gaps = [row for row in gaps if row["notation_key"] not in SETTLED_KEYS]
    by_sector, by_gas = (figures.largest_shares(connection, region, breakdown) for breakdown in ("trend_part", "gas"))
    return {
        "front": front.front(connection, region, told, open_gaps, missing, reasons, planned),
        "region": region,
        "basis": bases[0],
        "bases": bases,
        "total": lines["total"][region.latest],
        "totals": lines["total"],
        "coverage": {
            code: coverage.get(code, {}).get(region.latest) for code in ("complete", "partial", "confidential")
        },
        "changes": figures.yearly_changes(connection, region),
        "unfinished": figures.unfinished_years(connection, region),
        "lulucf": lines["lulucf"][region.latest],
        "without_lulucf": next((view["end"] for view in views if view["code"] == "provincial_without_lulucf"), None),
        "electricity": lines["memo.electricity"],
        "grid": _grid(connection, region),
        "largest": [
            row for row in figures.largest_shares(connection, region, "category")[:3] if row["emissions_tco2e"] > 0
        ],
        "parts": parts,
        "trend_chart": _trend_chart(region, parts, lines["total"]),
        "by_sector": by_sector,
        "by_gas": by_gas,
        "sector_chart": _bars(f"{region.label(region.latest)}排放构成（按部门）", by_sector),
        "gas_chart": _bars(f"{region.label(region.latest)}排放构成（按气体）", by_gas),
        "indicators": [indicator for indicator in known if indicator["is_price_base_in_force"]],
        "unknown_indicators": [indicator for indicator in indicators if not indicator["latest_known"]],
        "main_indicators": [indicator for indicator in known if indicator["is_headline"]],
        "form_gases": figures.FORM_GASES,
        "summary": figures.form_lines(connection, "provincial_summary", region, region.latest),
        "open_gaps": open_gaps,
        "settled_gaps": [row for row in gaps if row["notation_key"] in SETTLED_KEYS],
        "missing_lines": figures.missing_lines(connection, region),
        "missing_deliveries": missing,
        "evidence": figures.evidence_shares(connection, region, "evidence"),
        "data_classes": figures.evidence_shares(connection, region, "data_class"),
        "sources": figures.factor_sources(connection, region, region.latest),
        "sectors": sectors.sector_chapters(connection, region, region.latest),
        "views": views,
        "assessed": figures.assessed_parts(connection, region, region.latest),
        "view_charts": [(view, chart) for view in views if view["is_drawn"] and (chart := _bridge_chart(view))],
        "differences": sectors.basis_differences(connection, region, region.latest),
        "recalled": sectors.recalled(connection, region),
        "energy": _energy(connection, region),
        "targets": told,
        "cross_checks": energy.cross_checks(connection, region, region.latest),
        "reasons": reasons,
        "decoupling": analysis.decoupling(connection, region),
        "peaks": analysis.peaks(connection, region),
        "outlook": analysis.outlook(connection, region),
        "budgets": analysis.budgets(connection, region),
    }


def _views(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Every other view of the latest year: where it starts, its steps, where it ends."""
    views: dict[str, Row] = {}
    for row in figures.bridges(connection, region):
        amount = row["by_year"].get(region.latest)
        if amount is None:
            continue
        about = {"code": row["view_code"], "title": row["view_zh"], "is_drawn": row["is_drawn"], "steps": []}
        view = views.setdefault(row["view_code"], about)
        if row["step_code"] in ("start", "end"):
            view[row["step_code"]] = amount
        elif amount:
            view["steps"].append((row["step_title_zh"], amount, row["step_code"]))
    return list(views.values())


def _bridge_chart(view: Row) -> Markup | None:
    """The way from the provincial total to a view; None if nothing lies between."""
    if not view["steps"]:
        return None
    amounts = [("省级清单总量", view["start"]), *(step[:2] for step in view["steps"]), (view["title"], view["end"])]
    ends = (0, len(amounts) - 1)
    bars = [
        charts.Bar(
            title,
            amount / TONNES_A_WAN,
            wan(amount) if index in ends else signed_wan(amount),
            WHOLE if index in ends else MORE if amount > 0 else LESS,
        )
        for index, (title, amount) in enumerate(amounts)
    ]
    draw = partial(charts.waterfall, f"从省级清单总量到{view['title']}", "万吨二氧化碳当量", bars)
    return charts.on_page_and_phone(draw)


def _grid(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    """Where the grid factors are from, and in base years without one what each treatment would give."""
    found = figures.grid_factors(connection, region)
    used = [row for row in found if row["is_used"]]
    origins: dict[tuple[str, str, str], list[int]] = {}
    for row in used:
        origins.setdefault((row["factor_key"], row["factor_years"], row["evidence"]), []).append(row["year"])
    return {
        "latest": next((row for row in used if row["year"] == region.latest), None),
        "origins": origins,
        "base_years": {
            year: rows
            for year in figures.base_years(connection, region)
            for rows in [[row for row in found if row["year"] == year]]
            if len(rows) > 1
        },
    }


def _energy(connection: duckdb.DuckDBPyConnection, region: Region) -> Row:
    """The energy picture: where it comes from and goes, use by sector, the account of the county, branches."""
    cells = flows.cells(connection, region, region.latest)
    bands = flows.flows(cells)
    draw = partial(flows.sankey, "能源从供应到使用", bands)
    return {
        "cells": cells,
        "flow_chart": charts.on_page_and_phone(draw) if bands else None,
        "groups": energy.groups(connection),
        "uses": energy.uses(connection, region, region.latest),
        "accounts": energy.accounts(connection, region, region.latest),
        "branches": energy.branches(connection, region, region.latest),
    }


def _colour(part: Row) -> str:
    """The colour of a part of the trend, the same in every chart; all gases have one."""
    order = [row["part_code"] for row in read_codes("breakdown_parts") if row["breakdown_code"] == "trend_part"]
    return COLOURS[order.index(part["part_code"]) if part["breakdown_code"] == "trend_part" else 0]


def _trend_chart(region: Region, parts: Sequence[dict[int, Row]], totals: dict[int, Row]) -> Markup | None:
    if len(region.years) < 2 or not parts:
        return None
    series = []
    for by_year in parts:
        last = by_year[region.latest]
        amounts = [_in_wan(by_year[year]["emissions_tco2e"]) for year in region.years]
        series.append(charts.Series(last["part_title_zh"], _colour(last), amounts))
    amounts = [_in_wan(totals[year]["emissions_tco2e"]) for year in region.years]
    title = f"{region.name}温室气体排放总量及构成"
    return charts.on_page_and_phone(
        partial(charts.stacked_columns, title, "万吨二氧化碳当量", region.years, series, amounts)
    )


def _in_wan(tonnes: Decimal | None) -> Decimal | None:
    return None if tonnes is None else tonnes / TONNES_A_WAN


def _bars(title: str, parts: Sequence[Row]) -> Markup | None:
    """Bars of parts of the emissions, each with its number and its share of the gross emissions."""
    if not parts:
        return None
    decimals = fitting_decimals(_in_wan(part["emissions_tco2e"]) for part in parts)
    entries = [
        charts.Bar(
            part["part_title_zh"],
            amount / TONNES_A_WAN,
            wan(amount, decimals=decimals) + (f"（{percent(part['share_pct'])}）" if amount > 0 else ""),
            _colour(part),
        )
        for part in parts
        for amount in [part["emissions_tco2e"]]
    ]
    draw = partial(charts.bars, title, "万吨二氧化碳当量（占排放合计的比重）", entries)
    return charts.on_page_and_phone(draw, charts.HALF)


def _indicator(series: Sequence[Row], planned: Mapping[tuple[str, str, int], Row]) -> Row:
    """An indicator in one scope and price base, with its chart, or with the reason why there is none."""
    last = series[-1]
    decimals = fitting_decimals(row["value"] for row in series)
    points = [charts.Point(row["year"], row["value"], row["is_incomplete"]) for row in series]
    known = [row for row in series if row["value"] is not None]
    chart = partial(charts.line, last["title_zh"], last["unit_zh"], points, decimals)
    return {
        "title": last["title_zh"],
        "code": last["indicator_code"],
        "is_price_base_in_force": last["is_price_base_in_force"],
        "is_headline": last["is_headline"],
        "unit": last["unit_zh"],
        "decimals": decimals,
        "by_year": {row["year"]: row for row in series},
        "latest_known": known[-1] if known else None,
        "value_text": grouped(known[-1]["value"], decimals) if known else "",
        "planned": planned.get((last["indicator_code"], last["caliber"], known[-1]["year"])) if known else None,
        "chart": charts.on_page_and_phone(chart, charts.HALF) if len(known) > 1 else None,
        "reasons": sorted({(row["notation_key"], row["reason_zh"]) for row in series if row["value"] is None}),
    }
