"""Settings of a run. This is the only module that reads the environment."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.problems import Misuse, nearest

DEFAULT_DATA = Path("data") / "local"

#: Folder of a data folder with the forms by which departments were asked, a folder a year.
ASKED = "requests"

#: Beside the forms of a year: who owes what by when.
OWED = "催报清单.xlsx"

#: Hour of the day at which the yearly run begins, in China.
ANNUAL_HOUR = 9

#: Month and day that every year has.
DAY_OF_YEAR = r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"

#: What the environment may say; the files of `deploy/` read those of the last two lines.
NAMES = """
    QINGDAN_DATA QINGDAN_BLOCK QINGDAN_INBOX QINGDAN_REGION QINGDAN_ALLOWED_REGIONS QINGDAN_YEARS QINGDAN_EDITION
    QINGDAN_GWP QINGDAN_BASES QINGDAN_PROFILE QINGDAN_THREADS QINGDAN_MEMORY QINGDAN_ANNUAL QINGDAN_AUTOMATIC
    QINGDAN_KEEP QINGDAN_EXECUTOR QINGDAN_DASK QINGDAN_WORKERS QINGDAN_STORE QINGDAN_SCRATCH
    QINGDAN_BIN QINGDAN_DASK_PORT QINGDAN_STORE_PORT QINGDAN_PG_HOST QINGDAN_PG_USER QINGDAN_PG_PASSWORD
    QINGDAN_PG_DATABASE
""".split()  # noqa: SIM905 - a list would take a page


@dataclass(frozen=True)
class Settings:
    """What a person (or the environment) asks for; empty means: whatever has been delivered.

    Attributes:
        data_dir: the data folder.
        inboxes: folders whose files a run takes in first.
        region: six-digit region code.
        allowed_regions: other regions whose files may be delivered to this folder, parted by commas.
        years: ``2007`` or ``2005-2024``.
        edition: guideline edition.
        gwp_set: GWP set.
        bases: bases by name, parted by commas; the first is the official one.
        profile: ``draft`` or ``official``.
        threads: threads of the engine.
        memory: memory limit of the engine.
        block: a block of regions with a data folder of its own, of which `in_block` tells.
        annual: month and day of the yearly run, ``11-15``.
        is_automatic: whether the yearly run and the inbox start runs by themselves under ``qingdan ui``.
    """

    data_dir: Path = DEFAULT_DATA
    inboxes: tuple[Path, ...] = ()
    region: str = ""
    allowed_regions: str = ""
    years: str = ""
    edition: str = ""
    gwp_set: str = ""
    bases: str = ""
    profile: str = "draft"
    threads: int = 1
    memory: str = "6GB"
    block: str = ""
    annual: str = "11-15"
    is_automatic: bool = True

    @property
    def annual_run(self) -> tuple[int, int, int]:
        """Month, day and hour of the yearly run, in China."""
        month, day = map(int, self.annual.split("-"))
        return month, day, ANNUAL_HOUR

    @property
    def inbox_dirs(self) -> tuple[Path, ...]:
        """The folders deliveries are dropped into."""
        return self.inboxes or (self.data_dir / "inbox",)


def folder(typed: str | Path) -> Path:
    """A folder that was typed: `~` is the home folder also where no shell says so, in `--data=~/data` or a service."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - Path.expanduser fails where nobody is called so


def read_environment() -> Settings:
    """Settings from ``QINGDAN_DATA`` and so on, of `NAMES`.

    Raises:
        Misuse: E-USE, the profile, the number of threads, the memory limit, the day or the switch is none, or a
            name is no setting: what was meant by it would be left undone.
    """
    get = os.environ.get
    for name in sorted(name for name in os.environ if name.startswith("QINGDAN_") and name not in NAMES):
        raise Misuse("E-USE", label="QINGDAN_…", found=name, expected=nearest(name, NAMES))
    return Settings(
        data_dir=folder(get("QINGDAN_DATA", "") or DEFAULT_DATA),
        block=get("QINGDAN_BLOCK", ""),
        inboxes=tuple(folder(inbox) for inbox in get("QINGDAN_INBOX", "").split(os.pathsep) if inbox),
        region=get("QINGDAN_REGION", ""),
        allowed_regions=get("QINGDAN_ALLOWED_REGIONS", ""),
        years=get("QINGDAN_YEARS", ""),
        edition=get("QINGDAN_EDITION", ""),
        gwp_set=get("QINGDAN_GWP", ""),
        bases=get("QINGDAN_BASES", ""),
        profile=_matching("QINGDAN_PROFILE", "draft|official", "draft、official") or "draft",
        threads=int(_matching("QINGDAN_THREADS", r"[1-9]\d{0,2}", "1–999") or min(os.cpu_count() or 2, 8)),
        memory=_matching("QINGDAN_MEMORY", r"[1-9]\d*(\.\d+)?[KMGT]i?B", "6GB、512MB") or "6GB",
        annual=_matching("QINGDAN_ANNUAL", DAY_OF_YEAR, "11-15") or "11-15",
        is_automatic=_matching("QINGDAN_AUTOMATIC", "on|off", "on、off") != "off",
    )


