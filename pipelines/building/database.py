"""Write the file to query: a database beside its place, filled as its asset says, then put in its place."""

from assets import Asset
from assets.needs import Run
from assets.release.database import OPENED_FROM
from pipelines.building.engine import literal, open_engine, show_lists
from pipelines.building.pages import TIERS, show_stored
from pipelines.building.python import handed
from pipelines.building.table import Built, Wanted
from pipelines.lake.files import WHOLE, Lake, Partition, Record, settle
from schemas.contract import load_contract

#: The oldest format that holds it without loss of room. A column of a table takes at least a block: with the usual
#: 256 KB the sample takes 57 MB, with the smallest 16 MB.
STORAGE = f"storage_version 'v{OPENED_FROM}.0', block_size 16384"


def build_database(asset: Asset, run: Run, wanted: Wanted) -> Built:
    """Write one database a tier."""
    lake, partitions = Lake(run.data_dir / "lake"), {}
    contracts = {name: load_contract(*name.split("/")) for name in asset.deps}
    views = {
        name: path.read_text(encoding="utf-8")
        for name, contract in contracts.items()
        if contract.is_view
        for path in lake.verified_files(name, suffix=".sql")
    }
    with open_engine(run) as connection:
        show_lists(connection)
        show_stored(connection, run, asset.deps, loaded_bytes=0)  # each is read once
        for tier in TIERS:
            path = lake.file(asset.name, tier, asset.suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}")
            beside.unlink(missing_ok=True)
            connection.execute(f"attach {literal(str(beside.resolve()))} as published ({STORAGE})")
            connection.execute("begin transaction")  # one write to the disk, not one a statement
            connection.execute("use published")
            for statement in asset.module.statements(contracts, views, **handed(asset, run)):
                connection.execute(statement)
            connection.execute("commit")
            connection.execute("use memory")
            connection.execute("detach published")
            partitions[tier] = Partition(wanted[WHOLE], settle(beside, path), len(asset.deps))
    lake.keep(asset.name, Record(partitions))
    return Built(len(asset.deps), sha256=partitions["restricted"].sha256)
