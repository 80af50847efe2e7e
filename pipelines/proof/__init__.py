"""Where a number comes from, and whether a release is what it says."""
