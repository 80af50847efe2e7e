"""The partitions of raw and staged: data years. A year appears by itself once it is over in China."""

import dagster as dg

YEARS = dg.TimeWindowPartitionsDefinition(start="1980", fmt="%Y", cron_schedule="0 0 1 1 *", timezone="Asia/Shanghai")
