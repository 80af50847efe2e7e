"""The web pages of Dagster for this machine and nobody else: what another page in the same browser asks is refused.

Dagster's webserver has no login, obeys a changing GraphQL query in a link, and answers under any name. A page somewhere
else could start runs or wipe records through the browser of whoever keeps it open. Run as `python -m pipelines.guard`,
with the options of `dagster-webserver`.
"""

import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Mapping[str, Any], Receive, Send], Awaitable[None]]

REFUSED = "只接受本机的 qingdan ui 页面的请求。 | Only the pages of qingdan ui on this machine are answered.\n"


class Guard:
    """An ASGI application before another one: lets through what the pages on one port of this machine ask."""

    def __init__(self, app: App, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request or connection."""
        if scope["type"] == "lifespan" or self.is_own(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": REFUSED.encode()})

    def is_own(self, scope: Mapping[str, Any]) -> bool:
        """Tell whether a request was sent to this machine, by one of its own pages, in a way that a link cannot."""
        sent = [(name.lower(), value.decode("latin-1").lower()) for name, value in scope["headers"]]
        hosts = [value for name, value in sent if name == b"host"]
        origins = [value for name, value in sent if name == b"origin"]
        if len(hosts) != 1 or hosts[0] not in self.hosts or any(o != f"http://{hosts[0]}" for o in origins):
            return False
        # a page elsewhere may send a browser to an address, and no Origin is told then: a link must change nothing
        asks = scope["type"] == "http" and scope["method"] != "POST" and scope["query_string"]
        return not (asks and scope["path"].rstrip("/").endswith("/graphql"))


def main() -> None:
    """Start the webserver of Dagster behind the guard, on the port that its own options name."""
    from dagster_webserver.cli import main as start
    from dagster_webserver.webserver import DagsterWebserver

    port = int(sys.argv[sys.argv.index("--port") + 1])
    create = DagsterWebserver.create_asgi_app

    def create_guarded(self: DagsterWebserver, **options: Any) -> Any:  # type: ignore[type-arg]
        return Guard(create(self, **options), port)  # type: ignore[arg-type]

    DagsterWebserver.create_asgi_app = create_guarded  # type: ignore[assignment, method-assign]
    start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
