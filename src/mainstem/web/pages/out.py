"""What opens without signing in, by a secret address: calendar and feeds, and the end of a channel's messages.

No cookie and no account is asked for, and none is given; feed readers and calendars ask by GET and HEAD, with tags.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import UnknownLink
from mainstem.web.reader import Anyone, Reader, Writer
from mainstem.web.shown import page
from mainstem.wiring import Mainstem, channels, exporting, habits, linking, searching

router = APIRouter(include_in_schema=False)
_FORMATS = {"atom": "atom", "json": "jsonfeed", "bib": "bibtex", "csl": "csl"}
_PRIVATE = {"x-robots-tag": "noindex, nofollow", "referrer-policy": "no-referrer"}


@router.get("/out/{secret}/stop")
def ask_to_stop(request: Request, app: Anyone, secret: str) -> Response:
    """A button: programs that look at every address in a mail must end nothing (RFC 8058)."""
    theirs, link = linking.opened(app, secret, "stop")
    off = channels.is_off(theirs, link.name)
    return page(request, "stop.html", channel=link.name, off=off, secret=secret)


@router.post("/out/{secret}/stop")
def stop(app: Anyone, secret: str, on: Annotated[bool, Form()] = False) -> Response:
    """One click, or the mail program's own (RFC 8058), ends the messages; another has them go on."""
    theirs, link = linking.opened(app, secret, "stop")
    channels.switch(theirs, link.name, on=on)
    return RedirectResponse(f"/out/{secret}/stop", 303)


@router.get("/out/{secret}/calendar.ics")
def calendar(app: Anyone, secret: str) -> Response:
    """The person's weeks and the venues' dates, to subscribe to."""
    theirs, _ = linking.opened(app, secret, "read")
    media = "text/calendar; charset=utf-8"
    return Response(habits.calendar(theirs, n_weeks=8), media_type=media, headers=_PRIVATE)


@router.get("/out/{secret}/{of}.{ending}")
def feed(request: Request, app: Anyone, secret: str, of: str, ending: str) -> Response:
    """The week or the canon as a feed or a list of works."""
    if of not in ("week", "canon"):
        raise UnknownLink(f"{of}.{ending}", "is nothing here", "There are week and canon, and search/NAME")
    return _listed(request, app, secret, of, ending)


@router.get("/out/{secret}/search/{name:path}.{ending}")
def search_feed(request: Request, app: Anyone, secret: str, name: str, ending: str) -> Response:
    """What one of the person's saved searches finds now."""
    theirs, _ = linking.opened(app, secret, "read")
    known = next((one for one in searching.saved(theirs) if one.name == name), None)
    if known is None:
        raise UnknownLink(name, "is no saved search")
    return _listed(request, app, secret, known.query, ending)


def _listed(request: Request, app: Mainstem, secret: str, of: str, ending: str) -> Response:
    theirs, _ = linking.opened(app, secret, "read")
    if ending not in _FORMATS:
        raise UnknownLink(f".{ending}", "is no format here", f"There are {', '.join(_FORMATS)}")
    home = str(request.base_url).rstrip("/")
    told = exporting.export(theirs, _FORMATS[ending], of, home=home, own=str(request.url))
    return Response(told.data, media_type=told.media, headers=_PRIVATE)


# --- one's own ----------------------------------------------------------------------------------------


@router.get("/links")
def links(request: Request, app: Reader) -> Response:
    """Files to take away, addresses to subscribe to, and the channels."""
    return _shown(request, app)


@router.post("/links")
def add(request: Request, app: Writer, name: Annotated[str, Form(max_length=200)]) -> Response:
    """Makes an address and shows it, this once."""
    return _shown(request, app, linking.add(app, name)[1])


@router.post("/links/{link_id}/remove")
def remove(app: Writer, link_id: str) -> Response:
    """Takes an address back."""
    linking.drop(app, link_id)
    return RedirectResponse("/links", 303)


@router.post("/links/channels")
def switch(app: Writer, name: Annotated[str, Form()], on: Annotated[bool, Form()]) -> Response:
    """Has a channel stop, or go on."""
    channels.switch(app, channels.named(app, name).name, on=on)
    return RedirectResponse("/links", 303)


@router.get("/export/{of:path}.{fmt}")
def export(app: Reader, of: str, fmt: str) -> Response:
    """The week, the canon or a saved search as a file."""
    known = {one.name: one.query for one in searching.saved(app)} | {"week": "week", "canon": "canon"}
    if of not in known:
        raise UnknownLink(of, "is no saved search")
    told = exporting.export(app, fmt, known[of])
    name = f"mainstem-{of if of in ('week', 'canon') else 'search'}.{told.ending}"
    return Response(
        told.data, media_type=told.media, headers={"content-disposition": f'attachment; filename="{name}"'}
    )


def _shown(request: Request, app: Mainstem, secret: str = "") -> Response:
    mine = channels.mine(app)
    base = (app.settings.public_url or str(request.base_url)).rstrip("/")
    saved = searching.saved(app)
    return page(
        request,
        "links.html",
        links=linking.mine(app),
        made=f"{base}/out/{secret}/" if secret else "",
        feeds=linking.FEEDS,
        saved=saved,
        formats=exporting.formats("week"),
        list_formats=exporting.formats("canon"),
        channels=[(one, channels.is_off(app, one.name)) for one in mine],
        sent=app.store.outbox.last(app.settings.person, 12),
    )
