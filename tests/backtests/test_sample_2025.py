"""A year arrives: the county's twenty years are published, then 2025 is delivered on top of them."""

import csv
import json
from decimal import Decimal

import pytest

from pipelines.lake.releases import CONTENT
from tests.conftest import BuiltRelease
from tests.deliveries import SAMPLE_2025

#: What the second delivery prints again otherwise than the first: output of the county, then preliminary, and the
#: total that the city had approved.
REVISED = {
    ("gdp", ""): (Decimal(4365312), Decimal(4379846)),
    ("gdp_growth", ""): (Decimal("4.4"), Decimal("4.5")),
    ("energy_consumption_total", ""): (Decimal("91.09"), Decimal("91.32")),
}


def test_the_release_with_the_new_year_is_current(sample_2025: BuiltRelease) -> None:
    content = json.loads((sample_2025.folder / CONTENT).read_bytes())
    assert (content["status"], content["held_places"]) == ("current", [])
    (row,) = sample_2025.rows("select min(year) as first, max(year) as last from marts.county_inventory")
    assert (row["first"], row["last"]) == (2005, 2025)


def test_the_year_before_is_final_and_the_new_one_preliminary(sample: BuiltRelease, sample_2025: BuiltRelease) -> None:
    preliminary = "select distinct year from core.observations where vintage = 'preliminary' and is_preferred"
    assert [row["year"] for row in sample.rows(preliminary)] == [2024]
    assert [row["year"] for row in sample_2025.rows(preliminary)] == [2025]


def test_no_emission_of_the_years_before_has_moved(sample: BuiltRelease, sample_2025: BuiltRelease) -> None:
    figures = """
        select basis_id, year, category_code, gas, emissions_t, notation_key, factor_years
        from marts.county_inventory where year <= 2024 order by all
    """
    assert sample_2025.rows(figures) == sample.rows(figures)


def test_of_figures_that_are_printed_again_only_the_revised_ones_change(
    sample: BuiltRelease, sample_2025: BuiltRelease
) -> None:
    printed = """
        select item_code, sector_code, fuel_code, facility_code, period, amount
        from core.observations where is_preferred and year <= 2024
    """
    before, after = (
        {tuple(row.values())[:-1]: row["amount"] for row in built.rows(printed)} for built in (sample, sample_2025)
    )
    assert before.keys() == after.keys()
    moved = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert {key[4] for key in moved} == {"2024"}
    parts = {("gdp", f"{number}_industry") for number in ("primary", "secondary", "tertiary")}
    assert {key[:2] for key in moved} == REVISED.keys() | parts
    assert {key[:2]: found for key, found in moved.items() if not key[1]} == REVISED


def test_what_lost_against_a_younger_edition_is_kept(sample_2025: BuiltRelease) -> None:
    rows = sample_2025.rows(
        """select vintage, file_name, is_preferred, amount from core.observations
        where item_code = 'gdp' and sector_code = '' and year = 2024 order by vintage"""
    )
    assert [tuple(row.values()) for row in rows] == [
        ("final", "渠县统计年鉴2026.xlsx", True, Decimal(4379846)),
        ("preliminary", "渠县统计年鉴2025.xlsx", False, Decimal(4365312)),
    ]


def test_every_figure_of_2025_leads_to_a_cell_of_the_second_manifest(sample_2025: BuiltRelease) -> None:
    with (SAMPLE_2025 / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        listed = {(row["file"], row["sheet"], row["cell"]) for row in csv.DictReader(lines)}
    rows = sample_2025.rows("select distinct file_name, sheet, cell from core.observations where year = 2025")
    assert len(rows) > 800
    # a delimited file has no sheets
    cells = {(row["file_name"], "" if row["file_name"].endswith(".csv") else row["sheet"], row["cell"]) for row in rows}
    assert cells - listed == set()


def test_2025_stands_in_the_prices_of_the_plan_that_it_ends(sample_2025: BuiltRelease) -> None:
    rows = sample_2025.rows(
        """select distinct price_base_year from marts.county_indicators
        where is_price_base_in_force and price_base_year > 0 and year = 2025"""
    )
    assert [row["price_base_year"] for row in rows] == [2020]


def test_a_year_without_a_published_grid_factor_carries_the_last_one(sample_2025: BuiltRelease) -> None:
    rows = sample_2025.rows(
        """select distinct treatment_code, factor_years from marts.grid_factors
        where year = 2025 and is_used and basis_id = 'provincial_2011-sar'"""
    )
    assert [tuple(row.values()) for row in rows] == [("carried", "2023")]


@pytest.mark.parametrize(
    ("items", "printed"),
    [
        (("power_capacity_hydro", "power_capacity_solar"), Decimal("14.6")),  # aim: about 15
        (("forest_cover",), Decimal("30.31")),  # about 30
        (("forest_volume_living",), Decimal("398.56")),  # about 400
    ],
)
def test_what_the_plan_aims_at_in_2025_is_printed(
    sample_2025: BuiltRelease, items: tuple[str, ...], printed: Decimal
) -> None:
    (row,) = sample_2025.rows(
        """select sum(amount) as amount from core.observations
        where item_code in (select unnest($items)) and sector_code = '' and year = 2025 and is_preferred""",
        items=list(items),
    )
    assert row["amount"] == printed


def test_every_goal_of_2025_is_met_or_missed_and_says_under_which_reading(sample_2025: BuiltRelease) -> None:
    goals = sample_2025.rows(
        """select target_id, verdict, is_headline, reading_id, reading_zh from marts.target_status_official
        where year = 2025 and target_year = 2025 and role = 'goal'"""
    )
    settled = {goal["target_id"]: goal["verdict"] for goal in goals if goal["is_headline"]}
    assert len(settled) == 19
    assert {target: verdict for target, verdict in settled.items() if verdict not in ("met", "missed")} == {}
    assert set(settled.values()) == {"met", "missed"}, "the sample has goals of both kinds"
    assert [goal for goal in goals if goal["reading_id"] != "stated" and not goal["reading_zh"]] == []


def test_where_calibers_or_grid_factors_disagree_both_verdicts_stand(sample_2025: BuiltRelease) -> None:
    """CO2 per GDP fell by a fifth with the grid factor of the year, by less with that of 2020."""
    rows = sample_2025.rows(
        """select reading_id, verdict, is_sensitive, is_caliber_sensitive, is_grid_factor_sensitive
        from marts.target_status_official where year = 2025 and target_id = 'co2_per_gdp_2025'"""
    )
    verdicts = {row["reading_id"]: row["verdict"] for row in rows}
    assert verdicts["energy-current-by_fuel"] == verdicts["stat_2026-held_2020-by_fuel"] == "met"
    assert verdicts["energy-held_2020-by_fuel"] == "missed"
    assert all(row["is_sensitive"] for row in rows)
