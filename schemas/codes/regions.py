"""What is known of a region by its code: its latest row, and what it lies in.

`regions.csv` has a row for each name, level and years that a code had, so `region_code` with `valid_from` is its key.
Which region a printed name was in a year is found in `pipelines.reading.regions`.

From 1981 the list is that of github.com/yescallop/areacodes (CC0 1.0), made from the yearly codes of the Ministry of
Civil Affairs; provinces and Dazhou say more, as they did before. A year of change is the first of the new row and is no
year of the old one: the source gives what the codes were when the year ended (of two rows of one code the second begins
in the year in which the first ended, always). Rows that differ by the name of their prefecture alone are one row. A row
that begins in 1981, a district in 1983, may be older: there the source begins. Predecessors are the regions that ended
in a row, of a prefecture those whose counties came to it; a row that was cut out of regions which went on has these.
The source has no English names, and a guessed transliteration would be wrong (重庆, 长治): all but provinces and Dazhou
have none and are shown in Chinese. A short name is the name without 市, 县, 区 and the like, where two characters stay.
"""

from collections.abc import Mapping
from functools import cache

from schemas.codes import read_codes

COUNTRY = "100000"


@cache
def current_regions() -> Mapping[str, Mapping[str, str]]:
    """Of every code the row with its last years: what the region is called now, or was at the end."""
    return {row["region_code"]: row for row in sorted(read_codes("regions"), key=lambda row: row["valid_from"])}


def region_line(code: str) -> list[str]:
    """A region and all that it lies in, up to the country."""
    line: list[str] = []
    while code and code not in line:
        line.append(code)
        code = current_regions().get(code, {}).get("parent_code", "")
    return line


def region_name(code: str) -> str:
    """Chinese name of a region, or the code itself."""
    return current_regions().get(code, {}).get("name_zh", code)


def english_name(code: str) -> str:
    """English name of a region; the Chinese one where it has none."""
    return current_regions().get(code, {}).get("name_en") or region_name(code)


def block_of(code: str) -> str:
    """The block that a region makes: a province with all that lies in it, by its two digits; any other by its code."""
    return code[:2] if code.endswith("0000") else code


@cache
def all_blocks() -> frozenset[str]:
    """Every block that there may be."""
    return frozenset(block_of(code) for code in current_regions() if code != COUNTRY)


def regions_of_block(block: str) -> list[str]:
    """Codes of the regions of a block: of a province, by its two digits, all that ever lay in it; else the one."""
    return [code for code in current_regions() if code.startswith(block)] if len(block) == 2 else [block]


def block_line(block: str) -> list[str]:
    """A block and all that it lies in, up to the country: of a county its prefecture and province, too."""
    return region_line(f"{block}0000" if len(block) == 2 else block)


def block_name(block: str) -> str:
    """Chinese name of a block: of a province with what lies in it, or of the one region."""
    return region_name(block) if len(block) != 2 else f"{region_name(f'{block}0000')}及所辖市县"
