"""Why an amount changed: logarithmic mean Divisia index, form I (LMDI-I), additive and multiplicative.

Ang, B. W. (2005), The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33, 867–871, equations
2–7; zeros by their analytic limits: Ang, B. W. and Liu, N. (2007), Handling zero values in the logarithmic mean Divisia
index decomposition approach, Energy Policy 35, 238–246. Nothing is left over.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from schemas.analysis import Effects, Factors

KEY = ["series", "period", "part", "factor"]


def multiplied(table: pd.DataFrame, factors: Sequence[str], period: str, part: str = "") -> DataFrame[Factors]:
    """A table with one column a factor and one row a period (and part), as ``decompose`` takes it.

    Args:
        table: one row a period and part, and a series if it has a column of that name.
        factors: its columns whose product is the amount, in any units.
        period: its column of whole numbers, mostly years.
        part: its column of names; without one the table is one part.

    Returns:
        One row a period, part and factor.
    """
    named = table.rename(columns={period: "period"} | ({part: "part"} if part else {}))
    if not part:
        named = named.assign(part="all")
    keys = [name for name in ("series", "period", "part") if name in named]
    long = pd.concat([named[keys].assign(factor=str(name), value=named[name]) for name in factors], ignore_index=True)
    return DataFrame[Factors](long.astype({"part": str}))


@pa.check_types
def decompose(factors: DataFrame[Factors]) -> DataFrame[Effects]:
    """Effects of every factor on the sum of all parts, from each period to the next one (Ang 2005, equations 2–7).

    Args:
        factors: one row a period, part and factor; the product of the factors of a part is its amount.

    Returns:
        One row a step and factor: ``additive`` in the unit of the amount, ``multiplicative`` a bare ratio.

    Raises:
        ValueError: a part lacks a factor in some period, or has a blank one although none of the others is nothing.
    """
    names, rows = list(dict.fromkeys(factors["factor"])), factors
    if "series" not in factors:
        rows = DataFrame[Factors](factors.assign(series=""))
    cube = _cube(rows, names)
    values = cube.to_numpy(dtype=float)
    amounts = np.nanprod(values, axis=1)
    blank = np.isnan(values).any(axis=1) & (amounts != 0)
    if blank.any():
        raise ValueError(f"a factor is blank although none of the others is nothing: {cube.index[blank][0]}")
    series, part, period = (cube.index.get_level_values(level) for level in ("series", "part", "period"))
    at = np.flatnonzero((series[1:] == series[:-1]) & (part[1:] == part[:-1]))
    effects = pd.DataFrame(_effects(values[at], values[at + 1]), columns=names)
    steps = [series[at].to_numpy(), period[at].to_numpy(), period[at + 1].to_numpy()]
    effects["before"], effects["after"] = amounts[at], amounts[at + 1]
    summed = effects.groupby(steps, sort=True).sum()
    weight = _weights(summed["before"].to_numpy(), summed["after"].to_numpy())
    additive = summed[names].to_numpy()
    found = summed.index.set_names(["series", "from_period", "to_period"]).to_frame(index=False)
    found = found.loc[np.repeat(np.arange(len(summed)), len(names))]
    found["factor"] = np.tile(np.array(names, dtype=object), len(summed))
    found["additive"] = additive.ravel()
    found["multiplicative"] = np.exp(additive / weight[:, None]).ravel()
    found = found.reset_index(drop=True)
    return DataFrame[Effects](found if "series" in factors else found.drop(columns="series"))


@pa.check_types
def chain(effects: DataFrame[Effects], first: int, last: int) -> DataFrame[Effects]:
    """Effects over several periods: those of each step, added and multiplied (Ang 2005, section 4).

    Args:
        effects: what ``decompose`` returns.
        first: period that the chain begins with.
        last: period that it ends with.

    Returns:
        One row a factor (and series), in the units of the steps.

    Raises:
        ValueError: the steps of some series do not lead from the one to the other without a gap.
    """
    within = effects[(effects["from_period"] >= first) & (effects["to_period"] <= last)]
    keys = ["series", "factor"] if "series" in effects else ["factor"]
    for key, steps in within.groupby(keys, sort=False):
        ordered = steps.sort_values("from_period")
        if [first, *ordered["to_period"]] != [*ordered["from_period"], last]:
            raise ValueError(f"no steps lead from {first} to {last}: {', '.join(map(str, key))}")
    if within.empty:
        raise ValueError(f"no steps lead from {first} to {last}")
    by_factor = within.groupby(keys, sort=False)
    chained = pd.DataFrame(
        {"additive": by_factor["additive"].sum(), "multiplicative": by_factor["multiplicative"].prod(skipna=False)}
    ).reset_index()
    return DataFrame[Effects](chained.assign(from_period=first, to_period=last)[list(effects.columns)])


def logarithmic_mean(after: np.ndarray, before: np.ndarray) -> np.ndarray:
    """``(a − b) / ln(a / b)``, and ``a`` where both are the same; of amounts of one sign, element by element."""
    step = np.log(after / before)
    # (e^s − 1)/s is exact also where the two are nearly the same
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(before * np.where(step == 0, 1, np.expm1(step) / step))


def _cube(factors: DataFrame[Factors], names: list[str]) -> pd.DataFrame:
    """Values with a row a series, part and period, in order, and a column a factor.

    Raises:
        ValueError: one stands twice, or is not there.
    """
    twice = factors.duplicated(KEY)
    if twice.any():
        raise ValueError(f"a factor stands twice: {tuple(factors.loc[twice, KEY].iloc[0])}")
    cube = factors.pivot(index=["series", "part", "period"], columns="factor", values="value")[names]
    # a part has each factor in each period of its series
    periods = factors[["series", "period"]].drop_duplicates()
    wanted = factors[["series", "part"]].drop_duplicates().merge(periods, on="series")
    if len(factors) != len(wanted) * len(names):
        there = factors.groupby(["series", "part", "period"])["factor"].nunique()
        counts = there.reindex(pd.MultiIndex.from_frame(wanted[["series", "part", "period"]]), fill_value=0)
        lacking = counts[counts < len(names)].index[0]
        raise ValueError(f"each part needs each factor in each period; one is not there: {lacking}")
    return cube


def _weights(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Logarithmic means of the whole; none where it is nothing or less in one of the periods."""
    weights = np.full(len(before), np.nan)
    positive = (before > 0) & (after > 0)
    weights[positive] = logarithmic_mean(after[positive], before[positive])
    return weights


def _effects(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Effects by part and factor between two periods, of factors by part and factor.

    Where a factor is nothing in one of the two periods, or turns from one sign to the other, the limit gives it the
    whole change of its part; several such factors share it alike.
    """
    change = np.nanprod(after, axis=1) - np.nanprod(before, axis=1)
    turns = ~(before * after > 0) & ~np.isnan(before) & ~np.isnan(after)
    # what is blank in one period goes from nothing to something only beside a factor that does: it did not change
    turns &= (before != 0) | (after != 0)
    count = turns.sum(axis=1)
    limit = np.where(turns, (change / np.maximum(count, 1))[:, None], 0.0)
    smooth = (count == 0) & (np.nanprod(before, axis=1) != 0)
    effects = limit
    if smooth.any():
        steps = np.log(after[smooth] / before[smooth])
        weights = logarithmic_mean(np.prod(after[smooth], axis=1), np.prod(before[smooth], axis=1))
        effects[smooth] = weights[:, None] * steps
    return np.asarray(effects)
