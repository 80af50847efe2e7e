"""LMDI against published tables, closed forms and the identity that nothing is left over."""

import math

import numpy as np
import pandas as pd
import pytest
from pandera.errors import SchemaError

from assets.analysis.decomposition import chain, decompose, logarithmic_mean, multiplied

#: Tianjin, 10⁴ t of CO2 (ChinaXiv 201909.00049, table 1): effects of fuel mix, intensity, industry mix, GDP per head
#: and population, and the total.
TIANJIN = """\
2000-2001 -26.70 -418.61 -47.86 440.23 10.94 -42.00
2001-2002 -48.07 -86.98 -31.75 422.61 11.83 267.64
2002-2003 -95.82 -135.40 -30.47 321.23 7.40 66.94
2003-2004 141.01 -739.72 402.28 742.73 51.38 597.67
2004-2005 -22.74 -712.97 -35.51 723.08 87.81 39.66
2005-2006 62.49 -305.46 26.58 673.00 151.36 607.96
2006-2007 -22.87 -465.74 -85.04 834.50 203.33 464.17
2007-2008 -160.37 -898.49 8.50 1145.85 316.36 411.86
2008-2009 44.95 -25.92 -245.31 448.85 280.38 502.95
2009-2010 -206.47 -1524.72 -32.25 955.56 364.13 -443.74
2010-2011 -56.22 -588.47 -108.83 1061.91 273.31 581.71
2011-2012 -17.77 -80.61 -118.87 637.92 303.49 724.16
2012-2013 -128.17 -583.53 -155.42 507.60 308.09 -51.44
2013-2014 -102.13 -216.32 -228.02 458.65 226.72 138.89
2014-2015 -186.08 -16.81 -363.91 231.82 148.96 -186.02
2015-2016 -168.42 -5.66 -603.26 505.88 72.01 -199.45
"""
NAMES = ["fuel_mix", "intensity", "industry_mix", "gdp_per_head", "population"]


def product(*periods: dict[str, dict[str, float | None]]) -> pd.DataFrame:
    """Factors of parts, period by period."""
    rows = [
        (2020 + at, part, factor, math.nan if value is None else float(value))
        for at, parts in enumerate(periods)
        for part, factors in parts.items()
        for factor, value in factors.items()
    ]
    return pd.DataFrame(rows, columns=["period", "part", "factor", "value"])


def additive(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["factor"], table["additive"], strict=True))


def test_c14_the_published_effects_of_steps_add_up_to_those_of_the_whole() -> None:
    lines = [line.split() for line in TIANJIN.splitlines()]
    effects = pd.DataFrame(
        [
            (*map(int, years.split("-")), name, float(effect), math.nan)
            for years, *numbers in lines
            for name, effect in zip(NAMES, numbers, strict=False)
        ],
        columns=["from_period", "to_period", "factor", "additive", "multiplicative"],
    )
    whole = additive(chain(effects, 2000, 2016))
    published = dict(zip(NAMES, (-993.38, -6805.40, -1649.20, 10111.40, 2817.49), strict=True))
    assert whole == pytest.approx(published, abs=0.0601)
    assert sum(whole.values()) == pytest.approx(3480.97, abs=0.06)
    for years, *numbers in lines:
        assert sum(map(float, numbers[:5])) == pytest.approx(float(numbers[5]), abs=0.011), years


def test_the_effects_of_one_part_are_the_closed_form() -> None:
    """140 = 10 × 7 × 2 and 216 = 12 × 6 × 3: the mean is 76 / ln(216/140)."""
    found = decompose(
        product(
            {"all": {"activity": 10, "structure": 7, "intensity": 2}},
            {"all": {"activity": 12, "structure": 6, "intensity": 3}},
        )
    )
    mean = 76 / math.log(216 / 140)
    closed = {"activity": mean * math.log(1.2), "structure": mean * math.log(6 / 7), "intensity": mean * math.log(1.5)}
    assert additive(found) == pytest.approx(closed, rel=1e-12)
    assert list(found["multiplicative"]) == pytest.approx([1.2, 6 / 7, 1.5], rel=1e-12)


