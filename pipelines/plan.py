"""What a run is about, and what of it has to run: tables whose making has changed since they were written.

Beside each file of the lake stands the digest of what made it. Here the digest it *should* have is worked out from
the code, the declarations, the run's scope and the digests of its inputs; where the two differ the table is stale,
and so is everything after it. A file that is gone or was changed since it was written is stale too.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import factors
from assets import Asset
from assets.needs import Run
from assets.raw import load_printed_tables
from pipelines.building.sql import partitions_of
from pipelines.deliveries.register import Holding, RegisteredFile, answers, confirmations, due_years, registered_files
from pipelines.lake.digests import digest_of
from pipelines.lake.files import WHOLE, Lake
from pipelines.lake.releases import chains, is_pointed_to
from pipelines.makings import Making, making_of
from pipelines.reading import Answer
from pipelines.reading.regions import places_of, regions_of
from pipelines.settings import Settings
from schemas.codes.regions import block_line, current_regions, region_name
from schemas.problems import Misuse, Place, Refusal, Refusals, nearest

#: For each asset, the digest each of its partitions should have.
Digests = Mapping[str, Mapping[str, str]]


#: What a person may have typed, or set in the environment.
REGION_OPTION = "--region / QINGDAN_REGION"
YEARS_OPTION = "--years / QINGDAN_YEARS"
BASIS_OPTION = "--basis / QINGDAN_BASES"
EDITION_OPTIONS = "--edition --gwp / QINGDAN_EDITION QINGDAN_GWP"


@dataclass(frozen=True)
class Plan:
    """What has to run: of each asset the partitions that may be stale, and the digests that all of them will have.

    Whether one is stale shows when its inputs are built: ``own`` says what is behind an asset besides them.
    """

    run: Run
    stale: Mapping[str, Collection[str]]
    digests: Digests
    own: Mapping[str, Making]

    @property
    def selection(self) -> tuple[str, ...]:
        """The assets that have to run, each after what it reads."""
        return tuple(self.stale)

    @property
    def stale_years(self) -> tuple[str, ...]:
        """Years of which some printed table is stale."""
        return tuple(sorted({year for years in self.stale.values() for year in years} - {WHOLE}))


def require_sense(settings: Settings) -> None:
    """Refuse what cannot be, whatever has been delivered: before anything is taken in for its sake.

    Raises:
        Misuse: E-USE, there is no such region or basis, or the years are none.
    """
    if settings.region and settings.region not in current_regions():
        called_so = places_of(regions_of(settings.region, datetime.now(UTC).year))
        expected = called_so or _nearest(settings.region, current_regions(), ["schemas/codes/regions.csv"])
        raise Misuse("E-USE", label=REGION_OPTION, found=settings.region, expected=expected)
    _years(settings.years, {0})
    _bases(settings)


def _nearest(typed: str, codes: Collection[str], otherwise: Collection[str] = ()) -> str:
    return nearest(typed, [f"{code} {region_name(code)}" for code in codes], otherwise)


def resolve_run(settings: Settings) -> Run:
    """What the settings mean for what has been delivered; a year that was called in is reported though nothing came.

    Raises:
        Refusal: E-MISSING-FILE, nothing is registered.
        Misuse: E-USE, nothing came from the region, the years are no years, no basis has this edition and GWP set.
    """
    holdings = [held for file in registered_files(settings.data_dir) for held in file.holdings]
    # a block rests on tables of what it lies in, and does not report it: another block does
    outside = block_line(settings.block)[1:] if settings.block else []
    regions = sorted({held.region_code for held in holdings} - {*outside})
    if not regions:
        raise Refusal("E-MISSING-FILE", Place(file=str(settings.inbox_dirs[0])))
    if settings.region and settings.region not in regions:
        raise Misuse("E-USE", label=REGION_OPTION, found=settings.region, expected=_nearest(settings.region, regions))
    chosen = (settings.region,) if settings.region else tuple(regions)
    delivered = delivered_years(holdings, chosen)
    return Run(
        data_dir=settings.data_dir,
        region_codes=chosen,
        years=_years(settings.years, reported_years(delivered) | {*due_years(settings.data_dir)}),
        basis_ids=_bases(settings),
        threads=settings.threads,
        memory=settings.memory,
        delivered_years=tuple((table, tuple(sorted(years))) for table, years in sorted(delivered.items())),
        profile=settings.profile,
        previous_official=chains(settings.data_dir)[-1],
    )


def delivered_years(holdings: Iterable[Holding], regions: Collection[str]) -> dict[str, set[int]]:
    """Years that were delivered of some regions, by table."""
    delivered: dict[str, set[int]] = {}
    for held in holdings:
        if held.region_code in regions:
            delivered.setdefault(held.table, set()).update(int(period[:4]) for period in held.periods)
    return delivered


def reported_years(delivered: Mapping[str, set[int]]) -> set[int]:
    """Years that are reported when nobody asks for others, with those between the first and the last."""
    # a history or a survey is looked at by methods, but nobody reports its years for its sake; a form was asked for
    printed = load_printed_tables().items()
    annual = {table for table, spec in printed if spec.region_levels or spec.vintage == "returned"}
    reported = set[int]().union(*(years for table, years in delivered.items() if table in annual))
    return reported or set[int]().union(*delivered.values())


def _years(asked: str, delivered: set[int]) -> tuple[int, ...]:
    if not asked:
        return tuple(range(min(delivered), max(delivered) + 1))
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", asked)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise Misuse("E-USE", label=YEARS_OPTION, found=asked, expected="2024、2005-2024")
    return tuple(range(first, last + 1))


def _bases(settings: Settings) -> tuple[str, ...]:
    """Bases asked for: those named, or the default list; an edition alone means its default bases or its first one."""
    known = factors.load_bases()
    edition, gwp_set = settings.edition, settings.gwp_set
    if settings.bases:
        asked = tuple(dict.fromkeys(settings.bases.split(",")))
        for unknown in set(asked) - {basis.basis_id for basis in known}:
            expected = nearest(unknown, [basis.basis_id for basis in known])
            raise Misuse("E-USE", label=BASIS_OPTION, found=unknown, expected=expected)
        return asked
    if not edition and not gwp_set:
        return tuple(basis.basis_id for basis in known if basis.is_default)
    wanted = edition or next(basis.edition for basis in known if basis.is_default)
    fitting = [basis for basis in known if basis.edition == wanted and gwp_set in ("", basis.gwp_set)]
    if not fitting:
        found, pairs = f"{edition} {gwp_set}".strip(), [f"{basis.edition} {basis.gwp_set}" for basis in known]
        raise Misuse("E-USE", label=EDITION_OPTIONS, found=found, expected=nearest(found, pairs))
    default = [basis for basis in fitting if basis.is_default]
    return tuple(basis.basis_id for basis in (default or fitting[:1]))


def own_digests(run: Run, assets: Mapping[str, Asset]) -> dict[str, Making]:
    """Of every asset what is behind it besides its inputs: its making, and what it is told in this run."""
    told = {"run": run.scope, "previous_official": " ".join(run.previous_official)} | told_by_register(run.data_dir)
    # of the register, the files that hold a table are the inputs of its cells
    needs = {name: () if asset.layer == "raw" else asset.needs for name, asset in assets.items()}
    own = {}
    for name, asset in assets.items():
        made, judged = making_of(asset)
        own[name] = Making(digest_of(made, *(f"{n}={said}" for n, said in told.items() if n in needs[name])), judged)
    return own


def told_by_register(data_dir: Path) -> dict[str, str]:
    """What the register tells, by digest: files that count, confirmations, answers, and years that were called in."""
    register = digest_of(*sorted(_identity(file) for file in registered_files(data_dir)))
    confirmed = digest_of(*(f"{place} {said.by} {said.reason}" for place, said in confirmations(data_dir).items()))
    said = digest_of(*(text for table, told in sorted(answers(data_dir).items()) for text in (table, *_answered(told))))
    due = " ".join(map(str, due_years(data_dir)))
    return {"register": register, "confirmations": confirmed, "answers": said, "due": due}


def expected_digests(run: Run, assets: Mapping[str, Asset], own: Mapping[str, Making] | None = None) -> Digests:
    """The digest every partition of every asset should have in this run."""
    files, said, own = registered_files(run.data_dir), answers(run.data_dir), own or own_digests(run, assets)
    digests: dict[str, dict[str, str]] = {}
    for name, asset in assets.items():
        code = digest_of(*own[name])
        if asset.layer == "raw":
            digests[name] = {
                year: digest_of(
                    code,
                    year,
                    *(_held(file, asset.table) for file in files if file.holds(asset.table, year)),
                    *_answered(said.get(asset.table, ())),
                )
                for year in partitions_of(name, run)
            }
        elif asset.layer == "staged":
            digests[name] = {year: digest_of(code, digests[asset.deps[0]][year]) for year in partitions_of(name, run)}
        else:
            inputs = [digest for dep in asset.deps for _, digest in sorted(digests[dep].items())]
            digests[name] = {WHOLE: digest_of(code, *inputs)}
    return digests


def _held(file: RegisteredFile, table: str) -> str:
    """The bytes of a file, and of which regions they are in the register: a name may be that of several."""
    return " ".join([file.file_sha256, *(held.region_code for held in file.holdings if held.table == table)])


def _answered(answers: Iterable[Answer]) -> list[str]:
    """What labels are read as, whoever says so and why."""
    return sorted("|".join([one.axis, one.label, one.meaning, str(one.until)]) for one in answers)


def _identity(file: RegisteredFile) -> str:
    """What the register says of a file, as far as a table may say it too."""
    return "|".join([file.file_sha256, file.file_name, str(file.is_synthetic), *map(str, file.holdings)])


def plan_run(run: Run, assets: Mapping[str, Asset]) -> Plan:
    """Compare what is in the lake with what should be.

    An official release is left as it is while nothing changes but that it became so; what is made after it quotes it.
    """
    for chain in chains(run.data_dir):
        planned = _plan(replace(run, previous_official=chain), assets)
        if not planned.stale:
            break
    return planned


def _plan(run: Run, assets: Mapping[str, Asset]) -> Plan:
    own = own_digests(run, assets)
    digests = expected_digests(run, assets, own)
    stale = {name: sorted(_stale_partitions(run, asset, digests[name])) for name, asset in assets.items()}
    return Plan(run, {name: partitions for name, partitions in stale.items() if partitions}, digests, own)


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
        intact = {name: release for name, release in known.items() if is_pointed_to(run.data_dir, release.sha256)}
    made_from = {partition: found.made_from for partition, found in intact.items()}
    if WHOLE in expected:
        # a release file has one partition a tier, all made from the same
        is_whole = made_from.keys() == known.keys() and set(made_from.values()) == {expected[WHOLE]}
        return set() if is_whole else {WHOLE}
    return {partition for partition, digest in expected.items() if made_from.get(partition) != digest}
