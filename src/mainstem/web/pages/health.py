"""Whether the server lives and its database answers."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem import __version__
from mainstem.web.reader import Anyone

router = APIRouter()


@router.get("/healthz")
def healthz(app: Anyone) -> dict[str, str | None]:
    """200 while the database answers; when it was last synced."""
    return {"status": "ok", "version": __version__, "synced": app.store.meta.get("synced")}
