"""The corrections that ship with the project."""

from assets.raw import load_printed_tables
from assets.staged import load_corrections


def test_every_correction_names_a_declared_table() -> None:
    assert {correction.match.table for correction in load_corrections()} <= set(load_printed_tables())
