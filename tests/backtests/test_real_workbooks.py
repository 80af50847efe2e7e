"""What lies beside the checkout as its publishers wrote it: read right by a declaration, or refused with the reason."""

from pathlib import Path

import pytest

from pipelines.deliveries.judgement import judge
from pipelines.deliveries.readers import read_files
from schemas.problems import Refusal, Refusals
from tests.originals import BESIDE, original

BALANCES, PLANTS = "energy_balance_2007/", "power_plants/"

#: Figures of the balance that its own page prints, in the units of the English row.
PRINTED = {
    ("rural", "raw_coal"): ("488.91", "10kt"),
    ("agriculture", "diesel"): ("102.21", "10kt"),
    ("feedstock", "natural_gas"): ("36.1", "100m_m3"),
}

#: Tables of the country, of which nobody here reports; lists of plants that say neither year nor region, under a false
#: unit; lists of factors, codes and figures that are no table of a bureau.
REFUSED = {
    f"{BALANCES}4-1_china_energy_balance_standard_2007.xls": "E-TABLE-UNKNOWN",
    f"{BALANCES}5-3_final_energy_by_industrial_sector_2007.xls": "E-TABLE-UNKNOWN",
    f"{BALANCES}app4_coal_equivalent_coefficients.xls": "E-TABLE-UNKNOWN",
    f"{BALANCES}ceads_composite_factors.csv": "E-TABLE-UNKNOWN",
    f"{BALANCES}sichuan_2007_co2_published_by_ceads.csv": "E-TABLE-UNKNOWN",
    f"{PLANTS}2006_sichuan.xlsx": "E-TABLE-UNKNOWN",
    f"{PLANTS}2009_sichuan.xlsx": "E-TABLE-UNKNOWN",
    "area_codes_1981_2025.csv": "E-TABLE-UNKNOWN",
    "china_plants_dazhou_region.csv": "E-TABLE-UNKNOWN",
    "dazhou_area_codes.csv": "E-TABLE-UNKNOWN",
    "fujian_annual_totals_kwh.csv": "E-TABLE-UNKNOWN",
    "fujian_row_dictionary.csv": "E-TABLE-UNKNOWN",
    "quxian_observations.csv": "E-TABLE-UNKNOWN",
    "factors/recalled_values_found_in_efdb.csv": "E-TABLE-UNKNOWN",
    "factors/efdb_ipcc_2006_export.xlsx": "E-DIM",
}
READ = f"{BALANCES}6-23_sichuan_energy_balance_physical_2007.xls"


def told(path: Path) -> str:
    (sheets,) = read_files([(path, path.name)])
    try:
        if isinstance(sheets, Refusal):
            raise sheets
        judge(sheets, path.name)
    except (Refusal, Refusals) as problem:
        return problem.render()
    return ""


def test_every_workbook_and_export_there_is_named() -> None:
    if not BESIDE.is_dir():
        original("energy_balance_2007")
    there = {
        path.relative_to(BESIDE).as_posix() for path in BESIDE.rglob("*") if path.suffix in (".xls", ".xlsx", ".csv")
    }
    assert there == {READ, *REFUSED}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_declaration_knows_is_refused_with_a_remedy(name: str) -> None:
    said = told(original(name, "nothing stands for it"))
    assert said.startswith(f"{REFUSED[name]} 文件《{Path(name).name}》")
    assert "处理：" in said


def test_the_balance_is_read_as_it_is_printed() -> None:
    path = original(READ)
    (sheets,) = read_files([(path, path.name)])
    assert not isinstance(sheets, Refusal)
    (found,) = judge(sheets, path.name).values()
    rows = {(row.sector_code, row.fuel_code): row for row in found.observations.itertuples()}
    assert len(rows) == 22 * 33
    assert {key: (rows[key].printed_text, rows[key].unit_code) for key in PRINTED} == PRINTED
