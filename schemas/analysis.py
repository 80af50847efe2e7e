"""What functions of analysis take and give (`assets/analysis`): data frames of any table, judged at the call.

What is given may have other columns too, in any order, and whole numbers where amounts are meant. ``series`` tells
several series of one table apart, each of which is looked at by itself; a table without it is one series.
"""

import math

import pandera.pandas as pa
from pandera.typing import Series

#: States of decoupling (Tapio 2005, figure 1), with their titles; the first four are those of growth.
STATES = {
    "strong_decoupling": ("强脱钩", "strong decoupling"),
    "weak_decoupling": ("弱脱钩", "weak decoupling"),
    "expansive_coupling": ("扩张连接", "expansive coupling"),
    "expansive_negative_decoupling": ("扩张负脱钩", "expansive negative decoupling"),
    "strong_negative_decoupling": ("强负脱钩", "strong negative decoupling"),
    "weak_negative_decoupling": ("弱负脱钩", "weak negative decoupling"),
    "recessive_coupling": ("衰退连接", "recessive coupling"),
    "recessive_decoupling": ("衰退脱钩", "recessive decoupling"),
    "undefined": ("无法判断", "undefined"),
}

#: What may be said of a peak.
CLASSES = {
    "not_peaked": ("未达峰", "not peaked"),
    "plateau": ("平台期", "plateau"),
    "perhaps_peaked": ("疑似达峰", "perhaps peaked"),
    "peaked": ("已达峰", "peaked"),
}


class Rows(pa.DataFrameModel):
    """Rows of one or several series."""

    series: Series[str] | None

    class Config:
        strict = True
        coerce = True


class Given(Rows):
    """Of what else is given nothing is read."""

    class Config:
        strict = "filter"


class Factors(Given):
    """Amounts as products: that of a part in a period is the product of its factors.

    A factor is blank where it has no value, because what it is per is nothing (the share of coal in no energy); then
    another factor of that part is nothing.
    """

    period: Series[int]
    part: Series[str]
    factor: Series[str]
    value: Series[float] = pa.Field(nullable=True, gt=-math.inf, lt=math.inf)


class Effects(Given):
    """What each factor did to the whole from one period to the next.

    ``additive`` effects add up to the change, in its unit; ``multiplicative`` ones multiply to the ratio of the two
    amounts, and are blank where the whole is nothing or less.
    """

    from_period: Series[int]
    to_period: Series[int]
    factor: Series[str]
    additive: Series[float]
    multiplicative: Series[float] = pa.Field(nullable=True)


class Pair(Given):
    """An amount and what drives it, by period: emissions and GDP at constant prices, both positive."""

    period: Series[int]
    amount: Series[float] = pa.Field(gt=0, lt=math.inf)
    driver: Series[float] = pa.Field(gt=0, lt=math.inf)


class Decoupling(Rows):
    """Elasticity of the amount with the driver from one period to the next, and the state; blank at a standstill."""

    from_period: Series[int]
    to_period: Series[int]
    elasticity: Series[float] = pa.Field(nullable=True)
    state: Series[str] = pa.Field(isin=[*STATES])


class Yearly(Given):
    """One amount a year, without gaps."""

    year: Series[int]
    amount: Series[float] = pa.Field(gt=0, lt=math.inf)


class Trend(Rows):
    """Trend of a series: Kendall's tau and its two-sided probability, Sen's slope a year and its 95 % interval."""

    first_year: Series[int]
    last_year: Series[int]
    tau: Series[float]
    probability: Series[float]
    slope: Series[float]
    slope_low: Series[float]
    slope_high: Series[float]


class Peak(Rows):
    """The largest year of a series, how many years came after it, and what may be said of it."""

    peak_year: Series[int]
    peak_amount: Series[float]
    later_years: Series[int]
    drop: Series[float]
    drop_error: Series[float]
    state: Series[str] = pa.Field(isin=[*CLASSES])
