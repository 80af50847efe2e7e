"""Coefficients and methods: the one home of every figure that is not data.

- ``sources.yaml``      the documents, and whether anybody read them
- ``tables/*.csv``      values, one row each, as their document prints them: factor values, and besides them
  ``gwp.csv`` (warming potentials), ``bases.csv`` (what a result depends on), ``gaps.csv`` (declared absences),
  ``price_bases.csv`` (in whose prices the GDP of a plan period stands)
- ``rules/*.csv``       rules on figures: what multiplies what (``factor_chains``), what enters the energy account,
  which years may be filled, within which limits a figure is believed; statements read them as ``rules.<name>``
- ``waivers.yaml``      who signed for a factor that nobody read
- ``targets/*.yaml``    what plans and assessments ask for, quoted, under every legal reading
- ``categories/*.yaml`` cards: what a category is, what feeds it, which gases an edition asks for, whom to ask

The functions read and judge these files; everything they return is known to agree. Choosing and multiplying
values is the business of ``core.factor_parts`` and ``core.factors``. A new edition is new rows, not an edit.

`evidence` is honest: ``original`` means that the document itself was read, ``secondary`` a copy or a
quotation, ``recalled`` neither.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from factors.agreement import find_filled_gaps, find_overlaps, find_repeats, find_unfounded
from factors.readings import Registry, find_wrong, read_registry
from factors.rows import Row, read_rows
from schemas.lists import read_list
from schemas.problems import Place, Refusal, Refusals
from schemas.specs.category import Category
from schemas.specs.factor import Basis, FactorValue, Gap, Gwp, PriceBase
from schemas.specs.source import Bibliography, Source
from schemas.specs.waiver import Waiver, Waivers
from schemas.specs.yaml import load_declaration

FOLDER = Path(__file__).parent

OTHER_TABLES = ("bases.csv", "gaps.csv", "gwp.csv", "price_bases.csv")
"""Files of ``tables/`` that do not hold factor values."""


def read_rules(name: str, folder: Path = FOLDER) -> tuple[dict[str, str], ...]:
    """Rows of ``rules/<name>.csv`` in file order, every value as printed text."""
    return read_list(folder / "rules" / f"{name}.csv")


def load_sources(folder: Path = FOLDER) -> list[Source]:
    """The bibliography, in file order.

    Raises:
        Refusal: the YAML is not what it should be.
        Refusals: a source stands twice.
    """
    sources = list(load_declaration(folder / "sources.yaml", Bibliography).sources)
    _refuse(find_repeats((source.source_id, Place("sources.yaml")) for source in sources))
    return sources


def load_factor_values(folder: Path = FOLDER) -> list[FactorValue]:
    """Every factor value, by table name and row.

    Raises:
        Refusals: E-FACTOR for a row that is incomplete, misspelt, repeated or unfounded; E-FACTOR-OVERLAP.
    """
    rows = _read_values(folder)
    _refuse(
        [
            *find_repeats((row.value.factor_id, row.place) for row in rows),
            *find_overlaps(rows),
            *find_unfounded(rows, load_sources(folder)),
        ]
    )
    return [row.value for row in rows]


def load_gwps(folder: Path = FOLDER) -> list[Gwp]:
    """Warming potentials over 100 years of every set and gas.

    Raises:
        Refusals: as `load_factor_values`.
    """
    rows = read_rows(folder / "tables" / "gwp.csv", Gwp)
    _refuse(
        [
            *find_repeats((row.value.factor_id, row.place) for row in rows),
            *find_repeats(((row.value.gwp_set, row.value.gas), row.place) for row in rows),
            *find_unfounded(rows, load_sources(folder)),
        ]
    )
    return [row.value for row in rows]


def load_bases(folder: Path = FOLDER) -> list[Basis]:
    """The declared bases; the first default one is official.

    Raises:
        Refusals: E-FACTOR for a wrong or repeated row, or if none is a default.
    """
    rows = read_rows(folder / "tables" / "bases.csv", Basis)
    _refuse(find_repeats((row.value.basis_id, row.place) for row in rows))
    if not any(row.value.is_default for row in rows):
        found = "没有缺省口径：至少一行 is_default 为 true / no row is a default"
        raise Refusals([Refusal("E-FACTOR", Place("tables/bases.csv"), found=found)])
    return [row.value for row in rows]


def load_price_bases(folder: Path = FOLDER) -> list[PriceBase]:
    """Years in whose prices constant-price figures stand.

    Raises:
        Refusals: as `load_factor_values`.
    """
    rows = read_rows(folder / "tables" / "price_bases.csv", PriceBase)
    _refuse(
        [
            *find_repeats((row.value.price_base_year, row.place) for row in rows),
            *find_unfounded(rows, load_sources(folder)),
        ]
    )
    return [row.value for row in rows]


def load_gaps(folder: Path = FOLDER) -> list[Gap]:
    """Values that an edition ought to have and has not.

    Raises:
        Refusals: E-FACTOR for a wrong or repeated row, or a gap for which a value stands.
    """
    rows = read_rows(folder / "tables" / "gaps.csv", Gap)
    _refuse(
        [
            *find_repeats((row.value.key(), row.place) for row in rows),
            *find_filled_gaps(rows, [row.value for row in _read_values(folder)]),
        ]
    )
    return [row.value for row in rows]


def load_waivers(folder: Path = FOLDER) -> list[Waiver]:
    """Signed waivers for recalled factors, in file order.

    Raises:
        Refusal: the YAML is not what it should be.
        Refusals: a waiver stands twice, or is for a factor that is unknown or was read.
    """
    place = Place("waivers.yaml")
    waivers = list(load_declaration(folder / "waivers.yaml", Waivers).waivers)
    evidence = {row.value.factor_id: row.value.evidence for row in _read_values(folder)} if waivers else {}
    _refuse(
        [
            *find_repeats((waiver.factor_id, place) for waiver in waivers),
            *(
                Refusal(
                    "E-FACTOR",
                    place,
                    found=f"{waiver.factor_id} 不是待核对原文的因子：删除 / is not recalled: remove it",
                )
                for waiver in waivers
                if evidence.get(waiver.factor_id) != "recalled"
            ),
        ]
    )
    return waivers


def load_categories(folder: Path = FOLDER) -> list[Category]:
    """The cards, by file name.

    Raises:
        Refusal: E-SPEC (or E-YAML-…) for a card that says something impossible.
        Refusals: E-SPEC for a card under a wrong file name, a repeated code, an unknown source or chain; E-CYCLE where
            a fuel is said to be counted elsewhere, and there to be counted here.
    """
    known = {source.source_id for source in load_sources(folder)}
    chains = {row["chain_code"] for row in read_rules("factor_chains", folder)}
    refusals: list[Refusal] = []
    cards: dict[str, Category] = {}
    for path in sorted((folder / "categories").glob("*.yaml")):
        card = load_declaration(path, Category)
        place = Place(path.name)
        if not path.stem.startswith(f"{card.code}_"):
            refusals.append(Refusal("E-SPEC", place, found=f"文件名应以 {card.code}_ 开头 / start the name so"))
        if card.code in cards:
            refusals.append(Refusal("E-SPEC", place, found=f"{card.code} 已有一张卡片 / has a card already"))
        refusals.extend(
            Refusal("E-SPEC", place, found=f"sources: {source} 不在 factors/sources.yaml / is not there")
            for source in card.sources
            if source not in known
        )
        refusals.extend(
            Refusal("E-SPEC", place, found=f"chains: {chain} 不在 factors/rules/factor_chains.csv / is not there")
            for chain in card.chains
            if chain not in chains
        )
        cards[card.code] = card
    _refuse(refusals)
    _refuse(_circles(cards.values()))
    return list(cards.values())


def _circles(cards: Iterable[Category]) -> Iterator[Refusal]:
    """Yield E-CYCLE for each fuel of a category that is counted elsewhere, and on its way there comes back."""
    elsewhere = {
        (card.code, fuel): target
        for card in cards
        for _, fuel, target in card.included_elsewhere()
        if target != card.code  # of another sector of this category
    }
    for code, fuel in elsewhere:
        way = [code]
        while (there := elsewhere.get((way[-1], fuel), "")) not in ("", *way):
            way.append(there)
        if there == code:
            yield Refusal("E-CYCLE", Place("categories"), found=f"{fuel}: {' → '.join([*way, code])}")


#: What the targets and their readings are read from, below the checkout.
TARGET_FILES = (
    "factors/targets/*.yaml",
    "factors/rules/comparators.csv",
    "factors/rules/target_readings.csv",
    "factors/rules/target_thresholds.csv",
    "factors/sources.yaml",
    "schemas/codes/indicator_variants.csv",
)


def load_targets(folder: Path = FOLDER) -> Registry:
    """The targets of plans and assessments, with their readings.

    Raises:
        Refusal: E-SPEC (or E-YAML-…) for a file that says something impossible.
        Refusals: E-SPEC for a target that agrees with no list, E-FACTOR for a row of a list.
    """
    registry = read_registry(folder)
    _refuse(find_wrong(registry, load_sources(folder)))
    return registry


def _read_values(folder: Path) -> list[Row[FactorValue]]:
    paths = sorted((folder / "tables").glob("*.csv"))
    return [row for path in paths if path.name not in OTHER_TABLES for row in read_rows(path, FactorValue)]


def _refuse(refusals: Iterable[Refusal]) -> None:
    if found := list(refusals):
        raise Refusals(found)
