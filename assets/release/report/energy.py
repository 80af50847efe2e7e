"""The county's energy in one picture: use by sector and group of fuels, the approved total, branches, cross-checks."""

import duckdb

from assets.release.figures import Region, Row, read_rows


def groups(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Groups of fuels, the columns of the picture; the total last."""
    return read_rows(connection, "select * from codes.fuel_groups order by line_number::integer")


def uses(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Use by sector, largest first, a part below its whole, the sum last: ``groups`` holds cells by group of fuels.

    What uses nothing has no row.
    """
    rows: dict[str, Row] = {}
    for cell in read_rows(
        connection,
        """
        with cells as (
            select *, coalesce(nullif(part_of_code, ''), row_code) as whole_code
            from marts.energy_by_sector
            where region_code = $region and year = $year
        )
        select
            *,
            max(calorific_tce) over (partition by whole_code) as whole_tce,
            bool_or(group_code = 'total' and calorific_tce = 0) over (partition by row_code) as is_unused
        from cells
        qualify is_unused is distinct from true
        order by whole_code = 'use_total', whole_tce desc nulls last, whole_code, part_of_code != '', row_code
        """,
        region=region.code,
        year=year,
    ):
        rows.setdefault(cell["row_code"], cell | {"groups": {}})["groups"][cell["group_code"]] = cell
    return list(rows.values())


def accounts(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, Row]:
    """Rows of the balance about the county as a whole, by code."""
    found = read_rows(
        connection,
        """
        select balance.* from marts.energy_balance as balance
        inner join codes.balance_rows as line using (row_code)
        where region_code = $region and year = $year and line.kind != 'sum'
        order by line.line_number::integer
        """,
        region=region.code,
        year=year,
    )
    return {row["row_code"]: row for row in found}


def branches(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Branches of industry with energy, CO2 of their fuels and energy a tonne of product, largest first."""
    return read_rows(
        connection,
        """
        select branch.*, coalesce(items.title_zh, '') as product_zh
        from marts.energy_by_industry_official as branch
        left join codes.items as items on branch.product_code = items.item_code
        where branch.region_code = $region and branch.year = $year and branch.fuel_code = 'total'
        order by branch.calorific_tce desc nulls last, branch.sector_code
        """,
        region=region.code,
        year=year,
    )


def cross_checks(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Figures that were found in two ways, with what lies between them; amounts in the unit of a reader."""
    found = read_rows(
        connection,
        """
        select checks.*, units.title_zh as unit_zh
        from marts.cross_checks as checks
        inner join codes.units as units using (unit_code)
        where region_code = $region and year = $year
        order by check_code
        """,
        region=region.code,
        year=year,
    )
    for row in found:
        per, row["unit_zh"] = (100_000, "亿千瓦时") if row["unit_code"] == "mwh" else (10_000, f"万{row['unit_zh']}")
        row["first_shown"], row["second_shown"] = row["first_amount"] / per, row["second_amount"] / per
    return found
