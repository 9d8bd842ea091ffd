"""Mastodon profiles: a person's own posts by the public API of any server (docs.joinmastodon.org).

The endpoint is ``/api/v1/accounts/ID/statuses``, or a profile's page ``/@name``, whose number is looked up first.
Boosts and replies to others are left out: they are other people's words. The key is that of the entry in the
profile's ``.rss``, which the ``feed`` connector reads.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode, urlsplit

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record, count, known, record, records, text
from mainstem.connectors.queries import linked_next, with_defaults
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.urls import clean, split

PAGE = 40  # posts a request; the most that the service gives
WINDOW = timedelta(days=30)  # paging back ends with the first post older than this
MAX_TITLE_CHARS = 100  # a post has no title: its first words stand for one

_PROFILE = re.compile(r"/(?:@|users/)([A-Za-z0-9_.-]+(?:@[A-Za-z0-9.-]+)?)/?\Z")


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest posts; of a profile's page its number."""
    url = filled(endpoint.url, today)
    parts = urlsplit(url)
    if profile := _PROFILE.match(parts.path):
        query = urlencode({"acct": profile[1]})
        return Request(f"{parts.scheme}://{parts.netloc}/api/v1/accounts/lookup?{query}")
    return Request(_posts(url))


def _posts(url: str) -> str:
    return with_defaults(url, {"exclude_replies": "true", "exclude_reblogs": "true", "limit": str(PAGE)})


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The person's own posts; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if isinstance(data, dict) and text(data, "acct") and re.fullmatch(r"[0-9]{1,20}", text(data, "id")):
        parts = urlsplit(endpoint.url)
        site = f"{parts.scheme}://{parts.netloc}"
        return Page((), next=Request(_posts(f"{site}/api/v1/accounts/{text(data, 'id')}/statuses")))
    if not isinstance(data, list) or any(not isinstance(row, dict) or "uri" not in row for row in data):
        raise jsondoc.unexpected(data, reply.url, "a profile's posts of Mastodon")
    if not data:
        raise NoEntries(reply.url, "a profile without a single public post")
    drafts = {draft.key: draft for status in data if _is_own(status) and (draft := _draft(status))}
    oldest = min((at for status in data if (at := moment(text(status, "created_at")))), default=None)
    after = linked_next(reply.headers, reply.url) if oldest and oldest > reply.at - WINDOW else None
    return Page(tuple(drafts.values()), next=Request(after) if after else None)


def _is_own(status: Record) -> bool:
    if status.get("reblog") is not None:
        return False
    answered = text(status, "in_reply_to_account_id")
    is_public = text(status, "visibility") in ("", "public", "unlisted")
    return is_public and (not answered or answered == text(record(status, "account"), "id"))


def _draft(status: Record) -> Draft | None:
    page = html.absolute(text(status, "url")) or html.absolute(text(status, "uri"))
    parts = split(page) if page else None
    words, links = html.read(text(status, "content"), page or "")
    words = " ".join(filter(None, [titles.line(text(status, "spoiler_text")), words]))
    title = words or titles.line(text(record(status, "card"), "title"))
    if parts is None or not title:
        return None
    author = record(status, "account")
    return Draft(
        key=clean(parts),
        title=titles.cut(title, MAX_TITLE_CHARS),
        url=page,
        kind="post",
        published_at=moment(text(status, "created_at")),
        updated_at=moment(text(status, "edited_at")),
        authors=tuple(filter(None, [titles.line(text(author, "display_name") or text(author, "acct"))])),
        text=titles.cut(words, MAX_TEXT_CHARS),
        links=_without_furniture(status, links)[:MAX_LINKS],
        extra=known(
            votes=count(status, "favourites_count"),
            n_comments=count(status, "replies_count"),
            n_reposts=count(status, "reblogs_count"),
        ),
    )


def _without_furniture(status: Record, links: tuple[str, ...]) -> tuple[str, ...]:
    """The links of the text and of the card below it, without those of people and of hash tags."""
    own = {text(row, "url") for name in ("mentions", "tags") for row in records(status, name)}
    own |= {link for link in links if re.search(r"/tags/[^/]+/?\Z|/@[^/]+/?\Z", urlsplit(link).path)}
    card = html.absolute(text(record(status, "card"), "url"))
    return tuple(dict.fromkeys(link for link in (*links, *((card,) if card else ())) if link not in own))
