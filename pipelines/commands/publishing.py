"""Releases: sign one until it is official, go back to an earlier one, remove what nobody needs any more."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.terminal import Block, By, Data, Lang, Reason, progress, say, settings_of, tell
from pipelines.settings import KEPT_RELEASES, read_kept_releases
from schemas.problems import without_remedy

if TYPE_CHECKING:
    from pipelines.publishing.steps import Signing


def publish(
    release: Annotated[
        str,
        typer.Argument(help="发布摘要的开头；不给则为最近做出的 | beginning of a digest; else the last made"),
    ] = "",
    role: Annotated[
        str,
        typer.Option(
            help="签哪一步：prepared 编制，reviewed 审核，city 市级复核，province 省级复核 | the step to sign",
            show_default=False,
        ),
    ] = "",
    key: Annotated[
        Path | None, typer.Option(help="本人的私钥文件 | your private key", dir_okay=False, show_default=False)
    ] = None,
    by: Annotated[str, typer.Option(help="姓名，同签署人名单 | your name as in the list of signers")] = "",
    reason: Annotated[str, typer.Option(help="意见 | what you say of it", show_default=False)] = "",
    accept: Annotated[
        list[str] | None,
        typer.Option(
            help="承担的系数组：组名、组名=理由，或 all；可重复 | group of factors that you answer for; repeatable",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """签发：不带选项时列出要签的内容；编制、审核两人签署后成为正式发布 | show what is to be signed, or sign a step."""
    from pipelines.deliveries.intake import LISTED
    from pipelines.deliveries.register import registered_files
    from pipelines.deliveries.register.rows import ON_TRIAL
    from pipelines.lake.lock import hold_lock
    from pipelines.publishing.steps import Asked, sign_release, signing_of

    data_dir = settings_of(data, block).data_dir
    if not role:
        with hold_lock(data_dir):
            signing = signing_of(data_dir, release)
            waiting = [file.file_name for file in registered_files(data_dir) if file.state == ON_TRIAL]
        _tell_content(signing, lang)
        if waiting:
            names = "".join(f"《{name}》" for name in waiting[:LISTED]) + "…" * (len(waiting) > LISTED)
            zh, en = f"… {len(waiting)} 份新收的交付不在其中", f"… {len(waiting)} deliveries that came are not in it"
            tell(f"{say(zh, en, lang)}：{names}")
    else:
        for name, typed in (("--key", key), ("--by", by.strip()), ("--reason", reason.strip())):
            if not typed:
                raise typer.BadParameter(f"签署还要写明 {name} | to sign takes {name}, too")
        assert key is not None  # mypy does not see the loop
        with hold_lock(data_dir):
            asked = Asked(role, key, by.strip(), reason.strip(), accept or ())
            signing = sign_release(data_dir, release, asked)
    _tell_steps(signing, lang)


def _tell_content(signing: "Signing", lang: str) -> None:
    """What a signer has to see: places in doubt, waivers, factors to sign for by group, missing deliveries."""
    content = signing.content
    tell(say(f"发布 {signing.release.name}", f"release {signing.release.name}", lang))
    for place in content["held_places"]:
        tell(f"⏸ {place['place_id']} {place['message_zh']}")
    confirmed, missing = content["confirmed_places"], len(content["missing_deliveries"])
    tell(say(f"存疑已确认：{len(confirmed)} 处", f"places in doubt that were confirmed: {len(confirmed)}", lang))
    for place in confirmed:
        tell(f"  {without_remedy(place['message_zh'])} → {place['confirmed_by']}：{place['confirmed_reason']}")
    for place in content["assumed_places"]:
        tell(f"≈ {without_remedy(place['message_zh'])} → {place['confirmed_by']}：{place['confirmed_reason']}")
    tell(say(f"缺报：{missing} 份，见报告", f"missing deliveries: {missing}, see the report", lang))
    for waiver in content.get("waivers", []):
        zh, en = "已登记的豁免", "waived"
        tell(f"{say(zh, en, lang)}: {waiver['factor_id']} — {waiver['signed_by']}: {waiver['reason']}")
    if groups := signing.groups:
        zh = f"须由审核人签署承担的系数（{len(groups)} 组；吨为最近一年以其为据的二氧化碳当量）："
        tell(
            say(
                zh,
                f"factors that the reviewer has to answer for ({len(groups)} groups; t CO2e of the last year):",
                lang,
            )
        )
    for name, group in groups.items():
        title = group["title"] or say("用其他年份的系数", "factors of other years", lang)
        tell(f"  {name}")
        counted = say(f"{group['factors']} 个", f"{group['factors']} factors", lang)
        tell(f"    {title}：{counted}，{group['tonnes_co2e']} t，{group['categories']}")


def _tell_steps(signing: "Signing", lang: str) -> None:
    """Who signed, and what is next."""
    from pipelines.publishing.page import beijing_time
    from schemas.vocabulary import SIGNING_ROLES

    titles = {role: say(*SIGNING_ROLES[role], lang) for role in signing.steps}
    for line in signing.signed:
        tell(f"✓ {titles[line.role]} {line.signed_by} {beijing_time(line.signed_at)} {line.reason}")
    digest = signing.release.name[:16]
    if step := signing.next_step:
        accept = " --accept …" if step == "reviewed" and signing.groups else ""
        command = f"qingdan publish {digest} --role {step} --key … --by … --reason …{accept}"
        tell(say(f"下一步：{titles[step]}  {command}", f"next: {titles[step]}  {command}", lang))
    elif signing.is_official:
        zh, en = (
            f"✓ 正式发布 {digest}，签署页在 official 文件夹",
            f"✓ official: {digest}; the page of signatures is in official",
        )
        tell(say(zh, en, lang))
        tell(say(f"发布链：{signing.known.official.head}", f"chain: {signing.known.official.head}", lang))
    else:
        now = signing.known.official.release[:16]
        tell(say(f"曾是正式发布；现在的正式发布是 {now}", f"it was official; now {now} is", lang))


def rollback(
    release: Annotated[str, typer.Argument(help="发布摘要的开头 | beginning of its digest", show_default=False)],
    reason: Reason,
    by: By,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """退回到先前的发布，记下谁、为什么 | go back to an earlier release, with who and why."""
    from pipelines.lake.lock import hold_lock
    from pipelines.publishing.rollback import roll_back

    data_dir = settings_of(data, block).data_dir
    with hold_lock(data_dir), progress(say("退回", "going back", lang), lang):
        known = roll_back(data_dir, release, by, reason)
    line = known.rollback
    assert line is not None  # it was just recorded
    tell(say(f"✓ 当前发布 {line.release[:16]}", f"✓ current: {line.release[:16]}", lang))
    official = known.official.release[:16] or "—"
    tell(say(f"  正式发布 {official}", f"  official: {official}", lang))
    zh = "数据没有变动时，qingdan run 不会恢复被退回的发布；改正数据后再运行，新的发布成为当前发布。"
    en = "While the data stay as they are qingdan run keeps it so; once they are corrected, what it makes is current."
    tell(say(zh, en, lang))


def gc(
    keep: Annotated[
        int | None,
        typer.Option(
            help="保留最近几个当前发布 | how many of the last current releases stay",
            min=1,
            show_default=str(KEPT_RELEASES),
        ),
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="真的删除；不给则只列出 | remove it; without, only list it")
    ] = False,
    data: Data = None,
    block: Block = None,
    lang: Lang = "zh",
) -> None:
    """清理无人再用的发布和文件；正式、当前的发布和登记过的文件总是保留 | remove what nobody needs any more."""
    from pipelines.lake.lock import hold_lock
    from pipelines.publishing.collection import remove, unneeded

    data_dir = settings_of(data, block).data_dir
    with hold_lock(data_dir), progress(say("清理", "looking for what nobody needs", lang), lang):
        found = unneeded(data_dir, keep or read_kept_releases())
        if delete:
            remove(data_dir, found)
    for gone in found:
        tell(f"{'✓' if delete else ' '} {gone.bytes / 1e6:10.1f} MB  {gone.path.relative_to(data_dir)}")
    total = sum(gone.bytes for gone in found) / 1e6
    if delete:
        tell(say(f"已删除 {len(found)} 项，腾出 {total:.1f} MB", f"removed {len(found)}, {total:.1f} MB", lang))
    elif found:
        zh = f"可以清理 {len(found)} 项，共 {total:.1f} MB；加 --delete 删除"
        tell(say(zh, f"{len(found)} may go, {total:.1f} MB in all; --delete removes them", lang))
    else:
        tell(say("没有可以清理的", "there is nothing to remove", lang))
