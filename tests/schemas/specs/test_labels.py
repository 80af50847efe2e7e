import pytest

from schemas.specs.labels import canonical_label, canonical_title, is_of_which


@pytest.mark.parametrize(
    ("printed", "also_printed"),
    [
        ("项        目", "项目"),  # Q04
        ("渠　县", "渠县"),
        ("粮 食", "粮食"),
        ("工业                       ", "工业"),
        ("农作物总\n播种面积", "农作物总播种面积"),
        ("\u200b原\u00a0煤\ufeff", "原煤"),
        ("（二） 制造业", "（二）制造业"),  # Q06
        ("大工业（不含抽蓄)", "大工业(不含抽蓄）"),
        ("  一.可供本地区消费的能源量", "一、可供本地区消费的能源量"),
        ("   18.非金属矿物制品业", "非金属矿物制品业"),
        ("B、城乡居民生活用电合计", "城乡居民生活用电合计"),
        ("十一、公共服务及管理组织", "公共服务及管理组织"),
        ("①采矿业", "采矿业"),
        ("　②采矿业", "采矿业"),
        ("#用于原材料", "＃用于\n原材料"),
        ("其中：火电", "　火电"),
        ("其中 火电", "火电"),
        ("    #焦炭再投入量(-)", "焦炭再投入量（－）"),
        ("人口①", "人口"),
        ("人口¹", "人口"),
        ("人口⁽¹⁾", "人口"),
        ("2005年度", "2005年"),
        ("2022年（1）", "2022年"),
        ("2022年 1)", "2022年"),
        ("2022 [注1]", "2022"),
        ("工业1)", "工业"),
        ("工业①(2)", "工业"),
        ("农、林、牧、渔业", "农林牧渔业"),
        ("车用（CNG）", "车用(cng)"),
        ("合计：", "合计"),
    ],
)
def test_one_label_printed_in_two_ways_is_one_label(printed: str, also_printed: str) -> None:
    assert canonical_label(printed) == canonical_label(also_printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("出口量(-)", "出口量"),
        ("工业", "手工业"),
        ("第一产业", "第二产业"),
        ("一次能源生产量", "次能源生产量"),
        ("全社会用电总计", "全社会用电总计不含抽蓄"),
        ("2005年", "5年"),
        ("20221)", "2022"),
        ("2005年（2000）", "2005年"),
        ("（1）", "（2）"),
        ("3.5万吨以上", "5万吨以上"),
        ("火电其中热电", "热电"),  # numbering and marks stand in front
        ("机组#1", "1"),
        ("Raw coal", "Rawcoal"),
    ],
)
def test_two_labels_stay_two(one: str, other: str) -> None:
    assert canonical_label(one) != canonical_label(other)


@pytest.mark.parametrize("label", ["其中", "#", "一、", "甲"])
def test_a_label_that_is_all_numbering_is_not_emptied(label: str) -> None:
    assert canonical_label(label)


def test_a_title_keeps_its_number_and_signs() -> None:
    assert canonical_title("6-23  四川能源平衡表（实物量）－2007") == "6-23四川能源平衡表(实物量)-2007"
    assert canonical_title("1-2 渠县地区生产总值（2005—2024年）") == "1-2渠县地区生产总值(2005-2024年)"


def test_words_that_are_not_chinese_stay_apart_by_one_blank() -> None:
    assert canonical_title(" Total  energy\n use ") == "Total energy use"
    assert canonical_title(" Total  energy\n use 能 源 ") == "Totalenergyuse能源"


@pytest.mark.parametrize(
    "years",
    [
        *("2005-2024", "2005~2024年", "2005～2024", "2005至2024年", "2005年-2024年", "2005—2024", "2005——2024年"),
        *("2005年至2024年", "2005年到2024年", "2005 - 2024 年", "2005年度—2024年度", "２００５－２０２４"),
    ],
)
def test_a_span_of_years_is_one_however_it_is_printed(years: str) -> None:
    assert canonical_title(f"渠县地区生产总值（{years}）") == "渠县地区生产总值(2005-2024年)"


@pytest.mark.parametrize(
    "text", ["6-23四川能源平衡表-2007", "2024年1-11月", "1-2005", "12005-20241", "森林资源年度更新"]
)
def test_what_is_no_span_of_years_stays(text: str) -> None:
    assert canonical_title(text) == text


def test_of_which_is_seen_by_its_mark() -> None:
    assert is_of_which("  ＃粮食作物")
    assert is_of_which("　其中：火电")
    assert not is_of_which("水电")
