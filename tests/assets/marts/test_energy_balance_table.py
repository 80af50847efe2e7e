"""The printed energy balance: of Sichuan cell by cell the book's, of a county what its returns give."""

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from factors import FOLDER
from schemas.codes import codes
from schemas.forms import read_form
from schemas.lists import read_list
from tests.conftest import BuiltRelease
from tests.sample.balance_2007 import FIGURES as BOOK
from tests.staged_rows import compute, observed, printed
from tests.world import QUXIAN, Row, World

Cells = dict[tuple[str, str], Row]

DAZHOU = "511700"

#: Where the book of 2007 does not print what its own cells add up to.
MISPRINTS = {
    "C34": "用作原料、材料的煤合计没有印；原煤345、洗精煤14.68、其他洗煤2.78",
    "D42": "原煤的平衡差额没有印，印在了煤合计；可供量减消费、损失、转换为-139.6",
}


def book() -> dict[str, tuple[int, str, Decimal | None]]:
    """The re-typed table by address: line of the form, fuel in Chinese, figure."""
    with Path(BOOK).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    letters = "CDEFGHIJKLMNOPQRSTUVWX"
    return {
        f"{letters[column]}{row + 10}": (row, fuel, Decimal(rows[row][column + 2]) if rows[row][column + 2] else None)
        for row, (column, fuel) in product(range(1, len(rows)), enumerate(rows[0][2:]))
    }


def test_every_printed_cell_of_sichuan_is_reproduced_but_for_its_misprints(sichuan: BuiltRelease) -> None:
    """Cells are taken as printed, sums are ours: 726 cells, two of which the book does not print as they add up."""
    rows = sichuan.rows("select * from marts.energy_balance_table where form_code = 'full'")
    made = {(row["line_number"], row["fuel_title_zh"]): row for row in rows}
    cells = book()
    assert len(cells) == 33 * 22 == sum(row["printed_amount_key"] != "NA" for row in rows)
    wrong = {}
    for address, (line, fuel, figure) in cells.items():
        row = made[line, fuel]
        assert (row["printed_amount"], row["printed_amount_key"]) == (figure, "NO" if figure is None else ""), address
        if (row["amount"] or 0) != (figure or 0):
            wrong[address] = row
    assert set(wrong) == set(MISPRINTS)
    assert {address: wrong[address]["amount"] for address in wrong} == {
        "C34": Decimal("362.46"),
        "D42": Decimal("-139.6"),
    }
    assert [row for row in rows if row["is_apart"]] == [row for row in rows if row in wrong.values()]


def test_what_the_book_has_no_column_for_is_not_applicable(sichuan: BuiltRelease) -> None:
    rows = sichuan.rows("select * from marts.energy_balance_table where fuel_code = 'lng'")
    assert {(row["amount"], row["amount_key"], row["printed_amount_key"]) for row in rows} == {(None, "NA", "NA")}


def test_a_province_is_printed_in_the_units_of_the_book(sichuan: BuiltRelease) -> None:
    rows = sichuan.rows("select distinct fuel_code, unit_code from marts.energy_balance_table")
    units = {row["fuel_code"]: row["unit_code"] for row in rows}
    assert (units["raw_coal"], units["natural_gas"], units["heat"], units["electricity"], units["other_energy"]) == (
        ("10kt", "100m_m3", "10bn_kj", "100m_kwh", "10k_tce")
    )


def test_standard_coal_is_each_figure_times_its_coefficient(sichuan: BuiltRelease) -> None:
    """GB/T 2589: raw coal 0.7143; 3239 and 170.89 (10⁴ t) for power and heat."""
    sql = "select * from marts.energy_balance_table where form_code = 'full' and line_code = 'power'"
    cells = {row["fuel_code"]: row for row in sichuan.rows(sql)}
    assert cells["raw_coal"]["calorific_tce"] == Decimal("-3239") * 10**4 * Decimal("0.7143")
    assert cells["electricity"]["calorific_tce"] == Decimal("450.92") * 10**5 * Decimal("0.1229")
    assert cells["electricity"]["coal_equivalent_tce"] > 2 * cells["electricity"]["calorific_tce"]


# -- the lists


