"""A workbook as every release writes one: the looks its sheets share, numbers as numbers, text never a formula.

Which sheets there are and what they say is not decided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from assets.release.svg import text_width

#: A spreadsheet may take text that begins so for a formula (OWASP ASVS 1.2.10); full-width forms included.
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")

#: The day a workbook says it was made; the true day stands in the envelope of the release.
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (a spreadsheet knows no time zone)

#: What cannot be is there to be read by whoever looks for it, not to be seen first.
KEY_LOOKS: dict[str, dict[str, object]] = {"NA": {"font_color": "#A9B1BC"}}

HEAD_LOOKS: dict[str, object] = {
    "border": 1,
    "bold": True,
    "align": "center",
    "text_wrap": True,
    "bg_color": "#EEF2F6",
}

FONT: dict[str, object] = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}


class Exact(float):
    """A number that is written with all its digits: a product of cells is that of the figures to the last bit."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


def decimals_of(value: float, digits: int = 5, most: int = 9) -> int:
    """Decimals that show so many digits of a value, none for its trailing zeros."""
    exponent = Decimal(f"{value:.{digits}g}").normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), most)


class Book:
    """A workbook and the looks that its sheets share."""

    def __init__(self, stream: BytesIO, notice: str) -> None:
        self.workbook = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        # what a formula gives is written beside it: nothing has to be calculated before it can be read
        self.workbook.calc_on_load = False
        self.workbook.set_properties({"title": "温室气体清单表", "comments": notice, "created": CREATED})
        self.notice = notice
        self.sheets: dict[str, Worksheet] = {}
        self._looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **properties: object) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(FONT | properties)
        return self._looks[key]

    def number_look(self, decimals: int, **properties: object) -> Format:
        """The format of a number with so many decimals."""
        pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        return self.look(**{"border": 1, "num_format": pattern, "align": "right"} | properties)

    def sheet(
        self,
        name: str,
        title: str,
        unit: str,
        widths: Sequence[float],
        pages: int = 0,
        is_portrait: bool = False,
    ) -> Worksheet:
        """Add a sheet with title, notice and unit line, printed on A4 one page wide, ``pages`` high (0: any)."""
        sheet = self.sheets[name] = self.workbook.add_worksheet(name)
        if not is_portrait:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer(f"&L{self.notice.replace('&', '&&')}&R第 &P 页，共 &N 页")
        sheet.set_default_row(18)
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        last = len(widths) - 1
        sheet.set_row(0, 28)
        self.across(sheet, 0, 0, last, title, font_size=16, bold=True, align="center")
        self.across(sheet, 1, 0, last, self.notice, font_color="#9A3412", align="center")
        self.across(sheet, 2, 0, last, unit, align="right")
        return sheet

    def across(self, sheet: Worksheet, row: int, first: int, last: int, text: str, **properties: object) -> None:
        """Write text over several columns of a row."""
        if last > first:
            sheet.merge_range(row, first, row, last, "", self.look(**properties))
        self.text(sheet, row, first, text, **properties)

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **properties: object) -> None:
        """Write text as text, whatever it begins with."""
        if text.startswith(OBEYED):
            properties["quote_prefix"] = True
        sheet.write_string(row, column, text, self.look(**properties))

    def head(self, sheet: Worksheet, row: int, column: int, text: str, rows: int = 1) -> None:
        """Write a heading over one or two rows."""
        if rows > 1:
            sheet.merge_range(row, column, row + rows - 1, column, "", self.look(**HEAD_LOOKS))
        self.text(sheet, row, column, text, **HEAD_LOOKS)

    def year_heads(self, sheet: Worksheet, row: int, column: int, labels: Iterable[str]) -> None:
        """Write years as headings, whatever is said of one below it: their columns are as wide as the year."""
        texts = [label.replace("（", "\n（") for label in labels]
        if any("\n" in text for text in texts):
            sheet.set_row(row, 32)
        for at, text in enumerate(texts, column):
            self.head(sheet, row, at, text)

    def cell(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Decimal | None,
        key: str,
        decimals: int = 2,
        per: Decimal | int = 1,
        **properties: object,
    ) -> None:
        """Write the number in units of ``per``, or the notation key that stands for it.

        Raises:
            ValueError: there is neither; a blank cell is never written.
        """
        if value is not None:
            sheet.write_number(row, column, float(value / per), self.number_look(decimals, **properties))
        elif key:
            self.text(sheet, row, column, key, border=1, align="center", **KEY_LOOKS.get(key, {}), **properties)
        else:
            raise ValueError("a cell holds neither a number nor a notation key")

    def fit_row(self, sheet: Worksheet, row: int, texts: Mapping[int, str], widths: Sequence[float]) -> None:
        """Make a row as high as its texts need, by column, in columns of these widths."""
        lines = max(ceil(text_width(text, 1.9) / widths[column]) for column, text in texts.items())
        sheet.set_row(row, 4 + 14 * max(lines, 1))

    def table(
        self,
        sheet: Worksheet,
        at: int,
        widths: Sequence[float],
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> int:
        """Write a table of texts from row ``at``, rows as high as their text needs; return the first free row."""
        for column, text in enumerate(heads):
            self.head(sheet, at, column, text)
        for line, row in enumerate(rows, at + 1):
            self.fit_row(sheet, line, dict(enumerate(row)), widths)
            for column, text in enumerate(row):
                self.text(sheet, line, column, text, border=1, text_wrap=True)
        return at + len(rows) + 1