@pytest.mark.parametrize(("parts", "factors"), [(1, 2), (1, 5), (3, 3), (8, 4), (5, 6)])
def test_nothing_is_left_over_whatever_is_nothing(parts: int, factors: int) -> None:
    """Two hundred random steps each, a seventh of the factors nothing, some of the others beside them blank."""
    chance = np.random.default_rng(parts)
    values = chance.lognormal(0, 3, (201, parts, factors))
    values[chance.random(values.shape) < 0.15] = 0
    values[(chance.random(values.shape) > 0.8) & (values != 0) & (values == 0).any(axis=2, keepdims=True)] = math.nan
    found = decompose(
        product(
            *({f"p{i}": {f"f{k}": v for k, v in enumerate(row)} for i, row in enumerate(period)} for period in values)
        )
    )
    totals = np.nanprod(values, axis=2).sum(axis=1)
    sums = found.groupby("to_period")[["additive", "multiplicative"]].agg({"additive": "sum", "multiplicative": "prod"})
    scale = np.maximum(np.maximum(totals[1:], totals[:-1]), 1e-300)
    assert (sums["additive"] / scale).to_numpy() == pytest.approx(np.diff(totals) / scale, abs=1e-9)
    positive = (totals[1:] > 0) & (totals[:-1] > 0)
    assert sums["multiplicative"].to_numpy()[positive] == pytest.approx(
        totals[1:][positive] / totals[:-1][positive], rel=1e-9
    )


def test_what_comes_from_nothing_is_the_effect_of_the_factor_that_was_nothing() -> None:
    """A fuel that was not burnt before: its share makes the change, not the factor of a tonne of it."""
    found = decompose(
        product(
            {"gas": {"energy": 100, "share": 0, "factor": None}, "coal": {"energy": 100, "share": 1, "factor": 2}},
            {"gas": {"energy": 100, "share": 0.4, "factor": 1}, "coal": {"energy": 100, "share": 0.6, "factor": 2}},
        )
    )
    effects = additive(found)
    assert effects["share"] == pytest.approx(40 - 80)
    assert (effects["energy"], effects["factor"]) == (0, 0)


def test_what_takes_the_whole_place_of_another_makes_the_whole_change() -> None:
    """From coal alone, 100 × 1 × 2 = 200, to gas alone, 100 × 1 × 1: −200 and +100, all of it by the shares."""
    found = decompose(
        product(
            {"gas": {"energy": 100, "share": 0, "factor": 1}, "coal": {"energy": 100, "share": 1, "factor": 2}},
            {"gas": {"energy": 100, "share": 1, "factor": 1}, "coal": {"energy": 100, "share": 0, "factor": 2}},
        )
    )
    assert additive(found) == {"energy": 0, "share": pytest.approx(-100), "factor": 0}


def test_the_limit_is_that_of_ever_smaller_numbers() -> None:
    """The whole change is approached, slowly: with 10⁻³⁰⁰ instead of nothing within 1 % of it."""
    small = product(
        {"all": {"energy": 2, "share": 1e-300}},
        {"all": {"energy": 3, "share": 0.5}},
    )
    nothing = product({"all": {"energy": 2, "share": 0}}, {"all": {"energy": 3, "share": 0.5}})
    assert additive(decompose(small))["share"] == pytest.approx(additive(decompose(nothing))["share"], rel=0.01)


def test_amounts_below_nothing_and_through_it() -> None:
    """Electricity that is sold is negative; from bought to sold the trade makes the change."""
    sold = decompose(product({"all": {"trade": -10, "factor": 0.5}}, {"all": {"trade": -20, "factor": 0.4}}))
    assert sold["additive"].sum() == pytest.approx(-3)
    turned = decompose(product({"all": {"trade": 10, "factor": 0.5}}, {"all": {"trade": -20, "factor": 0.4}}))
    assert additive(turned) == {"trade": pytest.approx(-13), "factor": 0}
    assert turned["multiplicative"].isna().all()


def test_the_mean_of_nearly_the_same_is_exact() -> None:
    assert logarithmic_mean(np.array([1.0]), np.array([1.0])) == pytest.approx([1.0])
    assert logarithmic_mean(np.array([1 + 1e-12]), np.array([1.0])) == pytest.approx([1 + 5e-13], rel=1e-15)


