"""Energy from where it comes from to where it is used: each band is a cell of the printed balance, in its direction.

A cell below nothing is drawn the other way round: what flows out of the county, what a plant burns. Cells with a key
have no band, nor has what is printed as ≈0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb
from markupsafe import Markup

from assets.release.colours import COLOURS
from assets.release.figures import Region, Row, read_rows
from assets.release.numbers import MINUS, wan
from assets.release.report.charts import PHONE
from assets.release.svg import INK, QUIET, Drawing, text_width

#: Colours of columns of the balance; any other one is grey.
FUELS = {
    "coal_total": "#4d4d4d",
    "petroleum_total": COLOURS[3],
    "natural_gas": COLOURS[1],
    "lng": COLOURS[4],
    "electricity": COLOURS[0],
    "heat": COLOURS[5],
    "coke": COLOURS[8],
    "other_energy": COLOURS[6],
}

#: From left to right: what comes in, fuels as they come, plants, what those make, uses.
SUPPLY, FUEL, PLANT, MADE, USE = range(5)

UNIT = "万吨标准煤"

#: What a line is called when its cell is above nothing, and when it is not.
SIGNED = {
    "net_inflow": {True: "净调入", False: "净调出"},
    "stock_change": {True: "库存减少", False: "库存增加"},
}

#: Width of the bar of a place, what lies between two of them, size of their names.
BAR, GAP, SIZE = 12.0, 15.0, 11.5


@dataclass(frozen=True)
class Node:
    """A place that energy comes from, passes or goes to."""

    code: str
    title: str
    column: int
    label: str = ""
    """Its figure as printed, where one cell holds it."""


@dataclass(frozen=True)
class Flow:
    """A band between two places, as wide as the magnitude of its cell."""

    source: Node
    target: Node
    value: Decimal
    colour: str
    tip: str

    @property
    def size(self) -> float:
        """How wide it is, in tonnes."""
        return abs(float(self.value))


def cells(connection: duckdb.DuckDBPyConnection, region: Region, year: int) -> list[Row]:
    """Cells of the short form of the balance that hold something, line by line."""
    return read_rows(
        connection,
        """
        select
            cell.*, line.kind,
            regexp_replace(cell.line_title_zh, '^[0-9一二三四五六]+[.]|[(].*$', '', 'g') as name_zh
        from marts.energy_balance_table as cell
        inner join forms.energy_balance_lines as line using (line_code)
        where
            cell.region_code = $region and cell.year = $year and cell.form_code = 'simple'
            and cell.calorific_tce != 0
        order by cell.line_number, cell.column_number
        """,
        region=region.code,
        year=year,
    )


def flows(found: Sequence[Row]) -> list[Flow]:
    """Bands of the cells, in their order."""
    made = {row["fuel_code"] for row in found if row["kind"] == "transformation" and row["calorific_tce"] > 0}
    sums = {row["line_code"]: wan(row["calorific_tce"]) for row in found if row["fuel_code"] == "energy_total"}
    bands: list[Flow] = []
    for row in found:
        label = wan(row["calorific_tce"]).lstrip(MINUS)
        ends = None if label == "≈0" else _ends(row, label, made, sums)
        if ends and ends[0].column < ends[1].column:
            source, target = ends
            tip = f"{source.title} → {target.title}：{label} {UNIT}"
            bands.append(Flow(source, target, row["calorific_tce"], FUELS.get(row["fuel_code"], "#999999"), tip))
    return bands


def _ends(row: Row, label: str, made: set[str], sums: Mapping[str, str]) -> tuple[Node, Node] | None:
    """Where a cell leads from and to; a sum of others leads nowhere, but for what a plant loses."""
    code, kind, name = row["line_code"], row["kind"], row["name_zh"]
    is_more = row["calorific_tce"] > 0
    plant = Node(code, name, PLANT)
    if row["fuel_code"] == "energy_total" and kind == "transformation" and row["line_level"] and not is_more:
        return plant, Node(f"{code}/lost", f"{name}损失", USE, label)
    if row["fuel_code"] == "energy_total" or code.endswith("_total"):
        return None
    fuel_zh = row["fuel_title_zh"].removesuffix("合计")
    fuel = Node(row["fuel_code"], fuel_zh, MADE if row["fuel_code"] in made else FUEL)
    if kind == "transformation":
        return (plant, fuel) if is_more else (fuel, plant)
    if kind == "final" and row["line_level"] == 1:
        return fuel, Node(code, name, USE, sums.get(code, ""))
    if kind == "loss":
        return fuel, Node(code, name, USE, sums.get(code, ""))
    if kind == "supply" or code == "difference":
        # what is left over goes out, what is missing comes in
        is_in = is_more == (kind == "supply")
        title = SIGNED.get(code, {}).get(is_more, name)
        own = Node(f"{code}/{row['fuel_code']}", f"{title}·{fuel_zh}", SUPPLY if is_in else USE, label)
        return (own, fuel) if is_in else (fuel, own)
    return None


def sankey(title: str, bands: Sequence[Flow], width: float) -> Markup:
    """Bands between places in columns; a phone begins with the fuels, and shortens names."""
    is_narrow = width <= PHONE
    drawn = [band for band in bands if band.source.column >= FUEL or not is_narrow]
    columns = sorted({node.column for band in drawn for node in (band.source, band.target)})
    drawing = Drawing(width, 484, title)
    drawing.text(0, 13, UNIT, fill=QUIET)
    left, names = (0.0, 130.0) if is_narrow else (150.0, 190.0)
    apart = (width - left - names - BAR) / max(len(columns) - 1, 1)
    at = {column: left + apart * number for number, column in enumerate(columns)}
    places, scale = _place(drawn, columns, 24.0, 478.0)
    _draw_bands(drawing, drawn, places, at, scale)
    for node, (top, tall) in places.items():
        x, middle, text = at[node.column], top + tall / 2 + 4, f"{node.title} {node.label}".strip()
        drawing.rect(x, top, BAR, max(tall, 1.0), INK, tip=text)
        if node.column == USE:
            drawing.text(x + BAR + 5, middle, _fitting(node, names - 5), size=SIZE)
        elif node.column == SUPPLY:
            drawing.text(x - 6, middle, text, size=SIZE, anchor="end")
        else:
            drawing.text(x + BAR + 4, middle, text, size=SIZE, halo=True)
    return drawing.markup()


def _fitting(node: Node, width: float) -> str:
    """The name of a place with its figure; if there is no room for both, the name is shortened."""
    for length in range(len(node.title), 0, -1):
        short = node.title if length == len(node.title) else node.title[:length] + "…"
        if text_width(text := f"{short} {node.label}".strip(), SIZE) <= width:
            return text
    return node.label


def _place(
    bands: Sequence[Flow], columns: Sequence[int], top: float, bottom: float
) -> tuple[dict[Node, tuple[float, float]], float]:
    """Where each place begins and how tall it is, near where its bands come from; and how tall one tonne is."""
    sizes: dict[Node, float] = {}
    for ends in ([(band.source, band.size) for band in bands], [(band.target, band.size) for band in bands]):
        sums: dict[Node, float] = {}
        for node, size in ends:
            sums[node] = sums.get(node, 0.0) + size
        sizes |= {node: max(total, sizes.get(node, 0.0)) for node, total in sums.items()}
    by_column = [[node for node in sizes if node.column == column] for column in columns]
    scale = min((bottom - top - GAP * len(nodes)) / sum(sizes[node] for node in nodes) for nodes in by_column)
    places: dict[Node, tuple[float, float]] = {}
    for nodes in by_column:
        wanted = {node: _middle(node, bands, places) - sizes[node] * scale / 2 for node in nodes}
        order = sorted(nodes, key=lambda node: wanted[node] + sizes[node] * scale / 2)
        talls = [max(sizes[node] * scale, 1.0) for node in order]
        tops: list[float] = []
        for node in order:
            level = tops[-1] + talls[len(tops) - 1] + GAP if tops else top
            tops.append(max(wanted[node], level))
        ceiling = bottom
        for index in reversed(range(len(order))):
            tops[index] = min(tops[index], ceiling - talls[index])
            ceiling = tops[index] - GAP
        places |= {node: (at, tall) for node, at, tall in zip(order, tops, talls, strict=True)}
    return places, scale


def _middle(node: Node, bands: Sequence[Flow], places: Mapping[Node, tuple[float, float]]) -> float:
    """The height from which most of what comes to a place comes."""
    sources = [(band.size, places[band.source]) for band in bands if band.target == node and band.source in places]
    weight = sum(size for size, _ in sources)
    return sum(size * (top + tall / 2) for size, (top, tall) in sources) / weight if weight else 0.0


def _draw_bands(
    drawing: Drawing,
    bands: Sequence[Flow],
    places: Mapping[Node, tuple[float, float]],
    at: Mapping[int, float],
    scale: float,
) -> None:
    """Draw each band: at either end below those that go to, or come from, higher places."""
    leaves = {node: top for node, (top, _) in places.items()}
    arrives = dict(leaves)
    starts: dict[Flow, float] = {}
    for band in sorted(bands, key=lambda band: places[band.target][0]):
        starts[band] = leaves[band.source]
        leaves[band.source] += band.size * scale
    for band in sorted(bands, key=lambda band: places[band.source][0]):
        begin, end = at[band.source.column] + BAR, at[band.target.column]
        wide = max(band.size * scale, 0.6)
        drawing.ribbon((begin, starts[band]), (end, arrives[band.target]), wide, band.colour, band.tip)
        arrives[band.target] += band.size * scale
