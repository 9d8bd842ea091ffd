"""The landscape: the map of works, laid out by subject, and the same as files."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from mainstem.model import Landscape
from mainstem.pipeline.landscape import picture
from mainstem.pipeline.landscape.scene import scene, use_of
from mainstem.web.reader import Reader
from mainstem.web.shown import page, work_path
from mainstem.wiring import mapping
from mainstem.wiring.structure import structure

router = APIRouter(include_in_schema=False)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What is the same for all who look, until the map changes."""

    told: Landscape
    sketch: str  # SVG
    dots: bytes  # JSON, gzipped
    tag: str
    axes: list[tuple[str, int]]  # with how many works


@router.get("/landscape")
def landscape(request: Request, app: Reader) -> Response:
    """The map; without script a picture whose largest dots are links."""
    drawn = _drawn(request, app.map.landscape())
    read = [name for name, action in app.done().items() if action == "read"]
    return page(
        request,
        "landscape.html",
        drawn=drawn,
        told=drawn.told,
        read=json.dumps(read),
        regions=mapping.most_used(drawn.told),
        at_once=drawn.told.method == mapping.AT_ONCE,
    )


@router.get("/landscape/sources")
def sources(request: Request, app: Reader) -> Response:
    """The streams, shelves, labs, hubs and leaderboards: who flows into the plan, how they do, what one read."""
    return page(request, "landscape_sources.html", told=structure(app))


@router.get("/landscape/dots.json")
def dots(request: Request, app: Reader) -> Response:
    """Every dot, in columns; sent again only where it changed."""
    drawn = _drawn(request, app.map.landscape())
    headers = {"etag": drawn.tag, "cache-control": "private, no-cache", "vary": "accept-encoding"}
    if drawn.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(drawn.dots), media_type="application/json", headers=headers)
    return Response(
        drawn.dots, media_type="application/json", headers={**headers, "content-encoding": "gzip"}
    )


@router.get("/landscape.svg")
def as_svg(request: Request, app: Reader) -> Response:
    """The map as a file whose dots lead here."""
    drawn = mapping.as_svg(app, str(request.base_url).rstrip("/"))
    told = {"content-disposition": 'attachment; filename="landscape.svg"'}
    return Response(drawn, media_type="image/svg+xml", headers=told)


@router.get("/landscape.png")
def as_png(app: Reader) -> Response:
    """The map as pixels, to print or send."""
    told = {"content-disposition": 'attachment; filename="landscape.png"'}
    return Response(mapping.as_png(app), media_type="image/png", headers=told)


def _drawn(request: Request, told: Landscape) -> _Drawn:
    held: _Drawn | None = getattr(request.app.state, "landscape", None)
    if held is None or held.told is not told:
        axes = sorted({dot.axis or "" for dot in told.dots}, key=lambda axis: (axis == "", axis))
        body = json.dumps(_columns(told, axes), ensure_ascii=False, separators=(",", ":")).encode()
        sketch = picture.sketch(scene(told), work_path)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        counted = [(axis, sum((dot.axis or "") == axis for dot in told.dots)) for axis in axes]
        request.app.state.landscape = held = _Drawn(told, sketch, gzip.compress(body, 6), tag, counted)
    return held


def _columns(told: Landscape, axes: list[str]) -> dict[str, object]:
    """In the order in which they are drawn; days are counted from 1970, uses by the dot's number."""
    ordered = sorted(told.dots, key=lambda dot: (use_of(dot), dot.known_on, dot.work_id))
    return {
        "axes": axes,
        "id": [dot.work_id for dot in ordered],
        "title": [dot.title for dot in ordered],
        "x": [dot.x for dot in ordered],
        "y": [dot.y for dot in ordered],
        "axis": [axes.index(dot.axis or "") for dot in ordered],
        "day": [(dot.known_on - _EPOCH).days for dot in ordered],
        "uses": {
            n: [[(day - _EPOCH).days, round(use_of(dot, day), 3)] for day, _ in dot.uses]
            for n, dot in enumerate(ordered)
            if use_of(dot) > 0
        },
        "areas": [
            [area.level, " · ".join(area.terms), area.x, area.y]
            for area in sorted(told.areas, key=lambda area: (area.level, -area.n_works))
            if area.terms
        ],
    }
