"""Assert that counties with the same figures have the same inventory.

``python -m tests.benchmarks.programs.county_compare DATA``
"""

import sys

import duckdb

from tests.benchmarks.programs import tell


def main(data: str) -> None:
    """Assert and tell how many cells the inventory of a county has."""
    with duckdb.connect() as engine:
        counted = engine.execute(
            f"""
            select region_code, count(*), sum(emissions_t), sum(emissions_tco2e)
            from read_parquet('{data}/lake/marts/county_inventory.parquet')
            group by region_code
            """
        ).fetchall()
    assert len({tuple(row[1:]) for row in counted}) == 1, counted
    tell({"counties": len(counted), "cells": counted[0][1]})


if __name__ == "__main__":
    main(*sys.argv[1:])
