"""The graph of assets as Dagster sees it."""
