"""What is refused in hand-written factor files, each beside a form of it that passes."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import factors
from schemas.problems import Refusal, Refusals

LOADERS: tuple[Callable[[Path], object], ...] = (
    factors.load_sources,
    factors.load_factor_values,
    factors.load_gwps,
    factors.load_bases,
    factors.load_price_bases,
    factors.load_gaps,
    factors.load_categories,
    factors.load_targets,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real folder, to be spoilt."""
    copy = tmp_path / "factors"
    shutil.copytree(factors.FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def load_all(folder: Path) -> None:
    for load in LOADERS:
        load(folder)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def edit(folder: Path, table: str, key: str, **cells: str) -> int:
    """Change cells of the row whose first cell is `key`; return its line."""
    path = folder / "tables" / table
    rows = read(path)
    line = next(i for i, row in enumerate(rows) if row[0] == key)
    for name, value in cells.items():
        rows[line][rows[0].index(name)] = value
    write(path, rows)
    return line + 1


def append(folder: Path, table: str, like: str, **cells: str) -> None:
    """Add a row that is like another one but for some cells."""
    path = folder / "tables" / table
    rows = read(path)
    row = list(next(row for row in rows if row[0] == like))
    for name, value in cells.items():
        row[rows[0].index(name)] = value
    write(path, [*rows, row])


def refusals_of(folder: Path) -> list[Refusal]:
    try:
        load_all(folder)
    except Refusal as refusal:
        return [refusal]
    except Refusals as several:
        return several.refusals
    pytest.fail("nothing was refused")


def test_the_delivered_files_pass(folder: Path) -> None:
    load_all(folder)


DIESEL = "diesel.ncv.provincial_2011"


@pytest.mark.parametrize(
    ("cells", "field", "remedy"),
    [
        ({"source_id": ""}, "source_id", "sources.yaml"),
        ({"locator": ""}, "locator", "写明表号或页码"),
        ({"locator": "  "}, "locator", "写明表号或页码"),
        ({"unit": ""}, "unit", "写计量单位"),
        ({"evidence": ""}, "evidence", "original"),
        ({"evidence": "verified"}, "evidence", "schemas/vocabulary.py"),
        ({"property": ""}, "property", "写性质"),
        ({"property": "heat"}, "property", "schemas/codes/properties.csv"),
        ({"source_id": "hearsay"}, "source_id", "sources.yaml"),
        ({"unit": "btu"}, "unit", "units.csv"),
        ({"per_unit": "bbl"}, "per_unit", "units.csv"),
        ({"subject_code": "peat"}, "subject_code", "fuels.csv, items.csv"),
        ({"sector_code": "mining"}, "sector_code", "sectors.csv"),
        ({"region_code": "999999"}, "region_code", "regions.csv"),
        ({"gas": "CFC11"}, "gas", "gases.csv"),
        ({"edition": "provincial_2012"}, "edition", "schemas/codes/editions.csv"),
        ({"factor_id": "Diesel NCV"}, "factor_id", "thing.property.basis"),
        ({"valid_from": "2005年"}, "valid_from", "四位年份"),
        ({"valid_from": "2010", "valid_to": "2005"}, "valid_from > valid_to", "核对有效期"),
        ({"lower": "50"}, "lower 50 > value 42.652", "核对上下限"),
        ({"upper": "40"}, "upper 40 < value 42.652", "核对上下限"),
        ({"distribution": "lognormal"}, "distribution", "上下限"),
        ({"distribution": "beta", "lower": "42", "upper": "43"}, "distribution", "登记"),
        ({"unit": "t"}, "unit t", "energy"),
        ({"per_unit": ""}, "per_unit", "mass"),
        ({"per_unit": "10k_m3"}, "per_unit 10k_m3", "不是 diesel 的计量方式"),
        ({"gas": "CO2"}, "gas “CO2”", "只有排放因子"),
        ({"subject_code": ""}, "subject_code", "通用值"),
    ],
    ids=str,
)
def test_a_factor_row_is_refused_with_file_row_field_and_remedy(
    folder: Path, cells: dict[str, str], field: str, remedy: str
) -> None:
    line = edit(folder, "fuels.csv", DIESEL, **cells)
    refusals = refusals_of(folder)
    assert {refusal.code for refusal in refusals} == {"E-FACTOR"}
    texts = [refusal.render() for refusal in refusals]
    assert all("tables/fuels.csv" in text and f"第 {line} 行" in text for text in texts)
    assert any(field in text and remedy in text for text in texts), texts


@pytest.mark.parametrize(
    "value",
    [
        "",
        "4.2652e1",
        "42,652",
        "42 652",
        "+42.652",
        ".5",
        "42.",
        "042",
        "４２",
        "0x2a",
        "1_000",
        "NaN",
        "42.652\n",
    ],
)
def test_a_value_that_is_no_plain_decimal_is_refused(folder: Path, value: str) -> None:
    edit(folder, "fuels.csv", DIESEL, value=value)
    (refusal,) = refusals_of(folder)
    assert refusal.code == "E-FACTOR"
    assert "value" in refusal.render()
    assert "普通小数" in refusal.render()


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "42.6520"},
        {"value": "43"},
        {"lower": "42.652", "upper": "42.652", "distribution": "uniform"},
        {"lower": "41.4", "upper": "43.3", "distribution": "lognormal"},
        {"per_unit": "kg", "value": "0.042652"},
        {"valid_from": "", "valid_to": ""},
        {"valid_from": "2005", "valid_to": "2005"},
        {"region_code": "511725"},
        {"region_code": "grid_southwest"},
        {"sector_code": "agriculture"},
        {"evidence": "recalled"},
    ],
    ids=str,
)
def test_a_proper_factor_row_passes(folder: Path, cells: dict[str, str]) -> None:
    edit(folder, "fuels.csv", DIESEL, **cells)
    load_all(folder)


