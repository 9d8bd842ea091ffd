"""Searches that the reader keeps by name."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.web.api.shapes import Text
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import searching
from mainstem.wiring.searching import Saved

router = APIRouter(tags=["searches"])


@router.get("/searches")
def searches(app: Reader) -> list[Saved]:
    """Your saved searches."""
    return searching.saved(app)


@router.put("/searches/{name:path}")
def save_search(app: Writer, name: Text, query: Text) -> Saved:
    """Keeps a search by name; the query is what ``/works`` takes."""
    return searching.save(app, name, query)


@router.delete("/searches/{name:path}", status_code=204)
def forget_search(app: Writer, name: Text) -> None:
    """Removes a saved search."""
    searching.forget(app, name)
