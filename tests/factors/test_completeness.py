"""The files are complete: what an edition asks for has a value or a declared gap, nothing is left over."""

import re
from itertools import product
from pathlib import Path

import pytest

import factors
from schemas import codes, forms, vocabulary
from schemas.lists import read_list
from schemas.specs.category import OUTSIDE, ActivityTerm, Category
from schemas.specs.factor import Basis
from tests.factors.arithmetic import find
from tests.factors.arithmetic import product as multiplied
from tests.factors.coverage import FUELS, asked_of, missing_factors

VALUES = factors.load_factor_values()
GAPS = {gap.key() for gap in factors.load_gaps()}
CARDS = {card.code: card for card in factors.load_categories()}
BASES = factors.load_bases()


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.basis_id)
def test_whatever_an_edition_asks_for_has_a_value_or_a_declared_gap(basis: Basis) -> None:
    assert missing_factors(VALUES, GAPS, basis, CARDS.values()) == []


def test_a_value_that_is_taken_away_is_missed() -> None:
    (basis,) = [basis for basis in BASES if basis.basis_id == "ceads-ar5"]
    values = [value for value in VALUES if value.factor_id != "diesel.co2.ceads"]
    missed = missing_factors(values, GAPS, basis, CARDS.values())
    assert {asked.subject for asked in missed} == {"diesel"}


def test_every_gap_is_about_something_that_an_edition_asks_for() -> None:
    asked = {
        (basis.edition, asked.subject, asked.gas)
        for basis in BASES
        for card in CARDS.values()
        for asked in asked_of(basis, card)
    }
    assert {(edition, subject, gas) for edition, subject, _, gas in GAPS} <= asked


def test_every_fossil_fuel_has_the_whole_chain_of_the_provincial_edition() -> None:
    names = ("ncv", "carbon_content", "oxidation", "c_to_co2")
    for fuel in FUELS["fossil"]:
        chain = [find(VALUES, name, fuel, "industry", "", "provincial_2011") for name in names]
        assert None not in chain, fuel
        factor = float(multiplied(value for value in chain if value))  # t CO2 per t or m3
        low, high = (0.0002, 0.003) if chain[0] and chain[0].per_unit == "10k_m3" else (0.7, 4.0)
        assert low < factor < high, (fuel, factor)


def test_every_gas_of_every_set_has_one_potential_and_co2_is_1() -> None:
    potentials = {(row.gwp_set, row.gas): row.value for row in factors.load_gwps()}
    sets = {gwp_set for gwp_set, _ in potentials}
    assert {basis.gwp_set for basis in BASES} <= sets
    assert all(potentials[gwp_set, "CO2"] == 1 for gwp_set in sets)
    for basis in BASES:
        asked = {a.gas for card in CARDS.values() for a in card.asked_gases() if a.edition == basis.edition}
        assert all((basis.gwp_set, gas) in potentials for gas in asked), basis.basis_id
    assert {gas for _, gas in potentials} == set(codes.codes("gases"))


def test_the_edition_of_the_ipcc_can_be_weighed_with_every_report_since_the_fourth() -> None:
    """Its inventories were first submitted with AR4 (100 years: CH4 25, N2O 298), then with AR5."""
    bases = {basis.gwp_set: basis for basis in BASES if basis.edition == "ipcc_2006"}
    assert set(bases) == {"ar4", "ar5", "ar6"}
    assert {basis.fallback_edition for basis in bases.values()} == {"provincial_2011"}
    ar4 = {row.gas: (row.value, row.evidence) for row in factors.load_gwps() if row.gwp_set == "ar4"}
    assert (ar4["CH4"], ar4["N2O"], ar4["SF6"]) == ((25, "secondary"), (298, "secondary"), (22800, "secondary"))


