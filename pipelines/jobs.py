"""The one job: build everything, up to the release."""

import dagster as dg

build_inventory = dg.define_asset_job(
    "build_inventory",
    selection=dg.AssetSelection.all(),
    description="编制清单：从交付文件到发布 | build the inventory, from delivered files to the release",
)
