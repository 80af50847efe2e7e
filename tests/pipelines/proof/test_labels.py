"""What a row is called: its titles, the parts of its key that they do not say, its year, its figure with the unit."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

from pipelines.proof.labels import Cell, Factor, Row, find_labels
from schemas.problems import Language

#: Lists of two rows each, and tables that are named by them in every way that there is.
WORLD = """
    create schema codes; create schema core; create schema marts; create schema lineage; create schema raw;
    create schema rules; create schema forms;
    create table codes.sectors as from (values ('farm', '农业', 'Farming'), ('mill', '工业', 'Industry'))
        as t(sector_code, title_zh, title_en);
    create table codes.fuels as from (values ('raw_coal', '原煤', 'Raw coal'), ('coke', '焦炭', 'Coke'))
        as t(fuel_code, title_zh, title_en);
    create table core.categories as from (values ('A.1', '稻田', 'Rice'), ('E.1', '燃料', 'Fuel'))
        as t(category_code, title_zh, title_en);
    create table codes.units as from (values ('t', '吨'), ('kt', '千吨'), ('ha', '公顷')) as t(unit_code, title_zh);
    create table codes.indicators as from (values
        ('gdp', '排放', 'per', '吨/元', 't/CNY'), ('head', '人均', 'each', '吨/人', 't/person')
    ) as t(indicator_code, title_zh, title_en, unit_zh, unit_en);
    create table codes.indicator_variants as
        from (values ('fuel_only', '仅燃料', 'fuel only'), ('energy', '能源', 'energy'))
        as t(variant_code, title_zh, title_en);
    create table core.targets as from (values
        ('t1', '目标一', 'Goal one', 'a', '读法甲', 'reading A'),
        ('t1', '目标一', 'Goal one', 'b', '读法乙', 'reading B'),
        ('t2', '目标二', 'Goal two', 'a', '读法丙', 'reading C')
    ) as t(target_id, title_zh, title_en, reading_id, reading_zh, reading_en);

    create table core.use as from (values
        ('511725', 2023, 'mill', 'coke', 'kt', 1234.500::decimal(18, 3), '', ''),
        ('511725', 2024, 'farm', 'raw_coal', 't', 100::decimal(18, 3), '', ''),
        ('511725', 2024, 'mill', 'raw_coal', 't', -20.25::decimal(18, 3), '', ''),
        ('511725', 2024, 'mill', 'coke', 't', null, 'NE', '缺数据')
    ) as t(region_code, year, sector_code, fuel_code, unit_code, amount, notation_key, reason_zh);
    create table marts.listed as from (values
        ('511725', 2024, 'b1', 'A.1', 'CH4', '稻田甲烷', 'Methane of rice', 1200.0::double),
        ('511725', 2024, 'b1', 'E.1', 'all', '燃料燃烧', 'Fuel burnt', 1234567890.5::double)
    ) as t(region_code, year, basis_id, category_code, gas, title_zh, title_en, total_tco2e);
    create table marts.indicators as from (values
        ('511725', 2024, 'gdp', 'fuel_only', 2020, '单位GDP排放', 'per GDP', 0.5::decimal(9, 3), '吨/元'),
        ('511725', 2024, 'head', 'energy', 0, '人均能源排放', 'per head, energy', 7::decimal(9, 3), '吨/人')
    ) as t(region_code, year, indicator_code, caliber, price_base_year, title_zh, title_en, value, unit_zh);
    create table marts.status as from (values
        ('511725', 't1', 'b', 2025, 3::decimal(9, 2)), ('511725', 't2', 'a', 2030, 4::decimal(9, 2))
    ) as t(region_code, target_id, reading_id, year, reached_tce);
    create table core.prices as from (values ('511725', 2015, '某序列', 100::double), ('511725', 2020, '0', 1e15))
        as t(region_code, base_year, series, level_cny);
    create table marts.owed as from (values ('511725', 2024, 'mill', '县统计局'), ('511725', 2024, 'farm', ''))
        as t(region_code, year, sector_code, department_zh);

    create table lineage.tables as from (values
        ('core.use', '能源''使用', 'Energy used', ['region_code', 'year', 'sector_code', 'fuel_code'],
            ['region_code', 'year', 'sector_code', 'fuel_code', 'unit_code', 'amount', 'notation_key', 'reason_zh'],
            'amount'),
        ('marts.listed', '清单', 'Inventory', ['region_code', 'year', 'basis_id', 'category_code', 'gas'],
            ['region_code', 'year', 'basis_id', 'category_code', 'gas', 'title_zh', 'title_en', 'total_tco2e'],
            'total_tco2e'),
        ('marts.indicators', '指标', 'Indicators',
            ['region_code', 'year', 'indicator_code', 'caliber', 'price_base_year'],
            ['region_code', 'year', 'indicator_code', 'caliber', 'price_base_year', 'title_zh', 'title_en', 'value',
             'unit_zh'], 'value'),
        ('marts.status', '目标', 'Targets', ['region_code', 'target_id', 'reading_id', 'year'],
            ['region_code', 'target_id', 'reading_id', 'year', 'reached_tce'], 'reached_tce'),
        ('core.prices', '价格', 'Prices', ['region_code', 'base_year', 'series'],
            ['region_code', 'base_year', 'series', 'level_cny'], 'level_cny'),
        ('core.amounts', '数', 'Amounts', ['region_code', 'base_year', 'series'],
            ['region_code', 'base_year', 'series', 'level_cny'], 'level_cny'),
        ('marts.owed', '欠交', 'Owed', ['region_code', 'year', 'sector_code'],
            ['region_code', 'year', 'sector_code', 'department_zh'], '')
    ) as t(table_name, title_zh, title_en, key_columns, columns, amount_column);
