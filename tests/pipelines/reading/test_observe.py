import shlex
from dataclasses import asdict
from decimal import Decimal

import pyarrow as pa
import pytest

from pipelines.reading import cells_of, raw_frame
from pipelines.reading.cells import Cell, Sheet, make_sheet
from schemas.problems import Refusals
from tests.pipelines.reading.sheets import change, declare, make, observed, raw_of, refused, staged_of
from tests.pipelines.reading.toy import DECLARED, SPEC, toy


def test_a_figure_carries_codes_unit_status_and_address() -> None:
    observations, _ = staged_of(SPEC, toy())
    assert len(observations) == 20
    assert asdict(observations[1]) == {
        "region_code": "511725",
        "period": "2024",
        "item_code": "energy_balance",
        "sector_code": "final_total",
        "fuel_code": "gasoline",
        "facility_code": "",
        "amount": Decimal("4.2"),
        "unit_code": "10kt",
        "value_status": "reported",
        "is_total": True,
        "printed_text": "4.2",
        "respondents": None,
        "largest_share_pct": None,
        "source_id": "toy",
        "table_name": SPEC.name,
        "file_sha256": "0" * 64,
        "sheet": "表1",
        "cell": "D5",
        "vintage": "final",
        "note": "",
    }


@pytest.mark.parametrize(
    ("note", "vintage"),
    [
        ("注：2023年及以前为最终核实数，2024年为初步核算数。", "preliminary"),
        ("注：2024年数据为快报数", "preliminary"),
        ("注：2023年为初步核算数，2024年为最终核实数。", "final"),
        ("注：2024年为普查数，初步数另印", "final"),
    ],
)
def test_a_year_that_the_sheet_calls_preliminary_is(note: str, vintage: str) -> None:
    observations, _ = staged_of(SPEC, change(toy(), {"A30": note}))
    assert {(o.period, o.vintage) for o in observations} == {("2024", vintage)}


def test_every_month_of_a_year_that_the_sheet_calls_preliminary_is() -> None:
    sheet = change(keyed(("用电", "渠县", "工业", "5")), {"A9": "注：2024年为快报数"})
    assert [(o.period, o.vintage) for o in staged_of(declare(KEYED), sheet)[0]] == [("2024-01", "preliminary")]


def test_a_blank_is_not_zero_and_each_mark_keeps_its_meaning() -> None:
    sheet = change(toy(), {"C7": "…", "D7": "x", "E7": "0"})
    statuses = {o.cell: (o.value_status, o.amount) for o in staged_of(SPEC, sheet)[0]}
    assert statuses["C7"] == ("below_half_unit", None)
    assert statuses["D7"] == ("confidential", None)
    assert statuses["E7"] == ("reported", Decimal(0))
    assert statuses["F8"] == ("zero_or_none", None)
    blank = {o.cell: o for o in staged_of(SPEC, toy())[0]}["D7"]
    assert (blank.value_status, blank.amount, blank.printed_text) == ("blank", None, "")


def test_a_footnote_goes_to_the_note_and_the_printed_text_stays() -> None:
    observations, _ = staged_of(SPEC, change(toy(), {"C8": "4①"}))
    (noted,) = [o for o in observations if o.note]
    assert (noted.amount, noted.printed_text, noted.note) == (Decimal(4), "4①", "脚注①")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("约4", "E-NUM"),
        ("4万吨", "E-UNIT-INLINE"),
        (Cell("#DIV/0!", "error"), "E-CELL-ERROR"),
        (Cell("2024-01-02", "date"), "E-TYPE-DATE"),
        ("*", "E-NUM"),
        (-4, "E-NEG"),
    ],
)
def test_a_cell_that_is_no_certain_number_is_refused_with_its_address(value: str | Cell, code: str) -> None:
    assert (code, "C8") in refused(staged_of, SPEC, change(toy(), {"C8": value}))


def test_a_negative_figure_is_told_by_its_row_and_column() -> None:
    with pytest.raises(Refusals) as caught:
        staged_of(SPEC, change(toy(), {"C8": -4}))
    assert "2.建筑业 › 原煤 不应为负：-4。" in caught.value.render()


def test_every_bad_cell_is_told_at_once() -> None:
    sheet = change(toy(), {"C8": "约4", "E8": "?", "F9": "12 34"})
    cells = [cell for code, cell in refused(staged_of, SPEC, sheet) if code == "E-NUM"]
    assert cells == ["C8", "E8", "F9"]


def test_negative_figures_are_read_where_declared() -> None:
    spec = declare(DECLARED.replace("defaults: {", "defaults: {is_signed: true, "))
    sheet = change(toy(), {"C5": 22.5, "C8": "－4"})
    amounts = {o.cell: o.amount for o in staged_of(spec, sheet)[0]}
    assert amounts["C8"] == Decimal(-4)


