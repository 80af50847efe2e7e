"""Every file in a layer folder is an asset; this module finds them. The path is the name.

``raw/<source>__<table>.yaml`` gives two assets, ``raw/…`` and ``staged/…``; an ``.sql`` or ``.py`` file in
``core``, ``marts`` or
``release`` gives one. Nothing is registered by hand, and nothing here knows Dagster.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from assets.builders.lake import WHOLE
from assets.builders.lineage import upstream_tables
from assets.builders.run import Run
from assets.builders.sql import build_sql, matching
from assets.builders.table import Built
from schemas.contract import Contract, load_contract

FOLDER = Path(__file__).parent
LAYERS = ("raw", "staged", "core", "marts", "release")

#: Builds a printed table's asset from its declaration.
Builder = Callable[[Path, Run, "Wanted"], Built]

#: Made-from digests of the partitions that a builder is asked for; ``WHOLE`` for a table that has none.
Wanted = Mapping[str, str]


@dataclass(frozen=True)
class Asset:
    """One asset.

    Attributes:
        name: ``<layer>/<table>``.
        path: the file that declares it.
        deps: names of the assets it reads.
        inputs: other files it is made from (hand-written ones), as absolute paths.
        contract: contract of its table, none for a file of the release.
        build: computes, validates and writes it.
        title_zh: Chinese title.
        title_en: English title.
        reads_register: it depends on the register of deliveries, not only on tables.
        suffix: how its files in the lake end; empty for the release itself, which lies elsewhere.
    """

    name: str
    path: Path
    deps: tuple[str, ...]
    inputs: tuple[Path, ...]
    contract: Contract | None
    build: Callable[[Run, Wanted], Built]
    title_zh: str
    title_en: str
    reads_register: bool = False
    suffix: str = ".parquet"

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


def load_assets() -> dict[str, Asset]:
    """All assets by name, in the order of layers, each after what it reads."""
    printed = [asset for path in _files("raw", "*.yaml") for asset in _printed_table_assets(path)]
    names = {asset.name for asset in printed} | {
        f"{layer}/{path.stem}" for layer in ("core", "marts", "release") for path in _files(layer, "*.sql", "*.py")
    }
    others = [
        _sql_asset(layer, path, names) if path.suffix == ".sql" else _python_asset(layer, path, names)
        for layer in ("core", "marts", "release")
        for path in _files(layer, "*.sql", "*.py")
    ]
    return _in_order({asset.name: asset for asset in [*printed, *others]})


def _files(layer: str, *patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in (FOLDER / layer).glob(pattern)]
    return sorted(path for path in found if path.stem != "__init__")


def _printed_table_assets(path: Path) -> tuple[Asset, Asset]:
    from assets.builders import printed_assets

    spec = printed_assets.load_spec(path)
    corrections = FOLDER / "staged" / "corrections.yaml"
    raw, staged = f"raw/{path.stem}", f"staged/{path.stem}"

    def asset(name: str, deps: tuple[str, ...], inputs: tuple[Path, ...], build: Builder, zh: str, en: str) -> Asset:
        contract = load_contract(*name.split("/"))
        return Asset(
            name,
            path,
            deps,
            inputs,
            contract,
            partial(build, path),
            f"{spec.title_zh}（{zh}）",
            f"{spec.title_en}, {en}",
        )

    return (
        asset(raw, (), (), printed_assets.build_raw, "单元格", "cells"),
        asset(staged, (raw,), (corrections,), printed_assets.build_staged, "观测值", "observations"),
    )


def _sql_asset(layer: str, path: Path, names: set[str]) -> Asset:
    contract = load_contract(layer, path.stem)
    checked = {table for check in contract.checks for table in upstream_tables(check.sql)}
    statement = upstream_tables(path.read_text(encoding="utf-8"))
    references = sorted({*statement, *checked} - {f"{layer}.{path.stem}"})
    deps = [
        name for reference in references for name in matching(reference, names) if not reference.startswith("codes.")
    ]
    own = LAYERS.index(layer)
    higher = [name for name in deps if LAYERS.index(name.split("/")[0]) > own]
    unknown = [r for r in references if not r.startswith("codes.") and not matching(r, names)]
    if higher or unknown:
        raise ValueError(f"{path.name} reads {', '.join(higher + unknown)}: from a higher layer or unknown")
    return Asset(
        name=f"{layer}/{path.stem}",
        path=path,
        deps=tuple(sorted(set(deps))),
        inputs=(),
        contract=contract,
        build=lambda run, wanted: build_sql(run, path, contract, names, wanted[WHOLE]),
        title_zh=contract.title_zh,
        title_en=contract.title_en,
        suffix=".sql" if contract.is_view else ".parquet",
    )


def _python_asset(layer: str, path: Path, names: set[str]) -> Asset:
    from assets.builders import python_assets

    module: ModuleType = importlib.import_module(f"assets.{layer}.{path.stem}")
    contract = None if layer == "release" else load_contract(layer, path.stem)
    deps = sorted({name for pattern in module.DEPS for name in matching(pattern.replace("/", "."), names)})
    inputs = tuple(sorted(found for pattern in getattr(module, "INPUTS", ()) for found in FOLDER.parent.glob(pattern)))
    build = partial(python_assets.build_table if contract else python_assets.build_release_file, module, tuple(deps))
    title_zh, title_en = (contract.title_zh, contract.title_en) if contract else (module.TITLE_ZH, module.TITLE_EN)
    return Asset(
        f"{layer}/{path.stem}",
        path,
        tuple(deps),
        inputs,
        contract,
        build,
        title_zh,
        title_en,
        reads_register=getattr(module, "READS_REGISTER", False),
        suffix=".parquet" if contract else Path(getattr(module, "FILE_NAME", "")).suffix,
    )


def _in_order(assets: dict[str, Asset]) -> dict[str, Asset]:
    """Sort so that an asset stands after its dependencies.

    Raises:
        ValueError: there is a circle.
    """
    ordered: dict[str, Asset] = {}
    waiting = dict(assets)
    while waiting:
        ready = [name for name, asset in waiting.items() if all(dep in ordered for dep in asset.deps)]
        if not ready:
            raise ValueError(f"a circle among {', '.join(sorted(waiting))}")
        ordered |= {name: waiting.pop(name) for name in ready}
    return ordered
