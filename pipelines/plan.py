"""What has to run: tables whose making has changed since they were written.

Beside each file of the lake stands the digest of what made it. Here the digest it *should* have is worked out from
the code, the declarations, the run's scope and the digests of its inputs; where the two differ the table is stale,
and so is everything after it. A file that is gone or was changed since it was written is stale too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assets import Asset
from assets.builders.digests import digest_of, files_digest, machinery_digest, source_tree_digest
from assets.builders.lake import WHOLE, Lake
from assets.builders.register import RegisteredFile, registered_files
from assets.builders.releases import is_current
from assets.builders.run import Run
from assets.builders.sql import partitions_of
from schemas.contract import FOLDER as CONTRACTS
from schemas.problems import Refusal, Refusals

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
    register = digest_of(*sorted(_identity(file) for file in files))
    digests: dict[str, dict[str, str]] = {}
    for name, asset in assets.items():
        code = _code_digest(asset)
        if asset.layer == "raw":
            digests[name] = {
                year: digest_of(code, year, *(file.file_sha256 for file in files if file.holds(asset.table, year)))
                for year in partitions_of(name, run)
            }
        elif asset.layer == "staged":
            digests[name] = {year: digest_of(code, digests[asset.deps[0]][year]) for year in partitions_of(name, run)}
        else:
            inputs = [digest for dep in asset.deps for _, digest in sorted(digests[dep].items())]
            scope = "" if asset.deps else run.scope
            digests[name] = {WHOLE: digest_of(code, scope, register if asset.reads_register else "", *inputs)}
    return digests


def _identity(file: RegisteredFile) -> str:
    """What the register says of a file, as far as a table may say it too."""
    return "|".join([file.file_sha256, file.file_name, str(file.is_synthetic), *map(str, file.holdings)])


def plan_run(run: Run, assets: Mapping[str, Asset]) -> Plan:
    """Compare what is in the lake with what should be."""
    digests = expected_digests(run, assets)
    stale = {name: _stale_partitions(run, asset, digests[name]) for name, asset in assets.items()}
    selection = tuple(name for name in assets if stale[name])
    years = {year for name in selection if assets[name].is_partitioned for year in stale[name]}
    return Plan(selection, tuple(sorted(years)), digests)


def require_fresh(run: Run, asset: Asset, digests: Digests) -> None:
    """Refuse to build on an upstream table that is not what it should be in this run.

    Raises:
        Refusals: E-STALE, one for each such table.
    """
    lake = Lake(run.data_dir / "lake")
    stale = [
        Refusal("E-STALE", table=asset.name, found=dep)
        for dep in asset.deps
        if any(
            part.made_from != digests[dep].get(WHOLE, digests[dep].get(name))
            for name, part in lake.record(dep).partitions.items()
            if WHOLE in digests[dep] or name in digests[dep]
        )
    ]
    if stale:
        raise Refusals(stale)


def _stale_partitions(run: Run, asset: Asset, expected: Mapping[str, str]) -> set[str]:
    """Partitions that were never built, are made from something else now, or are no longer what was written."""
    lake = Lake(run.data_dir / "lake")
    known = lake.record(asset.name).partitions
    if asset.suffix:
        intact = lake.intact_partitions(asset.name, asset.suffix)
    else:  # the release itself
        intact = {name: release for name, release in known.items() if is_current(run.data_dir, release.sha256)}
    made_from = {partition: found.made_from for partition, found in intact.items()}
    if WHOLE in expected:
        # a release file has one partition a tier, all made from the same
        is_whole = made_from.keys() == known.keys() and set(made_from.values()) == {expected[WHOLE]}
        return set() if is_whole else {WHOLE}
    return {partition for partition, digest in expected.items() if made_from.get(partition) != digest}


def _code_digest(asset: Asset) -> str:
    """Digest of the code and the declarations behind an asset."""
    files = [asset.path, *asset.inputs]
    if asset.contract:
        files.append(CONTRACTS / asset.contract.layer / f"{asset.contract.name}.py")
    # what a release holds says which source tree made it
    tree = source_tree_digest() if asset.layer == "release" else ""
    return digest_of(machinery_digest(), tree, files_digest(files))
