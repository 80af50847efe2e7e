"""What has to run: tables whose making has changed since they were written.

Beside each file of the lake stands the digest of what made it. Here the digest it *should* have is worked out from
the code, the
declarations, the run's scope and the digests of its inputs; where the two differ the table is stale, and so is
everything after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assets import Asset
from assets.builders.digests import digest_of, files_digest, machinery_digest, source_tree_digest
from assets.builders.lake import WHOLE, Lake
from assets.builders.register import registered_files
from assets.builders.run import Run
from assets.builders.sql import partitions_of
from schemas.contract import FOLDER as CONTRACTS

#: For each asset, the digest each of its partitions should have.
Digests = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Plan:
    """Assets that have to run, the partitions that are stale, and the digests they will have."""

    selection: tuple[str, ...]
    stale_years: tuple[str, ...]
    digests: Digests


def expected_digests(run: Run, assets: Mapping[str, Asset]) -> Digests:
    """The digest every partition of every asset should have in this run."""
    files = registered_files(run.data_dir)
    register = digest_of(*sorted(f"{file.file_sha256} {file.file_name} {file.is_synthetic}" for file in files))
    digests: dict[str, dict[str, str]] = {}
    for name, asset in assets.items():
        code = _code_digest(asset)
        if asset.layer == "raw":
            digests[name] = {
                year: digest_of(code, *(file.file_sha256 for file in files if file.holds(asset.table, year)))
                for year in partitions_of(name, run)
            }
        elif asset.layer == "staged":
            digests[name] = {year: digest_of(code, digests[asset.deps[0]][year]) for year in partitions_of(name, run)}
        else:
            inputs = [digest for dep in asset.deps for _, digest in sorted(digests[dep].items())]
            scope = "" if asset.deps else run.scope
            digests[name] = {WHOLE: digest_of(code, scope, register if asset.reads_register else "", *inputs)}
    return digests


def plan_run(run: Run, assets: Mapping[str, Asset]) -> Plan:
    """Compare what is in the lake with what should be."""
    digests = expected_digests(run, assets)
    lake = Lake(run.data_dir / "lake")
    stale = {name: _stale_partitions(lake, name, digests[name]) for name in assets}
    selection = tuple(name for name in assets if stale[name])
    years = {year for name in selection if assets[name].is_partitioned for year in stale[name]}
    return Plan(selection, tuple(sorted(years)), digests)


def _stale_partitions(lake: Lake, name: str, expected: Mapping[str, str]) -> set[str]:
    """Partitions of an asset that were never built or are made from something else now."""
    made_from = {partition: known.made_from for partition, known in lake.record(name).partitions.items()}
    if WHOLE in expected:
        # a release file has one partition a tier, all made from the same
        return set() if set(made_from.values()) == {expected[WHOLE]} else {WHOLE}
    return {partition for partition, digest in expected.items() if made_from.get(partition) != digest}


def _code_digest(asset: Asset) -> str:
    """Digest of the code and the declarations behind an asset."""
    files = [asset.path, *asset.inputs]
    if asset.contract:
        files.append(CONTRACTS / asset.contract.layer / f"{asset.contract.name}.py")
    # what a release holds says which source tree made it
    tree = source_tree_digest() if asset.layer == "release" else ""
    return digest_of(machinery_digest(), tree, files_digest(files))
