"""A list of contents: every chapter of the page is a link away from the first screen."""

import re

#: Where the list of what follows it stands.
PLACE = '<nav class="contents"></nav>'

HEADING = re.compile(r"<h2\b([^>]*)>(.*?)</h2>", re.DOTALL)


def with_contents(page: str) -> str:
    """The page with links in each of its places to the headings between it and the next one."""
    before, *parts = page.split(PLACE)
    return before + "".join(_linked(part, f"{number}") for number, part in enumerate(parts, start=1))


def _linked(part: str, number: str) -> str:
    links: list[str] = []

    def name(heading: re.Match[str]) -> str:
        attributes, title = heading[1], heading[2]
        given = re.search(r'id="([^"]*)"', attributes)
        target = given[1] if given else f"{number}-{len(links) + 1}"
        links.append(f'<a href="#{target}">{re.sub(r"<[^>]*>", "", title)}</a>')
        return heading[0] if given else f'<h2{attributes} id="{target}">{title}</h2>'

    part = HEADING.sub(name, part)
    return f'<nav class="contents" aria-label="目录">{"".join(links)}</nav>{part}'
