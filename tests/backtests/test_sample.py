"""The sample county as a whole: are its figures those of a county, and does every cell of it say something."""

import json
from decimal import Decimal
from itertools import pairwise

import pytest

import factors
from factors import read_rules
from pipelines.lake.releases import CONTENT
from schemas.forms import lines as lines_of
from tests.conftest import BuiltRelease
from tests.invariants import CELLS

YEARS = range(2005, 2025)
SAR, AR5 = "provincial_2011-sar", "provincial_2011-ar5"

#: Implied factors, tonnes of gas per base unit of activity (methodology 16, check 4).
BANDS: dict[str, tuple[str, float, float]] = {
    "coal, t/t": ("fuel_code = 'raw_coal' and gas = 'CO2'", 1.5, 2.6),
    "petrol, t/t": ("fuel_code = 'gasoline' and gas = 'CO2'", 2.8, 3.1),
    "diesel, t/t": ("fuel_code = 'diesel' and gas = 'CO2'", 3.0, 3.2),
    "natural gas, t/10⁴ m³": ("fuel_code = 'natural_gas' and gas = 'CO2'", 19e-4, 22e-4),
    "clinker, t/t": ("item_code = 'clinker_output' and gas = 'CO2'", 0.50, 0.56),
    "rice, t/ha": ("item_code like 'sown_area_rice%' and gas = 'CH4'", 0.075, 0.280),
}


@pytest.mark.parametrize("band", BANDS)
def test_implied_factors_lie_in_their_bands(sample: BuiltRelease, band: str) -> None:
    where, low, high = BANDS[band]
    rows = sample.rows(
        f"""select year, sector_code, emissions_t / amount as implied from core.emissions
        inner join core.activities using (region_code, year, category_code, sector_code, fuel_code, item_code)
        where {where} and amount > 0"""
    )
    assert len({row["year"] for row in rows}) >= 16  # the first kiln was lit in 2009
    assert [row for row in rows if not low <= row["implied"] <= high] == []


def test_coal_power_emits_a_plausible_mass_a_kilowatt_hour(sample: BuiltRelease) -> None:
    """Check 4 again: 0.75 to 1.0 kg/kWh."""
    rows = sample.rows(
        """select e.year, sum(e.emissions_t) / any_value(o.amount_base) as implied from core.emissions as e
        inner join core.observations as o
            on o.year = e.year and o.item_code = 'electricity_generation_thermal' and o.is_preferred
        where e.basis_id = $basis and e.category_code = 'E.1.1' and e.sector_code = 'power' and e.gas = 'CO2'
            and o.amount_base > 0
        group by e.year""",
        basis=SAR,
    )
    assert len(rows) > 10
    assert [row for row in rows if not 0.75 <= row["implied"] <= 1.0] == []


def test_people_emit_what_people_emit(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """select year, caliber, value from marts.county_indicators
        where indicator_code = 'co2_per_resident' and base_year = 0 and value is not null"""
    )
    assert {row["year"] for row in rows} == set(YEARS[1:])
    assert [row for row in rows if not Decimal("0.3") <= row["value"] <= 15] == []


def test_money_costs_what_money_costs(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """select year, caliber, price_base_year, value from marts.county_indicators
        where indicator_code = 'co2_per_gdp' and base_year = 0 and value is not null"""
    )
    assert {row["year"] for row in rows} == set(YEARS)
    assert [row for row in rows if not Decimal("0.1") <= row["value"] <= 12] == []


def test_the_first_year_has_no_mean_population_and_says_so(sample: BuiltRelease) -> None:
    rows = sample.rows(
        "select * from marts.county_indicators where indicator_code = 'co2_per_resident' and year = 2005"
    )
    assert {row["notation_key"] for row in rows} == {"NE"}
    assert all(row["reason_zh"] for row in rows)


