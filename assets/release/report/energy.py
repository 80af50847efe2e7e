"""The county's energy in one picture: use by sector and group of fuels, the approved total, branches, cross-checks."""

from decimal import Decimal

import duckdb

from assets.release.figures import ZERO, Region, Row, read_rows

#: Columns of the picture; a fuel that is in none of them stands under the last.
GROUPS: dict[str, tuple[str, ...]] = {
    "煤炭": (
        "raw_coal",
        "cleaned_coal",
        "other_washed_coal",
        "briquettes",
        "coke",
        "anthracite",
        "bituminous_coal",
        "lignite",
    ),
    "油品": (
        "crude_oil",
        "gasoline",
        "kerosene",
        "diesel",
        "fuel_oil",
        "lpg",
        "refinery_gas",
        "petroleum_coke",
        "other_petroleum",
    ),
    "天然气": ("natural_gas", "lng"),
    "电力、热力": ("electricity", "heat"),
    "生物质能和其他": (),
}

#: Rows that are part of another: they stand below it.
PARTS = {"public_institutions": "other_services"}

#: Rows that stand below the sectors.
SUMS = ("use_total",)

#: Rows about the county as a whole, shown beside one another rather than by fuel.
ACCOUNTS = ("energy_consumption", "approved_total", "residual", "generation", "generation_thermal", "net_inflow")


def uses(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Use by sector and group of fuels in coal equivalent by heat, largest first, the sum last; no use, no row."""
    rows: dict[str, Row] = {}
    for cell in read_rows(
        connection,
        """
        select row_code, row_title_zh, fuel_code, calorific_tce, is_incomplete
        from marts.energy_balance
        where region_code = $region and year = $year
        order by row_code, fuel_code
        """,
        region=region.code,
        year=year,
    ):
        if cell["row_code"] in ACCOUNTS:
            continue
        row = rows.setdefault(cell["row_code"], cell | {"groups": dict.fromkeys(GROUPS), "total": None})
        if cell["fuel_code"] == "total":
            row |= {"total": cell["calorific_tce"], "is_incomplete": cell["is_incomplete"]}
        elif cell["calorific_tce"] is not None:
            group = next((name for name, fuels in GROUPS.items() if cell["fuel_code"] in fuels), list(GROUPS)[-1])
            row["groups"][group] = (row["groups"][group] or ZERO) + cell["calorific_tce"]
    used = {code: row for code, row in rows.items() if row["total"] is None or row["total"]}

    def place(code: str) -> tuple[bool, Decimal, str, bool]:
        whole = PARTS[code] if PARTS.get(code) in used else code
        return code in SUMS, -(used[whole]["total"] or ZERO), whole, code != whole

    return [used[code] for code in sorted(used, key=place)]


def accounts(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, Row]:
    """Rows of the balance about the county as a whole, by code."""
    found = read_rows(
        connection,
        """
        select row_code, row_title_zh, max(calorific_tce) as calorific_tce, max(coal_equivalent_tce)
            as coal_equivalent_tce, bool_or(is_incomplete) as is_incomplete
        from marts.energy_balance
        where region_code = $region and year = $year
        group by row_code, row_title_zh
        """,
        region=region.code,
        year=year,
    )
    return {row["row_code"]: row for row in found if row["row_code"] in ACCOUNTS}


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
        row["first_wan"], row["second_wan"] = row["first_amount"] / 10_000, row["second_amount"] / 10_000
    return found
