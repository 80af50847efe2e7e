"""What a report and its workbook say about a region, read from the engine once and in a fixed order.

Reading and grouping belong here; how a number is printed does not. Only the official basis is read, except
where bases are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import duckdb

from schemas import vocabulary

Row = dict[str, Any]

ZERO = Decimal(0)

#: Columns of the provincial form: amount, its key, heading, printed unit, tonnes in it.
FORM_GASES = (
    ("co2_t", "co2_key", "二氧化碳", "万吨", Decimal(10_000)),
    ("ch4_t", "ch4_key", "甲烷", "吨", Decimal(1)),
    ("n2o_t", "n2o_key", "氧化亚氮", "吨", Decimal(1)),
    ("hfcs_tco2e", "hfcs_key", "氢氟碳化物", "吨CO₂当量", Decimal(1)),
    ("pfcs_tco2e", "pfcs_key", "全氟化碳", "吨CO₂当量", Decimal(1)),
    ("sf6_t", "sf6_key", "六氟化硫", "吨", Decimal(1)),
    ("emissions_tco2e", "emissions_key", "温室气体合计", "万吨CO₂当量", Decimal(10_000)),
)

#: Parts of the trend: title and the lines of the provincial form that they hold, with everything below them.
PARTS = (
    ("能源工业", ("energy.fossil.energy_industries",)),
    ("工业和建筑业用能", ("energy.fossil.industry_construction",)),
    ("交通运输", ("energy.fossil.transport",)),
    (
        "服务业、居民和农业用能",
        ("energy.fossil.services", "energy.fossil.residential", "energy.fossil.agriculture"),
    ),
    ("其他能源活动", ("energy.biomass", "energy.coal_mining", "energy.oil_gas", "energy.non_energy_use")),
    ("工业生产过程", ("ippu",)),
    ("农业活动", ("agriculture",)),
    ("废弃物处理", ("waste",)),
    ("土地利用变化与林业", ("lulucf",)),
)

EXPORT_RULES = {
    "grid_factor": "净调出电力按电网因子计为负值",
    "own_mix": "净调出电力按本地发电因子计为负值",
    "zero": "净调出电力不计",
}
ELECTRICITY_METHODS = {"calorific": "当量值", "coal_equivalent": "等价值"}
WASTE_SECTORS = {"waste": "垃圾发电计入废弃物处理", "energy": "垃圾发电计入能源活动"}


@dataclass(frozen=True)
class Region:
    """A reported region with the years its inventory covers."""

    code: str
    name: str
    years: tuple[int, ...]

    @property
    def latest(self) -> int:
        """The last year of the inventory."""
        return self.years[-1]


def read_rows(connection: duckdb.DuckDBPyConnection, sql: str, **parameters: object) -> list[Row]:
    """Rows of a query as dictionaries; the query orders them."""
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def reported_regions(connection: duckdb.DuckDBPyConnection) -> list[Region]:
    """Regions of the run that have an inventory, by code."""
    found = read_rows(
        connection,
        """
        select region_code, name_zh, list(distinct year order by year) as years
        from marts.provincial_summary_official
        inner join core.regions using (region_code)
        group by region_code, name_zh
        order by region_code
        """,
    )
    return [Region(row["region_code"], row["name_zh"], tuple(row["years"])) for row in found]


def latest_totals(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The total of every region in its latest year, by code."""
    return read_rows(
        connection,
        """
        select region_code, name_zh, year, emissions_tco2e, emissions_key, is_incomplete
        from marts.provincial_summary_official
        inner join core.regions using (region_code)
        where line_code = 'total'
        qualify year = max(year) over (partition by region_code)
        order by region_code
        """,
    )