def test_rules_of_the_balance_name_lines_items_and_fuels_that_exist() -> None:
    """A misspelt code would take nothing, or leave a cell without its reason, and nobody would see it."""
    lines = {row["line_code"] for row in read_form("energy_balance_lines")}
    fuels = {row["fuel_code"] for row in read_form("energy_balance_columns")} | set(codes("fuels"))
    items, sectors = set(codes("items")), set(codes("sectors"))
    known = {
        "line_code": lines,
        "line_codes": lines,
        "part_code": lines,
        "fuel_codes": fuels,
        "excluded_fuel_codes": fuels,
        "use_fuel_code": fuels,
        "as_fuel_code": fuels,
        "item_code": items,
        "needs_item_code": items,
        "needs_item_codes": items,
        "sector_codes": sectors,
    }
    rules = [read_list(FOLDER / "rules" / f"{name}.csv") for name in ("balance_flows", "balance_blanks")]
    rules += [read_list(FOLDER / "rules" / "cross_check_terms.csv"), read_form("energy_balance_terms")]
    rules.append(read_form("energy_balance_lines"))
    unknown = [
        (column, code)
        for rows in rules
        for row in rows
        for column, listed in row.items()
        if column in known
        for code in listed.split()
        if code not in known[column]
    ]
    assert unknown == []


def test_each_line_and_column_of_a_sum_is_printed_in_the_full_form() -> None:
    """The simple form is made of the full one."""
    full = {row["line_code"] for row in read_form("energy_balance_lines") if row["full_number"]}
    assert {row["part_code"] for row in read_form("energy_balance_terms")} <= full
    assert all(row["full_number"] for row in read_form("energy_balance_columns"))


# -- a county that has returns only


COAL = [
    observed("coal_output", 400, is_total=True),
    observed("industry_energy_opening_stock", 300, "industry", "raw_coal"),
    observed("industry_energy_purchase", 1000, "industry", "raw_coal"),
    observed("industry_energy_consumption", 1150, "industry", "raw_coal"),
    observed("industry_energy_feedstock", 20, "industry", "raw_coal"),
    observed("industry_energy_closing_stock", 100, "industry", "raw_coal"),
    observed("energy_transformation_input", 600, "transformation_total", "raw_coal", is_total=True),
    observed("energy_transformation_input", 600, "power", "raw_coal"),
    observed("energy_survey_use", 80, "rural", "raw_coal"),
]
POWER = [
    *(observed("electricity_use", amount, sector) for sector, amount in {"industry": 2500, "urban": 500}.items()),
    observed("electricity_use", 3000, "whole_society", is_total=True),
    observed("electricity_generation", 5000, is_total=True),
    observed("electricity_generation_thermal", 4000),
    observed("line_loss", 200),
]
OIL = [
    observed("oil_retail_sales", 1000, "whole_society", "diesel"),
    observed("industry_energy_consumption", 100, "industry", "diesel"),
    observed("transport_fuel_use", 50, "railway", "diesel"),
    observed("transport_fuel_use", 30, "waterway", "diesel"),
]
HEAT = [observed("industry_energy_consumption", 500, "industry", "heat"), printed("heat_import_net", "zero_or_none")]


def table(world: World, *figures: Row, form: str = "full") -> Cells:
    compute(world, figures, "marts/energy_balance_table")
    rows = world.rows("marts/energy_balance_table", f"form_code = '{form}'")
    return {(row["line_code"], row["fuel_code"]): row for row in rows}


def amounts(cells: Cells, fuel: str, *lines: str) -> list[Decimal | str]:
    """Figures of a column, or the keys that stand for them."""
    found = [cells[line, fuel] for line in lines]
    return [row["amount_key"] if row["amount"] is None else row["amount"] for row in found]


def test_coal_is_what_is_mined_comes_in_and_out_of_store(world: World) -> None:
    """1,000 t bought and 80 t burnt by others, less 400 t mined here, come in; 50 t of form 205-1 are not explained."""
    cells = table(world, *COAL)
    supply = ["indigenous_production", "inflow_domestic", "stock_change", "supply_total"]
    assert amounts(cells, "raw_coal", *supply) == [400, 680, 200, 1280]
    assert amounts(cells, "raw_coal", "power", "industry", "feedstock", "rural") == [-600, 550, 20, 80]
    assert amounts(cells, "raw_coal", "final_total", "difference", "consumption_total") == [630, 50, 1230]
    assert cells["difference", "raw_coal"]["rule_code"] == "sum"
    assert cells["inflow_domestic", "raw_coal"]["rule_code"] == "receipts_less_output"
    assert cells["supply_total", "coal_total"]["amount"] == 1280


def test_coal_is_not_said_to_leave_before_it_is_known_what_was_bought(world: World) -> None:
    """400 t are mined; form 205-1, which says how much of it enterprises here bought, has not come."""
    cells = table(world, *(row for row in COAL if row["item_code"] in {"coal_output", "energy_transformation_input"}))
    assert amounts(cells, "raw_coal", "indigenous_production", "power") == [400, -600]
    assert amounts(cells, "raw_coal", "inflow_domestic", "outflow_domestic") == ["NE", "NE"]
    assert cells["supply_total", "raw_coal"]["is_incomplete"]


