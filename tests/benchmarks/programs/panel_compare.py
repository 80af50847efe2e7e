"""Assert that two roads come to the same sums.

``python -m tests.benchmarks.programs.panel_compare OURS THEIRS TOLERANCE``: each sum within the relative tolerance, or
a gram where there is one, because a binary product between two grams may be rounded to the other one.
"""

import sys

import duckdb

from tests.benchmarks.programs import tell

COMPARED = """
    select
        count(*) as sums,
        count(*) filter (where ours.year is null or theirs.year is null) as missing,
        count(*) filter (
            where if(
                $tolerance = 0, ours.emissions_t != theirs.emissions_t,
                abs(ours.emissions_t::double - theirs.emissions_t::double)
                > greatest($tolerance * abs(ours.emissions_t::double), 1.1e-6)
            )
        ) as different
    from read_parquet($ours) as ours
    full join read_parquet($theirs) as theirs using (region_code, year, category_code, gas)
"""


def main(ours: str, theirs: str, tolerance: str) -> None:
    """Assert and tell."""
    asked = {"ours": ours, "theirs": theirs, "tolerance": float(tolerance)}
    with duckdb.connect() as engine:
        ((sums, missing, different),) = engine.execute(COMPARED, asked).fetchall()
    assert not missing, (missing, theirs)
    assert not different, (different, theirs)
    tell({"sums": sums})


if __name__ == "__main__":
    main(*sys.argv[1:])
