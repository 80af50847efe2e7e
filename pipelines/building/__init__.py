"""From a declaration to a table: compute, validate, then write.

    built = build(asset, run, wanted)

- `engine`     one in-memory DuckDB an asset, with the arithmetic that must be the same everywhere
- `printed`    a printed table: cells from the delivered files, observations from the cells
- `sql`        a table that is one statement;  `python`  one that a module makes
- `pages`      files of the release;  `database`  the file to query;  `package`  the release itself
- `table`      the last step of all: the contract, the checks, the file

What a table is, its declaration in `assets` says; where files lie belongs to `lake`.
"""

from assets import Asset
from assets.needs import Run
from pipelines.building.table import Built, Wanted

__all__ = ["Built", "Wanted", "build"]


def build(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Compute, validate and write an asset, for the partitions that are wanted.

    Raises:
        Refusal, Refusals: what it is made from, or the result, is not as it must be; nothing is written.
    """
    match asset.layer, asset.path.suffix:
        case "raw", _:
            from pipelines.building.printed import build_raw

            return build_raw(asset.table, run, wanted)
        case "staged", _:
            from pipelines.building.printed import build_staged

            return build_staged(asset.table, run, wanted)
        case "release", _:
            from pipelines.building import database, package, pages

            builders = {"release/database": database.build_database, "release/package": package.build_package}
            return builders.get(asset.name, pages.build_page)(asset, run, wanted)
        case _, ".sql":
            from pipelines.building.sql import build_sql

            return build_sql(asset, run, wanted)
        case _:
            from pipelines.building.python import build_table

            return build_table(asset, run, wanted)
