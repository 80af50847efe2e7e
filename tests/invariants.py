"""What must hold in every release, whatever was delivered: totals equal their parts, no cell is blank or silent.

A rule is a function from a database (as a function that runs a query) to the rows that break it. The rules are asked
about small worlds (`tests/assets/test_any_observations.py`) and real releases (`tests/backtests/test_invariants.py`).
The arithmetic is repeated here in Python, not with the macros of the engine.
"""

import math
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from assets.lineage import load_lineage
from schemas.contract import load_contract

Row = dict[str, Any]
Query = Callable[[str], list[Row]]
Rule = Callable[[Query], list[Row]]

GASES = ("co2", "ch4", "n2o", "hfcs", "pfcs", "sf6")
#: Amounts of a line of the provincial form and of IPCC 2006, with their keys.
CELLS = {
    "co2_t": "co2_key",
    "ch4_t": "ch4_key",
    "n2o_t": "n2o_key",
    "hfcs_tco2e": "hfcs_key",
    "pfcs_tco2e": "pfcs_key",
    "sf6_t": "sf6_key",
    "emissions_tco2e": "emissions_key",
}
CELLS_AND_FACTORS = "'core.observations', 'core.factor_values', 'core.gwps'"


def rounded(value: float, places: int) -> Decimal:
    """The exact binary value, rounded half to even."""
    with localcontext() as context:
        context.prec = 80
        return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


# -- from cells to activities


def one_figure_is_in_force(query: Query) -> list[Row]:
    """One a period, and either the year or its parts: never none, never both."""
    return [
        *query(
            """select region_code, period, item_code, sector_code, fuel_code, facility_code from core.observations
            where is_preferred group by all having count(*) > 1"""
        ),
        *query(
            """select region_code, year, item_code, sector_code, fuel_code, facility_code
            from core.observations group by all
            having count_if(is_preferred) = 0
            or bool_or(is_preferred and length(period) = 4 and amount_base is not null)
                and bool_or(is_preferred and length(period) > 4)"""
        ),
    ]


def energy_use_is_the_signed_sum_of_its_cells(query: Query) -> list[Row]:
    return query(
        """select * from (
            select region_code, year, sector_code, fuel_code, sum(sign * amount_base) as amount
            from core.energy_inputs group by all
        ) as parts full join core.energy_use as use using (region_code, year, sector_code, fuel_code)
        where parts.amount is distinct from use.amount"""
    )


def activities_are_energy_use_or_the_signed_sum_of_cells(query: Query) -> list[Row]:
    return query(
        """with sums as (
            select region_code, year, category_code, sector_code, fuel_code, item_code, term_set,
                sum(sign * amount_base) as amount
            from core.activity_inputs group by all
        )
        select activity.* from core.activities as activity
        left join sums using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set)
        left join core.energy_use as use using (region_code, year, sector_code, fuel_code)
        where activity.amount is distinct from coalesce(sums.amount, use.amount)"""
    )


# -- from activities to emissions


def a_factor_is_the_product_of_its_parts_in_order(query: Query) -> list[Row]:
    key = "basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas, role"
    products: dict[tuple[Any, ...], float] = {}
    # values that basis and card do not let stand for the year make no factor
    parts = f"select * from core.factor_parts qualify bool_and(is_allowed) over (partition by {key})"
    for row in query(f"select {key}, value_used from ({parts}) order by {key}, position"):
        *about, value = row.values()
        products[tuple(about)] = products.get(tuple(about), 1.0) * value
    factors = query(f"select {key}, value from core.factors")
    wrong = [row for row in factors if products.get(tuple(row.values())[:-1]) != row["value"]]
    return wrong + ([{"factors": len(factors), "products": len(products)}] if len(factors) != len(products) else [])


def an_emission_is_amount_times_factor_to_the_gram(query: Query) -> list[Row]:
    rows = query(
        """select e.*, a.amount, f.value from core.emissions__multiply as e
        left join core.factor_regions using (region_code, fuel_code, item_code)
        left join core.activities as a using (region_code, year, category_code, sector_code, fuel_code, item_code)
        left join core.factors as f
            using (basis_id, factor_region_code, year, category_code, sector_code, fuel_code, item_code, gas)
        where coalesce(f.role, 'factor') = 'factor'"""
    )
    return [row for row in rows if rounded(float(row["amount"]) * row["value"], 6) != row["emissions_t"]]


STOCK_KEY = ("basis_id", "region_code", "category_code", "sector_code", "fuel_code", "item_code", "gas")


