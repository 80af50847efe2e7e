"""What is measured: programs, each run in a process of its own, that print what they found as a line of JSON.

They know nothing of one another or of what they are compared with. The modules one level up start them, compare what
they printed and say how far a reach is; these import no more than that takes, because a process inherits the peak of
the memory of the one that starts it.
"""

import json
import re
import resource
import time
from pathlib import Path


def cpu_seconds() -> float:
    """CPU seconds of this process and of the children that it has waited for, of user and system."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


class Stopwatch:
    """CPU and wall seconds since it was made: of work, without what was imported and put in place before."""

    def __init__(self) -> None:
        self.cpu, self.wall = cpu_seconds(), time.perf_counter()

    def read(self) -> dict[str, float]:
        """The cost so far; the peak of memory is that of the whole process."""
        peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        return {
            "cpu": cpu_seconds() - self.cpu,
            "wall": time.perf_counter() - self.wall,
            "gigabytes": int(peak[1]) / 1e6 if peak else 0.0,
        }


def tell(found: object) -> None:
    """Print what was found."""
    print(json.dumps(found, ensure_ascii=False), flush=True)
