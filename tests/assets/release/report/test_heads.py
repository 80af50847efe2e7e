"""Tables on a phone: cells know the head of their column, and nothing else changes."""

import re

from assets.release.report.heads import with_heads

WIDE = (
    '<table class="goals">\n<thead><tr><th>目标</th><th>要求<br>（%）</th><th>现值</th><th>判定</th></tr></thead>\n'
    '<tbody>\n<tr><th scope="row">甲</th><td class="n">30%</td><td class="k">NE</td><td>未完成</td></tr>\n'
    '<tr><th colspan="4">县统计局</th></tr>\n</tbody>\n</table>'
)


def test_a_cell_of_a_wide_table_names_its_column() -> None:
    page = with_heads(f"<p>前</p>{WIDE}<p>后</p>")
    assert '<table class="goals stack">' in page
    assert '<td class="n" data-head="要求 （%）">30%</td><td class="k" data-head="现值">NE</td>' in page
    assert '<th scope="row">甲</th>' in page
    assert '<th colspan="4">县统计局</th>' in page


def test_nothing_else_of_the_page_changes() -> None:
    page = f"<p>1 &lt; 2</p>{WIDE}<p>后</p>"
    assert re.sub(' data-head="[^"]*"', "", with_heads(page)).replace("goals stack", "goals") == page


def test_a_narrow_table_stays_a_table() -> None:
    narrow = WIDE.replace("<th>判定</th>", "").replace("<td>未完成</td>", "")
    assert with_heads(narrow) == narrow
    declared = WIDE.replace("goals", "narrow")
    assert with_heads(declared) == declared


def test_a_table_without_a_class_gets_one() -> None:
    assert with_heads(WIDE.replace(' class="goals"', "")).startswith('<table class="stack">')


def test_a_head_with_markup_of_its_own_is_text_in_the_cell() -> None:
    hostile = WIDE.replace("<th>现值</th>", "<th>&lt;img src=x&gt;&quot;</th>")
    assert 'data-head="&lt;img src=x&gt;&quot;"' in with_heads(hostile)


def test_cells_beyond_the_heads_are_left_alone() -> None:
    longer = WIDE.replace("<td>未完成</td>", "<td>未完成</td><td>多</td>")
    assert "<td>多</td>" in with_heads(longer)
