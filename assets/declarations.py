"""Find the declarations in the layer folders and read them: of each what it reads, and its contract."""

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from assets import FOLDER, LAYERS, THINGS, Asset
from assets.lineage import SUFFIX, lineage_reads, walked_tables
from assets.lists import LISTS
from assets.raw import load_printed_tables
from assets.statements import checked_tables, matching, upstream_tables
from schemas.contract import check_files, load_contract
from schemas.problems import Refusal
from schemas.specs.printed_table import PrintedTable


def find_assets() -> dict[str, Asset]:
    """All assets by name, in the order of layers, each after what it reads.

    Raises:
        ValueError: an asset reads what is not there or what stands higher, or asks for what nobody hands it; a mart
            does not say what its numbers come from.
        Refusal: E-CYCLE, some of them read each other in a circle.
    """
    tables = [path for layer in ("core", "marts") for path in _files(layer, "*.sql", "*.py")]
    things = [path for path in _files("release", "*/__init__.py") if hasattr(_module(path), "TITLE_ZH")]
    names = {f"{layer}/{path.stem}" for path in _files("raw", "*.yaml") for layer in ("raw", "staged")}
    names |= {_name(path) for path in [*tables, *things]}
    printed = load_printed_tables()
    found = [asset for path in _files("raw", "*.yaml") for asset in _printed_table_assets(path, printed[path.stem])]
    found += [_sql_asset(path, names) if path.suffix == ".sql" else _python_asset(path, names) for path in tables]
    views = {asset.name: asset for asset in found if asset.contract and asset.contract.is_view}
    found += [_with_tables_of_views(_python_asset(path, names), views) for path in things]
    for asset in found:
        if asset.layer == "marts" and not _is_traceable(asset):
            raise ValueError(
                f"{asset.name} says nothing of its lineage: declare {asset.table}{SUFFIX} beside it, "
                "or LINEAGE = None in its contract, with the reason"
            )
    return _in_order({asset.name: asset for asset in found})


def _with_tables_of_views(asset: Asset, views: dict[str, Asset]) -> Asset:
    """A view answers from its tables: who needs the view needs them."""
    below = {table for name in asset.deps if name in views for table in views[name].deps}
    return replace(asset, deps=tuple(sorted({*asset.deps, *below})))


def _is_traceable(asset: Asset) -> bool:
    """Whether a table declares the parents of its rows, or says that it has no numbers."""
    declared = asset.path.with_name(f"{asset.table}{SUFFIX}").exists()
    return declared or bool(asset.contract and asset.contract.has_no_lineage)


def _files(layer: str, *patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in (FOLDER / layer).glob(pattern)]
    return sorted(path for path in found if path != FOLDER / layer / "__init__.py" and not path.name.endswith(SUFFIX))


def _name(path: Path) -> str:
    """``core/emissions`` of ``core/emissions.sql``, ``release/report`` of ``release/report/__init__.py``."""
    place = path.parent if path.stem == "__init__" else path.with_suffix("")
    return place.relative_to(FOLDER).as_posix()


def _module(path: Path) -> ModuleType:
    return importlib.import_module(f"assets.{_name(path).replace('/', '.')}")


def _printed_table_assets(path: Path, spec: PrintedTable) -> tuple[Asset, Asset]:
    """The cells of a printed table as they stand there, and what they say as observations."""

    def asset(layer: str, deps: tuple[str, ...], inputs: tuple[Path, ...], zh: str, en: str) -> Asset:
        return Asset(
            f"{layer}/{path.stem}",
            path,
            deps,
            inputs,
            load_contract(layer, path.stem),
            f"{spec.title_zh}（{zh}）",
            f"{spec.title_en}, {en}",
            needs=("register",) if layer == "raw" else (),
        )

    corrections = FOLDER / "staged" / "corrections.yaml"
    # the figures of a form add up as the tables say that print them
    printed = _files("raw", "*.yaml") if any(layout.is_by_codes for layout in spec.layouts) else []
    return (
        asset("raw", (), (), "单元格", "cells"),
        asset("staged", (f"raw/{path.stem}",), (corrections, *printed), "观测值", "observations"),
    )