"""


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(WORLD)
    return connection


#: Table, language, id → titles as they stand in a tree about 2024, and what stands in the row.
CALLED = {
    ("core.use", "zh"): {
        "511725/2023/mill/coke": ("2023年 工业 焦炭", "1,234.5 千吨"),
        "511725/2024/farm/raw_coal": ("农业 原煤", "100 吨"),
        "511725/2024/mill/raw_coal": ("工业 原煤", "−20.25 吨"),
        "511725/2024/mill/coke": ("工业 焦炭", "NE 缺数据"),
    },
    ("core.use", "en"): {
        "511725/2023/mill/coke": ("2023 Industry Coke", "1,234.5 kt"),
        "511725/2024/farm/raw_coal": ("Farming Raw coal", "100 t"),
        "511725/2024/mill/raw_coal": ("Industry Raw coal", "−20.25 t"),
        "511725/2024/mill/coke": ("Industry Coke", "NE"),
    },
    ("marts.listed", "zh"): {
        "511725/2024/b1/A.1/CH4": ("稻田甲烷 A.1 CH4", "1,200 吨二氧化碳当量"),
        "511725/2024/b1/E.1/all": ("燃料燃烧 E.1", "1.23456789e+09 吨二氧化碳当量"),
    },
    ("marts.listed", "en"): {
        "511725/2024/b1/A.1/CH4": ("Methane of rice A.1 CH4", "1,200 t CO2e"),
        "511725/2024/b1/E.1/all": ("Fuel burnt E.1", "1.23456789e+09 t CO2e"),
    },
    ("marts.indicators", "zh"): {  # the words of a caliber are left out where the title says them
        "511725/2024/gdp/fuel_only/2020": ("单位GDP排放 仅燃料", "0.5 吨/元"),
        "511725/2024/head/energy/0": ("人均能源排放", "7 吨/人"),
    },
    ("marts.indicators", "en"): {
        "511725/2024/gdp/fuel_only/2020": ("per GDP fuel only", "0.5 t/CNY"),
        "511725/2024/head/energy/0": ("per head, energy each", "7 t/person"),
    },
    ("marts.status", "zh"): {
        "511725/t1/b/2025": ("目标一 读法乙 2025年", "3 吨标准煤"),
        "511725/t2/a/2030": ("目标二 读法丙 2030年", "4 吨标准煤"),
    },
    ("marts.status", "en"): {
        "511725/t1/b/2025": ("Goal one reading B 2025", "3 tce"),
        "511725/t2/a/2030": ("Goal two reading C 2030", "4 tce"),
    },
    ("core.prices", "zh"): {
        "511725/2015/某序列": ("价格 2015年 某序列", "100 元"),
        "511725/2020/0": ("价格 2020年", "1e+15 元"),
    },
    ("core.prices", "en"): {
        "511725/2015/某序列": ("Prices 2015 某序列", "100 CNY"),
        "511725/2020/0": ("Prices 2020", "1e+15 CNY"),
    },
    ("marts.owed", "zh"): {
        "511725/2024/mill": ("工业", "由县统计局掌握数据"),
        "511725/2024/farm": ("农业", ""),
    },
    ("marts.owed", "en"): {"511725/2024/mill": ("Industry", ""), "511725/2024/farm": ("Farming", "")},
}


@pytest.mark.parametrize(("table", "lang"), CALLED)
def test_a_row_is_called_by_its_titles_and_the_parts_of_its_key_that_they_do_not_say(
    table: str, lang: Language, connection: duckdb.DuckDBPyConnection
) -> None:
    called = CALLED[table, lang]
    labels = find_labels(connection, table, [*called, "511725/1999/nobody"], lang)
    assert {row: (label.title(2024, lang), label.value) for row, label in labels.items()} == called
    first = next(iter(called))
    assert [*find_labels(connection, table, [first], lang)] == [first], "only those that were asked for"


def test_a_cell_is_called_by_its_place_and_stands_under_its_headings(connection: duckdb.DuckDBPyConnection) -> None:
    """Of two printed tables, each with a cell of the same name, and of two files of one of them."""
    connection.execute(
        """
        create or replace table raw.coal as from (values
            ('f1', '1', 'B2', '原煤', '2024'), ('f2', '1', 'B2', '焦炭', '2023'), ('f1', '1', 'B3', '别的', '2022')
        ) as t(file_sha256, sheet, cell, row_path, column_path);
        create or replace table raw.rice as
        select 'f3' as file_sha256, '1' as sheet, 'B2' as cell, '水稻' as row_path, '面积' as column_path;
        create or replace table core.observations as from (values
            ('o1', 'coal', 'f1', '甲.xlsx', '1', 'B2', '64', 't', ''),
            ('o2', 'coal', 'f2', '乙.xlsx', '1', 'B2', '…', 'kt', '已更正'),
            ('o3', 'rice', 'f3', '丙.csv', '', 'B2', '7', 'ha', ''),
            ('o4', 'rice', 'f3', '丙.csv', '', 'B9', '8', 'ha', '')
        ) as t(observation_id, table_name, file_sha256, file_name, sheet, cell, printed_text, unit_code, note);
        """
    )
    assert find_labels(connection, "core.observations", ["o1", "o2", "o3"]) == {
        "o1": Cell("甲.xlsx", "1", "B2", "原煤", "2024", "64", "吨", ""),
        "o2": Cell("乙.xlsx", "1", "B2", "焦炭", "2023", "…", "千吨", "已更正"),
        "o3": Cell("丙.csv", "", "B2", "", "", "7", "公顷", ""),  # its headings are of another sheet
    }
    (cell,) = find_labels(connection, "core.observations", ["o2"], "en").values()
    assert (cell.title(2024, "en"), cell.value) == ("乙.xlsx › 1 › B2 “…” kt", "已更正")
    (cell,) = find_labels(connection, "core.observations", ["o3"]).values()
    assert (cell.title(2024), cell.value) == ("丙.csv › B2 “7” 公顷", "")


def test_a_factor_is_called_by_its_name_and_says_its_document(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        create or replace table core.factor_values as from (values
            ('rice.ch4', 156.200::decimal(18, 6), 't', 'ha', '指南', '表 4.1', 'original'),
            ('soil.co2', -0.050::decimal(18, 6), 'kt', '', '公报', '', 'secondary'),
            ('other', 100::decimal(18, 6), 't', '', '', '', '')
        ) as t(factor_id, value, unit_code, per_unit_code, source_title, locator, evidence)
        """
    )
    found = find_labels(connection, "core.factor_values", ["rice.ch4", "soil.co2"])
    assert found == {
        "rice.ch4": Factor("rice.ch4", "156.2", "吨/公顷", "指南", "表 4.1", "original"),
        "soil.co2": Factor("soil.co2", "−0.05", "千吨", "公报", "", "secondary"),
    }
    assert [(label.title(2024), label.value) for label in found.values()] == [
        ("rice.ch4 = 156.2 吨/公顷", "指南，表 4.1，original"),
        ("soil.co2 = −0.05 千吨", "公报，secondary"),
    ]
    assert [label.title(0) for label in find_labels(connection, "core.factor_values", ["other"], "en").values()] == [
        "other = 100 t"
    ]


def test_the_year_that_is_asked_about_is_not_said() -> None:
    row = Row("原煤", "2023", "甲", "1", "吨")
    assert [row.title(year, lang) for year in (2023, 2024) for lang in ("zh", "en")] == [
        "原煤 甲",
        "原煤 甲",
        "原煤 2023年 甲",
        "原煤 2023 甲",
    ]
    assert (Row("", "", "甲", "", "t").title(2024), Row("", "", "", "", "吨").value) == ("甲", "吨")


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1200.000", "1,200"),
        ("1200", "1,200"),
        ("0.0500", "0.05"),
        ("-0.5", "−0.5"),
        ("12345678901.123456", "12,345,678,901.123456"),
    ],
)
def test_an_exact_figure_is_told_whole(amount: str, said: str, connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create or replace table core.amounts as select '511725' as region_code, 2020 as base_year, "
        f"'x' as series, {amount}::decimal(38, 6) as level_cny"
    )
    (label,) = find_labels(connection, "core.amounts", ["511725/2020/x"]).values()
    assert isinstance(label, Row)
    assert label.figure == said
    assert Decimal(said.replace(",", "").replace("−", "-")) == Decimal(amount)
