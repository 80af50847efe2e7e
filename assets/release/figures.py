"""What a report and its workbook say about a region, read from the engine once and in a fixed order.

Reading and grouping belong here; how a number is printed does not. Only the official basis is read, except
where bases are compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import duckdb

from schemas import vocabulary
from schemas.problems import Language, Place, told_of

Row = dict[str, Any]

ZERO = Decimal(0)

#: What tells the series of an indicator apart.
VARIANT = (
    "indicator_code",
    "caliber",
    "scope",
    "method",
    "accounting",
    "grid_factor_year",
    "gas",
    "is_with_lulucf",
    "price_base_year",
    "base_year",
)

#: How the columns of a variant are headed.
VARIANT_HEADS = {
    "caliber": "口径",
    "scope": "范围",
    "method": "算法",
    "accounting": "电力折标",
    "grid_factor_year": "电网因子",
    "gas": "气体",
    "is_with_lulucf": "土地利用变化和林业",
    "base_year": "比较基年",
}

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


#: What is told of a place that a check found, and what it is called, in the order in which a reader needs it.
TOLD = {"held": "存疑待确认", "confirmed": "存疑已确认", "assumed": "假定：按本单位的解答读取", "noted": "提示"}


@dataclass(frozen=True)
class Region:
    """A reported region with the years its inventory covers, up to the last one that may be told as a headline."""

    code: str
    name: str
    years: tuple[int, ...]
    preliminary: Mapping[int, str] = field(default_factory=dict)
    """Years of which figures are printed as preliminary, each with the tables that say so."""

    def label(self, year: int) -> str:
        """A year as tables head it."""
        return f"{year}年" + ("（初步）" if year in self.preliminary else "")

    @property
    def latest(self) -> int:
        """The last year of which enough has come."""
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
        select
            region_code, name_zh, list(year order by year) as years,
            list(preliminary_zh order by year) as preliminary
        from (
            select
                region_code, year, preliminary_zh,
                max(year) filter (where is_headline) over (partition by region_code) as latest
            from marts.year_progress_official
        )
        inner join core.regions using (region_code)
        where year <= latest
        group by region_code, name_zh
        order by region_code
        """,
    )
    return [
        Region(
            row["region_code"],
            row["name_zh"],
            tuple(row["years"]),
            {year: tables for year, tables in zip(row["years"], row["preliminary"], strict=True) if tables},
        )
        for row in found
    ]


