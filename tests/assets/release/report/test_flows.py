"""The picture of energy: each band is a cell of the printed balance, and what comes to a place leaves it."""

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from assets.release import figures
from assets.release.report import flows
from assets.release.report.flows import FUEL, MADE, PLANT, SUPPLY, USE
from tests.conftest import BuiltRelease

KINDS = {
    "net_inflow": "supply",
    "stock_change": "supply",
    "power": "transformation",
    "industry": "final",
    "loss": "loss",
    "difference": "balance",
}


def cell(line: str, fuel: str, tce: object, **about: object) -> dict[str, Any]:
    return {
        "line_code": line,
        "kind": KINDS[line],
        "line_level": 0 if line in ("loss", "difference") else 1,
        "name_zh": line,
        "fuel_code": fuel,
        "fuel_title_zh": fuel,
        "calorific_tce": Decimal(str(tce)),
        **about,
    }


def bands(*cells: dict[str, Any]) -> list[tuple[str, str, Decimal]]:
    return [(band.source.code, band.target.code, band.value) for band in flows.flows(cells)]


def test_what_comes_in_leads_to_its_fuel_and_what_goes_out_leads_from_it() -> None:
    assert bands(cell("net_inflow", "coal_total", 90_000), cell("net_inflow", "electricity", -17_000)) == [
        ("net_inflow/coal_total", "coal_total", 90_000),
        ("electricity", "net_inflow/electricity", -17_000),
    ]


@pytest.mark.parametrize(
    ("line", "tce", "source", "target"),
    [
        ("stock_change", 20_000, "库存减少·煤", "煤"),
        ("stock_change", -20_000, "煤", "库存增加·煤"),
        ("net_inflow", 20_000, "净调入·煤", "煤"),
        ("net_inflow", -20_000, "煤", "净调出·煤"),
    ],
)
def test_what_is_taken_from_store_makes_stocks_smaller(line: str, tce: int, source: str, target: str) -> None:
    """A change of stocks above nothing is what was there at the beginning of the year and is not at its end."""
    (band,) = flows.flows([cell(line, "coal_total", tce, fuel_title_zh="煤合计")])
    assert (band.source.title, band.target.title) == (source, target)


def test_a_plant_takes_fuels_gives_electricity_and_loses_the_rest() -> None:
    found = bands(
        cell("power", "coal_total", -77_000),
        cell("power", "electricity", 31_000),
        cell("power", "energy_total", -46_000),
    )
    assert found == [
        ("coal_total", "power", -77_000),
        ("power", "electricity", 31_000),
        ("power", "power/lost", -46_000),
    ]


def test_what_is_left_over_goes_out_and_what_is_missing_comes_in() -> None:
    assert bands(cell("difference", "coal_total", 5_000), cell("difference", "petroleum_total", -5_000)) == [
        ("coal_total", "difference/coal_total", 5_000),
        ("difference/petroleum_total", "petroleum_total", -5_000),
    ]


def test_sums_and_what_is_printed_as_nothing_have_no_band() -> None:
    assert bands(cell("industry", "energy_total", 90_000), cell("industry", "coal_total", 50)) == []
    assert bands(cell("industry", "coal_total", 51)) == [("coal_total", "industry", 51)]


def test_a_use_is_named_with_its_sum_over_all_fuels() -> None:
    (band,) = flows.flows([cell("industry", "coal_total", 90_000), cell("industry", "energy_total", 120_000)])
    assert (band.target.label, band.target.column) == ("12.00", USE)


def test_a_plant_that_makes_more_than_it_takes_loses_nothing() -> None:
    assert bands(cell("power", "energy_total", 46_000)) == []


