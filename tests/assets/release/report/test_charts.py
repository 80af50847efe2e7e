"""Charts: shapes true to the figures, text escaped, labels that do not touch."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assets.release import colours
from assets.release.report import charts
from assets.release.svg import Drawing, spread, tick_text, ticks


def boxes(svg: str, colour: str) -> list[dict[str, float]]:
    return [
        {name: float(element.attrib[name]) for name in ("x", "y", "width", "height")}
        for element in ElementTree.fromstring(svg).iter("rect")
        if element.attrib["fill"] == colour and float(element.attrib["width"]) > 10
    ]


def test_heights_of_a_stack_are_in_proportion_and_removals_hang_below_zero() -> None:
    svg = charts.stacked_columns(
        "标题",
        "万吨",
        [2023, 2024],
        [
            charts.Series("甲", "#111111", [Decimal(10), Decimal(20)]),
            charts.Series("乙", "#222222", [None, Decimal(10)]),
            charts.Series("汇", "#333333", [Decimal(-5), Decimal(-5)]),
        ],
        [Decimal(5), Decimal(25)],
    )
    first, second = boxes(svg, "#111111")
    (other,) = boxes(svg, "#222222")
    sink = boxes(svg, "#333333")[1]
    assert second["height"] == pytest.approx(2 * first["height"], abs=0.2)
    assert other["height"] == pytest.approx(first["height"], abs=0.2)
    assert other["y"] + other["height"] == pytest.approx(second["y"], abs=0.2)
    assert sink["y"] == pytest.approx(second["y"] + second["height"], abs=0.2)
    assert ">25.00<" in svg


@pytest.mark.parametrize(
    ("is_downward", "way"),
    [(False, "M10.0 20.0C25.0 20.0 25.0 60.0 40.0 60.0"), (True, "M10.0 20.0C10.0 40.0 40.0 40.0 40.0 60.0")],
)
def test_a_soft_line_leaves_and_arrives_straight_and_bends_halfway(is_downward: bool, way: str) -> None:
    drawing = Drawing(100, 100, "标题")
    drawing.curve((10, 20), (40, 60), colours.WHOLE, is_downward=is_downward)
    assert f'd="{way}"' in drawing.markup()


def test_bars_are_in_proportion() -> None:
    svg = charts.bars("标题", "万吨", [charts.Bar("甲", Decimal(40), "40"), charts.Bar("乙", Decimal(-10), "−10")])
    large, small = boxes(svg, colours.WHOLE)
    assert large["width"] == pytest.approx(4 * small["width"], abs=0.5)
    assert small["x"] + small["width"] == pytest.approx(large["x"], abs=0.2)


def test_a_line_breaks_where_a_year_has_no_value() -> None:
    points = [charts.Point(year, None if year == 2007 else Decimal(year - 2000)) for year in range(2005, 2010)]
    svg = charts.line("标题", "吨", points, 1)
    assert svg.count("<path") == 2
    assert svg.count("<circle") == 4


@pytest.mark.parametrize("years", [1, 2, 20, 40])
def test_any_number_of_years_can_be_drawn(years: int) -> None:
    numbers = [Decimal(index + 1) for index in range(years)]
    series = charts.Series("甲", "#111111", numbers)
    svg = charts.stacked_columns("标题", "吨", range(2000, 2000 + years), [series], numbers)
    assert len(boxes(svg, "#111111")) == years
    ElementTree.fromstring(charts.line("标题", "吨", [charts.Point(2000 + i, v) for i, v in enumerate(numbers)], 0))


def test_nothing_but_zeros_can_be_drawn() -> None:
    zeros = [Decimal(0)]
    ElementTree.fromstring(charts.stacked_columns("零", "吨", [2024], [charts.Series("甲", "#111", zeros)], zeros))
    ElementTree.fromstring(charts.bars("零", "吨", [charts.Bar("甲", Decimal(0), "0")]))
    ElementTree.fromstring(charts.line("零", "吨", [charts.Point(2024, Decimal(0))], 0))


def test_text_is_escaped() -> None:
    svg = charts.bars("<b>", "<i>", [charts.Bar("<script>", Decimal(1), "&")])
    assert not re.search(r"<(b|i|script)>", svg)


def test_ticks_are_round_and_cover_the_range() -> None:
    assert ticks(0, 344.6) == [0, 100, 200, 300, 400]
    assert ticks(-22, 480)[0] <= -22
    assert tick_text(-2500, 500) == "−2,500"
    assert tick_text(0.25, 0.25) == "0.25"


@pytest.mark.parametrize("wanted", [[10, 11, 12, 90], [10, 90, 95, 99], [98, 99]])
def test_labels_keep_their_distance(wanted: list[float]) -> None:
    placed = spread(wanted, 15, 0, 100)
    assert all(later - earlier >= 15 for earlier, later in pairwise(placed))
    assert min(placed) >= 0
    assert max(placed) <= 100


def test_a_waterfall_goes_from_the_first_amount_to_the_last_by_its_steps() -> None:
    svg = charts.waterfall(
        "标题",
        "万吨",
        [
            charts.Bar("起点", Decimal(100), "100", "#111111"),
            charts.Bar("减<少", Decimal(-60), "−60", "#222222"),
            charts.Bar("增加", Decimal(20), "+20", "#333333"),
            charts.Bar("终点", Decimal(60), "60", "#444444"),
        ],
    )
    ((start,), (less,), (more,), (end,)) = (boxes(svg, f"#{digit * 6}") for digit in "1234")
    assert less["width"] == pytest.approx(0.6 * start["width"], abs=0.2)
    assert less["x"] + less["width"] == pytest.approx(start["x"] + start["width"], abs=0.2)
    assert more["x"] == pytest.approx(less["x"], abs=0.2)
    assert end["x"] == start["x"]
    assert end["x"] + end["width"] == pytest.approx(more["x"] + more["width"], abs=0.2)
    assert "减&lt;少" in svg


def test_a_waterfall_may_end_below_zero() -> None:
    steps = [("起点", 10, "#111111"), ("吸收", -30, "#222222"), ("终点", -20, "#333333")]
    svg = charts.waterfall("标题", "万吨", [charts.Bar(t, Decimal(v), str(v), c) for t, v, c in steps])
    ((start,), (step,), (end,)) = (boxes(svg, colour) for _, _, colour in steps)
    assert end["x"] + end["width"] == pytest.approx(start["x"], abs=0.2)
    assert step["x"] == pytest.approx(end["x"], abs=0.2)
    assert step["width"] == pytest.approx(3 * start["width"], abs=0.2)


def test_changes_go_from_nothing_by_their_reasons_to_their_sum() -> None:
    first = [("甲", 30, "#111111"), ("乙", -10, "#222222"), ("合计", 20, "#333333")]
    second = [("甲", -3, "#444444"), ("乙", 1, "#555555"), ("合计", -2, "#666666")]
    for width in (charts.HALF, charts.PHONE):
        panels = [
            (head, [charts.Bar(title, Decimal(value), str(value), colour) for title, value, colour in steps])
            for head, steps in (("去年", first), ("规划期", second))
        ]
        svg = charts.changes("标题", "万吨", panels, width)
        ((more,), (less,), (total,)) = (boxes(svg, colour) for _, _, colour in first)
        assert less["width"] == pytest.approx(more["width"] / 3, abs=0.2)
        assert less["x"] + less["width"] == pytest.approx(more["x"] + more["width"], abs=0.2)
        assert total["x"] == pytest.approx(more["x"], abs=0.2)
        assert total["width"] == pytest.approx(more["width"] - less["width"], abs=0.2)
        ((down,), (up,), (sum_,)) = (boxes(svg, colour) for _, _, colour in second)
        assert up["x"] == pytest.approx(down["x"], abs=0.2)
        assert sum_["x"] + sum_["width"] == pytest.approx(down["x"] + down["width"], abs=0.2)
        assert (down["y"] > total["y"]) == (width == charts.PHONE), "one below the other on a phone"


def test_a_line_beside_its_path_does_not_begin_at_zero_and_says_so() -> None:
    actual = [charts.Point(2020, Decimal(2)), charts.Point(2021, None), charts.Point(2022, Decimal("1.9"))]
    planned = [charts.Point(year, Decimal("2") - Decimal("0.06") * (year - 2020)) for year in range(2020, 2026)]
    svg = charts.line("标题", "吨", actual, 2, path=planned)
    assert "吨；纵轴不从零起" in svg
    assert ">0<" not in svg
    assert svg.count("stroke-dasharray") == 2, "the path and its name"
    assert svg.count("<circle") == 8
    assert "2021年 目标路径：1.94 吨" in svg
    assert "2022年 实际：1.90 吨" in svg
    assert "纵轴" not in charts.line("标题", "吨", actual, 2)


def test_labels_of_a_line_stand_on_the_side_away_from_its_path() -> None:
    def height(text: str, actual: int) -> float:
        points = [charts.Point(2020, Decimal(2)), charts.Point(2021, Decimal(actual) / 100)]
        svg = charts.line(
            "标题", "吨", points, 2, path=[charts.Point(2020, Decimal(2)), charts.Point(2021, Decimal("1.5"))]
        )
        (found,) = [e for e in ElementTree.fromstring(svg).iter("text") if e.text == text]
        return float(found.attrib["y"])

    assert height("1.50", 140) < height("1.40", 140)
    assert height("1.60", 160) < height("1.50", 160)


def test_a_mark_says_its_value_to_who_points_at_it() -> None:
    numbers = [Decimal("12.345"), None]
    svg = charts.stacked_columns("标题", "万吨", [2023, 2024], [charts.Series("甲", "#111111", numbers)], numbers)
    assert "<g><title>2023年 甲：12.34 万吨</title><rect" in svg
    assert "<g><title>甲&lt;：40</title><rect" in charts.bars("标题", "吨", [charts.Bar("甲<", Decimal(40), "40")])


def test_names_that_a_phone_has_no_room_for_stand_above_their_bars() -> None:
    name = "上网电力的排放只计县域内使用的部分（GPC I.4.4）"
    steps = [charts.Bar(name, Decimal(10), "10.00"), charts.Bar("终点", Decimal(10), "10.00")]
    for width, anchor in ((charts.WIDTH, "end"), (charts.PHONE, "start")):
        root = ElementTree.fromstring(charts.waterfall("标题", "万吨", steps, width))
        (label,) = [e for e in root.iter("text") if e.text == name]
        assert label.attrib["text-anchor"] == anchor
