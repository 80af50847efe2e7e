"""From a declaration to a table: compute, validate, then write.

    built = build(asset, run, wanted)

- `engine`     one in-memory DuckDB an asset, with the arithmetic that must be the same everywhere
- `printed`    a printed table: cells from the delivered files, observations from the cells
- `sql`        a table that is one statement;  `python`  one that a module makes
- `pages`      files of the release;  `database`  the file to query;  `package`  the release itself
- `contents`   what a table is made of: where that is what it was, nothing is built
- `table`      the last step of all: the contract, the checks, the file

What a table is, its declaration in `assets` says; where files lie belongs to `lake`.
"""

from assets import Asset
from assets.needs import Run
from pipelines.building.table import Built, Wanted
from pipelines.lake.files import WHOLE
from pipelines.makings import Making

__all__ = ["Built", "Wanted", "build"]


def build(asset: Asset, run: Run, wanted: Wanted, own: Making | None = None) -> Built:
    """Compute, validate and write an asset, for the partitions that are wanted.

    Args:
        asset: what is built.
        run: from which data folder, for which years, regions and bases.
        wanted: digest of the making of every partition.
        own: what is behind it besides its inputs; given, a table whose inputs hold what they held is not built again.
            The release itself always is: which one is current is not in the lake.

    Raises:
        Refusal, Refusals: what it is made from, or the result, is not as it must be; nothing is written.
    """
    if not own or WHOLE not in wanted or not asset.suffix:
        return _build(asset, run, wanted)
    from pipelines.building.contents import contents_of, note_contents, stamp_again

    contents = contents_of(asset, run, own)
    if known := stamp_again(asset, run, wanted[WHOLE], contents):
        return known
    built = _build(asset, run, wanted)
    note_contents(asset, run, contents)
    return built


def _build(asset: Asset, run: Run, wanted: Wanted) -> Built:
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
