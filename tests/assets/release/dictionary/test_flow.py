"""Pictures of tables and columns."""

from itertools import pairwise
from xml.etree import ElementTree

from assets.release.dictionary.flow import BOX_WIDTH, LEFT, RIGHT, Box, columns_flow, tables_flow


def test_a_line_that_another_way_implies_is_left_out() -> None:
    boxes = [Box("a", "甲", "#eee", ()), Box("b", "乙", "#eee", ("a",)), Box("c", "丙", "#eee", ("a", "b"))]
    svg = tables_flow("图", [("core", boxes)])
    assert svg.count("<path") == 2
    assert svg.count("<rect") == 3


def test_a_box_stands_below_what_it_is_made_from() -> None:
    boxes = [Box("late", "后", "#eee", ("early",)), Box("early", "先", "#eee", ())]
    root = ElementTree.fromstring(tables_flow("图", [("core", boxes)]))
    heights = {text.text: float(text.attrib["y"]) for text in root.iter("text")}
    assert heights["early"] < heights["late"]


def test_boxes_stand_beside_each_other_between_the_names_of_bands_and_the_edge() -> None:
    """Though all of a band are made of the first one, or of the last one, of the band above."""
    above = [Box(name, "表", "#eee", ()) for name in "abcdef"]
    for parent in "af":
        below = [Box(name, "表", "#eee", (parent,)) for name in "xyz"]
        root = ElementTree.fromstring(tables_flow("图", [("core", above), ("marts", below)]))
        rows: dict[str, list[float]] = {}
        for box in root.iter("rect"):
            rows.setdefault(box.attrib["y"], []).append(float(box.attrib["x"]))
        assert sorted(map(len, rows.values())) == [3, 6]
        for lefts in map(sorted, rows.values()):
            assert lefts[0] >= LEFT
            assert lefts[-1] + BOX_WIDTH <= RIGHT
            assert min(after - before for before, after in pairwise(lefts)) >= BOX_WIDTH


def test_every_feeding_column_has_a_line() -> None:
    lineage = {"x": [("core.a", "m"), ("core.b", "n")], "y": [("core.a", "m")], "z": []}
    svg = columns_flow("图", lineage)
    assert svg.count("<path") == 3
    assert all(f">{name}<" in svg for name in ("core.a", "core.b", "m", "n", "x", "y", "z"))
