"""HEAD like GET on every path, and a tag on every answer of the API and every feed: what did not change is not sent."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Answers:
    """Answers HEAD by what GET would say, and 304 where the caller has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        sending = _without_body(send) if head else send
        if scope["path"].startswith(("/api/", "/out/")):
            sending = _Tagged(Headers(scope=scope).get("if-none-match", ""), sending).send
        await self._app({**scope, "method": "GET"} if head else scope, receive, sending)


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending


class _Tagged:
    """One answer, held until it is whole: its tag is a digest of its body."""

    def __init__(self, known: str, send: Send) -> None:
        self._known = known
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._answer()

    async def _answer(self) -> None:
        start, body = self._start, self._body
        if start["status"] == 200:
            tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            headers = MutableHeaders(raw=list(start["headers"]))
            headers["etag"] = tag
            headers["cache-control"] = "private, no-cache"
            if tag in (one.strip() for one in self._known.split(",")) or self._known.strip() == "*":
                body = b""
                del headers["content-length"]
                start = {**start, "status": 304}
            start = {**start, "headers": headers.raw}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
