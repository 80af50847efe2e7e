"""Column lineage: from a column of a table to the columns it is made of, whatever stands between."""

from pathlib import Path

import pytest

from assets import load_assets
from assets import statements as lineage
from assets.lists import LISTS
from assets.statements import Lineage, column_lineage, upstream_tables
from schemas.contract import load_contract
from schemas.lists import read_list

SQL_ASSETS = [asset.name for asset in load_assets().values() if asset.path.suffix == ".sql"]

OF_VARIANTS = ("is_price_base_in_force", "is_headline", "unit_zh", "error_pct", "error_key")

#: Columns that say the same in every row, or which of several cases made the row: they come from no column.
SAID_BY_THE_STATEMENT = {
    ("core/activity_inputs", "parent_kind"),
    ("core/emission_factor_values", "is_multiplied"),
    ("core/estimate_inputs", "role"),
    ("core/estimates", "data_class"),
    ("core/factor_estimates", "treatment_code"),
    *(
        ("core/factor_values__observed", column)
        for column in ("edition", "evidence", "note", "per_dimension", "per_unit_code", "source_title")
    ),
    ("core/road_fuel_estimates", "fuel_code"),
    *((f"core/{table}", "form_code") for table in ("form_lines", "form_parts", "form_places")),
    ("core/form_parts", "depth"),
    ("core/spans", "span"),
    ("core/stocks", "opening_t"),
    *(("marts/emission_worksheets", column) for column in ("before_year", "is_own_mix")),  # the declared lineage says
    ("marts/completeness", "notation_key"),
    ("marts/completeness", "reason_code"),
    ("marts/energy_co2", "caliber"),
    ("marts/energy_co2", "scope"),
    ("marts/energy_co2_parts", "flow_code"),
    *(
        ("marts/cross_checks", column)
        for column in ("check_code", "first_zh", "limit_zh", "second_zh", "title_zh", "unit_code")
    ),
    *(("marts/assessed_calibers", column) for column in ("caliber", "part_code")),
    # of the columns of its variants, those that a family of indicators does not tell apart
    *(
        (name, column)
        for name in SQL_ASSETS
        if name.startswith("marts/county_indicators__")
        for column in (*load_contract("marts", "county_indicators").key[3:], *OF_VARIANTS)
    ),
    ("marts/energy_balance_table", "form_code"),
    ("marts/evidence_shares", "criterion"),
    ("marts/evidence_shares", "grade"),
    ("marts/inventory_shares", "breakdown_code"),
    ("marts/energy_by_industry", "product_code"),
    ("marts/ipcc_summary", "line_level"),
    ("marts/target_status", "is_recalculated"),
    ("marts/target_status", "is_recalculation_sensitive"),
    ("marts/gas_shares", "gas_group"),
}


