"""Lines of the forms: those on or below which a category stands are served, and a line nobody asks for needs that."""

from schemas import forms
from tests.world import World


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
