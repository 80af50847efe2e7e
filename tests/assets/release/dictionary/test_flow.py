"""Pictures of tables and columns."""

from xml.etree import ElementTree

from assets.release.dictionary.flow import Box, columns_flow, tables_flow


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


def test_every_feeding_column_has_a_line() -> None:
    lineage = {"x": [("core.a", "m"), ("core.b", "n")], "y": [("core.a", "m")], "z": []}
    svg = columns_flow("图", lineage)
    assert svg.count("<path") == 3
    assert all(f">{name}<" in svg for name in ("core.a", "core.b", "m", "n", "x", "y", "z"))
