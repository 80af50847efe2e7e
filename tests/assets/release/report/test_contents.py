"""The list of contents: each heading behind its place has a link, and keeps its text."""

from assets.release.report.contents import PLACE, with_contents


def test_each_heading_is_linked_from_the_list_before_it() -> None:
    page = with_contents(f'<h1>甲</h1>{PLACE}<h2>总量</h2><p>1</p><h2 class="form">2024年<br>汇总表</h2>')
    assert '<a href="#1-1">总量</a><a href="#1-2">2024年汇总表</a></nav>' in page
    assert '<h2 id="1-1">总量</h2><p>1</p><h2 class="form" id="1-2">2024年<br>汇总表</h2>' in page


def test_an_address_that_others_use_stays() -> None:
    page = with_contents(f'{PLACE}<h2 id="checks">核查提示</h2>')
    assert page.endswith('<a href="#checks">核查提示</a></nav><h2 id="checks">核查提示</h2>')


def test_the_chapters_of_two_regions_have_addresses_of_their_own() -> None:
    page = with_contents(f"{PLACE}<h2>总量</h2>{PLACE}<h2>总量</h2>")
    assert page.count('href="#1-1"') == page.count('href="#2-1"') == 1


def test_a_title_from_the_data_is_not_obeyed() -> None:
    page = with_contents(f"{PLACE}<h2>&lt;script&gt;县</h2>")
    assert '<a href="#1-1">&lt;script&gt;县</a>' in page


def test_a_page_without_a_place_is_left_alone() -> None:
    assert with_contents("<h2>总量</h2>") == "<h2>总量</h2>"