def test_any_column_may_be_a_factor() -> None:
    table = pd.DataFrame({"year": [2021, 2020], "value": [3, 2], "factor": [6, 5]})
    found = decompose(multiplied(table, ["value", "factor"], period="year")).set_index("factor")
    assert found["additive"].sum() == pytest.approx(8)
    assert found.loc["value", "multiplicative"] == pytest.approx(1.5)


def test_what_is_no_product_is_refused() -> None:
    with pytest.raises(SchemaError, match="value"):  # would else have no effect at all
        decompose(product({"all": {"a": 1, "b": 2}}, {"all": {"a": float("inf"), "b": 2}}))
    with pytest.raises(ValueError, match="blank although"):
        decompose(product({"all": {"a": 1, "b": None}}, {"all": {"a": 1, "b": 1}}))
    with pytest.raises(ValueError, match=r"needs each factor.*2021"):  # the one that is not there, not the first
        decompose(product({"all": {"a": 1, "b": 2}}, {"all": {"a": 1}}))
    with pytest.raises(ValueError, match="no steps lead"):
        chain(decompose(product({"all": {"a": 1}}, {"all": {"a": 2}})), 2019, 2021)
    with pytest.raises(ValueError, match="stands twice"):
        decompose(pd.concat([product({"all": {"a": 1}})] * 2))


def test_effects_of_a_guide_add_up() -> None:
    """A simple guide to LMDI: 140 → 160 Mtoe, +50 of activity, −10 of structure, −20 of intensity."""
    guide = pd.DataFrame(
        {
            "from_period": 2000,
            "to_period": 2010,
            "factor": ["activity", "structure", "intensity"],
            "additive": [50, -10, -20],
            "multiplicative": math.nan,
        }
    )
    assert additive(chain(guide, 2000, 2010)) == {"activity": 50, "structure": -10, "intensity": -20}
    assert guide["additive"].sum() == 160 - 140


def test_a_table_of_somebody_else_is_taken_as_it_is() -> None:
    """Ang (2005) writes E = Q × S × I: columns of other names, whole numbers, one that nobody asked for."""
    table = pd.DataFrame(
        {
            "年份": [2000, 2010, 2000, 2010],
            "行业": ["工业", "工业", "服务业", "服务业"],
            "Q": [100, 150, 100, 150],
            "S": [0.8, 0.6, 0.2, 0.4],
            "I": [3, 2.5, 1, 1],
            "备注": "",
        }
    )
    effects = decompose(multiplied(table, ["Q", "S", "I"], period="年份", part="行业"))
    assert effects["additive"].sum() == pytest.approx((150 * 0.6 * 2.5 + 150 * 0.4) - (100 * 0.8 * 3 + 100 * 0.2))
    assert list(effects["factor"]) == ["Q", "S", "I"]


def test_series_of_one_table_do_not_mix() -> None:
    """Two counties, each with parts and periods of its own."""
    one = product({"a": {"x": 1, "y": 2}}, {"a": {"x": 2, "y": 2}})
    two = product({"b": {"x": 5, "y": 1}}, {"b": {"x": 5, "y": 4}}, {"b": {"x": 4, "y": 4}})
    both = pd.concat([one.assign(series="one"), two.assign(series="two")])
    found = decompose(both)
    for name, table in (("one", one), ("two", two)):
        alone = decompose(table)
        of_both = found[found["series"] == name].drop(columns="series").reset_index(drop=True)
        pd.testing.assert_frame_equal(of_both, alone)
    assert chain(found[found["series"] == "two"], 2020, 2022)["additive"].sum() == pytest.approx(16 - 5)


def test_a_gap_breaks_a_chain() -> None:
    steps = decompose(product({"all": {"a": 1}}, {"all": {"a": 2}}, {"all": {"a": 4}}, {"all": {"a": 3}}))
    assert chain(steps, 2020, 2023)["additive"].sum() == 2
    with pytest.raises(ValueError, match="no steps lead"):
        chain(steps[steps["from_period"] != 2021], 2020, 2023)
