"""An empty Dagster graph with as many assets and checks as ours, on the instance of a run.

python -m tests.benchmarks.programs.empty_graph
"""

import warnings
from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets import Asset, load_assets
from pipelines import checks
from pipelines.instance import forgetful_instance
from tests.benchmarks.programs import tell


def main() -> None:
    """Execute the graph and tell how large it is."""
    warnings.simplefilter("ignore")
    assets = [_empty(asset) for asset in load_assets().values()]
    definitions = dg.Definitions(assets=assets, jobs=[dg.define_asset_job("empty")], executor=dg.in_process_executor)
    with forgetful_instance() as instance:
        result = definitions.resolve_job_def("empty").execute_in_process(
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}, instance=instance
        )
    assert result.success
    evaluations = result.get_asset_check_evaluations()
    tell({"assets": len(assets), "checks": len(evaluations)})


def _empty(asset: Asset) -> dg.AssetsDefinition:
    specs = checks.specs_of(asset)

    @dg.asset(
        key=[asset.layer, asset.table], deps=[dg.AssetKey(dep.split("/")) for dep in asset.deps], check_specs=specs
    )
    def build(context: dg.AssetExecutionContext) -> Iterator[Any]:
        yield dg.MaterializeResult(
            check_results=[dg.AssetCheckResult(passed=True, check_name=spec.name) for spec in specs]
        )

    return build


if __name__ == "__main__":
    main()