def test_what_a_survey_counts_is_not_all_that_came_in(world: World) -> None:
    """80 t are burnt by households; what industry bought is not known, so what came in is not known either."""
    cells = table(world, *(row for row in COAL if row["item_code"] in {"coal_output", "energy_survey_use"}))
    assert amounts(cells, "raw_coal", "inflow_domestic", "outflow_domestic") == ["NE", "NE"]


def test_electricity_that_the_county_does_not_use_goes_out_and_losses_are_apart_from_industry(world: World) -> None:
    """In 10⁴ kWh: 300 used, 500 generated, 400 of it from fuels, 20 lost in the grid."""
    cells = table(world, *COAL, *POWER)
    supply = ["indigenous_production", "inflow_domestic", "outflow_domestic", "supply_total"]
    assert amounts(cells, "electricity", *supply) == [100, "IE", -200, -100]
    assert amounts(cells, "electricity", "power", "loss", "industry", "urban") == [400, 20, 230, 50]
    assert amounts(cells, "electricity", "final_total", "difference", "consumption_total") == [280, 0, 300]
    assert {cells[line, "electricity"]["unit_code"] for line in ("power", "loss")} == {"10k_kwh"}


def test_what_is_not_of_the_whole_county_or_year_is_no_flow_and_a_balance_of_another_year_ends_none(
    world: World,
) -> None:
    """A plant of those that the county counts, half of a year, a balance that was printed for 2019."""
    part = [
        observed("line_loss", 99, facility_code="plant"),
        observed("coal_output", 99, period="2020-01"),
        observed("energy_balance", 5, "loss", "electricity", year=2019),
    ]
    cells = {key: row for key, row in table(world, *COAL, *POWER, *part).items() if row["year"] == 2020}
    assert amounts(cells, "electricity", "loss") == [20]
    assert amounts(cells, "raw_coal", "indigenous_production") == [400]


def test_diesel_of_transport_is_what_was_sold_less_industry_and_beside_it_the_railway(world: World) -> None:
    """Ships were sold theirs: what one rule adds and another takes off is no row."""
    table(world, *COAL, *OIL)
    inputs = world.rows("core/balance_inputs", "line_code = 'transport' and fuel_code = 'diesel'")
    assert {row["observation_id"].split("/")[4]: row["sign"] for row in inputs} == {
        "oil_retail_sales": 1,
        "industry_energy_consumption": -1,
        "transport_fuel_use": 1,
    }


def test_electricity_that_is_not_generated_here_comes_in(world: World) -> None:
    cells = table(world, *COAL, *POWER[:3], observed("electricity_generation", 1000))
    assert amounts(cells, "electricity", "inflow_domestic", "outflow_domestic") == [200, "IE"]


def test_what_vehicles_of_industry_burn_stands_in_industry(world: World) -> None:
    """The inventory puts it on the road; the balance where the enterprise is. Ships are sold to, the railway is not."""
    cells = table(world, *COAL, *OIL)
    assert amounts(cells, "diesel", "inflow_domestic", "industry", "transport") == [1050, 100, 950]
    assert amounts(cells, "diesel", "difference", "consumption_total") == [0, 1050]
    burnt = {
        row["sector_code"]: row["amount"] for row in world.build("core/energy_use") if row["fuel_code"] == "diesel"
    }
    assert burnt["road"] > 870, "which is more than what was sold less all that industry reports"


def test_heat_is_made_here_as_far_as_it_is_not_brought_in(world: World) -> None:
    cells = table(world, *COAL, *HEAT)
    assert amounts(cells, "heat", "heat_supply", "industry", "inflow_domestic") == [500, 500, "NO"]
    assert cells["heat_supply", "heat"]["rule_code"] == "use_less_import"


def test_nothing_is_said_of_heat_made_where_nobody_said_whether_it_is_brought_in(world: World) -> None:
    cells = table(world, *COAL, HEAT[0])
    assert amounts(cells, "heat", "heat_supply", "inflow_domestic", "supply_total", "difference") == ["NE"] * 4
    assert amounts(cells, "heat", "final_total") == [500]


@pytest.mark.parametrize(
    ("line", "fuel", "key", "rule"),
    [
        ("indigenous_production", "gasoline", "NA", "not_applicable"),
        ("indigenous_production", "natural_gas", "NE", "not_reported"),
        ("import", "raw_coal", "IE", "in_net_inflow"),
        ("export", "electricity", "IE", "in_net_inflow"),
        ("inflow_domestic", "crude_oil", "NO", "not_listed"),
        ("industry", "kerosene", "NO", "not_listed"),
        ("coking", "coke", "NO", "no_other_transformation"),
        ("loss", "raw_coal", "IE", "loss_in_difference"),
        ("loss", "natural_gas", "NE", "not_reported"),
        ("urban", "other_energy", "NE", "not_reported"),
    ],
)
def test_a_blank_cell_has_its_key_and_rule(world: World, line: str, fuel: str, key: str, rule: str) -> None:
    cell = table(world, *COAL, *POWER)[line, fuel]
    assert (cell["amount"], cell["amount_key"], cell["rule_code"]) == (None, key, rule)


