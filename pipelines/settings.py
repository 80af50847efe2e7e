"""Settings of a run. This is the only module that reads the environment."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import factors
from assets.builders.printed_assets import load_specs
from assets.builders.register import registered_files
from assets.builders.run import Run
from schemas.problems import Place, Refusal

DEFAULT_DATA = Path("data") / "local"


@dataclass(frozen=True)
class Settings:
    """What a person (or the environment) asks for; empty means: whatever has been delivered.

    Attributes:
        data_dir: the data folder.
        inbox: folder whose files a run takes in first.
        region: six-digit region code.
        years: ``2007`` or ``2005-2024``.
        edition: guideline edition.
        gwp_set: GWP set.
        bases: bases by name, parted by commas; the first is the official one.
        profile: ``draft`` or ``official``.
        threads: threads of the engine.
        memory: memory limit of the engine.
    """

    data_dir: Path = DEFAULT_DATA
    inbox: Path | None = None
    region: str = ""
    years: str = ""
    edition: str = ""
    gwp_set: str = ""
    bases: str = ""
    profile: str = "draft"
    threads: int = 2
    memory: str = "6GB"

    @property
    def inbox_dir(self) -> Path:
        """The folder deliveries are dropped into."""
        return self.inbox or self.data_dir / "inbox"


def read_environment() -> Settings:
    """Settings from ``QINGDAN_DATA``, ``_INBOX _REGION _YEARS _EDITION _GWP _BASES _PROFILE _THREADS _MEMORY``.

    Raises:
        Refusal: E-SPEC, the number of threads or the memory limit is none.
    """
    get = os.environ.get
    inbox = get("QINGDAN_INBOX", "")
    return Settings(
        data_dir=Path(get("QINGDAN_DATA", "") or DEFAULT_DATA),
        inbox=Path(inbox) if inbox else None,
        region=get("QINGDAN_REGION", ""),
        years=get("QINGDAN_YEARS", ""),
        edition=get("QINGDAN_EDITION", ""),
        gwp_set=get("QINGDAN_GWP", ""),
        bases=get("QINGDAN_BASES", ""),
        profile=_matching("QINGDAN_PROFILE", "draft|official") or "draft",
        threads=int(_matching("QINGDAN_THREADS", r"[1-9]\d{0,2}") or min(os.cpu_count() or 2, 8)),
        memory=_matching("QINGDAN_MEMORY", r"[1-9]\d*(\.\d+)?[KMGT]i?B") or "6GB",
    )


def _matching(name: str, pattern: str) -> str:
    """A variable of the environment, empty or as it must look.

    Raises:
        Refusal: E-SPEC, it looks different.
    """
    value = os.environ.get(name, "")
    if value and not re.fullmatch(pattern, value):
        raise Refusal("E-SPEC", found=f"{name}={value}")
    return value


def child_environment(**values: str) -> dict[str, str]:
    """The environment for a process that this one starts."""
    return dict(os.environ) | values


def resolve_run(settings: Settings, due_year: int | None = None) -> Run:
    """What the settings mean for what has been delivered; ``due_year`` is reported even if nothing came for it.

    Raises:
        Refusal: nothing is registered (E-MISSING-FILE), the region delivered nothing (E-REGION),
            the years are not years (E-PERIOD), no basis has this edition and GWP set (E-SPEC).
    """
    holdings = [held for file in registered_files(settings.data_dir) for held in file.holdings]
    if not holdings:
        raise Refusal("E-MISSING-FILE", Place(file=str(settings.inbox_dir)))
    regions = sorted({region for _, region, _ in holdings})
    if settings.region and settings.region not in regions:
        raise Refusal("E-REGION", found=settings.region, expected="、".join(regions))
    chosen = (settings.region,) if settings.region else tuple(regions)
    delivered: dict[str, set[int]] = {}
    for table, region, periods in holdings:
        if region in chosen:
            delivered.setdefault(table, set()).update(int(period[:4]) for period in periods)
    # a history or a survey is looked at by methods, but nobody reports its years for its sake
    annual = {table for table, spec in load_specs().items() if spec.region_levels}
    reported = set().union(*(years for table, years in delivered.items() if table in annual))
    due = {due_year} if due_year else set()
    return Run(
        data_dir=settings.data_dir,
        region_codes=chosen,
        years=_years(settings.years, (reported or set().union(*delivered.values())) | due),
        basis_ids=_bases(settings),
        threads=settings.threads,
        memory=settings.memory,
        delivered_years=tuple((table, tuple(sorted(years))) for table, years in sorted(delivered.items())),
        profile=settings.profile,
    )


def _years(asked: str, delivered: set[int]) -> tuple[int, ...]:
    if not asked:
        return tuple(range(min(delivered), max(delivered) + 1))
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", asked)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise Refusal("E-PERIOD", found=asked, expected="2024 / 2005-2024")
    return tuple(range(first, last + 1))


def _bases(settings: Settings) -> tuple[str, ...]:
    """Bases asked for: those named, or the default list; an edition alone means its default bases or its first one."""
    known = factors.load_bases()
    edition, gwp_set = settings.edition, settings.gwp_set
    if settings.bases:
        asked = tuple(dict.fromkeys(settings.bases.split(",")))
        if set(asked) - {basis.basis_id for basis in known}:
            raise Refusal("E-SPEC", found=f"{settings.bases}: {'、'.join(basis.basis_id for basis in known)}")
        return asked
    if not edition and not gwp_set:
        return tuple(basis.basis_id for basis in known if basis.is_default)
    wanted = edition or next(basis.edition for basis in known if basis.is_default)
    fitting = [basis for basis in known if basis.edition == wanted and gwp_set in ("", basis.gwp_set)]
    if not fitting:
        raise Refusal("E-SPEC", found=f"{edition} {gwp_set}: {'、'.join(basis.basis_id for basis in known)}")
    default = [basis for basis in fitting if basis.is_default]
    return tuple(basis.basis_id for basis in (default or fitting[:1]))