def lineage_of(sql: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Lineage:
    """Column lineage of a statement that makes ``core.gwps`` (gwp_set, gas, gwp, factor_id)."""
    path = folder / "core" / "gwps.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(sql, encoding="utf-8")
    monkeypatch.setattr(lineage, "LAYERS", folder)
    return column_lineage.__wrapped__("core", "gwps")


CASES: dict[str, tuple[str, dict[str, list[tuple[str, str]]]]] = {
    "a plain column and a renamed one": (
        "select edition as gwp_set, gas, 1 as gwp, sector_code as factor_id from core.category_gases",
        {
            "gwp_set": [("core.category_gases", "edition")],
            "gas": [("core.category_gases", "gas")],
            "gwp": [],
            "factor_id": [("core.category_gases", "sector_code")],
        },
    ),
    "an expression of several columns": (
        """select e.basis_id as gwp_set, e.gas, sum(e.emissions_t * f.value) as gwp, min(f.evidence) as factor_id
        from core.emissions as e inner join core.factors as f on e.gas = f.gas group by all""",
        {"gwp": [("core.emissions", "emissions_t"), ("core.factors", "value")], "gas": [("core.emissions", "gas")]},
    ),
    "through common table expressions": (
        """with a as (select gas, year as y from core.emissions), b as (select gas, y + 1 as z from a)
        select 'x' as gwp_set, gas, z as gwp, 'x' as factor_id from b""",
        {"gas": [("core.emissions", "gas")], "gwp": [("core.emissions", "year")], "gwp_set": []},
    ),
    "through a union by position": (
        """with both as (
            select gas, year as n from core.emissions union all select property, valid_from from core.factor_values
        )
        select 'x' as gwp_set, gas, n as gwp, 'x' as factor_id from both""",
        {
            "gas": [("core.emissions", "gas"), ("core.factor_values", "property")],
            "gwp": [("core.emissions", "year"), ("core.factor_values", "valid_from")],
        },
    ),
    "a union at the top": (
        """select gwp_set, gas, gwp, factor_id from core.gwps
        union all select edition, gas, 1, category_code from core.category_gases""",
        {
            "gwp_set": [("core.category_gases", "edition"), ("core.gwps", "gwp_set")],
            "factor_id": [("core.category_gases", "category_code"), ("core.gwps", "factor_id")],
        },
    ),
    "the column of a using-join": (
        """select basis_id as gwp_set, gas, f.value as gwp, e.category_code as factor_id
        from core.emissions as e inner join core.factors as f using (basis_id, gas)""",
        {
            "gwp_set": [("core.emissions", "basis_id"), ("core.factors", "basis_id")],
            "gas": [("core.emissions", "gas"), ("core.factors", "gas")],
            "gwp": [("core.factors", "value")],
            "factor_id": [("core.emissions", "category_code")],
        },
    ),
    "a star": (
        "with a as (select * from core.gwps) select * from a",
        {"gwp": [("core.gwps", "gwp")], "factor_id": [("core.gwps", "factor_id")]},
    ),
    "a star of a union of tables": (
        'select source_id as gwp_set, gas, amount as gwp, cell as factor_id from staged."*", core.gwps',
        {"gwp": [("staged.*", "amount")], "factor_id": [("staged.*", "cell")]},
    ),
    "a code list": (
        """select unit_code as gwp_set, dimension as gas, numerator::integer as gwp, title_zh as factor_id
        from codes.units""",
        {"gwp": [("codes.units", "numerator")]},
    ),
    "a scalar subquery, with what it filters by": (
        """select gas as gwp_set, gas, (select max(f.value) from core.factors as f where f.year = 2020) as gwp,
            '' as factor_id
        from core.emissions""",
        {"gwp": [("core.factors", "value"), ("core.factors", "year")]},
    ),
    "a correlated subquery": (
        """select gas as gwp_set, gas, '' as factor_id,
            (select max(f.value) from core.factors as f where f.category_code = e.category_code) as gwp
        from core.emissions as e""",
        {"gwp": [("core.emissions", "category_code"), ("core.factors", "category_code"), ("core.factors", "value")]},
    ),
    "whether something exists": (
        """with listed as (select year as y from core.reported_years)
        select gas as gwp_set, gas, 1 as gwp,
            case when exists (select 1 from listed where listed.y = e.year) then 'a' end as factor_id
        from core.emissions as e""",
        {"factor_id": [("core.emissions", "year"), ("core.reported_years", "year")], "gwp": []},
    ),
    "a using-join in a subquery": (
        """select gas as gwp_set, gas, '' as factor_id,
            (select max(value) from core.factors inner join core.gwps using (gas) where gas = 'CH4') as gwp
        from core.emissions""",
        {"gwp": [("core.factors", "gas"), ("core.factors", "value"), ("core.gwps", "gas")]},
    ),
    "a union in a subquery": (
        """select gas as gwp_set, gas, '' as factor_id,
            (
                select max(n)
                from (select year as n from core.emissions union all select valid_from from core.factor_values)
            ) as gwp
        from core.emissions""",
        {"gwp": [("core.emissions", "year"), ("core.factor_values", "valid_from")]},
    ),
    "a window": (
        """select gas as gwp_set, gas, '' as factor_id,
            row_number() over (partition by region_code order by year) as gwp
        from core.emissions""",
        {"gwp": [("core.emissions", "region_code"), ("core.emissions", "year")]},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_column_is_traced(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql, expected = CASES[case]
    found = lineage_of(sql, tmp_path, monkeypatch)
    assert list(found) == ["gwp_set", "gas", "gwp", "factor_id"]
    assert {name: found[name] for name in expected} == expected


def test_upstream_tables_are_read_off_the_statement() -> None:
    sql = """with a as (select * from core.gdp where year in (select year from core.emissions)),
    b as (select * from a)
    select * from b inner join marts."county_*" using (year) left join codes.units as u on true -- core.comment
    where b.note != 'core.text' union all select * from core.gdp"""
    assert upstream_tables(sql) == ("codes.units", "core.emissions", "core.gdp", "marts.county_*")


def test_a_table_that_is_not_sql_has_no_column_lineage() -> None:
    assert column_lineage("core", "regions") == {}


@pytest.mark.parametrize("name", SQL_ASSETS)
def test_every_column_of_every_sql_asset_is_traced(name: str) -> None:
    layer, table = name.split("/")
    found = column_lineage(layer, table)
    assert list(found) == [column.name for column in load_contract(layer, table).columns]
    untraced = {(name, column) for column, sources in found.items() if not sources}
    assert untraced <= SAID_BY_THE_STATEMENT


#: Columns of the view of all ends.
ENDS = {
    *("published_table", "child_id", "basis_id", "region_code", "year"),
    *("way_table", "way", "way_value", "end_table", "end_id"),
}


@pytest.mark.parametrize("name", SQL_ASSETS)
def test_what_a_column_is_traced_to_exists(name: str) -> None:
    for sources in column_lineage(*name.split("/")).values():
        for source, column in sources:
            layer, table = source.split(".", 1)
            if source in LISTS:
                assert column in read_list(LISTS[source])[0]
            elif layer == "lineage":
                assert column in ENDS
            else:
                contract = load_contract(layer, "observations" if table == "*" else table)
                assert column in {known.name for known in contract.columns}


@pytest.mark.parametrize(
    ("name", "column", "source"),
    [
        ("core/observations", "amount_base", ("staged.*", "amount")),
        ("core/energy_use", "amount", ("core.energy_inputs", "amount_base")),
        ("core/factors", "value", ("core.factor_parts", "value_used")),
        ("core/emissions__multiply", "emissions_t", ("core.activities", "amount")),
        ("core/emissions__multiply", "emissions_t", ("core.factors", "value")),
        ("core/emissions", "emissions_t", ("core.emissions__*", "emissions_t")),
        ("marts/county_inventory", "emissions_tco2e", ("core.gwps", "gwp")),
        ("marts/provincial_summary", "emissions_tco2e", ("marts.form_cells", "emissions_tco2e")),
        ("marts/form_cells", "emissions_tco2e", ("marts.county_inventory", "emissions_tco2e")),
        ("marts/county_indicators__co2", "value", ("core.gdp", "gdp_cny")),
        ("marts/county_indicators", "value", ("marts.county_indicators__*", "value")),
        ("marts/inventory_trace", "cell", ("core.observations", "cell")),
    ],
)
def test_figures_are_traced_to_what_makes_them(name: str, column: str, source: tuple[str, str]) -> None:
    assert source in column_lineage(*name.split("/"))[column]
