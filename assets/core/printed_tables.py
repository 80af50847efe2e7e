"""Printed tables: what their declarations say of each, one row for every level of region that delivers it."""

from assets.raw import load_printed_tables

NEEDS = ()
INPUTS = ("assets/raw/*.yaml",)

NO_LEVEL = ""
"""Level of a survey or a history: nobody delivers it every year."""


def build() -> list[dict[str, object]]:
    """One row a printed table and region level."""
    return [
        {
            "table_name": name,
            "region_level": level,
            "title_zh": spec.title_zh,
            "title_en": spec.title_en,
            "department_zh": spec.department,
            "data_class": spec.data_class,
            "is_only_compared": spec.only_compared,
            "first_year": spec.layouts[0].first_year or 0,
        }
        for name, spec in load_printed_tables().items()
        for level in (*spec.region_levels, *([NO_LEVEL] if not spec.region_levels else []))
    ]
