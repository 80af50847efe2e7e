"""Whether a series has a trend, and whether it has peaked.

Mann-Kendall (Mann 1945, Kendall 1975) as Kendall's tau with time, exact for short series; Sen's slope (Sen 1968) with
its 95 % interval; both by scipy. The peak: methodology 17.3 of this project, which asks for five later years.
"""

from collections.abc import Hashable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from schemas.analysis import Peak, Trend, Yearly

#: Years without which a series has no trend.
SHORTEST = 3

#: Later years without which no year is said to be the peak.
LATER = 5

#: A plateau: this near the largest, and changing by less a year, for so many years.
NEAR, FLAT, FLAT_YEARS = 0.05, 0.01, 3

SIGNIFICANT = 0.05


class _Slope(NamedTuple):
    tau: float
    probability: float
    slope: float
    low: float
    high: float


@pa.check_types
def trend(series: DataFrame[Yearly]) -> DataFrame[Trend]:
    """Trend over all years of a series, of which there are at least three.

    Args:
        series: amounts by year, in any unit.

    Returns:
        One row a series: tau and the probability are bare numbers, the slope is in the unit of the amounts a year.

    Raises:
        ValueError: fewer than three years, or a gap.
    """
    rows = [(*key, int(years[0]), int(years[-1]), *_slope(amounts)) for key, years, amounts in _each(series)]
    return DataFrame[Trend](rows, columns=_columns(Trend, series))


@pa.check_types
def peak(series: DataFrame[Yearly], relative_error: float = 0.0) -> DataFrame[Peak]:
    """The peak of a series and what may be said of it.

    Peaked is what is the largest of all years, has five later ones that fall significantly (Mann-Kendall, and Sen's
    interval below nothing), the last three of which are lower by more than the error. Without all of that it is
    perhaps peaked; a plateau where the last years are flat and near the largest; else not peaked.

    Args:
        series: amounts by year.
        relative_error: half of the 95 % interval of a difference between two years, as a share of the peak.

    Returns:
        One row a series, amounts in the unit of what was given.

    Raises:
        ValueError: fewer than three years, or a gap.
    """
    rows = []
    for key, years, amounts in _each(series):
        at = int(amounts.argmax())
        drop, error = float(amounts[at] - amounts[-3:].mean()), relative_error * float(amounts[at])
        state = _state(amounts, at, drop > error)
        rows.append((*key, int(years[at]), float(amounts[at]), len(amounts) - 1 - at, drop, error, state))
    return DataFrame[Peak](rows, columns=_columns(Peak, series))


def _state(amounts: np.ndarray, at: int, is_beyond_error: bool) -> str:
    last = amounts[-FLAT_YEARS:]
    is_flat = bool(
        (last >= (1 - NEAR) * amounts.max()).all()
        and (abs(np.diff(amounts[-FLAT_YEARS - 1 :])) < FLAT * amounts.max()).all()
    )
    if len(amounts) - 1 - at >= LATER:
        after = _slope(amounts[at:])
        if after.tau < 0 and after.probability < SIGNIFICANT and after.high < 0 and is_beyond_error:
            return "peaked"
    if is_flat:
        return "plateau"
    return "perhaps_peaked" if at < len(amounts) - FLAT_YEARS and is_beyond_error else "not_peaked"


def _slope(amounts: np.ndarray) -> _Slope:
    times = np.arange(len(amounts))
    if (amounts == amounts[0]).all():  # no pair rises or falls: S is nothing in every order
        return _Slope(tau=0.0, probability=1.0, slope=0.0, low=0.0, high=0.0)
    from scipy import stats  # here: to import it takes half a second, and every command knows every asset

    tau = stats.kendalltau(times, amounts)
    sen = stats.theilslopes(amounts, times, alpha=0.95)
    return _Slope(
        float(tau.statistic), float(tau.pvalue), float(sen.slope), float(sen.low_slope), float(sen.high_slope)
    )


def _each(series: DataFrame[Yearly]) -> Iterator[tuple[tuple[Hashable, ...], np.ndarray, np.ndarray]]:
    """Years and amounts of each series, in order, after its name if it has one."""
    by_name = series.groupby("series", sort=True) if "series" in series else [(None, series)]
    for name, rows in by_name:
        ordered: pd.DataFrame = rows.sort_values("year")
        years, amounts = ordered["year"].to_numpy(), ordered["amount"].to_numpy()
        if len(years) < SHORTEST or (np.diff(years) != 1).any():
            raise ValueError(f"three years or more are needed, each once, and none may be missing: {[*years]}")
        yield () if name is None else (name,), years, amounts


def _columns(model: type[pa.DataFrameModel], given: pd.DataFrame) -> list[str]:
    """Columns of an answer: it names the series if what was given does."""
    return [name for name in model.to_schema().columns if name != "series" or "series" in given]