def _recomputed_stocks(query: Query) -> dict[tuple[Any, ...], tuple[float, float]]:
    """Released and closing stock of every year, again from activities and factors, by both equations."""
    inflows: defaultdict[tuple[Any, ...], dict[int, tuple[float, float]]] = defaultdict(dict)
    for row in query(
        """select f.*, a.region_code, a.amount, rate.value as rate from core.factors as f
        inner join core.factor_regions as r using (factor_region_code, fuel_code, item_code)
        inner join core.activities as a
            on r.region_code = a.region_code and f.year = a.year and f.category_code = a.category_code
            and f.sector_code = a.sector_code and f.fuel_code = a.fuel_code and f.item_code = a.item_code
        inner join core.factors as rate
            on f.basis_id = rate.basis_id and f.factor_region_code = rate.factor_region_code and f.year = rate.year
            and f.category_code = rate.category_code and f.sector_code = rate.sector_code
            and f.fuel_code = rate.fuel_code and f.item_code = rate.item_code and f.gas = rate.gas
        where f.role = 'factor' and rate.role = 'rate' and f.method in ('first_order_decay', 'bank')"""
    ):
        about = (row["method"], *(row[name] for name in STOCK_KEY))
        inflows[about][row["year"]] = (float(row["amount"]) * row["value"], row["rate"])
    last = max((row["year"] for row in query("select year from core.reported_years")), default=0)
    found = {}
    for (method, *key), years in inflows.items():
        closing, rate = 0.0, 0.0
        for year in range(min(years), max(last, *years) + 1):
            inflow, rate = years.get(year, (0.0, rate))
            if method == "bank":
                closing = closing * (1 - rate) + inflow
                released = closing * rate
            else:
                released = closing * (1 - math.exp(-rate))
                closing = closing - released + inflow
            found[year, *key] = (released, closing)
    return found


def a_stock_is_what_its_years_make_of_it(query: Query) -> list[Row]:
    expected = _recomputed_stocks(query)
    rows = query("select * from core.stocks")
    wrong = [
        row
        for row in rows
        if expected.get((row["year"], *(row[n] for n in STOCK_KEY))) != (row["released_t"], row["closing_t"])
    ]
    return wrong + ([{"stocks": len(rows), "expected": len(expected)}] if len(rows) != len(expected) else [])


def an_emission_of_a_stock_is_what_it_releases_to_the_gram(query: Query) -> list[Row]:
    expected = _recomputed_stocks(query)
    rows = query("select * from core.emissions__first_order_decay union all by name select * from core.emissions__bank")
    keys = [(row["year"], *(row[name] for name in STOCK_KEY)) for row in rows]
    wrong = [
        row
        for key, row in zip(keys, rows, strict=True)
        if key not in expected or rounded(expected[key][0], 6) != row["emissions_t"]
    ]
    return wrong + [{"stock": key} for key in expected.keys() - set(keys)]


def an_estimate_stands_only_where_nothing_was_observed(query: Query) -> list[Row]:
    return query(
        """select estimate.* from core.estimates as estimate
        inner join core.observations using (region_code, year, item_code, sector_code, fuel_code)
        where is_preferred and is_whole_year and amount_base is not null"""
    )


def every_asked_activity_is_counted_or_a_gap(query: Query) -> list[Row]:
    """Nothing falls out silently: for each asked gas an activity has a mass or stands in `completeness`."""
    return query(
        """select activity.*, asked.gas, basis.basis_id from core.activities as activity
        semi join core.reported_years using (year)
        cross join core.bases as basis
        inner join core.category_gases as asked
            on basis.edition = asked.edition and activity.category_code = asked.category_code
            and activity.sector_code = asked.sector_code
            and asked.item_code = case when activity.fuel_code = '' then activity.item_code else '' end
        where activity.amount != 0 and not exists (
            select 1 from core.emissions as e
            where e.basis_id = basis.basis_id and e.region_code = activity.region_code and e.year = activity.year
            and e.category_code = activity.category_code and e.sector_code = activity.sector_code
            and e.fuel_code = activity.fuel_code and e.item_code = activity.item_code and e.gas = asked.gas
        ) and not exists (
            select 1 from marts.completeness as c
            where c.basis_id = basis.basis_id and c.region_code = activity.region_code and c.year = activity.year
            and c.category_code = activity.category_code and c.sector_code = activity.sector_code
            and c.fuel_code = activity.fuel_code and c.item_code = activity.item_code and c.gas = asked.gas
            and c.notation_key = 'NE'
        )"""
    )


# -- from emissions to what is published


def an_inventory_cell_is_the_sum_of_its_emissions(query: Query) -> list[Row]:
    return query(
        """select * from (
            select basis_id, region_code, year, category_code, gas, sum(emissions_t) as total
            from core.emissions where year in (select year from core.reported_years) group by all
        ) as parts full join marts.county_inventory as cell using (basis_id, region_code, year, category_code, gas)
        -- none of the parts that are known, where others are not or where nothing occurs, is no mass of zero
        where parts.total is distinct from cell.emissions_t
        and not (parts.total = 0 and cell.notation_key in ('NO', 'NE'))"""
    )