def _sql_asset(path: Path, names: set[str]) -> Asset:
    name = _name(path)
    contract = load_contract(*name.split("/"))
    stated = set(upstream_tables(path.read_text(encoding="utf-8")))
    references = (stated | checked_tables(contract)) - {name.replace("/", ".")}
    inputs = _hand_written(name, references)
    if views := [r.removeprefix("lineage.") for r in references if r.startswith("lineage.")]:
        references |= {table for view in views for table in lineage_reads(view)}
        inputs = (*inputs, *sorted(FOLDER.glob(f"*/*{SUFFIX}")))
    tables = [r for r in sorted(references - LISTS.keys()) if not r.startswith("lineage.")]
    deps = _deps(name, tables, names)
    made_of = deps if views else _deps(name, [table for table in tables if table in stated], names)
    return Asset(
        name,
        path,
        deps,
        inputs,
        contract,
        contract.title_zh,
        contract.title_en,
        reads=tuple(sorted(references)),
        judging=tuple(dep for dep in deps if dep not in made_of),
    )


def _python_asset(path: Path, names: set[str]) -> Asset:
    name, module = _name(path), _module(path)
    tables = [need.replace("/", ".") for need in module.NEEDS if "/" in need]
    needs = tuple(need for need in module.NEEDS if "/" not in need)
    if "trace" in needs:  # a walk leads through them all, and to the printed cells
        tables += [*walked_tables(), "raw.*"]
    if unknown := set(needs) - set(THINGS):
        raise ValueError(f"{name} needs {', '.join(sorted(unknown))}: nobody hands it that")
    contract = None if name.startswith("release/") else load_contract(*name.split("/"))
    inputs = {found for pattern in getattr(module, "INPUTS", ()) for found in FOLDER.parent.glob(pattern)}
    if contract:
        inputs |= {*_hand_written(name, checked_tables(contract))}
    return Asset(
        name,
        path,
        _deps(name, tables, names),
        tuple(sorted(inputs)),
        contract,
        contract.title_zh if contract else module.TITLE_ZH,
        contract.title_en if contract else module.TITLE_EN,
        needs=needs,
        file_name=getattr(module, "FILE_NAME", ""),
    )


def _hand_written(name: str, references: set[str]) -> tuple[Path, ...]:
    """The rules over a table, and the lists that its statement and its rules read."""
    return (*check_files(*name.split("/")), *(LISTS[reference] for reference in sorted(references & LISTS.keys())))


def _deps(name: str, references: list[str], names: set[str]) -> tuple[str, ...]:
    """The assets that table references stand for.

    Raises:
        ValueError: one of them is unknown or of a higher layer.
    """
    deps = sorted({found for reference in references for found in matching(reference, names)} - {name})
    own = LAYERS.index(name.split("/")[0])
    higher = [found for found in deps if LAYERS.index(found.split("/")[0]) > own]
    unknown = [reference for reference in references if not matching(reference, names)]
    if higher or unknown:
        raise ValueError(f"{name} reads {', '.join(higher + unknown)}: from a higher layer or unknown")
    return tuple(deps)


def _in_order(assets: dict[str, Asset]) -> dict[str, Asset]:
    """Sort so that an asset stands after its dependencies.

    Raises:
        Refusal: E-CYCLE, some assets read each other in a circle.
    """
    ordered: dict[str, Asset] = {}
    waiting = dict(assets)
    while waiting:
        ready = [name for name, asset in waiting.items() if all(dep in ordered for dep in asset.deps)]
        if not ready:
            raise Refusal("E-CYCLE", found=", ".join(sorted(waiting)))
        ordered |= {name: waiting.pop(name) for name in ready}
    return ordered