def unfinished_years(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Years after the last headline: how much of each has come."""
    return read_rows(
        connection,
        "select * from marts.year_progress_official where region_code = $region and year > $year order by year",
        region=region.code,
        year=region.latest,
    )


def targets(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every target under every reading after a year, in the order of the plan, its first reading first."""
    return read_rows(
        connection,
        """
        select * from marts.target_status_official
        where region_code = $region and year = $year
        order by line_number, not is_headline, reading_id
        """,
        region=region.code,
        year=year,
    )


def latest_totals(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The total of every region in its latest year, by code."""
    return read_rows(
        connection,
        """
        select summary.*, name_zh, preliminary_zh
        from marts.provincial_summary_official as summary
        inner join core.regions using (region_code)
        inner join marts.year_progress_official using (basis_id, region_code, year)
        where line_code = 'total' and is_headline
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
        row["years_zh"] = vocabulary.FACTOR_YEAR_POLICIES[row["factor_year_policy"]][0]
        row["export_zh"] = vocabulary.EXPORT_RULES[row["export_rule"]][0]
        row["electricity_zh"] = vocabulary.ELECTRICITY_METHODS[row["electricity_method"]][0]
        row["waste_zh"] = vocabulary.WASTE_ENERGY_SECTORS[row["waste_energy_sector"]][0]
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
        select * from marts.provincial_summary_official
        where region_code = $region
        order by line_number, year
        """,
        region=region.code,
    ):
        series.setdefault(row["line_code"], {})[row["year"]] = row
    return series


def shares(connection: duckdb.DuckDBPyConnection, region: Region, breakdown: str) -> dict[str, dict[int, Row]]:
    """Parts of the emissions in one way to divide them, by code and year: in the order of their list, then by code."""
    parts: dict[str, dict[int, Row]] = {}
    for row in read_rows(
        connection,
        """
        select share.*
        from marts.inventory_shares_official as share
        left join codes.breakdown_parts as listed using (breakdown_code, part_code)
        where region_code = $region and breakdown_code = $breakdown
        order by listed.line_number::integer, part_code, year
        """,
        region=region.code,
        breakdown=breakdown,
    ):
        parts.setdefault(row["part_code"], {})[row["year"]] = row
    return parts


def largest_shares(connection: duckdb.DuckDBPyConnection, region: Region, breakdown: str) -> list[Row]:
    """Parts of the latest year that have a number and count in the total, largest first."""
    latest = [by_year.get(region.latest) for by_year in shares(connection, region, breakdown).values()]
    counted = [row for row in latest if row and row["is_in_total"] and row["emissions_tco2e"] is not None]
    return sorted(counted, key=lambda row: -row["emissions_tco2e"])


def yearly_changes(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Changes of the latest total on the year before and since the first year, as far as both are known."""
    return read_rows(
        connection,
        """
        select *
        from marts.yearly_changes_official
        where region_code = $region and year = $year and change_tco2e is not null
        order by earlier_year desc
        """,
        region=region.code,
        year=region.latest,
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
    """The three indicators of the provincial report without and with LULUCF, one list each, years in order.

    A series is in the prices of one year: those in force.
    """
    return _indicator_series(
        connection,
        region,
        """
        select value.* from marts.county_indicators_official as value
        inner join codes.indicators as indicator using (indicator_code)
        where
            value.region_code = $region and value.caliber = 'total' and value.gas = '' and value.base_year = 0
            and value.is_price_base_in_force
        order by indicator.line_number::integer, value.is_with_lulucf, value.year
        """,
    )


def _indicator_series(connection: duckdb.DuckDBPyConnection, region: Region, sql: str) -> list[list[Row]]:
    """Rows of a query about indicators, one list an indicator and variant."""
    series: dict[tuple[Any, ...], list[Row]] = {}
    told = (row for row in read_rows(connection, sql, region=region.code) if row["year"] <= region.latest)
    for row in told:
        key = tuple(row[column] for column in VARIANT)
        series.setdefault(key, []).append(row)
    return list(series.values())


def assessed(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """Assessed CO2, one list a variant and held factor, years in order."""
    series: dict[tuple[str, int], list[Row]] = {}
    for row in read_rows(
        connection,
        """
        select * from marts.assessment_co2_official
        where region_code = $region
        order by variant, factor_base_year, year
        """,
        region=region.code,
    ):
        series.setdefault((row["variant"], row["factor_base_year"]), []).append(row)
    return list(series.values())


def assessed_parts(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> dict[str, dict[str, Row]]:
    """Parts of assessed CO2 in one year, by its grid factor: by title, then by the title of the caliber."""
    parts: dict[str, dict[str, Row]] = {}
    for row in read_rows(
        connection,
        """
        select part.*, caliber.title_zh as caliber_zh
        from marts.assessed_calibers_official as part
        inner join codes.caliber_parts as listed using (part_code)
        inner join codes.indicator_variants as caliber
            on caliber.variant_column = 'caliber' and part.caliber = caliber.variant_code
        where region_code = $region and year = $year and variant = 'current_factor'
        order by listed.line_number::integer, caliber
        """,
        region=region.code,
        year=year,
    ):
        parts.setdefault(row["part_title_zh"], {})[row["caliber_zh"]] = row
    return parts


def grid_factors(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """The grid factor of every year, where there is none each that could stand for it: by year, best first."""
    order = list(vocabulary.FACTOR_TREATMENTS)
    found = read_rows(
        connection, "select * from marts.grid_factors_official where region_code = $region", region=region.code
    )
    found.sort(key=lambda row: (row["year"], order.index(row["treatment_code"])))
    return found


def energy_balance(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Cells of the printed energy balance of the last year, in both forms."""
    return read_rows(
        connection,
        """
        select cell.*, units.title_zh as unit_zh
        from marts.energy_balance_table as cell
        inner join codes.units as units using (unit_code)
        where cell.region_code = $region and cell.year = $year
        order by cell.form_code, cell.line_number, cell.column_number
        """,
        region=region.code,
        year=region.latest,
    )


def base_years(connection: duckdb.DuckDBPyConnection, region: Region) -> list[int]:
    """Base years of plan periods whose grid factor is held."""
    found = read_rows(
        connection,
        "select distinct factor_base_year as year from marts.assessment_co2_official "
        "where region_code = $region and factor_base_year != 0 order by year",
        region=region.code,
    )
    return [row["year"] for row in found]


def other_years(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Categories whose factors are of other years: one row a category and years of the factor, with its years."""
    return read_rows(
        connection,
        """
        select category_code, category_title_zh, factor_years, list(distinct year order by year) as years
        from marts.county_inventory_official
        where region_code = $region and factor_years != ''
        group by category_code, category_title_zh, factor_years
        order by category_code, years
        """,
        region=region.code,
    )


def bridges(connection: duckdb.DuckDBPyConnection, region: Region) -> list[Row]:
    """Steps from the provincial total to every other view: one row a view and step, ``by_year`` its amounts."""
    rows: dict[tuple[str, str], Row] = {}
    for row in read_rows(
        connection,
        """
        select step.*, view.title_zh as view_zh, view.is_drawn = 'true' as is_drawn
        from marts.bridge_steps_official as step
        inner join forms.views as view using (view_code)
        where step.region_code = $region
        order by view.line_number::integer, step.step_number, step.year
        """,
        region=region.code,
    ):
        key = (row["view_code"], row["step_code"])
        rows.setdefault(key, row | {"by_year": {}})["by_year"][row["year"]] = row["emissions_tco2e"]
    return list(rows.values())


def bridge_details(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Every step of one year by category and gas."""
    return read_rows(
        connection,
        """
        select view.title_zh as view_zh, bridge.*, coalesce(gas.title_zh, '') as gas_zh
        from marts.view_bridge_official as bridge
        inner join forms.views as view using (view_code)
        left join codes.gases as gas on bridge.gas = gas.gas_code
        where bridge.region_code = $region and bridge.year = $year
        order by view.line_number::integer, bridge.step_number, bridge.category_code, bridge.gas
        """,
        region=region.code,
        year=year,
    )


def indicators(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """Indicators of the assessed view, one list an indicator and variant, years in order."""
    return _indicator_series(
        connection,
        region,
        """
        select * from marts.county_indicators_official
        where
            region_code = $region and caliber in ('fuel_only', 'energy') and method = 'bottom_up'
            and grid_factor_year = 0 and base_year = 0 and starts_with(indicator_code, 'co2_per_')
        order by indicator_code, caliber desc, price_base_year, year
        """,
    )


def planned_changes(connection: duckdb.DuckDBPyConnection, region: Region) -> dict[tuple[str, str, int], Row]:
    """Changes of indicators since the last base year before, by indicator, caliber and year."""
    found = read_rows(
        connection,
        """
        select * from marts.county_indicators_official
        where region_code = $region and base_year != 0 and method in ('', 'bottom_up') and grid_factor_year = 0
            and gas = '' and not is_with_lulucf and is_price_base_in_force
        qualify base_year = max(base_year) over (partition by year, indicator_code, caliber)
        """,
        region=region.code,
    )
    return {(row["indicator_code"], row["caliber"], row["year"]): row for row in found}


def all_indicators(connection: duckdb.DuckDBPyConnection, region: Region) -> list[list[Row]]:
    """Every indicator in every variant and as a change against every base year, in the prices in force, years in order.

    ``told`` names the variant: a text for each of ``VARIANT_HEADS``, '—' where it does not apply.
    """
    found = _indicator_series(
        connection,
        region,
        """
        select
            value.*,
            -- with electricity from outside: what may be given with the factor of a year held
            caliber in ('energy', 'stat_2026')
            or (caliber = '' and bool_or(grid_factor_year != 0) over (partition by indicator_code)) as has_grid_factor
        from marts.county_indicators_official as value
        inner join codes.indicators as listed using (indicator_code)
        where region_code = $region and is_price_base_in_force
        order by
            listed.line_number::integer, caliber, scope, method, accounting, grid_factor_year, gas, is_with_lulucf,
            base_year, year
        """,
    )
    variants = read_rows(connection, "select variant_column, variant_code, title_zh from codes.indicator_variants")
    titles = {(row["variant_column"], row["variant_code"]): row["title_zh"] for row in variants}
    for row in (row for series in found for row in series):
        words = {name: titles.get((name, row[name]), "—") for name in VARIANT_HEADS if isinstance(row[name], str)}
        of_the_year = "当年" if row["has_grid_factor"] else "—"
        words["grid_factor_year"] = f"{row['grid_factor_year']}年" if row["grid_factor_year"] else of_the_year
        words["is_with_lulucf"] = ("含" if row["is_with_lulucf"] else "不含") if row["caliber"] == "total" else "—"
        words["base_year"] = f"{row['base_year']}年" if row["base_year"] else "—"
        row["told"] = [words[name] for name in VARIANT_HEADS]
    return found


def headline_changes(connection: duckdb.DuckDBPyConnection, region: Region, codes: tuple[str, ...]) -> list[list[Row]]:
    """Changes of headline indicators since the latest base year that has any, one list an indicator, years in order.

    ``short_zh`` is the indicator without what tells its variants apart.
    """
    found = read_rows(
        connection,
        """
        select value.*, listed.title_zh as short_zh
        from marts.county_indicators_official as value
        inner join codes.indicators as listed using (indicator_code)
        semi join (
            select * from marts.county_indicators_official where is_headline and base_year = 0
        ) as headline
            using (
                region_code, indicator_code, caliber, scope, method, accounting, grid_factor_year, gas, is_with_lulucf,
                price_base_year
            )
        where
            value.region_code = $region and value.is_price_base_in_force and value.base_year != 0
            and list_contains($codes, value.indicator_code)
        qualify value.base_year = max(value.base_year) filter (where value.value is not null) over ()
        order by listed.line_number::integer, value.year
        """,
        region=region.code,
        codes=list(codes),
    )
    series: dict[str, list[Row]] = {}
    for row in found:
        series.setdefault(row["indicator_code"], []).append(row)
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
                department_zh, category_code, category_title_zh, notation_key, reason_code, sector_code, fuel_code,
                item_code, list(distinct gas order by gas) as gases, list(distinct year order by year) as years
            from marts.completeness_official where region_code = $region group by all
        )
        select
            objects.* exclude (sector_code, fuel_code, item_code), reasons.title_zh as reason_zh,
            list_sort(coalesce(list(concat_ws('·', sectors.title_zh, fuels.title_zh, items.title_zh)) filter (
                concat(sector_code, fuel_code, item_code) != ''), [])) as objects
        from objects inner join codes.reasons as reasons using (reason_code)
        left join codes.sectors as sectors using (sector_code) left join codes.fuels as fuels using (fuel_code)
        left join codes.items as items using (item_code) group by all
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
        inner join forms.provincial_lines as line on form.line_code = line.line_code
        left join forms.provincial_lines as parent on line.parent_code = parent.line_code
        where form.region_code = $region and form.emissions_key = 'NE' and not form.is_memo
            and form.line_code not in (select parent_code from forms.provincial_lines)
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


def evidence_shares(connection: duckdb.DuckDBPyConnection, region: Region, criterion: str) -> list[Row]:
    """Tonnes of the latest year by ``evidence`` or ``data_class``, best first; removals count by their magnitude."""
    grades = {"evidence": vocabulary.EVIDENCE, "data_class": vocabulary.DATA_CLASSES}[criterion]
    found = read_rows(
        connection,
        """
        select * from marts.evidence_shares_official
        where region_code = $region and year = $year and criterion = $criterion
        """,
        region=region.code,
        year=region.latest,
        criterion=criterion,
    )
    by_grade = {row["grade"]: row for row in found}
    return [by_grade[grade] | {"title_zh": titles[0]} for grade, titles in grades.items()]


def sources(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """What the categories of a year rest on: one row a category and printed cell, or a category and factor value."""
    return read_rows(
        connection,
        """
        select source.*, category.title_zh as category_title_zh
        from marts.category_sources_official as source
        inner join core.categories as category using (category_code)
        where source.region_code = $region and source.year = $year
        order by all
        """,
        region=region.code,
        year=year,
    )


def factor_sources(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Documents behind the factors that the emissions of a year rest on, worst evidence first."""
    documents: dict[tuple[str, str], Row] = {}
    for row in sources(connection, region, year):
        if row["end_table"] == "core.factor_values" and row["is_used"]:
            key = (row["source_title"], row["evidence"])
            found = documents.setdefault(key, {"source_title": key[0], "evidence": key[1], "of": set(), "for": set()})
            found["of"].add(row["end_id"])
            found["for"].add(row["category_title_zh"])
    order = list(vocabulary.EVIDENCE)
    rows = sorted(documents.values(), key=lambda row: (-order.index(row["evidence"]), row["source_title"]))
    return [row | {"categories": sorted(row["for"])} for row in rows]


def checks(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every check that ran and every place that one found, most severe first."""
    return read_rows(
        connection,
        """
        select * from marts.check_results
        order by severity, table_name, rule_code, subject, place_number
        """,
    )


def told_places(connection: duckdb.DuckDBPyConnection, outcome: str, lang: Language = "zh") -> list[Row]:
    """Rules that found places with an outcome: each with its ``places`` and the ``remedies`` that they ask for."""
    rules: dict[tuple[str, str], Row] = {}
    for row in (row for row in checks(connection) if row["outcome"] == outcome):
        named = (row["file_name"], row["sheet"], row["cell"])
        said, remedy = told_of(row[f"message_{lang}"], row["rule_code"], Place(*named), lang)
        title = row["title_zh"] + (f"：{row['subject']}" if row["subject"] not in ("", row["title_zh"]) else "")
        rule = {"code": row["rule_code"], "title": title, "remedies": {}, "places": []}
        known = rules.setdefault((row["rule_code"], title), rule)
        known["remedies"] |= {remedy: None} if remedy else {}
        where = " › ".join(filter(None, named)) or row["label"]
        known["places"].append(row | {"said": said, "remedy": remedy, "where": where})
    return [rule | {"remedies": list(rule["remedies"])} for rule in rules.values()]


def held_places(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Places on which nothing current rests until a person has confirmed them."""
    return [row for row in checks(connection) if row["outcome"] == "held"]


def confirmed_places(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Places that somebody vouched for, with name and reason."""
    return [row for row in checks(connection) if row["outcome"] == "confirmed"]


def assumed_places(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Labels that are read as somebody has answered, with name and reason."""
    return [row for row in checks(connection) if row["outcome"] == "assumed"]


def status_zh(connection: duckdb.DuckDBPyConnection) -> str:
    """What a reader has to know before any number: whether anything is in doubt; signatures stand elsewhere."""
    held = len(held_places(connection))
    return f"草稿：{held} 处存疑待确认，不得签发" if held else "签发与否以签署页为准"
