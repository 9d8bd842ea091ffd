"""The web app: pages, the API, and what guards them. An edge: it parses, calls the app, and maps errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import js_lib_htmx
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from mainstem import __version__
from mainstem.web import faults, pages
from mainstem.web.guard import Guard

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_HERE = Path(__file__).parent
_HTMX = Path(js_lib_htmx.__file__).parent / "static" / "htmx"


def create(mainstem: Mainstem, *, hosts: tuple[str, ...] = ()) -> FastAPI:
    """The ASGI app for one home.

    ``hosts`` are the names it may be called by beside this machine's own (``localhost``, loopback addresses).
    """
    app = FastAPI(title="Mainstem", version=__version__, docs_url=None, redoc_url=None)
    app.state.mainstem = mainstem
    app.add_middleware(Guard, hosts=hosts)
    faults.handle(app)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.mount("/htmx", StaticFiles(directory=_HTMX), name="htmx")
    for router in pages.routers():
        app.include_router(router)
    return app


__all__ = ["create"]
