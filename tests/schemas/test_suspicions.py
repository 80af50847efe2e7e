"""A figure is in doubt just beyond the limit that the rules declare for it, and not at the limit."""

from __future__ import annotations

import pytest

from factors import read_rules
from schemas.contract import FOLDER, load_check
from tests.schemas.energy_cases import Row
from tests.schemas.suspicion_cases import (
    COPIES,
    EDITIONS,
    OBSERVED,
    PRINTED,
    REGIONS,
    WITHIN,
    by_month,
    herd,
    numbered,
    of_year,
    series,
)
from tests.world import World

LIMITS = {row["suspicion_code"]: float(row["limit_value"]) for row in read_rules("suspicions")}
LITTLE = 1e-4


def found(world: World, code: str, rows: list[Row]) -> list[Row]:
    world.put("core/printed_tables", PRINTED)
    world.put("core/regions", REGIONS)
    world.put(OBSERVED, numbered(rows))
    return world.query(load_check(FOLDER / "checks" / "core" / "observations" / f"{code}.sql").sql)


@pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])
def test_a_step_is_in_doubt_beyond_its_limit(world: World, sign: int) -> None:
    verdicts = [
        bool(found(world, "H-STEP", series(1000, round(1000 * 10 ** (sign * size), 9))))
        for size in (LIMITS["step"] - LITTLE, LIMITS["step"] + LITTLE)
    ]
    assert verdicts == [False, True]


def test_the_errors_of_units_lie_beyond_the_step_even_when_the_figure_moved_by_a_fifth(world: World) -> None:
    for factor in (10, 15, 4.1868, 100):
        for moved in (0.8, 1.25):
            assert found(world, "H-STEP", series(1000, round(1000 * factor * moved, 9)))
            assert found(world, "H-STEP", series(1000, round(1000 / factor * moved, 9)))


def test_a_year_of_months_is_compared_as_a_year(world: World) -> None:
    rows = [
        row | {"period": f"{year}-{month:02}"}
        for year, amount in ((2019, 100), (2020, 400))
        for month in range(1, 13)
        for row in series(amount, first=year)
    ]
    steps = found(world, "H-STEP", rows)
    assert [(step["year"], float(step["found"]), float(step["expected"])) for step in steps] == [(2020, 4800, 1200)]


@pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])
def test_a_month_is_in_doubt_beyond_its_limit(world: World, sign: int) -> None:
    def year(size: float, **other: str) -> list[Row]:
        amounts = [1000] * 11 + [round(1000 * 10 ** (sign * size), 6)]
        return [
            row | {"period": f"2020-{month:02}"} | other
            for month, amount in enumerate(amounts, 1)
            for row in series(amount, first=2020)
        ]

    assert not found(world, "H-MONTH", year(LIMITS["month"] - LITTLE))
    assert len(found(world, "H-MONTH", year(LIMITS["month"] + LITTLE))) == 1
    other = year(1, facility_code="another") if sign > 0 else []
    assert len(found(world, "H-MONTH", [*year(0), *other])) == len(other) // 12, "each plant by itself"


def test_a_short_table_is_a_copy_if_its_figures_have_digits(world: World) -> None:
    def twice(figure: int, item: str = "clinker_output") -> list[Row]:
        return [row | {"printed_text": str(figure)} for row in series(figure, figure, item=item, first=2019)]

    digits = int(LIMITS["copy_digits"])
    assert found(world, "H-COPY", twice(int("1" + "3" * digits)))
    assert not found(world, "H-COPY", twice(int("1" + "3" * (digits - 1)) * 1000))
    assert not found(world, "H-COPY", twice(600_123, "power_capacity_thermal"))
    assert not found(world, "H-COPY", twice(12_345, "gas_wells"))


@pytest.mark.parametrize(("before", "is_copy"), [((1.01, 1.23), True), ((1.01, 1.01), False), ((1.23, 1.01), True)])
def test_a_capacity_that_moved_in_each_of_two_years_does_not_stand_still(
    world: World, before: tuple[float, float], is_copy: bool
) -> None:
    rows = [
        row | {"printed_text": str(row["amount_base"])}
        for row in series(*before, 1.69, 1.69, item="power_capacity_solar", first=2017)
    ]
    assert bool(found(world, "H-COPY", rows)) == is_copy