def test_only_what_may_be_taken_up_or_sent_out_is_negative(sample: BuiltRelease) -> None:
    """A part may be a deduction (gas that is recovered); a category is negative only as a removal or an export."""
    rows = sample.rows(
        """select distinct category_code, gas from marts.county_inventory
        where emissions_t < 0 and category_code != 'S2.1'"""
    )
    removals = {card.code for card in factors.load_categories() if card.is_removal}
    assert {row["gas"] for row in rows} <= {"CO2"}
    assert {row["category_code"] for row in rows} <= removals


def test_nothing_is_for_the_public_and_the_release_says_why(sample: BuiltRelease) -> None:
    assert [path.name for path in sample.folder.iterdir() if path.is_dir()] == ["restricted"]
    content = json.loads((sample.folder / CONTENT).read_text(encoding="utf-8"))
    assert {name.split("/")[0] for name in content["files"]} == {"restricted"}
    assert content["public_tier"] == "not written: suppression of figures of single plants is not built"


def test_every_cell_of_every_form_says_something(sample: BuiltRelease) -> None:
    lines = sample.rows("select * from marts.provincial_summary")
    assert len(lines) == len(lines_of("provincial_lines")) * len(YEARS) * len({line["basis_id"] for line in lines})
    assert all((line[cell] is not None) != (line[key] != "") for line in lines for cell, key in CELLS.items())
    cells = sample.rows("select * from marts.county_inventory")
    assert all((cell["emissions_t"] is not None) != (cell["notation_key"] != "") for cell in cells)
    known = {"", "NE", "NO", "NA", "IE", "C"}
    assert {line[key] for line in lines for key in CELLS.values()} <= known


def test_every_category_that_the_cards_know_is_computed(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """select category_code from marts.county_inventory_official
        where emissions_t is not null group by all having count(*) >= 14"""
    )
    assert {row["category_code"] for row in rows} >= {"E.1.1", "E.2", "E.3.1", "E.4", "E.5.1", "P.1", "A.1", "S2.1"}


def test_two_potentials_give_two_totals_of_the_same_masses(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """select year, sum(emissions_tco2e) filter (where basis_id = $sar) as sar,
            sum(emissions_tco2e) filter (where basis_id = $ar5) as ar5,
            sum(emissions_t) filter (where basis_id = $sar and gas = 'CH4') as methane,
            sum(emissions_t) filter (where basis_id = $sar and gas = 'N2O') as nitrous
        from marts.county_inventory where is_in_total group by year""",
        sar=SAR,
        ar5=AR5,
    )
    assert len(rows) == len(YEARS)
    for row in rows:
        assert row["ar5"] - row["sar"] == (row["methane"] or 0) * (28 - 21) + (row["nitrous"] or 0) * (265 - 310)


def test_no_year_jumps_without_a_reason(sample: BuiltRelease) -> None:
    """The county's total may double when a power station opens, not grow tenfold."""
    rows = sample.rows(
        "select year, emissions_tco2e from marts.provincial_summary_official where line_code = 'total' order by year"
    )
    assert [row["year"] for row in rows] == list(YEARS)
    for earlier, later in pairwise(rows):
        assert Decimal("0.3") <= later["emissions_tco2e"] / earlier["emissions_tco2e"] <= 3


def test_grid_factors_that_are_not_of_the_year_are_marked(sample: BuiltRelease) -> None:
    rows = sample.rows(
        "select distinct year, factor_years, data_class from marts.county_inventory_official "
        "where category_code in ('S2.1', 'S2.3', 'S3.1') and notation_key = ''"
    )
    assert {row["year"]: row["factor_years"] for row in rows} == {
        2011: "2010/2012",
        **dict.fromkeys(range(2013, 2018), "2012/2018"),
        2019: "2018/2021",
        2020: "2018/2021",
        2024: "2023",
        **dict.fromkeys((2010, 2012, 2018, 2021, 2022, 2023), ""),
    }
    assert all((row["data_class"] == "D") == (row["factor_years"] != "") for row in rows)


