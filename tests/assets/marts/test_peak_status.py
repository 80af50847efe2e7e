"""Whether energy CO2 has peaked: at each condition, over the years up to the last whole one."""

from decimal import Decimal

import pytest

from tests.world import Row, World

RISE = (600_000, 700_000, 800_000, 900_000, 1_000_000)
FALL = (960_000, 920_000, 880_000, 840_000, 800_000)


def status(world: World, *amounts: int | None, first: int = 2010) -> Row:
    world.put(
        "marts/energy_co2",
        [
            {
                "year": first + at,
                "caliber": "energy",
                "scope": "gross",
                "co2_t": amount,
                "notation_key": "" if amount is not None else "NE",
            }
            for at, amount in enumerate(amounts)
        ],
    )
    (row,) = world.make_of_tables("marts/peak_status")
    return row


def test_a_peak_needs_five_later_years_that_fall(world: World) -> None:
    """Five years that fall after the largest: of 6! orders one falls throughout, on two sides 2 in 720."""
    row = status(world, *RISE, *FALL)
    assert (row["class_code"], row["peak_year"], row["later_years"]) == ("peaked", 2014, 5)
    assert (row["first_year"], row["last_year"], row["peak_co2_t"]) == (2010, 2019, 1_000_000)
    assert (row["drop_t"], row["drop_error_t"]) == (160_000, 50_000)
    assert row["tau"] == -1
    assert float(row["probability"]) == pytest.approx(2 / 720, abs=1e-9)
    assert row["slope_t"] == -40_000
    assert row["slope_high_t"] == -40_000


def test_the_sentence_names_the_largest_year_in_ten_thousands_of_tonnes(world: World) -> None:
    reason = status(world, *RISE, *FALL)["reason_zh"]
    assert reason.startswith("2010—2019年以2014年为最高（100.0 万吨）")


def test_four_later_years_do_not_decide(world: World) -> None:
    row = status(world, *RISE, *FALL[:4])
    assert (row["class_code"], row["later_years"]) == ("perhaps_peaked", 4)
    assert "其后只有4年，不足5年，尚不能判定达峰" in row["reason_zh"]


def test_the_years_before_a_gap_are_another_series(world: World) -> None:
    row = status(world, 2_000_000, None, *RISE, *FALL)
    assert (row["first_year"], row["peak_year"], row["class_code"]) == (2012, 2016, "peaked")


def test_a_peak_in_the_last_year_has_no_trend_since(world: World) -> None:
    row = status(world, *RISE)
    assert (row["class_code"], row["tau"], row["trend_key"], row["notation_key"]) == ("not_peaked", None, "NA", "")


@pytest.mark.parametrize("amounts", [(1, 2), (1, 2, 3, None), (1, None, 3), (5, 4, -3)])
def test_too_few_whole_years_say_nothing(amounts: tuple[int | None, ...], world: World) -> None:
    row = status(world, *amounts)
    assert (row["class_code"], row["peak_co2_t"], row["notation_key"], row["trend_key"]) == ("", None, "NE", "NE")
    assert row["reason_zh"]


def test_it_comes_of_all_years_of_the_series(world: World) -> None:
    status(world, 9, None, 700_000, 900_000, 800_000)
    parents = world.parents("peak_status", "provincial_2011-sar/511725/energy/gross/0")
    assert [(row["role"], Decimal(row["value_used"])) for row in parents] == [
        ("year", 700_000),
        ("peak", 900_000),
        ("year", 800_000),
    ]


def test_a_county_without_anything_has_no_rows(world: World) -> None:
    world.put("marts/energy_co2", [])
    assert world.make_of_tables("marts/peak_status") == []
