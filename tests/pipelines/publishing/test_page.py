"""The page of signatures: who signed what for which reason, beside the official release and never behind it."""

import pytest

from pipelines.lake.publications import standing
from pipelines.publishing.page import FILE_NAME, beijing_time, show_signatures, told_standing
from pipelines.publishing.rollback import roll_back
from tests.offices import GROUP, PREPARES, REVIEWS, Office


def page(office: Office) -> str:
    return (office.root / "official" / FILE_NAME).read_text(encoding="utf-8")


def test_it_says_who_signed_and_answers_for_what(office: Office) -> None:
    confirmed = {"place_id": "a", "rule_code": "H", "message_zh": "年鉴 E5 突增。处理：核对", "confirmed_by": "甲"}
    release = office.make(to_sign_for=[GROUP], confirmed_places=[confirmed | {"confirmed_reason": "投产"}])
    office.sign("prepared", PREPARES, reason="<b>编制完成</b>")
    office.sign("reviewed", REVIEWS, accepted=["all"], reason="逐条核对")
    text = page(office)
    for said in (release.name, PREPARES, REVIEWS, "IPCC 2006 第2卷", "111.041", "李强：逐条核对", "甲已确认：投产"):
        assert said in text
    assert standing(office.root).official.head.split()[1] in text
    assert "处理：核对" not in text
    assert "<b>编制完成" not in text, "a reason is a text and no page"
    assert "示例数据" not in text
    assert [text.count(f">{title}<") for title in ("编制", "审核", "prepared")] == [1, 1, 0]
    assert "退回" not in text


def test_it_follows_the_official_release_and_says_that_somebody_went_back(office: Office) -> None:
    show_signatures(office.root)
    assert not (office.root / "official").exists()
    first, second = office.make_official("1"), office.make_official("2")
    assert second.name in page(office)
    roll_back(office.root, first.name, "张局", "第二版有误")
    assert "张局退回到本发布</strong>：第二版有误" in page(office)
    never = office.make("3")
    office.make("4")
    roll_back(office.root, never.name, "张局", "第四版有误")
    assert "退回" not in page(office), "to what is not official"
    (office.root / "official" / FILE_NAME).write_text("mine")
    show_signatures(office.root)
    assert first.name in page(office)


def test_one_line_tells_how_far_a_release_is(office: Office) -> None:
    def told(release: str, english: bool = False) -> str:
        return told_standing(standing(office.root), release, english)

    first = office.make("1")
    assert told(first.name) == "未签发；正式发布：尚无"
    assert told(first.name, english=True) == "not signed; official: none"
    office.sign("prepared", PREPARES)
    assert told(first.name) == "尚非正式发布：已签 编制 王芳"
    office.sign("reviewed", REVIEWS)
    head = standing(office.root).official.head
    assert told(first.name) == f"正式发布：编制 王芳，审核 李强；发布链 {head}"
    second = office.make_official("2")
    assert told(first.name, english=True).startswith("was official (prepared 王芳，reviewed 李强); now")
    assert told("x", english=True) == f"not signed; official: {second.name[:16]}"
    assert told("x") == f"未签发；正式发布：{second.name[:16]}"


@pytest.mark.parametrize(
    ("utc", "beijing"),
    [("2026-11-20T15:59:59Z", "2026-11-20 23:59"), ("2026-12-31T16:00:00Z", "2027-01-01 00:00")],
)
def test_times_are_told_by_the_clock_of_beijing(utc: str, beijing: str) -> None:
    assert beijing_time(utc) == beijing
