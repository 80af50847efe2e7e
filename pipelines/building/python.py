"""Build a table whose asset is a Python module: hand it what it needs, write the rows that it returns."""

from typing import Any

import pyarrow as pa

from assets import Asset
from assets.lists import LISTS
from assets.needs import Run
from assets.statements import checked_tables
from pipelines.building.engine import borrow_engine, quote, show_lists
from pipelines.building.printed import checks_of
from pipelines.building.sql import partitions_of, show_upstream
from pipelines.building.table import Built, Wanted, validate, write_table
from pipelines.deliveries.register import confirmations, due_years, registered_files
from pipelines.lake.files import WHOLE, Lake
from schemas.check_result import CheckResult


def build_table(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Write the rows (dicts) that ``build`` of the module returns.

    Raises:
        Refusal, Refusals: the rows break the contract or a check; nothing is written.
    """
    contract = asset.contract
    assert contract is not None  # only things of the release have none
    with borrow_engine(run) as connection:
        things = handed(asset, run)
        if "engine" in asset.needs:
            show_upstream(connection, run, [name.replace("/", ".") for name in asset.deps], asset.deps)
            things["engine"] = connection
        lists = {name for name, path in LISTS.items() if path in asset.inputs}
        show_lists(connection, lists | checked_tables(contract) & LISTS.keys())
        rows: pa.Table = pa.Table.from_pylist(asset.module.build(**things), schema=contract.arrow_schema)
        connection.register("built", rows)
        connection.execute(f"create table {asset.layer}.{quote(asset.table)} as select * from built")
        checks = validate(connection, contract, asset.table)
        return write_table(connection, contract, asset.table, Lake(run.data_dir / "lake"), wanted[WHOLE], checks)


def handed(asset: Asset, run: Run) -> dict[str, Any]:
    """What a module is handed by name, of the things it needs; the engine comes from who opens it."""
    things: dict[str, Any] = {}
    if "run" in asset.needs:
        things["run"] = run
    if "previous_official" in asset.needs:
        things["previous_official"] = run.previous_official
    if "register" in asset.needs:
        things["register"] = registered_files(run.data_dir)
    if "confirmations" in asset.needs:
        things["confirmations"] = confirmations(run.data_dir)
    if "due" in asset.needs:
        things["due"] = due_years(run.data_dir)
    if "stamps" in asset.needs:
        things["stamps"] = [stamp for name in asset.deps for stamp in _stamps(name, run)]
    return things


def _stamps(name: str, run: Run) -> list[CheckResult]:
    """What the checks of a table wrote."""
    lake = Lake(run.data_dir / "lake")
    if name.startswith(("raw/", "staged/")):
        return checks_of(lake, name, partitions_of(name, run))
    return lake.record(name).checks
