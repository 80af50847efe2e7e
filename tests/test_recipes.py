"""Adding things costs what the architecture says: a printed table is one YAML, a mart one SQL, contract and lineage.

The recipes are applied to a copy of the tree, as an engineer would, and the copy is run.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from tests.deliveries import GAS, ROOT, with_cells

TABLE = """\
title_zh: 主要建材产品产量
title_en: Output of building materials
description: 县经济和信息化局的建材产品产量，逐年加长。
department: 县经济和信息化局
document: 建材行业年度统计
deliver: edition
vintage: final

layouts:
  - title: '(?P<region>.+?)主要建材产品产量'
    header: {anchor: [年份, 岩棉]}

    columns:
      年份: {role: label}
      岩棉: {item_code: rock_wool_output}
      石膏板: {skip: 与温室气体清单无关}

    rows:
      各年: {match: '(?P<year>\\d{4})年?', is_complete: true}

    missing: {'—': zero_or_none, '': blank}
"""

CARD = """\
code: P.14
title_zh: 岩棉生产过程
title_en: Rock wool production
parent: P
provincial_line: ippu.other
ipcc_2006: 2.A.5
gpc: [{reference: IV.1}]
in_total: true

summary_zh: 原料煅烧成岩棉时分解放出的二氧化碳。
summary_en: CO2 from carbonates burnt to rock wool.

method: multiply
equation_zh: 二氧化碳＝岩棉产量 × 排放因子。
equation_en: CO2 = rock wool output × emission factor.

activity:
  term_sets:
    - title_zh: 岩棉产量
      terms:
        - {item: rock_wool_output}

gases:
  provincial_2011: [CO2]

includes: [全部岩棉窑]
excludes: [窑内燃料燃烧（E.2）]

department: 县经济和信息化局
data_zh: 各岩棉企业产量。
splicing: 缺年不补。
sources: [provincial_guideline_2011]
notes: [测试用。]
"""

ITEM = "rock_wool_output,岩棉产量,Rock wool output,mass,sum\n"
OTHER_ITEM = "glass_wool_output,玻璃棉产量,Glass wool output,mass,sum\n"
FACTOR = (
    "rock_wool.co2.provincial_2011,rock_wool_output,emission_factor,,0.683,t,t,CO2,,2005,,provincial_2011,,,,"
    "provincial_guideline_2011,表2.4,recalled,\n"
)
#: A zone that is kept apart has no official code: one is declared.
COUNTY = "511799,达州高新区,达州高新,Dazhou High-tech Zone,county,511700,2018,,511703\n"

MART = """\
select basis_id, region_code, year, 'rock_wool_output' as item_code, emissions_t as co2_t, notation_key
from marts.county_inventory
where category_code = 'P.14' and gas = 'CO2'
"""
MART_LINEAGE = """\
select
    materials_co2.*,
    'part' as role,
    'marts.county_inventory' as parent_table,
    county_inventory_id(basis_id, region_code, year, 'P.14', 'CO2') as parent_id,
    co2_t::double as value_used