def test_where_the_form_says_that_something_else_is_transformed_nothing_is_said_not_to_occur(world: World) -> None:
    more = COAL[6] | {"amount": 650}
    cells = table(world, *[row if row["sector_code"] != "transformation_total" else more for row in COAL])
    assert amounts(cells, "raw_coal", "coking") == ["NE"]
    assert cells["transformation_total", "raw_coal"]["is_incomplete"]
    assert not table(world, *COAL)["transformation_total", "raw_coal"]["is_incomplete"]


def test_both_forms_print_all_their_cells_and_agree(world: World) -> None:
    full, simple = (table(world, *COAL, *POWER, form=form) for form in ("full", "simple"))
    lines, fuels = read_form("energy_balance_lines"), read_form("energy_balance_columns")
    for cells, number in ((full, "full_number"), (simple, "simple_number")):
        expected = {
            (line["line_code"], fuel["fuel_code"]) for line in lines for fuel in fuels if line[number] and fuel[number]
        }
        assert set(cells) == expected
    differing = [
        key
        for key in set(full) & set(simple)
        if [full[key][name] for name in ("amount", "calorific_tce", "rule_code")]
        != [simple[key][name] for name in ("amount", "calorific_tce", "rule_code")]
    ]
    assert differing == []
    assert amounts(simple, "electricity", "net_inflow", "transformation_other") == [-200, "NO"]


#: A printed balance that prints what leaves both ways: below nothing, and as an inflow below nothing.
PRINTED = [
    observed("energy_balance", 500, "indigenous_production", "raw_coal"),
    observed("energy_balance", -200, "inflow_domestic", "raw_coal"),
    observed("energy_balance", -30, "outflow_domestic", "raw_coal"),
    observed("energy_balance", 270, "industry", "raw_coal"),
]


def test_a_printed_cell_stays_in_its_line_whatever_its_sign(world: World) -> None:
    """What returns leave below nothing goes out; what a balance prints as an inflow is one."""
    cells = table(world, *PRINTED)
    lines = ["inflow_domestic", "outflow_domestic", "supply_total", "difference"]
    assert amounts(cells, "raw_coal", *lines) == [-200, -30, 270, 0]
    assert not any(row["is_apart"] for row in cells.values())


@pytest.mark.parametrize(
    ("figures", "fuel", "expected"),
    [
        (PRINTED, "raw_coal", [("plus", "energy_balance", "outflow_domestic", -30)]),
        (
            [*COAL, *POWER],
            "electricity",
            [("minus", "electricity_generation", "", 5000), ("plus", "electricity_use", "whole_society", 3000)],
        ),
    ],
    ids=["printed", "of returns"],
)
def test_what_goes_out_leads_to_what_is_printed_of_it_or_to_what_it_is_the_difference_of(
    world: World, figures: list[Row], fuel: str, expected: list[tuple[object, ...]]
) -> None:
    table(world, *figures)
    found = world.parents("energy_balance_table", f"{QUXIAN}/2020/full/outflow_domestic/{fuel}")
    ids = {row["observation_id"]: row for row in world.rows("core/observations")}
    rows = [(row["role"], ids[row["parent_id"]], row["value_used"]) for row in found if row["role"] != "coefficient"]
    assert sorted((role, row["item_code"], row["sector_code"], value) for role, row, value in rows) == expected


def test_fuels_of_one_column_are_known_as_standard_coal_where_all_of_them_are(world: World) -> None:
    """100 t of raw coal and 50 t of anthracite, of which nobody knows a coefficient, are 150 t; 0.7143 tce a tonne."""
    both = [observed("energy_balance", t, "industry", fuel) for fuel, t in (("raw_coal", 100), ("anthracite", 50))]
    for figures, tonnes, tce, key in ((both[:1], 100, Decimal("71.43"), ""), (both, 150, None, "NE")):
        table(world, *figures)
        known = world.rows("core/standard_coal", "fuel_code != 'anthracite'")
        world.put("core/standard_coal", known)
        world.compute("marts/energy_balance_table")
        (row,) = world.rows(
            "marts/energy_balance_table", "(form_code, line_code, fuel_code) = ('full', 'industry', 'raw_coal')"
        )
        assert (row["amount"], row["calorific_tce"], row["calorific_tce_key"]) == (tonnes, tce, key)


