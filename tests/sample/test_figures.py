"""The synthetic county is consistent: what has to add up adds up, what has to be plausible is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal

from tests.sample import balance_2007, grid_csv
from tests.sample.delivery import DELIVERIES
from tests.sample.energy import (
    COEFFICIENTS_TCE,
    accounts_by_year,
    coal_generation,
    generation_by_year,
    products_by_year,
    transformation_by_year,
)
from tests.sample.generate import DATA_FOLDER
from tests.sample.grid import aggregates, sold_by_sector, used_by_sector
from tests.sample.interpolation import YEARS
from tests.sample.series import crops_by_year, gas_by_year, gdp_by_year, people_by_year


def grid_blocks(year: int) -> Iterator[dict[str, list[Decimal]]]:
    """Months by stripped row name, one block at a time, read from the delivered CSV."""
    (delivery,) = (delivery for delivery in DELIVERIES if year in delivery.years)
    text = (DATA_FOLDER / delivery.folder / grid_csv.file_name(year)).read_bytes().decode("gb18030")
    rows = [row for row in csv.reader(text.splitlines()[1:]) if any(row)]
    for kind in ("用电", "售电"):
        yield {row[6].strip(): [Decimal(text) for text in row[7:]] for row in rows if row[0] == kind}


def test_electricity_adds_up_in_every_month_of_every_block() -> None:
    parts = ["第一产业", "第二产业", "第三产业", "B、城乡居民生活用电合计"]
    for year in YEARS:
        for block in grid_blocks(year):
            for month in range(12):
                assert block["全社会用电总计"][month] == sum(block[part][month] for part in parts)
                assert block["第二产业"][month] == block["二、工业"][month] + block["三、建筑业"][month]


def test_tariff_classes_add_up_to_the_electricity_sold() -> None:
    for year in YEARS:
        _, sold = grid_blocks(year)
        for month in range(12):
            assert sum(sold[name][month] for name in grid_csv.TARIFF_ROWS) == sold["全社会用电总计"][month]


def test_electricity_use_is_plausible_and_above_the_electricity_sold() -> None:
    use = {year: sum(aggregates(used_by_sector(year))["whole_society"]) / 10**8 for year in YEARS}
    sold = {year: sum(aggregates(sold_by_sector(year))["whole_society"]) / 10**8 for year in YEARS}
    assert all(sold[year] < use[year] for year in YEARS)
    assert 3 < use[2005] < 4
    assert 15 < use[2024] < 17


def test_gdp_is_the_sum_of_three_industries_and_its_deflator_is_plausible() -> None:
    gdp = gdp_by_year()
    for year in YEARS:
        row = gdp[year]
        assert row["total"] == row["primary"] + row["secondary"] + row["tertiary"]
        if year > YEARS.start:
            deflator = row["total"] / gdp[year - 1]["total"] / (1 + row["growth"] / 100)
            assert Decimal("0.93") < deflator < Decimal("1.10")


def test_only_the_census_of_2020_breaks_the_resident_series() -> None:
    people = people_by_year()
    for year in YEARS[1:]:
        change = people[year]["resident"] / people[year - 1]["resident"] - 1
        assert (abs(change) > Decimal("0.05")) == (year == 2020)
        assert people[year]["urban"] < people[year]["resident"] < people[year]["registered"]


def test_crops_are_parts_of_grain_and_grain_is_part_of_all() -> None:
    for row in crops_by_year().values():
        rice_ha = row["rice"] * 10000 / 15
        assert row["rice"] == row["single"] + row.get("early", 0) + row.get("late", 0)
        assert rice_ha + row["wheat"] + row["maize"] + row["tubers"] <= row["grain"]
        assert row["grain"] + row["rapeseed"] + row["vegetables"] * 10000 / 15 <= row["sown"]
        assert 40000 < rice_ha < 50000


def test_gas_users_add_up() -> None:
    for year, row in gas_by_year().items():
        assert row["total"] == sum(volume for user, volume in row.items() if user != "total")
        assert ("vehicles" in row) == (year >= 2010)


def test_industry_accounts_close_and_feedstock_is_within_production_use() -> None:
    before: dict[str, Decimal | None] = {}
    for year, accounts in accounts_by_year().items():
        for fuel, account in accounts.items():
            change = (account.closing or Decimal(0)) - (account.opening or Decimal(0))
            assert account.purchase - change == account.consumption
            assert account.consumption == account.production_use + account.other_use
            assert (account.feedstock or 0) <= account.production_use
            assert account.purchase > 0
            if year > YEARS.start and fuel in before:
                assert account.opening == before[fuel]
        before = {fuel: account.closing for fuel, account in accounts.items()}


def test_industry_uses_no_more_than_was_supplied_to_it() -> None:
    accounts = accounts_by_year()
    for year in YEARS:
        sold = sum(aggregates(sold_by_sector(year))["industry"]) / 10000
        inputs = transformation_by_year()[year]
        coal_input = (inputs["power_coal"] or 0) + (inputs["heat_coal"] or 0)
        assert accounts[year]["electricity"].consumption <= sold
        assert accounts[year]["natural_gas"].consumption <= gas_by_year()[year]["industry"]
        assert accounts[year]["raw_coal"].production_use >= coal_input
        assert accounts[year]["diesel"].production_use >= (inputs["power_diesel"] or 0)


def test_coal_per_kwh_falls_slowly_within_its_band() -> None:
    rates = []
    for year in YEARS:
        tonnes = transformation_by_year()[year]["power_coal"] or Decimal(0)
        rates.append(tonnes * Decimal(COEFFICIENTS_TCE["raw_coal"]) * 10**6 / (coal_generation(year) * 10**4))
    assert all(300 <= rate <= 345.01 for rate in rates)
    assert rates == sorted(rates, reverse=True)


def test_generation_is_more_than_its_two_printed_parts_only_by_the_rest() -> None:
    for year, row in generation_by_year().items():
        assert row["coal"] + row["hydro"] <= row["total"]
        if year >= 2010:
            assert 1500 < row["coal"] / 60 < 5000


def test_clinker_is_a_plausible_share_of_cement() -> None:
    for row in products_by_year().values():
        if row["clinker"] is not None and row["cement"] is not None:
            assert Decimal("0.60") < row["clinker"] / row["cement"] < Decimal("0.75")


def test_the_sichuan_balance_closes_except_where_the_book_does_not() -> None:
    with balance_2007.FIGURES.open(encoding="utf-8", newline="") as lines:
        rows = {row["row_zh"].strip(): row for row in csv.DictReader(lines)}

    def figure(row: str, fuel: str) -> Decimal:
        return Decimal(rows[row][fuel] or "0")

    for fuel in balance_2007.ENGLISH:
        supply = figure("一.可供本地区消费的能源量", fuel) + figure("二.加工转换投入(-)产出(+)量", fuel)
        used = figure("三.损失量", fuel) + figure("四.终端消费量", fuel)
        residual = supply - used - figure("五.平衡差额", fuel)
        # Raw coal: the book prints the difference under 煤合计 only.
        assert abs(residual + (Decimal("139.60") if fuel == "原煤" else 0)) <= Decimal("0.03"), fuel


def test_the_published_sichuan_figures_add_up_to_the_published_sector_totals() -> None:
    published = {
        "agriculture": "3.8176575631352287",
        "construction": "2.643064403717316",
        "transport": "15.675414293977852",
        "trade": "3.75941778247426",
        "urban": "7.842983593528382",
        "rural": "7.271458473846417",
        "other_services": "2.3176492381991243",
    }
    path = DATA_FOLDER.parent / "tests" / "backtests" / "sichuan_2007_published.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["sector_code"] for row in rows} == set(published)
    for sector, total in published.items():
        fuels = sum(Decimal(row["co2_mt"]) for row in rows if row["sector_code"] == sector)
        assert abs(fuels - Decimal(total)) < Decimal("1e-12")