def co2_equivalent_is_mass_times_potential(query: Query) -> list[Row]:
    return query(
        """select cell.* from marts.county_inventory as cell
        inner join core.bases as basis using (basis_id) left join core.gwps as gwp using (gwp_set, gas)
        where cell.emissions_tco2e is distinct from cell.emissions_t * gwp.gwp"""
    )


def the_inventory_has_every_cell(query: Query) -> list[Row]:
    return query(
        """select * from (
            select distinct basis_id, region_code, year, category_code, gas from core.category_gases
            cross join core.bases cross join (select distinct region_code, year from core.deliveries)
        ) anti join marts.county_inventory using (basis_id, region_code, year, category_code, gas)"""
    )


def no_cell_is_blank(query: Query) -> list[Row]:
    blank = " or ".join(f"({cell} is null) != ({key} != '')" for cell, key in CELLS.items())
    return [
        *query("select * from marts.county_inventory where (emissions_t is null) != (notation_key != '')"),
        *query("select * from marts.county_inventory where (emissions_t is null) != (emissions_tco2e is null)"),
        *query(f"select * from marts.provincial_summary where {blank}"),
        *query(f"select * from marts.ipcc_summary where {blank}"),
        *query("select * from marts.gpc_summary where (emissions_tco2e is null) != (emissions_key != '')"),
        *query("select * from marts.assessment_co2 where (co2_t is null) != (notation_key != '')"),
        *query("select * from marts.county_indicators where (value is null) != (notation_key != '')"),
        *(
            row
            for table in ("form_cells", "sector_summary", "gas_shares", "source_shares")
            for column in load_contract("marts", table).columns
            if column.key
            for row in query(f"select * from marts.{table} where ({column.name} is null) != ({column.key} != '')")
        ),
    ]


def a_key_or_an_incomplete_number_has_its_reason(query: Query) -> list[Row]:
    missing = " or ".join(f"{key} = 'NE'" for key in CELLS.values())
    return [
        *query(
            """select * from marts.county_inventory
            where (notation_key != '' or is_incomplete) and (reason_code = '' or reason_zh = '')"""
        ),
        *query(f"select * from marts.provincial_summary where ({missing} or is_incomplete) and reason_zh = ''"),
        *query(f"select * from marts.ipcc_summary where ({missing} or is_incomplete) and reason_zh = ''"),
        *query("select * from marts.gpc_summary where (emissions_key = 'NE' or is_incomplete) and reason_zh = ''"),
        *query("select * from marts.assessment_co2 where (notation_key != '' or is_incomplete) and reason_zh = ''"),
        *query("select * from marts.county_indicators where (notation_key != '' or is_incomplete) and reason_zh = ''"),
        *query("select * from marts.completeness where notation_key = '' or reason_code = '' or reason_zh = ''"),
    ]


def what_is_complete_gives_no_reason(query: Query) -> list[Row]:
    return query(
        "select * from marts.county_inventory where notation_key = '' and not is_incomplete and reason_code != ''"
    )


def every_line_is_the_sum_of_its_parts(query: Query) -> list[Row]:
    wrong: list[Row] = []
    for cell in CELLS:
        wrong += query(
            f"""select parent.basis_id, parent.region_code, parent.year, parent.line_code, parent.{cell} as found,
                sum(part.{cell}) as parts
            from marts.provincial_summary as parent
            inner join forms.provincial_lines as line on line.parent_code = parent.line_code
            inner join marts.provincial_summary as part
                on part.line_code = line.line_code and part.basis_id = parent.basis_id
                and part.region_code = parent.region_code and part.year = parent.year
            group by all having found is distinct from parts"""
        )
    return wrong


#: Column of a form → which gases are in it, and whether as mass or as equivalents.
GAS_COLUMNS = {
    "co2_t": ("gas = 'CO2'", "emissions_t"),
    "ch4_t": ("gas = 'CH4'", "emissions_t"),
    "n2o_t": ("gas = 'N2O'", "emissions_t"),
    "hfcs_tco2e": ("starts_with(gas, 'HFC')", "emissions_tco2e"),
    "pfcs_tco2e": ("gas in ('CF4', 'C2F6')", "emissions_tco2e"),
    "sf6_t": ("gas = 'SF6'", "emissions_t"),
    "emissions_tco2e": ("true", "emissions_tco2e"),
}


def a_line_without_parts_is_the_sum_of_its_categories(query: Query) -> list[Row]:
    wrong: list[Row] = []
    for cell, (is_in_column, column) in GAS_COLUMNS.items():
        wrong += query(
            f"""with sums as (
                select basis_id, region_code, year, if(waste_energy_sector = 'energy', provincial_line_if_energy,
                    provincial_line_code) as line_code, sum({column}) as parts
                from marts.county_inventory
                inner join core.bases using (basis_id) inner join core.categories using (category_code)
                where {is_in_column} group by all
            )
            select line.*, sums.parts from marts.provincial_summary as line
            left join sums using (basis_id, region_code, year, line_code)
            where line.{cell} is distinct from sums.parts
            and line.line_code not in (select parent_code from forms.provincial_lines)"""
        )
    return wrong


