"""A file against one that it replaces or overlaps: what is as a whole so many times larger, or moved, is a mistake.

One wrong word of a unit (万吨 for 吨) changes every figure of a table alike, one label too many moves the figures of
all years by one, and nothing within the file shows it. What moves single figures belongs elsewhere.
"""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

import numpy as np
import pandas as pd

from assets.raw import load_printed_tables
from pipelines.deliveries.changes import Change, Compared, Printed
from pipelines.deliveries.judgement import Judged, judge
from pipelines.deliveries.readers import Sheet
from pipelines.reading import NO_ANSWERS, Answers
from pipelines.reading.cells import a1
from pipelines.reading.regions import Expected
from pipelines.reading.units import said_unit
from schemas.codes import read_codes
from schemas.problems import Place, Refusal, Refusals

LABELS = ["item_code", "sector_code", "fuel_code", "facility_code"]

KEY = ["region_code", "period", *LABELS]

_PRINTED = ["sheet", "cell", "printed_text", "amount", "base"]

#: Factors by which units are mistaken for each other: powers of ten (万, 亿, 千), 亩 for 公顷, 千卡 for 千焦; of areas,
#: 亩 for 千公顷 and 公顷 for 万亩.
FACTORS = {
    **{f"10^{power}": 10.0**power for power in range(1, 9)},
    "15": 15.0,
    "4.1868": 4.1868,
    "15000": 15_000.0,
    "667": 10_000 / 15,
}

NEARNESS = 0.02
"""How far from a factor a ratio may be, as log10: 5 %, more than most figures are revised by."""

SHARE = 0.8
"""Of the figures that both files print, how many must differ alike."""

FEWEST = 3
"""Figures that both files must print, unless the numbers are the same."""

DIGITS = 3
"""Of two figures that have changed places: fewer agree by chance."""


def compare_files(
    newer: Sequence[Sheet],
    name: str,
    older: Sequence[Sheet],
    older_name: str,
    expected: Expected = (),
    answers: Answers = NO_ANSWERS,
) -> Compared:
    """What is as a whole some factor larger or smaller (E-REVISION-SCALE), has moved or is gone, and what has changed.

    Args:
        newer: sheets of the file that came.
        name: its name.
        older: sheets of the file in force that holds the same.
        older_name: its name.
        expected: the regions of which one is meant where several have a printed name.
        answers: what labels mean that no declaration knows.
    """
    now = judge(newer, name, expected, answers)
    try:
        before = judge(older, older_name, expected, answers)
    except (Refusal, Refusals):  # it was readable by the declarations of another day
        return Compared([], [], are_twins=False)
    refusals = list(revision_errors(now, newer, name, before, older_name))
    return Compared(refusals, list(changes(now, name, before, older_name)), _are_twins(now, before))


def _are_twins(now: Mapping[str, Judged], before: Mapping[str, Judged]) -> bool:
    """Whether two files print the same figures; one that is final in one of them only is another figure."""
    sides = [
        {
            table: _as_printed(judged)[[*KEY, "base", "value_status", "vintage"]].sort_values(KEY, ignore_index=True)
            for table, judged in side.items()
        }
        for side in (now, before)
    ]
    return sides[0].keys() == sides[1].keys() and all(sides[0][table].equals(sides[1][table]) for table in sides[0])


def changes(now: Mapping[str, Judged], name: str, before: Mapping[str, Judged], older_name: str) -> Iterator[Change]:
    """Figures of the years of both files that are printed otherwise, only in the newer one, or only in the older one.

    The same amount in another unit is no change.
    """
    for table in sorted(now.keys() & before.keys()):
        sides = [_as_printed(judged) for judged in (now[table], before[table])]
        both = sides[0].merge(sides[1], on=KEY, how="outer", suffixes=("", "_before"), indicator="side", sort=True)
        shared = set(sides[0]["period"]) & set(sides[1]["period"])
        differs = (both["base"] != both["base_before"]) & ~(both["base"].isna() & both["base_before"].isna())
        other = differs | (both["value_status"] != both["value_status_before"])
        for row in both[other & both["period"].isin(shared)].to_dict("records"):
            was = _printed(row, "_before", older_name) if row["side"] != "left_only" else None
            now_is = _printed(row, "", name) if row["side"] != "right_only" else None
            region, period, *labels = (str(row[key]) for key in KEY)
            item, sector, fuel, facility = labels
            yield Change(region, period, item, sector, fuel, facility, was, now_is)


