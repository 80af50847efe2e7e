"""Only what changed: a table whose own declaration and inputs hold what they held is stamped anew, not built.

The plan goes by digests of makings and selects whatever may have changed. Whether it has is known when the inputs are
there: a statement that was reworded, a cell that was corrected to what another source says, leave most of what is
after them as it was. A table that is held to something else now, a longer list or a rule in other words, is judged
again.
"""

import json
from dataclasses import replace

from assets import Asset
from assets.needs import Run
from pipelines.building.sql import judge_again, partitions_of
from pipelines.building.table import Built
from pipelines.lake.digests import digest_of
from pipelines.lake.files import Lake
from pipelines.makings import Making


def contents_of(asset: Asset, run: Run, own: Making) -> Making:
    """What a table is made of: what is behind it, and the contents of its inputs; and what it is judged by.

    Args:
        asset: the table.
        run: what it sees of a printed table are the years of the run.
        own: what is behind it, and what it is told in this run, besides its inputs.
    """
    lake, parts, judging = Lake(run.data_dir / "lake"), [own.made], [own.judged]
    for dep in asset.deps:
        record = lake.record(dep)
        seen = partitions_of(dep, run) if dep.startswith(("raw/", "staged/")) else record.partitions
        read = judging if dep in asset.judging else parts
        read += [f"{dep} {name} {record.partitions[name].sha256}" for name in seen if name in record.partitions]
        if "stamps" in asset.needs:
            stamps = [record.checks, *(record.partitions[name].checks for name in seen if name in record.partitions)]
            parts.append(json.dumps(stamps, ensure_ascii=False, sort_keys=True, default=str))
    return Making(digest_of(*parts), digest_of(*judging))


def stamp_again(asset: Asset, run: Run, made_from: str, contents: Making) -> Built | None:
    """Stamp a table that is made of what it was made of; nothing if it has to be built.

    Raises:
        Refusals: what it is judged by is new, and it breaks it.
    """
    lake = Lake(run.data_dir / "lake")
    known = lake.record(asset.name)
    if known.made_of != contents.made or lake.intact_partitions(asset.name, asset.suffix) != known.partitions:
        return None
    checks = known.checks if known.judged_by == contents.judged else judge_again(asset, run)
    parts = {name: replace(part, made_from=made_from) for name, part in known.partitions.items()}
    lake.keep(asset.name, replace(known, partitions=parts, checks=checks, judged_by=contents.judged))
    rows, digests = sum(part.rows for part in parts.values()), [part.sha256 for part in parts.values()]
    return Built(rows, checks, sha256=digests[0], is_new=False)


def note_contents(asset: Asset, run: Run, contents: Making) -> None:
    """Write down beside a table that was built what it is made of."""
    lake = Lake(run.data_dir / "lake")
    lake.keep(asset.name, replace(lake.record(asset.name), made_of=contents.made, judged_by=contents.judged))
