"""What the reader asked to see more of, or none of; and what was learned about them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from mainstem.model import Wish, WishKind
from mainstem.web.api.sent import NewWish
from mainstem.web.api.shapes import Taste, Text
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import learned, wishing

router = APIRouter(tags=["wishes"])


@router.get("/wishes")
def wishes(app: Reader) -> list[Wish]:
    """What you follow, mute and want forgotten, oldest first."""
    return wishing.standing(app, "follow", "mute", "forget")


@router.post("/wishes", status_code=201)
def wish(app: Writer, new: NewWish) -> Wish:
    """Follows or mutes an author, lab, topic, source, folder or word."""
    return wishing.wish(app, new.sense, new.kind, new.name, new.exceptions)[0]


@router.delete("/wishes")
def end_wish(app: Writer, sense: Literal["follow", "mute"], kind: WishKind, name: Text) -> Wish:
    """Ends a follow or a mute."""
    return wishing.end(app, sense, kind, name)


@router.get("/taste")
def taste(app: Reader, limit: Annotated[int, Query(ge=1, le=100)] = 12) -> Taste:
    """The strongest words, authors, labs and sources that were learned about you, ``limit`` of each."""
    app.load_shipped()
    return Taste.of(learned.portrait(app, app.view(), limit))


@router.post("/taste/forgotten", status_code=201)
def forget(app: Writer, name: Text) -> Wish:
    """Learns nothing any more from a word, or from an ``author:``, ``lab:`` or ``source:``."""
    return learned.forget(app, name)


@router.delete("/taste/forgotten")
def remember(app: Writer, name: Text) -> Wish:
    """Takes a forgetting back."""
    return learned.remember(app, name)