def test_bands_leave_and_arrive_below_each_other_as_wide_as_their_tonnes() -> None:
    """100 t and two gaps of 15 stand in 454 pixels: 4.24 a tonne; fuels begin at 24, uses at 39 and end at 478."""

    def node(code: str, column: int) -> flows.Node:
        return flows.Node(code, code, column)

    coal, gas = node("coal", FUEL), node("gas", FUEL)
    near, far = node("near", USE), node("far", USE)
    ends = [(gas, near, 30), (coal, far, -60), (coal, near, 10)]
    drawn = [flows.Flow(source, target, Decimal(t), f"#{abs(t)}", "") for source, target, t in ends]
    svg = flows.sankey("标题", drawn, 940)
    way = r'<path d="M162.0 ([0-9.]+)C450.0 [0-9.]+ 450.0 [0-9.]+ 738.0 ([0-9.]+)v([0-9.]+)[^"]*" fill="#([0-9]+)"'
    found = {int(t): tuple(map(float, place)) for *place, t in re.findall(way, svg)}
    assert found == {
        30: (24.0, 39.0, 127.2),
        10: (166.2, 166.2, 42.4),  # of the coal, which begins below the gas and a gap; below what comes of the gas
        60: (208.6, 223.6, 254.4),
    }
    boxes = re.findall(r'<rect x="([0-9.]+)" y="([0-9.]+)" width="12.0" height="([0-9.]+)"', svg)
    assert [tuple(map(float, box)) for box in boxes] == [
        (150, 24, 127.2),
        (150, 166.2, 296.8),
        (738, 39, 169.6),
        (738, 223.6, 254.4),
    ]
    on_phone = re.findall(r'<rect x="([0-9.]+)"', flows.sankey("标题", drawn, 340))
    assert on_phone == ["0.0", "0.0", "198.0", "198.0"]


@pytest.mark.parametrize(("width", "text"), [(91, "甲乙丙丁戊 1.00"), (70, "甲乙… 1.00"), (40, "1.00")])
def test_a_name_without_room_is_shortened_and_its_figure_is_not(width: float, text: str) -> None:
    """A Chinese character is 11.5 wide, any other one 6.67."""
    assert flows._fitting(flows.Node("x", "甲乙丙丁戊", USE, "1.00"), width) == text


@pytest.fixture(params=["sample", "sichuan"])
def built(request: pytest.FixtureRequest) -> BuiltRelease:
    release: BuiltRelease = request.getfixturevalue(request.param)
    return release


def drawn(built: BuiltRelease) -> list[flows.Flow]:
    (region,) = figures.reported_regions(built.connection)
    return flows.flows(flows.cells(built.connection, region, region.latest))


def test_bands_are_the_cells_of_the_mart(built: BuiltRelease) -> None:
    values = [band.value for band in drawn(built)]
    (stored,) = built.rows(
        "select list(calorific_tce) as cells from marts.energy_balance_table "
        "where form_code = 'simple' and year = (select max(year) from core.reported_years)"
    )
    assert len(values) > 20
    assert set(values) <= set(stored["cells"])


def test_what_comes_to_a_fuel_leaves_it(built: BuiltRelease) -> None:
    """To what is printed as nothing; a plant may also burn what the short form has no column for, such as gas."""
    net: dict[str, Decimal] = defaultdict(Decimal)
    for band in drawn(built):
        net[band.source.code] -= abs(band.value)
        net[band.target.code] += abs(band.value)
        assert band.source.column < band.target.column
    places = {node for band in drawn(built) for node in (band.source, band.target)}
    for node in places:
        if node.column in (FUEL, MADE):
            assert abs(net[node.code]) < 500, node
        if node.column == PLANT:
            assert net[node.code] < 500, node


@pytest.mark.parametrize("width", [940, 340])
def test_all_stands_within_the_picture_and_no_two_places_touch(built: BuiltRelease, width: float) -> None:
    svg = flows.sankey("标题", drawn(built), width)
    root = ElementTree.fromstring(svg)
    boxes = [{name: float(box.attrib[name]) for name in ("x", "y", "width", "height")} for box in root.iter("rect")]
    assert len(boxes) > 12
    for box in boxes:
        assert 0 <= box["x"] <= width - box["width"]
        assert box["y"] >= 23.9
        assert box["y"] + box["height"] <= 484
    for one in boxes:
        assert not [
            other
            for other in boxes
            if other is not one and other["x"] == one["x"] and one["y"] <= other["y"] < one["y"] + one["height"]
        ]


def test_a_band_tells_its_amount_to_who_points_at_it(built: BuiltRelease) -> None:
    svg = flows.sankey("标题", drawn(built), 940)
    tips = re.findall("<g><title>([^<]* → [^<]*)</title><path", svg)
    assert len(tips) == len(drawn(built))
    assert all(re.fullmatch(r"[^：]+：[0-9,.]+ 万吨标准煤", tip) for tip in tips)


def test_a_phone_begins_with_the_fuels(built: BuiltRelease) -> None:
    supplies = [band.source.title for band in drawn(built) if band.source.column == SUPPLY]
    assert supplies
    assert not any(f">{title} " in flows.sankey("标题", drawn(built), 340) for title in supplies)