@pytest.mark.parametrize(("region", "amount", "unit"), [(QUXIAN, 20_000, "t"), (DAZHOU, 2, "10kt")])
def test_whoever_is_no_county_prints_the_units_of_the_province(
    new_world: Callable[..., World], region: str, amount: int, unit: str
) -> None:
    world = new_world(regions=(region,))
    figure = observed("energy_balance", 20_000, "industry", "raw_coal", region_code=region)
    compute(world, [figure], "core/balance_inputs", "core/standard_coal")
    world.put("core/deliveries", [{"table_name": "t", "region_code": region}])
    world.compute("marts/energy_balance_table")
    where = "(form_code, line_code, fuel_code) = ('full', 'industry', 'raw_coal')"
    (cell,) = world.rows("marts/energy_balance_table", where)
    assert (cell["amount"], cell["unit_code"], cell["printed_amount"]) == (amount, unit, amount)


def test_the_table_of_the_sample_uses_what_the_energy_account_uses(sample: BuiltRelease) -> None:
    """In standard coal, both ways: consumption is that of the account, which leaves raw material out."""
    rows = sample.rows(
        """
        select year, table_.calorific_tce - coalesce(material.calorific_tce, 0) - account.calorific_tce as by_heat,
            table_.coal_equivalent_tce - coalesce(material.coal_equivalent_tce, 0) - account.coal_equivalent_tce
                as by_coal
        from marts.energy_balance_table as table_
        inner join marts.energy_balance_table as material using (region_code, year, form_code, fuel_code)
        inner join marts.energy_balance as account using (region_code, year)
        where
            table_.form_code = 'full' and table_.fuel_code = 'energy_total'
            and table_.line_code = 'consumption_total' and material.line_code = 'feedstock'
            and account.row_code = 'energy_consumption'
        """
    )
    assert len(rows) == 20
    assert max(abs(row[way]) for row in rows for way in ("by_heat", "by_coal")) < Decimal("0.00001")


def test_every_fuel_of_the_sample_is_used_as_the_energy_account_says(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """
        with printed as (
            select year, fuel_code,
                sum(case line_code when 'final_total' then 1 when 'loss' then 1 else -1 end * amount)
                    * any_value(unit.numerator::int / unit.denominator::int) as amount
            from marts.energy_balance_table inner join codes.units as unit using (unit_code)
            where form_code = 'full' and line_code in ('final_total', 'loss', 'feedstock', 'power', 'heat_supply')
                and not (fuel_code in ('electricity', 'heat') and line_code in ('power', 'heat_supply'))
            group by year, fuel_code
        )
        select printed.*, account.amount as used
        from printed inner join marts.energy_balance as account using (year, fuel_code)
        where account.row_code = 'use_total' and abs(coalesce(printed.amount, 0) - account.amount) > 0.000001
        """
    )
    assert rows == []


# -- two counties, two years and the province, of figures laid down by hand

DAZHU, PROVINCE = "511724", "510000"


def entry(line: str, fuel: str, amount: object, rule: str = "reported", **other: object) -> Row:
    about: Row = {"line_code": line, "fuel_code": fuel, "amount_base": amount, "rule_code": rule, "base_unit_code": "t"}
    return about | {"observation_id": f"{rule}/{line}/{fuel}/{amount}", "account": "returns"} | other


def none(line: str, fuel: str, rule: str, **other: object) -> Row:
    return entry(line, fuel, 0, rule, is_none=True, **other)


def of(rows: list[Row], **place: object) -> list[Row]:
    key = "/".join(map(str, place.values()))
    return [row | place | {"observation_id": f"{key}/{row['observation_id']}"} for row in rows]


