from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.deliveries.register import Holding, RegisteredFile, read_register, registered_files
from pipelines.deliveries.register.rows import join_periods, split_periods, write_register
from schemas.problems import Refusal

FIRST, SECOND = "a" * 64, "b" * 64
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
    note='一"二',
)
REVISION = RegisteredFile(SECOND, 18, "年鉴,2025.xlsx", 2, YEARBOOK.holdings, "final", supersedes=(FIRST,))


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
    write_register(tmp_path, [YEARBOOK, REVISION])
    assert read_register(tmp_path) == [YEARBOOK, REVISION]


def test_superseded_files_are_not_in_force(tmp_path: Path) -> None:
    write_register(tmp_path, [YEARBOOK, REVISION])
    assert registered_files(tmp_path) == [REVISION]


def test_a_file_holds_a_table_for_a_year_or_a_part_of_it() -> None:
    assert YEARBOOK.holds("yearbook__gdp", "2007")
    assert not YEARBOOK.holds("yearbook__gdp", "2006")
    assert not YEARBOOK.holds("yearbook__crop_areas", "2007")
    monthly = RegisteredFile(FIRST, 1, "电.csv", 1, (Holding("grid", "511725", ("2024-03",)),), "final")
    assert monthly.holds("grid", "2024")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("file_sha256,", "sha256,", 1),
        (FIRST, "A" * 64, 2),
        (",17,", ",x,", 2),
        ("511725|511700", "511725", 2),
        (",true,", ",yes,", 2),
    ],
)
def test_a_register_that_was_tampered_with_is_refused_with_its_line(
    tmp_path: Path, before: str, after: str, line: int
) -> None:
    write_register(tmp_path, [YEARBOOK])
    path = tmp_path / "register.csv"
    path.write_text(path.read_text("utf-8-sig").replace(before, after), "utf-8-sig")
    with pytest.raises(Refusal) as caught:
        read_register(tmp_path)
    assert (caught.value.code, caught.value.place.line) == ("E-REGISTER", line)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (b"\xff", 2),
        ("年鉴".encode("gb18030"), 2),
        (b"x" * 131_073, 2),
        (b"", 1),
    ],
)
def test_a_register_that_is_no_text_any_more_is_refused_with_its_line(tmp_path: Path, damage: bytes, line: int) -> None:
    write_register(tmp_path, [YEARBOOK])
    path = tmp_path / "register.csv"
    path.write_bytes(path.read_bytes().replace("年鉴".encode(), damage) if damage else b"\xff" + path.read_bytes())
    with pytest.raises(Refusal) as caught:
        read_register(tmp_path)
    assert (caught.value.code, caught.value.place.line) == ("E-REGISTER", line)
    assert caught.value.render().isprintable()