@pytest.mark.parametrize("lacking", [0, 1])
def test_a_table_is_a_copy_from_so_many_figures_on(world: World, lacking: int) -> None:
    figures = range(1, int(LIMITS["copy_figures"]) + 1 - lacking)
    rows = [row for year in (2019, 2020) for row in herd(year, *figures)]
    assert bool(found(world, "H-COPY", rows)) == (lacking == 0)


@pytest.mark.parametrize("change", [{"region_code": "511724"}, {"table_name": "yearbook__population"}, {"year": 2021}])
def test_a_copy_is_of_one_county_one_table_and_the_year_before(world: World, change: Row) -> None:
    same = [row for year in (2019, 2020) for row in herd(year, 1, 2, 3, 4, 5)]
    other = [row | change | ({"period": "2021"} if "year" in change else {}) for row in same[5:]]
    assert found(world, "H-COPY", same)
    assert not found(world, "H-COPY", [*same[:5], *other])
    assert not found(world, "H-COPY", COPIES)


def test_months_are_a_copy_of_the_same_months_of_the_year_before(world: World) -> None:
    rows = [
        row | {"period": f"{year}-{month:02}", "amount_base": month}
        for year in (2019, 2020)
        for month in range(1, 13)
        for row in herd(year, 1)
    ]
    assert found(world, "H-COPY", rows)
    assert not found(world, "H-COPY", [*rows[:-1], rows[-1] | {"amount_base": 13}])
    late = [row | {"period": f"2020-{month:02}"} for month, row in zip([12, *range(1, 12)], rows[12:], strict=True)]
    assert not found(world, "H-COPY", [*rows[:12], *late]), "the figures of another month"


def swapped(jump: float, rest: float) -> list[Row]:
    """Two figures that moved by ``jump`` together, and by ``rest`` if they are exchanged."""
    one, other = 2.0, 2 + (jump + rest) / 2  # before
    moved = [(one, one + jump / 2), (other, other - jump / 2)]
    return [
        row
        for sector, sizes in zip(("industry", "trade"), moved, strict=True)
        for row in series(
            *(round(10**size, 9) for size in sizes), item="energy_survey_use", first=2019, sector_code=sector
        )
    ]


def test_an_exchange_is_seen_from_a_jump_on_that_it_explains(world: World) -> None:
    jump, share = LIMITS["swap_jump"], LIMITS["swap_rest"]
    assert not found(world, "H-SWAP", swapped(jump - LITTLE, 0))
    assert found(world, "H-SWAP", swapped(jump + LITTLE, 0))
    assert found(world, "H-SWAP", swapped(1, share - 0.01))
    assert not found(world, "H-SWAP", swapped(1, share + 0.01))


@pytest.mark.parametrize("change", [{"region_code": "511724"}, {"table_name": "yearbook__population"}])
def test_figures_of_other_tables_and_counties_are_not_exchanged(world: World, change: Row) -> None:
    rows = swapped(1, 0)
    assert found(world, "H-SWAP", rows)
    assert not found(world, "H-SWAP", [*rows[:2], *(row | change for row in rows[2:])])


def test_an_exchange_is_one_of_printed_numbers_whatever_their_units(world: World) -> None:
    one, other = swapped(1, 0)[:2], swapped(1, 0)[2:]
    of_ten_thousands = [row | {"unit_code": "10kt", "amount_base": row["amount_base"] * 10_000} for row in other]
    assert found(world, "H-SWAP", [*one, *of_ten_thousands])
    assert not found(world, "H-SWAP", [*one, *(row | {"unit_code": "10kt"} for row in other)]), "as amounts only"
    assert not found(world, "H-SWAP", [*one, of_ten_thousands[0], other[1]]), "the unit changed"


def printed(*years: list[str]) -> list[Row]:
    """A table of years from 2018 on, as printed."""
    rows = [row for at, amounts in enumerate(years) for row in herd(2018 + at, *amounts)]
    return [row | {"amount": row["amount_base"]} for row in rows]


FIGURES = int(LIMITS["digits_figures"])
HUNDREDTHS = ["1.25", *["2.5"] * (FIGURES - 1)]