def the_grand_total_is_every_category_that_counts(query: Query) -> list[Row]:
    return query(
        """with sums as (
            select basis_id, region_code, year, sum(emissions_tco2e) as parts
            from marts.county_inventory where is_in_total group by all
        )
        select * from marts.provincial_summary inner join sums using (basis_id, region_code, year)
        where line_code = 'total' and emissions_tco2e is distinct from parts"""
    )


def co2_equivalent_of_a_line_is_that_of_its_gases(query: Query) -> list[Row]:
    """NF3 has no column of its own: a line may be larger by it, and by nothing else."""
    return query(
        """with others as (
            select basis_id, region_code, year, provincial_line_code as line_code, sum(emissions_tco2e) as tco2e
            from marts.county_inventory inner join core.category_lines using (basis_id, category_code)
            where gas in ('NF3', 'SO2F2') group by all
        )
        select line.* from marts.provincial_summary as line
        inner join core.bases as basis using (basis_id)
        inner join core.gwps as ch4 on ch4.gwp_set = basis.gwp_set and ch4.gas = 'CH4'
        inner join core.gwps as n2o on n2o.gwp_set = basis.gwp_set and n2o.gas = 'N2O'
        inner join core.gwps as sf6 on sf6.gwp_set = basis.gwp_set and sf6.gas = 'SF6'
        left join others using (basis_id, region_code, year, line_code)
        where line.line_code not in (select parent_code from forms.provincial_lines)
            and coalesce(line.emissions_tco2e, 0)
            != coalesce(line.co2_t, 0) + coalesce(line.ch4_t, 0) * ch4.gwp + coalesce(line.n2o_t, 0) * n2o.gwp
            + coalesce(line.hfcs_tco2e, 0) + coalesce(line.pfcs_tco2e, 0) + coalesce(line.sf6_t, 0) * sf6.gwp
            + coalesce(others.tco2e, 0)"""
    )


def a_parent_of_something_incomplete_is_incomplete(query: Query) -> list[Row]:
    missing = " or ".join(f"part.{key} = 'NE'" for key in CELLS.values())
    return query(
        f"""select parent.* from marts.provincial_summary as parent
        inner join forms.provincial_lines as line on line.parent_code = parent.line_code
        inner join marts.provincial_summary as part
            on part.line_code = line.line_code and part.basis_id = parent.basis_id
            and part.region_code = parent.region_code and part.year = parent.year
        where (part.is_incomplete or {missing}) and not parent.is_incomplete"""
    )


def a_line_of_something_incomplete_is_incomplete(query: Query) -> list[Row]:
    return query(
        """select line.* from marts.provincial_summary as line
        inner join core.category_lines as category
            on category.provincial_line_code = line.line_code and category.basis_id = line.basis_id
        inner join marts.county_inventory as cell
            on cell.category_code = category.category_code and cell.basis_id = line.basis_id
            and cell.region_code = line.region_code and cell.year = line.year
        where (cell.is_incomplete or cell.notation_key = 'NE') and not line.is_incomplete"""
    )


# -- the second, third and fourth form


def a_sector_is_the_sum_of_its_gases_and_the_total_of_its_sectors(query: Query) -> list[Row]:
    gases = [f"{gas}_tco2e" for gas in ("co2", "ch4", "n2o", "hfcs", "pfcs", "sf6", "nf3")]
    together = " + ".join(f"coalesce({gas}, 0)" for gas in gases)
    sectors = "line_code in ('energy', 'ippu', 'agriculture', 'waste'"
    wrong = query(f"select * from marts.sector_summary where coalesce(emissions_tco2e, 0) != {together}")
    for gas in (*gases, "emissions_tco2e"):
        wrong += query(
            f"""select basis_id, region_code, year, sum({gas}) filter ({sectors})) as parts,
                sum({gas}) filter ({sectors}, 'lulucf')) as all_parts,
                max({gas}) filter (line_code = 'gross') as gross, max({gas}) filter (line_code = 'total') as total
            from marts.sector_summary group by all
            having parts is distinct from gross or all_parts is distinct from total"""
        )
    return wrong


def shares_are_parts_of_what_they_add_up_to(query: Query) -> list[Row]:
    wrong = []
    for sums in (
        """select *, 'gross' as whole_code, share_pct from marts.gas_shares""",
        """select *, sector_line_code as whole_code, share_pct from marts.source_shares""",
    ):
        wrong += query(
            f"""with parts as (
                select basis_id, region_code, year, whole_code as line_code, sum(emissions_tco2e) as parts,
                    sum(share_pct) as shares, min(emissions_tco2e) < 0 as is_net
                from ({sums}) group by all
            )
            select * from parts inner join marts.sector_summary using (basis_id, region_code, year, line_code)
            where emissions_tco2e is distinct from parts
            or (shares is null) != coalesce(is_net and line_code != 'gross' or parts = 0, true)
            or abs(shares - 100) > 0.0000001"""
        )
    return wrong


