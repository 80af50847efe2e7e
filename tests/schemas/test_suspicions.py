"""A figure is in doubt just beyond the limit that the rules declare for it, and not at the limit."""

from __future__ import annotations

import pytest

from factors import read_rules
from schemas.contract import FOLDER, load_check
from tests.schemas.energy_cases import Row
from tests.schemas.suspicion_cases import COPIES, OBSERVED, PRINTED, herd, numbered, series
from tests.world import World

LIMITS = {row["suspicion_code"]: float(row["limit_value"]) for row in read_rules("suspicions")}
LITTLE = 1e-4


def found(world: World, code: str, rows: list[Row]) -> list[Row]:
    world.put("core/printed_tables", PRINTED)
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