def _printed(row: Mapping[Hashable, object], end: str, file: str) -> Printed:
    text, unit, sheet, cell = (str(row[f"{part}{end}"]) for part in ("printed_text", "unit_code", "sheet", "cell"))
    return Printed(text, unit, file, sheet, cell)


def revision_errors(
    now: Mapping[str, Judged], newer: Sequence[Sheet], name: str, before: Mapping[str, Judged], older_name: str
) -> Iterator[Refusal]:
    """The same of two files that were judged."""
    for table in sorted(now.keys() & before.keys()):
        one, other = _in_base_units(now[table]), _in_base_units(before[table])
        paired = one.merge(other, on=KEY, how="left", suffixes=("", "_before"))
        yield from _preliminary_again(now[table].observations, name, before[table].observations, older_name)
        if len(one) == len(other) and (paired["base"] == paired["base_before"]).all():
            continue
        both = paired[paired["base_before"].notna() & (paired["base"] != 0) & (paired["base_before"] != 0)]
        both = both.assign(step=(both["base"] / both["base_before"]).abs().map(math.log10))
        scaled = next(filter(None, (_scaled(parts) for parts in _parts(both))), [])
        for part, factor, alike in scaled:
            last = alike.iloc[-1]  # the latest year
            place = Place(name, str(last["sheet"]), _unit_cell(newer, str(last["sheet"])) or str(last["cell"]))
            yield _refusal("E-REVISION-SCALE", place, table, alike, len(part), older_name, power=factor)
        yield from _gone(now[table].observations, name, before[table].observations, older_name, table)
        if not scaled and (moved := _moved(both, other) or _slipped(paired, other) or _renamed(paired, other)):
            alike, of = moved
            last = alike.iloc[-1]
            place = Place(name, str(last["sheet"]), str(last["cell"]))
            yield _refusal("E-REVISION-MOVED", place, table, alike, of, older_name)


def _gone(now: pd.DataFrame, name: str, before: pd.DataFrame, older_name: str, table: str) -> Iterator[Refusal]:
    """Yield E-REVISION-GONE for each series that the file before prints and of which this one prints nothing.

    A new edition may have given a series up; a revision of the same years has not. A mark says that there is none, a
    blank row says nothing.
    """
    if now.empty or before.empty or now["period"].max() != before["period"].max():
        return
    printed = before[before["amount"].notna() & before["period"].isin(now["period"])]
    stated = pd.MultiIndex.from_frame(now.loc[now["printed_text"] != "", KEY])
    is_stated = pd.Series(pd.MultiIndex.from_frame(printed[KEY]).isin(stated), printed.index)
    is_there = is_stated.groupby([printed[label] for label in LABELS]).transform("any").astype(bool)
    for names, rows in printed[~is_there].groupby(LABELS):
        last, titles = rows.iloc[-1], {row["item_code"]: row["title_zh"] for row in read_codes("items")}
        item, *others = map(str, names)
        yield Refusal(
            "E-REVISION-GONE",
            Place(name, str(now["sheet"].iloc[0])),
            table=load_printed_tables()[table].title_zh,
            label=" ".join(filter(None, (titles.get(item, item), *others))),
            found=len(rows),
            expected=f"《{older_name}》{last['sheet']} {last['cell']} “{last['printed_text']}”",
        )


def _preliminary_again(now: pd.DataFrame, name: str, before: pd.DataFrame, older_name: str) -> Iterator[Refusal]:
    """Yield E-VINTAGE if an edition calls figures preliminary that the same edition called final before."""
    if now.empty or before.empty or now["period"].max() != before["period"].max():
        return
    both = now[now["vintage"] == "preliminary"].merge(before, on=KEY, suffixes=("", "_before"))
    for period, rows in both[both["vintage_before"] != "preliminary"].groupby("period"):
        first = rows.iloc[0]
        yield Refusal(
            "E-VINTAGE",
            Place(name, str(first["sheet"]), str(first["cell"])),
            label=f"{period}年",
            found="初步数 / preliminary",
            expected=f"最终数，同《{older_name}》{first['sheet_before']} {first['cell_before']} / final",
        )


