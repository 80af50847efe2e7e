"""Targets of plans, read from `factors/targets/*.yaml`, each under all its legal readings.

Here: reading and judging the files, and joining the options of each axis. Verdicts are `marts.target_status`.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

from factors.agreement import find_repeats
from factors.rows import read_rows
from schemas import codes
from schemas.problems import Place, Refusal
from schemas.specs.source import Source
from schemas.specs.target import POINTS, VARIANT_COLUMNS, Comparator, Option, Target, TargetFile, Threshold
from schemas.specs.yaml import load_declaration

ALL_OF_IT = {"全面", "全覆盖", "完成"}
"""Words that print no figure and mean a hundred percent."""

STATED = "stated"
"""The reading of a target that leaves nothing open."""


class Reading(NamedTuple):
    """A target under one reading."""

    reading_id: str
    titles_zh: tuple[str, ...]
    titles_en: tuple[str, ...]
    is_headline: bool
    columns: dict[str, object]
    """Of `marts.county_indicators`: which series, against which base year."""
    threshold: Decimal | None
    is_yearly: bool
    has_no_size: bool
    set_by: Threshold | None
    """Who set the threshold, where the target itself does not."""


class Registry(NamedTuple):
    """All targets, with the lists by which they are read."""

    files: dict[str, TargetFile]
    options: dict[str, list[Option]]
    comparators: dict[str, Comparator]
    thresholds: dict[str, list[Threshold]]

    def targets(self) -> Iterator[tuple[TargetFile, Target]]:
        """Every target with its file, in the order in which they are told."""
        for file in sorted(self.files.values(), key=lambda file: file.order):
            for target in file.targets:
                yield file, target

    def effects(self, target: Target) -> set[str]:
        """What the loose words of its clause do."""
        return {self.comparators[word].effect for word in target.comparators}

    def readings(self, target: Target) -> Iterator[Reading]:
        """Every combination of the options of its axes and of the readings of its words, the headline first."""
        axes = [[(o.option_code, *_titles(o), o.says()) for o in self.options[axis]] for axis in target.readings]
        if limits := self.thresholds.get(target.id):
            axes.append([_set_by(limit) for limit in limits])
        asked = self.effects(target) & ({"yearly", "no_size"} if target.kind == "trend" else {"rounded"})
        axes += [words for effect, words in _WORDS.items() if effect in asked]
        for number, chosen in enumerate(product(*axes)):
            said: dict[str, object] = {"indicator_code": target.indicator, **target.variants.model_dump()}
            said["base_year"] = target.base_year or 0
            for _, _, _, columns in chosen:
                said |= columns
            if target.kind == "trend" and target.unit != POINTS:
                said["base_year"] = target.since
            is_rounded = said.pop("is_rounded", False)
            is_yearly = bool(said.pop("is_yearly", False))
            has_no_size = bool(said.pop("has_no_size", False))
            set_by = said.pop("set_by", None)
            assert set_by is None or isinstance(set_by, Threshold)
            threshold = Decimal(0) if target.kind == "trend" else set_by.threshold if set_by else target.value
            if is_rounded and threshold is not None:
                threshold += target.rounding() * (-1 if target.direction == "at_least" else 1)
            yield Reading(
                "-".join(code for code, *_ in chosen) or STATED,
                tuple(zh for _, zh, _, _ in chosen),
                tuple(en for _, _, en, _ in chosen),
                number == 0,
                said,
                threshold,
                is_yearly,
                has_no_size,
                set_by,
            )


#: Titles of what the columns of variants hold.
_VARIANTS = {
    (row["variant_column"], row["variant_code"]): (row["title_zh"], row["title_en"])
    for row in codes.read_codes("indicator_variants")
}


def _titles(option: Option) -> tuple[str, str]:
    """Titles of an option in Chinese and English: its own, or those of the variants that it names."""
    said = option.says()
    named = [_VARIANTS[at] for at in ((name, str(said.get(name))) for name in VARIANT_COLUMNS) if at in _VARIANTS]
    zh, en = "，".join(zh for zh, _ in named), ", ".join(en for _, en in named)
    return option.title_zh or zh, option.title_en or en


def _set_by(limit: Threshold) -> tuple[str, str, str, dict[str, object]]:
    """A figure that somebody else sets as a reading, which says so if nobody saw the document."""
    is_seen = limit.evidence != "recalled"
    zh, en = ("", "") if is_seen else ("，限值未核对原文", ", not checked against the document")
    return limit.option_code, f"{limit.title_zh}{zh}", f"{limit.title_en}{en}", {"set_by": limit}


_WORDS: dict[str, list[tuple[str, str, str, dict[str, object]]]] = {
    "rounded": [
        ("strict", "“左右”从严", "strictly", {}),
        ("rounded", "“左右”按舍入", "once rounded", {"is_rounded": True}),
    ],
    "yearly": [
        ("end", "期末比期初", "end against start", {}),
        ("yearly", "逐年", "every year", {"is_yearly": True}),
    ],
    "no_size": [
        ("direction", "只看方向", "direction alone", {}),
        ("unsized", "原文没有幅度，不能判定", "without a size nothing is decided", {"has_no_size": True}),
    ],
}


def read_registry(folder: Path) -> Registry:
    """Read the files and the lists beside them; what one says by itself is judged.

    Raises:
        Refusal: E-SPEC for a file that says something impossible.
        Refusals: E-FACTOR for a row of a list.
    """
    options: dict[str, list[Option]] = {}
    for row in read_rows(folder / "rules" / "target_readings.csv", Option):
        options.setdefault(row.value.axis_code, []).append(row.value)
    comparators = {row.value.word_zh: row.value for row in read_rows(folder / "rules" / "comparators.csv", Comparator)}
    files = {path.name: load_declaration(path, TargetFile) for path in sorted((folder / "targets").glob("*.yaml"))}
    thresholds: dict[str, list[Threshold]] = {}
    for limit in read_rows(folder / "rules" / "target_thresholds.csv", Threshold):
        thresholds.setdefault(limit.value.target_id, []).append(limit.value)
    return Registry(files, options, comparators, thresholds)


def find_wrong(registry: Registry, sources: Iterable[Source]) -> Iterator[Refusal]:
    """Refuse what does not agree with the lists, the bibliography or another target."""
    known = {source.source_id for source in sources}
    ids = [(target.id, Place(name)) for name, file in registry.files.items() for target in file.targets]
    for repeat in find_repeats(ids):
        yield Refusal("E-SPEC", repeat.place, **repeat.details)
    names = {name for name, _ in ids}
    yield from _find_wrong_rows(registry, known, names)
    for name, file in registry.files.items():
        place = Place(name)
        if file.source not in known:
            yield Refusal("E-SPEC", place, found=f"source: {file.source} 不在 factors/sources.yaml / is not there")
        for target in file.targets:
            for problem in _problems(target, registry, names):
                yield Refusal("E-SPEC", place, found=f"{target.id}：{problem}")


def _find_wrong_rows(registry: Registry, known: set[str], names: set[str]) -> Iterator[Refusal]:
    """Refuse rows of the lists of readings and thresholds."""
    for option in (option for axis in registry.options.values() for option in axis):
        if not all(_titles(option)):
            found = f"{option.axis_code} {option.option_code}: title_zh, title_en 为空，又没有列出的变体 / needs them"
            yield Refusal("E-SPEC", Place("target_readings.csv"), found=found)
    for limit in (limit for limits in registry.thresholds.values() for limit in limits):
        place = Place("target_thresholds.csv")
        if limit.target_id not in names:
            yield Refusal("E-SPEC", place, found=f"{limit.target_id} 没有这样的目标 / there is no such target")
        if limit.source_id not in known:
            yield Refusal("E-SPEC", place, found=f"{limit.source_id} 不在 factors/sources.yaml / is not there")


#: Units of the listed indicators.
_UNITS = {row["indicator_code"]: row["unit_zh"] for row in codes.read_codes("indicators")}


def _problems(target: Target, registry: Registry, names: set[str]) -> Iterator[str]:
    if strange := set(target.readings) - set(registry.options):
        yield f"readings: {sorted(strange)} 不在 factors/rules/target_readings.csv：改正或先登记 / add it there first"
    if strange := set(target.comparators) - set(registry.comparators):
        yield f"comparators: {sorted(strange)} 不在 factors/rules/comparators.csv：改正或先登记 / add it there first"
    if target.id in registry.thresholds and not (target.kind == "outside" and target.indicator and target.direction):
        yield "target_thresholds.csv: 只用于有指标和方向的 outside / only of outside, with indicator and direction"
    if strange := set(target.members) - names:
        yield f"members: {sorted(strange)} 没有这样的目标 / there is no such target"
    if (
        target.kind == "change"
        and target.base_year is None
        and not any(option.base_year for axis in target.readings for option in registry.options.get(axis, ()))
    ):
        yield "base_year: 写明基年，或列出基年的各种读法 / give it, or the readings of it"
    if target.kind == "level" and (unit := _UNITS.get(target.indicator, target.unit)) != target.unit:
        yield f"unit: {target.unit}，{target.indicator} 的单位是 {unit}：换算后再写 / the indicator has another unit"
    printed = " ".join(clause.text for clause in target.clauses)
    if target.clauses and (silent := [word for word in target.comparators if word not in printed]):
        yield f"comparators: {silent} 不在所引的原文里 / stand in no clause"
    is_printed = target.value is None or str(abs(target.value)) in printed
    if target.clauses and not is_printed and not set(target.comparators) & ALL_OF_IT:
        yield f"value: {target.value} 不在所引的原文里 / stands in no clause"
