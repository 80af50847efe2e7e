"""Every file in a layer folder is an asset; `declarations` finds them. The path is the name.

``raw/<source>__<table>.yaml`` gives two assets, ``raw/…`` and ``staged/…``; an ``.sql`` or ``.py`` file in ``core`` or
``marts`` gives one, and so does a folder in ``release``: a thing that people receive. Nothing is registered by hand,
and nothing here knows Dagster or opens a file of the lake: assets say what, ``pipelines`` says how.
"""

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.contract import Contract

FOLDER = Path(__file__).parent
LAYERS = ("raw", "staged", "core", "marts", "release")

#: What a Python asset may ask for in ``NEEDS`` besides tables (``core/bases``, ``marts/*``).
THINGS = ("run", "register", "stamps", "confirmations", "previous_official", "due", "engine", "trace")


@dataclass(frozen=True)
class Asset:
    """One asset.

    Attributes:
        name: ``<layer>/<table>``.
        path: the file that declares it.
        deps: names of the assets it reads.
        reads: of a statement, everything it and its checks name, as ``layer.table``: code lists and lineage too.
        judging: of ``deps`` those that only its checks read: what they hold makes no row of it.
        inputs: other files it is made from (hand-written ones), as absolute paths.
        contract: contract of its table, none for a thing of the release.
        title_zh: Chinese title.
        title_en: English title.
        needs: what it is handed besides tables, words of ``THINGS``.
        file_name: how a thing of the release is called in it; empty for the release itself.
    """

    name: str
    path: Path
    deps: tuple[str, ...]
    inputs: tuple[Path, ...]
    contract: "Contract | None"
    title_zh: str
    title_en: str
    needs: tuple[str, ...] = ()
    file_name: str = ""
    reads: tuple[str, ...] = ()
    judging: tuple[str, ...] = ()

    @property
    def layer(self) -> str:
        """The layer."""
        return self.name.split("/")[0]

    @property
    def table(self) -> str:
        """The table."""
        return self.name.split("/")[1]

    @property
    def is_partitioned(self) -> bool:
        """Raw and staged are partitioned by data year."""
        return self.layer in ("raw", "staged")

    @property
    def suffix(self) -> str:
        """How its files in the lake end; empty for the release itself, which lies elsewhere."""
        if not self.contract:
            return Path(self.file_name).suffix
        return ".sql" if self.contract.is_view else ".parquet"

    @property
    def module(self) -> ModuleType:
        """The module of a Python asset."""
        return importlib.import_module(f"assets.{self.layer}.{self.table}")


@cache
def load_assets() -> dict[str, Asset]:
    """All assets by name, in the order of layers, each after what it reads; a process sees one state of the tree.

    Raises:
        ValueError: an asset reads what is not there or what stands higher, or asks for what nobody hands it; a mart
            does not say what its numbers come from.
    """
    # here: to read them all takes a second, for which a thing that only formats what is published need not wait
    from assets.declarations import find_assets

    return find_assets()
