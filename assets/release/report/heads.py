"""Tables that a phone can show: each cell of one with many columns is told the head of its column.

The style of the page then makes a card of each row; what a table says is not touched. Text on the page is escaped, so
what looks like a tag is one of ours.
"""

import re
from html import escape, unescape

#: Columns of the widest table that a phone shows as it is; one of class ``narrow`` holds short numbers alone.
FEW = 3


def with_heads(page: str) -> str:
    """The page with heads in the cells of its wide tables."""
    return re.sub(r"<table\b.*?</table>", _stacked, page, flags=re.DOTALL)


def _stacked(found: re.Match[str]) -> str:
    table = found[0]
    head, end, body = table.partition("</thead>")
    if 'class="narrow"' in head:
        return table
    heads = [_text(cell) for cell in re.findall(r"<th\b[^>]*>(.*?)</th>", head.partition("<thead>")[2], re.DOTALL)]
    if len(heads) <= FEW:
        return table
    body = re.sub(r"<tr\b.*?</tr>", lambda row: _row(row[0], heads), body, flags=re.DOTALL)
    tag, _, rest = head.partition(">")
    names = re.search(r'class="([^"]*)"', tag)
    tag = tag.replace(names[0], f'class="{names[1]} stack"') if names else f'{tag} class="stack"'
    return f"{tag}>{rest}{end}{body}"


def _row(row: str, heads: list[str]) -> str:
    """A row whose cells, but for its title, name their column."""
    columns = iter(heads)

    def named(cell: re.Match[str]) -> str:
        head = next(columns, "")
        return f'{cell[0][:-1]} data-head="{escape(head)}">' if cell[1] == "td" and head else cell[0]

    return row if "colspan" in row else re.sub(r"<(t[hd])\b[^>]*>", named, row)


def _text(cell: str) -> str:
    """What stands in a cell, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split())
