"""What goes out: files, addresses to subscribe to, channels, and what was sent."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from starlette.responses import Response

from mainstem.exports import LISTS, TABLE
from mainstem.model import Delivery, Link
from mainstem.web.api.shapes import Limit, NewLink, OwnChannel, Text
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import channels, exporting, linking, sending

router = APIRouter(tags=["out"])
Format = Literal["atom", "bibtex", "csl", "html", "ics", "json", "jsonfeed", "md"]
_KINDS = (*(TABLE[name].MEDIA for name in TABLE), *(LISTS[name].MEDIA for name in LISTS))
_MEDIA: dict[str, Any] = {media.partition(";")[0]: {} for media in _KINDS}


@router.get("/exports/{format}", response_class=Response, responses={200: {"content": _MEDIA}})
def export(app: Reader, format: Format, of: Text = "week") -> Response:  # noqa: A002 - what it is called
    """The week, the canon, or what a query finds (``of``), as a file; not every format fits each."""
    told = exporting.export(app, format, of)
    return Response(told.data, media_type=told.media)


@router.get("/links")
def links(app: Reader) -> list[Link]:
    """Your addresses that open without signing in; their secrets are not kept."""
    return linking.mine(app)


@router.post("/links", status_code=201)
def add_link(app: Writer, name: Text) -> NewLink:
    """Makes an address; its secret is told this once."""
    link, secret = linking.add(app, name)
    return NewLink(link, f"{app.settings.public_url.rstrip('/')}/out/{secret}/", list(linking.FEEDS))


@router.delete("/links/{link_id}", status_code=204)
def drop_link(app: Writer, link_id: str) -> None:
    """Takes an address back."""
    linking.drop(app, link_id)


@router.get("/channels")
def own_channels(app: Reader) -> list[OwnChannel]:
    """Your channels, without what opens them; they are made at the command line."""
    return [OwnChannel(one.name, one.type, not channels.is_off(app, one.name)) for one in channels.mine(app)]


@router.put("/channels/{name}", status_code=204)
def switch_channel(app: Writer, name: str, on: bool) -> None:
    """Has a channel stop, or go on."""
    channels.switch(app, channels.named(app, name).name, on=on)


@router.post("/channels/{name}/deliveries")
def send(app: Writer, name: str, again: bool = False) -> Delivery:
    """Sends this week over a channel, once; what stands then. It may take a minute where the receiver is slow."""
    return sending.send(app, name, again=again)


@router.get("/deliveries")
def deliveries(app: Reader, limit: Limit = 50) -> list[Delivery]:
    """Your last deliveries, the newest first."""
    return app.store.outbox.last(app.settings.person, limit)
