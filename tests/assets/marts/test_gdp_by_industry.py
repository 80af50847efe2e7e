"""Industries at constant prices: each by its own growth; what is left to the whole is told, not spread."""

from decimal import Decimal

from tests.assets.core.test_gdp import growth, nominal
from tests.staged_rows import DAZHU, Row, stage
from tests.world import QUXIAN, World

INDUSTRIES = ("primary_industry", "secondary_industry", "tertiary_industry")
YUAN = {"unit_code": "10k_cny"}


def county() -> list[Row]:
    """100, 200 and 300 (10⁴ yuan) in 2020; the whole grows by 5.0 %, the industries by 2, 4 and 6.7 %."""
    rows = [nominal(2020, 600, **YUAN), nominal(2021, 700, **YUAN), growth(2021, 5)]
    for sector, level, percent in zip(INDUSTRIES, (100, 200, 300), (2, 4, "6.7"), strict=True):
        rows += [nominal(year, level, sector_code=sector, **YUAN) for year in (2020, 2021)]
        rows += [growth(2021, percent, sector_code=sector)]
    return rows


def by_industry(world: World, rows: list[Row], year: int = 2021) -> dict[str, Row]:
    stage(world, rows)
    world.make("core/regions", "core/price_bases", "core/reported_years")
    world.put("core/reported_years", [{"year": year} for year in (2020, 2021)])
    world.build_all("core/observations", "core/gdp_inputs", "core/gdp", "marts/gdp_by_industry")
    return {row["sector_code"]: row for row in world.rows("marts/gdp_by_industry", f"year = {year}")}


def test_each_industry_is_chained_by_its_own_growth_and_the_rest_is_told(world: World) -> None:
    """630 of the whole, 102 + 208 + 320.1 of the industries: −0.1."""
    found = by_industry(world, county())
    assert {sector: row["gdp_cny"] for sector, row in found.items()} == {
        "": 6_300_000,
        "primary_industry": 1_020_000,
        "secondary_industry": 2_080_000,
        "tertiary_industry": 3_201_000,
    }
    assert (found[""]["discrepancy_cny"], found[""]["discrepancy_pct"]) == (-1000, Decimal("-0.015873016"))
    assert {row["discrepancy_key"] for sector, row in found.items() if sector} == {"NA"}


def test_in_the_price_base_itself_they_add_up(world: World) -> None:
    assert by_industry(world, county(), 2020)[""]["discrepancy_cny"] == 0


def test_growth_of_the_whole_is_none_of_its_industries(world: World) -> None:
    """A book that prints growth of the whole alone has no industries at constant prices but in the base year."""
    rows = [row for row in county() if row["item_code"] == "gdp" or not row["sector_code"]]
    (row,) = by_industry(world, rows).values()
    assert (row["discrepancy_cny"], row["discrepancy_key"], row["reason_zh"]) == (
        None, "NE", "没有各产业的可比价增速"
    )  # fmt: skip


def test_each_county_is_compared_with_its_own_industries(world: World) -> None:
    """Here two industries of three are known, in the next county all of them."""
    world.make("core/price_bases", "core/reported_years")
    known = {QUXIAN: (100, 40, 50), DAZHU: (100, 20, 30, 45)}
    world.put(
        "core/gdp",
        [
            {"region_code": region, "price_base_year": 2020, "sector_code": sector, "gdp_cny": amount}
            for region, amounts in known.items()
            for sector, amount in zip(("", *INDUSTRIES), amounts, strict=False)
        ],
    )
    rows = world.build("marts/gdp_by_industry")
    assert len(rows) == 7
    found = {
        (row["region_code"], bool(row["sector_code"]), row["discrepancy_key"], row["discrepancy_cny"]) for row in rows
    }
    assert found == {
        (QUXIAN, False, "NE", None),
        (QUXIAN, True, "NA", None),
        (DAZHU, False, "", 5),
        (DAZHU, True, "NA", None),
    }


def test_rounding_of_printed_growth_is_told(world: World) -> None:
    """±0.05 points of 105.0."""
    assert by_industry(world, county())[""]["error_pct"] == Decimal("0.047619048")


def test_it_leads_to_the_chain_and_its_industries(world: World) -> None:
    by_industry(world, county())
    found = world.parents("gdp_by_industry", "511725/2021/2020/")
    assert [(row["role"], row["value_used"]) for row in found] == [
        ("part", 6_300_000), ("minus", 1_020_000), ("minus", 2_080_000), ("minus", 3_201_000)
    ]  # fmt: skip
