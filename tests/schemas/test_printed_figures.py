"""What a declaration says of each figure that its table prints, and codes by which figures are named."""

import pytest

from assets.raw import load_printed_tables
from schemas.specs.printed_table import meaning_of


def test_a_figure_has_the_labels_of_its_row_and_column() -> None:
    (layout,) = load_printed_tables()["industry__energy_consumption"].layouts
    figures = {figure.label: figure for figure in layout.figures()}
    assert figures["原煤，购进量"].key == ("industry_energy_purchase", "industry", "raw_coal")
    assert not any("代码" in label or "折标系数" in label for label in figures)


def test_years_are_no_part_of_a_label_and_months_are_known() -> None:
    tables = load_printed_tables()
    population = [figure.label for figure in tables["yearbook__population"].layouts[0].figures()]
    assert population == ["年末户籍人口", "年末常住人口", "城镇人口"]
    assert all(figure.is_monthly for figure in tables["grid__electricity_by_sector"].layouts[0].figures())


def test_a_table_by_codes_has_no_figures_of_its_own() -> None:
    assert list(load_printed_tables()["departments__form"].layouts[0].figures()) == []


def test_every_figure_is_what_its_code_says() -> None:
    for spec in load_printed_tables().values():
        for layout in spec.layouts:
            for figure in layout.figures():
                meaning = meaning_of(figure.code)
                assert meaning
                assert (meaning.item_code, meaning.sector_code or "", meaning.fuel_code or "") == figure.key
                assert (bool(meaning.is_total), bool(meaning.is_signed)) == (figure.is_total, figure.is_signed)


@pytest.mark.parametrize("code", ["", "gdp", "gdp|", "gdp||", "gdp|||total", "gdp_growth|||signed|total"])
def test_a_code_is_read(code: str) -> None:
    assert (meaning_of(code) is not None) == (code.count("|") >= 2)


@pytest.mark.parametrize("code", ["gpd||", "gdp|town|", "gdp||wood2", "gdp|||big", "|urban|raw_coal", "gdp||||"])
def test_a_code_of_no_list_is_none(code: str) -> None:
    assert meaning_of(code) is None