def test_negative_figures_are_read_in_the_row_that_may_have_them_and_in_no_other() -> None:
    spec = declare(DECLARED.replace("{sector_code: feedstock}", "{sector_code: feedstock, is_signed: true}"))
    sheet = change(toy(), {"C7": "-2.5"})
    assert {o.cell: o.amount for o in staged_of(spec, sheet)[0]}["C7"] == Decimal("-2.5")
    assert refused(staged_of, spec, change(sheet, {"E8": -3}))[0] == ("E-NEG", "E8")


def test_a_figure_is_a_total_if_its_row_or_its_fuel_is_one() -> None:
    spec = declare(DECLARED.replace("天然气: {fuel_code: natural_gas}", "能源合计: {fuel_code: energy_total}"))
    sheet = change(toy(), {"F2": "能源合计", "F3": "万吨标准煤", "F4": None})
    assert {o.cell for o in staged_of(spec, sheet)[0] if o.is_total} == {
        "C5",
        "D5",
        "E5",
        *(f"F{row}" for row in range(5, 10)),
    }
    assert {o.cell for o in staged_of(SPEC, toy())[0] if o.is_total} == {"C5", "D5", "E5", "F5"}


def test_a_layout_is_the_latest_that_knows_every_label_where_no_title_tells_the_year() -> None:
    spec = declare(
        """
layouts:
  - header: {anchor: [项目]}
    unit: 万吨
    defaults: {item_code: energy_balance, fuel_code: raw_coal}
    columns: {项目: {role: label}, 各年: {match: '(?P<year>\\d{4})年'}}
    rows: {工业: {sector_code: industry}, 建筑业: {sector_code: construction}}
    missing: {}
  - from: 2024
    rows: {建筑业: removed, 基建: {sector_code: trade}}
"""
    )
    for year, label, sector in ((2023, "建筑业", "construction"), (2024, "基建", "trade")):
        sheet = make(("项目", f"{year}年"), ("工业", 5), (label, 2))
        found, _ = observed(spec, raw_of(spec, sheet, region_code="511725"))
        assert [(o.sector_code, o.amount) for o in found] == [("industry", 5), (sector, 2)]


@pytest.mark.parametrize(
    ("gone", "axis", "label"),
    [("天然气: {fuel_code: natural_gas}", "column", "天然气"), ("生活: {sector_code: residential}", "row", "3.生活")],
)
def test_a_label_that_the_declaration_has_forgotten_is_asked_for_on_its_own_axis(
    gone: str, axis: str, label: str
) -> None:
    name = gone.partition(":")[0]
    forgot = DECLARED.replace(gone, f"别的{gone}").replace(f", {name}]", "]")
    with pytest.raises(Refusals) as caught:
        observed(declare(forgot), raw_of(SPEC, toy()))
    asked = [shlex.split(str(r.details["asked"])) for r in caught.value.refusals if r.code == "E-LABEL-UNKNOWN"]
    assert asked[0] == ["示例表", label, "MEANING", "--axis", axis, "--until", "2026"]


def test_what_is_skipped_stays_in_raw_and_is_counted() -> None:
    sheet = change(toy(), {"G2": "折标系数", "G6": "随便"})
    raw = raw_of(SPEC, sheet)
    assert len(raw) == 25
    observations, checks = observed(SPEC, raw)
    assert len(observations) == 20
    (count,) = [check for check in checks if check.rule == "STR-06"]
    assert count.subject == "reported 17，missing 3，skipped 5，refused 0"
    assert count.outcome == "passed"


def test_observations_follow_from_the_raw_frame_alone() -> None:
    older = toy(title="渠县能源消费（2023年）")
    raw = raw_of(SPEC, toy(), make_sheet("表2", older.cells, list(older.merged)))
    again = cells_of(pa.Table.from_pandas(raw_frame(raw)))
    assert again == raw
    assert observed(SPEC, again) == observed(SPEC, raw)


#: Years as rows below a title that says from when to when.
BY_YEAR = """
layouts:
  - title: '(?P<region>\\D+?)人口\\((?P<first_year>\\d{4})-(?P<last_year>\\d{4})年\\)'
    header: {anchor: [年份]}
    columns:
      年份: {role: label}
      常住人口: {item_code: population_resident}
    rows:
      各年: {match: '(?P<year>\\d{4})年?'}
    missing: {}
"""


