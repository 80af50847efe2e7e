"""Charts: shapes true to the figures, text escaped, labels that do not touch."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assets.release import colours
from assets.release.report import charts
from assets.release.svg import Drawing, spread, text_width, tick_text, ticks


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


def test_a_ribbon_is_as_wide_where_it_arrives_as_where_it_leaves() -> None:
    drawing = Drawing(100, 100, "标题")
    drawing.ribbon((10, 20), (40, 60), 5, colours.WHOLE, "")
    way = "M10.0 20.0C25.0 20.0 25.0 60.0 40.0 60.0v5.00C25.0 65.0 25.0 25.0 10.0 25.0Z"
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


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (0, 10, 5, [0, 2, 4, 6, 8, 10]),
        (0, 5, 5, [0, 1, 2, 3, 4, 5]),
        (0, 12, 5, [0, 2.5, 5, 7.5, 10, 12.5]),
        (0, 24, 5, [0, 5, 10, 15, 20, 25]),
        (0, 45, 5, [0, 10, 20, 30, 40, 50]),
        (-22, 480, 5, [-200, 0, 200, 400, 600]),
        (-5, -5, 5, [-5]),
    ],
)
def test_ticks_are_one_two_two_and_a_half_or_five_apart(
    low: float, high: float, count: int, expected: list[float]
) -> None:
    assert ticks(low, high, count) == expected


def test_a_chinese_character_is_one_em_wide_and_others_a_little_more_than_half() -> None:
    assert text_width("排放 CO2", 10) == pytest.approx(2 * 10 + 4 * 5.8)


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
        first, second = boxes(charts.waterfall("标题", "万吨", steps, width), colours.WHOLE)
        after = next(e for e in root.iter("text") if e.text == "终点")
        if anchor == "start":  # each name stands above its own bar
            assert 0 < first["y"] - float(label.attrib["y"]) < 8
            assert first["y"] + first["height"] < float(after.attrib["y"]) < second["y"]


def texts(svg: str) -> dict[str, dict[str, str]]:
    """Attributes of the texts of a drawing, by what they say."""
    return {element.text or "": element.attrib for element in ElementTree.fromstring(svg).iter("text")}


def lines(svg: str, **about: str) -> list[list[float]]:
    """Ends of the straight lines that look so."""
    return [
        [float(element.attrib[name]) for name in ("x1", "y1", "x2", "y2")]
        for element in ElementTree.fromstring(svg).iter("line")
        if about.items() <= element.attrib.items()
    ]


def reach(about: dict[str, str], text: str) -> tuple[float, float]:
    """From where to where a text reaches."""
    x, wide = float(about["x"]), text_width(text, float(about["font-size"]))
    start = x - {"start": 0, "middle": wide / 2, "end": wide}[about["text-anchor"]]
    return start, start + wide


def test_columns_stand_apart_below_their_totals_and_each_part_is_named_at_its_middle() -> None:
    years = range(2005, 2025)
    parts = [charts.Series(title, f"#{digit * 6}", [Decimal(10)] * 20) for digit, title in ("1甲", "2乙")]
    svg = charts.stacked_columns("标题", "万吨", years, parts, [Decimal(20 + n) for n in range(20)])
    below, above = boxes(svg, "#111111"), boxes(svg, "#222222")
    for left, right in pairwise(below):
        assert left["x"] + left["width"] < right["x"]
    for number, column in enumerate(above):
        total = texts(svg)[f"{20 + number}.00"]
        assert 0 < column["y"] - float(total["y"]) < 12
        assert float(total["x"]) == pytest.approx(column["x"] + column["width"] / 2, abs=0.2)
    ends = lines(svg, stroke="#5f6368")
    for (x, y, _, _), column in zip(ends, (above[-1], below[-1]), strict=True):  # from above to below
        assert y == pytest.approx(column["y"] + column["height"] / 2, abs=0.2)
        assert 0 < x - column["x"] - column["width"] < 5
    for text, about in texts(svg).items():
        start, end = reach(about, text)
        assert start >= 0, text
        assert end <= charts.WIDTH, text


def test_what_is_less_than_one_is_drawn_too_and_nothing_stands_outside_the_axis() -> None:
    parts = [charts.Series(f"甲{digit}", f"#{digit * 6}", [Decimal("0.9")]) for digit in "12345"]
    sink = charts.Series("汇", "#999999", [Decimal(-5)])
    svg = charts.stacked_columns("标题", "万吨", [2024], [*parts, sink], [Decimal("-0.5")])
    stack = [box for digit in "12345" for box in boxes(svg, f"#{digit * 6}")]
    (hanging,) = boxes(svg, "#999999")
    assert stack[0]["y"] + stack[0]["height"] == pytest.approx(hanging["y"], abs=0.2)
    for lower, upper in pairwise(stack):
        assert upper["y"] + upper["height"] == pytest.approx(lower["y"], abs=0.2)
    assert min(box["y"] for box in stack) >= 34
    assert hanging["y"] + hanging["height"] < 350
    rules = [y for x, y, _, _ in lines(svg) if x == 62]
    assert len(rules) > 3
    assert all(34 <= y <= 350 for y in rules)


def test_a_waterfall_joins_its_bars_and_stresses_its_ends() -> None:
    steps = [("起点", 100, "#111111"), ("减少", -60, "#222222"), ("增加", 20, "#333333"), ("终点", 60, "#444444")]
    svg = charts.waterfall("标题", "万吨", [charts.Bar(t, Decimal(v), f"{v}.0", c) for t, v, c in steps])
    bars = [box for *_, colour in steps for box in boxes(svg, colour)]
    ends = (100, 40, 60)
    zero, scale = bars[0]["x"], bars[0]["width"] / 100
    joints = lines(svg, stroke="#5f6368")
    assert len(joints) == 3
    for (x1, y1, x2, y2), level, (upper, lower) in zip(joints, ends, pairwise(bars), strict=True):
        assert [x1, x2] == pytest.approx([zero + level * scale] * 2, abs=0.2)
        assert [y1, y2] == pytest.approx([upper["y"] + upper["height"], lower["y"]], abs=0.2)
    assert [texts(svg)[f"{v}.0"].get("font-weight") for v in (100, -60, 20)] == ["700", None, None]


def test_names_and_numbers_of_bars_have_room_beside_them() -> None:
    entries = [charts.Bar("能源工业", Decimal(40), "40.00（80.0%）"), charts.Bar("林业", Decimal(-10), "−10.00")]
    svg = charts.bars("标题", "万吨", entries)
    left = min(box["x"] for box in boxes(svg, colours.WHOLE))
    for entry in entries:
        start, end = reach(texts(svg)[entry.title], entry.title)
        assert start >= 0
        assert left - end >= 8
        start, end = reach(texts(svg)[entry.label], entry.label)
        assert end <= charts.HALF
    _, _, _, height = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
    first, last = boxes(svg, colours.WHOLE)
    assert first["y"] >= 26
    assert last["y"] + last["height"] <= height


def test_numbers_of_an_axis_have_room_at_its_left() -> None:
    points = [charts.Point(2020 + n, Decimal(120_000 * n)) for n in range(3)]
    for text, about in texts(charts.line("标题", "吨", points, 0)).items():
        assert reach(about, text)[0] >= 0, text


def dots(svg: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(svg).iter("circle")]


@pytest.mark.parametrize("years", [2, 3, 20])
def test_a_line_goes_from_the_first_year_to_the_last_across_its_place(years: int) -> None:
    """It ends 10 pixels before the right end of its rules, which is 22 before that of the drawing."""
    points = [charts.Point(2000 + n, Decimal(n + 1)) for n in range(years)]
    svg = charts.line("标题", "吨", points, 0)
    places = [float(dot["cx"]) for dot in dots(svg)]
    assert places[-1] == charts.HALF - 32
    steps = [later - earlier for earlier, later in pairwise(places)]
    assert steps == pytest.approx([(places[-1] - places[0]) / (years - 1)] * (years - 1), abs=0.2)
    assert places[0] < 60


def test_an_incomplete_year_is_hollow() -> None:
    points = [charts.Point(2020, Decimal(1)), charts.Point(2021, Decimal(2), is_incomplete=True)]
    assert [dot["fill"] for dot in dots(charts.line("标题", "吨", points, 0))] == [colours.COLOURS[0], "#fff"]


def test_numbers_of_a_line_alone_stand_above_their_points() -> None:
    svg = charts.line("标题", "吨", [charts.Point(2020, Decimal(10)), charts.Point(2021, Decimal(30))], 1)
    for dot, text in zip(dots(svg), ("10.0", "30.0"), strict=True):
        assert float(texts(svg)[text]["y"]) < float(dot["cy"])
        assert texts(svg)[text]["x"] == dot["cx"]


def test_a_path_is_drawn_within_its_axis_in_the_colour_of_its_name() -> None:
    actual = [charts.Point(2020, Decimal("2.13")), charts.Point(2021, Decimal("1.91"))]
    planned = [charts.Point(2020, Decimal("2.13")), charts.Point(2021, Decimal("1.77"))]
    svg = charts.line("标题", "吨", actual, 2, path=planned)
    assert all(36 <= float(dot["cy"]) <= 194 for dot in dots(svg))
    names = texts(svg)
    assert (names["实际"]["fill"], names["目标路径"]["fill"]) == (colours.COLOURS[0], colours.COLOURS[3])
    ways = [element.attrib for element in ElementTree.fromstring(svg).iter("path")]
    for way in ways:
        assert way["stroke"] == (colours.COLOURS[3] if "stroke-dasharray" in way else colours.COLOURS[0])
    assert len(ways) == 4


@pytest.mark.parametrize(
    ("years", "labelled"),
    [
        (range(2017, 2025), range(2017, 2025)),
        (range(2016, 2025), (2016, 2020, 2024)),
        (range(2005, 2025), (2005, 2010, 2015, 2020, 2024)),
    ],
)
def test_eight_years_are_all_named_of_more_the_ends_and_every_fifth(years: range, labelled: range) -> None:
    svg = charts.line("标题", "吨", [charts.Point(year, Decimal(1)) for year in years], 0, width=charts.WIDTH)
    assert {int(text) for text in texts(svg) if re.fullmatch("20[0-9]{2}", text)} == set(labelled)


def test_numbers_stand_at_the_ends_the_extremes_and_every_fifth_year_most_telling_first() -> None:
    values = {2009: 5, 2010: 6, 2011: 4, 2012: 1, 2013: 9, 2014: 8, 2015: 7, 2016: 3, 2017: 2}
    known = [(charts.Point(year, Decimal(value)), float(value)) for year, value in values.items()]
    assert [point.year for point, _ in charts._telling(known)] == [2017, 2009, 2013, 2012, 2010, 2015]
    assert [point.year for point, _ in charts._telling(known[1:])][4:] == [*range(2010, 2018)]
    assert charts._telling([]) == []


@pytest.mark.parametrize(
    ("count", "places"), [(20, [19, 0, 14, 9, 4]), (9, [8, 0, 3]), (8, [7, 0, 2, 1, 3, 4, 5, 6]), (1, [0])]
)
def test_of_many_columns_the_last_the_first_and_every_fifth_from_the_end_are_named(
    count: int, places: list[int]
) -> None:
    assert charts._telling_places(count) == places
