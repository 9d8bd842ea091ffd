"""What stands before every page: who is asked for, who asks, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, a browser would send its own forms with Origin: null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Answers only to its own names, takes changes only from its own pages, and sets the headers.

    The first keeps a foreign name that was pointed at this machine (DNS rebinding) from reading it, the second
    a foreign page from changing anything: a browser sends ``Origin`` with every form, and a program without
    a browser sends none and holds no cookie that could be misused.
    """

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...] = ()) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await _refused(scope, refusal)(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return f"This is not {host[:100]!r}. Start it with --host NAME to serve it under that name."
        if scope["method"] in _SAFE:
            return None
        # An old browser sends no Origin; where it holds our cookie, it must say where it comes from otherwise.
        origin = headers.get("origin") or (headers.get("referer", "") if "cookie" in headers else None)
        if origin is not None and urlsplit(origin).netloc != host:
            return "Changes are taken from this site's own pages alone."
        return None

    def _is_ours(self, host: str) -> bool:
        name = (urlsplit(f"//{host}").hostname or "").lower()
        if name == "localhost" or name.endswith(".localhost") or name in self._hosts:
            return True
        try:
            return ip_address(name).is_loopback
        except ValueError:
            return False


def _refused(scope: Scope, what: str) -> Response:
    if scope["path"].startswith("/api/"):
        error = {"code": "refused", "subject": scope["path"], "what": what, "hint": ""}
        return JSONResponse({"error": error}, 403)
    return PlainTextResponse(f"{what}\n", 403)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=_as_scope(message))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _as_scope(message: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    message.setdefault("headers", [])
    return message