def _refusal(
    code: str, place: Place, table: str, alike: pd.DataFrame, of: int, older_name: str, **more: object
) -> Refusal:
    last = alike.iloc[-1]
    return Refusal(
        code,
        place,
        table=load_printed_tables()[table].title_zh,
        label=f"{len(alike)}/{of}",
        found=f"{last['cell']} “{last['printed_text']}”",
        expected=f"《{older_name}》{last['sheet_before']} {last['cell_before']} “{last['printed_text_before']}”",
        **more,
    )


def _parts(rows: pd.DataFrame) -> Iterator[list[pd.DataFrame]]:
    """A table as a whole, then by what one mistaken unit may be of: a quantity, a row of several, one column of it."""
    yield [rows]
    for keys in (["item_code"], LABELS[1:], LABELS):
        yield [part for _, part in rows.groupby(keys)]


def _scaled(parts: Sequence[pd.DataFrame]) -> list[tuple[pd.DataFrame, str, pd.DataFrame]]:
    """Parts that are some factor larger or smaller, with the factor and the figures that are."""
    return [(part, *found) for part in parts if (found := _alike(part))]


def _moved(both: pd.DataFrame, older: pd.DataFrame) -> tuple[pd.DataFrame, int] | None:
    """Changed figures that the file before prints under another year or another label, and among how many changed ones.

    A year has the figures of another one, a series is a year early or late, a label has the figures of another one, the
    labels of a year have one another's; or two figures have changed places, which as printed does not happen by chance.
    """
    # a figure that only has another unit stands where it stood
    is_printed_otherwise = both["amount"].map(float) != both["amount_before"].map(float)
    is_changed = (both["base"] != both["base_before"]) & is_printed_otherwise
    changed = both.loc[is_changed, [*KEY, *_PRINTED]]
    in_order = {period: number for number, period in enumerate(sorted({*both["period"], *older["period"]}))}
    of_label = changed.merge(older, on=["region_code", *LABELS, "amount"], suffixes=("", "_before"))
    pairs = zip(of_label["period"], of_label["period_before"], strict=True)
    of_label["step"] = [in_order[period] - in_order[earlier] for period, earlier in pairs]
    of_period = changed.merge(older, on=["region_code", "period", "amount"], suffixes=("", "_before"))
    ways = [
        (of_label, ["period"], ["period_before"]),
        (of_label, LABELS, ["step"]),
        (of_period, LABELS, [f"{label}_before" for label in LABELS]),
    ]
    for label in LABELS:
        others = [other for other in LABELS if other != label]
        before = of_period[[f"{other}_before" for other in others]].set_axis(others, axis=1)
        ways.append((of_period[(of_period[others] == before).all(axis=1)], [label], [f"{label}_before"]))
    for rows, where, whence in ways:
        sizes = changed.groupby(where).size().rename("of").reset_index()
        for _, alike in rows.merge(sizes, on=where).groupby([*where, *whence]):
            of = int(alike["of"].iloc[0])
            if alike["amount"].nunique() >= FEWEST and len(alike) >= SHARE * of:
                return alike, of
    for rows, parts in ((of_label, ["period"]), (of_period, LABELS)):
        keys = [*(key for key in KEY if key not in parts), *parts]
        back = rows.rename(
            columns={part: f"{part}_before" for part in parts} | {f"{part}_before": part for part in parts}
        )
        places = [*keys, *(f"{part}_before" for part in parts)]
        found = rows.merge(back[places].drop_duplicates(), on=places)
        is_all = len(found.drop_duplicates(KEY)) == len(changed)  # then even small numbers do not agree by chance
        told = found if is_all else found[found["printed_text"].str.count(r"\d") >= DIGITS]
        if len(told):
            return told, len(changed)
    return None


