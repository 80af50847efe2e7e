"""Lineage is declared once: every declaration is whole, leads somewhere, and recomputes its table."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets import lineage
from assets.lineage import COLUMNS, END_TOO, load_lineage
from schemas import vocabulary
from schemas.contract import load_contract
from tests.conftest import BuiltRelease

TABLES = sorted(load_lineage())
Row = dict[str, Any]


def view(table: str) -> str:
    return f"lineage.{table.partition('.')[2]}"


def id_of(table: str) -> str:
    """The id of a row of a table, from its contract."""
    return f"concat_ws('/', {', '.join(load_contract(*table.split('.')).key)})"


# -- every declaration is whole


@pytest.mark.parametrize("table", TABLES)
def test_a_declaration_has_the_columns_that_every_reader_expects(table: str, sample: BuiltRelease) -> None:
    found = {row["column_name"]: row["column_type"] for row in sample.rows(f"describe {view(table)}")}
    assert tuple(found) == COLUMNS
    assert (found["position"], found["value_used"]) == ("INTEGER", "DOUBLE")


@pytest.mark.parametrize("table", TABLES)
def test_inputs_of_a_row_have_places_of_their_own(table: str, sample: BuiltRelease) -> None:
    assert sample.rows(f"select child_id, position from {view(table)} group by all having count(*) > 1 limit 3") == []


@pytest.mark.parametrize("table", TABLES)
def test_children_and_parents_are_rows_that_exist(table: str, sample: BuiltRelease) -> None:
    orphans = sample.rows(f"select child_id from {view(table)} except select {id_of(table)} from {table} limit 3")
    assert orphans == []
    for parent in load_lineage()[table].parents:
        known = f"select {id_of(parent)} from {parent}"
        lost = f"select parent_id from {view(table)} where parent_table = '{parent}' except {known} limit 3"
        assert sample.rows(lost) == [], parent


@pytest.mark.parametrize("table", sorted(t for t in set(TABLES) - set(END_TOO) if load_contract(*t.split(".")).amount))
def test_every_row_with_a_figure_has_inputs(table: str, sample: BuiltRelease) -> None:
    """Blank figures are looked at where a whole mart is walked."""
    contract = load_contract(*table.split("."))
    missing = f"select {id_of(table)} as id from {table} where {contract.amount} is not null"
    if table.startswith("marts.") and "year" in contract.key:
        missing += " and year in (select year from core.reported_years)"
    assert sample.rows(f"{missing} except select child_id from {view(table)} limit 3") == []


# -- and leads to what it names: a row recomputes from the values of its inputs


#: The amount is not the sum of what counts for and against it.
NO_SUM = "abs(signed_sum - any_value(amount)::double) > 1e-9 * greatest(abs(signed_sum), 1)"

#: What → table, and when the figures of its row, taken together with the values used, are wrong.
RECOMPUTED = {
    "factors": ("core.factors", "ordered_product(array_agg(value_used order by position)) != any_value(value)"),
    # of the two ends of a line, or of the value that is carried on
    "estimated factors": (
        "core.factor_estimates",
        "abs(any_value(value_base) - coalesce(used('carried'), used('earlier') + (used('later') - used('earlier')) * "
        "any_value((year - from_year) / (to_year - from_year)))) > 1e-12 * any_value(value_base)",
    ),
    "activities": ("core.activities", NO_SUM),
    "energy use": ("core.energy_use", NO_SUM),
    "mean population": ("core.mean_population", "count(*) != 2 or sum(value_used) / 2 != any_value(persons)::double"),
    "chained GDP": (
        "core.gdp",
        "abs(product(if(role = 'growth_back', 1 / value_used, value_used)) - any_value(gdp_cny)::double) > 0.01",
    ),
    "value added": (
        "core.value_added",
        "abs(used('whole') * used('part') / (used('part') + used('other')) - any_value(value_added_cny)::double) "
        "> 0.01",
    ),
    "standard coal": (
        "core.standard_coal",
        "used('standard_coal') != any_value(calorific) "
        "or coalesce(used('generation_coal'), any_value(calorific)) != any_value(coal_equivalent)",
    ),
    "what is added to a stock": (
        "core.stocks",
        "coalesce(used('activity') * used('factor'), 0) != any_value(inflow_t)",
    ),
    "what a stock releases": (
        "core.stocks",
        "coalesce(used('opening'), 0) != any_value(opening_t) or abs(any_value(released_t) - case any_value(method) "
        "when 'bank' then (any_value(opening_t) * (1 - used('rate')) + any_value(inflow_t)) * used('rate') "
        "else any_value(opening_t) * (1 - exp(-used('rate'))) end) > 1e-12 * greatest(any_value(released_t), 1)",
    ),
    "parts of ratios of delivered figures": (
        "core.indicator_parts",
        "abs(used('activity') * coalesce(used('heat'), 1) * coalesce(used('coefficient'), 1) * "
        "coalesce(used('factor'), 1) * any_value(scale)::double - any_value(contribution)::double) "
        "> 1e-9 * greatest(abs(any_value(contribution)::double), 1)",
    ),
    "an amount times a factor": (
        "core.emissions",
        "bool_or(role = 'activity') and "
        "printf('%.6f', used('activity') * used('factor'))::decimal(24, 6) != any_value(emissions_t)",
    ),
}


@pytest.mark.parametrize("what", RECOMPUTED)
def test_a_row_recomputes_from_its_inputs(what: str, sample: BuiltRelease) -> None:
    table, wrong = RECOMPUTED[what]
    wrong = wrong.replace("signed_sum", "sum(case role when 'minus' then -value_used when 'plus' then value_used end)")
    wrong = re.sub(r"used\('(\w+)'\)", r"sum(value_used) filter (role = '\1')", wrong)
    wrong = re.sub(r"ordered_product\((.*?\))\)", r"list_reduce(\1, lambda p, f: p * f)", wrong)
    rows = sample.rows(
        f"select child_id from (select {id_of(table)} as child_id, * from {table}) as made "
        f"inner join (select child_id, position, role, value_used from {view(table)}) as input using (child_id) "
        f"group by child_id having {wrong} limit 5"
    )
    assert rows == []


#: What the grid's own share of assessed CO2 stands under, and how the two sides of a comparison are told apart.
NEW = "made.scope = 'without_new_renewables' and count(*) filter (role = 'coefficient') > 0"
#: What a province allocates is in no sample.
NON_FOSSIL = (
    "case made.scope when 'rule_622' then null else (used('generation') - used('generation_thermal')) "
    "* (1 + coalesce(least(used('net_inflow'), 0) / used('generation'), 0)) "
    "+ coalesce(greatest(used('net_inflow'), 0) * used('factor'), 0) end"
)
HELD = "sum(value_used) filter (parent_table = 'core.factors')"
GRID = "county_inventory.category_code = 'S2.1'"
FEEDSTOCK = "observations.item_code is not distinct from 'industry_energy_feedstock'"
#: The potential of an emission's gas on its basis.
POTENTIAL = (
    "(select map_from_entries(list((concat_ws('/', basis_id, gas), gwp::double))) "
    "from core.bases inner join core.gwps using (gwp_set))[concat_ws('/', emissions.basis_id, emissions.gas)]"
)

#: A sum of the energy balance from its cells, a figure of it from observations.
CELLS = "sum(if(role = 'minus', -1, 1) * energy_balance_table.{}::double)"
FIGURES = (
    "if(made.amount_key = '', (coalesce(used('plus'), 0) - coalesce(used('minus'), 0)) * sum(standard_coal.{}), null)"
)
#: A kind of energy from what counts for it, and for electricity against it.
MIX = (
    "coalesce(used('part'), 0) + coalesce(used('material'), 0) + coalesce(used('plus'), 0) - coalesce(used('minus'), 0)"
)
#: Rates of energy per GDP and CO2 per energy in the outlook: −10 % and −17 % per GDP in five years are declared, and
#: taken where the trend falls less.
AHEAD = "(made.year - made.base_year)"
TARGETS = {"energy": "ln(0.9) / 5", "co2": "(ln(0.83) - ln(0.9)) / 5"}
TRENDS = {
    "energy": "ln(used('energy') / used('gdp') / (used('energy_5') / used('gdp_5'))) / 5",
    "co2": "ln(used('co2') / used('energy') / (used('co2_5') / used('energy_5'))) / 5",
}
RATES = {
    factor: f"case made.scenario_code when 'trend' then {TRENDS[factor]} when 'plan' then {TARGETS[factor]} "
    f"else least({TRENDS[factor]}, {TARGETS[factor]}) end"
    for factor in TARGETS
}
VARIATION = "list(value_used order by energy_co2.year) filter (role = 'variation')"
SPREAD = (
    f"list_aggregate(list_transform(range(2, len({VARIATION}) + 1), "
    f"lambda i: ln(({VARIATION})[i] / ({VARIATION})[i - 1])), 'stddev_samp')"
)

#: How much of a path lies behind a year, and what it leaves at its end of where it starts.
GONE = "((made.year - made.start_year) / (made.target_year - made.start_year))"
LEFT = "if(used('threshold') < 0, 1 + used('threshold') / 100, used('threshold') / used('start'))"

#: Mart → its figures, each by the roles of its inputs. `made` is the row; a parent's row goes by the name of its
#: table where its role does not say enough: which gas, on which side of a comparison, more or less.
MARTS = {
    # where nothing occurs, or a gas has no potential, there is no mass and no potential is used
    "marts.county_inventory": {
        "emissions_t": "if(used('potential') is null, null, used('part'))",
        "emissions_tco2e": "used('part') * used('potential')",
        **{
            f"{grade}_tco2e": f"coalesce(sum(abs(value_used)) filter (emissions.evidence = '{grade}') "
            "* used('potential'), 0)"
            for grade in vocabulary.EVIDENCE
        },
    },
    # of a mass only the equivalent is used: those of several gases do not add up
    "marts.form_cells": {"emissions_tco2e": "used('part')"},
    "marts.provincial_summary": {"emissions_tco2e": "used('same')"},
    "marts.sector_summary": {"emissions_tco2e": "used('same')"},
    "marts.ipcc_summary": {"emissions_tco2e": "used('same')"},
    "marts.gpc_summary": {"emissions_tco2e": "used('same')"},
    "marts.gas_shares": {"emissions_tco2e": "used('part')", "share_pct": "100 * used('part') / used('whole')"},
    # what a share of emissions alone is taken of, all that is above nothing, is no input of the part
    "marts.inventory_shares": {"emissions_tco2e": "used('part')"},
    # a net of sources and sinks has no share
    "marts.source_shares": {
        "emissions_tco2e": "used('part')",
        "share_pct": "if(made.share_key = '', 100 * used('part') / "
        "sum(form_cells.emissions_tco2e::double) filter (role = 'whole'), null)",
    },
    "marts.evidence_shares": {
        "weight_tco2e": "coalesce(used('part'), 0)",
        "share_pct": "100 * coalesce(used('part'), 0) / (coalesce(used('part'), 0) + coalesce(used('whole'), 0))",
    },
    # the same gas and category in both years, which makes a change comparable, is not in the role
    "marts.yearly_changes": {
        "change_tco2e": "used('plus') - used('minus')",
        "change_pct": "100 * (used('plus') - used('minus')) / used('minus')",
    },
    # a total is made of its categories, and has no cells of its own to take a percentage of
    "marts.basis_differences": {
        "difference_tco2e": "if(made.category_code = '', used('part'), "
        "coalesce(used('plus'), 0) - coalesce(used('minus'), 0))",
        "difference_pct": "case when made.category_code = '' then made.difference_pct "
        "else 100 * (used('plus') - used('minus')) / used('minus') end",
    },
    "marts.view_bridge": {"amount_tco2e": "used('part')"},
    "marts.bridge_steps": {"emissions_tco2e": "used('part')"},
    "marts.recalled_factors": {
        "emissions_tco2e": f"coalesce(sum(abs(value_used) * {POTENTIAL}) filter (role = 'part'), 0)",
        # among how many factors a figure is divided is not in the roles: see the invariants
        "apportioned_tco2e": "made.apportioned_tco2e",
    },
    # fuels by standard coal are multiplied fuel by fuel: see below
    "marts.assessment_co2": {
        "fuel_co2_t": "if(made.variant like 'standard_coal%', made.fuel_co2_t, "
        f"sum(value_used) filter (role = 'part' and not {GRID}))",
        "electricity_factor": f"if(made.factor_base_year != 0, {HELD}, made.electricity_factor)",
        "electricity_co2_t": f"if(made.factor_base_year != 0, made.net_electricity_mwh * {HELD}, "
        f"sum(value_used) filter (role = 'part' and {GRID}))",
        "co2_t": "made.fuel_co2_t + made.electricity_co2_t",
    },
    "marts.assessed_calibers": {
        "co2_t": "case made.part_code when 'combustion' then sum(assessment_co2.fuel_co2_t::double) "
        "when 'electricity' then sum(assessment_co2.electricity_co2_t::double) "
        "when 'raw_material' then coalesce(used('part'), 0) "
        "when 'process' then if(made.co2_t is null, null, coalesce(used('part'), 0)) "
        "else if(made.co2_t is null, null, used('part')) end"
    },
    "marts.energy_co2_parts": {
        "co2_t": "case when made.flow_code = 'generation' then used('net') - used('minus') "
        "when made.fuel_code = 'electricity' then used('plus') * used('net') "
        "/ nullif(sum(assessment_co2.net_electricity_mwh::double), 0) else used('part') end",
        "energy_tce": "case when made.flow_code = 'generation' "
        "then sum(assessment_co2.net_electricity_mwh::double) * used('coefficient') "
        "- sum(energy_co2_parts.energy_tce::double) filter (role = 'minus') "
        "when made.fuel_code = 'electricity' then used('plus') * used('coefficient') "
        "when made.flow_code = 'raw_material' then sum(raw_material_co2.amount::double) * used('coefficient') "
        "else used('activity') * used('coefficient') end",
    },
    # logarithmic means are no sum of inputs: that the right ones are there, and the total of both years
    "marts.decomposition": {
        "effect_t": "case when made.notation_key != '' then null when made.span = 'plan_period' then used('step') "
        "when made.effect_code != 'total' then if(count(*) filter (role = 'whole') = 1, made.effect_t::double, null) "
        "when count(*) filter (role = 'population') = 2 and count(*) filter (role = 'gdp') = 2 "
        "and count(*) filter (role = 'value_added') = 6 then used('level') - used('start') end",
    },
    "marts.energy_co2": {
        "co2_t": "if(made.notation_key != '', null, used('assessed') - coalesce(used('minus'), 0) "
        "+ coalesce(used('thermal') * used('exchanged') / max(assessment_co2.net_electricity_mwh::double), 0))",
    },
    "marts.decoupling": {
        "co2_change_pct": "if(made.notation_key != '', null, 100 * (used('co2_after') / used('co2_before') - 1))",
        "gdp_change_pct": "if(made.notation_key != '', null, 100 * (used('gdp_after') / used('gdp_before') - 1))",
        "elasticity": "if(made.elasticity_key != '', null, (used('co2_after') / used('co2_before') - 1) "
        "/ (used('gdp_after') / used('gdp_before') - 1))",
    },
    # of the years between only that they are there
    "marts.peak_status": {
        "peak_co2_t": "if(made.notation_key = '' and count(*) = made.last_year - made.first_year + 1, "
        "used('peak'), null)",
        "drop_t": "if(made.notation_key != '', null, used('peak') "
        "- sum(value_used) filter (energy_co2.year > made.last_year - 3) / 3)",
    },
    "marts.outlook": {
        "persons": f"used('persons') * exp({AHEAD} * ln(used('persons') / used('persons_3')) / 3)",
        "energy_per_gdp": f"10000 * used('energy') / used('gdp') * exp({AHEAD} * {RATES['energy']})",
        "co2_per_energy": f"used('co2') / used('energy') * exp({AHEAD} * {RATES['co2']})",
        "co2_t": f"used('co2') * exp({AHEAD} * (ln(used('gdp') / used('gdp_3')) / 3 "
        f"+ {RATES['energy']} + {RATES['co2']}))",
        "co2_low_t": f"made.co2_t / exp(1.281552 * {SPREAD} * sqrt({AHEAD}))",
    },
    # whole tonnes: rounded, and of a unit the next one below or above its share
    "marts.management_split": {
        "budget_t": "if(abs(coalesce(case made.unit_code when 'county' then used('base') * used('gdp_now') "
        "/ used('gdp_base') * pow(0.805, (made.year - made.base_year) / 5) else used('county') * used('driver') "
        "/ max(management_split.driver::double) end, -9) - made.budget_t) < 1, made.budget_t::double, null)",
        "executed_t": "used('now')",
        "driver": "if(made.unit_code = 'county', made.driver::double, used('driver'))",
    },
    "marts.gdp_by_industry": {
        "gdp_cny": "used('part')",
        "discrepancy_cny": "if(made.discrepancy_key = '', used('part') - used('minus'), null)",
    },
    "marts.grid_factors": {
        "electricity_factor": "used('factor')",
        "electricity_co2_t": "used('activity') * used('factor')",
        "co2_t": "used('activity') * used('factor') + used('part')",
        "difference_t": "if(made.difference_key = 'NE', null, made.co2_t - coalesce(used('minus'), made.co2_t))",
        "difference_pct": "if(made.difference_key = 'NE', null, "
        "100 * (made.co2_t - coalesce(used('minus'), made.co2_t)) / coalesce(used('minus'), made.co2_t))",
    },
    "marts.county_indicators": {
        "numerator": "case when made.base_year != 0 then used('numerator') "
        "when made.caliber = 'total' then sum(if(role = 'minus', -1, 1) * coalesce(form_cells.emissions_tco2e, "
        "if(made.indicator_code like 'co2%', provincial_summary.co2_t, provincial_summary.emissions_tco2e))::double) "
        f"when {NEW} then used('numerator') - used('coefficient') * greatest(used('minus') - used('plus'), 0) "
        f"when made.indicator_code = 'non_fossil_share' then 100 * used('coefficient') * {NON_FOSSIL} "
        "when made.indicator_code in ('coal_share', 'gas_share') "
        "then 100 * (coalesce(used('numerator'), 0) + coalesce(used('material'), 0)) "
        "else used('numerator') + coalesce(used('plus'), 0) - coalesce(used('minus'), 0) end",
        "denominator": "case when made.base_year != 0 then used('denominator') "
        "when made.price_base_year != 0 then used('denominator') / 10000 "
        "when made.indicator_code in ('coal_share', 'gas_share') then used('denominator') + coalesce(used('plus'), 0) "
        "when made.indicator_code in ('energy_co2', 'energy_consumption', 'coal_use', 'oil_use') "
        "then 1 "
        # a level is over one
        "else coalesce(used('denominator'), if(made.denominator = 1, 1, null)) end",
        # a change is of levels that were not rounded: see the invariants
        "value": "if(made.base_year = 0, made.numerator::double / nullif(made.denominator, 0), made.value)",
    },
    # a change that stands in the table needs no levels; how fast a level moved is in points or percent
    "marts.target_status": {
        "threshold": "used('threshold')",
        "value": "case when made.is_recalculated "
        "then 100 * used('level') / ((used('recalculated') + used('raw_material')) / used('denominator')) - 100 "
        "when made.base_year != 0 "
        "then coalesce(used('value'), 100 * used('level') / used('start') - 100) "
        "when made.kind = 'trend' then used('level') - used('start') else used('level') end",
        "distance": "if(bool_or(targets.direction = 'at_least'), made.value - used('threshold'), "
        "used('threshold') - made.value)",
        "achieved_rate": "case when made.kind != 'level' then made.achieved_rate when made.unit_zh = '%' "
        "then (used('level') - used('start')) / (made.value_year - max(targets.since_year)) "
        "else 100 * pow(used('level') / used('start'), 1 / (made.value_year - max(targets.since_year))) - 100 end",
    },
    # a threshold below nothing is a change in percent, any other a level; shares move in points
    "marts.target_paths": {
        "actual_value": "used('value')",
        "path_value": f"case when {GONE} = 0 then used('start') "
        "when made.unit_zh = '%' then used('start') + (used('threshold') - used('start')) * "
        f"{GONE} "
        f"when used('start') > 0 then used('start') * pow({LEFT}, {GONE}) end",
    },
    "marts.indicator_changes": {
        "value": "used('level')",
        "change": "used('level') - used('start')",
        "change_pct": "100 * used('level') / used('start') - 100",
    },
    # both estimates are parts: what was sold and stored on one side, what was burnt or driven on the other
    "marts.cross_checks": {
        "first_amount": "if(made.first_cell != '', coalesce(used('plus'), 0) - coalesce(used('minus'), 0), "
        "sum(if(observations.item_code = 'industry_energy_closing_stock', -value_used, value_used)) "
        f"filter (parent_table = if(made.check_code like 'road%', 'core.energy_use', 'core.observations') "
        f"and not {FEEDSTOCK}))",
        "second_amount": "if(made.first_cell != '', "
        "coalesce(used('other_plus'), 0) - coalesce(used('other_minus'), 0), "
        "sum(value_used) filter (parent_table = if(made.check_code like 'road%', "
        f"'core.road_fuel_estimates', 'core.energy_use') or {FEEDSTOCK}))",
    },
    "marts.energy_balance": {
        "amount": "case when made.unit_code = 'tce' and made.rule_code = 'sum' then null "
        "when made.row_code in ('approved_total', 'residual') then null "
        "when made.rule_code = 'sum' then sum(energy_balance.amount::double) "
        "when made.row_code = 'net_inflow' then used('plus') - used('minus') else used('plus') end",
        "coal_equivalent_tce": "case made.row_code "
        "when 'residual' then used('part') - used('minus') "
        "when 'approved_total' then used('plus') "
        "when 'energy_consumption' then "
        "used('part') + (used('plus') - used('minus')) * used('coefficient') "
        "else case when made.rule_code = 'sum' then used('part') when made.unit_code = 'tce' then used('plus') "
        "else made.amount * sum(standard_coal.coal_equivalent) end end",
    },
    # a cell of fuels is what observations give, in the printed unit; a sum what its cells give
    "marts.energy_balance_table": {
        "amount": "if(made.fuel_code = 'energy_total', null, coalesce("
        "sum(if(role = 'minus', -1, 1) * energy_balance_table.amount::double), "
        "if(made.amount_key = 'NO', null, (coalesce(used('plus'), 0) - coalesce(used('minus'), 0)) / "
        "case made.unit_code when '10k_m3' then 10000 when '10k_kwh' then 10 else 1 end)))",
        "calorific_tce": f"coalesce({CELLS.format('calorific_tce')}, {FIGURES.format('calorific')})",
        "coal_equivalent_tce": f"coalesce({CELLS.format('coal_equivalent_tce')}, {FIGURES.format('coal_equivalent')})",
    },
    "marts.energy_by_sector": {"calorific_tce": "used('part')"},
    "marts.fuel_mix": {
        "coal_equivalent_tce": f"if(made.tce_key = '', {MIX}, null)",
        "coal_equivalent_share_pct": f"if(made.share_key = '', 100 * ({MIX}) / "
        "if(made.part_code = 'total', made.coal_equivalent_tce, used('whole')), null)",
        "raw_material_tce": "coalesce(used('material'), 0)",
    },
    "marts.population": {
        "resident_persons": "used('population_resident')",
        "mean_resident_persons": "used('mean')",
        "urban_resident_persons": "used('population_resident_urban')",
        "urban_share_pct": "100 * used('population_resident_urban') / used('population_resident')",
        "registered_persons": "used('population_registered')",
    },
    "marts.emission_worksheets": {
        "emissions_t": "used('emission')",
        "gwp": "used('potential')",
        "emissions_tco2e": "used('emission') * used('potential')",
    },
    "marts.factor_uses": {"emissions_tco2e": "sum(abs(value_used)) filter (where role = 'part')"},
    "marts.energy_by_industry": {
        "amount": "used('plus')",
        "calorific_tce": "if(made.fuel_code = 'total', used('part'), used('plus') * used('coefficient'))",
        "coal_equivalent_tce": "if(made.fuel_code = 'total', sum(energy_by_industry.coal_equivalent_tce::double), "
        "used('plus') * sum(standard_coal.coal_equivalent))",
        "co2_t": "if(made.fuel_code = 'total', sum(energy_by_industry.co2_t::double), used('plus') * used('factor'))",
        "output_t": "used('output')",
        "kgce_per_t": "1000 * used('part') / nullif(used('output'), 0)",
    },
}


def test_every_published_amount_is_among_those_that_recompute() -> None:
    amounts = {table: load_contract(*table.split(".")).amount for table in TABLES if table.startswith("marts.")}
    assert set(MARTS) == set(amounts)
    assert all(amount in MARTS[table] for table, amount in amounts.items())


def recomputed(table: str) -> tuple[str, str]:
    """When a row is wrong, over `made` and its inputs, and the joins that look up the parents it names.

    A figure is not given by the inputs, or is blank though they give it.
    """
    wrong = " or ".join(
        f"coalesce(abs(({given}) - made.{figure}::double) > 1e-6 + 1e-12 * abs(made.{figure}::double), "
        f"if(made.{figure} is null, coalesce(({given}), 0) != 0, ({given}) is null))"
        for figure, given in MARTS[table].items()
    )
    wrong = re.sub(r"used\('(\w+)'\)", r"sum(value_used) filter (role = '\1')", wrong)
    parents = {parent: parent.partition(".")[2] for parent in load_lineage()[table].parents}
    looked_up = " ".join(
        f"left join (select {id_of(parent)} as {name}_id, {name} from {parent} as {name}) "
        f"on parent_table = '{parent}' and parent_id = {name}_id"
        for parent, name in parents.items()
        if f"{name}." in wrong
    )
    return wrong, looked_up


@pytest.mark.parametrize("table", MARTS)
def test_a_published_row_recomputes_from_its_inputs(table: str, sample: BuiltRelease) -> None:
    """A figure is given by its inputs, no more and no fewer of them, and is blank only where they give none."""
    wrong, looked_up = recomputed(table)
    rows = sample.rows(
        f"with input as (from {view(table)}), made as (select {id_of(table)} as child_id, made from {table} as made) "
        f"select child_id from made left join input using (child_id) {looked_up} "
        f"group by child_id, made having {wrong} limit 5"
    )
    assert rows == []


@pytest.mark.parametrize("table", MARTS)
def test_an_input_that_is_missing_or_one_too_many_is_seen(table: str, sample: BuiltRelease) -> None:
    """In every role of every parent: of the row with the largest figure, the largest input of that kind.

    But fuels assessed by standard coal: they are multiplied fuel by fuel, see below. All kinds are looked at in one
    statement, each with that input left out and taken twice.
    """
    wrong, looked_up = recomputed(table)
    amount = load_contract(*table.split(".")).amount
    kinds = sample.rows(
        f"""
        with declared as materialized (from {view(table)}),
        made as materialized (select {id_of(table)} as child_id, made from {table} as made),
        kinds as (
            select
                role, parent_table,
                max(row(abs(made.{amount}), child_id, abs(value_used), position)) as largest
            from declared
            inner join made using (child_id)
            where made.{amount} is not null and value_used != 0 and not contains(child_id, '/standard_coal')
            group by all
        ),
        changes as materialized (
            select
                role as kind, parent_table as kind_table, unnest([0, 2]) as copies, largest[2] as child_id,
                largest[4] as place
            from kinds
        ),
        input as (
            select
                kind, kind_table, copies, declared.*,
                unnest(range(if(declared.position = changes.place, copies, 1)))
            from changes inner join declared using (child_id)
        ),
        seen as (
            select kind, kind_table, copies
            from changes
            inner join made using (child_id)
            left join input using (kind, kind_table, copies, child_id)
            {looked_up}
            group by kind, kind_table, copies, child_id, made
            having {wrong}
        )
        select kind, kind_table, copies, seen.kind is not null as is_seen
        from changes left join seen using (kind, kind_table, copies)
        """
    )
    assert kinds
    assert [kind for kind in kinds if not kind["is_seen"]] == []


@pytest.mark.parametrize(
    ("table", "parent"), [(table, parent) for table in MARTS for parent in load_lineage()[table].parents]
)
def test_a_value_used_is_a_figure_of_the_parent(table: str, parent: str, sample: BuiltRelease) -> None:
    """Or the equivalent of a mass; a bridge may take off what it leads to, and a removal weighs its magnitude."""
    name = parent.partition(".")[2]
    figures = [
        f"{name}.{column.name}::double" for column in load_contract(*parent.split(".")).columns if column.is_figure
    ]
    figures += [f"emissions.emissions_t * {POTENTIAL}"] * (name == "emissions")
    if table in {"marts.view_bridge", "marts.evidence_shares"}:
        figures += [f"-{figure}" for figure in figures]
    nearest = f"list_min([abs(value_used - figure) for figure in [{', '.join(figures)}]])"
    rows = sample.rows(
        f"select child_id, parent_id, value_used from {view(table)} "
        f"inner join (select {id_of(parent)} as parent_id, {name} from {parent} as {name}) using (parent_id) "
        f"where parent_table = '{parent}' and value_used is not null "
        f"and coalesce({nearest} > 1e-9 * greatest(abs(value_used), 1), true) limit 5"
    )
    assert rows == []


def test_assessed_fuels_recompute_from_their_standard_coal(sample: BuiltRelease) -> None:
    """Fuel by fuel: what was burnt, its coefficient and the carbon dioxide of a tonne of standard coal."""
    rows = sample.rows(
        """
        with used as (
            select
                child_id, role, coalesce(activity.fuel_code, coal.fuel_code, factor.subject_code) as fuel_code,
                sum(value_used) as used
            from lineage.assessment_co2
            left join (select activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as id,
                fuel_code from core.activities) as activity on role = 'activity' and parent_id = activity.id
            left join (select standard_coal_id(year, fuel_code) as id, fuel_code from core.standard_coal) as coal
                on role = 'coefficient' and parent_id = coal.id
            left join core.factor_values as factor
                on role = 'factor' and parent_id = factor.factor_id and factor.property = 'co2_per_standard_coal'
            group by all
        ),
        fuels as (
            select child_id, product(used) as tonnes, count(*) as roles
            from used
            where fuel_code is not null
            group by child_id, fuel_code
        )
        select any_value(fuel_co2_t)::double as tonnes, sum(fuels.tonnes) as expected, bool_and(roles = 3) as is_whole
        from (select assessment_co2_id(basis_id, region_code, year, variant, factor_base_year) as child_id, fuel_co2_t
            from marts.assessment_co2 where variant = 'standard_coal') as made
        left join fuels using (child_id)
        group by child_id
        """
    )
    assert len(rows) == 80
    assert all(row["is_whole"] and abs(row["tonnes"] - row["expected"]) < 0.0001 for row in rows)


def test_a_change_of_stock_recomputes_from_two_surveys(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """
        select emissions_t::double as tonnes, (after.value_used - before.value_used) / (later.year - earlier.year)
            * factor.value_used as expected
        from (select emissions_id(basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
            as child_id, emissions_t from core.emissions) as made
        inner join (select * from lineage.emissions where role = 'before') as before using (child_id)
        inner join (select * from lineage.emissions where role = 'after') as after using (child_id)
        inner join (select * from lineage.emissions where role = 'factor') as factor using (child_id)
        inner join (select activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as id,
            year from core.activities) as earlier on before.parent_id = earlier.id
        inner join (select activities_id(region_code, year, category_code, sector_code, fuel_code, item_code) as id,
            year from core.activities) as later on after.parent_id = later.id
        """
    )
    assert len(rows) > 50
    assert all(abs(row["tonnes"] - row["expected"]) <= 0.000001 for row in rows)


def test_every_method_is_among_those_that_recompute(sample: BuiltRelease) -> None:
    roles = sample.rows(
        "select distinct roles from (select list(distinct role order by role) as roles from lineage.emissions "
        "group by child_id) order by roles"
    )
    assert [row["roles"] for row in roles] == [["activity", "factor"], ["after", "before", "factor"], ["stock"]]


# -- a declaration that is wrong is refused when it is loaded


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of declarations of its own."""
    monkeypatch.setattr(lineage, "FOLDER", tmp_path)
    (tmp_path / "core").mkdir()
    return tmp_path / "core"


def declare(
    folder: Path, table: str, parent: str, ids: str = "gdp_id(region_code, year, price_base_year, sector_code)"
) -> None:
    (folder / f"{table}.lineage.sql").write_text(
        f"select {ids} as child_id, '{parent}' as parent_table from core.{table}", encoding="utf-8"
    )


def test_inputs_of_a_row_stand_in_the_order_of_the_statement_and_among_equals_by_id(folder: Path) -> None:
    (folder / "gdp.lineage.sql").write_text(
        "select '511725' as region_code, 2024 as year, 2020 as price_base_year, "
        "unnest(['', '', 'x', '']) as sector_code, unnest(['plus', 'plus', 'plus', 'minus']) as role, "
        "'core.observations' as parent_table, unnest(['c', 'b', 'a', 'd']) as parent_id, "
        "1.0::double as value_used order by role = 'plus'",
        encoding="utf-8",
    )
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select child_id, position, parent_id from ({load_lineage.__wrapped__()['core.gdp'].sql}) order by all"
        ).fetchall()
    row, other = "511725/2024/2020/", "511725/2024/2020/x"
    assert found == [(row, 1, "d"), (row, 2, "b"), (row, 3, "c"), (other, 1, "a")]


def test_a_lineage_that_nobody_declares_is_refused() -> None:
    for view in ("sources_nothing", "nothing", "end"):
        with pytest.raises(ValueError, match="no table declares"):
            lineage.lineage_reads(view)


def test_an_id_with_other_columns_than_the_key_is_refused(folder: Path) -> None:
    declare(folder, "gdp", "core.observations", "gdp_id(region_code, year)")
    with pytest.raises(ValueError, match="the key of gdp is"):
        load_lineage.__wrapped__()


def test_tables_that_are_parents_of_each_other_are_refused(folder: Path) -> None:
    declare(folder, "gdp", "core.estimates")
    declare(folder, "estimates", "core.gdp")
    with pytest.raises(ValueError, match="parents of each other"):
        load_lineage.__wrapped__()


def test_a_table_may_build_on_its_own_rows(folder: Path) -> None:
    declare(folder, "gdp", "core.gdp")
    assert load_lineage.__wrapped__()["core.gdp"].parents == ("core.gdp",)
