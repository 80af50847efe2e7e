"""Assert that every mart says the same of a region, however many others are in its block.

``python -m tests.benchmarks.programs.block_compare FEW MANY``: data folders of two blocks, built.
"""

import sys
from pathlib import Path

import duckdb

from schemas.contract import load_contract
from tests.benchmarks.programs import tell


def main(few: str, many: str) -> None:
    """Assert and tell how many rows were compared."""
    compared = 0
    with duckdb.connect() as engine:
        for path in sorted(Path(few, "lake", "marts").glob("*.parquet")):
            if "region_code" not in {column.name for column in load_contract("marts", path.stem).columns}:
                continue
            regions = f"select distinct region_code from read_parquet('{few}/lake/core/inventories.parquet')"
            sides = [
                f"from read_parquet('{folder}/lake/marts/{path.name}') where region_code in ({regions})"
                for folder in (few, many)
            ]
            for ours, theirs in (sides, sides[::-1]):
                ((count,),) = engine.execute(f"select count(*) from ({ours} except all {theirs})").fetchall()
                assert count == 0, (path.stem, count)
            ((count,),) = engine.execute(f"select count(*) from ({sides[0]})").fetchall()
            compared += count
    tell({"rows": compared})


if __name__ == "__main__":
    main(*sys.argv[1:])