def require_known_regions(settings: Settings) -> None:
    """Refuse to take in files of a region that there is not.

    Raises:
        Misuse: E-USE.
    """
    typed = [code for code in settings.allowed_regions.split(",") if code]
    if not typed:
        return
    from schemas.codes.regions import all_blocks, current_regions, region_name

    known = [f"{code} {region_name(code)}" for code in current_regions()]
    for code in typed:
        if code not in current_regions() and code not in all_blocks():
            label = "--allow-region / QINGDAN_ALLOWED_REGIONS"
            raise Misuse("E-USE", label=label, found=code, expected=nearest(code, known, ["511725"]))


@dataclass(frozen=True)
class Distribution:
    """Where blocks are made and what those who make them share.

    Attributes:
        executor: executor of Dagster, one of ``EXECUTORS``.
        dask: address of the scheduler of Dask.
        workers: how many processes at once, under ``multiprocess``; one of Dask works wherever it was started.
        store: folder or address of the store; empty means a folder beside the blocks.
        scratch: folder of a worker, on its own disk, in which it makes blocks; it may be removed at any time.
    """

    executor: str = "in-process"
    dask: str = ""
    workers: int = 2
    store: str = ""
    scratch: str = ""


#: How many releases that were current one after the other stay when what nobody needs is removed.
KEPT_RELEASES = 5


def read_kept_releases() -> int:
    """Setting from ``QINGDAN_KEEP``.

    Raises:
        Misuse: E-USE, it is no number.
    """
    return int(_matching("QINGDAN_KEEP", r"[1-9]\d{0,3}", "1–9999") or KEPT_RELEASES)


EXECUTORS = ("in-process", "multiprocess", "dask")


def read_distribution() -> Distribution:
    """Settings from ``QINGDAN_EXECUTOR _DASK _WORKERS _STORE _SCRATCH``.

    Raises:
        Misuse: E-USE, the executor or the number of workers is none.
    """
    get = os.environ.get
    return Distribution(
        executor=_matching("QINGDAN_EXECUTOR", "|".join(EXECUTORS), "、".join(EXECUTORS)) or "in-process",
        dask=get("QINGDAN_DASK", ""),
        workers=int(_matching("QINGDAN_WORKERS", r"[1-9]\d{0,2}", "1–999") or 2),
        store=get("QINGDAN_STORE", ""),
        scratch=get("QINGDAN_SCRATCH", ""),
    )


def memory_bytes(limit: str) -> int:
    """A limit of memory in bytes: ``6GB`` are 6·10⁹, ``6GiB`` 6·2³⁰."""
    match = re.fullmatch(r"([\d.]+)([KMGT])(i?)B", limit)
    if not match:
        raise ValueError(limit)
    return int(float(match[1]) * (1024 if match[3] else 1000) ** (" KMGT".index(match[2])))


def in_block(settings: Settings) -> Settings:
    """The settings of a block of regions, which are independent of all others once what they lie in is there.

    A block has its own register, lake and releases: ``DATA/blocks/51`` is a province with its prefectures and counties,
    ``DATA/blocks/511725`` one county. Without a block the settings are as they were.

    Raises:
        Misuse: E-USE, there is no such block.
    """
    if not settings.block:
        return settings
    from schemas.codes.regions import all_blocks, block_name, block_of

    block = block_of(settings.block)
    if block not in all_blocks():
        expected = nearest(block, [f"{code} {block_name(code)}" for code in sorted(all_blocks())], ["51", "511725"])
        raise Misuse("E-USE", label="--block / QINGDAN_BLOCK", found=settings.block, expected=expected)
    return replace(settings, data_dir=settings.data_dir / "blocks" / block, block=block)


def _matching(name: str, pattern: str, examples: str) -> str:
    """A variable of the environment, empty or as it must look.

    Raises:
        Misuse: E-USE, it looks different.
    """
    value = os.environ.get(name, "")
    if value and not re.fullmatch(pattern, value):
        raise Misuse("E-USE", label=name, found=value, expected=examples)
    return value


def child_environment(**values: str) -> dict[str, str]:
    """The environment for a process that this one starts."""
    return dict(os.environ) | values