def _slipped(paired: pd.DataFrame, older: pd.DataFrame) -> tuple[pd.DataFrame, int] | None:
    """Changed figures of a period that the file before prints in other rows of it: one column is a row lower."""
    changed = paired.loc[paired["base"] != paired["base_before"], [*KEY, *_PRINTED]]
    found = changed.merge(older, on=["region_code", "period", "amount"], suffixes=("", "_before"))
    before = [f"{label}_before" for label in LABELS]
    elsewhere = (found[LABELS].to_numpy() != found[before].to_numpy()).any(axis=1)
    for period, alike in found[elsewhere].drop_duplicates(KEY).groupby("period"):
        of = int((changed["period"] == period).sum())
        told = alike[alike["printed_text"].str.count(r"\d") >= DIGITS]  # smaller numbers agree by chance
        if told["amount"].nunique() >= FEWEST and len(alike) >= SHARE * of:
            return alike, of
    return None


def _renamed(paired: pd.DataFrame, older: pd.DataFrame) -> tuple[pd.DataFrame, int] | None:
    """Figures of a year that is new and that the file before prints under a year which has other ones now."""
    labels = ["region_code", *LABELS]
    new = paired[~paired["period"].isin(older["period"])]
    found = new.merge(older, on=[*labels, "amount"], suffixes=("_new", ""))[[*labels, "period", "period_new", "amount"]]
    now = paired[[*KEY, "amount"]].rename(columns={"amount": "amount_now"})
    otherwise = found.merge(now, on=KEY)
    otherwise = otherwise[otherwise["amount_now"] != otherwise["amount"]]
    for (period, before), alike in otherwise.groupby(["period_new", "period"]):
        of = new[new["period"] == period]
        told = of.merge(alike[labels], on=labels).drop(columns=[f"{name}_before" for name in ("base", *_PRINTED)])
        told = told.merge(older[older["period"] == before], on=[*labels, "amount"], suffixes=("", "_before"))
        if told["amount"].nunique() >= FEWEST and len(told) >= SHARE * len(of):
            return told, len(of)
    return None


def _alike(rows: pd.DataFrame) -> tuple[str, pd.DataFrame] | None:
    """The factor by which most of the rows differ, and those that do; nothing if there is none."""
    # the same numbers in another unit are a mistake however few they are
    if rows.empty or (len(rows) < FEWEST and (rows["amount"] != rows["amount_before"]).any()):
        return None
    steps = rows["step"].to_numpy(float)
    for name, factor in FACTORS.items():
        for power, shown in ((math.log10(factor), name), (-math.log10(factor), f"1/{name}")):
            is_alike = np.abs(steps - power) <= NEARNESS
            if is_alike.sum() >= SHARE * len(rows):
                return shown, rows[is_alike]
    return None


def _in_base_units(judged: Judged) -> pd.DataFrame:
    """Figures that are known, in the base unit of what they measure."""
    rows = judged.observations[judged.observations["amount"].notna()]
    return rows.assign(base=_base(rows))[[*KEY, *_PRINTED]]


def _as_printed(judged: Judged) -> pd.DataFrame:
    """All figures, those too of which a mark says why there is none."""
    rows = judged.observations
    return rows.assign(base=_base(rows))[[*KEY, *_PRINTED, "unit_code", "value_status", "vintage"]]


def _base(rows: pd.DataFrame) -> list[float]:
    """Amounts in base units, converted as decimals: 0.07 万亩 are 700 亩 and nothing beside."""
    pairs = zip(rows["amount"], rows["unit_code"], strict=True)
    return [math.nan if pd.isna(amount) else float(Decimal(amount) * _units()[unit]) for amount, unit in pairs]


def _unit_cell(sheets: Sequence[Sheet], name: str) -> str:
    """The cell of a sheet that says the unit of all of it, if one does."""
    for sheet in (sheet for sheet in sheets if sheet.name == name):
        for (row, column), cell in sorted(sheet.cells.items()):
            if said_unit(cell.text):
                return a1(row, column)
    return ""


@cache
def _units() -> dict[str, Decimal]:
    return {row["unit_code"]: Decimal(row["numerator"]) / int(row["denominator"]) for row in read_codes("units")}
