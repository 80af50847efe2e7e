"""A file against one that it replaces or overlaps: a table that is as a whole so many times larger is a mistake.

One wrong word of a unit (万吨 for 吨) changes every figure of a table alike, and nothing within the file shows it. What
moves single figures belongs elsewhere.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pandas as pd

from assets.raw import load_printed_tables
from pipelines.deliveries.judgement import Judged, judge
from pipelines.deliveries.readers import Sheet
from pipelines.reading.cells import a1
from schemas.codes import read_codes
from schemas.problems import Place, Refusal, Refusals

KEY = ["region_code", "period", "item_code", "sector_code", "fuel_code", "facility_code"]

#: Factors by which units are mistaken for each other: powers of ten (万, 亿, 千), 亩 for 公顷, 千卡 for 千焦.
FACTORS = {**{f"10^{power}": 10.0**power for power in range(1, 9)}, "15": 15.0, "4.1868": 4.1868}

NEARNESS = 0.02
"""How far from a factor a ratio may be, as log10: 5 %, more than most figures are revised by."""

SHARE = 0.8
"""Of the figures that both files print, how many must differ alike."""

FEWEST = 3
"""Figures that both files must print."""


def scale_errors(newer: Sequence[Sheet], name: str, older: Sequence[Sheet], older_name: str) -> Iterator[Refusal]:
    """Yield E-REVISION-SCALE for each table of a file, or item of it, that is as a whole some factor larger or smaller.

    Args:
        newer: sheets of the file that came.
        name: its name.
        older: sheets of the file in force that holds the same.
        older_name: its name.
    """
    now = judge(newer, name)
    try:
        before = judge(older, older_name)
    except (Refusal, Refusals):  # it was readable by the declarations of another day
        return
    yield from revision_errors(now, newer, name, before, older_name)


def revision_errors(
    now: Mapping[str, Judged], newer: Sequence[Sheet], name: str, before: Mapping[str, Judged], older_name: str
) -> Iterator[Refusal]:
    """The same of two files that were judged."""
    for table in sorted(now.keys() & before.keys()):
        both = _in_base_units(now[table]).merge(_in_base_units(before[table]), on=KEY, suffixes=("", "_before"))
        both = both[(both["base"] != 0) & (both["base_before"] != 0)]
        both = both.assign(step=(both["base"] / both["base_before"]).abs().map(math.log10))
        found = _alike(both)
        parts = [(part, _alike(part)) for _, part in both.groupby("item_code")] if found is None else [(both, found)]
        for part, (factor, alike) in ((part, found) for part, found in parts if found):
            last = alike.iloc[-1]  # the latest year
            earlier = f"{last['sheet_before']} {last['cell_before']} “{last['printed_text_before']}”"
            yield Refusal(
                "E-REVISION-SCALE",
                Place(name, str(last["sheet"]), _unit_cell(newer, str(last["sheet"])) or str(last["cell"])),
                table=load_printed_tables()[table].title_zh,
                label=f"{len(alike)}/{len(part)}",
                found=f"{last['cell']} “{last['printed_text']}”",
                expected=f"《{older_name}》{earlier}",
                power=factor,
            )


def _alike(rows: pd.DataFrame) -> tuple[str, pd.DataFrame] | None:
    """The factor by which most of the rows differ, and those that do; nothing if there is none."""
    for name, factor in FACTORS.items():
        for power, shown in ((math.log10(factor), name), (-math.log10(factor), f"1/{name}")):
            alike = rows[(rows["step"] - power).abs() <= NEARNESS]
            if len(rows) >= FEWEST and len(alike) >= SHARE * len(rows):
                return shown, alike
    return None


def _in_base_units(judged: Judged) -> pd.DataFrame:
    """Figures that are known, in the base unit of what they measure."""
    rows = judged.observations[judged.observations["amount"].notna()]
    base = [float(amount) * _units()[unit] for amount, unit in zip(rows["amount"], rows["unit_code"], strict=True)]
    return rows[[*KEY, "sheet", "cell", "printed_text"]].assign(base=base)


def _unit_cell(sheets: Sequence[Sheet], name: str) -> str:
    """The cell of a sheet that says the unit of all of it, if one does."""
    for sheet in (sheet for sheet in sheets if sheet.name == name):
        for (row, column), cell in sorted(sheet.cells.items()):
            if "单位" in cell.text[:5]:
                return a1(row, column)
    return ""


@cache
def _units() -> dict[str, float]:
    return {row["unit_code"]: int(row["numerator"]) / int(row["denominator"]) for row in read_codes("units")}
