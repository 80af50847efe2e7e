"""Why energy CO2 changed, whether it parts from the economy and has peaked, who carries the target, where it goes."""

import duckdb

from assets.release.figures import Region, Row, read_rows

#: What the report tells of: fuels and electricity, all of the county, by the grid factor of each year.
TOLD = "region_code = $region and caliber = 'energy'"
SERIES = f"{TOLD} and scope = 'gross' and grid_factor_year = 0"


def reasons(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """The changes that the report explains: of the latest year and the plan period so far, each with its effects."""
    found = read_rows(
        connection,
        f"select * from marts.decomposition_official as found inner join codes.effects using (effect_code) "
        f"where {TOLD} and year = $year order by span desc, line_number::integer",
        region=region.code,
        year=region.latest,
    )
    spans: dict[tuple[str, int], list[Row]] = {}
    for row in found:
        spans.setdefault((row["span"], row["from_year"]), []).append(row)
    return [{"from_year": year, "effects": rows, "total": rows[-1]} for (_, year), rows in spans.items()]


def decoupling(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """What is said of plan periods, the last one first."""
    return read_rows(
        connection,
        f"select * from marts.decoupling_official where {SERIES} and span = 'plan_period' order by year desc",
        region=region.code,
    )


def peaks(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """The verdict on each series."""
    return read_rows(
        connection,
        "select * from marts.peak_status_official where region_code = $region "
        "order by caliber, scope, grid_factor_year",
        region=region.code,
    )


def outlook(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Scenarios, each with its years."""
    found = read_rows(
        connection,
        "select found.* from marts.outlook_official as found inner join rules.outlook_scenarios as scenario "
        "using (scenario_code) where region_code = $region order by scenario.line_number::integer, year",
        region=region.code,
    )
    scenarios: dict[str, list[Row]] = {}
    for row in found:
        scenarios.setdefault(row["scenario_title_zh"], []).append(row)
    return [{"title": title, "years": rows, "last": rows[-1]} for title, rows in scenarios.items()]


def budgets(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Budgets of the last year that has any, by split, the county first."""
    return read_rows(
        connection,
        "select * from marts.management_split_official where region_code = $region "
        "qualify year = max(year) over () order by split_code desc, line_number",
        region=region.code,
    )
