"""The first page, for whoever leads: how much, against which target, why it changed, who has to do what.

Everything is a row of a mart; here they are chosen and put in order.
"""

from collections.abc import Mapping, Sequence

import duckdb
from markupsafe import Markup

from assets.release.colours import LESS, MORE, WHOLE
from assets.release.figures import Region, Row, read_rows
from assets.release.numbers import TONNES_A_WAN, fitting_decimals, signed_wan
from assets.release.report import charts

#: Changes of indicators in the plan period, by indicator, caliber and year.
Planned = Mapping[tuple[str, str, int], Row]

#: Goals that lead the page, and those that stand there whatever their verdict.
URGENT = ("missed", "off_track", "at_risk")
INTENSITIES = ("co2_per_gdp", "energy_per_gdp")

#: Goals and departments that the page has room for; the chapters behind it name all.
GOALS, DEPARTMENTS = 12, 9

#: What a department without a name in the plan is called.
NOBODY = "方案未写明部门"


def front(
    connection: duckdb.DuckDBPyConnection,
    region: Region,
    targets: Sequence[Row],
    gaps: Sequence[Row],
    missing: Sequence[Row],
    reasons: Sequence[Row],
    planned: Planned,
) -> Row:
    """What the first page shows; all that is handed over as the chapters behind it tell it."""
    goal = leading_goal(targets, region.latest)
    years = path(connection, region, goal)
    return {
        "calibers": calibers(connection, region, planned),
        "goals": goals(targets),
        "goal": goal,
        "path": years,
        "path_chart": path_chart(years),
        "reasons_chart": reasons_chart(reasons, region.latest),
        "steps": steps(connection, region, targets, gaps, missing),
        "room": DEPARTMENTS,
    }


def calibers(connection: duckdb.DuckDBPyConnection, region: Region, planned: Planned) -> list[Row]:
    """CO2 and CO2 per GDP of the latest year in either caliber: on the year before, and in the plan period so far."""
    found = read_rows(
        connection,
        """
        select change.*, year - 1 as earlier_year, variant.title_zh as caliber_zh
        from marts.indicator_changes_official as change
        inner join codes.indicator_variants as variant
            on variant.variant_column = 'caliber' and change.caliber = variant.variant_code
        where region_code = $region and year = $year
        order by caliber, indicator_code
        """,
        region=region.code,
        year=region.latest,
    )
    told: dict[str, Row] = {}
    for row in found:
        about = row | {"planned": planned.get((row["indicator_code"], row["caliber"], row["year"]))}
        told.setdefault(row["caliber_zh"], {"title_zh": row["caliber_zh"]})[row["indicator_code"]] = about
    return list(told.values())


def goals(targets: Sequence[Row]) -> list[Row]:
    """Goals of the plan that need a decision, worst first, as many as there is room for, and those of intensity."""
    of_plan = sorted((row for row in targets if row["role"] == "goal"), key=_urgency)
    always = [row for row in of_plan if row["kind"] == "change" and row["indicator_code"] in INTENSITIES]
    urgent = [row for row in of_plan if row["verdict"] in URGENT and row not in always]
    return sorted(urgent[: GOALS - len(always)] + always, key=_urgency)


def _urgency(row: Row) -> tuple[int, int]:
    return (URGENT.index(row["verdict"]) if row["verdict"] in URGENT else len(URGENT), row["line_number"])


def leading_goal(targets: Sequence[Row], year: int) -> Row | None:
    """The target of CO2 per GDP that a year is on the way to: the next one, or the last."""
    found = [
        row
        for row in targets
        if row["role"] == "goal" and row["kind"] == "change" and row["indicator_code"] == "co2_per_gdp"
    ]
    ahead = [row for row in found if row["target_year"] >= year]
    return min(ahead, key=lambda row: row["target_year"]) if ahead else (found[-1] if found else None)