# -- what the report tells of the total


def every_way_to_divide_the_total_holds_all_of_it(query: Query) -> list[Row]:
    return query(
        """with sums as (
            select basis_id, region_code, year, breakdown_code, sum(emissions_tco2e) as parts
            from marts.inventory_shares where is_in_total group by all
        )
        select * from marts.provincial_summary inner join sums using (basis_id, region_code, year)
        where line_code = 'total' and emissions_tco2e is distinct from parts"""
    )


def a_change_is_that_of_the_published_total(query: Query) -> list[Row]:
    return query(
        """select change.*, later.emissions_tco2e - earlier.emissions_tco2e as expected
        from marts.yearly_changes as change
        inner join marts.provincial_summary as later using (basis_id, region_code, year)
        inner join marts.provincial_summary as earlier
            on earlier.basis_id = later.basis_id and earlier.region_code = later.region_code
            and earlier.line_code = later.line_code and earlier.year = change.earlier_year
        where later.line_code = 'total' and (
            change_tco2e is distinct from expected
            or (is_same_coverage and comparable_tco2e is distinct from coalesce(expected, 0))
        )"""
    )


def a_basis_differs_by_three_parts_that_add_up_to_the_published_totals(query: Query) -> list[Row]:
    return query(
        """select difference.*, coalesce(theirs.emissions_tco2e, 0) - coalesce(ours.emissions_tco2e, 0) as expected
        from marts.basis_differences as difference
        inner join marts.provincial_summary as theirs using (basis_id, region_code, year)
        inner join marts.provincial_summary as ours using (region_code, year, line_code)
        where line_code = 'total' and difference.category_code = ''
            and ours.basis_id in (select basis_id from core.bases where is_official)
            and (expected != difference_tco2e
                or difference_tco2e != potentials_tco2e + factors_tco2e + coverage_tco2e)"""
    )


def every_emission_of_the_total_weighs_once_in_the_evidence(query: Query) -> list[Row]:
    return query(
        """with magnitudes as (
            select basis_id, region_code, year, sum(abs(emissions_t * gwp)) as weight
            from core.emissions inner join core.bases using (basis_id) inner join core.gwps using (gwp_set, gas)
            inner join core.categories using (category_code) where is_in_total group by all
        )
        select basis_id, region_code, year, criterion, weight, sum(weight_tco2e) as found
        from marts.evidence_shares left join magnitudes using (basis_id, region_code, year)
        group by all having found != coalesce(weight, 0)"""
    )


def the_share_of_evidence_is_one_number_wherever_it_is_summed(query: Query) -> list[Row]:
    """Over the cells of the inventory, and over the factors of the last year: no tonne is weighed twice."""
    cells = query(
        """with weighed as (
            unpivot (
                select basis_id, region_code, year, sum(original_tco2e) as original, sum(secondary_tco2e) as secondary,
                    sum(recalled_tco2e) as recalled
                from marts.county_inventory where is_in_total group by all
            ) on original, secondary, recalled into name grade value weight
        )
        select * from marts.evidence_shares
        full join weighed using (basis_id, region_code, year, grade)
        where coalesce(criterion, 'evidence') = 'evidence' and weight_tco2e is distinct from weight"""
    )
    # each of the parts is rounded to a billionth of a tonne; what a stock of earlier years releases is not divided
    factors = query(
        """with apportioned as (
            select basis_id, region_code, sum(apportioned_tco2e) as weight from marts.recalled_factors group by all
        )
        select * from marts.evidence_shares left join apportioned using (basis_id, region_code)
        where grade = 'recalled' and year = (select max(year) from core.reported_years)
            and (
                coalesce(weight, 0) - weight_tco2e > 0.000001
                or (
                    weight_tco2e - coalesce(weight, 0) > 0.000001
                    and not exists (
                        from core.emissions as emission
                        inner join core.category_gases using (category_code, sector_code, gas)
                        where emission.evidence = 'recalled' and emission.year = evidence_shares.year
                            and category_gases.method in ('first_order_decay', 'bank', 'stock_difference')
                    )
                )
            )"""
    )
    return [*cells, *factors]


# -- the views of one data set


