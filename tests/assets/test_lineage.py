"""Lineage is declared once: every declaration is whole, leads somewhere, and recomputes its table."""

import re
from pathlib import Path
from typing import Any

import pytest

from assets import lineage
from assets.lineage import COLUMNS, END_TOO, load_lineage
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
    "activities": (
        "core.activities",
        "abs(signed_sum - any_value(amount)::double) > 1e-9 * greatest(abs(signed_sum), 1)",
    ),
    "energy use": (
        "core.energy_use",
        "abs(signed_sum - any_value(amount)::double) > 1e-9 * greatest(abs(signed_sum), 1)",
    ),
    "mean population": ("core.mean_population", "count(*) != 2 or sum(value_used) / 2 != any_value(persons)::double"),
    "chained GDP": (
        "core.gdp",
        "abs(product(if(role = 'growth_back', 1 / value_used, value_used)) - any_value(gdp_cny)::double) > 0.01",
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
    "an amount times a factor": (
        "core.emissions",
        "bool_or(role = 'activity') and "
        "printf('%.6f', used('activity') * used('factor'))::decimal(24, 6) != any_value(emissions_t)",
    ),
    "a category and gas": (
        "marts.county_inventory",
        "any_value(emissions_t) is not null and (abs(used('part') - any_value(emissions_t)::double) > 1e-6 or "
        "abs(any_value(emissions_t)::double * used('potential') - any_value(emissions_tco2e)::double) > 1e-6)",
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


def declare(folder: Path, table: str, parent: str, ids: str = "gdp_id(region_code, year, price_base_year)") -> None:
    (folder / f"{table}.lineage.sql").write_text(
        f"select {ids} as child_id, '{parent}' as parent_table from core.{table}", encoding="utf-8"
    )


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
