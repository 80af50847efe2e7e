"""The Dagster job of many blocks: one step a block, none of which waits for another, under any executor.

A step fetches its order from the store and does it on the disk of whoever runs it. What it is refused for is in the
metadata of its failure. The steps are static, because the executor for Dask plans no others.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import build_reconstructable_job

from pipelines.blocks.store import Store
from pipelines.blocks.worker import make
from pipelines.settings import Distribution
from schemas.problems import Refusal, Refusals

REFUSALS = "refusals"

#: Every event of a step is written to its instance; on the terminal nobody asked for them.
QUIET = {"python_logs": {"python_log_level": "CRITICAL"}}


def blocks_job(name: str, blocks: Sequence[str], executor: str) -> dg.JobDefinition:
    """The job for some blocks; every process that takes part builds it by itself."""

    @dg.graph(name=name)
    def all_blocks() -> None:
        for block in blocks:
            _step(block)()

    return all_blocks.to_job(
        description="编制各分块的清单，一个分块一步 | the inventories of blocks, a step each",
        executor_def=_executor(executor),
    )


def _step(block: str) -> dg.OpDefinition:
    @dg.op(name=_name(block), out=dg.Out(dg.Nothing), config_schema={"order": str, "store": str, "scratch": str})
    def make_block(context: dg.OpExecutionContext) -> None:
        asked = context.op_config
        try:
            make(Store(asked["store"]), asked["order"], Path(asked["scratch"]) if asked["scratch"] else None)
        except (Refusal, Refusals) as refused:
            refusals = refused.refusals if isinstance(refused, Refusals) else [refused]
            records = json.dumps([refusal.as_record() for refusal in refusals], ensure_ascii=False)
            raise dg.Failure(refused.render(), metadata={REFUSALS: dg.MetadataValue.text(records)}) from refused

    return make_block


def _name(block: str) -> str:
    return f"block_{block}"


def _executor(name: str) -> dg.ExecutorDefinition:
    if name == "multiprocess":
        return dg.multiprocess_executor
    if name == "dask":
        from dagster_dask import dask_executor

        executor: dg.ExecutorDefinition = dask_executor
        return executor
    return dg.in_process_executor


def require_executor(where: Distribution) -> None:
    """Refuse an executor whose parts are not installed, before anything is begun.

    Raises:
        Refusal: E-EXECUTOR.
    """
    try:
        _executor(where.executor)
    except ImportError as error:
        raise Refusal("E-EXECUTOR", found=where.executor) from error


def run_job(orders: Mapping[str, str], where: Distribution, store: str, scratch: str, attempt: str) -> dict[str, Any]:
    """Have orders done, by block; returns what was told of the blocks that were not done.

    Of a block that was refused these are refusals, of any other one the text of an error; of the run itself, under an
    empty name, the text of what ended it.
    """
    asked = orders, where, store, scratch, attempt
    if where.executor == "dask":
        # the client leaves threads behind, over which DuckDB complains when the process that knows both ends
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            told = apart.submit(_told_by_job, *asked).result()
    else:
        told = _told_by_job(*asked)
    return {
        block: said if isinstance(said, str) else [Refusal.from_record(record) for record in said]
        for block, said in told.items()
    }


def _told_by_job(
    orders: Mapping[str, str], where: Distribution, store: str, scratch: str, attempt: str
) -> dict[str, list[dict[str, Any]] | str]:
    job = build_reconstructable_job(
        __name__,
        blocks_job.__name__,
        reconstructable_kwargs={"name": f"blocks_{attempt}", "blocks": [*orders], "executor": where.executor},
    )
    steps = {
        _name(block): {"config": {"order": order, "store": store, "scratch": scratch}}
        for block, order in orders.items()
    }
    config: dict[str, Any] = {"ops": steps, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    if where.executor == "multiprocess":
        config["execution"] = {"config": {"max_concurrent": where.workers}}
    if where.executor == "dask":
        cluster = {"existing": {"address": where.dask}} if where.dask else {"local": {"n_workers": where.workers}}
        config["execution"] = {"config": {"cluster": cluster}}
    told: dict[str, list[dict[str, Any]] | str] = {}
    with _instance(where) as instance, dg.execute_job(job, instance, run_config=config) as result:
        for event in result.all_events:
            if event.is_step_failure:
                told[str(event.step_key).removeprefix(_name(""))] = _said(event)
            elif event.is_run_failure:
                told[""] = _words(event.job_failure_data.error) or str(event.message)
    return told


def _said(event: dg.DagsterEvent) -> list[dict[str, Any]] | str:
    """Records of refusals, or the text of an error."""
    data = event.step_failure_data
    user = data.user_failure_data
    if user and REFUSALS in user.metadata:
        records: list[dict[str, Any]] = json.loads(str(user.metadata[REFUSALS].value))
        return records
    return _words(data.error) or str(event.message)


def _words(error: Any) -> str:
    """What an error that Dagster wrapped says at its root, but for what was only cancelled on its account."""
    while error and error.cause and error.cause.cls_name != "CancelledError":
        error = error.cause
    return error.message.strip() if error else ""


@contextmanager
def _instance(where: Distribution) -> Iterator[dg.DagsterInstance]:
    """Where Dagster keeps its events: the instance of the machine if it has one, else none that lasts.

    Processes that take part write there too: on several machines it must be one that all of them reach.
    """
    if "DAGSTER_HOME" in os.environ:
        with dg.DagsterInstance.get() as instance:
            yield instance
    elif where.executor == "in-process":
        from pipelines.instance import forgetful_instance

        with forgetful_instance() as instance:
            yield instance
    else:
        with tempfile.TemporaryDirectory() as folder, dg.DagsterInstance.local_temp(folder, QUIET) as instance:
            yield instance
