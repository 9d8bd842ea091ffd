"""The door of the tools of language models: who asks is found out as for the API, then the tools answer."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Send
from starlette.types import Scope as AsgiScope

from mainstem.errors import NotAllowed
from mainstem.model import Scope
from mainstem.web.rate import limited
from mainstem.web.reader import TOOLS, Caller, caller
from mainstem.wiring import Mainstem


class Toolbox(Protocol):
    """The tools, as ``mainstem.mcp`` makes them."""

    def open(self) -> AbstractAsyncContextManager[None]:
        """While it is open it answers."""
        ...

    async def answer(
        self, app: Mainstem, rights: frozenset[Scope], scope: AsgiScope, receive: Receive, send: Send
    ) -> None:
        """One request as that person."""
        ...


class Door:
    """ASGI; raises NotSignedIn, NotAllowed and TooManyRequests."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._toolbox = toolbox

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """ASGI."""
        asks = await run_in_threadpool(_let_in, Request(scope))
        await self._toolbox.answer(asks.app, asks.scopes, scope, receive, send)


def _let_in(request: Request) -> Caller:
    limited(request)
    asks = caller(request)
    if "read" not in asks.scopes:
        raise NotAllowed(TOOLS, "needs the scope read")
    return asks
