"""Whole runs: the sample against an empty graph of its size, and a run after one changed cell."""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
GAS = "渠县天然气公司供气量.xlsx"
TIMES = 3

EMPTY_GRAPH = """
import warnings
import dagster as dg
from assets import load_assets
from pipelines import checks
from pipelines.instance import forgetful_instance
warnings.simplefilter("ignore")

def empty(asset):
    specs = checks.specs_of(asset)
    @dg.asset(
        key=[asset.layer, asset.table], deps=[dg.AssetKey(d.split("/")) for d in asset.deps], check_specs=specs,
    )
    def build(context):
        yield dg.MaterializeResult(
            check_results=[dg.AssetCheckResult(passed=True, check_name=spec.name) for spec in specs]
        )
    return build

assets = [empty(asset) for asset in load_assets().values()]
job = dg.Definitions(assets=assets, jobs=[dg.define_asset_job("empty")]).resolve_job_def("empty")
with forgetful_instance() as instance:
    result = job.execute_in_process(
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}, instance=instance
    )
assert result.success
print(len(assets))
"""


def against_an_empty_graph(folder: Path) -> None:
    """(a) qingdan run on the sample against an empty Dagster graph of the same assets, on the same instance."""
    ours, empty = [], []
    for number in range(TIMES):
        ours.append(_run(folder / f"sample-{number}", SAMPLE)[0])
        started = time.perf_counter()
        assets = _python(EMPTY_GRAPH).stdout.strip()
        empty.append(time.perf_counter() - started)
        print(f"   sample {ours[-1]:.2f} s, empty graph of {assets} assets {empty[-1]:.2f} s", flush=True)
    ratio = statistics.median(ours) / statistics.median(empty)
    print(f"   medians: {statistics.median(ours):.2f} s / {statistics.median(empty):.2f} s = {ratio:.2f}")


def after_one_changed_cell(folder: Path) -> None:
    """(c) a run after one changed cell (reach: import time plus 40 % of the rest of a full run)."""
    data, inbox = folder / "changed", folder / "inbox"
    shutil.copytree(SAMPLE, inbox)
    full, _ = _run(data, inbox)
    book = openpyxl.load_workbook(inbox / GAS)
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == 6045.24)
    cell.value = 6045.25  # within the rounding of the printed total
    book.save(inbox / GAS)
    again, executed = _run(data, inbox)
    started = time.perf_counter()
    _python("import pipelines.cli, pipelines.execute")
    imports = time.perf_counter() - started
    tables = {name for name in executed if name.startswith(("raw/", "staged/"))}
    assert tables == {"raw/gas__supply", "staged/gas__supply"}, tables
    assert not {"core/factor_values__declared", "core/categories", "core/gwps", "core/regions"} & set(executed), (
        executed
    )
    share = (again - imports) / (full - imports)
    print(f"   full {full:.2f} s, again {again:.2f} s, imports {imports:.2f} s: {share:.0%} of the rest")
    print(f"   executed {len(executed)}: {' '.join(executed)}")


def _run(data: Path, inbox: Path) -> tuple[float, list[str]]:
    """Seconds of a whole process, and the assets it executed."""
    program = (
        "import sys; from pathlib import Path; from pipelines.execute import execute; "
        "from pipelines.settings import Settings; "
        "outcome = execute(Settings(data_dir=Path(sys.argv[1]), inboxes=(Path(sys.argv[2]),)), lambda *_: None); "
        "assert not outcome.refusals, outcome.refusals; print(' '.join(outcome.executed))"
    )
    started = time.perf_counter()
    answer = _python(program, str(data), str(inbox))
    return time.perf_counter() - started, answer.stdout.split()


def _python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
