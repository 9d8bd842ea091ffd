"""What is followed, and how it is doing."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import TypeAdapter
from starlette.responses import Response

from mainstem.errors import UsageError
from mainstem.model import Shelf
from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewSource
from mainstem.web.api.shapes import AddedSource, Limit, OpmlImport, OpmlLine, SourceHealth, Sources
from mainstem.web.reader import Curator, Reader
from mainstem.wiring import lists, own

router = APIRouter(tags=["sources"])
_HEALTH: TypeAdapter[list[SourceHealth]] = TypeAdapter(list[SourceHealth])
_N_TITLES = 20
_MOST_BYTES = 2 * 2**20  # of an OPML list
_OPML: dict[str, Any] = {"text/x-opml": {"schema": {"type": "string"}}}


async def _opml_body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise UsageError("the list", "is larger than 2 MB", "Split it")
    return body


@router.get("/sources")
def sources(app: Reader, shelf: Shelf | None = None, limit: Limit = 50, cursor: str | None = None) -> Sources:
    """Every source and its health, in the pack's order."""
    rows = [row.as_json() for row in app.health() if shelf in (None, row.source.shelf)]
    found, after = page(rows, _id, limit, cursor)
    return Sources(_HEALTH.validate_python(found), after)


def _id(row: dict[str, Any]) -> str:
    return str(row["id"])


@router.get("/sources.opml", response_class=Response, responses={200: {"content": {"text/x-opml": {}}}})
def opml(app: Reader) -> Response:
    """All feeds as OPML."""
    return Response(lists.export_opml(app), media_type="text/x-opml")


@router.post("/sources.opml", openapi_extra={"requestBody": {"required": True, "content": _OPML}})
def import_opml(app: Curator, body: Annotated[bytes, Depends(_opml_body)]) -> OpmlImport:
    """Follows every feed of an OPML list that is not followed yet; nothing is asked before the next sync."""
    told = lists.import_opml(app, body, "a list")
    lines = [OpmlLine(one.outline.url, one.outline.title, one.source_id, one.why) for one in told.lines]
    return OpmlImport(lines, told.warnings)


@router.post("/sources", status_code=201)
def add_source(app: Curator, new: NewSource) -> AddedSource:
    """Finds out what an address is, polls it once, and follows it; what cannot be polled is not added."""
    added = own.add(app, new.address, shelf=new.shelf, name=new.name)
    titles = [item.title for item in added.items[:_N_TITLES]]
    source = added.source
    return AddedSource(source.id, source.name, source.shelf, len(added.items), titles, added.warnings)


@router.delete("/sources/{source_id}", status_code=204)
def remove_source(app: Curator, source_id: str) -> None:
    """Takes a source out that was added here; those of the pack can be silenced."""
    own.remove(app, source_id)


@router.put("/sources/{source_id}/silence", status_code=204)
def silence(app: Curator, source_id: str) -> None:
    """Asks a source no more."""
    own.silence(app, source_id)


@router.delete("/sources/{source_id}/silence", status_code=204)
def unsilence(app: Curator, source_id: str) -> None:
    """Gives a source its voice back."""
    own.silence(app, source_id, undo=True)
