"""Questions on the command line: how long a person waits for an answer."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Cost, Line, at_most, median, run
from tests.benchmarks.runs import sample_data

TIMES = 3
SECONDS, TRACE_SECONDS = 0.4, 0.3


def commands(folder: Path) -> Iterator[Line]:
    """Help, a query, verification and a trace, each a whole process; the larger of wall and CPU counts."""
    data = sample_data(folder)
    answers: dict[str, list[object]] = {
        "--help": ["--help"],
        'query "select 1"': ["query", "select 1", "--data", data],
        "verify": ["verify", "--data", data],
        "trace 总排放 2024": ["trace", "总排放", "2024", "--data", data],
    }
    costs: dict[str, Cost] = {}
    for command, arguments in answers.items():
        results = [run("-m", "qingdan", *arguments) for _ in range(TIMES)]
        assert len({printed for _, printed in results}) == 1, command
        costs[command] = median(cost for cost, _ in results)
    start_up = costs['query "select 1"']
    for command, cost in costs.items():
        if command.startswith("trace"):
            above = max(cost.wall - start_up.wall, cost.cpu - start_up.cpu)
            yield at_most(f"qingdan {command}, beyond start-up", above, TRACE_SECONDS, " s", cost)
        else:
            yield at_most(f"qingdan {command}", max(cost.wall, cost.cpu), SECONDS, " s", cost)