def test_the_printed_digits_are_kept(folder: Path) -> None:
    edit(folder, "fuels.csv", DIESEL, value="42.6520")
    (value,) = (v for v in factors.load_factor_values(folder) if v.factor_id == DIESEL)
    assert str(value.value) == "42.6520"


def test_an_emission_factor_without_a_gas_is_refused(folder: Path) -> None:
    edit(folder, "ceads.csv", "diesel.co2.ceads", gas="")
    assert "排放因子" in refusals_of(folder)[0].render()


@pytest.mark.parametrize("value", ["0", "1.01", "-0.5", "98"])
def test_an_oxidised_fraction_outside_0_to_1_is_refused(folder: Path, value: str) -> None:
    edit(folder, "fuels.csv", "diesel.oxidation.provincial_2011", value=value)
    assert "氧化率" in refusals_of(folder)[0].render()


@pytest.mark.parametrize("value", ["0", "3.666666666666666667"])
def test_a_removal_that_is_not_negative_is_refused(folder: Path, value: str) -> None:
    edit(folder, "stoichiometry.csv", "c_to_co2_removed.stoichiometry", value=value)
    assert "吸收二氧化碳的系数应为负" in refusals_of(folder)[0].render()


def test_every_wrong_field_is_told_at_once(folder: Path) -> None:
    edit(folder, "fuels.csv", DIESEL, source_id="", locator="", unit="")
    edit(folder, "fuels.csv", "coke.ncv.provincial_2011", evidence="")
    assert len(refusals_of(folder)) == 4


def test_a_factor_id_that_stands_twice_is_refused_across_files(folder: Path) -> None:
    append(folder, "clinker.csv", "clinker.co2.ipcc_2006", factor_id=DIESEL, region_code="510000")
    (refusal,) = refusals_of(folder)
    assert refusal.code == "E-FACTOR"
    assert DIESEL in refusal.render()
    assert "重复" in refusal.render()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2005", ""), ("2020", "")),
        (("", "2010"), ("2010", "")),
        (("", ""), ("2015", "2016")),
        (("2011", "2012"), ("2012", "2013")),
    ],
)
def test_overlapping_validity_is_refused(folder: Path, first: tuple[str, str], second: tuple[str, str]) -> None:
    edit(folder, "fuels.csv", DIESEL, valid_from=first[0], valid_to=first[1])
    append(folder, "fuels.csv", DIESEL, factor_id="diesel.ncv.new", valid_from=second[0], valid_to=second[1])
    (refusal,) = refusals_of(folder)
    assert refusal.code == "E-FACTOR-OVERLAP"
    assert DIESEL in refusal.render()
    assert "diesel.ncv.new" in refusal.render()


