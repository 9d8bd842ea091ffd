"""The HTTP API: ``/api/v1``, drawn in ``/openapi.json``. One module a noun, one line a module here.

What comes back is the model's own nouns, so the document of the API cannot say anything else than the program does.
"""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter, Depends
from fastapi.security import HTTPBearer

from mainstem.web.api.shapes import Fault
from mainstem.web.rate import limited

PREFIX = "/api/v1"
_MODULES = (
    "week",
    "works",
    "marks",
    "identity",
    "classes",
    "wishes",
    "canon",
    "landscape",
    "sources",
    "habits",
    "tracks",
    "team",
    "searches",
    "out",
    "reports",
    "jobs",
    "me",
    "accounts",
)
_BEARER = HTTPBearer(
    auto_error=False, description="An API token; none is needed where there are no accounts."
)


def router() -> APIRouter:
    """Every route of the API; whoever asks too often is told to wait, whatever they ask for."""
    made = APIRouter(
        prefix=PREFIX,
        dependencies=[Depends(limited), Depends(_BEARER)],
        responses={"4XX": {"model": Fault}, "5XX": {"model": Fault}},
        generate_unique_id_function=lambda route: route.name,
    )
    for name in _MODULES:
        made.include_router(import_module(f"{__name__}.{name}").router)
    return made