ENTRIES = [
    # a figure is told before one that is printed as none, and of the figures the one of the later rule
    entry("industry", "raw_coal", 100, "supplied_by_utility"),
    entry("industry", "raw_coal", 30, "sold_by_retailers", sign=-1, data_class="C"),
    none("industry", "raw_coal", "use_less_import", data_class="D"),
    none("industry", "anthracite", "receipts_less_output", data_class="D"),
    none("urban", "raw_coal", "use_less_losses", data_class="D"),
    entry("rural", "raw_coal", 10, "sold_by_retailers", data_class="A"),
    entry("rural", "bituminous_coal", 5, "supplied_by_utility"),  # of which no coefficient is known
    entry("trade", "raw_coal", 3, "supplied_by_utility"),
    entry("trade", "anthracite", 2, "sold_by_retailers"),
    entry("agriculture", "raw_coal", 1, "sold_by_retailers"),
    entry("agriculture", "anthracite", 1, "supplied_by_utility"),
    entry("industry", "cleaned_coal", 20, data_class="A"),
    entry("stock_change", "raw_coal", 5),
    entry("inflow_domestic", "electricity", -200, "use_less_generation", base_unit_code="mwh"),
    entry("industry", "heat", 500, base_unit_code="gj"),
    entry("stock_change", "kerosene", 3),  # of which no coefficient is known either
    *of([entry("industry", "raw_coal", 10)], year=2019),
    *of(
        [
            none("inflow_domestic", "raw_coal", "receipts_less_output"),
            entry("inflow_domestic", "diesel", 7, "sold_by_retailers"),
            entry("industry", "coke", 4),
        ],
        region_code=DAZHU,
    ),
    *of([entry("industry", "raw_coal", 50)], region_code=DAZHU, year=2019),
    *of([entry("industry", "raw_coal", 99)], year=2018),  # nothing is expected of that year
    *of(
        [entry("supply_total", "raw_coal", 70000, "printed_balance", account="balance")],
        region_code=PROVINCE,
        year=2019,
    ),
    *of(
        [
            entry("industry", "raw_coal", "12345.000005", "printed_balance"),
            none("urban", "raw_coal", "printed_balance"),
            entry("rural", "raw_coal", "12345.000015", "printed_balance"),
            entry("inflow_domestic", "raw_coal", -20000, "printed_balance"),
            entry("supply_total", "raw_coal", 10000, "printed_balance"),
            entry("difference", "coke", 30000, "printed_balance"),
            entry("transport", "diesel", 50000, "printed_balance"),
            none("final_total", "diesel", "printed_balance"),
        ],
        region_code=PROVINCE,
        account="balance",
    ),
]

#: By year and fuel: by heat, and with electricity by the coal that makes it.
COEFFICIENTS = [
    {"year": year, "fuel_code": fuel, "calorific": calorific, "coal_equivalent": coal}
    for year, fuel, calorific, coal in (
        (2019, "raw_coal", 0.5, 0.6),
        (2020, "raw_coal", 0.7, 0.83),
        (2020, "anthracite", 0.9, 0.9),
        (2020, "cleaned_coal", 0.9, 0.9),
        (2020, "coke", 0.97, 0.97),
        (2020, "diesel", 1.4, 1.5),
        (2020, "electricity", 0.1229, 0.3),
        (2020, "heat", 0.03412, 0.03412),
    )
]


def returned(item: str, sector: str = "", fuel: str = "raw_coal", amount: object = 1, **other: object) -> Row:
    about: Row = {"item_code": item, "sector_code": sector, "fuel_code": fuel, "amount_base": amount}
    return (
        about | {"observation_id": f"{item}/{sector}/{fuel}/{other}", "base_unit_code": "t", "unit_code": "t"} | other
    )


INPUT = "energy_transformation_input"
RETURNS = [
    returned("industry_energy_consumption", "industry"),
    returned("industry_energy_purchase", "industry", is_preferred=False),
    returned("transport_fuel_use", "railway", is_whole_year=False),
    returned("gas_sales", "urban", amount=None, value_status="blank"),
    returned(INPUT, "transformation_total", amount=600),
    returned(INPUT, "power", amount=400),
    returned(INPUT, "heat_supply", amount=200),
    returned(INPUT, "power", "energy_total", 999),
    returned("energy_survey_use", "power", amount=77, is_preferred=False),
    *of(
        [
            returned("industry_energy_purchase", "industry"),
            returned("transport_fuel_use", "railway"),
            returned("gas_sales", "urban", "natural_gas"),
            returned(INPUT, "transformation_total", amount=600),
            returned(INPUT, "power", amount=400),
        ],
        region_code=DAZHU,
    ),
    *of([returned("gas_sales", "urban", "natural_gas")], region_code=DAZHU, year=2019),
]

PLACES = [(region, year) for region in (QUXIAN, DAZHU, PROVINCE) for year in (2019, 2020)]


@pytest.fixture
def laid(new_world: Callable[..., World]) -> dict[tuple[object, ...], Row]:
    world = new_world(regions=(QUXIAN, DAZHU, PROVINCE), years=(2019, 2020))
    world.make("core/regions")
    for_all = [{"table_name": name, "region_code": region, "year": year} for region, year in PLACES for name in "ab"]
    world.put("core/deliveries", for_all)
    world.put("core/balance_inputs", ENTRIES)
    world.put("core/standard_coal", COEFFICIENTS)
    world.put("core/observations", RETURNS)
    rows = world.build("marts/energy_balance_table")
    names = ("region_code", "year", "form_code", "line_code", "fuel_code")
    return {tuple(row[name] for name in names): row for row in rows}


