"""Releases in small: an engine whose core, marts and codes hold synthetic rows that satisfy the contracts.

Three of them: a county of twenty years, a province with one year and neither GDP nor population, a county of
notation keys.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pw
import pytest

import assets
from assets.needs import Run
from pipelines.building.engine import open_engine as open_furnished
from pipelines.building.engine import show_lists
from schemas.codes import read_codes
from schemas.contract import FOLDER, load_contract
from tests.world import FORMS

Row = dict[str, Any]
Engine = duckdb.DuckDBPyConnection

OFFICIAL = "provincial_2025-ar5"
OTHER = "provincial_2011-sar"
SHA = "0" * 64

#: Category → title, line of the provincial form, tonnes a year by gas as a function of the year.
CATEGORIES: dict[str, tuple[str, str, dict[str, Callable[[int], float]]]] = {
    "E.1.1": (
        "火电热力",
        "energy.fossil.energy_industries",
        {"CO2": lambda y: 2_100_000 + 55_321.5 * (y - 2005)},
    ),
    "E.2": (
        "工业和建筑业",
        "energy.fossil.industry_construction",
        {"CO2": lambda y: 900_000 - 9_000.25 * (y - 2014) ** 2 / 10},
    ),
    "E.3.1": ("道路运输", "energy.fossil.transport", {"CO2": lambda y: 60_000 + 9_000 * (y - 2005)}),
    "E.4": ("服务业", "energy.fossil.services", {"CO2": lambda y: 20_000 + 800 * (y - 2005)}),
    "E.5": ("居民生活", "energy.fossil.residential", {"CO2": lambda y: 90_000 + 1_500 * (y - 2005)}),
    "P.1": ("水泥生产", "ippu.cement", {"CO2": lambda y: 0 if y < 2009 else 640_000 + 3_000 * (y - 2009)}),
    "A.1": ("稻田", "agriculture.rice", {"CH4": lambda y: 7_000 - 20 * (y - 2005)}),
    "A.2": ("农用地", "agriculture.soils", {"N2O": lambda y: 240.5 - (y - 2005)}),
    "L.1": ("森林", "lulucf.forest.arbor", {"CO2": lambda y: -150_000 - 4_000 * (y - 2005)}),
    "S2.1": ("净调入电力", "memo.electricity", {"CO2": lambda y: -600_000 - 10_000 * (y - 2005)}),
}
MISSING = {
    "A.3": ("动物肠道发酵", "agriculture.enteric", "CH4", "no_activity_data", "县农业农村局"),
    "W.1": ("填埋处理", "waste.solid", "CH4", "not_yet_computed", "县住建局"),
}
GWPS = {OFFICIAL: {"CO2": 1, "CH4": 28, "N2O": 265}, OTHER: {"CO2": 1, "CH4": 21, "N2O": 310}}

#: Marts that follow from the rows of the others, by their own statements.
COMPUTED = ("basis_differences", "bridge_steps", "evidence_shares", "inventory_shares", "yearly_changes")


def _default(column: Any) -> object:
    if column.is_nullable:
        return None
    return {"VARCHAR": "", "BOOLEAN": False}.get(column.sql_type, 0)


def open_engine() -> Engine:
    """Every contract of core and marts as an empty table, or as a view of the others; the code lists filled."""
    engine = open_furnished(Run(Path(), (), (), (OFFICIAL, OTHER), 1))
    show_lists(engine)
    tables = [(layer, path.stem) for layer in ("core", "marts") for path in (FOLDER / layer).glob("[!_]*.py")]
    for layer, table in sorted(tables, key=lambda name: (name[1] in COMPUTED, name)):
        columns = ", ".join(f'"{c.name}" {c.sql_type}' for c in load_contract(layer, table).columns)
        if table in COMPUTED:
            sql = (assets.FOLDER / layer / f"{table}.sql").read_text(encoding="utf-8")
            engine.execute(f"create view {layer}.{table} as {sql}")
        else:
            engine.execute(f"create table {layer}.{table} ({columns})")
        if layer == "marts" and "basis_id" in columns:
            engine.execute(
                f"create view {layer}.{table}_official as select t.* from {layer}.{table} as t "
                "where basis_id in (select basis_id from core.bases where is_official)"
            )
    return engine


def insert(engine: Engine, table: str, rows: Iterable[Row]) -> None:
    """Add rows; what a row does not say is '', false, 0 or null."""
    layer, name = table.split(".")
    contract = load_contract(layer, name)
    full = [{c.name: row.get(c.name, _default(c)) for c in contract.columns} for row in rows]
    assert all(set(row) <= {c.name for c in contract.columns} for row in rows)
    engine.register("added", pw.Table.from_pylist(full, schema=contract.arrow_schema))
    engine.execute(f"insert into {table} select * from added")
    engine.unregister("added")


def compute(engine: Engine, *names: str) -> None:
    """Fill tables with what their own SQL makes of the rows that are there."""
    for asset in names:
        sql = (assets.FOLDER / f"{asset}.sql").read_text(encoding="utf-8")
        engine.execute(f"insert into {asset.replace('/', '.')} {sql}")


def add_bases(engine: Engine) -> None:
    common = {
        "grid_factor_policy": "provincial",
        "factor_year_policy": "estimated",
        "export_rule": "grid_factor",
        "electricity_method": "calorific",
        "waste_energy_sector": "waste",
    }
    insert(
        engine,
        "core.bases",
        [
            common
            | {
                "basis_id": OFFICIAL,
                "title_zh": "2025年版指南，AR5",
                "edition": "provincial_2025",
                "fallback_edition": "provincial_2011",
                "gwp_set": "ar5",
                "is_official": True,
            },
            common
            | {
                "basis_id": OTHER,
                "title_zh": "2011年指南，SAR",
                "edition": "provincial_2011",
                "gwp_set": "sar",
            },
        ],
    )
    sets = {OFFICIAL: "ar5", OTHER: "sar"}
    insert(
        engine,
        "core.gwps",
        [
            {"gwp_set": sets[b], "gas": g, "gwp": v, "factor_id": f"{g}.gwp"}
            for b, gs in GWPS.items()
            for g, v in gs.items()
        ],
    )


def add_categories(engine: Engine) -> None:
    known = [(code, title, line, "县统计局") for code, (title, line, _) in CATEGORIES.items()]
    missing = [(code, title, line, department) for code, (title, line, _, _, department) in MISSING.items()]
    insert(
        engine,
        "core.categories",
        [
            {
                "category_code": code,
                "title_zh": title,
                "title_en": title,
                "provincial_line_code": line,
                "ipcc_2006_code": "1.A.2" if code == "E.2" else "",
                "method": "multiply",
                "is_in_total": not line.startswith("memo"),
                "is_removal": line.startswith("lulucf"),
                "department_zh": department,
            }
            for code, title, line, department in known + missing
        ],
    )
    insert(
        engine,
        "core.category_views",
        [{"category_code": "E.2", "sector_code": "industry", "gpc_line_code": "I.3.1"}],
    )


def add_inventory(engine: Engine, region: str, years: Sequence[int], categories: Iterable[str]) -> None:
    """Emissions, inventory, forms and gaps of ``region``; categories that are not given are not estimated."""
    given = set(categories)
    evidence = {"E.1.1": "original", "A.1": "recalled"}
    cells: list[Row] = []
    for basis in GWPS:
        for year in years:
            for code, (title, line, gases) in CATEGORIES.items():
                for gas, mass in gases.items():
                    tonnes = Decimal(f"{mass(year):.6f}")
                    has = code in given
                    cells.append(
                        {
                            "basis_id": basis,
                            "region_code": region,
                            "year": year,
                            "category_code": code,
                            "category_title_zh": title,
                            "gas": gas,
                            "line": line,
                            "emissions_t": tonnes if has else None,
                            "emissions_tco2e": tonnes * GWPS[basis][gas] if has else None,
                            "notation_key": "" if has else "NE",
                            "reason_code": "" if has else "no_activity_data",
                            "reason_zh": "" if has else "缺少活动水平数据",
                            "is_in_total": not line.startswith("memo"),
                            "is_incomplete": not has or code == "E.2",
                            "evidence": evidence.get(code, "secondary") if has else "",
                            "data_class": ("A" if code == "E.1.1" else "B") if has else "",
                            "department_zh": "县统计局",
                        }
                    )
            for code, (title, line, gas, reason, department) in MISSING.items():
                cells.append(
                    {
                        "basis_id": basis,
                        "region_code": region,
                        "year": year,
                        "category_code": code,
                        "category_title_zh": title,
                        "gas": gas,
                        "line": line,
                        "emissions_t": None,
                        "emissions_tco2e": None,
                        "notation_key": "NE",
                        "reason_code": reason,
                        "reason_zh": {
                            "no_activity_data": "缺少活动水平数据",
                            "not_yet_computed": "本系统尚未核算该类别",
                        }[reason],
                        "is_in_total": True,
                        "is_incomplete": True,
                        "evidence": "",
                        "data_class": "",
                        "department_zh": department,
                    }
                )
    inventory = {c.name for c in load_contract("marts", "county_inventory").columns}
    insert(
        engine,
        "marts.county_inventory",
        [{k: v for k, v in cell.items() if k in inventory} for cell in cells],
    )
    gap = {c.name for c in load_contract("marts", "completeness").columns}
    insert(
        engine,
        "marts.completeness",
        [{k: v for k, v in cell.items() if k in gap} for cell in cells if cell["notation_key"]],
    )
    keys = ("basis_id", "region_code", "year", "category_code", "gas")
    insert(
        engine,
        "core.emissions",
        [
            {k: cell[k] for k in keys}
            | {
                "emissions_t": cell["emissions_t"],
                "sector_code": "industry",
                "fuel_code": "raw_coal",
                "data_class": cell["data_class"],
                "evidence": cell["evidence"],
            }
            for cell in cells
            if cell["emissions_t"] is not None
        ],
    )
    insert(engine, "core.inventories", [{"basis_id": b, "region_code": region, "year": y} for b in GWPS for y in years])
    compute(engine, *FORMS, "marts/provincial_summary", "marts/ipcc_summary", "marts/gpc_summary")
    compute(engine, "marts/sector_summary", "marts/gas_shares", "marts/source_shares")


def add_indicators(engine: Engine, region: str, years: Iterable[int], reason: str = "") -> None:
    rows = []
    for year in years:
        for code, price_base, title, unit, value in (
            (
                "co2_per_gdp",
                2020,
                "单位GDP二氧化碳排放（能源消费口径，2020年价）",
                "吨二氧化碳/万元",
                Decimal("3.9") * Decimal("0.955") ** (year - 2005),
            ),
            (
                "co2_per_resident",
                0,
                "人均二氧化碳排放（能源消费口径，常住人口年平均）",
                "吨二氧化碳/人",
                Decimal("2.9") + Decimal("0.071") * (year - 2005),
            ),
        ):
            rows.append(
                {
                    "basis_id": OFFICIAL,
                    "region_code": region,
                    "year": year,
                    "indicator_code": code,
                    "caliber": "energy",
                    "method": "bottom_up",
                    "is_headline": True,
                    "price_base_year": price_base,
                    "is_price_base_in_force": True,
                    "title_zh": title,
                    "unit_zh": unit,
                    "value": None if reason else round(value, 9),
                    "numerator": None if reason else round(value, 9),
                    "denominator": None if reason else 1,
                    "notation_key": "NE" if reason else "",
                    "reason_zh": reason or ("部分下级类别未估算" if year % 4 == 0 else ""),
                    "is_incomplete": not reason and year % 4 == 0,
                    "error_key": "NA",
                }
            )
    insert(engine, "marts.county_indicators", rows)


def add_views(engine: Engine, region: str, years: Iterable[int], is_known: bool = True) -> None:
    """Some lines of the other views of the official basis; of what is not known, keys."""
    years = list(years)
    place: Row = {"basis_id": OFFICIAL, "region_code": region}
    missing: Row = {"notation_key": "NE", "reason_zh": "缺少活动水平数据", "is_incomplete": True}
    assessed: list[Row] = []
    parts: list[Row] = []
    three: list[Row] = []
    bridge: list[Row] = []
    for year in years:
        here = place | {"year": year}
        tonnes = Decimal(f"{CATEGORIES['E.2'][2]['CO2'](year):.6f}") if is_known else None
        for variant, base, title in (("current_factor", 0, "当年因子"), ("fixed_factor", 2020, "固定因子")):
            held = {"fuel_co2_t": tonnes, "electricity_co2_t": Decimal(-5), "electricity_factor": Decimal("0.1404")}
            held |= {"co2_t": None if tonnes is None else tonnes - 5, "net_electricity_mwh": Decimal(-36)}
            if not is_known:
                held = missing | {"electricity_factor_key": "NE", "net_electricity_key": "NE"}
            assessed.append(here | {"variant": variant, "factor_base_year": base, "title_zh": title} | held)
        industry = here | {"industry_code": "secondary_industry", "industry_title_zh": "第二产业", "energy_tce": 1}
        if is_known:
            parts.append(industry | {"fuel_code": "raw_coal", "flow_code": "use", "co2_t": tonnes})
            parts.append(industry | {"fuel_code": "electricity", "flow_code": "generation", "co2_t": -5})
        for code, unit, price_base in (
            ("co2_per_gdp", "吨二氧化碳/万元", 2020),
            ("co2_per_gdp", "吨二氧化碳/万元", 2015),
            ("co2_per_gdp", "吨二氧化碳/万元", 2025),
            ("ghg_per_resident", "吨二氧化碳当量/人", 0),
            ("co2_per_primary_energy", "吨二氧化碳/吨标准煤", 0),
        ):
            for is_with in (False, True):
                about = {"indicator_code": code, "caliber": "total", "is_with_lulucf": is_with, "unit_zh": unit}
                about |= {"error_key": "NA"}
                about |= {"price_base_year": price_base, "is_price_base_in_force": price_base in (0, 2020)}
                about |= {"title_zh": f"{code} {price_base} {is_with}"}
                value = Decimal("2.5" if about["is_price_base_in_force"] else "9.5")
                held = {"value": value, "numerator": value, "denominator": 1} if is_known else missing
                three.append(here | about | held)
        start = Decimal(1_000_000) if is_known else Decimal(0)
        for number, code, category, amount in (
            (1, "start", "", start),
            (2, "lulucf_excluded", "L.1", Decimal(year)),
            (16, "end", "", start + year),
        ):
            step = {"view_code": "provincial_without_lulucf", "step_number": number, "step_code": code}
            step |= {"step_title_zh": code, "category_code": category, "gas": "CO2" if category else ""}
            bridge.append(here | step | {"category_title_zh": "森林" if category else "", "amount_tco2e": amount})
    insert(engine, "marts.assessment_co2", assessed)
    insert(engine, "marts.energy_co2_parts", parts)
    insert(engine, "marts.county_indicators", three)
    insert(engine, "marts.view_bridge", bridge)


def add_region(engine: Engine, region: str, name: str) -> None:
    insert(
        engine,
        "core.regions",
        [
            {
                "region_code": region,
                "name_zh": name,
                "name_en": name,
                "region_level": "county",
                "is_reported": True,
            }
        ],
    )
    insert(
        engine,
        "core.factor_regions",
        [
            {column: row[column], "region_code": region, "factor_region_code": region}
            for column, listed in (("fuel_code", "fuels"), ("item_code", "items"))
            for row in read_codes(listed)
        ],
    )


def add_sources(engine: Engine, region: str, year: int) -> None:
    """Documents behind the factors of two categories."""
    used = {
        "A.1": ("A.1.ch4", "recalled", "待核对原文的水稻因子"),
        "E.1.1": ("E.1.1.co2", "original", "省级温室气体清单编制指南"),
    }
    insert(
        engine,
        "marts.category_sources",
        [
            {
                "basis_id": OFFICIAL,
                "region_code": region,
                "year": year,
                "category_code": category,
                "end_table": "core.factor_values",
                "end_id": factor,
                "source_id": factor,
                "source_title": title,
                "evidence": evidence,
                "is_used": True,
            }
            for category, (factor, evidence, title) in used.items()
        ],
    )


def add_deliveries(engine: Engine, region: str, years: Iterable[int], missing: Iterable[int], synthetic: bool) -> None:
    gone = set(missing)
    insert(
        engine,
        "core.deliveries",
        [
            {
                "table_name": "gas__supply",
                "title_zh": "分类供气量",
                "department_zh": "县住建局",
                "region_code": region,
                "year": year,
                "status": "missing" if year in gone else "delivered",
                "file_name": "" if year in gone else "供气量.xlsx",
                "file_sha256": "" if year in gone else SHA,
                "is_synthetic": synthetic and year not in gone,
            }
            for year in years
        ],
    )


HELD: list[Row] = [
    {"outcome": "held", "place_id": "0123456789ab"},
    {"outcome": "confirmed", "confirmed_by": "王五", "confirmed_reason": "企业停产"},
    {"outcome": "noted", "severity": "note"},
]


def add_checks(engine: Engine) -> None:
    insert(
        engine,
        "marts.check_results",
        [
            {
                "table_name": "core.energy_use",
                "rule_code": "E-SUM",
                "subject": "合计等于各部分之和",
                "title_zh": "合计等于各部分之和",
                "severity": "block",
                "rows_checked": 40,
                "outcome": "passed",
            },
            *(
                {
                    "table_name": "core.observations",
                    "rule_code": "E-JUMP",
                    "subject": "年际变化",
                    "title_zh": "年际变化超过15%",
                    "severity": "hold",
                    "rows_checked": 400,
                    "rows_failed": 3,
                    "place_number": number,
                    "file_name": "供气量.xlsx",
                    "sheet": "供气量",
                    "cell": f"D{16 + number}",
                    "message_zh": f"E-JUMP 文件《供气量.xlsx》表“供气量”单元格 D{16 + number}：多了{number}成。"
                    "处理：核对。",
                }
                | said
                for number, said in enumerate(HELD, start=1)
            ),
        ],
    )


def add_energy(engine: Engine, region: str, year: int) -> None:
    """A balance of two sectors with an approved total, one branch, two cross-checks within their limits."""
    here: Row = {"region_code": region, "year": year}
    titles = {"tce": "合计", "raw_coal": "原煤", "electricity": "电力"}
    balance: list[Row] = []
    for code, title, coal, power in (
        ("industry", "工业", 60_000, 20_000),
        ("trade", "批发、零售业和住宿、餐饮业", 0, 5_000),
        ("use_total", "使用合计", 60_000, 25_000),
    ):
        amounts = {"raw_coal": coal, "electricity": power, "total": coal + power}
        for fuel, tce in amounts.items():
            balance.append(
                here
                | {
                    "row_code": code,
                    "row_title_zh": title,
                    "fuel_code": fuel,
                    "fuel_title_zh": titles.get(fuel, "合计"),
                }
                | {"calorific_tce": Decimal(tce), "coal_equivalent_tce": Decimal(tce), "unit_code": "tce"}
                | {"data_class": "B", "rule_code": "sum", "amount_key": "NA", "share_key": "NA"}
            )
    for code, tce in (("energy_consumption", 85_000), ("approved_total", 80_000), ("residual", -5_000)):
        balance.append(
            here
            | {
                "row_code": code,
                "row_title_zh": code,
                "fuel_code": "total",
                "fuel_title_zh": "合计",
                "unit_code": "tce",
            }
            | {"coal_equivalent_tce": Decimal(tce), "data_class": "B", "rule_code": "sum"}
            | {"amount_key": "NA", "calorific_tce_key": "NA", "share_pct": Decimal(tce) / 800}
        )
    insert(engine, "marts.energy_balance", balance)
    by_sector = (assets.FOLDER / "marts" / "energy_by_sector.sql").read_text(encoding="utf-8")
    engine.execute(f"insert into marts.energy_by_sector {by_sector}")
    branch: Row = {"basis_id": OFFICIAL, "sector_code": "branch_cement", "sector_title_zh": "非金属矿物制品业"}
    held: Row = {"unit_code": "tce", "calorific_tce": Decimal(54_321), "co2_t": Decimal(98_765)}
    held |= {"amount_key": "NA", "coal_equivalent_tce": Decimal(54_321)}
    product: Row = {"product_code": "clinker_output", "output_t": Decimal(500_000), "kgce_per_t": Decimal("108.642")}
    insert(
        engine,
        "marts.energy_by_industry",
        [
            here | branch | held | {"fuel_code": "raw_coal", "output_key": "NA", "kgce_per_t_key": "NA"},
            here | branch | held | product | {"fuel_code": "total"},
        ],
    )
    check: Row = {"first_zh": "销售量", "second_zh": "车辆测算", "unit_code": "t", "limit_zh": "相差不超过5%"}
    insert(
        engine,
        "marts.cross_checks",
        [
            here
            | check
            | {"check_code": code, "title_zh": title, "first_amount": Decimal(first), "second_amount": Decimal(100_000)}
            | {"difference_pct": Decimal(first - 100_000) / 1000, "is_within_limit": True}
            | {"explanation_zh": "须说明外地车辆加油"}
            for code, title, first in (
                ("road_diesel", "道路柴油", 98_000),
                ("road_gasoline", "道路汽油", 100_000),
            )
        ],
    )


def add_recalled(engine: Engine, region: str) -> None:
    """Two recalled factors, one of them signed for."""
    row: Row = {"basis_id": OFFICIAL, "region_code": region, "categories": "A.1", "first_year": 2005, "last_year": 2024}
    insert(
        engine,
        "marts.recalled_factors",
        [row | {"factor_id": "A.1.ch4"}, row | {"factor_id": "other", "is_waived": True, "signed_by": "某人"}],
    )


def make_full() -> Engine:
    engine, years = open_engine(), range(2005, 2025)
    add_bases(engine)
    add_categories(engine)
    add_region(engine, "511725", "渠县")
    add_inventory(engine, "511725", years, CATEGORIES)
    add_indicators(engine, "511725", years)
    add_views(engine, "511725", years)
    add_sources(engine, "511725", 2024)
    add_deliveries(engine, "511725", years, (2005, 2006, 2010), synthetic=True)
    compute(engine, "marts/year_progress")
    add_checks(engine)
    add_energy(engine, "511725", 2024)
    add_recalled(engine, "511725")
    return engine


def make_one_year() -> Engine:
    engine = open_engine()
    add_bases(engine)
    add_categories(engine)
    add_region(engine, "510000", "四川省")
    add_inventory(engine, "510000", [2007], ["E.1.1", "E.2", "E.3.1"])
    add_indicators(engine, "510000", [2007], reason="缺少地区生产总值或增速")
    add_views(engine, "510000", [2007], is_known=False)
    add_deliveries(engine, "510000", [2007], (), synthetic=False)
    compute(engine, "marts/year_progress")
    return engine


def make_only_keys() -> Engine:
    engine = open_engine()
    add_bases(engine)
    add_categories(engine)
    add_region(engine, "511725", "渠县")
    add_inventory(engine, "511725", [2023, 2024], [])
    add_views(engine, "511725", [2023, 2024], is_known=False)
    add_deliveries(engine, "511725", [2023, 2024], (2023, 2024), synthetic=False)
    compute(engine, "marts/year_progress")
    return engine


@pytest.fixture(scope="session")
def made() -> Iterator[Callable[[Callable[[], Engine]], Engine]]:
    """Makes each release once a session."""
    engines: dict[Callable[[], Engine], Engine] = {}

    def get(make: Callable[[], Engine]) -> Engine:
        if make not in engines:
            engines[make] = make()
        return engines[make]

    yield get
    for engine in engines.values():
        engine.close()


@contextmanager
def unchanged(engine: Engine) -> Iterator[Engine]:
    """The engine, for a test whose changes are taken back."""
    engine.execute("begin transaction")
    try:
        yield engine
    finally:
        engine.execute("rollback")


@pytest.fixture
def full(made: Callable[[Callable[[], Engine]], Engine]) -> Iterator[Engine]:
    """A county of twenty years, sample data, one delivery missing in three years."""
    with unchanged(made(make_full)) as engine:
        yield engine


@pytest.fixture
def one_year(made: Callable[[Callable[[], Engine]], Engine]) -> Iterator[Engine]:
    """A province with one year, real data, no GDP, no population, only fuels."""
    with unchanged(made(make_one_year)) as engine:
        yield engine


@pytest.fixture
def only_keys(made: Callable[[Callable[[], Engine]], Engine]) -> Iterator[Engine]:
    """A county for which nothing could be estimated."""
    with unchanged(made(make_only_keys)) as engine:
        yield engine


@pytest.fixture(params=["full", "one_year", "only_keys"])
def any_release(request: pytest.FixtureRequest) -> Engine:
    """Each of the three in turn."""
    engine: Engine = request.getfixturevalue(request.param)
    return engine


class Page(HTMLParser):
    """A page as a reader's program sees it: tags that match, text, tables, addresses.

    A drawing stands there once more for a phone, and its marks say what they are to who points at them: both are read
    apart from the text.
    """

    VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.on_phone: list[str] = []
        self.tips: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self.feed(page.decode("utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in self.VOID:
            self.open.append("phone" if ("class", "phone-size") in attrs else tag)
        if tag == "table":
            self.tables.append([])
            self.captions.append("")
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "phone" if tag == "div" else tag)

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "phone" in self.open:
            self.on_phone.append(data)
            return
        if self.open[-2:] == ["g", "title"]:
            self.tips.append(data)
            return
        self.words.append(data)
        if "caption" in self.open:
            self.captions[-1] += data
        if self.tables and {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return "".join(self.words)

    def table_headed(self, *heads: str) -> list[list[str]]:
        """Rows below the heading of the table whose heading begins so."""
        (table,) = [rows for rows in self.tables if [cell.strip() for cell in rows[0][: len(heads)]] == list(heads)]
        return [[cell.strip() for cell in row] for row in table[1:]]


@pytest.fixture(scope="session")
def read_page() -> type[Page]:
    return Page
