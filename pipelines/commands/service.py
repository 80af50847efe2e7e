"""Dagster on this machine."""

from typing import Annotated

import typer

from pipelines.commands.terminal import Block, Data, Lang, say, settings_of, tell


def ui(
    data: Data = None,
    block: Block = None,
    port: Annotated[int, typer.Option(help="端口 | port", min=1, max=65535)] = 3000,
    automatic: Annotated[
        bool | None,
        typer.Option(
            "--automatic/--manual",
            help="每年和收件夹有新文件时自动编制，或只看不动 | run by itself, yearly and for the inbox, or never",
            show_default="--automatic",
        ),
    ] = None,
    lang: Lang = "zh",
) -> None:
    """打开 Dagster 界面，只对本机开放 | Dagster, on this machine only."""
    from pipelines.ui import HOST, require_free, serve

    require_free(port)
    address = f"http://{HOST}:{port}"
    tell(say(f"{address}（按 Ctrl-C 结束）", f"{address} (Ctrl-C ends it)", lang))
    raise typer.Exit(serve(settings_of(data, block, is_automatic=automatic), port))
