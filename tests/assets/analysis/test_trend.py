"""Trends against exact tables, and a peak at each of its conditions."""

import numpy as np
import pandas as pd
import pytest
from pandera.errors import SchemaError

from assets.analysis.trend import peak, trend


def series(*amounts: float) -> pd.DataFrame:
    return pd.DataFrame({"year": range(2010, 2010 + len(amounts)), "amount": [float(amount) for amount in amounts]})


def test_a_short_trend_has_the_exact_probability() -> None:
    """10, 15, 14, 20: S = 4 of 6 pairs; of 24 orders 4 have S ≥ 4 (Gilbert 1987, table A18: 0.167), on two sides 8."""
    (found,) = trend(series(10, 15, 14, 20)).itertuples()
    assert found.tau == pytest.approx(4 / 6)
    assert found.probability == pytest.approx(8 / 24)
    assert found.slope == pytest.approx((2.5 + 10 / 3) / 2)  # the median of −1, 2, 2.5, 3⅓, 5, 6
    assert (found.first_year, found.last_year) == (2010, 2013)


def test_a_straight_line_has_its_slope_and_no_doubt() -> None:
    (found,) = trend(series(*(100 - 3 * at for at in range(8)))).itertuples()
    assert (found.tau, found.slope) == (pytest.approx(-1), pytest.approx(-3))
    assert found.slope_low == pytest.approx(-3)
    assert found.slope_high == pytest.approx(-3)
    assert found.probability == pytest.approx(2 / 40320)  # one of 8! orders, and the other way


RISE = (60, 70, 80, 90, 100)
FALL = (96, 92, 88, 84, 80)


@pytest.mark.parametrize(
    ("amounts", "error", "state"),
    [
        ((*RISE, *FALL), 0.05, "peaked"),
        ((*RISE, *FALL[:4]), 0.05, "perhaps_peaked"),  # four later years
        ((*RISE, *FALL), 0.2, "not_peaked"),  # a fall within the error
        ((*RISE, 80, 97, 78, 96, 79), 0.05, "perhaps_peaked"),  # no trend
        ((*RISE, 50, 40, 30), 0.05, "perhaps_peaked"),
        ((*RISE, 50, 40), 0.05, "not_peaked"),  # the largest is one of the last three
        ((*RISE, 99.5, 99, 99.2), 0.05, "plateau"),
        (RISE, 0.0, "not_peaked"),
        ((*RISE, 99, 98, 97), 0.0, "perhaps_peaked"),  # changes of just 1 % are not flat
        ((*RISE, 98.5, 98.4, 98.3), 0.0, "perhaps_peaked"),  # the first of three changes is not flat
        ((*RISE, 97, 95.9, 95, 95, 95), 0.2, "plateau"),  # just 5 % below the largest
        ((*RISE, 80, 80, 80), 0.2, "not_peaked"),  # a fall of just the error
    ],
)
def test_a_peak_is_stated_when_every_condition_holds(amounts: tuple[float, ...], error: float, state: str) -> None:
    (found,) = peak(series(*amounts), error).itertuples()
    assert found.state == state
    assert (found.peak_year, found.peak_amount) == (2014, 100)
    assert found.later_years == len(amounts) - 5
    assert found.drop == pytest.approx(100 - np.mean(amounts[-3:]))


def test_three_years_are_a_series() -> None:
    """1, 2, 4: all three pairs rise, as in one of 3! orders, and the other way; slopes 1, 1.5, 2."""
    (found,) = trend(series(1, 2, 4)).itertuples()
    assert (found.tau, found.probability, found.slope) == (1, pytest.approx(2 / 6), pytest.approx(1.5))


@pytest.mark.parametrize("years", [[2010, 2011], [2010, 2012, 2013]])
def test_too_few_years_or_a_gap_are_refused(years: list[int]) -> None:
    with pytest.raises(ValueError, match="none may be missing"):
        trend(pd.DataFrame({"year": years, "amount": 1.0}))


def test_what_stands_still_has_no_trend() -> None:
    (found,) = trend(series(5, 5, 5, 5)).itertuples()
    assert (found.tau, found.probability, found.slope, found.slope_low, found.slope_high) == (0, 1, 0, 0, 0)
    (found,) = peak(series(3, 4, *[5] * 8)).itertuples()
    assert (found.peak_year, found.state) == (2012, "plateau")


def test_what_is_no_number_is_refused() -> None:
    for amount in (np.nan, np.inf, -1):
        with pytest.raises(SchemaError, match="amount"):
            trend(series(3, 4, amount))


def test_series_of_one_table_do_not_mix() -> None:
    both = pd.concat([series(*RISE, *FALL).assign(series="falls"), series(*RISE).assign(series="rises")])
    assert list(peak(both, 0.05)["state"]) == ["peaked", "not_peaked"]
    assert list(trend(both)["last_year"]) == [2019, 2014]
