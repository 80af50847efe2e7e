"""Whether emissions part from the economy: elasticity and the eight states of Tapio.

Tapio, P. (2005), Towards a theory of decoupling: degrees of decoupling in the EU and the case of road traffic in
Finland between 1970 and 2001, Transport Policy 12, 137–151, figure 1.
"""

import numpy as np
import pandera.pandas as pa
from pandera.typing import DataFrame

from schemas.analysis import STATES, Decoupling, Pair

#: Elasticities between which two amounts move together.
COUPLED = (0.8, 1.2)

#: Below this relative change of the economy an elasticity means nothing.
STANDSTILL = 0.001


@pa.check_types
def decouple(pairs: DataFrame[Pair]) -> DataFrame[Decoupling]:
    """States from each period to the next one; give the ends of a plan period alone for the state over it.

    Args:
        pairs: one row a period: an amount and what drives it, each in a unit of its own, the driver at constant prices.

    Returns:
        One row a step: the elasticity, a bare number, and the state.

    Raises:
        ValueError: a period stands twice.
    """
    keys = [name for name in ("series", "period") if name in pairs]
    if pairs.duplicated(keys).any():
        raise ValueError(f"a period stands twice: {pairs.loc[pairs.duplicated(keys), 'period'].iloc[0]}")
    ordered = pairs.sort_values(keys).reset_index(drop=True)
    before = ordered.shift()
    follows = before["period"].notna()
    if "series" in ordered:
        follows &= ordered["series"] == before["series"]
    growth = (ordered[["amount", "driver"]] / before[["amount", "driver"]] - 1)[follows]
    elasticity = (growth["amount"] / growth["driver"]).where(growth["driver"].abs() >= STANDSTILL)
    found = ordered.loc[follows, [name for name in keys if name == "series"]].assign(
        from_period=before.loc[follows, "period"].astype(int),
        to_period=ordered.loc[follows, "period"],
        elasticity=elasticity,
        state=_states(elasticity.to_numpy(dtype=float), growth["driver"].to_numpy(dtype=float)),
    )
    return DataFrame[Decoupling](found.reset_index(drop=True))


def _states(elasticity: np.ndarray, growth: np.ndarray) -> np.ndarray:
    """The state of each step; the first four are those of a growing economy, the next four of a shrinking one."""
    low, high = COUPLED
    steps = [elasticity < 0, elasticity < low, elasticity <= high, elasticity > high]
    names = list(STATES)
    growing, shrinking = (np.select(steps, part, default="undefined") for part in (names[:4], names[4:8]))
    return np.where(growth > 0, growing, shrinking)
