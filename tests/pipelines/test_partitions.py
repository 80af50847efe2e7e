"""Partitions are data years; a year appears by itself, once it is over in China."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.partitions import YEARS

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 1, 1, tzinfo=CHINA), "2025"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=CHINA), "2025"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "2025"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2026"),
        (datetime(2041, 6, 1, tzinfo=CHINA), "2040"),
    ],
)
def test_a_year_appears_when_it_is_over_in_china(now: datetime, last: str) -> None:
    assert YEARS.get_partition_keys(current_time=now)[-1] == last


def test_years_reach_back_to_the_first_printed_series() -> None:
    keys = YEARS.get_partition_keys(current_time=datetime(2026, 1, 1, tzinfo=CHINA))
    assert list(keys) == [str(year) for year in range(1980, 2026)]
