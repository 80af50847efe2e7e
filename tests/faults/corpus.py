"""The hundred ways in which what reaches a bureau is known to be wrong, or odd: one entry a number.

A number stands for one way and may have several forms. Of a form that is read nothing is told, and its figures are what
they were. Codes are those of `schemas/codes/problems.csv`; a comment says why one is not what its name suggests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import factors
from tests.faults import made, xlsx
from tests.faults.bad_files import BAD_FILES
from tests.faults.desk import (
    BRANCHES,
    CEMENT,
    FARMING,
    GAS,
    GRID,
    HERDS,
    INDUSTRY,
    INDUSTRY_2010,
    MEAT,
    POWER,
    TOWNS,
    YEARBOOK,
    Sent,
    beside_others,
    declared,
    in_the_inbox,
    judged,
    put,
    readable,
    the_same,
    times,
    unreadable,
)

_BY_RULE = {bad.rule: bad for bad in BAD_FILES}


def _bad(*rules: str) -> list[Sent]:
    """Files of the corpus that are refused by what they are made of."""
    found = [_BY_RULE[rule] for rule in rules]
    return [unreadable(bad.rule, bad.name, bad.make, bad.code, replace(bad.place, file="").render()) for bad in found]


#: Names that are shown and never used: of another folder, of a program, of a device, invisible, too long.
BAD_NAMES = (
    *("../../x.xlsx", "/etc/passwd", "C:\\x.xlsx", "a\0b.csv", "a\nb.csv", "a\u202excsv.exe", "a\u200bb.csv", "a.csv."),
    *("CON", "con.xlsx", "=cmd.csv", ".hidden.csv", "字" * 84 + ".xlsx"),
)

CONTAINERS: dict[int, list[Sent]] = {
    1: _bad("an empty file", "an empty .csv"),
    2: _bad("a truncated zip", "bytes behind the zip", "a truncated .xls"),
    3: _bad("a wrong checksum"),
    4: _bad("html named .xls", "xml named .xls"),
    5: _bad(".xls named .xlsx", ".xlsx named .xls"),
    6: _bad("text named .xlsx", ".xlsx named .csv"),
    7: _bad("an encrypted .xlsx", "an encrypted .xlsx named .xls", "an .xls with a password"),
    8: [readable("a protected sheet", "护.xlsx", lambda: xlsx.xlsx(sheet=made.PROTECTED), A1="年份", B1="9310.52")],
    9: _bad("a macro project", "a macro workbook", "a macro workbook renamed", "an .xls with macros"),
    10: _bad(".xlsb inside", ".ods inside", ".et"),
    11: [unreadable("a gigabyte of blanks", "弹.xlsx", made.whitespace_bomb, "E-ZIP-RATIO")],
    12: [unreadable("four million rows", "弹.xlsx", made.row_bomb, "E-ZIP-RATIO")],
    13: _bad("parts that overlap"),
    14: _bad("a part larger than declared"),
    15: _bad("3000 parts"),
    16: _bad("a part outside", "a part with an absolute name", "a part with a backslash"),
    17: _bad("a part that is there twice"),
    18: _bad("billion laughs"),
    19: _bad("an entity from a file"),
    20: [*_bad("an entity from the net"), Sent("an entity where somebody listens", made.asking_the_net, "E-XML-DTD")],
    21: _bad("a part in UTF-16", "a part in Latin-1"),
    22: _bad("a link to another workbook", "an .xls with a link"),
    23: [
        *_bad("an embedded object", "a data connection", "a Power Query", "an .xls with an object"),
        unreadable("a command by DDE", "链.xlsx", made.with_dde, "E-EXTLINK"),
    ],
    24: _bad("two cells far apart", "an .xls cell in the last corner"),
    25: [readable("a huge dimension", "大.xlsx", lambda: xlsx.xlsx(sheet=made.HUGE), A1="年份", B1="9310.52")],
    26: _bad("a column beyond the grid"),
    27: [readable("no addresses", "址.xlsx", made.cells("<c><v>1</v></c>", "<c><v>2</v></c>"), A1="1", B1="2")],
    28: _bad("a shared text that is not there", "an .xls shared text counted from the end"),
    29: _bad("500 sheets"),
    30: [readable("the strict namespace", "严.xlsx", made.strict_namespace, A1="年份", B1="9310.52")],
    31: _bad("dates from 1904", "an .xls with dates from 1904"),
    32: [Sent(repr(name), made.named(name), "E-NAME") for name in BAD_NAMES],
    33: [
        in_the_inbox("a lock file", lambda inbox: made.written(inbox, "~$2024.xlsx"), "I-LOCK-FILE", "《~$2024.xlsx》")
    ],
    34: [
        in_the_inbox("a symbolic link", made.linked, "E-NOTFILE", "《链接.csv》"),
        in_the_inbox("a pipe", made.piped, "E-NOTFILE", "《管道.csv》"),
    ],
    # an archive is not opened: its members would be files that nobody delivered by name
    35: [unreadable("an archive with names in GBK", "报送.zip", made.gbk_archive, "E-TYPE-UNSUPPORTED")],
}

TEXTS: dict[int, list[Sent]] = {
    36: [the_same("GB18030", GRID, made.encoded("gb18030"))],
    37: [
        the_same("UTF-8 with a mark", GRID, made.encoded("utf-8-sig")),
        the_same("UTF-8", GRID, made.encoded("utf-8")),
    ],
    38: [the_same("UTF-16", GRID, made.encoded("utf-16"))],
    39: _bad("mixed encodings, UTF-8 first", "mixed encodings, GB18030 first", "a broken byte"),
    40: _bad("NUL", "NUL in UTF-16"),
    41: _bad("a ragged line"),
    42: _bad("semicolons", "tabs", "full-width commas"),
    43: _bad("an open quote", "a field without end"),
    44: [
        the_same("1,234.5 in quotes", GRID, made.by("text_grouped_by_commas")),
        judged("1,234.5 without quotes", GRID, made.by("commas_that_part_a_number"), "E-CSV-RAGGED", "第 "),
    ],
    45: [
        the_same("a header once more", MEAT, made.by("header_once_more")),
        the_same("notes below", MEAT, made.by("notes_below")),
    ],
    46: [the_same("lines that end in CR", GRID, lambda book: replace(book, line_end="\r"))],
    47: [
        readable("a command as a label", "令.csv", made.csv(f'"{text}",1\n'), A1=text, B1="1")
        for text in ("=cmd|'/c calc'!A1", "@SUM(A1)", "\t=1+1")
    ],
    48: [
        judged("SQL as a column", MEAT, put(C3='牛肉"); DROP TABLE raw; --'), "E-LABEL-UNKNOWN", "单元格 C3"),
        judged("SQL as a row", INDUSTRY, put(A7="原煤'); DROP TABLE raw; --"), "E-LABEL-UNKNOWN", "单元格 A7"),
    ],
}

CELLS: dict[int, list[Sent]] = {
    49: [judged(error, MEAT, made.error(error), "E-CELL-ERROR", "单元格 B5") for error in ("#REF!", "#DIV/0!", "#N/A")],
    50: [
        *_bad("a formula without a result", "a formula of a program that does not calculate"),
        judged("a figure not calculated", MEAT, made.by("formula_without_result"), "E-FORMULA-UNCACHED", "单元格 "),
    ],
    51: [judged("a sum calculated before its part changed", GAS, put(C23=5000), "E-SUM", "单元格 B23")],
    52: [the_same("text and full-width digits", MEAT, put(B5="８１８４０", C5=" 4124 ", D5="２７０６．０"))],
    53: [
        judged("a minus of Unicode", MEAT, put(B5="−5"), "E-NEG", "单元格 B5"),
        judged("a full-width minus", MEAT, put(B5="－5"), "E-NEG", "单元格 B5"),
        judged("a negative number in brackets", MEAT, put(B5="(123)"), "E-NUM", "单元格 B5"),
        the_same("a decrease by a minus of Unicode", YEARBOOK, put(F24="−5.6"), {"F24": "-0.056"}),
    ],
    54: [judged("万 in a cell", MEAT, put(B5="12.3万"), "E-UNIT-INLINE", "单元格 B5")],
    55: [
        *(the_same(f"“{mark}” is none", MEAT, put(B5=mark), {"B5": None}) for mark in ("…", "—", "")),
        the_same("“0” is a figure", MEAT, put(B5=0), {"B5": "0"}),
        *(judged(f"“{mark}” is no mark of this table", MEAT, put(B5=mark), "E-NUM", "B5") for mark in ("-", "/", "x")),
        the_same("“-” is one of that table", INDUSTRY, put(H8="-"), {}),
    ],
    56: [judged("1-2 as a date", MEAT, made.by("figure_as_a_date"), "E-TYPE-DATE", "单元格 ")],
    57: [
        readable(
            "12.5% by format",
            "百分.xlsx",
            made.cells(made.number("A1", "0.125", ' s="1"'), styles=made.PERCENT),
            A1="12.5%",
        ),
        beside_others("a fraction for a percentage", YEARBOOK, put(F24=0.044), "H-BAND", "单元格 F24"),
        judged("a percentage among tonnes", MEAT, put(B5="12.5%"), "E-UNIT-PERCENT", "单元格 B5"),
    ],
    58: [
        judged("1e5", MEAT, put(B5="1e5"), "E-NUM-PRECISION", "单元格 B5"),
        judged("1E+05", MEAT, put(B5="1E+05"), "E-NUM-PRECISION", "单元格 B5"),
        judged("17 digits", MEAT, put(B5=12345678901234567), "E-NUM-PRECISION", "单元格 B5"),
    ],
    59: [judged(text, MEAT, put(B5=text), "E-NUM", "单元格 B5") for text in ("NaN", "Inf", "-inf", "1.#IND")],
    60: [
        the_same("blanks around labels", MEAT, made.by("blanks_around_labels")),
        the_same("invisible characters", MEAT, made.by("invisible_characters_in_labels")),
        the_same("a line break inside", MEAT, put(B3="猪\n肉", C3="牛\r\n肉", D3="\u00a0羊\u200b肉\ufeff")),
    ],
    61: [the_same("footnote marks", MEAT, put(B5="81840①", C5="4124*"))],
    62: [judged(name, MEAT, made.by(name), "E-HIDDEN") for name in ("hidden_row", "hidden_column", "hidden_sheet")],
    63: [judged("another group above", BRANCHES, put(E3="采矿业"), "E-LAYOUT", "单元格 E3")],
    64: [
        judged("a column of a new kind", MEAT, made.column_put_in("C", C3="兔肉", C5=12), "E-LAYOUT", "单元格 C3"),
        judged("a column without a header", MEAT, made.column_put_in("C", C5=12, C6=13), "E-LAYOUT", "单元格 C"),
    ],
    65: [
        judged(
            "two header rows exchanged", YEARBOOK, put(C3="第一产业", C4="按产业分（万元）"), "E-LAYOUT", "单元格 C3"
        )
    ],
}

MEANINGS: dict[int, list[Sent]] = {
    66: [
        judged("another year in the title", INDUSTRY, made.by("year_in_the_title"), "E-YEAR-MISMATCH", "单元格 A1"),
        judged("another year in the name", INDUSTRY, made.by("year_in_the_name"), "E-YEAR-MISMATCH"),
        judged("a year of the rows", MEAT, put(A13="2023"), "E-YEAR-MISMATCH", "单元格 A1"),
    ],
    67: [judged("大竹县", MEAT, put(A1="大竹县主要畜产品产量（2015-2024年）"), "E-REGION", "“大竹县”，应为“渠县”")],
    68: [judged("达州市", MEAT, put(A1="达州市主要畜产品产量（2015-2024年）"), "E-REGION", "“达州市”，应为“渠县”")],
    69: [
        beside_others("亿 for 万", FARMING, times("0.0001", "B5:K24", 1), "E-REVISION-SCALE", "原为"),
        # a first delivery has nothing to be compared with but people, area and other tables
        beside_others(
            "at once", MEAT, times("10000", "B4:E13"), "H-BAND", "每头出栏猪的猪肉", is_first=True, without=[MEAT]
        ),
        judged("in some years", GAS, times("0.0001", "B20:F23"), "E-UNIT-SCALE", "单元格"),
    ],
    70: [
        beside_others("万kWh under kWh", GRID, times("0.0001", "H2:S45"), "E-REVISION-SCALE", "原为"),
        beside_others(
            "at once", GRID, times("0.0001", "H2:S45"), "E-UNIT-RANGE", "单元格 H2", is_first=True, without=[GRID]
        ),
    ],
    71: [
        judged("亩 in one header", YEARBOOK, put(2, B3="农作物总播种面积(亩)"), "E-SUM", "单元格 B5"),
        beside_others(
            "亩 under 公顷", FARMING, times("15", "B5:B24", 2), "H-BAND", "冬水田", is_first=True, without=[FARMING]
        ),
    ],
    # the two columns of one table hold each other's usual ratio (AGR-05)
    72: [beside_others("实物量 as 折纯", FARMING, times("3.2", "B24:F24", 1), "H-BAND", "化肥折纯量与实物量之比 2024")],
    73: [
        judged("a row twice", INDUSTRY, made.repeated(7), "E-DUP-KEY", "单元格 A8"),
        judged("a year twice", MEAT, made.repeated(6), "E-DUP-KEY", "单元格 A7"),
    ],
    74: [judged("a total beyond its tolerance", GAS, put(B23=13671.20), "E-SUM", "单元格 B23")],
    75: [judged("a part above its total", YEARBOOK, put(1, D23=88.64), "E-SUM", "单元格 C23")],
    76: [
        beside_others("a purchase that is off", INDUSTRY, put(E7=2213220), "E-BALANCE", "单元格 F7"),
        judged("a stock with a sign", INDUSTRY, put(D7=-122712), "E-NEG", "单元格 D7"),
    ],
    77: [beside_others("less cement than clinker", YEARBOOK, times("0.3", "V4:V4", 3), "H-CLINKER", "单元格 V5")],
    78: [
        beside_others("kcal per kg", POWER, times("239", "E5:P5"), "E-UNIT-NCV", "单元格 E5"),
        beside_others("kJ per kg, all months", POWER, times("1000", "E5:P5"), "E-REVISION-SCALE", "单元格 P5"),
        beside_others("kJ per kg, one month", POWER, put(F5=20057), "E-UNIT-NCV", "单元格 F5"),
    ],
    # H-SWAP where the years before tell, H-BAND where all years are exchanged
    79: [
        beside_others(
            "all years", HERDS, made.stock_and_slaughter_exchanged, "H-BAND", "兔", is_first=True, without=[HERDS]
        )
    ],
    80: [
        judged("parts beside their total", GRID, put(H2="158679152.43"), "E-SUM", "单元格 H2"),
    ],
    81: [beside_others("more than the hours of a year", YEARBOOK, put(3, V7=1000000, V6=1100000), "E-CAPACITY", "V7")],
    82: [beside_others("growth that contradicts levels", YEARBOOK, put(F24=24.4), "H-GDP", "单元格 B24")],
    83: [
        beside_others(
            "last year's figures",
            GRID,
            made.figures_of_the_year_before,
            "H-COPY",
            "2023",
            is_first=True,
            without=[GRID],
        )
    ],
    84: [
        Sent("levels after a census, growth before it", made.as_revised("gdp"), "E-VINTAGE", "单元格 B10"),
        Sent("growth after a census, levels before it", made.as_revised("gdp_growth"), "E-VINTAGE", "单元格 F10"),
    ],
    85: [
        judged("an industry of another name", BRANCHES, put(E3="电力生产业"), "E-LABEL-UNKNOWN", "单元格 E3"),
        judged("two in one", INDUSTRY, put(A9="汽柴油"), "E-LABEL-UNKNOWN", "单元格 A9"),
    ],
    # townships are labels of the table that prints them; of counties and above it is E-REGION-YEAR
    86: [
        judged("a township that went into another one", TOWNS, put(E3="土溪乡"), "E-LABEL-UNKNOWN", "单元格 E3"),
        judged(
            "a county before it was one",
            INDUSTRY_2010,
            made.another_region("达川区"),
            "E-REGION-YEAR",
            "达县（511721）",
        ),
    ],
    87: [judged("a negative consumption", GAS, put(C23=-100), "E-NEG", "单元格 C23")],
    88: [
        judged(
            "January to November as a year", INDUSTRY, made.title("2024年", "2024年1-11月"), "E-PERIOD", "单元格 A1"
        ),
        judged("eleven months", CEMENT, made.without_december, "E-PERIOD", "2024-12"),
    ],
    89: [beside_others("a final year called preliminary", YEARBOOK, made.all_preliminary, "E-VINTAGE", "2023")],
    # of a file; which tables a year still waits for is told by `marts.year_progress`
    90: [Sent("a yearbook without the table of people", made.lacking_a_table, "E-REVISION-PARTIAL", "缺少 人口")],
}

DECLARATIONS: dict[int, list[Sent]] = {
    91: [declared("an object of Python", made.yaml("a: 1\nb: !!python/object:os.system x\n"), "E-YAML-TAG", "第 2 行")],
    92: [declared("a key twice", made.yaml("a: 1\nb: 2\na: 3\n"), "E-YAML-DUP", "第 3 行")],
    93: [
        declared(text, made.yaml(f"a: 1\nb: {text}\n"), "E-YAML-TYPE", "第 2 行")
        for text in ("NO", "08", "1:30", "1_000")
    ],
    94: [declared("an anchor", made.yaml("a: &x [1]\nb: [*x, *x]\n"), "E-YAML-ALIAS", "第 1 行")],
    95: [
        declared(
            f"a factor without {what}",
            made.spoilt(factors.load_factor_values, "tables/fuels.csv", f"{made.DIESEL},{old}", f"{made.DIESEL},{new}"),
            "E-FACTOR",
            what,
        )
        for what, old, new in (
            ("source_id", f"{made.DIESEL_ROW}energy_yearbook_2008", made.DIESEL_ROW),
            ("unit", "diesel,ncv,,42.652,gj", "diesel,ncv,,42.652,"),
            ("valid_from", made.DIESEL_ROW, made.DIESEL_ROW.replace("2005,", "2010,2005")),
        )
    ],
    96: [declared("two values of one thing", made.overlapping_factors, "E-FACTOR-OVERLAP", made.DIESEL)],
    # nothing is calculated from a text: an equation is shown, a method is one of a list
    97: [
        declared(
            "a call for a method",
            made.spoilt(
                factors.load_categories, made.INDUSTRY_CARD, "method: multiply", "method: __import__('os').system"
            ),
            "E-SPEC",
            "method",
        )
    ],
    98: [declared("two categories that count each other's fuel", made.circle, "E-CYCLE", "E.2 → E.4 → E.2")],
    # a waiver is for a factor that nobody read: it ends by itself when somebody did
    99: [
        declared("an unsigned one", made.waiver(made.RECALLED, ""), "E-SPEC", "signed_by"),
        declared("of a factor that was read", made.waiver(made.DIESEL, ", signed_by: 甲"), "E-FACTOR", made.DIESEL),
        declared("of no factor of ours", made.waiver("a.b.c", ", signed_by: 甲"), "E-FACTOR", "a.b.c"),
    ],
    # no declaration has a field in which a secret could stand
    100: [
        declared(
            "a password beside a source",
            made.spoilt(factors.load_sources, "sources.yaml", "sources:\n", "password: '123456'\nsources:\n"),
            "E-SPEC",
            "password",
        )
    ],
}

CASES: Mapping[int, list[Sent]] = CONTAINERS | TEXTS | CELLS | MEANINGS | DECLARATIONS
