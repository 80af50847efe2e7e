from dataclasses import replace
from decimal import Decimal

import pytest

from assets.staged import load_corrections
from pipelines.reading import read_observations
from pipelines.reading.corrections import apply_corrections
from schemas.problems import Refusal, Refusals
from schemas.specs.corrections import Correction, Corrections
from schemas.specs.yaml import parse_yaml, validate
from tests.pipelines.reading.sheets import change, observed, raw_of, refused
from tests.pipelines.reading.toy import SPEC, toy

MATCH = (
    'match: {table: toy__table, region_code: "511725", period: "2024", sector_code: construction, fuel_code: raw_coal}'
)


def corrections(text: str, match: str = MATCH) -> list[Correction]:
    return validate(Corrections, parse_yaml(f"corrections:\n  - {match}\n    {text}\n", "c"), "c").corrections


OVERRIDE = 'action: override\n    value: "4"\n    expect: "40"\n    reason: 多印一个0'
MISPRINT = change(toy(), {"C8": 40})


def test_a_misprint_is_put_right_before_totals_are_checked() -> None:
    assert refused(read_observations, SPEC, raw_of(SPEC, MISPRINT), []) == [("E-SUM", "C5")]
    observations, _ = observed(SPEC, raw_of(SPEC, MISPRINT), corrections(OVERRIDE))
    (corrected,) = [o for o in observations if o.note]
    assert (corrected.cell, corrected.amount, corrected.printed_text) == ("C8", Decimal(4), "40")
    assert corrected.note == "更正：原印“40”；多印一个0"


def test_what_the_source_notes_stays_before_what_the_correction_says() -> None:
    misprinted, _ = observed(SPEC, raw_of(SPEC, toy()), [])
    noted = [replace(o, printed_text="40", note="含自备电厂") for o in misprinted if o.cell == "C8"]
    (corrected,) = apply_corrections("toy__table", noted, corrections(OVERRIDE))
    assert corrected.note == "含自备电厂；更正：原印“40”；多印一个0"


def test_a_value_may_be_scaled_or_dropped() -> None:
    scale = 'action: scale\n    value: "0.1"\n    expect: "40"\n    reason: 单位'
    observations, _ = observed(SPEC, raw_of(SPEC, MISPRINT), corrections(scale))
    assert [o.amount for o in observations if o.note] == [Decimal(4)]
    drop = 'action: drop\n    expect: "4"\n    reason: 无此项'
    assert len(observations) == 20
    found = refused(read_observations, SPEC, raw_of(SPEC, toy()), corrections(drop))
    assert found == [("E-SUM", "C5")]  # what is dropped is no part of the sum any more


def test_what_is_dropped_is_gone_and_all_others_stay() -> None:
    observations, _ = observed(SPEC, raw_of(SPEC, toy()), [])
    drop = 'action: drop\n    expect: "4"\n    reason: 无此项'
    left = apply_corrections("toy__table", observations, corrections(drop))
    assert left == [o for o in observations if o.cell != "C8"]
    assert len(left) == len(observations) - 1


def test_a_mark_is_no_number_to_be_scaled() -> None:
    observations, _ = observed(SPEC, raw_of(SPEC, change(toy(), {"C8": "x"})), [])
    scale = 'action: scale\n    value: "0.1"\n    expect: x\n    reason: 单位'
    with pytest.raises(Refusals) as caught:
        apply_corrections("toy__table", observations, corrections(scale))
    assert "“x”不是数" in caught.value.render()


def test_a_correction_fails_once_the_source_is_fixed() -> None:
    found = refused(read_observations, SPEC, raw_of(SPEC, toy()), corrections(OVERRIDE))
    assert found == [("E-CORRECTION", "C8")]


@pytest.mark.parametrize(
    ("old", "new"), [("raw_coal", "coke"), (", fuel_code: raw_coal", ""), ("construction", "trade")]
)
def test_a_correction_matches_exactly_one_observation(old: str, new: str) -> None:
    found = refused(read_observations, SPEC, raw_of(SPEC, toy()), corrections(OVERRIDE, MATCH.replace(old, new)))
    assert [code for code, _ in found] == ["E-CORRECTION"]


@pytest.mark.parametrize(("old", "new"), [("2024", "2023"), ("511725", "511724"), ("toy__table", "toy__other")])
def test_a_correction_of_another_table_region_or_year_does_not_concern_a_file(old: str, new: str) -> None:
    assert read_observations(SPEC, raw_of(SPEC, toy()), corrections(OVERRIDE, MATCH.replace(old, new)))


@pytest.mark.parametrize(
    "text",
    [
        'action: override\n    expect: "40"\n    reason: 无',
        'action: drop\n    value: "1"\n    expect: "40"\n    reason: 无',
        'action: override\n    value: "1"\n    reason: 无',
        'action: override\n    value: "1"\n    expect: "40"',
        'action: override\n    value: "1e3"\n    expect: "40"\n    reason: 无',
        'action: guess\n    value: "1"\n    expect: "40"\n    reason: 无',
    ],
)
def test_a_correction_says_action_value_expectation_and_reason(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        corrections(text)
    assert caught.value.code in {"E-SPEC", "E-YAML-TYPE"}


def test_the_shipped_corrections_can_be_read() -> None:
    assert isinstance(load_corrections(), list)
