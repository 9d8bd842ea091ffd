"""One work: everything known about it, why it ranks where it does, what is near it, and how to cite it."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from mainstem.errors import UnknownWork
from mainstem.model import Field, WishKind
from mainstem.text import bibliography
from mainstem.web import charts
from mainstem.web.reader import Curator, Reader, Writer
from mainstem.web.shown import here, is_piece, page, work_path
from mainstem.wiring import classing, explaining, joining, summarising, wishing
from mainstem.wiring.near import near
from mainstem.wiring.workpage import work_page

router = APIRouter(include_in_schema=False)


@router.get("/works/{key:path}")
def work(request: Request, app: Reader, key: str) -> Response:
    """The page of a work."""
    shown = work_page(app, key)
    made = shown.dossier.summary
    points = [(step.at, step.value) for step in shown.steps]
    chart = charts.steps(points, app.clock(), 0.5, 1.0) if points else None
    return page(
        request,
        "work.html",
        shown=shown,
        dossier=shown.dossier,
        work=shown.dossier.work,
        mark=app.done().get(shown.dossier.work.id),
        chart=chart,
        summarizer=app.settings.summaries,
        cost=summarising.told_cost(made) if made else "",
        current=made is not None and summarising.is_current(made, shown.dossier.work),
    )


@router.post("/summaries")
def summarise(
    app: Writer, work: Annotated[str, Form(max_length=2000)], again: Annotated[bool, Form()] = False
) -> Response:
    """Has a language model write a summary, where settings.toml names one."""
    made = summarising.make(app, work, again=again)
    return RedirectResponse(f"/works/{quote(made.work_id, safe=':/')}#summary", 303)


@router.get("/why/{key:path}")
def why(request: Request, app: Reader, key: str) -> Response:
    """Every number behind a work's rank, and what is near it; drawn apart, since it ranks anew."""
    look, found = app.view(), app.find(key)
    try:
        told = explaining.explain(app, found.id, look)
    except UnknownWork:
        told = None  # known since, or blocked: the page says so
    return page(
        request, "why.html", told=told, work=found, near=near(app, found.id, look), piece=is_piece(request)
    )


@router.get("/cite/{key:path}")
def cite(app: Reader, key: str, format: Literal["bibtex", "csl"] = "bibtex") -> Response:  # noqa: A002 - the field's name
    """The work as others cite it."""
    found = app.dossier(key).work
    name = bibliography.key(found)
    if format == "csl":
        told = {"content-disposition": f'inline; filename="{name}.json"'}
        return JSONResponse(
            [bibliography.csl(found)], media_type="application/vnd.citationstyles.csl+json", headers=told
        )
    told = {"content-disposition": f'inline; filename="{name}.bib"'}
    return PlainTextResponse(bibliography.bibtex(found), headers=told)


@router.post("/corrections")
def correct(
    app: Curator,
    work: Annotated[str, Form()],
    field: Annotated[Field, Form()],
    value: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """A person's word on what a work is about."""
    classing.correct(app, work, {field: value})
    return RedirectResponse(here(back), 303)


@router.post("/merges")
def merge(
    app: Curator,
    work: Annotated[str, Form()],
    other: Annotated[str, Form(max_length=2_000)],
    why: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Makes two works one; the page of the one offers to split it again."""
    return RedirectResponse(work_path(joining.merge(app, work, other.strip(), why.strip() or "said so")), 303)


@router.post("/splits")
def split(
    app: Curator,
    work: Annotated[str, Form()],
    key: Annotated[str, Form(max_length=2_000)],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Takes out of a work what was joined with it; the page offers to join it again."""
    joining.split(app, work, key, "said so")
    return RedirectResponse(here(back), 303)


@router.post("/wishes")
def wish(
    app: Reader,
    sense: Annotated[Literal["follow", "mute", "end follow", "end mute"], Form()],
    kind: Annotated[WishKind, Form()],
    name: Annotated[str, Form(max_length=200)],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Follows, mutes, or ends either."""
    if sense in ("follow", "mute"):
        wishing.wish(app, "follow" if sense == "follow" else "mute", kind, name)
    else:
        wishing.end(app, "follow" if sense == "end follow" else "mute", kind, name)
    return RedirectResponse(here(back), 303)