@pytest.mark.parametrize(
    ("amounts", "now"),
    [
        (["1.255", *["2.5"] * (FIGURES - 1)], 0.001),
        (["2.5"] * FIGURES, 0.1),
        (["7", *["20"] * (FIGURES - 1)], 1),
        (["300", *["4000"] * (FIGURES - 1)], 100),
    ],
)
def test_another_number_of_places_is_told_with_the_least_step_of_both(
    world: World, amounts: list[str], now: float
) -> None:
    (told,) = found(world, "I-DIGITS", printed(HUNDREDTHS, HUNDREDTHS, amounts))
    assert (float(told["found"]), float(told["expected"])) == (now, 0.01)


def test_places_are_those_of_a_unit_of_a_table_of_enough_figures(world: World) -> None:
    tenths = ["2.5"] * FIGURES
    assert not found(world, "I-DIGITS", printed(HUNDREDTHS[:-1], HUNDREDTHS[:-1], tenths[:-1])), "by chance"
    assert not found(world, "I-DIGITS", printed(tenths, HUNDREDTHS, tenths)), "as two years ago"
    assert not found(world, "I-DIGITS", printed(HUNDREDTHS, tenths)), "two years tell nothing"
    years = (HUNDREDTHS, HUNDREDTHS, tenths)
    assert not found(world, "I-DIGITS", printed(*years, tenths)), "of the year before it was told when it came"
    other = [row | ({"unit_code": "kt"} if row["year"] == 2020 else {}) for row in printed(*years)]
    assert not found(world, "I-DIGITS", other), "of another unit"


@pytest.mark.parametrize(("figures", "blanks", "is_told"), [(12, 3, False), (11, 3, True), (4, 2, False), (4, 3, True)])
def test_blanks_are_told_beyond_a_share_and_from_so_many_on(
    world: World, figures: int, blanks: int, is_told: bool
) -> None:
    assert (LIMITS["blank_share"], LIMITS["blank_figures"]) == (0.25, 3)
    fuels = ["raw_coal", "coke", "diesel"]
    rows = [
        row | {"fuel_code": fuel, "year": year, "period": str(year)}
        for year in (2019, 2020)
        for fuel in fuels
        for row in herd(year, 1, 2, 3, 4)
    ]
    kept = [*rows[:figures], *rows[12 : 12 + figures]]
    gaps = [row | {"amount_base": None} if figures <= at < figures + blanks else row for at, row in enumerate(kept)]
    (told,) = found(world, "H-BLANK", gaps) or [{}]
    assert (told.get("found"), told.get("count")) == ((blanks, figures) if is_told else (None, None))


def test_what_is_blank_in_both_years_or_comes_later_is_no_gap(world: World) -> None:
    def year(year: int, last: int) -> list[Row]:
        amounts = [100 + month if month <= last else None for month in range(1, 13)]
        return by_month("plant_generation", *amounts, year=year)

    assert not found(world, "H-BLANK", [*year(2019, 6), *year(2020, 6)])
    assert not found(world, "H-BLANK", [*year(2019, 12), *year(2020, 6)])
    gap = [row | {"amount_base": None} for row in year(2020, 6)[:3]]
    assert len(found(world, "H-BLANK", [*year(2019, 12), *gap, *year(2020, 6)[3:]])) == 1
    assert len(found(world, "H-BLANK", [*herd(2019, 1, 2, 3), *herd(2020, None, None, None)])) == 1, "all of a table"


@pytest.mark.parametrize("item", ["plant_ncv", "plant_carbon_content", "plant_clinker_factor"])
def test_what_is_measured_by_month_moves_by_so_much(world: World, item: str) -> None:
    spread, months = LIMITS["steady_spread"], int(LIMITS["steady_months"])

    def year(size: float, count: int) -> list[Row]:
        return by_month(item, *[1000] * (count - 1), round(1000 * (1 + size), 6))

    assert not found(world, "I-STEADY", year(spread + LITTLE, months))
    assert len(found(world, "I-STEADY", year(spread - LITTLE, months))) == 1
    assert not found(world, "I-STEADY", year(0, months - 1))
    plants = [row | {"facility_code": row["period"]} for row in year(0, 12)]
    assert not found(world, "I-STEADY", plants), "each by itself"


