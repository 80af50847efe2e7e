"""A total that was published otherwise is told beyond the limit, and nothing else is."""

from decimal import Decimal
from pathlib import Path

import pytest

from factors import read_rules
from pipelines.proof.moved import Moved, built_totals, moved_totals, published_totals
from tests.conftest import BuiltRelease
from tests.world import OFFICIAL, QUXIAN, SECOND

KEY = (OFFICIAL, QUXIAN, 2023)


@pytest.mark.parametrize("sign", [1, -1])
def test_five_percent_is_let_pass_and_more_is_told(sign: int) -> None:
    (rule,) = read_rules("recalculation")
    share = sign * Decimal(rule["moved_share"])
    before = {KEY: Decimal(4_000_000)}
    assert list(moved_totals(before, {KEY: before[KEY] * (1 + share)})) == []
    after = before[KEY] * (1 + share) + sign
    assert list(moved_totals(before, {KEY: after})) == [Moved(QUXIAN, 2023, before[KEY], after)]


@pytest.mark.parametrize("other", [(SECOND, QUXIAN, 2023), (OFFICIAL, "511724", 2023), (OFFICIAL, QUXIAN, 2024)])
def test_only_the_same_basis_region_and_year_are_compared(other: tuple[str, str, int]) -> None:
    assert list(moved_totals({other: Decimal(1)}, {KEY: Decimal(2)})) == []


def test_of_nothing_there_is_no_share() -> None:
    assert list(moved_totals({KEY: Decimal(0)}, {KEY: Decimal(2)})) == []


def test_it_is_said_by_how_much_in_both_languages() -> None:
    zh, en = Moved(QUXIAN, 2023, Decimal(4_000_000), Decimal(4_400_000)).told
    assert zh == "2023年渠县总排放由当前发布的 400.00 变为 440.00 万吨（+10.0%）：请核对改动的资料"
    assert en.endswith("the total was 400.00 in the current release and is 440.00 10⁴ t (+10.0%)")


def test_totals_are_those_of_the_release_and_of_the_lake_it_was_made_from(sample: BuiltRelease, tmp_path: Path) -> None:
    totals = published_totals(sample.data_dir)
    told = sample.rows(
        "select year, emissions_tco2e from marts.provincial_summary_official where line_code = 'total' order by year"
    )
    assert [(year, tonnes) for (_, _, year), tonnes in totals.items()] == [tuple(row.values()) for row in told]
    assert built_totals(sample.data_dir) == totals
    assert published_totals(tmp_path) == {}
