"""Write down what the floor computes: all SQL of core and marts over what lies in the lake of a finished run.

python -m tests.benchmarks.programs.statements DATA FILE
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from assets import Asset, load_assets
from assets.lineage import id_macros, lineage_views
from assets.lists import FOLDERS, LISTS
from assets.statements import matching
from pipelines.building.engine import MACROS, literal, quote
from pipelines.settings import read_environment
from schemas.contract import Contract, load_contract
from tests.benchmarks.programs import tell


def main(data: str, target: str) -> None:
    """Write a file that says which statements come first, and which make the tables, in order."""
    assets, lake = load_assets(), Path(data).resolve() / "lake"
    computed = [asset for asset in assets.values() if _is_computed(asset)]
    made = [name for name in assets if name.startswith(("core/", "marts/")) and assets[name] not in computed]
    before = [f"create schema {name}" for name in (*FOLDERS, "raw", "staged", "core", "marts", "lineage")]
    before.append(MACROS + ";".join(id_macros()))
    lists = "header = true, all_varchar = true, nullstr = '\\N', delim = ',', quote = '\"'"
    before += [f"create table {name} as from read_csv({literal(str(path))}, {lists})" for name, path in LISTS.items()]
    staged = [lake / f"{name}.parquet" for name in assets if name.startswith("staged/")]
    before.append(_table(load_contract("staged", "observations"), "staged.*", staged))
    before += [_table(load_contract(*name.split("/")), name, [lake / f"{name}.parquet"]) for name in made]
    statements = [statement for asset in computed for statement in _statements(asset)]
    told = {
        "threads": read_environment().threads,
        "statements": before + statements,
        "tables": [asset.name for asset in computed],
    }
    Path(target).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    tell({"statements": len(statements)})


def _is_computed(asset: Asset) -> bool:
    """Whether it is a statement whose rows a run computes; that of the whole lineage is only written down."""
    return asset.layer in ("core", "marts") and asset.path.suffix == ".sql" and "lineage.ends" not in asset.reads


def _relation(name: str) -> str:
    layer, table = name.replace("/", ".").split(".", 1)
    return f"{layer}.{quote(table)}"


def _table(contract: Contract, name: str, files: list[Path]) -> str:
    """A table that is there already; one without rows has no file."""
    there = [literal(str(path)) for path in files if path.exists()]
    columns = ", ".join(f"null::{column.sql_type} as {quote(column.name)}" for column in contract.columns)
    source = f"from read_parquet([{', '.join(there)}])" if there else f"select {columns} where false"
    return f"create table {_relation(name)} as {source}"


def _statements(asset: Asset) -> Iterator[str]:
    """The statement of a table, after the unions and the lineage that it reads."""
    for reference in asset.reads:
        if reference.startswith("lineage."):
            for view, sql in lineage_views(reference.removeprefix("lineage.")).items():
                yield f"create or replace view lineage.{quote(view)} as {sql}"
        elif "*" in reference and not reference.startswith("staged."):
            parts = " union all ".join(f"from {_relation(name)}" for name in matching(reference, asset.deps))
            yield f"create or replace view {_relation(reference)} as {parts}"
    yield f"create table {_relation(asset.name)} as {asset.path.read_text(encoding='utf-8')}"


if __name__ == "__main__":
    main(*sys.argv[1:])