def an_ipcc_line_is_the_sum_of_the_categories_below_its_code(query: Query) -> list[Row]:
    def is_below(code: str, line: str) -> bool:
        return line == "total" or code.split(".")[: len(line.split("."))] == line.split(".")

    sums: dict[tuple[Any, ...], Decimal] = {}
    lines = [row["line_code"] for row in query("select line_code from forms.ipcc_lines")]
    for cell, (is_in_column, column) in GAS_COLUMNS.items():
        for row in query(
            f"""select basis_id, region_code, year, if(waste_energy_sector = 'energy', ipcc_2006_code_if_energy,
                ipcc_2006_code) as code, sum({column}) as tonnes
            from marts.county_inventory
            inner join core.bases using (basis_id)
            inner join core.categories as category using (category_code)
            where category.is_in_total and code != '' and {is_in_column} and {column} is not null group by all"""
        ):
            *about, code, tonnes = row.values()
            for line in lines:
                if is_below(code, line):
                    sums[*about, line, cell] = sums.get((*about, line, cell), Decimal(0)) + tonnes
    published = {
        (row["basis_id"], row["region_code"], row["year"], row["line_code"], cell): row[cell]
        for row in query("select * from marts.ipcc_summary")
        for cell in CELLS
        if row[cell] is not None
    }
    return [
        {"cell": key, "found": published.get(key), "expected": sums.get(key)}
        for key in published.keys() | sums.keys()
        if published.get(key) != sums.get(key)
    ]


def a_gpc_line_is_the_sum_of_the_emissions_of_its_sectors(query: Query) -> list[Row]:
    return query(
        """with sums as (
            select basis_id, region_code, year, gpc_line_code as line_code, sum(emissions_t * gwp) as parts
            from core.emissions inner join core.bases using (basis_id) inner join core.gwps using (gwp_set, gas)
            inner join core.category_views using (category_code, sector_code) group by all
        )
        select line.*, sums.parts from marts.gpc_summary as line
        left join sums using (basis_id, region_code, year, line_code)
        where line.scope != 0 and coalesce(line.emissions_tco2e, 0) != coalesce(sums.parts, 0)"""
    )


#: Level of the GPC → which lines of the form count in it (GPC, table 4.1 and section 4.2).
GPC_LEVELS = {
    "BASIC": "level = 'basic'",
    "BASIC+": "level in ('basic', 'basic_plus')",
    "territorial": "scope = '1'",
}


def a_gpc_total_is_the_sum_of_the_lines_that_count(query: Query) -> list[Row]:
    wrong: list[Row] = []
    for total, counts in GPC_LEVELS.items():
        wrong += query(
            f"""with sums as (
                select basis_id, region_code, year, sum(emissions_tco2e) as parts from marts.gpc_summary
                where line_code in (select line_code from forms.gpc_lines where {counts}) group by all
            )
            select line.*, sums.parts from marts.gpc_summary as line
            left join sums using (basis_id, region_code, year)
            where line.line_code = '{total}' and line.emissions_tco2e is distinct from sums.parts"""
        )
    return wrong


def assessed_co2_is_fuel_combustion_and_net_imported_electricity(query: Query) -> list[Row]:
    return query(
        """select * from marts.assessment_co2 where co2_t is distinct from fuel_co2_t + electricity_co2_t
        or (variant = 'current_factor' and fuel_co2_t is distinct from (
            select sum(cell.emissions_t) from marts.county_inventory as cell
            inner join core.category_lines as line using (basis_id, category_code)
            where cell.basis_id = assessment_co2.basis_id and cell.region_code = assessment_co2.region_code
            and cell.year = assessment_co2.year and cell.gas = 'CO2' and line.is_in_total
            and regexp_matches(line.ipcc_2006_code, '^1[.]A([.]|$)')))"""
    )


#: Every published total that a bridge leads to; one that is a sum of nothing is nothing.
VIEW_TOTALS = {
    "provincial_without_lulucf": """select basis_id, region_code, year,
        coalesce(sum(emissions_tco2e) filter (line_code = 'total'), 0)
            - coalesce(sum(emissions_tco2e) filter (line_code = 'lulucf'), 0) as total
        from marts.provincial_summary group by all""",
    "ipcc": """select basis_id, region_code, year, coalesce(emissions_tco2e, 0) as total
        from marts.ipcc_summary where line_code = 'total'""",
    "gpc_basic": """select basis_id, region_code, year, coalesce(emissions_tco2e, 0) as total
        from marts.gpc_summary where line_code = 'BASIC'""",
    "gpc_basic_plus": """select basis_id, region_code, year, coalesce(emissions_tco2e, 0) as total
        from marts.gpc_summary where line_code = 'BASIC+'""",
    "gpc_territorial": """select basis_id, region_code, year, coalesce(emissions_tco2e, 0) as total
        from marts.gpc_summary where line_code = 'territorial'""",
    "assessment": """select basis_id, region_code, year, co2_t as total
        from marts.assessment_co2 where variant = 'current_factor' and co2_t is not null""",
}


