"""The graph as text, one line an asset, so that a change of it is seen in review.

After a change that is meant: ``python -m tests.graph.listing`` writes ``tests/graph/assets.txt`` again.
"""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

LISTING = Path(__file__).parent / "assets.txt"


def lines_of(definitions: dg.Definitions) -> Iterator[str]:
    """One line an asset: key, group, partitions, checks, and what it reads."""
    graph = definitions.resolve_asset_graph()
    checks: dict[dg.AssetKey, list[str]] = {}
    for check in graph.asset_check_keys:
        checks.setdefault(check.asset_key, []).append(check.name)
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        partitions = "a file a year" if node.partitions_def else "one file"
        yield f"{key.to_user_string()} ({node.group_name}, {partitions}, checks: {', '.join(sorted(checks[key]))})"
        for parent in sorted(node.parent_keys):
            yield f"    < {parent.to_user_string()}"


if __name__ == "__main__":
    from pipelines.definitions import defs

    LISTING.write_text("\n".join(lines_of(defs)) + "\n", encoding="utf-8")