@pytest.mark.parametrize(
    "cells",
    [
        {"valid_from": "2020", "valid_to": ""},
        {"sector_code": "agriculture"},
        {"edition": "ceads"},
        {"region_code": "510000"},
        {"subject_code": "fuel_oil", "edition": "ceads"},
    ],
    ids=str,
)
def test_values_of_different_years_or_things_do_not_overlap(folder: Path, cells: dict[str, str]) -> None:
    edit(folder, "fuels.csv", DIESEL, valid_to="2019")
    append(folder, "fuels.csv", DIESEL, factor_id="diesel.ncv.new", **cells)
    load_all(folder)


@pytest.mark.parametrize(
    ("source_id", "evidence", "passes"),
    [
        ("provincial_guideline_2011", "original", False),
        ("provincial_guideline_2011", "secondary", True),
        ("provincial_guideline_2025", "secondary", True),
        ("vehicle_inventory_guide", "secondary", False),
        ("vehicle_inventory_guide", "recalled", True),
        ("energy_yearbook_2008", "original", True),
    ],
)
def test_no_evidence_is_better_than_the_reading(folder: Path, source_id: str, evidence: str, passes: bool) -> None:
    edit(folder, "fuels.csv", DIESEL, source_id=source_id, evidence=evidence)
    if passes:
        load_all(folder)
    else:
        (refusal,) = refusals_of(folder)
        assert refusal.code == "E-FACTOR"
        assert "阅读情况" in refusal.render()


def test_a_wrong_header_is_refused(folder: Path) -> None:
    path = folder / "tables" / "fuels.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("locator", "page", 1), encoding="utf-8")
    (refusal,) = refusals_of(folder)
    assert refusal.place.line == 1
    assert "locator" in refusal.render()


def test_a_row_of_wrong_length_is_refused(folder: Path) -> None:
    path = folder / "tables" / "fuels.csv"
    path.write_text(path.read_text(encoding="utf-8") + "diesel.ncv.new,diesel\n", encoding="utf-8")
    (refusal,) = refusals_of(folder)
    assert "加引号" in refusal.render()


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"value": "0"}, "大于 0"),
        ({"value": "2.1e1"}, "普通小数"),
        ({"gas": ""}, "写气体"),
        ({"gas": "N2O"}, "重复"),
        ({"gwp_set": "ar7"}, "schemas/vocabulary.py"),
        ({"locator": ""}, "写明表号或页码"),
        ({"source_id": "hearsay"}, "sources.yaml"),
        ({"evidence": "original"}, "阅读情况"),
    ],
    ids=str,
)
def test_a_wrong_gwp_is_refused(folder: Path, cells: dict[str, str], remedy: str) -> None:
    edit(folder, "gwp.csv", "gwp.sar.ch4", **cells)
    assert any(remedy in refusal.render() for refusal in refusals_of(folder))


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"edition": "ceads"}, "ceads-sar"),
        ({"gwp_set": "ar5"}, "provincial_2011-ar5"),
        ({"fallback_edition": "provincial_2011"}, "不能借用自己"),
        ({"fallback_edition": "ipcc_1996"}, "schemas/codes/editions.csv"),
        ({"grid_factor_policy": "county"}, "schemas/vocabulary.py"),
        ({"factor_year_policy": "sometimes"}, "schemas/vocabulary.py"),
        ({"factor_year_policy": ""}, "写缺年因子口径"),
        ({"export_rule": "half"}, "own_mix"),
        ({"is_default": "yes"}, "boolean"),
    ],
    ids=str,
)
def test_a_wrong_basis_is_refused(folder: Path, cells: dict[str, str], remedy: str) -> None:
    edit(folder, "bases.csv", "provincial_2011-sar", **cells)
    assert remedy in refusals_of(folder)[0].render()


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ({"price_base_year": "20"}, "price_base_year"),
        ({"price_base_year": "2015"}, "重复"),
        ({"holds_grid_factor": "yes"}, "boolean"),
        ({"locator": ""}, "写明表号或页码"),
        ({"source_id": "hearsay"}, "sources.yaml"),
        ({"evidence": "secondary"}, "阅读情况"),
    ],
    ids=str,
)
def test_a_wrong_price_base_is_refused(folder: Path, cells: dict[str, str], remedy: str) -> None:
    edit(folder, "price_bases.csv", "2020", **cells)
    assert any(remedy in refusal.render() for refusal in refusals_of(folder))


def test_a_further_price_base_is_a_row(folder: Path) -> None:
    append(folder, "price_bases.csv", "2025", price_base_year="2030")
    assert factors.load_price_bases(folder)[-1].price_base_year == 2030


def test_a_basis_that_stands_twice_is_refused(folder: Path) -> None:
    append(folder, "bases.csv", "ceads-ar5")
    assert "重复" in refusals_of(folder)[0].render()