def test_the_grid_factor_of_2020_lies_between_its_neighbours_and_what_else_it_could_be_stands_beside(
    sample: BuiltRelease,
) -> None:
    """A third of the way from 0.1255 (2021) to 0.1031 (2018)."""
    rows = {
        row["treatment_code"]: row for row in sample.rows("select * from marts.grid_factors_official where year = 2020")
    }
    line, last, own = (rows[code] for code in ("interpolated", "carried", "published"))
    assert [code for code, row in rows.items() if row["is_used"]] == ["interpolated"]
    assert (line["factor_years"], line["electricity_factor"]) == ("2018/2021", Decimal("0.118033333"))
    assert (last["factor_years"], last["electricity_factor"]) == ("2018", Decimal("0.1031"))
    assert last["difference_t"] == last["electricity_co2_t"] - line["electricity_co2_t"] != 0
    assert (own["electricity_factor"], own["factor_key"], own["co2_key"]) == (None, "NE", "NE")
    (held,) = sample.rows(
        "select distinct electricity_factor from marts.assessment_co2_official where factor_base_year = 2020"
    )
    assert held["electricity_factor"] == line["electricity_factor"]


def test_what_was_delivered_is_used_or_kept_as_a_total_or_another_figure(sample: BuiltRelease) -> None:
    """No figure of any printed table is lost between staged and core."""
    staged = sample.rows("select table_name from information_schema.tables where table_schema = 'staged'")
    assert len(staged) > 20
    union = " union all ".join(f"select count(*) as n from staged.{row['table_name']}" for row in staged)
    (row,) = sample.rows(
        f"select (select count(*) from core.observations) as core, (select sum(n) from ({union})) as staged"
    )
    assert row["core"] == row["staged"] > 10_000


def test_real_figures_are_in_the_release_as_they_are_known(sample: BuiltRelease) -> None:
    """GDP of 2018, 2022 and 2024, and residents of 2020 and 2024, are public facts."""
    facts = {
        ("gdp", 2018): "27471950000",
        ("gdp", 2022): "40122840000",
        ("gdp", 2024): "43653120000",
        ("population_resident", 2024): "886300",
    }
    for (item, year), amount in facts.items():
        (row,) = sample.rows(
            """select amount_base from core.observations
            where item_code = $item and year = $year and sector_code = '' and is_preferred""",
            item=item,
            year=year,
        )
        assert row["amount_base"] == Decimal(amount)


#: Uses whose figures are bounded under another name: road fuel is what is sold less what is burnt elsewhere, net
#: electricity what is used less what is generated, and that of villages is part of that of households.
BOUNDED_AS = {
    "//electricity": "electricity_use/whole_society/",
    "/road/gasoline": "oil_retail_sales/whole_society/gasoline",
    "/road/diesel": "oil_retail_sales/whole_society/diesel",
    "/rural/electricity": "electricity_use/residential/",
}


def test_every_quantity_that_moves_the_total_by_a_hundredth_has_bounds(sample: BuiltRelease) -> None:
    rows = sample.rows(
        """select item_code, concat_ws('/', item_code, sector_code, fuel_code) as name from (
            select item_code, sector_code, fuel_code, year, sum(abs(emissions_t * gwp)) as tonnes
            from core.emissions inner join core.gwps on gwps.gas = emissions.gas and gwp_set = 'sar'
            where basis_id = $basis group by all
        ) inner join (
            select year, emissions_tco2e as total from marts.provincial_summary
            where basis_id = $basis and line_code = 'total'
        ) using (year) group by all having max(tonnes / total) >= 0.01""",
        basis=SAR,
    )
    bounds = [row["numerators"] + " " + row["denominators"] for row in read_rules("ratio_bands")]
    bounds += [
        "/".join((row["item_code"], row["sector_code"], row["fuel_code"])) for row in read_rules("plausible_bands")
    ]
    bounded = {name for names in bounds for name in names.split()}
    assert len(rows) > 25
    for row in rows:
        name = BOUNDED_AS.get(row["name"], row["name"])
        assert any(
            known.split("/")[0] == row["item_code"] if row["item_code"] else known.endswith(name) for known in bounded
        ), row
