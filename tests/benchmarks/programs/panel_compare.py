"""Assert that two roads come to the same sums.

``python -m tests.benchmarks.programs.panel_compare OURS THEIRS TOLERANCE``: the largest relative difference of a sum.
"""

import sys

import duckdb

from tests.benchmarks.programs import tell

COMPARED = """
    select
        count(*) as sums,
        count(*) filter (where ours.year is null or theirs.year is null) as missing,
        max(abs(ours.emissions_t - theirs.emissions_t) / greatest(abs(ours.emissions_t), 1)) as difference
    from read_parquet($ours) as ours
    full join read_parquet($theirs) as theirs using (region_code, year, category_code, gas)
"""


def main(ours: str, theirs: str, tolerance: str) -> None:
    """Assert and tell."""
    with duckdb.connect() as engine:
        ((sums, missing, difference),) = engine.execute(COMPARED, {"ours": ours, "theirs": theirs}).fetchall()
    assert not missing, (missing, theirs)
    assert float(difference) <= float(tolerance), (difference, theirs)
    tell({"sums": sums, "difference": float(difference)})


if __name__ == "__main__":
    main(*sys.argv[1:])