def test_bases_without_a_default_are_refused(folder: Path) -> None:
    for basis in factors.load_bases():
        edit(folder, "bases.csv", basis.basis_id, is_default="false")
    assert "缺省口径" in refusals_of(folder)[0].render()


def test_a_gap_for_which_a_value_stands_is_refused(folder: Path) -> None:
    append(folder, "gaps.csv", "ceads", subject_code="diesel")
    assert "已有系数" in refusals_of(folder)[0].render()


def test_a_gap_without_a_reason_is_refused(folder: Path) -> None:
    append(folder, "gaps.csv", "ceads", gas="CH4", reason_zh="")
    assert "写原因" in refusals_of(folder)[0].render()


def test_a_new_gap_passes(folder: Path) -> None:
    append(folder, "gaps.csv", "ceads", gas="CH4")
    load_all(folder)


CARD = "E.2_industry_and_construction.yaml"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ceads_provincial, gpc]", "hearsay]", "hearsay"),
        ("sectors: [industry, construction]", "sectors: [industry, mining]", "mining"),
        ("ceads: [industry] ", "ceads: [transport] ", "transport"),
        ("  ceads: [CO2]\n", "", "ceads"),
        ("ceads: [CO2]", "ceads: [CFC11]", "CFC11"),
        ("ceads: [CO2]", "icleis: [CO2]", "icleis"),
        ("use: energy_use", "use: gut_feeling", "energy_use"),
        ("method: multiply", "method: divide", "schemas/vocabulary.py"),
        ("provincial_line: energy.fossil", "provincial_line: fossil", "provincial_lines.csv"),
        ("code: E.2", "code: E.99", "E.99_"),
        ("code: E.2", "code: e2", "reads like"),
        ("in_total: true", "in_total: maybe", "in_total"),
        ("department: 县统计局", "office: 县统计局", "department"),
        ("splicing:", "splicing_rule:", "splicing"),
        ("  use: energy_use\n", "", "term_sets"),
        ("method: multiply", "method: multiply\nother_years: {carried: -1}", "other_years.carried"),
        ("method: multiply", "method: multiply\nother_years: {carried: 11}", "other_years.carried"),
        ("method: multiply", "method: multiply\nother_years: {interpolated: some}", "other_years.interpolated"),
        ("method: multiply", "method: multiply\nother_years: {guessed: 1}", "other_years.guessed"),
    ],
)
def test_a_wrong_card_is_refused(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "categories" / CARD
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refusals = refusals_of(folder)
    assert {refusal.code for refusal in refusals} == {"E-SPEC"}
    assert all(CARD in refusal.render() for refusal in refusals)
    assert any(told in refusal.render() for refusal in refusals), refusals[0].render()


def test_a_category_with_two_cards_is_refused(folder: Path) -> None:
    cards = folder / "categories"
    shutil.copy(cards / CARD, cards / "E.2_again.yaml")
    assert "已有一张卡片" in refusals_of(folder)[0].render()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ceads: [industry] ", "ceads: [industry, construction] "),
        ("ipcc_2006: [CO2, CH4, N2O]", "ipcc_2006: [CO2]"),
        ("in_total: true", "in_total: false"),
        ("method: multiply", "method: multiply\nother_years: {carried: 1}"),
        ("method: multiply", "method: multiply\nother_years: {carried: 0, interpolated: 10}"),
    ],
)
def test_a_proper_card_passes(folder: Path, old: str, new: str) -> None:
    path = folder / "categories" / CARD
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    load_all(folder)


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("source_id: gpc", "source_id: ipcc_sar", "E-FACTOR", "ipcc_sar"),
        ("source_id: gpc", "source_id: GPC 2021", "E-SPEC", "lower-case"),
        ("    kind: constant\n", "", "E-SPEC", "kind"),
        ("kind: constant", "kind: rumour", "E-SPEC", "kind"),
        ("read: original", "read: skimmed", "E-SPEC", "read"),
        ("year: 2006", "year: 6", "E-SPEC", "year"),
        ("licence_note: 常数", 'licence_note: ""', "E-SPEC", "licence_note"),
    ],
)
def test_a_wrong_source_is_refused(folder: Path, old: str, new: str, code: str, told: str) -> None:
    path = folder / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    refusal = refusals_of(folder)[0]
    assert refusal.code == code
    assert told in refusal.render()