def test_no_source_is_left_over() -> None:
    cited = {value.source_id for value in VALUES} | {row.source_id for row in factors.load_gwps()}
    cited |= {row.source_id for row in factors.load_price_bases()}
    cited |= {file.source for file, _ in factors.load_targets().targets()}
    lists = (factors.FOLDER / "rules").glob("*.csv")
    cited |= {row["source_id"] for path in lists for row in read_list(path) if "source_id" in row}
    cited |= {source for card in CARDS.values() for source in card.sources}
    rules = [row for path in (factors.FOLDER / "rules").glob("*.csv") for row in factors.read_rules(path.stem)]
    cited |= {row["source_id"] for row in rules if "source_id" in row}
    declared = {source.source_id for source in factors.load_sources()}
    assert declared - cited <= {"provincial_guideline_2025"}  # awaited; nobody has read it yet


def test_recalled_and_secondary_values_are_marked_as_such() -> None:
    originals = {value.source_id for value in VALUES if value.evidence == "original"}
    assert originals == {"energy_yearbook_2008", "stoichiometry"}


def test_cards_that_use_grid_factors_say_the_same_of_other_years_and_no_other_card_says_anything() -> None:
    said = {code: (card.other_years.carried, card.other_years.interpolated) for code, card in CARDS.items()}
    assert {code: years for code, years in said.items() if years != (0, 0)} == dict.fromkeys(
        ("S2.1", "S2.3", "S3.1"), (2, 5)
    )


def test_a_grid_factor_holds_in_its_own_year_only() -> None:
    grid = [value for value in VALUES if value.subject_code == "electricity" and value.property == "emission_factor"]
    assert all(value.valid_from == value.valid_to is not None for value in grid)
    assert {(value.region_code, value.valid_from) for value in grid} >= {
        (region, year) for region in ("510000", "500000", "grid_southwest", "100000") for year in (2021, 2022, 2023)
    }


def test_the_first_default_basis_is_the_official_one() -> None:
    assert [basis.basis_id for basis in BASES if basis.is_default] == [
        "provincial_2011-sar",
        "provincial_2011-ar5",
        "ipcc_2006-ar5",
        "provincial_2025-ar5",
    ]


def test_the_cards_of_the_first_milestone_are_there() -> None:
    assert {"A.1", "E.1.1", "E.2", "E.3.1", "E.4", "E.5.1", "E.6", "P.1", "S2.1"} <= set(CARDS)


@pytest.mark.parametrize("code", ["E.3.1", "E.3.2", "E.3.3", "E.3.4", "E.3.5", "M.1", "M.2"])
def test_the_guideline_of_2011_asks_for_every_gas_of_transport_and_bunkers(code: str) -> None:
    assert CARDS[code].gases["provincial_2011"] == ["CO2", "CH4", "N2O"]
    assert CARDS[code].borrowed == {"provincial_2011": ["CH4", "N2O"]}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_what_is_said_to_be_borrowed_has_no_value_of_its_own(card: Category) -> None:
    """When somebody has seen the values of the edition, the card must no longer call them borrowed."""
    for edition, gases in card.borrowed.items():
        for sector, fuel, gas in product(card.activity.sectors, FUELS["fossil"], gases):
            of_edition = [value for value in VALUES if value.edition == edition]
            for name in ("emission_factor", "emission_factor_per_energy"):
                assert find(of_edition, name, fuel, sector, gas, edition) is None


def test_no_two_cards_burn_the_same_carrier_in_one_sector() -> None:
    """Twice in the total would be double counting; a memo of the same fuel (M.3) is none."""
    burnt = [
        (sector, carrier)
        for card in CARDS.values()
        if card.in_total
        for sector in card.activity.sectors
        for carrier in card.activity.carriers
    ]
    assert len(set(burnt)) == len(burnt)


@pytest.mark.parametrize("code", ["E.8", "M.3"])
def test_biogenic_co2_is_asked_of_the_memo_only(code: str) -> None:
    gases = {asked.gas for asked in CARDS[code].asked_gases()}
    assert gases == ({"CO2"} if code == "M.3" else {"CH4", "N2O"})
    assert CARDS[code].in_total == (code == "E.8")
    assert CARDS[code].activity.sectors == CARDS["M.3"].activity.sectors