def the_views_close_to_the_gram(query: Query) -> list[Row]:
    """From the provincial total, step by step, to the published total of every other view, in every year and basis."""
    starts = {
        (row["basis_id"], row["region_code"], row["year"]): row["emissions_tco2e"] or Decimal(0)
        for row in query("select * from marts.provincial_summary where line_code = 'total'")
    }
    bridged: dict[tuple[Any, ...], Decimal] = {}
    for row in query("select * from marts.view_bridge where step_code not in ('start', 'end')"):
        key = (row["view_code"], row["basis_id"], row["region_code"], row["year"])
        bridged[key] = bridged.get(key, Decimal(0)) + row["amount_tco2e"]
    wrong: list[Row] = []
    for view, sql in VIEW_TOTALS.items():
        for row in query(sql):
            *about, total = row.values()
            if starts[tuple(about)] + bridged.pop((view, *about), Decimal(0)) != total:
                wrong.append(row | {"view": view})
    return wrong + [{"a bridge to nowhere": key} for key in bridged]


def a_bridge_begins_and_ends_with_what_is_published(query: Query) -> list[Row]:
    wrong = query(
        """select bridge.* from marts.view_bridge as bridge
        left join marts.provincial_summary as form on form.line_code = 'total' and form.basis_id = bridge.basis_id
            and form.region_code = bridge.region_code and form.year = bridge.year
        where bridge.step_code = 'start' and bridge.amount_tco2e is distinct from coalesce(form.emissions_tco2e, 0)"""
    )
    for view, sql in VIEW_TOTALS.items():
        wrong += query(
            f"""select * from ({sql}) as view full join (
                select basis_id, region_code, year, amount_tco2e from marts.view_bridge
                where step_code = 'end' and view_code = '{view}'
            ) as bridge using (basis_id, region_code, year) where view.total is distinct from bridge.amount_tco2e"""
        )
    return wrong


def a_step_is_the_sum_of_what_it_adds_by_category_and_gas(query: Query) -> list[Row]:
    return query(
        """with steps as (
            select basis_id, region_code, year, view_code, step_code, sum(amount_tco2e) as parts
            from marts.view_bridge group by all
        )
        select * from steps full join marts.bridge_steps using (basis_id, region_code, year, view_code, step_code)
        where parts is distinct from emissions_tco2e"""
    )


def an_indicator_is_its_numerator_over_its_denominator(query: Query) -> list[Row]:
    def expected(row: Row) -> Decimal | None:
        if row["numerator"] is None or not row["denominator"]:
            return None
        return rounded(float(row["numerator"]) / float(row["denominator"]), 9)

    levels = query("select * from marts.county_indicators where base_year = 0")
    return [row for row in levels if row["value"] != expected(row)]


def a_change_is_of_two_levels_at_prices_of_one_year(query: Query) -> list[Row]:
    """Taken from what was not rounded; it has no figure just where one of the two has none or nothing is divided."""
    variant = [name for name in load_contract("marts", "county_indicators").key if name not in ("year", "base_year")]
    levels: dict[tuple[Any, ...], Row] = {}
    changes = []
    for row in query("select * from marts.county_indicators"):
        if row["base_year"]:
            changes.append(row)
        else:
            levels[row["year"], *(row[name] for name in variant)] = row

    def expected(row: Row) -> Decimal | None:
        later, base = (levels[year, *(row[name] for name in variant)] for year in (row["year"], row["base_year"]))
        if later["value"] is None or base["value"] is None or base["value"] <= 0:
            return None
        quotient, divisor = (float(level["numerator"]) / float(level["denominator"]) for level in (later, base))
        return rounded(100 * (quotient / divisor) - 100, 9)

    return [row for row in changes if row["value"] != expected(row)]


