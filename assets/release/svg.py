"""The few shapes that our pictures are made of, as inline SVG with escaped text.

What a picture shows does not belong here.
"""

from collections.abc import Sequence
from math import floor, log10

from markupsafe import Markup

INK = "#1a1a1a"
QUIET = "#5f6368"
GRID = "#d9dce0"
HALO = Markup(' stroke="#fff" stroke-width="3" paint-order="stroke"')


def text_width(text: str, size: float) -> float:
    """Roughly how wide a text is drawn: a Chinese character is one em, others a little more than half."""
    return sum(size if ord(character) > 0x2E7F else 0.58 * size for character in text)


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that cover ``low`` to ``high``, zero among them if it lies between."""
    span = (high - low) or abs(high) or 1.0
    rough = span / count
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def tick_text(value: float, step: float) -> str:
    """A tick's number with the decimals that its step needs."""
    decimals = next((d for d in range(6) if abs(step * 10**d - round(step * 10**d)) < 1e-6), 6)
    return f"{value:,.{decimals}f}".replace("-", "−") if value else "0"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones (ascending), ``gap`` apart, in ``low`` to ``high`` if they fit."""
    placed: list[float] = []
    for position in wanted:
        placed.append(max(position, placed[-1] + gap if placed else low))
    ceiling = high
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed


class Drawing:
    """An SVG picture of fixed size, scaled to its place by the page."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height = width, height
        self._parts = [Markup("<title>{}</title>").format(title)]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        anchor: str = "start",
        fill: str = INK,
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """Write a line of text with its baseline at ``y``; a halo keeps it readable across lines."""
        self._parts.append(
            Markup('<text x="{:.1f}" y="{:.1f}" font-size="{:g}" text-anchor="{}" fill="{}"{}{}>{}</text>').format(
                x,
                y,
                size,
                anchor,
                fill,
                Markup(' font-weight="700"') if bold else "",
                HALO if halo else "",
                text,
            )
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        stroke: str = "#fff",
        radius: float = 0,
        tip: str = "",
    ) -> None:
        """Draw a box; the tip is what a reader sees who points at it."""
        self._mark(
            Markup(
                '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:g}" fill="{}" stroke="{}"/>'
            ).format(x, y, max(width, 0.0), max(height, 0.0), radius, fill, stroke),
            tip,
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = GRID, width: float = 1) -> None:
        """Draw a straight line."""
        self._parts.append(
            Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{:g}"/>').format(
                x1, y1, x2, y2, stroke, width
            )
        )

    def path(
        self, points: list[tuple[float, float]], stroke: str, width: float = 2, *, is_dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dash = Markup(' stroke-dasharray="6 4"') if is_dashed else ""
        self._parts.append(
            Markup('<path d="M{}" fill="none" stroke="{}" stroke-width="{:g}"{}/>').format(way, stroke, width, dash)
        )

    def ribbon(self, start: tuple[float, float], end: tuple[float, float], width: float, fill: str, tip: str) -> None:
        """Draw a band from the upper corner of one side to that of another, left to right."""
        (x1, y1), (x2, y2) = start, end
        middle = (x1 + x2) / 2
        self._mark(
            Markup(
                '<path d="M{0:.1f} {1:.1f}C{4:.1f} {1:.1f} {4:.1f} {3:.1f} {2:.1f} {3:.1f}'
                'v{5:.2f}C{4:.1f} {6:.1f} {4:.1f} {7:.1f} {0:.1f} {7:.1f}Z" fill="{8}" fill-opacity=".45"/>'
            ).format(x1, y1, x2, y2, middle, width, y2 + width, y1 + width, fill),
            tip,
        )

    def curve(
        self, start: tuple[float, float], end: tuple[float, float], stroke: str, is_downward: bool = False
    ) -> None:
        """Draw a soft line from left to right, or from above to below."""
        (x1, y1), (x2, y2) = start, end
        bends = (x1, (y1 + y2) / 2, x2, (y1 + y2) / 2) if is_downward else ((x1 + x2) / 2, y1, (x1 + x2) / 2, y2)
        self._parts.append(
            Markup(
                '<path d="M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}" fill="none" stroke="{}"/>'
            ).format(x1, y1, *bends, x2, y2, stroke)
        )

    def dot(self, x: float, y: float, fill: str, stroke: str, radius: float = 3.5, tip: str = "") -> None:
        """Draw a point; the tip is what a reader sees who points at it."""
        self._mark(
            Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{:g}" fill="{}" stroke="{}" stroke-width="1.5"/>').format(
                x, y, radius, fill, stroke
            ),
            tip,
        )

    def _mark(self, shape: Markup, tip: str) -> None:
        self._parts.append(Markup("<g><title>{}</title>{}</g>").format(tip, shape) if tip else shape)

    def markup(self) -> Markup:
        """The picture, ready to stand in a page."""
        return Markup('<svg viewBox="0 0 {:g} {:g}" width="{:g}" role="img" font-family="inherit">{}</svg>').format(
            self.width, self.height, self.width, Markup("\n").join(self._parts)
        )
