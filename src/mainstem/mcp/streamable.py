"""The tools over streamable HTTP, for whoever came in: the server that the web app has beside its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp, Receive, Scope, Send

from mainstem.mcp import Asking, create
from mainstem.model import Scope as Right
from mainstem.wiring import Mainstem

PATH = "/mcp"


class Toolbox:
    """One server for all callers: each request says who asks, and nothing is kept between two of them."""

    def __init__(self, *, write: bool = False) -> None:
        self._write = write
        self._asking: ContextVar[Asking] = ContextVar("asking")
        self._site: ASGIApp | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """While it is open it answers; it may be opened again."""
        server = create(self._asking.get, write=self._write)
        # The web app's guard has looked at Host and Origin before.
        trusting = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._site = server.streamable_http_app(
            streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=trusting
        )
        async with server.session_manager.run():
            yield
        self._site = None

    async def answer(
        self, app: Mainstem, rights: frozenset[Right], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """One request as that person, with these rights."""
        if self._site is None:
            raise RuntimeError("the toolbox was not opened: the server runs without its lifespan")
        self._asking.set(Asking(app, rights))
        await self._site(scope, receive, send)