def test_each_cell_is_that_of_its_county_year_and_fuels(laid: dict[tuple[object, ...], Row]) -> None:
    """Amount in the unit of the form, tce by heat and with power by its coal, what is printed, how it is found."""
    expected: dict[tuple[object, ...], tuple[object, ...]] = {
        # of three figures and two fuels: 100 - 30 t, and 0.7 and 0.8 tce a tonne
        (QUXIAN, 2020, "industry", "raw_coal"): (70, 49, "58.1", "", False, "sold_by_retailers", "C", False),
        (QUXIAN, 2020, "industry", "cleaned_coal"): (20, 18, 18, "", False, "reported", "A", False),
        (QUXIAN, 2020, "industry", "coal_total"): (90, 67, "76.1", "", False, "sum", "C", False),
        (QUXIAN, 2020, "industry", "energy_total"): ("NA", "84.06", "93.16", "", False, "sum", "C", True),
        (QUXIAN, 2020, "trade", "raw_coal"): (5, "3.9", "4.29", "", False, "sold_by_retailers", "B", False),
        (QUXIAN, 2020, "agriculture", "raw_coal"): (2, "1.6", "1.73", "", False, "sold_by_retailers", "B", False),
        (QUXIAN, 2020, "urban", "raw_coal"): ("NO", "NO", "NO", "", False, "use_less_losses", "D", False),
        (QUXIAN, 2020, "rural", "raw_coal"): (15, "NE", "NE", "", False, "sold_by_retailers", "B", True),
        (QUXIAN, 2020, "residential", "raw_coal"): (15, "NE", "NE", "", False, "sum", "D", True),
        (QUXIAN, 2020, "final_total", "coal_total"): (112, "72.5", "82.12", "", False, "sum", "D", True),
        (QUXIAN, 2020, "stock_change", "raw_coal"): (5, "3.5", "4.15", "", False, "reported", "B", False),
        # what is known of the supply is held against what was used, though it is not all
        (QUXIAN, 2020, "difference", "raw_coal"): (-87, "-51", "-59.97", "", False, "sum", "D", True),
        # 200 MWh that leave, in 10,000 kWh
        (QUXIAN, 2020, "outflow_domestic", "electricity"): (
            *(-20, "-24.58", -60, "", False, "use_less_generation", "B", False),
        ),
        (QUXIAN, 2020, "consumption_total", "heat"): (500, "17.06", "17.06", "", False, "sum", "B", True),
        (QUXIAN, 2020, "difference", "heat"): ("NE", "NE", "NE", "", False, "sum", "B", True),
        (QUXIAN, 2020, "supply_total", "kerosene"): (3, "NE", "NE", "", False, "sum", "B", True),
        (QUXIAN, 2020, "difference", "kerosene"): ("NE", "NE", "NE", "", False, "sum", "B", True),
        (QUXIAN, 2019, "final_total", "raw_coal"): (10, 5, 6, "", False, "sum", "B", True),
        # of coke nothing can come in, and of diesel all that is supplied is known
        (DAZHU, 2020, "difference", "coke"): (-4, "-3.88", "-3.88", "", False, "sum", "B", True),
        (DAZHU, 2020, "supply_total", "diesel"): (7, "9.8", "10.5", "", False, "sum", "B", False),
        (DAZHU, 2020, "supply_total", "petroleum_total"): (7, "9.8", "10.5", "", False, "sum", "B", True),
        (DAZHU, 2020, "inflow_domestic", "raw_coal"): (
            *("NO", "NO", "NO", "", False, "receipts_less_output", "B", False),
        ),
        # 10,000 t, half to even, and to the gram before it is added
        (PROVINCE, 2020, "industry", "raw_coal"): (
            *("1.2345", "8641.500003", "10246.350004", "1.2345", False, "printed_balance", "B", False),
        ),
        (PROVINCE, 2020, "rural", "raw_coal"): (
            *("1.234500002", "8641.50001", "10246.350012", "1.234500002", False, "printed_balance", "B", False),
        ),
        (PROVINCE, 2020, "final_total", "raw_coal"): (
            *("2.469000002", "17283.000013", "20492.700016", "", False, "sum", "B", False),
        ),
        (PROVINCE, 2020, "inflow_domestic", "raw_coal"): (-2, -14000, -16600, -2, False, "printed_balance", "B", False),
        # what the balance prints stands beside what its cells add up to
        (PROVINCE, 2020, "supply_total", "raw_coal"): (-2, -14000, -16600, 1, True, "sum", "B", False),
        (PROVINCE, 2019, "supply_total", "raw_coal"): ("NA", "NA", "NA", 7, True, "sum", "", False),
        (PROVINCE, 2020, "difference", "coke"): ("NA", "NA", "NA", 3, True, "sum", "", False),
        (PROVINCE, 2020, "final_total", "diesel"): (5, 70000, 75000, "NO", True, "sum", "B", False),
        (PROVINCE, 2020, "urban", "raw_coal"): ("NO", "NO", "NO", "NO", False, "printed_balance", "B", False),
    }

    def told(row: Row) -> tuple[object, ...]:
        numbers = [row[f"{n}_key"] or row[n] for n in ("amount", "calorific_tce", "coal_equivalent_tce")]
        printed = {"NA": "", "NO": "NO", "": row["printed_amount"]}[row["printed_amount_key"]]
        return (*numbers, printed, *(row[n] for n in ("is_apart", "rule_code", "data_class", "is_incomplete")))

    def exact(cell: object) -> object:
        is_number = not isinstance(cell, bool) and (isinstance(cell, int) or str(cell)[:1] in tuple("-0123456789"))
        return Decimal(str(cell)) if is_number else cell

    for (region, year, line, fuel), cells in expected.items():
        row = laid[region, year, "full", line, fuel]
        assert told(row) == tuple(map(exact, cells)), (region, year, line, fuel)
    forms = Counter(key[:3] for key in laid)
    assert forms == {(*place, form): count for place in PLACES for form, count in (("full", 792), ("simple", 189))}


