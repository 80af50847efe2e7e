"""The corrections that ship with the project."""

from assets.builders.printed_table import load_corrections, load_table_specs


def test_every_correction_names_a_declared_table() -> None:
    assert {correction.match.table for correction in load_corrections()} <= set(load_table_specs())