def the_numerator_is_what_the_inventory_says(query: Query) -> list[Row]:
    """Combustion alone; with raw material and electricity; or with processes of industry and electricity."""
    totals: defaultdict[tuple[Any, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in query(
        """select basis_id, region_code, year, case
            when category_code = 'S2.1' then 'electricity'
            when regexp_matches(ipcc_2006_code, '^1[.]A([.]|$)') then 'fuel' else 'process' end as part,
            sum(emissions_t) as mass
        from marts.county_inventory inner join core.category_lines using (basis_id, category_code)
        where gas = 'CO2' and emissions_t is not null and (category_code = 'S2.1'
            or category_lines.is_in_total and regexp_matches(ipcc_2006_code, '^(1[.]A|2[.][ABC])([.]|$)'))
        group by all
        union all
        select basis_id, region_code, year, 'material', sum(co2_t) from core.raw_material_co2 group by all"""
    ):
        *about, part, mass = row.values()
        totals[tuple(about)][part] = mass
    counted = {
        "fuel_only": ("fuel",),
        "energy": ("fuel", "material", "electricity"),
        "stat_2026": ("fuel", "process", "electricity"),
    }
    wrong = []
    for row in query(
        """select * from marts.county_indicators
        where caliber in ('fuel_only', 'energy', 'stat_2026') and base_year = 0 and method = 'bottom_up'
            and grid_factor_year = 0 and numerator is not null"""
    ):
        parts = totals[row["basis_id"], row["region_code"], row["year"]]
        expected = sum((parts.get(part, Decimal(0)) for part in counted[row["caliber"]]), Decimal(0))
        if row["value"] is not None and row["numerator"] != expected:
            wrong.append(row | {"expected": expected})
    return wrong + query(
        """with form as (
            select basis_id, region_code, year, line.co2_t, line.emissions_tco2e,
                lulucf.co2_t as out_t, lulucf.emissions_tco2e as out_co2e
            from marts.provincial_summary as line inner join marts.provincial_summary as lulucf
                using (basis_id, region_code, year)
            where line.line_code = 'total' and lulucf.line_code = 'lulucf'
        )
        select * from marts.county_indicators inner join form using (basis_id, region_code, year)
        where caliber = 'total' and base_year = 0 and gas = '' and numerator is distinct from case
            when indicator_code = 'ghg_per_resident' then emissions_tco2e - if(is_with_lulucf, 0, coalesce(out_co2e, 0))
            else co2_t - if(is_with_lulucf, 0, coalesce(out_t, 0))
        end"""
    )


def gdp_is_in_the_prices_that_an_indicator_says(query: Query) -> list[Row]:
    return query(
        """select indicator.* from marts.county_indicators as indicator
        left join (from core.gdp where sector_code = '') as gdp using (region_code, year, price_base_year)
        where ends_with(indicator_code, '_per_gdp') != (price_base_year != 0)
        or (base_year = 0 and ends_with(indicator_code, '_per_gdp')
            and denominator is distinct from (gdp_cny * 0.0001)::decimal(38, 9))"""
    )


def an_indicator_is_headed_in_the_prices_of_its_plan_period(query: Query) -> list[Row]:
    """All years of it in those of one base, which comes before the last year."""
    return query(
        """with base as (
            select max(price_base_year) as base_year from core.price_bases
            where price_base_year < (select max(year) from core.reported_years)
        )
        select * from marts.county_indicators, base
        where is_price_base_in_force != (price_base_year in (0, base.base_year))
        or (is_headline and indicator_code = 'co2_per_gdp' and price_base_year != base.base_year)"""
    )


# -- and back


PUBLISHED = " union all ".join(
    f"select '{table}' as row_table, concat_ws('/', {', '.join(contract.key)}) as id, "
    f"{contract.amount}::double as figure from {table}"
    for table, contract in ((table, load_contract(*table.split("."))) for table in load_lineage())
    if contract.layer == "marts"
)


def the_trace_is_whole(query: Query) -> list[Row]:
    """Every row and way of the trace, walked once: on a release that takes six seconds.

    A figure leads to printed cells or factors, through other published rows or not; a blank to what says why. A sum of
    what is not known, or of nothing, is 0: it leads to that. Ways begin and go on at published rows, are told once and
    end at a place that exists.
    """
    return query(
        f"""
        with recursive trace as materialized (select * from marts.inventory_trace),
        published as materialized ({PUBLISHED}),
        ends as materialized (
            select distinct 'marts.' || published_table as row_table, published_id as id, end_table, end_id from trace
        ),
        reaching as (
            select row_table, id from ends where end_table in ({CELLS_AND_FACTORS})
            union
            select ends.row_table, ends.id
            from ends inner join reaching on ends.end_table = reaching.row_table and ends.end_id = reaching.id
        ),
        named as (
            select row_table, id from ends
            union all
            select end_table, end_id from ends where starts_with(end_table, 'marts.')
        )
        select 'leads nowhere' as wrong, row_table, id, '' as way from published
        where (
            (figure is null or row_table = 'marts.county_inventory')
            and (row_table, id) not in (select (row_table, id) from ends)
        )
        or (
            (figure != 0 or (figure = 0 and row_table = 'marts.county_inventory'))
            and (row_table, id) not in (select (row_table, id) from reaching)
        )
        union all
        select 'is not published', row_table, id, '' from named anti join published using (row_table, id)
        union all
        select 'ends nowhere', published_table, published_id, way from trace
        where (end_table = 'core.observations' and (file_sha256 = '' or cell = '' or file_name = ''))
        or (end_table = 'core.factor_values' and (source_id = '' or locator = '' or evidence = ''))
        union all
        select 'is told twice', published_table, published_id, way from trace
        group by published_table, published_id, way_table, way, end_table, end_id having count(*) > 1"""
    )


RULES: tuple[Rule, ...] = tuple(
    rule
    for name, rule in list(globals().items())
    if getattr(rule, "__module__", "") == __name__ and callable(rule) and name != "rounded" and name[0] != "_"
)
