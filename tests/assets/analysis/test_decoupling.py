"""The eight states of Tapio, at and on both sides of each threshold."""

import math

import pandas as pd
import pytest

from assets.analysis.decoupling import decouple
from schemas.analysis import STATES

#: Elasticity, and the state it means in a growing and in a shrinking economy (Tapio 2005, figure 1).
STATES_AT = [
    (-0.5, "strong_decoupling", "strong_negative_decoupling"),
    (0.0, "weak_decoupling", "weak_negative_decoupling"),
    (0.79, "weak_decoupling", "weak_negative_decoupling"),
    (0.81, "expansive_coupling", "recessive_coupling"),
    (1.19, "expansive_coupling", "recessive_coupling"),
    (1.21, "expansive_negative_decoupling", "recessive_decoupling"),
]


def pair(elasticity: float, growth: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": [2020, 2025],
            "amount": [100.0, 100 * (1 + elasticity * growth)],
            "driver": [50.0, 50 * (1 + growth)],
        }
    )


@pytest.mark.parametrize(("elasticity", "growing", "shrinking"), STATES_AT)
def test_a_state_is_that_of_its_elasticity_and_of_growth(elasticity: float, growing: str, shrinking: str) -> None:
    for growth, state in ((0.1, growing), (-0.1, shrinking)):
        (found,) = decouple(pair(elasticity, growth)).itertuples()
        assert (found.from_period, found.to_period, found.state) == (2020, 2025, state)
        assert found.elasticity == pytest.approx(elasticity)


@pytest.mark.parametrize(
    ("driver", "amount", "state"),
    [
        (11, 9, "expansive_coupling"),  # 800 % to 1000 %
        (11, 13, "expansive_coupling"),  # 1200 % to 1000 %
        (0.5, 0.6, "recessive_coupling"),  # −40 % to −50 %
        (0.5, 0.4, "recessive_coupling"),  # −60 % to −50 %
    ],
)
def test_an_elasticity_of_just_a_threshold_is_coupling(driver: float, amount: float, state: str) -> None:
    (found,) = decouple(pd.DataFrame({"period": [0, 1], "amount": [1.0, amount], "driver": [1.0, driver]})).itertuples()
    assert found.elasticity in (0.8, 1.2)
    assert found.state == state


def test_every_state_has_a_chinese_name_and_can_be_reached() -> None:
    assert {state for _, *both in STATES_AT for state in both} | {"undefined"} == set(STATES)
    assert len({zh for zh, _ in STATES.values()}) == len(STATES)


@pytest.mark.parametrize(("growth", "is_standstill"), [(0.0009, True), (-0.0009, True), (0.0011, False)])
def test_an_economy_that_stands_still_says_nothing(growth: float, is_standstill: bool) -> None:
    (found,) = decouple(pair(2, growth)).itertuples()
    assert (found.state == "undefined", math.isnan(found.elasticity)) == (is_standstill, is_standstill)


def test_each_step_has_its_own_state_and_order_does_not_matter() -> None:
    series = pd.DataFrame(
        {"period": [2022, 2020, 2021], "amount": [101.0, 100.0, 104.0], "driver": [110.0, 100.0, 105.0]}
    )
    found = decouple(series)
    assert list(found["state"]) == ["expansive_coupling", "strong_decoupling"]
    assert list(found["from_period"]) == [2020, 2021]


def test_series_of_one_table_do_not_mix() -> None:
    both = pd.concat([pair(-0.5, 0.1).assign(series="a"), pair(1.3, 0.1).assign(series="b")])
    found = decouple(both)
    assert list(zip(found["series"], found["state"], strict=True)) == [
        ("a", "strong_decoupling"),
        ("b", "expansive_negative_decoupling"),
    ]


def test_a_period_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        decouple(pd.concat([pair(1, 0.1)] * 2))
