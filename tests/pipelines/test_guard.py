"""What reaches Dagster's pages: requests of this machine's own pages, and no link that changes something."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from pipelines.guard import Guard

PORT = 3000
OWN = "127.0.0.1:3000"


def ask(guard: Guard, scope: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    sent: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent


@pytest.fixture
def guard() -> Guard:
    async def pages(scope: Mapping[str, Any], receive: object, send: Any) -> None:
        await send({"type": "reached", "path": scope.get("path")})

    return Guard(pages, PORT)


def request(method: str, target: str, *, kind: str = "http", **headers: str | tuple[str, ...]) -> Mapping[str, Any]:
    path, _, query = target.partition("?")
    listed = [
        (name.encode(), value.encode())
        for name, values in headers.items()
        for value in ((values,) if isinstance(values, str) else values)
    ]
    scope = {"type": kind, "path": path, "query_string": query.encode(), "headers": listed}
    return scope | ({"method": method} if kind == "http" else {})


@pytest.mark.parametrize(
    "scope",
    [
        request("GET", "/", host=OWN),
        request("GET", "/runs?status=FAILURE", host="localhost:3000"),
        request("GET", "/graphql", host=OWN),  # the page on which queries are typed
        request("POST", "/graphql", host=OWN, origin=f"http://{OWN}"),
        request("POST", "/graphql", host="LOCALHOST:3000", origin="http://localhost:3000"),
        request("POST", "/graphql?op=x", host=OWN),  # a program, which tells no origin
        request("", "/graphql", kind="websocket", host=OWN, origin=f"http://{OWN}"),
        {"type": "lifespan"},
    ],
)
def test_the_own_pages_are_answered(scope: Mapping[str, Any], guard: Guard) -> None:
    assert [message["type"] for message in ask(guard, scope)] == ["reached"]


REFUSED = {
    "another name for this machine": request("GET", "/", host="evil.example:3000"),
    "another port": request("GET", "/", host="127.0.0.1:3001"),
    "no port": request("GET", "/", host="127.0.0.1"),
    "no host": request("GET", "/"),
    "two hosts": request("GET", "/", host=(OWN, OWN)),
    "a page elsewhere": request("POST", "/graphql", host=OWN, origin="http://evil.example"),
    "a page of another port": request("POST", "/graphql", host=OWN, origin="http://127.0.0.1:8000"),
    "a page in a frame or a file": request("POST", "/report_asset_check/x", host=OWN, origin="null"),
    "two origins": request("POST", "/graphql", host=OWN, origin=(f"http://{OWN}", "http://evil.example")),
    "a page under the other name": request("POST", "/graphql", host=OWN, origin="http://localhost:3000"),
    "a query in a link": request("GET", "/graphql?query=mutation{wipe}", host=OWN),
    "a query in a link with a slash": request("GET", "/graphql/?query=mutation{wipe}", host=OWN),
    "a query in a head": request("HEAD", "/graphql?query=mutation{wipe}", host=OWN),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_others_are_refused_and_told_so(rule: str, guard: Guard) -> None:
    start, body = ask(guard, REFUSED[rule])
    assert (start["type"], start["status"], body["type"]) == ("http.response.start", 403, "http.response.body")
    assert "qingdan ui" in body["body"].decode()


@pytest.mark.parametrize("headers", [{"host": "evil.example:3000"}, {"host": OWN, "origin": "http://evil.example"}])
def test_a_connection_of_others_is_closed(headers: dict[str, str], guard: Guard) -> None:
    assert ask(guard, request("", "/graphql", kind="websocket", **headers)) == [
        {"type": "websocket.close", "code": 1008}
    ]
