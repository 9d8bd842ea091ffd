"""OpenReview's notes of a venue (docs.openreview.net, API v2): submissions, each with the decision on it.

In API v2 every field of a note's content is ``{"value": ...}``; API v1, which holds the years before 2023,
gives the value itself. Both are read.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import FUTURE, authors_of, keys_of, left_out, one_each
from mainstem.connectors.jsondoc import Record, count, epoch, known, record, records
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.urls import found_in

PAGE = 1_000  # notes a request, the most that the service gives

_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_STATES = {  # how the venue id of a submission ends that was not accepted, or not yet
    "Submission": "under review",
    "Blind_Submission": "under review",
    "Rejected_Submission": "rejected",
    "Desk_Rejected_Submission": "desk-rejected",
    "Withdrawn_Submission": "withdrawn",
}
_PRESENTED = ("oral", "spotlight", "notable", "poster")


def first(endpoint: Endpoint, today: date) -> Request:
    """The first page of the venue's notes."""
    return Request(with_defaults(filled(endpoint.url, today), {"limit": str(PAGE), "offset": "0"}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Submissions, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, dict) or not isinstance(data.get("notes"), list):
        raise jsondoc.unexpected(data, reply.url, "notes of OpenReview")
    notes = records(data, "notes")
    if not notes and query_of(reply.url).get("offset", "0") != "0":
        return Page(())  # the end of the list
    if not notes:
        raise NoEntries(reply.url, "OpenReview has no note of this venue (yet)")
    own = [note for note in notes if not note.get("replyto")]  # reviews and comments answer to something
    drafts = [draft for note in own if (draft := _draft(note, reply.at))]
    if not drafts:
        raise NoEntries(reply.url, "notes without a submission among them")
    warnings = left_out(len(own) - len(drafts), "without an id or a title")
    return Page(one_each(drafts), next=_next(data, len(data["notes"]), reply), warnings=warnings)


def _draft(note: Record, at: datetime) -> Draft | None:
    content = record(note, "content")
    forum = str(note.get("forum") or note.get("id") or "")
    title = titles.line(_text(content, "title"))
    if not _ID.fullmatch(forum) or not title:
        return None
    abstract = titles.line(_text(content, "abstract"))
    summary = titles.line(_text(content, "TLDR"))
    published = _first(note, at, "pdate", "odate", "cdate", "tcdate")
    updated = _first(note, at, "mdate", "tmdate")
    return Draft(
        key=f"openreview:{forum}",
        title=title,
        url=f"https://openreview.net/forum?id={forum}",
        kind="paper",
        published_at=published,
        updated_at=updated if updated != published else None,
        authors=authors_of(_texts(content, "authors")),
        text=titles.cut(f"{summary} {abstract}".strip(), jsondoc.MAX_TEXT_CHARS),
        links=found_in(f"{summary} {abstract} {_text(content, 'code')}")[: jsondoc.MAX_LINKS],
        keys=(f"openreview:{forum}", *keys_of(_text(content, "pdf"))),
        venue=titles.line(_text(content, "venue")) or None,
        extra=_extra(note, content),
    )


def _extra(note: Record, content: Record) -> dict[str, Any]:
    decision = _decision(note, content)
    withdrawn = True if decision == "withdrawn" else None
    return known(decision=decision, withdrawn=withdrawn, keywords=_texts(content, "keywords"))


def _decision(note: Record, content: Record) -> str | None:
    """What became of a submission: by the note of the decision, else by the venue that it was moved to."""
    details = record(note, "details")
    for reply in (*records(details, "directReplies"), *records(details, "replies")):
        if told := titles.line(_text(record(reply, "content"), "decision")):
            return told.lower()
    name, venue = _text(content, "venueid"), _text(content, "venue").lower()
    if state := _STATES.get(name.rsplit("/", 1)[-1]):
        return state
    if venue.startswith("submitted to"):
        return "under review"
    return next((kind for kind in _PRESENTED if kind in venue), "accepted" if name else None)


def _next(data: Record, n: int, reply: Reply) -> Request | None:
    """The page behind this one, by the service's count of notes, or while pages are full."""
    query = query_of(reply.url)
    offset = int(query["offset"]) if query.get("offset", "").isdecimal() else 0
    limit = int(query["limit"]) if query.get("limit", "").isdecimal() else PAGE
    total = count(data, "count")
    if n == 0 or (offset + n >= total if total is not None else n < limit):
        return None
    return Request(with_query(reply.url, {"offset": str(offset + n)}))


# --- content of either version ----------------------------------------------------------------------


def _value(content: Record, name: str) -> Any:
    field = content.get(name)
    return field.get("value") if isinstance(field, dict) else field


def _text(content: Record, name: str) -> str:
    value = _value(content, name)
    return value if isinstance(value, str) else ""


def _texts(content: Record, name: str) -> list[str]:
    value = _value(content, name)
    return [titles.line(each) for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _first(note: Record, at: datetime, *names: str) -> datetime | None:
    """The first of these moments (milliseconds since 1970) that the note has and that is not to come."""
    for name in names:
        milliseconds = count(note, name)
        when = epoch({name: milliseconds // 1000}, name) if milliseconds else None
        if when and when <= at + FUTURE:
            return when
    return None
