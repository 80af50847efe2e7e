"""Delivered files in force: one row each, in the order of delivery, as young as the youngest table in them."""

from types import SimpleNamespace

from assets.core.delivered_files import build


def delivered(name: str, *periods: str) -> SimpleNamespace:
    holdings = [SimpleNamespace(last_period=period) for period in periods]
    return SimpleNamespace(file_sha256=name * 64, file_name=name, holdings=holdings, is_synthetic=False)


def test_a_file_is_as_young_as_the_youngest_table_in_it() -> None:
    rows = build([delivered("b", "2018", "2024-06", "2023"), delivered("a", "2023")])
    assert [(row["file_name"], row["delivery_sequence"], row["last_period"]) for row in rows] == [
        ("b", 1, "2024-06"),
        ("a", 2, "2023"),
    ]


def test_a_file_in_which_no_table_is_in_force_has_no_last_period() -> None:
    assert [row["last_period"] for row in build([delivered("a")])] == [""]