def test_the_years_of_a_file_may_come_apart() -> None:
    """The lake keeps raw cells by year, not by file."""
    spec = declare(
        BY_YEAR
        + """  - from: 2021
    columns:
      常住人口: {item_code: population_registered}
"""
    )
    sheet = make(("渠县人口（2020-2022年）",), ("年份", "常住人口（万人）"), ("2020", 1), ("2021", 2), ("2022", 3))
    raw = raw_of(spec, sheet)
    observations, _ = observed(spec, [raw[0]])
    assert [o.item_code for o in observations] == ["population_registered"]
    whole, _ = observed(spec, [raw[2], raw[0], raw[1]])
    assert [o.period for o in whole] == ["2020", "2021", "2022"]


def test_sheets_of_one_file_may_have_other_layouts() -> None:
    spec = declare(
        DECLARED + "  - from: 2024\n    rows:\n      建筑业: {sector_code: trade}\n      建筑业/其他: removed\n"
    )
    older = toy(title="渠县能源消费（2023年）")
    older = make_sheet("表2", older.cells, list(older.merged))
    observations, checks = staged_of(spec, toy(), older)
    assert [(o.period, o.sector_code) for o in observations if o.cell == "C8"] == [
        ("2023", "construction"),
        ("2024", "trade"),
    ]
    assert [check.sheet for check in checks if check.rule == "STR-06"] == ["表1", "表2"]


def test_no_cells_give_no_observations() -> None:
    assert observed(SPEC, []) == ([], [])


def test_two_cells_that_say_the_same_are_refused() -> None:
    spec = declare(DECLARED.replace("建筑业: {sector_code: construction}", "建筑业: {sector_code: industry}"))
    assert ("E-DUP-KEY", "C8") in refused(staged_of, spec, toy())


KEYED = """
layouts:
  - header: {anchor: [类型, 行业名称]}
    unit: 千瓦时
    columns:
      类型: {role: key}
      单位名称: {role: region}
      行业名称: {role: label}
      各月: {match: '(?P<year>\\d{4})年(?P<month>\\d{1,2})月'}
    keys:
      类型:
        用电: {item_code: electricity_use}
        售电: {item_code: electricity_sold}
        趸售: {skip: 不用}
    rows:
      工业: {sector_code: industry}
      农业: {skip: 电价分类, optional: true}
    missing: {'': blank}
"""


def keyed(*rows: tuple[object, ...]) -> Sheet:
    return make(("类型", "单位名称", "行业名称", "2024年1月"), *rows)  # type: ignore[arg-type]


def test_the_same_label_under_other_keys_is_another_figure() -> None:  # Q18
    sheet = keyed(
        ("用电", "渠　县", "二、工业", "5"), ("售电", "渠　县", "二、工业", "4"), ("趸售", "渠县", "工业", "x")
    )
    observations, _ = staged_of(declare(KEYED), sheet)
    assert [(o.item_code, o.amount) for o in observations] == [
        ("electricity_use", Decimal(5)),
        ("electricity_sold", Decimal(4)),
    ]
    assert raw_of(declare(KEYED), sheet)[0].row_path == "用电 › 二、工业"


def test_a_key_is_the_same_however_it_is_printed() -> None:
    observations, _ = staged_of(declare(KEYED), keyed(("一、用　电", "渠县", "工业", "5")))
    assert [(o.item_code, o.amount) for o in observations] == [("electricity_use", Decimal(5))]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("用电", "渠县", "工业", "5"), ("用电", "渠县", "工业", "5")), "E-DUP-KEY"),
        ((("外购", "渠县", "工业", "5"),), "E-LABEL-UNKNOWN"),
        (((None, "渠县", "工业", "5"),), "E-LABEL-UNKNOWN"),
        ((("用电", "渠县", "农业", "5"),), "E-LABEL-MISSING"),
        ((("用电", "渠县", "工业", "5"), ("用电", "大竹县", "农业", "5")), "E-LABEL-MISSING"),
    ],
)
def test_keys_are_judged_block_by_block(rows: tuple[tuple[object, ...], ...], code: str) -> None:
    assert code in [found for found, _ in refused(staged_of, declare(KEYED), keyed(*rows))]


def test_one_table_may_hold_several_regions() -> None:
    sheet = keyed(("用电", "渠县", "工业", "5"), ("用电", "大竹县", "工业", "6"))
    observations, _ = staged_of(declare(KEYED), sheet)
    assert [o.region_code for o in observations] == ["511725", "511724"]


def test_a_region_is_meant_by_the_name_that_it_has_in_the_last_year_of_a_table() -> None:
    """达县 became 达川区 in 2013; a table to 2014 is of that one, also in the years before."""
    sheet = make(("达川区人口（2012-2014年）",), ("年份", "常住人口（万人）"), ("2012", 1), ("2013", 2), ("2014", 3))
    observations, _ = staged_of(declare(BY_YEAR), sheet)
    assert [(o.period, o.region_code) for o in observations] == [(str(year), "511703") for year in (2012, 2013, 2014)]
