"""Which figures a chained GDP is made of, in their order: of its own county and industry, without a gap."""

from collections.abc import Callable
from decimal import Decimal

from tests.world import QUXIAN, Row, World

DAZHU = "511724"
WHOLE, FARMS = "", "primary_industry"

#: Percent of growth by year; that of farms, and of the neighbour, in 2020 is not known.
GROWTH = {
    (QUXIAN, WHOLE): {2018: 9, 2019: 1, 2020: 2, 2021: 3, 2022: 4},
    (QUXIAN, FARMS): {2018: 9, 2019: 5, 2021: 6, 2022: 7},
    (DAZHU, WHOLE): {2018: 9, 2019: 10, 2021: -12, 2022: 13},
}
#: Years with a figure in prices of the year.
NOMINAL = {
    (QUXIAN, WHOLE): {2018: 100, 2019: 200, 2021: 300},
    (QUXIAN, FARMS): {2018: 10, 2019: 20, 2021: 30},
    (QUXIAN, "secondary_industry"): {2021: 40},
    (QUXIAN, "tertiary_industry"): {2021: 50},
    (DAZHU, WHOLE): {2018: 340, 2019: 350, 2020: 400, 2021: 500},
}


def figure(item: str, region: str, sector: str, year: int, amount: object, **other: object) -> Row:
    about = {"item_code": item, "region_code": region, "sector_code": sector, "year": year, "period": str(year)}
    name = f"{item} {region} {sector} {year}{' beside' if other else ''}"
    unit = "cny" if item == "gdp" else "fraction"
    return about | {"observation_id": name, "amount_base": amount, "unit_code": unit, "base_unit_code": unit} | other


def observations() -> list[Row]:
    numbers = [("gdp", NOMINAL, 1), ("gdp_growth", GROWTH, Decimal("0.01"))]
    rows = [
        figure(item, region, sector, year, amount * scale)
        for item, figures, scale in numbers
        for (region, sector), by_year in figures.items()
        for year, amount in by_year.items()
    ]
    # beside: what is not in force or not known, and an industry that is not chained
    rows += [figure(item, QUXIAN, WHOLE, 2019, 7, is_preferred=False) for item, _, _ in numbers]
    rows += [figure("gdp", QUXIAN, WHOLE, 2020, None, value_status="not_available")]
    rows += [figure("gdp_growth", QUXIAN, FARMS, 2020, None, value_status="not_available")]
    rows += [figure(item, QUXIAN, "transport", year, 1) for item, _, _ in numbers for year in (2019, 2020, 2021)]
    return rows


def test_a_chain_is_the_figure_of_its_base_and_growth_of_each_year_between(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2018, 2019, 2020, 2021, 2022))
    world.put("core/price_bases", [{"price_base_year": year} for year in (2019, 2021)])
    world.put("core/observations", observations())
    rows = world.build("core/gdp_inputs")
    # base, target: the years whose growth lies between
    chains = {
        (QUXIAN, WHOLE): {
            (2019, 2018): [2019],
            (2019, 2019): [],
            (2019, 2021): [2020, 2021],
            (2021, 2018): [2019, 2020, 2021],
            (2021, 2019): [2020, 2021],
            (2021, 2021): [],
        },
        (QUXIAN, FARMS): {(2019, 2018): [2019], (2019, 2019): [], (2021, 2021): []},
        (QUXIAN, "secondary_industry"): {(2021, 2021): []},
        (QUXIAN, "tertiary_industry"): {(2021, 2021): []},
        (DAZHU, WHOLE): {(2019, 2018): [2019], (2019, 2019): [], (2021, 2020): [2021], (2021, 2021): []},
    }
    expected = []
    for (region, sector), of_place in chains.items():
        for (base, target), years in of_place.items():
            number = NOMINAL[region, sector][base]
            expected.append((region, target, base, sector, 1, "nominal", f"gdp {region} {sector} {base}", number))
            for position, year in enumerate(years, start=2):
                role = "growth" if target > base else "growth_back"
                times = 1 + GROWTH[region, sector][year] * Decimal("0.01")
                name = f"gdp_growth {region} {sector} {year}"
                expected.append((region, target, base, sector, position, role, name, times))
    assert [tuple(row.values()) for row in rows] == sorted(expected)
