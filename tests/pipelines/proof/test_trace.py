"""The tree of a published number: ends at cells and factors, the largest first, each table asked once.

That every row recomputes from its inputs is asked of the declarations (`tests/assets/test_lineage.py`); here, of what
a person sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from assets.lineage import load_lineage
from pipelines.proof import trace as tracing
from pipelines.proof.labels import find_labels
from pipelines.proof.roles import role_word
from pipelines.proof.trace import Node, Question, as_dict, draw, number, trace
from schemas.codes import read_codes
from schemas.problems import Language, Misuse
from tests.conftest import BuiltRelease

UNITS = {row["title_zh"]: Decimal(row["numerator"]) / Decimal(row["denominator"]) for row in read_codes("units")}
CELL = re.compile(r"(?P<place>[^“]+?) “(?P<text>[^”]*)” (?P<unit>\S+)")


def trees(
    built: BuiltRelease, subject: str, year: int = 2024, depth: int = 0, width: int = 0, **asked: str
) -> list[Node]:
    return trace(built.folder / "restricted" / "qingdan.duckdb", Question(subject, year, **asked), depth, width)


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.parents)


def text_of(nodes: list[Node]) -> str:
    return "\n".join(line for node in nodes for line in draw(node))


def printed_number(text: str) -> Decimal:
    """What a person reads in a printed cell; a mark means none or less than half a unit."""
    digits = re.sub(r"[\s①②③*]", "", text.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")))
    return Decimal(0) if digits in {"", "-", "—", "…", "无"} else Decimal(digits)


# -- down to the ends


def test_a_rice_figure_reaches_the_sown_area_and_the_factor(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "A.1", gas="CH4")
    assert root.value == "6,742.633333 吨"
    text = text_of([root])
    assert "＋渠县统计年鉴2025.xlsx › 4-5 农作物播种面积 › E24 “64.75” 万亩" in text
    assert "rice_single.ch4.provincial_2011.southwest = 156.2 千克/公顷" in text
    assert "省级温室气体清单编制指南" in text


def test_every_way_ends_in_a_cell_a_factor_or_a_rule(sample: BuiltRelease) -> None:
    ends = {node.table for node in walk(trees(sample, "总排放")) if not node.parents}
    assert {"core.observations", "core.factor_values", "core.gwps"} <= ends
    assert not ends & {"core.emissions", "core.activities", "core.factors", "core.stocks", "core.energy_use"}


def test_a_quoted_cell_is_the_value_that_was_used(sample: BuiltRelease) -> None:
    cells = [node for node in walk(trees(sample, "总排放")) if node.table == "core.observations"]
    assert len(cells) > 300
    for node in cells:
        found = CELL.fullmatch(node.title)
        assert found, node.title
        if node.role in ("plus", "minus") and node.used is not None:
            value = float(printed_number(found["text"]) * UNITS[found["unit"]])
            assert node.used == pytest.approx(value, rel=1e-9) or node.used < value, node.title  # or a share of it


def test_a_landfill_goes_back_to_its_first_deposit(sample: BuiltRelease) -> None:
    nodes = list(walk(trees(sample, "W.1", basis="ipcc_2006-ar5")))
    years = {node.id.split("/")[2] for node in nodes if node.table == "core.stocks"}
    assert {"1980", "2004", "2021", "2024"} <= years
    assert any(node.table == "core.estimates" and node.parents for node in nodes)


def test_what_does_not_occur_leads_to_the_cell_that_says_so(sample: BuiltRelease) -> None:
    roots = trees(sample, "P.4")
    assert all(root.value.startswith("NO 交付资料注明无此项") for root in roots)
    assert "排放源情况确认表" in text_of(roots)


def test_a_number_that_is_none_says_why(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "E.1.1", gas="CH4")
    assert root.value == "NA 该版指南不要求核算"


def test_an_observed_factor_leads_to_its_cells(sample: BuiltRelease) -> None:
    observed = [node for node in walk(trees(sample, "E.1.1", gas="CO2")) if node.id.startswith("observed/")]
    assert observed
    assert all(node.parents for node in observed)


def test_a_province_reaches_the_cells_of_its_balance(sichuan: BuiltRelease) -> None:
    cells = [node for node in walk(trees(sichuan, "总排放", 2007)) if node.table == "core.observations"]
    assert {node.title.split(" › ")[0] for node in cells} == {"6-23 四川能源平衡表(实物量)-2007.xlsx"}


def test_an_intensity_leads_to_numerator_and_denominator(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "co2_per_resident")
    assert [node.role for node in root.parents] == ["numerator", "denominator"]
    titles = text_of([root])
    assert "4-1" in titles or "人口" in titles
    assert "S2.1" in titles


SPOKEN = ["household_waste_use_share", "co2_per_gdp", "co2_per_gdp_2025", "energy_per_gdp"]


@pytest.mark.parametrize("subject", SPOKEN)
def test_a_tree_speaks_the_words_of_statistics_and_no_codes(subject: str, sample: BuiltRelease) -> None:
    """But of factor values, which are known by their names."""
    titles = [node.title for node in walk(trees(sample, subject)) if node.table != "core.factor_values"]
    assert [title for title in titles if re.search(r"[a-z]+_[a-z]+|numerator", title)] == []
    assert [title for title in titles if not re.search("[一-龥]", title)] == []


def test_a_cell_of_the_energy_balance_is_named_by_its_line_and_its_fuel(sample: BuiltRelease) -> None:
    (cell,) = trees(sample, "2.工业", variant="原煤")
    assert cell.title == "2.工业 原煤"
    assert "渠县规模以上工业能源_2024.xlsx › 205-1" in text_of([cell])


def test_a_line_of_both_forms_of_the_balance_is_shown_once(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "四.终端消费量", variant="能源合计", depth=1)
    assert {node.title for node in root.parents} >= {"2.工业 能源合计", "6.生活消费 能源合计"}


# -- what is shown of it


def test_three_levels_are_shown_and_the_largest_first(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "总排放", depth=tracing.DEPTH, width=tracing.WIDTH)

    def levels(node: Node) -> int:
        return 1 + max(map(levels, node.parents), default=0)

    assert levels(root) == 1 + tracing.DEPTH
    for node in walk([root]):
        parts = [abs(parent.used or 0) for parent in node.parents if parent.role == "part"]
        assert parts == sorted(parts, reverse=True)
        assert len(parts) <= tracing.WIDTH


def test_what_is_not_shown_is_counted(sample: BuiltRelease) -> None:
    (short,) = trees(sample, "E.1.1", width=2, gas="CO2")
    (whole,) = trees(sample, "E.1.1", gas="CO2")
    parts = [node for node in whole.parents if node.role == "part"]
    assert short.left_out == len(parts) - 2 > 0
    assert f"└── …还有 {short.left_out} 项" in text_of([short])
    assert "还有" not in text_of([whole])


def test_a_tree_is_drawn_whole_and_never_shortened() -> None:
    leaf = Node("t", "l", "plus", "x" * 300, "", None)
    root = Node("t", "r", "part", "总排放", "1 t", None, [Node("t", "a", "part", "甲", "2 t", None, [leaf]), leaf])
    assert list(draw(root)) == ["总排放  1 t", "├── 甲  2 t", f"│   └── ＋{'x' * 300}", f"└── ＋{'x' * 300}"]


def test_below_the_last_row_that_is_drawn_what_is_left_out_goes_on() -> None:
    leaf = Node("t", "l", "minus", "乙", "", None)
    inner = Node("t", "a", "part", "甲", "2 t", None, [leaf], left_out=1)
    root = Node("t", "r", "heat", "总排放", "", None, [inner], left_out=3)
    assert list(draw(root)) == [
        "热值：总排放",
        "├── 甲  2 t",
        "│   ├── −乙",
        "│   └── …还有 1 项",
        "└── …还有 3 项",
    ]
    assert list(draw(root, lang="en"))[-2:] == ["│   └── …1 more", "└── …3 more"]


def test_of_many_parts_the_first_are_shown_and_every_other_input() -> None:
    """A figure that stands in another table once more is passed over, however often."""
    rows = [("t", name) for name in ("root", "copy", "again", "a", "b", "c", "rule")]
    below = [("part", 3, 9.0), ("part", 4, 5.0), ("part", 5, 1.0), ("rule", 6, None)]
    walk = tracing.Walk(rows, [[("same", 1, None)], [("same", 2, None)], below, [("heat", 6, 2.0)], [], [], []])

    def grown(depth: int, width: int) -> tuple[list[tuple[str, str, float | None]], int]:
        node = tracing._grow("root", 0, None, walk, depth, width)
        return [(each.role, each.id, each.used) for each in node.parents], node.left_out

    shown = [("part", "a", 9.0), ("part", "b", 5.0), ("part", "c", 1.0), ("rule", "rule", None)]
    assert grown(1, 0) == grown(1, 3) == (shown, 0)
    assert grown(2, 2) == ([*shown[:2], shown[3]], 1)
    assert grown(0, 2) == ([], 0)
    first, second = (tracing._grow("root", 0, None, walk, depth, 0).parents[0] for depth in (1, 2))
    assert (first.parents, [node.id for node in second.parents]) == ([], ["rule"])
    assert walk.below(6) == []


def test_many_rows_are_traced_at_once_each_row_once_and_what_no_table_has_is_unknown(sample: BuiltRelease) -> None:
    table = "marts.county_inventory"
    (rice,) = trees(sample, "A.1", gas="CH4")
    nobody = (table, "nobody")
    rows = tracing.traced(sample.connection, [(table, rice.id), nobody], ["511725"])
    assert [row.kind for row in rows[:2]] == ["row", "unknown"]
    assert rows[1] == ("unknown", ("nobody", "", "", "", ""), [], 0)
    assert " ".join(rows[0].words[3:]) == rice.value
    assert {row.kind for row in rows[2:]} == {"row", "cell", "factor"}
    assert len(rows) == len({(row.kind, *row.words) for row in rows})
    assert [(role, rows[at].kind) for role, at in rows[0].inputs] == [
        (role_word(node.role), "row") for node in rice.parents
    ]
    assert rows[0].parts == len([node for node in rice.parents if node.role == "part"]) == 3
    factors = [tuple(row.words[:3]) for row in rows if row.kind == "factor"]
    assert factors.count(("rice_single.ch4.provincial_2011.southwest", "156.2", "千克/公顷")) == 1
    assert tracing.traced(sample.connection, [], ["511725"]) == []


def test_a_tree_can_be_written_as_json(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "A.1", gas="CH4")
    again = json.loads(json.dumps(as_dict(root), ensure_ascii=False))
    assert again["parents"][0]["table"] == "core.emissions"
    assert again["table"] == "marts.county_inventory"


# -- what may be asked


def test_a_subject_may_be_named_by_its_title(sample: BuiltRelease) -> None:
    assert trees(sample, "稻田甲烷") == trees(sample, "A.1")


@pytest.mark.parametrize(
    ("subject", "asked", "other"),
    [("工业", "marts.energy_balance", "marts.energy_by_sector"), ("运输", "marts.form_cells", "marts.ipcc_summary")],
)
def test_of_two_tables_that_hold_a_title_the_one_that_the_other_is_made_of_is_asked(
    subject: str, asked: str, other: str, sample: BuiltRelease
) -> None:
    assert asked in load_lineage()[other].parents
    assert {root.table for root in trees(sample, subject, depth=1)} == {asked}


@pytest.mark.parametrize("subject", ["总排放", "total", "能源活动总计", "1.A.1", "BASIC", "co2_per_gdp", "E.1.1"])
def test_lines_of_every_form_categories_and_indicators_may_be_asked_for(subject: str, sample: BuiltRelease) -> None:
    assert all(root.value for root in trees(sample, subject, depth=1))


@pytest.mark.parametrize(
    ("subject", "year", "asked", "code", "found", "offered"),
    [
        ("Z.9", 2024, {}, "E-NOT-PUBLISHED", "Z.9", "P.9 "),
        ("everything", 2024, {}, "E-NOT-PUBLISHED", "everything", "、A.1、"),
        ("co2_per_gpd", 2024, {}, "E-NOT-PUBLISHED", "co2_per_gpd", "co2_per_gdp 单位GDP二氧化碳排放"),
        ("1.A.1", 1999, {}, "E-USE", "1999", "2024"),
        ("co2_per_gdp", 1999, {}, "E-USE", "1999", "2024"),
        ("A.1", 2024, {"gas": "CH"}, "E-USE", "CH", "CH4"),
        ("A.1", 2024, {"gas": "SF6"}, "E-NOT-PUBLISHED", "SF6", "A.1"),
        ("A.1", 2024, {"region": "51172"}, "E-USE", "51172", "511725 渠县"),
        ("A.1", 2024, {"region": "511724"}, "E-USE", "511724", "511725 渠县"),
        ("A.1", 2024, {"basis": "provincial_2011-sra"}, "E-USE", "provincial_2011-sra", "provincial_2011-sar"),
    ],
)
def test_a_number_that_was_not_published_is_refused_with_the_nearest_name(
    subject: str, year: int, asked: dict[str, str], code: str, found: str, offered: str, sample: BuiltRelease
) -> None:
    with pytest.raises(Misuse) as refused:
        trees(sample, subject, year, **asked)
    details = refused.value.details
    assert refused.value.code == code
    assert found in str(details.get("found", details.get("label")))
    assert offered in str(details.get("expected", details.get("known")))


def test_a_row_may_be_named_as_a_page_names_it(sample: BuiltRelease) -> None:
    (rice,) = trees(sample, "A.1", gas="CH4")
    (named,) = trees(sample, f"{rice.table}/{rice.id}", 1999)
    assert [(node.table, node.id, node.value) for node in walk([named])] == [
        (node.table, node.id, node.value) for node in walk([rice])
    ]
    assert named.title == rice.title.replace(" A.1", " 2024年 A.1"), "the year is said where another one is asked for"
    with pytest.raises(Misuse, match="E-NOT-PUBLISHED"):
        trees(sample, f"{rice.table}/{rice.id}x")


# -- how it is found


def test_a_walk_asks_each_table_about_once(sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counted:
        """A connection that notes what it is asked."""

        def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
            self.connection = connection

        def execute(self, sql: str, *values: Any) -> duckdb.DuckDBPyConnection:
            asked.append(sql)
            return self.connection.execute(sql, *values)

    walked = tracing._walk
    monkeypatch.setattr(tracing, "_walk", lambda connection, *rest: walked(Counted(connection), *rest))  # type: ignore[arg-type]
    trees(sample, "总排放", depth=3)
    assert len(asked) < 20
    assert len({re.search(r"from (lineage\.\w+)", sql)[1] for sql in asked if "from lineage." in sql}) > 5  # type: ignore[index]


def test_numbers_are_grouped_and_lose_their_trailing_zeros() -> None:
    assert number(Decimal("1234567.500000")) == "1,234,567.5"
    assert number(Decimal("100")) == number(Decimal("99.6"), 0) == "100"
    assert (number(Decimal("0.0000005")), number(Decimal("1.25"), 1)) == ("0", "1.2"), "half to even"
    assert number(Decimal("-1234.5"), 2) == "-1,234.5"
    assert number(None) == ""


# -- what rows are called


@pytest.mark.parametrize(
    "table", ["marts.target_paths", "marts.grid_factors", "marts.decomposition", "core.value_added"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_title_is_made_of_words_and_not_of_codes(table: str, lang: Language, sample: BuiltRelease) -> None:
    key = next(row["key_columns"] for row in sample.rows("from lineage.tables where table_name = $table", table=table))
    ids = [row["id"] for row in sample.rows(f"select concat_ws('/', {', '.join(key)}) as id from {table}")]
    for label in find_labels(sample.connection, table, ids, lang).values():
        title = label.title(0, lang)
        assert "_" not in title
        assert bool(re.search("[一-鿿]", title)) == (lang == "zh"), title


def test_a_removal_has_the_minus_that_the_report_has(sample: BuiltRelease) -> None:
    (root,) = trees(sample, "L.1.1")
    assert root.value == "−176,919.004533 吨"
    assert not any(re.search(r"(^|\s)-[\d]", node.value) for node in walk([root]))


def test_in_english_only_cells_and_documents_are_quoted_in_chinese(sample: BuiltRelease) -> None:
    database = sample.folder / "restricted" / "qingdan.duckdb"
    for question in (Question("总排放", 2024), Question("A.1", 2024), Question("co2_per_gdp", 2024)):
        for node in walk(trace(database, question, 0, 0, "en")):
            if node.table not in ("core.observations", "core.factor_values"):
                assert not re.search("[一-鿿]", f"{node.title} {node.value}"), node
    lines = [line for node in trace(database, Question("总排放", 2024), 5, 3, "en") for line in draw(node, lang="en")]
    assert lines[1].startswith("├── Energy  ")
    assert any("warming potential: " in line for line in lines)
    assert any(re.search(r"…\d+ more", line) for line in lines)
