"""The web app: pages, the API, and what guards them. An edge: it parses, calls the app, and maps errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import js_lib_htmx
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import Route

from mainstem import __version__
from mainstem.web import api, faults, pages
from mainstem.web.answers import Answers
from mainstem.web.guard import Guard
from mainstem.web.measured import Measured, Meters
from mainstem.web.rate import Rate
from mainstem.web.reader import TOOLS, Trust
from mainstem.web.tools import Door, Toolbox

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_HERE = Path(__file__).parent
PER_S, BURST = 20.0, 200  # requests to the API of one caller; a page of the web app asks for none
_HTMX = Path(js_lib_htmx.__file__).parent / "static" / "htmx"


def create(
    mainstem: Mainstem,
    *,
    hosts: tuple[str, ...] = (),
    rate: Rate | None = None,
    trust: Trust | None = None,
    toolbox: Toolbox | None = None,
) -> FastAPI:
    """The ASGI app for one home.

    ``hosts`` are the names it may be called by beside this machine's own (``localhost``, loopback addresses);
    ``rate`` is how often one caller may ask the API, ``trust`` which proxies may say who asks, and ``toolbox``
    what language models find at ``/mcp``.
    """
    app = FastAPI(
        title="Mainstem", version=__version__, docs_url=None, redoc_url=None, lifespan=_open(toolbox)
    )
    app.state.mainstem = mainstem
    app.state.trust = trust or Trust()
    app.state.rate = rate or Rate(PER_S, BURST, time.monotonic)
    app.state.meters = Meters()
    app.add_middleware(Measured, meters=app.state.meters)
    app.add_middleware(Answers)
    app.add_middleware(Guard, hosts=hosts)
    faults.handle(app)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.mount("/htmx", StaticFiles(directory=_HTMX), name="htmx")
    for router in pages.routers():
        app.include_router(router)
    app.include_router(api.router())
    if toolbox:
        app.router.routes.append(Route(TOOLS, Door(toolbox)))
    return app


def _open(toolbox: Toolbox | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    return lambda _: toolbox.open() if toolbox else nullcontext()


__all__ = ["create"]
