"""The first page: what is chosen, in which order, and that every sentence is true whatever the rows hold."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from assets.release import figures, report
from assets.release.figures import Region
from assets.release.report import front, targets
from assets.release.svg import text_width
from assets.release.template import environment
from tests.assets.release.conftest import OFFICIAL, insert
from tests.conftest import BuiltRelease

Row = dict[str, Any]


def said(macro: str, *arguments: object) -> str:
    """A sentence of the page in plain text."""
    module = environment().get_template("report/findings.html").module
    return re.sub("<[^>]*>", "", str(getattr(module, macro)(*arguments))).strip()


# -- sentences


GOAL = {
    "title_zh": "单位GDP二氧化碳排放2025年比2020年降低",
    "value": Decimal("-20.04"),
    "value_zh": "−20.04%",
    "value_key": "",
    "value_year": 2025,
    "base_year": 2020,
    "target_year": 2025,
    "threshold": Decimal("-19.5"),
    "asked_zh": "−19.5%",
    "verdict": "met",
    "verdict_zh": "完成",
    "computed_zh": "",
    "reason_zh": "",
}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "2025年单位GDP二氧化碳排放比2020年下降 20.04%，达到了下降 19.5%的要求"),
        (
            {"value": Decimal(-18), "value_zh": "−18.00%", "verdict": "missed"},
            "2025年单位GDP二氧化碳排放比2020年下降 18.00%，没有达到下降 19.5%的要求",
        ),
        (
            {"value": Decimal(3), "value_zh": "+3.00%", "verdict": "missed"},
            "2025年单位GDP二氧化碳排放比2020年上升 3.00%，没有达到下降 19.5%的要求",
        ),
        (
            {
                "value": Decimal(0),
                "value_zh": "0.00%",
                "value_year": 2023,
                "verdict": "off_track",
                "verdict_zh": "偏离",
            },
            "2023年单位GDP二氧化碳排放比2020年没有变化，2025年要求下降 19.5%：偏离",
        ),
        (
            {"value_year": 2023, "verdict": "on_track", "verdict_zh": "进度符合"},
            "2023年单位GDP二氧化碳排放比2020年下降 20.04%，2025年要求下降 19.5%：进度符合",
        ),
        (
            {"verdict": "not_yet_decidable", "verdict_zh": "尚不能判定", "computed_zh": "完成"},
            "2025年单位GDP二氧化碳排放比2020年下降 20.04%，2025年要求下降 19.5%：尚不能判定（按现有数字为完成）",
        ),
        (
            {"value": None, "value_key": "NE", "verdict": "not_yet_measurable", "reason_zh": "基年缺少电网因子"},
            "单位GDP二氧化碳排放2025年比2020年降低：没有数字（NE），基年缺少电网因子",
        ),
        (
            {"value": None, "value_key": "NE", "verdict": "not_yet_measurable"},
            "单位GDP二氧化碳排放2025年比2020年降低：没有数字（NE），原因见目标一章",
        ),
    ],
)
def test_the_path_is_told_with_what_was_reached_and_what_was_asked(changed: Row, sentence: str) -> None:
    assert said("path", GOAL | changed) == sentence


def reason(year: int, *effects: tuple[str, int | None]) -> Row:
    """A change since a year, of effects in 万吨, the total last."""
    rows = [
        {
            "effect_code": "total" if title == "合计" else title,
            "effect_title_zh": title,
            "effect_t": None if wan is None else Decimal(wan * 10_000),
        }
        for title, wan in effects
    ]
    return {"from_year": year, "effects": rows, "total": rows[-1]}


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ([], "能源二氧化碳的变化不能分解"),
        ([reason(2020, ("人口", None), ("合计", None))], "能源二氧化碳的变化不能分解"),
        (
            [reason(2024, ("人口", -2), ("合计", -2)), reason(2020, ("人口", -9), ("能耗强度", 20), ("合计", 11))],
            "能源二氧化碳比2024年减少 2.00 万吨，比2020年增加 11.00 万吨；"
            "2020年以来推高最多的是能耗强度，压低最多的是人口",
        ),
        (
            [reason(2020, ("人口", -9), ("能耗强度", -2), ("合计", -11))],
            "能源二氧化碳比2020年减少 11.00 万吨；2020年以来压低最多的是人口",
        ),
        (
            [reason(2020, ("人口", 9), ("能耗强度", 2), ("合计", 11))],
            "能源二氧化碳比2020年增加 11.00 万吨；2020年以来推高最多的是人口",
        ),
        ([reason(2020, ("人口", 0), ("合计", 0))], "能源二氧化碳比2020年没有变化"),
        (
            [reason(2024, ("人口", None), ("合计", None)), reason(2020, ("人口", 1), ("合计", 1))],
            "能源二氧化碳比2020年增加 1.00 万吨；2020年以来推高最多的是人口",
        ),
    ],
)
def test_reasons_name_what_pushed_up_most_and_what_pressed_down_most(reasons: list[Row], sentence: str) -> None:
    assert said("reasons", reasons) == sentence


@pytest.mark.parametrize(
    ("total", "changes", "sentence"),
    [
        (
            (4_363_200, ""),
            [(2024, "1.86"), (2020, "-3.54")],
            "2025年总排放 436.32 万吨，比2024年上升 1.9%，比2020年下降 3.5%",
        ),
        ((4_363_200, ""), [(2024, None)], "2025年总排放 436.32 万吨"),
        ((4_363_200, ""), [(2024, "0")], "2025年总排放 436.32 万吨，比2024年没有变化"),
        ((-100, ""), [], "2025年总排放 −0.01 万吨"),
        ((None, "NE"), [], "2025年总排放没有数字（NE）"),
    ],
)
def test_the_trend_is_told_with_its_changes(total: Any, changes: Any, sentence: str) -> None:
    line = {"emissions_tco2e": None if total[0] is None else Decimal(total[0]), "emissions_key": total[1]}
    rows = [{"earlier_year": year, "change_pct": None if pct is None else Decimal(pct)} for year, pct in changes]
    assert said("trend", "2025年", line, rows) == sentence


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([("能源工业", 60), ("农业", 40), ("林业", None)], "2025年排放中能源工业最多，占 60.0%，其次是农业，占 40.0%"),
        ([("能源工业", 100)], "2025年排放中能源工业最多，占 100.0%"),
        ([("林业", None)], "2025年没有排放"),
        ([], "2025年没有排放"),
    ],
)
def test_the_largest_parts_are_named(shares: Any, sentence: str) -> None:
    parts = [
        {"part_title_zh": title, "share_pct": None if share is None else Decimal(share)} for title, share in shares
    ]
    assert said("largest", "2025年", parts) == sentence


def test_energy_names_what_there_is_and_who_uses_most_of_it() -> None:
    def whole(code: str, kind: str, tce: int) -> Row:
        return {"line_code": code, "kind": kind, "line_level": 1, "name_zh": code, "calorific_tce": Decimal(tce)}

    found = [whole("supply_total", "supply", 119_000), whole("交通", "final", 14_000), whole("工业", "final", 29_000)]
    assert said("energy", "2025年", found) == (
        "2025年可供消费的能源 11.90 万吨标准煤，终端用得最多的是工业（2.90 万吨标准煤）"
    )
    assert said("energy", "2025年", found[:1]) == "2025年可供消费的能源 11.90 万吨标准煤"
    assert said("energy", "2025年", []) == "2025年能源从供应到使用"


def test_a_hostile_title_in_a_sentence_is_escaped() -> None:
    module = environment().get_template("report/findings.html").module
    assert "<img" not in str(module.path(GOAL | {"value": None, "title_zh": "<img src=x>"}))


# -- what is chosen


def goal(number: int, verdict: str, **about: object) -> Row:
    return {"target_id": f"t{number}", "role": "goal", "kind": "level", "indicator_code": "x", "verdict": verdict} | {
        "line_number": number,
        "department_zh": "",
        **about,
    }


INTENSITY = {"kind": "change", "indicator_code": "co2_per_gdp"}


def chosen(*rows: Row) -> list[int]:
    return [row["line_number"] for row in front.goals(rows)]


def test_goals_that_need_a_decision_come_first_and_intensities_always_stand_there() -> None:
    rows = [
        goal(1, "met", **INTENSITY),
        goal(2, "met"),
        goal(3, "off_track"),
        goal(4, "missed"),
        goal(5, "at_risk"),
        goal(6, "missed", kind="change", indicator_code="energy_per_gdp"),
        goal(7, "missed", role="control"),
        goal(8, "not_yet_measurable", **INTENSITY),
    ]
    assert chosen(*rows) == [4, 6, 3, 5, 1, 8]


def test_a_page_holds_only_so_many_goals_the_worst_of_them() -> None:
    rows = [goal(n, "at_risk") for n in range(1, 11)] + [goal(n, "missed") for n in range(11, 19)]
    assert chosen(*rows, goal(20, "met", **INTENSITY)) == [*range(11, 19), 1, 2, 3, 20]


@pytest.mark.parametrize(("year", "expected"), [(2024, 2025), (2025, 2025), (2026, 2030), (2031, 2030)])
def test_a_year_is_on_the_way_to_the_next_target_of_intensity_or_past_the_last(year: int, expected: int) -> None:
    rows = [goal(n, "met", target_year=at, **INTENSITY) for n, at in enumerate((2025, 2030))]
    found = front.leading_goal([goal(9, "met", target_year=2025), *rows], year)
    assert found is not None
    assert found["target_year"] == expected


def test_without_a_target_of_intensity_there_is_no_path(full: Any) -> None:
    (region,) = figures.reported_regions(full)
    assert front.leading_goal([goal(1, "missed", target_year=2025)], 2024) is None
    assert front.path(full, region, None) == []
    assert front.path_chart([]) is None


def test_a_year_of_which_too_little_has_come_is_on_the_path_and_reached_nothing(full: Any) -> None:
    reading = {"target_id": "t", "reading_id": "a", "is_headline": True}
    insert(full, "core.targets", [reading | {"threshold_key": "NE"}])
    about = reading | {"basis_id": OFFICIAL, "region_code": "511725", "target_year": 2025, "unit_zh": "%"}
    about |= {"path_value": Decimal(2), "actual_value": Decimal(1)}
    insert(full, "marts.target_paths", [about | {"year": year} for year in (2023, 2024, 2025)])
    region = Region("511725", "渠县", (2023, 2024))
    found = front.path(full, region, {"target_id": "t"})
    assert [(row["year"], row["actual_value"], row["actual_key"]) for row in found] == [
        (2023, 1, ""),
        (2024, 1, ""),
        (2025, None, "NE"),
    ]
    assert [row["other"] for row in found] == [None] * 3  # there is no reading in the other caliber


def test_a_path_is_that_of_the_first_reading_with_the_same_year_in_the_other_caliber(full: Any) -> None:
    """Another reading counts only where nothing but the caliber is otherwise; what is not on the path ends today."""
    readings = [
        ("a", "energy", ""),
        ("b", "stat_2026", ""),
        ("c", "energy", "top_down"),
        ("d", "stat_2026", "top_down"),
    ]
    about: Row = {"basis_id": OFFICIAL, "region_code": "511725", "target_id": "t", "target_year": 2025}
    rows = []
    for number, (name, caliber, method) in enumerate(readings):
        named = {"target_id": "t", "reading_id": name, "is_headline": name == "a"}
        insert(full, "core.targets", [named | {"caliber": caliber, "method": method, "threshold_key": "NE"}])
        values = {"actual_value": Decimal(number), "path_key": "NE"}
        rows += [about | named | values | {"year": year} for year in (2025, 2024, 2023)]
    insert(full, "marts.target_paths", rows)
    found = front.path(full, Region("511725", "渠县", (2023, 2024)), {"target_id": "t"})
    assert [(row["year"], row["reading_id"], row["other"]["reading_id"]) for row in found] == [
        (2023, "a", "b"),
        (2024, "a", "b"),
    ]
    assert [row["other"]["actual_value"] for row in found] == [1, 1]


@pytest.mark.parametrize(("price", "unit"), [(2020, "吨二氧化碳/万元（2020年价）；"), (0, "吨二氧化碳/万元；")])
def test_a_path_says_at_the_prices_of_which_year_it_is(price: int, unit: str) -> None:
    about = {"unit_zh": "吨二氧化碳/万元", "price_base_year": price, "is_incomplete": False}
    rows = [
        about | {"year": year, "path_value": Decimal(path), "actual_value": Decimal(actual)}
        for year, path, actual in ((2020, "2.5", "2.5"), (2021, "2.4", "2.45"))
    ]
    drawing = str(front.path_chart(rows))
    assert f">{unit}纵轴不从零起<" in drawing
    assert "2021年 目标路径：2.400 " in drawing
    assert "2021年 实际：2.450 " in drawing
    assert front.path_chart([row | {"path_value": None} for row in rows]) is None


def test_reasons_are_drawn_up_in_orange_down_in_blue_their_sum_in_dark_blue_and_whole_or_not_at_all() -> None:
    whole = reason(2020, ("人口", -9), ("能耗强度", 20), ("合计", 11))
    lacking = reason(2023, ("人口", 1), ("能耗强度", None), ("合计", 1))
    page, phone = re.findall("<svg.*?</svg>", str(front.reasons_chart([lacking, whole], 2024)), re.DOTALL)
    for drawing in (page, phone):
        assert ">2020—2024年<" in drawing
        assert "2023" not in drawing
        bars = re.findall('<title>([^<]+)</title><rect[^>]* fill="(#[0-9A-F]+)"', drawing)
        assert bars == [("人口：−9.00", "#56B4E9"), ("能耗强度：+20.00", "#E69F00"), ("合计：+11.00", "#0072B2")]
    assert front.reasons_chart([lacking], 2024) is None


def test_each_department_is_told_what_it_has_to_do_those_with_most_goals_first(full: Any) -> None:
    insert(
        full,
        "core.printed_tables",
        [{"table_name": "gdp", "title_zh": "地区生产总值", "department_zh": "县统计局"}],
    )
    region = Region("511725", "渠县", (2023, 2024), {2024: "地区生产总值、人口"})
    found = front.steps(
        full,
        region,
        [
            goal(1, "missed", department_zh="县发改局、县经信局"),
            goal(2, "off_track", department_zh="县经信局"),
            goal(3, "met", department_zh="县住建局"),
            goal(4, "missed"),
        ],
        [
            {"department_zh": "县农业农村局", "years": [2024], "reason_code": "no_activity_data"},
            {"department_zh": "县水务局", "years": [2023], "reason_code": "no_activity_data"},
            {"department_zh": "县水务局", "years": [2024], "reason_code": "outside_edition"},
        ],
        [{"department_zh": "县住建局", "title_zh": "供气量", "years": [2024]}],
    )
    asked = {row["department_zh"]: [len(row[what]) for what in ("goals", "missing", "gaps", "final")] for row in found}
    assert list(asked.items()) == [
        ("县经信局", [2, 0, 0, 0]),
        ("县发改局", [1, 0, 0, 0]),
        ("县住建局", [0, 1, 0, 0]),
        ("县农业农村局", [0, 0, 1, 0]),
        ("县统计局", [0, 0, 0, 1]),
        ("方案未写明部门", [1, 0, 0, 1]),
    ]


# -- the page


def changes(caliber: str, code: str, value: str | None, pct: str | None, **about: object) -> Row:
    return {
        "basis_id": OFFICIAL,
        "region_code": "511725",
        "year": 2024,
        "indicator_code": code,
        "caliber": caliber,
        "price_base_year": 2020 if code == "co2_per_gdp" else 0,
        "unit_zh": "吨二氧化碳/万元" if code == "co2_per_gdp" else "吨",
        "value": None if value is None else Decimal(value),
        "notation_key": "NE" if value is None else "",
        "change_key": "NE",
        "change_pct": None if pct is None else Decimal(pct),
        "ratio_key": "NE" if pct is None else "",
        **about,
    }


def planned(caliber: str, code: str, base_year: int, value: str | None) -> Row:
    return {
        "basis_id": OFFICIAL,
        "region_code": "511725",
        "year": 2024,
        "indicator_code": code,
        "caliber": caliber,
        "method": "bottom_up",
        "price_base_year": 2020 if code == "co2_per_gdp" else 0,
        "is_price_base_in_force": True,
        "base_year": base_year,
        "value": None if value is None else Decimal(value),
        "numerator": 1,
        "denominator": 1,
        "notation_key": "NE" if value is None else "",
        "error_key": "NA",
    }


def card(page: Any, caliber: str) -> str:
    text = " ".join(page.text.split())
    return str(text.split(f"二氧化碳（{caliber}）")[1].split("二氧化碳（")[0].split(" 目标 ")[0]).strip()


def test_both_calibers_stand_beside_each_other_with_their_changes(full: Any, read_page: Any) -> None:
    insert(
        full,
        "marts.indicator_changes",
        [
            changes("energy", "energy_co2", "2983000", "4.12"),
            changes("energy", "co2_per_gdp", "0.6967", "-0.74"),
            changes("stat_2026", "energy_co2", "3540600", None),
            changes("stat_2026", "co2_per_gdp", None, None),
        ],
    )
    insert(
        full,
        "marts.county_indicators",
        [
            planned("energy", "energy_co2", 2020, "3.96"),
            planned("energy", "energy_co2", 2015, "99"),
            planned("energy", "co2_per_gdp", 2020, "-20.04"),
            planned("stat_2026", "energy_co2", 2020, None),
        ],
    )
    page = read_page(report.render(full))
    assert card(page, "能源消费口径") == (
        "298.30 万吨 比2023年 +4.1%比2020年 +4.0% "
        "单位GDP 0.697 吨二氧化碳/万元（2020年价） 比2023年 −0.7%比2020年 −20.0%"
    )
    assert card(page, "2026年统计口径") == "354.06 万吨 比2023年 NE比2020年 NE 单位GDP NE"


def test_a_county_without_a_plan_is_told_so(full: Any, one_year: Any, read_page: Any) -> None:
    for release in (full, one_year):
        text = read_page(report.render(release)).text
        assert "没有本地区的碳达峰方案，不判定目标。" in text
        assert "没有单位GDP二氧化碳排放的目标" in text


def test_totals_stand_with_and_without_land_use(full: Any, read_page: Any) -> None:
    text = " ".join(read_page(report.render(full)).text.split())
    assert "2024年温室气体总排放504.89 万吨二氧化碳当量" in text
    assert "不含土地利用变化和林业 100.20 万吨；不完整，见“缺什么、找谁要”" in text


def test_where_nothing_is_open_the_page_says_so(full: Any, read_page: Any) -> None:
    for table in ("marts.check_results", "marts.completeness"):
        full.execute(f"delete from {table}")
    full.execute("delete from core.deliveries where status = 'missing'")
    text = read_page(report.render(full)).text
    assert "没有未完成或偏离的目标，没有缺口，没有存疑的数字。" in text


@pytest.fixture(scope="module")
def later_page(sample_2025: BuiltRelease, read_page: Any) -> Any:
    return read_page(report.render(sample_2025.connection))


def test_one_line_says_what_the_page_is_and_who_may_read_it(later_page: Any) -> None:
    text = " ".join(later_page.text.split())
    assert "示例数据，非官方任何数字不得引用 · 内部版不得对外提供 · 签发与否以签署页为准 渠县温室气体清单报告" in text


def test_goals_on_the_page_are_those_of_the_mart(sample_2025: BuiltRelease, later_page: Any) -> None:
    expected = sample_2025.rows(
        """
        select title_zh, verdict, distance, coalesce(nullif(department_zh, ''), '全县') as department_zh
        from marts.target_status_official
        where year = 2025 and is_headline and role = 'goal' and (
            verdict in ('missed', 'off_track', 'at_risk')
            or (kind = 'change' and indicator_code in ('co2_per_gdp', 'energy_per_gdp'))
        )
        order by coalesce(list_position(['missed', 'off_track', 'at_risk'], verdict), 9), line_number
        """
    )
    rows = later_page.table_headed("目标", "条款")
    assert len(rows) == len(expected) > 8
    for row, target in zip(rows, expected, strict=True):
        assert row[0].startswith(target["title_zh"])
        assert row[2] == target["department_zh"]
        assert (row[5] == "NE") == (target["distance"] is None)
        if target["distance"] is not None:
            assert abs(Decimal(re.sub("[^0-9.−+]", "", row[5]).replace("−", "-")) - target["distance"]) <= Decimal(
                "0.05"
            )


def test_the_clause_of_a_goal_is_named_by_its_headings(full: Any) -> None:
    for place, expected in (
        ("二、重点行动 › （八）筑牢生态屏障 › 2.提升能力", "二（八）2"),
        ("一、总体要求 › 主要目标", "主要目标"),
    ):
        assert targets._place(place.split(" › ")) == expected


def tips(page: Any, beginning: str) -> list[str]:
    return [tip for tip in page.tips if re.match(beginning, tip)]


def number(text: str) -> Decimal:
    found = re.findall("[−+]?[0-9][0-9,]*[.]?[0-9]*", text.split("：")[-1])[0]
    return Decimal(found.replace("−", "-").replace(",", ""))


def test_the_path_is_drawn_as_it_stands_in_the_mart(sample_2025: BuiltRelease, later_page: Any) -> None:
    expected = sample_2025.rows(
        "select year, path_value, actual_value from marts.target_paths_official "
        "where target_id = 'co2_per_gdp_2025' and is_headline order by year"
    )
    for column, word in (("path_value", "目标路径"), ("actual_value", "实际")):
        drawn = tips(later_page, f"[0-9]+年 {word}")
        assert [tip[:4] for tip in drawn] == [str(row["year"]) for row in expected]
        for tip, row in zip(drawn, expected, strict=True):
            assert abs(number(tip) - row[column]) <= Decimal("0.00005")


def test_the_data_of_the_path_stand_under_it_in_both_calibers(sample_2025: BuiltRelease, later_page: Any) -> None:
    expected = sample_2025.rows(
        "select path.* from marts.target_paths_official as path where target_id = 'co2_per_gdp_2025' "
        "and reading_id in ('energy-current-by_fuel', 'stat_2026-current-by_fuel') order by year, reading_id"
    )
    rows = later_page.table_headed("年份", "目标路径")
    cells = [Decimal(cell) for row in rows for cell in row[1:]]
    values = [row[column] for row in expected for column in ("path_value", "actual_value")]
    assert len(cells) == len(values) == 24
    assert all(abs(cell - value) <= Decimal("0.00005") for cell, value in zip(cells, values, strict=True))


def test_reasons_are_drawn_as_they_stand_in_the_mart(sample_2025: BuiltRelease, later_page: Any) -> None:
    expected = sample_2025.rows(
        """
        select effect_title_zh, effect_t
        from marts.decomposition_official inner join codes.effects using (effect_code)
        where caliber = 'energy' and year = 2025 order by span desc, line_number::integer
        """
    )
    titles = "|".join(dict.fromkeys(row["effect_title_zh"] for row in expected))
    drawn = tips(later_page, f"({titles})：")
    assert len(drawn) == len(expected) == 16
    for tip, row in zip(drawn, expected, strict=True):
        assert tip.startswith(f"{row['effect_title_zh']}：")
        assert abs(number(tip) - row["effect_t"] / 10_000) <= Decimal("0.005")


def test_documents_are_named_in_chinese(later_page: Any) -> None:
    titles = [row[0] for row in later_page.table_headed("文献", "依据")]
    assert len(titles) > 8
    assert all(re.search("[一-鿿]{2}", title) for title in titles)
    assert "Guidelines" not in later_page.text


SHOWN = {"page-size": 940.0, "phone-size": 340.0}


@pytest.mark.parametrize("size", SHOWN)
def test_labels_of_charts_stay_inside_and_can_be_read(size: str, sample_2025: BuiltRelease) -> None:
    """A phone of 390 pixels shows a drawing at its own size: no letter is smaller than on the page."""
    page = report.render(sample_2025.connection).decode()
    drawings = re.findall(f'<div class="{size}">(<svg.*?</svg>)', page, re.DOTALL)
    assert len(drawings) > 8
    for svg in drawings:
        root = ElementTree.fromstring(svg)
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        assert width <= SHOWN[size]
        for label in root.iter("text"):
            about: Mapping[str, str] = label.attrib
            letters, x = float(about["font-size"]), float(about["x"])
            wide = text_width(label.text or "", letters)
            start = x - {"start": 0, "middle": wide / 2, "end": wide}[about["text-anchor"]]
            assert letters >= (11 if size == "phone-size" else 9.5)
            assert start >= -6
            assert start + wide <= width + 6, label.text
            assert 0 < float(about["y"]) <= height


def test_every_chart_stands_once_for_a_page_and_once_for_a_phone(sample_2025: BuiltRelease, later_page: Any) -> None:
    page = report.render(sample_2025.connection)
    assert page.count(b'<div class="page-size">') == page.count(b'<div class="phone-size">') == page.count(b"<svg") / 2
    assert len(page) < 5_000_000