def test_round_months_are_told_beyond_a_share_and_only_of_large_figures(world: World) -> None:
    share, months = LIMITS["round_share"], int(LIMITS["round_months"])
    within = int(12 * share)

    def year(rounds: int, count: int, size: int = 1000) -> list[Row]:
        return by_month("plant_generation", *[size + 300] * rounds, *[size + 311] * (count - rounds))

    assert not found(world, "I-ROUND", year(within, 12))
    assert len(found(world, "I-ROUND", year(within + 1, 12))) == 1
    assert not found(world, "I-ROUND", year(months - 1, months - 1))
    assert len(found(world, "I-ROUND", year(months, months))) == 1
    assert not found(world, "I-ROUND", year(12, 12, 600)), "900 t in each month"


def test_a_kiln_that_makes_as_much_in_all_months_is_told_since_kilns_stand_still(world: World) -> None:
    share, first = LIMITS["stagger_share"], int(LIMITS["stagger_first_year"])

    def year(lowest: float, year: int, months: int = 12) -> list[Row]:
        """Eleven months that make the mean 1,000."""
        others = (12_000 - 1000 * lowest) / 11
        return by_month("plant_clinker_output", 1000 * lowest, *[f"{others:.9f}"] * (months - 1), year=year)

    assert not found(world, "I-STAGGER", year(share - LITTLE, first))
    assert len(found(world, "I-STAGGER", year(share + LITTLE, first))) == 1
    assert not found(world, "I-STAGGER", year(share + LITTLE, first - 1))
    half = [row | {"is_whole_year": False} for row in year(1, first, 6)]
    assert not found(world, "I-STAGGER", half), "the rest is still to come"


@pytest.mark.parametrize("region", ["511700", "510000"])
def test_a_county_is_at_most_the_region_that_it_lies_in(world: World, region: str) -> None:
    def county(amount: float) -> list[Row]:
        return [of_year(2020, "gdp", round(amount, 6)), of_year(2020, "gdp", 1000, region_code=region)]

    beyond = 1000 * (1 + LIMITS["within"])
    assert not found(world, "H-WITHIN", county(beyond))
    (told,) = found(world, "H-WITHIN", county(beyond + LITTLE))
    assert told["label"].startswith("渠县 ")
    assert told["other"].startswith({"511700": "达州市", "510000": "四川省"}[region])
    assert not found(world, "H-WITHIN", [county(9999)[0] | {"region_code": "511700"}, *WITHIN]), "of a prefecture alone"


@pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])
def test_two_editions_agree_in_a_year_of_both(world: World, sign: int) -> None:
    def passing(share: float, **other: object) -> list[Row]:
        return [*EDITIONS[:3], EDITIONS[3] | {"amount_base": round(108 * (1 + sign * share), 9)} | other, *EDITIONS[4:]]

    limit = LIMITS["break"]
    assert not found(world, "H-BREAK", passing(limit))
    (told,) = found(world, "H-BREAK", passing(limit + LITTLE))
    assert (told["year"], float(told["difference"])) == (2020, sign * 5)
    assert told["other"].startswith("old.xlsx › ")
    assert not found(world, "H-BREAK", [row for row in passing(1) if row["year"] != 2020]), "no year of both"
    preliminary = {"vintage": "preliminary"}
    assert not found(world, "H-BREAK", [*passing(1, **preliminary)[:2], *passing(1, **preliminary)[3:]])


def test_editions_are_compared_in_the_year_next_to_the_one_in_which_they_change_over(world: World) -> None:
    old = series(100, 100, 100, 100, first=2017, file_name="old.xlsx", file_sha256="a" * 64)
    new = series(150, 101, 102, first=2019, file_name="new.xlsx", file_sha256="b" * 64)
    late = [*old, new[0] | {"is_preferred": False}, new[1], new[2]]
    late[3] |= {"is_preferred": False}
    assert not found(world, "H-BREAK", late), "from 2020 on, of which year both print about the same"
    early = [*old, *new]
    early[2] |= {"is_preferred": False}
    early[3] |= {"is_preferred": False}
    assert [(row["year"], row["label"][-4:]) for row in found(world, "H-BREAK", early)] == [(2019, "2019")]
