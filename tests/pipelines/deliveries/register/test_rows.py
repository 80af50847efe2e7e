"""What the lines of the register say of each delivery: what it holds, whether it is in force."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.deliveries.journal import Event, append_events, read_journal
from pipelines.deliveries.register import Holding, RegisteredFile, read_register, registered_files
from pipelines.deliveries.register.rows import (
    delivery_event,
    home_of,
    join_periods,
    recognition_event,
    split_periods,
    state_event,
    told_periods,
)
from schemas.problems import Refusal

FIRST, SECOND, THIRD = "a" * 64, "b" * 64, "c" * 64
YEARBOOK = RegisteredFile(
    FIRST,
    17,
    "年鉴,2025.xlsx",
    1,
    (
        Holding("yearbook__gdp", "511725", ("2005", "2007", "2008")),
        Holding("yearbook__population", "511700", ("2024",)),
    ),
    "final",
    is_synthetic=True,
    encoding="",
)
REVISION = RegisteredFile(SECOND, 18, "年鉴,2025.xlsx", 2, YEARBOOK.holdings, "final", supersedes=(1,))
AGAIN = RegisteredFile(THIRD, 19, "年鉴,2025.xlsx", 3, YEARBOOK.holdings, "final", supersedes=(1, 2))


def write(folder: Path, *events: Event) -> None:
    append_events(folder, read_journal(folder), events)


@pytest.mark.parametrize(
    ("periods", "text"),
    [
        (["2024"], "2024"),
        (["2006", "2005", "2007"], "2005-2007"),
        (["2005", "2007", "2008"], "2005+2007-2008"),
        (["2024-01", "2024-02"], "2024-01+2024-02"),
        (["2024-01/03", "2023", "2024"], "2023-2024+2024-01/03"),
    ],
)
def test_periods_are_written_shortly_and_read_back(periods: list[str], text: str) -> None:
    assert join_periods(periods) == text
    assert split_periods(text) == tuple(sorted(periods))


@given(st.sets(st.integers(1000, 9999).map(str), min_size=1))
def test_any_years_survive(years: set[str]) -> None:
    assert split_periods(join_periods(years)) == tuple(sorted(years))


def test_the_register_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_register(tmp_path) == []
    write(tmp_path, delivery_event(YEARBOOK), delivery_event(REVISION))
    assert read_register(tmp_path) == [YEARBOOK, REVISION]


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        ((), [3]),
        ((("accepted", YEARBOOK, REVISION, AGAIN),), [3]),
        ((("set aside", AGAIN),), [2]),
        ((("withdrawn", AGAIN),), [2]),
        ((("withdrawn", AGAIN), ("withdrawn", REVISION)), [1]),
        ((("withdrawn", REVISION),), [3]),
        ((("withdrawn", YEARBOOK), ("withdrawn", AGAIN)), [2]),
        ((("withdrawn", YEARBOOK, REVISION, AGAIN),), []),
    ],
)
def test_what_no_live_delivery_supersedes_is_in_force(
    tmp_path: Path, states: tuple[tuple[str, RegisteredFile], ...], counts: list[int]
) -> None:
    write(tmp_path, *map(delivery_event, (YEARBOOK, REVISION, AGAIN)))
    write(tmp_path, *(state_event(state, files) for state, *files in states))
    assert [file.delivery_sequence for file in registered_files(tmp_path)] == counts


def test_a_state_is_told_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, delivery_event(YEARBOOK), state_event("withdrawn", [YEARBOOK], "王", "报错了"))
    assert read_register(tmp_path) == [replace(YEARBOOK, state="withdrawn", reason="报错了")]


def test_bytes_that_come_again_are_another_delivery(tmp_path: Path) -> None:
    write(tmp_path, delivery_event(YEARBOOK), state_event("withdrawn", [YEARBOOK]), delivery_event(YEARBOOK))
    assert [(file.delivery_sequence, file.state) for file in read_register(tmp_path)] == [
        (1, "withdrawn"),
        (3, "on trial"),
    ]


def test_what_a_file_holds_may_be_found_out_again(tmp_path: Path) -> None:
    more = replace(YEARBOOK, holdings=(*YEARBOOK.holdings, Holding("yearbook__crops", "511725", ("2024",))))
    write(tmp_path, delivery_event(YEARBOOK), recognition_event(more))
    assert read_register(tmp_path) == [more]


def test_regions_at_home_are_told(tmp_path: Path) -> None:
    assert home_of(read_journal(tmp_path)) == ()
    write(tmp_path, Event(event="home", region_codes="511725"), Event(event="home", region_codes="511724|511723"))
    assert home_of(read_journal(tmp_path)) == ("511725", "511724", "511723")


def test_a_file_holds_a_table_for_a_year_or_a_part_of_it() -> None:
    assert YEARBOOK.holds("yearbook__gdp", "2007")
    assert not YEARBOOK.holds("yearbook__gdp", "2006")
    assert not YEARBOOK.holds("yearbook__crop_areas", "2007")
    monthly = RegisteredFile(FIRST, 1, "电.csv", 1, (Holding("grid", "511725", ("2024-03",)),), "final")
    assert monthly.holds("grid", "2024")


@pytest.mark.parametrize(
    "event",
    [
        replace(delivery_event(YEARBOOK), file_sha256="A" * 64),
        replace(delivery_event(YEARBOOK), size_bytes="x"),
        replace(delivery_event(YEARBOOK), region_codes="511725"),
        replace(delivery_event(YEARBOOK), is_synthetic="yes"),
        Event(event="accepted", about="7"),
        Event(event="accepted", about="x"),
    ],
)
def test_a_line_that_says_nothing_sensible_is_refused_by_its_number(tmp_path: Path, event: Event) -> None:
    write(tmp_path, event)
    with pytest.raises(Refusal) as caught:
        read_register(tmp_path)
    assert (caught.value.code, caught.value.place.line) == ("E-REGISTER", 2)


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (["2005", "2006"], "2005-2006"),
        ([f"2024-{month:02}" for month in range(1, 13)], "2024-01/12"),
        (["2024-12", "2025-01"], "2024-12、2025-01"),
        (["2024-01", "2024-02", "2024-04"], "2024-01/02、2024-04"),
        (["2023", "2024-01/03", "2024-05"], "2023+2024-01/03、2024-05"),
        ([], ""),
    ],
)
def test_months_that_follow_one_another_are_told_as_one(periods: list[str], told: str) -> None:
    assert told_periods(periods) == told
