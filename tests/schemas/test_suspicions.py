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


@pytest.mark.parametrize(
    "change", [{"region_code": "511724"}, {"table_name": "yearbook__population"}, {"base_unit_code": "kg"}]
)
def test_figures_of_other_tables_counties_and_units_are_not_exchanged(world: World, change: Row) -> None:
    rows = swapped(1, 0)
    assert found(world, "H-SWAP", rows)
    assert not found(world, "H-SWAP", [*rows[:2], *(row | change for row in rows[2:])])