def path(connection: duckdb.DuckDBPyConnection, region: Region, goal: Row | None) -> list[Row]:
    """Years of the path to a goal in its first reading; ``other`` is the same year in the other caliber.

    Nothing was reached yet in a year of which too little has come.
    """
    if goal is None:
        return []
    found = read_rows(
        connection,
        """
        select
            reading.caliber,
            path.* replace (
                if(path.year <= $year, actual_value, null) as actual_value,
                if(path.year <= $year, actual_key, 'NE') as actual_key
            )
        from marts.target_paths_official as path
        inner join core.targets as reading using (target_id, reading_id)
        inner join core.targets as first using (target_id, method, scope, accounting, grid_factor_year, base_year)
        where
            path.region_code = $region and target_id = $target and first.is_headline
            and (path.year <= $year or path.path_value is not null)
        order by not path.is_headline, reading.caliber, path.year
        """,
        region=region.code,
        target=goal["target_id"],
        year=region.latest,
    )
    others = {row["year"]: row for row in found if not row["is_headline"]}
    return [row | {"other": others.get(row["year"])} for row in found if row["is_headline"]]


def path_chart(rows: Sequence[Row]) -> Markup | None:
    """What was reached beside the path; nothing where there is no path."""
    if all(row["path_value"] is None for row in rows):
        return None
    decimals = fitting_decimals(row["path_value"] for row in rows)
    actual = [charts.Point(row["year"], row["actual_value"], row["is_incomplete"]) for row in rows]
    planned = [charts.Point(row["year"], row["path_value"]) for row in rows]
    unit = rows[0]["unit_zh"] + (f"（{price}年价）" if (price := rows[0]["price_base_year"]) else "")
    return charts.on_page_and_phone(
        lambda width: charts.line("单位GDP二氧化碳排放与目标路径", unit, actual, decimals, width, planned), charts.HALF
    )


def reasons_chart(reasons: Sequence[Row], year: int) -> Markup | None:
    """Why energy CO2 changed, since the year before and in the plan period."""
    panels = [
        (f"{reason['from_year']}—{year}年", [_effect(row) for row in reason["effects"]])
        for reason in reasons
        if all(row["effect_t"] is not None for row in reason["effects"])
    ]
    if not panels:
        return None
    return charts.on_page_and_phone(
        lambda width: charts.changes("能源二氧化碳变化的原因", "万吨二氧化碳", panels, width), charts.HALF
    )


def _effect(row: Row) -> charts.Bar:
    amount = row["effect_t"]
    colour = WHOLE if row["effect_code"] == "total" else MORE if amount > 0 else LESS
    return charts.Bar(row["effect_title_zh"], amount / TONNES_A_WAN, signed_wan(amount), colour)


def steps(
    connection: duckdb.DuckDBPyConnection,
    region: Region,
    targets: Sequence[Row],
    gaps: Sequence[Row],
    missing: Sequence[Row],
) -> list[Row]:
    """What each department has to do, as the goals that it leads, the gaps and the deliveries say; most goals first."""
    holders = _holders(connection)
    asked = [
        *(("goals", row) for row in targets if row["role"] == "goal" and row["verdict"] in URGENT),
        *(("missing", row) for row in missing),
        *(("gaps", row) for row in gaps if region.latest in row["years"] and row["reason_code"] != "outside_edition"),
        *(
            ("final", {"department_zh": holders.get(title, ""), "year": year, "title_zh": title})
            for year, tables in region.preliminary.items()
            for title in tables.split("、")
        ),
    ]
    departments: dict[str, Row] = {}
    for what, row in asked:
        for name in (row["department_zh"] or NOBODY).split("、"):
            entry: Row = {"department_zh": name, "goals": [], "missing": [], "gaps": [], "final": []}
            departments.setdefault(name, entry)[what].append(row)
    return sorted(departments.values(), key=lambda entry: (entry["department_zh"] == NOBODY, -len(entry["goals"])))


def _holders(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """Departments by the titles of the tables that they deliver."""
    found = read_rows(connection, "select title_zh, min(department_zh) as holder from core.printed_tables group by all")
    return {row["title_zh"]: row["holder"] for row in found}