def is_synthetic(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any delivery holds sample data; then everything is watermarked."""
    return bool(read_rows(connection, "select 1 from core.deliveries where is_synthetic limit 1"))


def bases(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Every basis in words, the official one first, with the latest total under it."""
    found = read_rows(
        connection,
        """
        select bases.*, emissions_tco2e, emissions_key, is_incomplete
        from core.bases as bases
        inner join marts.provincial_summary using (basis_id)
        where region_code = $region and year = $year and line_code = 'total'
        order by is_official desc, basis_id
        """,
        region=region.code,
        year=region.latest,
    )
    for row in found:
        row["edition_zh"] = vocabulary.EDITIONS[row["edition"]][0]
        borrowed = [vocabulary.EDITIONS[edition][0] for edition in row["fallback_edition"].split()]
        row["fallback_zh"] = "，其次".join(borrowed) or "无"
        row["gwp_zh"] = vocabulary.GWP_SETS[row["gwp_set"]][0]
        row["grid_zh"] = vocabulary.GRID_FACTOR_POLICIES[row["grid_factor_policy"]][0]
        row["export_zh"] = EXPORT_RULES[row["export_rule"]]
        row["electricity_zh"] = ELECTRICITY_METHODS[row["electricity_method"]]
        row["waste_zh"] = WASTE_SECTORS[row["waste_energy_sector"]]
    return found


def form_lines(
    connection: duckdb.DuckDBPyConnection,
    form: Literal["provincial_summary", "ipcc_summary", "gpc_summary"],
    region: Region,
    year: int,
) -> list[Row]:
    """A form of one year, line by line, in the order of the form."""
    return read_rows(
        connection,
        f"""
        select * from marts.{form}_official
        where region_code = $region and year = $year
        order by line_number
        """,
        region=region.code,
        year=year,
    )


def line_series(connection: duckdb.DuckDBPyConnection, region: Region) -> dict[str, dict[int, Row]]:
    """CO2e of every line (by code) and year, with its key and the titles of the line."""
    series: dict[str, dict[int, Row]] = {}
    for row in read_rows(
        connection,
        """
        select line_code, line_title_zh, line_level, is_memo, year, emissions_tco2e, emissions_key, is_incomplete
        from marts.provincial_summary_official
        where region_code = $region
        order by line_number, year
        """,
        region=region.code,
    ):
        series.setdefault(row["line_code"], {})[row["year"]] = row
    return series


def part_series(lines: dict[str, dict[int, Row]], years: Sequence[int]) -> list[tuple[str, list[Decimal | None]]]:
    """CO2e of the parts of the trend in tonnes; a part without any number in all years is left out."""
    parts = []
    for title, codes in PARTS:
        values: list[Decimal | None] = []
        for year in years:
            known = [lines[code][year]["emissions_tco2e"] for code in codes if year in lines.get(code, {})]
            numbers = [value for value in known if value is not None]
            values.append(sum(numbers, ZERO) if numbers else None)
        if any(value is not None for value in values):
            parts.append((title, values))
    return parts


def accounted(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> Row:
    """CO2e that is fully and partly accounted for, and how many categories are partial or confidential."""
    (row,) = read_rows(
        connection,
        """
        select
            coalesce(sum(emissions_tco2e) filter (not is_incomplete), 0) as complete_tco2e,
            coalesce(sum(emissions_tco2e) filter (is_incomplete), 0) as partial_tco2e,
            count(distinct category_code) filter (emissions_t is not null and is_incomplete)
                as partial_categories,
            count(distinct category_code) filter (notation_key = 'C') as confidential_categories
        from marts.county_inventory_official
        where region_code = $region and year = $year and is_in_total
        """,
        region=region.code,
        year=year,
    )
    return row


def comparable_change(connection: duckdb.DuckDBPyConnection, region: Region, before: int, after: int) -> Row:
    """Totals of two years over cells that hold a number in both, and whether both cover the same cells."""
    (row,) = read_rows(
        connection,
        """
        with cells as (
            select
                max(emissions_tco2e) filter (year = $before) as before_tco2e,
                max(emissions_tco2e) filter (year = $after) as after_tco2e
            from marts.county_inventory_official
            where region_code = $region and year in ($before, $after) and is_in_total
            group by category_code, gas
        )
        select
            coalesce(sum(before_tco2e) filter (after_tco2e is not null), 0) as before_tco2e,
            coalesce(sum(after_tco2e) filter (before_tco2e is not null), 0) as after_tco2e,
            count(*) filter ((before_tco2e is null) != (after_tco2e is null)) = 0 as is_same_coverage
        from cells
        """,
        region=region.code,
        before=before,
        after=after,
    )
    return row


def largest_categories(connection: duckdb.DuckDBPyConnection, region: Region, year: int, count: int = 3) -> list[Row]:
    """The categories that emit most; what removes is not among them."""
    return read_rows(
        connection,
        """
        select category_code, category_title_zh, sum(emissions_tco2e) as tco2e
        from marts.county_inventory_official
        where region_code = $region and year = $year and is_in_total
        group by category_code, category_title_zh
        having tco2e > 0
        order by tco2e desc, category_code
        limit $count
        """,
        region=region.code,
        year=year,
        count=count,
    )


def gas_totals(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """CO2e by gas."""
    return read_rows(
        connection,
        """
        select gas, any_value(title_zh) as title_zh, sum(emissions_tco2e) as tco2e
        from marts.county_inventory_official
        inner join codes.gases on gas = gas_code
        where region_code = $region and year = $year and is_in_total and emissions_tco2e is not null
        group by gas
        order by tco2e desc, gas
        """,
        region=region.code,
        year=year,
    )


def sectors_by_gas(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """CO2e of every sector, of all but LULUCF (``gross``) and of all, by year: the second form."""
    return read_rows(
        connection,
        "select * from marts.sector_summary_official where region_code = $region order by year, line_number",
        region=region.code,
    )


def gas_shares(connection: duckdb.DuckDBPyConnection, region: Region) -> dict[tuple[int, str], Row]:
    """Amount and share of each group of gases in the total without LULUCF, by year and group: the third form."""
    found = read_rows(
        connection, "select * from marts.gas_shares_official where region_code = $region", region=region.code
    )
    return {(row["year"], row["gas_group"]): row for row in found}


def source_shares(connection: duckdb.DuckDBPyConnection, region: Region) -> list[dict[int, Row]]:
    """Amount and share of each line without parts in its sector, by year, in the order of the form: the fourth form."""
    series: dict[str, dict[int, Row]] = {}
    for row in read_rows(
        connection,
        "select * from marts.source_shares_official where region_code = $region order by line_number, year",
        region=region.code,
    ):
        series.setdefault(row["line_code"], {})[row["year"]] = row
    return list(series.values())


def potentials(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every gas with its potential in every set: one row a gas, ``values`` by set; sets as in the vocabulary."""
    rows: dict[str, Row] = {}
    for row in read_rows(
        connection,
        """
        select gases.gas_code, gases.title_zh, gases.formula, gwps.gwp_set, gwps.gwp
        from core.gwps as gwps
        inner join codes.gases as gases on gwps.gas = gases.gas_code
        """,
    ):
        rows.setdefault(row["gas_code"], row | {"values": {}})["values"][row["gwp_set"]] = row["gwp"]
    order = [row["gas_code"] for row in read_rows(connection, "select gas_code from codes.gases")]
    return sorted(rows.values(), key=lambda row: order.index(row["gas_code"]))


def key_indicators(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """The three indicators of the provincial report without and with LULUCF, one list each, years in order."""
    series: dict[tuple[str, bool], list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select * from marts.key_indicators_official
        where region_code = $region
        order by array_position(['per_gdp', 'per_resident', 'per_primary_energy'], indicator_code), is_with_lulucf, year
        """,
        region=region.code,
    ):
        series.setdefault((row["indicator_code"], row["is_with_lulucf"]), []).append(row)
    return list(series.values())


def assessed(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """Assessed CO2, one list a variant, years in order."""
    series: dict[str, list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select * from marts.assessment_co2_official
        where region_code = $region
        order by variant, year
        """,
        region=region.code,
    ):
        series.setdefault(row["variant"], []).append(row)
    return list(series.values())


def bridges(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Steps from the provincial total to every other view: one row a view and step, ``by_year`` its amounts."""
    rows: dict[tuple[str, str], Row] = {}
    for row in read_rows(
        connection,
        """
        select bridge.*, view.title_zh as view_zh
        from marts.view_summary_official as bridge
        inner join codes.views as view using (view_code)
        where bridge.region_code = $region
        order by view.line_number::integer, bridge.step_number, bridge.year
        """,
        region=region.code,
    ):
        key = (row["view_code"], row["step_code"])
        rows.setdefault(key, row | {"by_year": {}})["by_year"][row["year"]] = row["amount_tco2e"]
    return list(rows.values())


def bridge_details(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every step of one year by category and gas."""
    return read_rows(
        connection,
        """
        select view.title_zh as view_zh, bridge.*, coalesce(gas.title_zh, '') as gas_zh
        from marts.view_bridge_official as bridge
        inner join codes.views as view using (view_code)
        left join codes.gases as gas on bridge.gas = gas.gas_code
        where bridge.region_code = $region and bridge.year = $year
        order by view.line_number::integer, bridge.step_number, bridge.category_code, bridge.gas
        """,
        region=region.code,
        year=year,
    )


def indicators(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """Indicators, one list an indicator and variant, years in order."""
    series: dict[tuple[str, str], list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select * from marts.county_indicators_official
        where region_code = $region
        order by indicator_code, variant, year
        """,
        region=region.code,
    ):
        series.setdefault((row["indicator_code"], row["variant"]), []).append(row)
    return list(series.values())


def gaps(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """What is not fully measured: one row a category, key and reason, and what is missing in the same years.

    ``objects`` names the missing activities; it is empty where the whole category is meant.
    """
    return read_rows(
        connection,
        """
        with objects as (
            select
                department_zh, category_code, category_title_zh, notation_key, reason_code,
                concat_ws('·', sectors.title_zh, fuels.title_zh, items.title_zh) as object_zh,
                list(distinct gas order by gas) as gases,
                list(distinct year order by year) as years
            from marts.completeness_official
            left join codes.sectors as sectors using (sector_code)
            left join codes.fuels as fuels using (fuel_code)
            left join codes.items as items using (item_code)
            where region_code = $region
            group by all
        )
        select
            objects.* exclude (object_zh), reasons.title_zh as reason_zh,
            coalesce(list(object_zh order by object_zh) filter (object_zh != ''), []) as objects
        from objects
        inner join codes.reasons as reasons using (reason_code)
        group by all
        order by department_zh, category_code, notation_key, reason_code, years, gases
        """,
        region=region.code,
    )


def missing_lines(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Lines of the provincial form, sums left out, that are not estimated: one row a line.

    ``has_category`` says that the line has a category, so that its gaps are told in detail by ``gaps``.
    """
    return read_rows(
        connection,
        """
        select
            if(form.line_level > 2, concat(parent.title_zh, '·', form.line_title_zh), form.line_title_zh)
                as title_zh,
            list(form.year order by form.year) as years,
            max(form.reason_zh) as reason_zh,
            form.line_code in (select provincial_line_code from core.categories) as has_category
        from marts.provincial_summary_official as form
        inner join codes.provincial_lines as line on form.line_code = line.line_code
        left join codes.provincial_lines as parent on line.parent_code = parent.line_code
        where form.region_code = $region and form.emissions_key = 'NE' and not form.is_memo
            and form.line_code not in (select parent_code from codes.provincial_lines)
        group by form.line_code, form.line_number, form.line_level, form.line_title_zh, parent.title_zh
        order by form.line_number
        """,
        region=region.code,
    )


def missing_deliveries(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Deliveries that were expected and have not come, one row a table."""
    return read_rows(
        connection,
        """
        select department_zh, table_name, title_zh, list(distinct year order by year) as years
        from core.deliveries
        where region_code = $region and status = 'missing'
        group by department_zh, table_name, title_zh
        order by department_zh, table_name
        """,
        region=region.code,
    )


def evidence_shares(connection: duckdb.DuckDBPyConnection, region: Region, year: int, column: str) -> list[Row]:
    """Emissions of the total by ``evidence`` or ``data_class``; removals count by their magnitude."""
    words = {"evidence": vocabulary.EVIDENCE, "data_class": vocabulary.DATA_CLASSES}[column]
    found = read_rows(
        connection,
        f"""
        select {column} as word, sum(abs(emissions_t * gwp)) as tco2e
        from core.emissions
        inner join core.bases using (basis_id)
        inner join core.gwps using (gwp_set, gas)
        inner join core.categories using (category_code)
        where is_official and is_in_total and region_code = $region and year = $year
        group by word
        """,
        region=region.code,
        year=year,
    )
    amounts = {row["word"]: row["tco2e"] for row in found}
    return [{"word": word, "title_zh": titles[0], "tco2e": amounts.get(word, ZERO)} for word, titles in words.items()]


def factor_sources(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Documents behind the factors that the emissions of a year rest on, worst evidence first."""
    found = read_rows(
        connection,
        """
        select
            factor_values.source_title, factor_values.evidence, count(distinct factor_id) as factors,
            list(distinct categories.title_zh order by categories.title_zh) as categories
        from core.emissions as emissions
        inner join core.bases as bases using (basis_id)
        inner join core.factor_regions using (region_code)
        inner join core.factor_parts as parts
            using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
        inner join core.factor_values as factor_values using (factor_id)
        inner join core.categories as categories using (category_code)
        where bases.is_official and region_code = $region and year = $year and emissions.emissions_t != 0
        group by factor_values.source_title, factor_values.evidence
        order by factor_values.source_title
        """,
        region=region.code,
        year=year,
    )
    order = list(vocabulary.EVIDENCE)
    return sorted(found, key=lambda row: (-order.index(row["evidence"]), row["source_title"]))


def checks(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Checks that warned or failed."""
    return read_rows(
        connection,
        """
        select * from marts.check_results
        where outcome != 'passed'
        order by severity, table_name, rule_code, subject
        """,
    )


def count_checks(connection: duckdb.DuckDBPyConnection) -> int:
    """How many checks ran."""
    (row,) = read_rows(connection, "select count(*) as checks from marts.check_results")
    return int(row["checks"])
