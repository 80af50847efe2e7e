"""Values of farming and land: what is derived is what its note computes, and each subject has what its chains need."""

import re
from fractions import Fraction

import pytest

import factors
from schemas.specs.factor import FactorValue

VALUES = factors.load_factor_values()
#: `1÷0.489－1` or `0.42×28÷1000×365` at the beginning of a note, or in it after a colon.
FORMULA = re.compile(r"(?:^|：)(?P<formula>[0-9.]+(?:[×÷/－][0-9.]+)+)")
DERIVED = ("residue_ratio", "remaining_fraction", "nitrogen_content", "biomass_per_area", "biomass_slope")


def computed(formula: str) -> Fraction:
    """Products and quotients first, then differences, exactly."""
    total = Fraction(0)
    for index, term in enumerate(formula.split("－")):
        numbers = re.split("([×÷/])", term)
        value = Fraction(numbers[0])
        for operator, number in zip(numbers[1::2], numbers[2::2], strict=True):
            value = value * Fraction(number) if operator == "×" else value / Fraction(number)
        total = value if index == 0 else total - value
    return total


def with_formula() -> list[tuple[FactorValue, str]]:
    found = [(value, FORMULA.search(value.note)) for value in VALUES if value.property in DERIVED]
    return [(value, match["formula"]) for value, match in found if match]


def test_a_derived_value_is_what_its_note_computes() -> None:
    wrong = [
        (value.factor_id, formula)
        for value, formula in with_formula()
        if abs(Fraction(value.value) - computed(formula)) > Fraction(1, 10**11)
    ]
    assert wrong == []
    assert len(with_formula()) > 100


def test_the_formula_of_a_note_is_read_as_it_is_meant() -> None:
    assert computed("1÷0.5－1") == 1
    assert computed("1－0.15－0.20－0.159×28/44÷16") == Fraction("0.65") - Fraction("0.159") * 28 / 44 / 16


@pytest.mark.parametrize("edition", ["provincial_2011", "ipcc_2006"])
def test_every_animal_has_its_nitrogen_and_what_of_it_reaches_the_soil(edition: str) -> None:
    def subjects(name: str) -> set[str]:
        return {
            value.subject_code
            for value in VALUES
            if value.property == name and value.edition == edition and value.subject_code.startswith("livestock")
        }

    assert subjects("nitrogen_content") == subjects("remaining_fraction")
    assert len(subjects("nitrogen_content")) == 9
    assert subjects("enteric_emission_factor") == subjects("nitrogen_content") - {"livestock_stock_poultry"}


def test_rabbits_have_no_factor_since_the_guideline_does_not_list_them() -> None:
    assert not any("rabbit" in value.subject_code for value in VALUES)


def test_what_was_only_recalled_says_so() -> None:
    """Nobody read the guideline of 2011 on farming; what the IPCC printed was seen in copies, by its EF ID."""
    ours = [value for value in VALUES if value.subject_code.startswith(("livestock", "crop_output", "forest"))]
    assert {value.evidence for value in ours if value.source_id == "provincial_guideline_2011"} == {"recalled"}
    copied = [value for value in ours if value.source_id == "ipcc_2006_v4" and value.evidence == "secondary"]
    assert copied
    assert all("EFDB EF ID" in value.locator for value in copied)


def test_volume_and_area_of_a_species_belong_to_one_equation() -> None:
    equations = {
        name: {
            row.sector_code: row.locator[:-1] for row in VALUES if (row.property, row.subject_code) == (name, subject)
        }
        for name, subject in (("biomass_slope", "forest_survey_volume"), ("biomass_intercept", "forest_survey_area"))
    }
    assert equations["biomass_slope"] == equations["biomass_intercept"]
    assert len(equations["biomass_slope"]) == 9


@pytest.mark.parametrize("code", ["L.1.1", "L.1.5", "L.1.6"])
def test_both_readings_of_forest_growth_are_told_with_their_sources(code: str) -> None:
    """The table of the guideline was not seen: who reads a card must learn that there is another reading."""
    (card,) = [card for card in factors.load_categories() if card.code == code]
    assert {"national_forest_inventory", "hunan_forest_report"} <= set(card.sources)
    assert any("净生长率" in note and "总生长率" in note for note in card.notes)


def test_the_default_of_forest_growth_is_the_net_reading() -> None:
    rates = [value for value in factors.load_factor_values() if value.property == "growth_rate"]
    assert rates
    assert all("年均净生长" in value.locator for value in rates)