from marts.materials_co2
"""
MART_CONTRACT = """\
from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class MaterialsCo2(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    item_code: Text = columns.item_code(optional=False)
    co2_t: Exact = columns.tonnes("二氧化碳", "CO2", "notation_key")
    notation_key: Text = columns.notation_key()

    class Config:
        title = "建材的二氧化碳"
        description = "CO2 of building materials"
        unique = ["basis_id", "region_code", "year", "item_code"]
"""
#: It finds whatever there is: a rule that nothing breaks would prove nothing.
CHECK = """\
-- severity: note
-- title_zh: 建材排放须逐厂核对
-- title_en: emissions of building materials are compared plant by plant
select '' as file, '' as sheet, '' as cell, concat_ws(' ', region_code, year, basis_id) as label
from marts.materials_co2
where co2_t > 0
"""
CHECK_CODE = (
    "H-MATERIALS,{label}的建材排放须逐厂核对。,Compare {label} plant by plant.,逐厂核对。,Compare plant by plant.\n"
)

#: Another country's guideline: its own edition, unit and potential; what it lacks it borrows from nobody.
EDITION = "elsewhere,别国清单指南,The guideline of another country\n"
EDITION_FACTOR = (
    "rock_wool.co2.elsewhere,rock_wool_output,emission_factor,,600,kg,t,CO2,,,,elsewhere,,,,"
    "provincial_guideline_2011,表2.4,recalled,\n"
)
BASIS = "elsewhere-ar4,elsewhere,,ar4,national,estimated,grid_factor,calorific,waste,false,别国指南，AR4增温潜势\n"


class Tree:
    """A copy of what git would hold, which recipes change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        program = ("assets/", "factors/", "pipelines/", "qingdan.py", "schemas/")
        for name in filter(None, names):
            if name.startswith(program) and (ROOT / name).exists():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes((ROOT / name).read_bytes())
        self.touched: set[str] = set()

    def write(self, name: str, text: str) -> None:
        assert not (self.root / name).exists(), f"{name} is there already: take another example"
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")
        self.touched.add(name)

    def append(self, name: str, row: str) -> None:
        with (self.root / name).open("a", encoding="utf-8", newline="") as file:
            file.write(row)
        self.touched.add(name)

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(name)

    def run(self, *arguments: object) -> str:
        done = self.tried(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, program: str) -> str:
        done = self._started(program)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tried(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return self._started("from pipelines.cli import main; main()", *arguments)

    def _started(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(self.root)}
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The recipes, one after the other, and the release that comes of them; what each of them touched."""
    folder = tmp_path_factory.mktemp("recipes")
    tree, touched = Tree(folder / "tree"), {}

    book = openpyxl.load_workbook(GAS)
    sheet = book.create_sheet("建材")
    for row in (
        ["渠县主要建材产品产量"],
        ["单位：万吨"],
        ["年份", "岩棉", "石膏板"],
        ["2022年", 3.2, 1],
        ["2023年", "—", 2],
    ):
        sheet.append(row)
    book.save(folder / "渠县供气量和建材.xlsx")
    book.close()
    data = folder / "data"
    before = tree.run("register", folder / "渠县供气量和建材.xlsx", "--data", data)

    tree.write("assets/raw/bureau__building_materials.yaml", TABLE)
    tree.append("schemas/codes/items.csv", ITEM)
    touched["table"], tree.touched = tree.touched, set()

    tree.write("factors/categories/P.14_rock_wool.yaml", CARD)
    tree.append("factors/tables/clinker.csv", FACTOR)
    touched["category"], tree.touched = tree.touched, set()

    tree.append("schemas/codes/editions.csv", EDITION)
    tree.append("factors/tables/clinker.csv", EDITION_FACTOR)
    tree.append("factors/tables/bases.csv", BASIS)
    tree.replace("factors/categories/P.14_rock_wool.yaml", "gases:\n", "gases:\n  elsewhere: [CO2]\n")
    touched["edition"], tree.touched = tree.touched, set()

    tree.write("assets/marts/materials_co2.sql", MART)
    tree.write("schemas/marts/materials_co2.py", MART_CONTRACT)
    tree.write("assets/marts/materials_co2.lineage.sql", MART_LINEAGE)
    touched["mart"], tree.touched = tree.touched, set()

    tree.write("schemas/checks/marts/materials_co2/H-MATERIALS.sql", CHECK)
    tree.append("schemas/codes/problems.csv", CHECK_CODE)
    touched["check"], tree.touched = tree.touched, set()

    tree.append("schemas/codes/regions.csv", COUNTY)
    touched["county"], tree.touched = tree.touched, set()

    gas = with_cells(
        GAS, folder / "gas", "供气量", {"A1": "达州高新区天然气公司分类供气量"}, name="达州高新区供气量.xlsx"
    )

    tree.run("register", gas, "--allow-region", "511799", "--data", data)
    bases = ("--basis", "provincial_2011-sar", "--basis", "elsewhere-ar4")
    tree.run("run", "--data", data, "--years", "2022-2023", *bases)
    built = {}
    old, new = "逐厂核对。,Compare plant by plant.", "逐厂核对产量。,Compare plant by plant."
    tree.replace("schemas/codes/problems.csv", old, new)
    built["remark"] = built_in(tree, data)
    tree.append("schemas/codes/items.csv", OTHER_ITEM)
    built["item"] = built_in(tree, data)
    release = data / "releases" / (data / "CURRENT").read_text().strip()
    with duckdb.connect(str(release / "restricted" / "qingdan.duckdb"), read_only=True) as connection:
        yield {
            "touched": touched,
            "built": built,
            "before": before,
            "tree": tree,
            "connection": connection,
            "data": data,
            "release": release,
            "dictionary": (release / "restricted" / "dictionary.html").read_text("utf-8"),
        }


def built_in(tree: Tree, data: Path) -> set[str]:
    """What another run builds."""
    asked = f"Settings(data_dir=Path({str(data)!r}), years='2022-2023', bases='provincial_2011-sar,elsewhere-ar4')"
    program = (
        "from pathlib import Path; from pipelines.execute import execute; from pipelines.settings import Settings; "
        f"done = execute({asked}, lambda *progress: None); assert not done.refusals; print(*done.executed)"
    )
    return set(tree.python(program).split())


def rows(steps: dict[str, Any], sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = steps["connection"].execute(sql).fetchall()
    return found


def test_a_new_printed_table_is_one_yaml_and_its_item_codes(steps: dict[str, Any]) -> None:
    assert steps["touched"]["table"] == {"assets/raw/bureau__building_materials.yaml", "schemas/codes/items.csv"}


def test_a_file_that_was_delivered_before_need_not_be_delivered_again(steps: dict[str, Any]) -> None:
    assert "building_materials" not in steps["before"]
    assert "bureau__building_materials|gas__supply" in (steps["data"] / "register.csv").read_text("utf-8")


def test_its_cells_and_observations_are_there(steps: dict[str, Any]) -> None:
    assert rows(steps, "select cell, printed_text from raw.bureau__building_materials order by 1") == [
        ("B4", "3.2"),
        ("B5", "—"),
        ("C4", "1"),
        ("C5", "2"),
    ]
    observed = """
        select year, amount_base, value_status, cell from core.observations
        where item_code = 'rock_wool_output' order by 1
    """
    assert rows(steps, observed) == [
        (2022, Decimal(32000), "reported", "B4"),
        (2023, Decimal(0), "zero_or_none", "B5"),
    ]


def test_its_department_is_asked_for_it(steps: dict[str, Any]) -> None:
    asked = "select distinct department_zh from core.deliveries where table_name = 'bureau__building_materials'"
    assert rows(steps, asked) == [("县经济和信息化局",)]


def test_a_new_category_with_a_known_method_is_one_card_and_its_factor_rows(steps: dict[str, Any]) -> None:
    assert steps["touched"]["category"] == {"factors/categories/P.14_rock_wool.yaml", "factors/tables/clinker.csv"}


def test_its_emissions_are_in_the_inventory_and_on_its_provincial_line(steps: dict[str, Any]) -> None:
    inventory = """
        select year, gas, emissions_t, notation_key, is_incomplete from marts.county_inventory_official
        where category_code = 'P.14' and region_code = '511725' order by 1, 2
    """
    assert rows(steps, inventory) == [
        (2022, "CO2", Decimal("21856.000000"), "", False),
        (2023, "CO2", None, "NO", False),
    ]
    line = """
        select co2_t, is_incomplete from marts.provincial_summary_official
        where line_code = 'ippu.other' and region_code = '511725' order by year
    """
    (whole, _), (nothing, _) = rows(steps, line)
    assert (whole, nothing) == (Decimal("21856.000000"), None)
    (traced,) = rows(
        steps,
        """
        select count(*) from marts.inventory_trace as t
        inner join core.observations as o on t.end_id = o.observation_id
        where t.published_id like '%/P.14/CO2' and t.year = 2022 and o.cell = 'B4'
        """,
    )
    assert traced[0] > 0


def test_it_can_be_traced_to_its_cell(steps: dict[str, Any]) -> None:
    told = json.loads(steps["tree"].run("trace", "P.14", 2022, "--region", "511725", "--json", "--data", steps["data"]))
    text = json.dumps(told, ensure_ascii=False)
    assert "渠县供气量和建材.xlsx › 建材 › B4 “3.2” 万吨" in text
    assert "rock_wool.co2.provincial_2011 = 0.683" in text


def test_a_new_edition_is_rows_and_a_line_of_each_card_it_knows(steps: dict[str, Any]) -> None:
    assert steps["touched"]["edition"] == {
        "schemas/codes/editions.csv",
        "factors/tables/clinker.csv",
        "factors/tables/bases.csv",
        "factors/categories/P.14_rock_wool.yaml",
    }


def test_it_computes_what_it_knows_and_says_that_the_rest_is_outside(steps: dict[str, Any]) -> None:
    inventory = """
        select category_code, emissions_t, notation_key from marts.county_inventory
        where basis_id = 'elsewhere-ar4' and year = 2022 and region_code = '511725' and gas = 'CO2'
    """
    found = {category: (mass, key) for category, mass, key in rows(steps, inventory)}
    assert found.pop("P.14") == (Decimal("19200.000000"), "")
    assert set(found.values()) == {(None, "NA")}


def test_a_new_county_is_a_row(steps: dict[str, Any]) -> None:
    assert steps["touched"]["county"] == {"schemas/codes/regions.csv"}
    reported = "select region_code, name_zh from core.regions where is_reported order by 1"
    assert rows(steps, reported) == [("511725", "渠县"), ("511799", "达州高新区")]


def test_what_it_delivered_becomes_its_inventory(steps: dict[str, Any]) -> None:
    counties = """
        select region_code, count(*) filter (where emissions_t > 0) from marts.county_inventory_official
        where year = 2022 group by 1 order by 1
    """
    found = dict(rows(steps, counties))
    assert found["511799"] > 0
    gas = "select sum(emissions_t) from core.emissions where fuel_code = 'natural_gas' and region_code = '511799'"
    assert rows(steps, gas)[0][0] > 0


# -- a mart and a check are files of a kind that is there already


def test_a_new_mart_is_its_sql_its_contract_and_its_lineage(steps: dict[str, Any]) -> None:
    assert steps["touched"]["mart"] == {
        "assets/marts/materials_co2.sql",
        "assets/marts/materials_co2.lineage.sql",
        "schemas/marts/materials_co2.py",
    }
    assert steps["touched"]["check"] == {
        "schemas/checks/marts/materials_co2/H-MATERIALS.sql",
        "schemas/codes/problems.csv",
    }


def test_its_rows_are_published_to_those_with_access_and_to_nobody_else(steps: dict[str, Any]) -> None:
    published = "select year, co2_t, notation_key from marts.materials_co2 where basis_id = 'provincial_2011-sar'"
    assert sorted(rows(steps, f"{published} and region_code = '511725'")) == [
        (2022, Decimal("21856.000000"), ""),
        (2023, None, "NO"),
    ]
    holding = {path.relative_to(steps["release"]).parts[0] for path in steps["release"].rglob("materials_co2*")}
    assert holding == {"restricted"}


def test_a_number_of_it_can_be_traced_to_its_cell(steps: dict[str, Any]) -> None:
    asked = ("trace", "rock_wool_output", 2022, "--region", "511725", "--all", "--data", steps["data"])
    assert "渠县供气量和建材.xlsx › 建材 › B4 “3.2” 万吨" in steps["tree"].run(*asked)
    ends = "select end_table, end_id from marts.inventory_trace where published_table = 'materials_co2' and year = 2022"
    assert ("marts.county_inventory", "provincial_2011-sar/511725/2022/P.14/CO2") in rows(steps, ends)


def test_the_finding_of_the_check_is_published_as_a_note(steps: dict[str, Any]) -> None:
    found = "select distinct severity, outcome from marts.check_results where rule_code = 'H-MATERIALS'"
    assert rows(steps, found) == [("note", "noted")]


@pytest.mark.parametrize(
    "added",
    ["bureau__building_materials", "rock_wool_output", "materials_co2", "建材的二氧化碳", "H-MATERIALS"],
)
def test_the_dictionary_shows_what_was_added(steps: dict[str, Any], added: str) -> None:
    assert added in steps["dictionary"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "schemas/marts/materials_co2.py",
            'columns.tonnes("二氧化碳", "CO2", "notation_key")',
            'columns.exact("二氧化碳", "CO2", "t", 24, 6, nullable=True)',
            "marts.materials_co2: co2_t may be blank and names no key column",
        ),
        (
            "assets/marts/materials_co2.lineage.sql",
            "county_inventory_id(basis_id, region_code, year, 'P.14', 'CO2')",
            "county_inventory_id(region_code, year, 'P.14', 'CO2')",
            "the key of county_inventory is",
        ),
        ("assets/marts/materials_co2.lineage.sql", None, None, "materials_co2"),
        ("schemas/marts/materials_co2.py", None, None, "materials_co2"),
        ("schemas/checks/marts/materials_co2/H-MATERIALS.sql", "-- severity: note\n", "", "H-MATERIALS"),
    ],
    ids=["a blank without a key", "another key", "no lineage", "no contract", "no severity"],
)
def test_without_one_of_its_parts_it_is_refused(
    steps: dict[str, Any], name: str, old: str | None, new: str | None, told: str
) -> None:
    path = steps["tree"].root / name
    text = path.read_text("utf-8")
    path.unlink()
    if old is not None and new is not None:
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    try:
        done = steps["tree"].tried("check")
    finally:
        path.write_text(text, "utf-8")
    assert done.returncode != 0
    assert told in done.stdout + done.stderr


def test_a_blank_that_says_nothing_is_not_written(steps: dict[str, Any], tmp_path: Path) -> None:
    path = steps["tree"].root / "assets/marts/materials_co2.sql"
    path.write_text(MART.replace("notation_key\nfrom", "'' as notation_key\nfrom"), "utf-8")
    try:
        done = steps["tree"].tried("run", "--data", steps["data"], "--years", "2022-2023", "--basis", "elsewhere-ar4")
    finally:
        path.write_text(MART, "utf-8")
    assert done.returncode == 1
    assert "marts.materials_co2" in done.stderr
    assert (steps["data"] / "CURRENT").read_text().strip() == steps["release"].name


def test_declarations_of_the_copy_are_checked(steps: dict[str, Any]) -> None:
    told = steps["tree"].run("check")
    tables, cards = ((ROOT / folder).glob("*.yaml") for folder in ("assets/raw", "factors/categories"))
    assert f"印刷表声明：{len(list(tables)) + 1}" in told
    assert f"类别卡：{len(list(cards)) + 1}" in told


def test_a_reworded_remark_builds_what_shows_it(steps: dict[str, Any]) -> None:
    pages = {"release/dictionary", "release/database", "release/report", "release/workbook", "release/package"}
    assert steps["built"]["remark"] == {"marts/check_results", *pages}
    said = rows(steps, "select distinct message_zh from marts.check_results where rule_code = 'H-MATERIALS'")
    assert {message[-7:] for (message,) in said} == {"逐厂核对产量。"}


def test_a_new_item_builds_what_reads_the_list_of_items_and_nothing_after_it(steps: dict[str, Any]) -> None:
    declared = {
        "announced_verdicts",
        "bases",
        "categories",
        "category_activities",
        "category_chains",
        "category_gases",
        "category_views",
        "expected_activities",
        "factor_values__declared",
        "gwps",
        "included_elsewhere",
        "price_bases",
        "required_figures",
        "target_clauses",
        "targets",
        "waivers",
    }
    named = {"core/observations", "core/energy_use", "core/factor_parts", "core/stocks"}
    named |= {
        "marts/emission_worksheets",
        "marts/completeness",
        "marts/county_indicators__departments",
        "marts/county_inventory",
    }
    pages = {"release/dictionary", "release/database", "release/report", "release/workbook", "release/package"}
    assert steps["built"]["item"] == {f"core/{name}" for name in declared} | named | pages
