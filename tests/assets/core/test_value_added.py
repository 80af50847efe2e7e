"""Value added at constant prices: GDP at those prices, by the shares of the three industries at current ones."""

from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import QUXIAN, Row, World

PRINTED = {"primary_industry": 200, "secondary_industry": 300, "tertiary_industry": 500}


def put_industries(world: World, **printed: int) -> None:
    world.put(
        "core/observations",
        [
            {
                "observation_id": industry,
                "item_code": "gdp",
                "sector_code": industry,
                "amount_base": amount,
                "unit_code": "cny",
                "base_unit_code": "cny",
            }
            for industry, amount in printed.items()
        ],
    )
    # an industry with a chain of its own is not the whole that is shared out
    world.put(
        "core/gdp",
        [
            {"price_base_year": base, "sector_code": sector, "gdp_cny": amount}
            for base, whole in ((2015, 800), (2020, 1000))
            for sector, amount in (("", whole), ("secondary_industry", 77))
        ],
    )


def test_an_industry_has_its_share_at_current_prices(world: World) -> None:
    put_industries(world, **PRINTED)
    rows = world.build("core/value_added")
    found = {(row["price_base_year"], row["industry_code"]): row["value_added_cny"] for row in rows}
    assert found == {
        (base, industry): Decimal(amount * gdp) / 1000
        for base, gdp in ((2015, 800), (2020, 1000))
        for industry, amount in PRINTED.items()
    }


def test_it_comes_of_gdp_and_of_the_three_printed_figures(world: World) -> None:
    put_industries(world, **PRINTED)
    world.build("core/value_added")
    parents = world.parents("value_added", "511725/2020/2015/secondary_industry")
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in parents] == [
        ("whole", "511725/2020/2015/", 800),
        ("part", "secondary_industry", 300),
        ("other", "primary_industry", 200),
        ("other", "tertiary_industry", 500),
    ]


def test_each_county_and_year_is_shared_out_by_what_is_in_force_of_its_own_industries(world: World) -> None:
    """Beside them stand figures that lost, blanks, growth and a part of an industry."""
    shares = {(QUXIAN, 2019): (1, 1, 2), (QUXIAN, 2020): (2, 3, 5), (DAZHU, 2020): (1, 2, 7)}
    figure = {"item_code": "gdp", "unit_code": "cny", "base_unit_code": "cny"}
    besides: list[Row] = [
        {"is_preferred": False},
        {"amount_base": None},
        {"item_code": "gdp_growth"},
        {"sector_code": "construction"},
    ]
    here = [
        figure | {"region_code": region, "year": year, "sector_code": industry, "amount_base": amount}
        for (region, year), amounts in shares.items()
        for industry, amount in zip(PRINTED, amounts, strict=True)
    ]
    rows = [*here, *(row | other for other in besides for row in here)]
    world.put("core/observations", [row | {"observation_id": str(number)} for number, row in enumerate(rows)])
    gdp = {"price_base_year": 2015, "sector_code": ""}
    world.put("core/gdp", [gdp | {"region_code": r, "year": y, "gdp_cny": 100 * sum(shares[r, y])} for r, y in shares])
    found = [(row["region_code"], row["year"], row["value_added_cny"]) for row in world.build("core/value_added")]
    assert sorted(found) == sorted((*place, 100 * amount) for place, amounts in shares.items() for amount in amounts)


def test_of_nothing_no_industry_has_a_share(world: World) -> None:
    put_industries(world, **dict.fromkeys(PRINTED, 0))
    assert world.build("core/value_added") == []


@pytest.mark.parametrize("missing", PRINTED)
def test_without_one_of_the_three_there_is_no_share(missing: str, world: World) -> None:
    put_industries(world, **{name: amount for name, amount in PRINTED.items() if name != missing})
    assert world.build("core/value_added") == []
