"""Kill the whole road often: ``python -m tests.faults kills 300``."""

import sys
import tempfile
from pathlib import Path

from tests.faults.road import Road, kill_often, started_victims

SEED = 511725


def main(asked: list[str]) -> None:
    """Kill that often, and tell how it went; the first broken state ends it with its folder kept."""
    if asked[:1] != ["kills"] or len(asked) != 2:
        sys.exit("python -m tests.faults kills 300")
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    with started_victims() as victims:
        road = Road(victims, folder)
        road.walk()
        killed = kill_often(road, int(asked[1]), SEED, lambda line: print(line, flush=True))
    print(f"{asked[1]} kills, {killed} before the end, 0 broken")


if __name__ == "__main__":
    main(sys.argv[1:])
