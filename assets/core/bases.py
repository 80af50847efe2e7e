"""Bases of the run: the rows of ``factors/tables/bases.csv`` that it asks for; the first one is official.

The profile ``official`` takes no factor of another year, whatever a basis says otherwise.
"""

import factors
from assets.needs import Run

NEEDS = ("run",)
INPUTS = ("factors/tables/bases.csv",)


def build(run: Run) -> list[dict[str, object]]:
    """One row a basis."""
    known = {basis.basis_id: basis for basis in factors.load_bases()}
    return [
        {
            "basis_id": basis.basis_id,
            "title_zh": basis.title_zh,
            "edition": basis.edition,
            "fallback_edition": basis.fallback_edition,
            "gwp_set": basis.gwp_set,
            "grid_factor_policy": basis.grid_factor_policy,
            "factor_year_policy": "published" if run.profile == "official" else basis.factor_year_policy,
            "export_rule": basis.export_rule,
            "electricity_method": basis.electricity_method,
            "waste_energy_sector": basis.waste_energy_sector,
            "is_official": basis.basis_id == run.basis_ids[0],
        }
        for basis in map(known.__getitem__, run.basis_ids)
    ]
