"""The data dictionary: every table with its key, columns and checks, where each column comes from, and all code lists.

Everything in it is derived from the contracts, the assets and the lists; nothing is described here a second time.
"""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

import assets
from assets import Asset
from assets.lists import LISTS
from assets.release import DICTIONARY
from assets.release.dictionary.flow import Box, columns_flow, tables_flow
from assets.release.examples import INPUTS as EXAMPLES
from assets.release.examples import load_examples
from assets.release.template import render_page
from assets.statements import column_lineage
from schemas.codes import code_title
from schemas.contract import Column, load_contract

FILE_NAME = DICTIONARY
TITLE_ZH, TITLE_EN = "数据字典", "data dictionary"
NEEDS = ()
INPUTS = (
    "assets/release/dictionary/*.*",
    "assets/release/*.*",
    EXAMPLES,
    *sorted({f"{path.parent.relative_to(assets.FOLDER.parent)}/*.csv" for path in LISTS.values()}),
)

#: What most readers look for stands first.
LAYERS = {
    "marts": ("发布表", "供人查阅的清单、指标、完整性和追溯。"),
    "core": ("模型", "活动水平、因子、排放量，以及每个结果由哪些数算出。"),
    "staged": ("观测值", "读成数字，带单位、缺数标记和单元格地址；各表的列相同，各列由同名的 raw 表读出。"),
    "raw": ("印刷表单元格", "报送文件逐格照录，不改名，不计算；各表的列相同。"),
}
COLOURS = {"raw": "#f4e3c1", "staged": "#fbf2dc", "core": "#d9e8f5", "marts": "#d3efe0"}
HAND_WRITTEN = "#eeeeee"

#: Allowed values that are listed in full; of a longer list the first ones and their number.
LISTED = 8

#: How a check of the contract reads in Chinese; the statistic is its only one.
BOUNDS = {
    "greater_than_or_equal_to": "≥ {}",
    "less_than_or_equal_to": "≤ {}",
    "greater_than": "> {}",
    "less_than": "< {}",
    "str_matches": "格式 {}",
}


def render() -> bytes:
    """Write the dictionary."""
    return render_page("dictionary/dictionary.html", **_content())


@cache
def _content() -> dict[str, object]:
    """What it shows: a process sees one state of the source tree."""
    known = assets.load_assets()
    downstream: dict[str, list[str]] = {name: [] for name in known}
    for asset in known.values():
        for dep in asset.deps:
            downstream[dep].append(asset.name)
    layers = []
    for layer, (title, text) in LAYERS.items():
        assets_of_layer = sorted((asset for asset in known.values() if asset.layer == layer), key=lambda a: a.name)
        tables = [_table(asset, downstream[asset.name]) for asset in assets_of_layer]
        layers.append({"name": layer, "title": title, "text": text, "tables": tables, "shared": _shared(layer)})
    lists = list(map(_list, LISTS))
    return {"layers": layers, "examples": load_examples(), "picture": _picture(known), "lists": lists}


def _list(name: str) -> dict[str, object]:
    """A hand-written list as it stands in its file."""
    with LISTS[name].open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {"name": name, "title_zh": code_title(name.partition(".")[2]), "header": header, "rows": rows}


def _shared(layer: str) -> list[dict[str, object]]:
    """Columns that all tables of a layer have, empty where each has its own."""
    if layer not in ("raw", "staged"):
        return []
    return [_column(column, []) for column in load_contract(layer, "").columns]


def _table(asset: Asset, downstream: list[str]) -> dict[str, object]:
    contract = asset.contract
    assert contract is not None  # only files of the release have none
    lineage = column_lineage(asset.layer, asset.table)
    return {
        "name": asset.name.replace("/", "."),
        "title_zh": asset.title_zh,
        "title_en": asset.title_en,
        "kind": "视图" if contract.is_view else "表",
        "path": f"assets/{asset.layer}/{asset.path.name}",
        "key": contract.key,
        "columns": [_column(column, lineage.get(column.name, [])) for column in contract.columns],
        "checks": contract.checks,
        "upstream": [dep.replace("/", ".") for dep in asset.deps],
        "downstream": [name.replace("/", ".") for name in downstream if not name.startswith("release/")],
        "drawing": columns_flow(f"{asset.name} 各列的来源", lineage) if any(lineage.values()) else None,
    }


def _column(column: Column, sources: list[tuple[str, str]]) -> dict[str, object]:
    rules = [_rule(str(check.name), check.statistics or {}) for check in column.checks]
    return {
        "name": column.name,
        "title_zh": column.title_zh,
        "title_en": column.title_en,
        "type": column.sql_type,
        "unit": column.unit or "",
        "rules": [*rules, *(["可为空"] if column.is_nullable else [])],
        "sources": sources,
    }


def _rule(name: str, statistics: Mapping[str, Any]) -> str:
    """A check of a column in words."""
    (value,) = statistics.values()
    if name != "isin":
        return BOUNDS[name].format(value)
    values = [str(word) or "（空文本）" for word in value]
    return "、".join(values[:LISTED]) + (f" 等 {len(values)} 个" if len(values) > LISTED else "")


def _picture(known: Mapping[str, Asset]) -> Markup:
    """Tables over the layers; raw and staged, alike for every printed table, are one box each."""

    def short(name: str) -> str:
        layer = name.split("/")[0]
        return layer if layer in ("raw", "staged") else name.replace("/", ".")

    def boxes(layer: str) -> list[Box]:
        return [
            Box(
                short(asset.name),
                asset.title_zh,
                COLOURS[layer],
                tuple(sorted({short(dep) for dep in asset.deps} | _files_read(asset))),
            )
            for asset in known.values()
            if asset.layer == layer
        ]

    printed = sum(asset.layer == "raw" for asset in known.values())
    return tables_flow(
        "各层的表和它们的来源",
        [
            (
                "来源",
                [
                    Box("报送文件", "交付登记", HAND_WRITTEN, ()),
                    Box("factors", "因子、方法卡、口径", HAND_WRITTEN, ()),
                ],
            ),
            ("raw", [Box("raw", f"{printed} 张印刷表", COLOURS["raw"], ("报送文件",))]),
            ("staged", [Box("staged", f"{printed} 张观测值表", COLOURS["staged"], ("raw",))]),
            ("core", boxes("core")),
            ("marts", boxes("marts")),
        ],
    )


def _files_read(asset: Asset) -> set[str]:
    """The boxes of files that an asset reads besides tables: the delivered ones, the hand-written ones."""
    delivered = {"报送文件"} if "register" in asset.needs else set()
    return delivered | ({"factors"} if any("factors" in path.parts for path in asset.inputs) else set())