def test_memo_lines_and_only_they_stay_out_of_the_total() -> None:
    """Memo lines of the form, what the form has no line for because it is emitted elsewhere, and biogenic CO2."""
    memo = {row["line_code"] for row in forms.read_form("provincial_lines") if row["is_memo"] == "true"}
    for card in CARDS.values():
        stays_out = card.provincial_line in memo or card.parent in ("S2", "S3", "M")
        assert card.in_total != stays_out, card.code


def test_net_imported_electricity_is_use_less_generation_or_the_printed_balance() -> None:
    terms = list(CARDS["S2.1"].activity_terms())
    assert terms[:2] == [
        ActivityTerm(1, 1, "observation", "electricity_use", "whole_society", "", 1, 0, "", "", "electricity", ""),
        ActivityTerm(1, 2, "observation", "electricity_generation", "", "", -1, 0, "", "", "electricity", ""),
    ]
    assert [(term.sector_code, term.sign) for term in terms[2:]] == [
        ("inflow_domestic", 1),
        ("import", 1),
        ("outflow_domestic", 1),
        ("export", 1),
    ]
    assert {(term.term_set, term.fuel_code, term.activity_fuel_code) for term in terms[2:]} == {
        (2, "electricity", "electricity")
    }


def test_waste_burnt_for_power_stands_with_the_power_supplied_to_the_grid_in_the_gpc() -> None:
    """Whoever made the waste; the GPC leaves it out of BASIC, as the power stands in scope 2 of those who use it."""
    assert {reference for _, reference in CARDS["W.3.1"].gpc_references()} == {"I.4.4"}
    assert {reference for _, reference in CARDS["W.3"].gpc_references()} == {"III.3.1"}


def test_each_kind_of_rice_is_an_activity_of_its_own() -> None:
    terms = list(CARDS["A.1"].activity_terms())
    assert [term.activity_item_code for term in terms] == [term.item_code for term in terms]
    # winter-flooded paddies twice: a factor of their own in the guideline, an addition before the season with the IPCC
    assert len({(term.activity_item_code, term.activity_sector_code) for term in terms}) == len(terms) == 5


def test_ceads_knows_neither_power_nor_industry() -> None:
    asked = {
        (code, asked.sector_code)
        for code, card in CARDS.items()
        for asked in card.asked_gases()
        if asked.edition == "ceads" and asked.method != OUTSIDE
    }
    assert asked == {
        ("E.2", "construction"),
        ("E.3.1", "road"),
        ("E.3.2", "railway"),
        ("E.3.3", "waterway"),
        ("E.3.4", "aviation"),
        ("E.3.5", "pipeline_transport"),
        ("E.4", "trade"),
        ("E.4", "other_services"),
        ("E.5.1", "urban"),
        ("E.5.2", "rural"),
        ("E.6", "agriculture"),
    }


def test_loading_is_deterministic() -> None:
    assert factors.load_factor_values() == VALUES
    assert [card.code for card in factors.load_categories()] == list(CARDS)


ROOT = Path(__file__).parents[2]
READ_BY_PEOPLE = [
    path
    for folder, kind in (("factors", "*.csv"), ("factors", "*.yaml"), ("schemas", "*.csv"), ("assets", "*.html"))
    for path in (ROOT / folder).rglob(kind)
]


@pytest.mark.parametrize("path", READ_BY_PEOPLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_waits_for_its_document_is_said_so_and_not_called_remembered(path: Path) -> None:
    assert not re.findall("忆得|凭记忆|未读原文", path.read_text(encoding="utf-8"))


def test_the_word_for_what_was_not_read_says_what_to_do() -> None:
    assert vocabulary.EVIDENCE["recalled"] == ("待核对原文", "to be checked against the document")
