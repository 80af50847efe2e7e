"""What `qingdan ui`, `dg` and `dagster` serve: the assets, the job over all of them, and what starts it."""

import dagster as dg

from pipelines import schedules
from pipelines.definitions import build_definitions, tell_page
from pipelines.jobs import build_inventory
from pipelines.settings import Settings, in_block, read_environment


def serve_definitions(settings: Settings) -> dg.Definitions:
    """All definitions over one data folder."""
    job = build_inventory(settings)
    own = dg.Definitions(
        jobs=[job],
        schedules=[schedules.annual_schedule(settings, job)],
        sensors=[
            schedules.inbox_sensor(settings, job),
            schedules.lake_sensor(settings),
            schedules.failure_sensor(settings),
        ],
    )
    return dg.Definitions.merge(build_definitions(settings, tell_page(settings)), own)


@dg.definitions
def defs() -> dg.Definitions:
    """What ``dg`` and ``dagster`` find here; made when they ask, for a run has definitions of its own."""
    return serve_definitions(in_block(read_environment()))
