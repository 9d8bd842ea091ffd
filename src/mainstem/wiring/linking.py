"""Addresses that open without signing in: what calendars and feed readers ask, and the end of a channel's messages.

Each holds 256 random bits; their SHA-256 is kept, and they are shown once.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from mainstem.errors import UnknownLink, UsageError
from mainstem.model import Link, LinkKind
from mainstem.wiring import accounts

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

FEEDS = {  # what stands under a link of the kind "read", and what it is
    "calendar.ics": "Weeks and dates, for a calendar",
    "week.atom": "Weeks, for a feed reader",
    "week.json": "Weeks, as a JSON Feed",
    "canon.atom": "Canon, for a feed reader",
    "canon.json": "Canon, as a JSON Feed",
}


def add(app: Mainstem, name: str, kind: LinkKind = "read") -> tuple[Link, str]:
    """Makes a link and its secret, which is never told again; raises UsageError for an odd name."""
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise UsageError(name or "''", "is no name for a link", "Give up to 80 characters, such as phone")
    secret = secrets.token_urlsafe(32)
    link = Link(secrets.token_hex(4), app.settings.person, kind, name, app.clock())
    app.store.links.add(link, accounts.digest(secret))
    return link, secret


def mine(app: Mainstem) -> list[Link]:
    """The person's links that read, oldest first."""
    return [link for link in app.store.links.of(app.settings.person) if link.kind == "read"]


def drop(app: Mainstem, link_id: str) -> None:
    """Takes a link back, at once; raises UsageError."""
    if not app.store.links.drop(app.settings.person, link_id):
        raise UsageError(link_id, "is none of your links", "`mainstem links` lists them")


def opened(app: Mainstem, secret: str, kind: LinkKind) -> tuple[Mainstem, Link]:
    """The program of the person whose link a secret opens; raises UnknownLink."""
    link = app.store.links.opened(accounts.digest(secret))
    if link is None or link.kind != kind:
        raise UnknownLink("this address", "opens nothing: it was taken back, or is not whole")
    if app.store.accounts.any() and app.store.accounts.get(link.person) is None:
        raise UnknownLink("this address", "opens nothing: its account was removed")
    return accounts.for_person(app, link.person), link