def test_why_a_cell_is_blank_depends_on_what_came_of_its_county_and_year(laid: dict[tuple[object, ...], Row]) -> None:
    expected = {
        (QUXIAN, 2020, "import", "raw_coal"): ("NE", "not_reported"),  # what was bought lost to another source
        (QUXIAN, 2020, "import", "electricity"): ("IE", "in_net_inflow"),
        (QUXIAN, 2020, "import", "diesel"): ("NE", "not_reported"),
        (QUXIAN, 2020, "transport", "raw_coal"): ("NE", "not_reported"),  # half a year of the railway
        (QUXIAN, 2020, "trade", "natural_gas"): ("NE", "not_reported"),  # the gas company printed nothing
        (QUXIAN, 2020, "rural", "coke"): ("NE", "not_reported"),
        (QUXIAN, 2020, "industry", "coke"): ("NO", "not_listed"),
        (QUXIAN, 2020, "coking", "coke"): ("NO", "no_other_transformation"),
        (QUXIAN, 2020, "coking", "coal_total"): ("NO", "sum"),
        (QUXIAN, 2020, "indigenous_production", "coke"): ("NA", "not_applicable"),
        (QUXIAN, 2019, "indigenous_production", "coke"): ("NE", "not_reported"),  # no return of that year
        (QUXIAN, 2019, "industry", "coke"): ("NE", "not_reported"),
        (DAZHU, 2020, "import", "diesel"): ("IE", "in_net_inflow"),
        (DAZHU, 2019, "import", "diesel"): ("NE", "not_reported"),
        (DAZHU, 2020, "import", "raw_coal"): ("NO", "not_listed"),  # none came in
        (DAZHU, 2020, "import", "electricity"): ("NE", "not_reported"),
        (DAZHU, 2020, "coking", "coke"): ("NE", "not_reported"),  # 200 t went into something else
        (DAZHU, 2020, "transport", "raw_coal"): ("NO", "not_listed"),
        (DAZHU, 2020, "trade", "natural_gas"): ("IE", "in_other_services"),
        (DAZHU, 2020, "trade", "raw_coal"): ("NE", "not_reported"),
        (DAZHU, 2020, "agriculture", "natural_gas"): ("NO", "not_listed"),
        (DAZHU, 2020, "industry", "diesel"): ("NE", "not_reported"),
        (PROVINCE, 2020, "trade", "raw_coal"): ("NA", "not_printed"),
        (PROVINCE, 2020, "indigenous_production", "coke"): ("NA", "not_printed"),
    }
    rows = {key: laid[*key[:2], "full", *key[2:]] for key in expected}
    assert {key: (row["amount_key"], row["rule_code"]) for key, row in rows.items()} == expected
    assert {row["amount"] for row in rows.values()} == {None}


def test_a_county_has_titles_and_units_of_its_own(laid: dict[tuple[object, ...], Row]) -> None:
    expected = {QUXIAN: ("3.外地调入量", "t", "gj"), PROVINCE: ("3.外省(区、市)调入量", "10kt", "10bn_kj")}
    for region, told in expected.items():
        coal, heat = (laid[region, 2020, "full", "inflow_domestic", fuel] for fuel in ("raw_coal", "heat"))
        assert (coal["line_title_zh"], coal["unit_code"], heat["unit_code"]) == told
    assert laid[QUXIAN, 2020, "full", "recovery", "coke"]["line_title_zh"] == "2.回收能"
