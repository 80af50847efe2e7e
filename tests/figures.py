"""Compare the published figures of two releases row by row, whatever the tables and columns are called by now.

    python -m tests.figures BEFORE AFTER          # two data folders

A figure of one release that the other lacks is printed and ends with exit code 1. Each comparison names what was
published before and what says the same today; a change that is meant changes its line here, and the changelog.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

#: How many differing figures of a comparison are printed.
SHOWN = 5

PLACE = "basis_id, region_code, year"


@dataclass(frozen=True)
class Comparison:
    """What stood in a mart before, and the same of today; columns are compared by position."""

    title: str
    before: str
    after: str


def same(mart: str, columns: str, renamed: str = "", where: str = "true") -> Comparison:
    """A mart that is called as before, some of its columns perhaps not."""
    return Comparison(
        mart,
        f"select {columns} from before.{mart} where {where}",
        f"select {renamed or columns} from after.{mart} where {where}",
    )


#: Today a line without emissions says why, too, and what a sum lacks stands in the order of the form.
LACKING = "case when is_incomplete then list_sort(string_split(replace(reason_zh, '：', '、'), '、')) end"
FORM = "co2_t, co2_key, ch4_t, ch4_key, n2o_t, n2o_key, {hfcs}, hfcs_key, {pfcs}, pfcs_key, sf6_t, sf6_key, {all}"
FORM_BEFORE = FORM.format(hfcs="hfcs_t", pfcs="pfcs_t", all="co2e_t, co2e_key, is_incomplete, " + LACKING)
FORM_AFTER = FORM.format(
    hfcs="hfcs_tco2e", pfcs="pfcs_tco2e", all="emissions_tco2e, emissions_key, is_incomplete, " + LACKING
)

ASSESSED = (
    "fuel_co2_t, net_electricity_mwh, electricity_factor, electricity_co2_t, co2_t, notation_key, "
    "is_fuel_incomplete, is_incomplete, reason_zh"
)

COMPARISONS = (
    same(
        "county_inventory",
        f"{PLACE}, category_code, gas, notation_key, emissions_t, emissions_tco2e, is_in_total, is_incomplete, "
        "reason_code, reason_zh, evidence, data_class",
    ),
    same(
        "completeness",
        f"{PLACE}, category_code, gas, sector_code, fuel_code, item_code, notation_key, reason_code, reason_zh, "
        "target_category_code, department_zh",
    ),
    *(
        same(
            form,
            f"{PLACE}, line_code, line_title_zh, {FORM_BEFORE}",
            f"{PLACE}, line_code, line_title_zh, {FORM_AFTER}",
        )
        for form in ("provincial_summary", "ipcc_summary")
    ),
    same(
        "gpc_summary",
        f"{PLACE}, reference, line_title_zh, scope, co2_tco2e, ch4_tco2e, n2o_tco2e, hfcs_tco2e, pfcs_tco2e, "
        "sf6_tco2e, co2e_t, notation_key, is_incomplete, activity_quality, factor_quality, is_in_basic, "
        "is_in_basic_plus, is_in_territorial",
        f"{PLACE}, line_code, line_title_zh, scope, co2_tco2e, ch4_tco2e, n2o_tco2e, hfcs_tco2e, pfcs_tco2e, "
        "sf6_tco2e, emissions_tco2e, emissions_key, is_incomplete, activity_quality, factor_quality, is_in_basic, "
        "is_in_basic_plus, is_in_territorial",
    ),
    same(
        "view_bridge",
        f"{PLACE}, view_code, step_code, category_code, gas, tco2e",
        f"{PLACE}, view_code, step_code, category_code, gas, amount_tco2e",
    ),
    same(
        "assessment_co2",
        f"{PLACE}, variant, {ASSESSED}",
        f"{PLACE}, concat_ws('.', variant, nullif(factor_base_year, 0)), {ASSESSED}",
    ),
    Comparison(
        "intensity by scope and price base",
        f"""
        select {PLACE}, indicator_code, split_part(variant, '.', 1),
            coalesce(nullif(split_part(variant, '.', 2), ''), '0')::integer, unit_zh, value, numerator, denominator,
            notation_key from before.county_indicators
        """,
        f"""
        select {PLACE}, indicator_code, scope, price_base_year, unit_zh, value, numerator, denominator, notation_key
        from after.county_indicators where scope != 'total'
        """,
    ),
    Comparison(
        "the three indicators of the provincial report",
        f"select {PLACE}, is_with_lulucf, indicator_code, unit_zh, value, numerator, denominator, notation_key "
        "from before.key_indicators",
        f"""
        select {PLACE}, is_with_lulucf, case indicator_code when 'co2_per_gdp' then 'per_gdp'
            when 'ghg_per_resident' then 'per_resident' else 'per_primary_energy' end,
            unit_zh, value, numerator, denominator, notation_key
        from after.county_indicators where scope = 'total'
            and is_price_base_in_force
        """,
    ),
    same(
        "energy_balance",
        "region_code, year, row_code, row_title_zh, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce, "
        "rule_code, data_class, is_incomplete",
    ),
    same(
        "energy_by_industry",
        f"{PLACE}, sector_code, fuel_code, amount, unit_code, calorific_tce, coal_equivalent_tce, co2_t, product_code, "
        "output_t, kgce_per_t, is_incomplete",
    ),
    same(
        "cross_checks",
        "region_code, year, check_code, title_zh, first_amount, second_amount, unit_code, difference_pct, "
        "is_within_limit",
    ),
    # a factor on which nothing of the last year rests: a blank before, no tonnes today
    Comparison(
        "recalled_factors",
        "select basis_id, region_code, factor_id, categories, first_year, last_year, coalesce(emissions_tco2e, 0) "
        "from before.recalled_factors",
        "select basis_id, region_code, factor_id, categories, first_year, last_year, emissions_tco2e "
        "from after.recalled_factors",
    ),
)


def compare(before: Path, after: Path) -> list[str]:
    """One line a comparison, and one a figure that differs."""
    lines = []
    with duckdb.connect(":memory:") as connection:
        for name, folder in (("before", before), ("after", after)):
            connection.execute(f"create schema {name}")
            release = folder / "releases" / (folder / "CURRENT").read_text(encoding="utf-8").strip()
            for path in sorted((release / "restricted" / "parquet" / "marts").glob("*.parquet")):
                connection.execute(f"create view {name}.{path.stem} as select * from read_parquet('{path}')")
        for asked in COMPARISONS:
            ((rows,),) = connection.execute(f"select count(*) from ({asked.before})").fetchall()
            gone = connection.execute(f"({asked.before}) except all ({asked.after})").fetchall()
            new = connection.execute(f"({asked.after}) except all ({asked.before})").fetchall()
            lines.append(f"{asked.title}: {rows} rows, {len(gone)} gone, {len(new)} new")
            lines += [f"  - {row}" for row in sorted(map(str, gone))[:SHOWN]]
            lines += [f"  + {row}" for row in sorted(map(str, new))[:SHOWN]]
    return lines


if __name__ == "__main__":
    told = compare(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("\n".join(told) + "\n")
    sys.exit(any(line.startswith("  ") for line in told))
