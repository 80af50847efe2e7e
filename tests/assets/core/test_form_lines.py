"""Lines of the forms: those on or below which a category stands are served, and a line nobody asks for needs that."""

from schemas import forms
from tests.world import World


def test_a_category_stands_in_a_form_of_which_it_has_a_line(world: World) -> None:
    """And among the categories of the IPCC only if it counts in the total."""
    world.put(
        "core/category_lines",
        [
            {"category_code": "E.1", "provincial_line_code": "energy", "ipcc_2006_code": "1.A", "is_in_total": True},
            {"category_code": "E.2", "provincial_line_code": "", "ipcc_2006_code": "", "is_in_total": True},
            {"category_code": "M.1", "provincial_line_code": "", "ipcc_2006_code": "1.A", "is_in_total": False},
        ],
    )
    placed = world.build("core/form_places")
    assert [(row["form_code"], row["category_code"], row["line_code"]) for row in placed] == [
        ("ipcc", "E.1", "1.A"),
        ("provincial", "E.1", "energy"),
    ]


def test_a_line_is_served_by_what_stands_on_it_and_on_all_that_it_lies_in(world: World) -> None:
    world.make("core/bases", "core/categories", "core/category_views")
    world.build_all("core/category_lines", "core/form_parts", "core/form_places", "core/form_lines")
    placed = {row["line_code"] for row in world.rows("core/form_places", "form_code = 'ipcc'")}
    listed = {row["line_code"]: row for row in forms.read_form("ipcc_lines")}
    served = set[str]()
    for line in placed:
        while line:
            served.add(line)
            line = listed[line]["parent_code"]
    found = {row["line_code"]: row["is_served"] for row in world.rows("core/form_lines", "form_code = 'ipcc'")}
    assert {line for line, is_served in found.items() if is_served} == served
    assert served - placed, "lines that only sum up"
    assert set(found) == served | {line for line, row in listed.items() if row["is_asked"] == "true"} < set(listed)
