"""Feeds: RSS 0.9x to 2.0, Atom, CDF, JSON Feed, podcasts, and the feeds of YouTube, Reddit and GitHub.

``Reply`` -> ``Feed`` of ``Entry``s (``wellformed``, ``anyfeed`` or ``jsonfeed``) -> ``Draft``s.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from mainstem.connectors import jsonfeed, sniff, wellformed
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import Entry, Feed
from mainstem.connectors.kinds import dressed, kind_of
from mainstem.errors import Malformed, NoEntries, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.identity import digest, key_of
from mainstem.text.urls import clean, found_in, split

MAX_TEXT_CHARS = 20_000  # of plain text kept of an entry: enough to rank and to search
MAX_LINKS = 200  # of an entry
MAX_KEY_CHARS = 400
MAX_AUTHORS = 100
FUTURE = timedelta(days=2)  # time zones and hasty editors; dates beyond are mistakes
FIRST_YEAR = 1990  # dates before the web are zeros in disguise

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_REFUSED = re.compile(
    r"not (?:yet )?white-?list|rss (?:reader|feed) (?:is )?(?:blocked|disabled)", re.IGNORECASE
)
_CLOSED = re.compile(
    rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)

_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_HTMLISH = re.compile(r"</[a-z]|&#?\w+;|<(?:br|img|p|a|div)\b", re.IGNORECASE)


def first(endpoint: Endpoint, today: date) -> Request:
    """The feed itself."""
    return Request(filled(endpoint.url, today), {"accept": _ACCEPT})


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The feed's entries; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    feed = _feed(reply)
    if not feed.entries:
        raise NoEntries(reply.url, "a sound feed without a single entry")
    if len(feed.entries) <= 2 and all(_REFUSED.search(f"{e.title} {e.body[:500]}") for e in feed.entries):
        raise Refusal(
            reply.url, f"the feed only says “{titles.cut(titles.title(feed.entries[0].title), 80)}”"
        )
    entries = [e for e in feed.entries if e.id or e.link or e.title or e.body or e.enclosures]
    if not entries:
        raise NoEntries(reply.url, "a feed whose entries are all empty")
    drafts = [_draft(endpoint, entry, reply.url) for entry in entries if _wanted(endpoint, entry)]
    drafts, warnings = _dated(drafts, reply.at)
    drafts = _with_own_pages(_told_apart(drafts), feed.home, endpoint.source_id)
    return Page(tuple(drafts), warnings=(*feed.warnings, *warnings), interval_h=feed.interval_h)


def _feed(reply: Reply) -> Feed:
    content_type = reply.headers.get("content-type", "")
    body = sniff.mended(sniff.unpacked(reply.body, reply.url), content_type)
    root = sniff.root_of(body)
    if root == "html" and (inner := sniff.out_of_page(body)):
        body, root = inner, sniff.root_of(inner)
    if root == "json":
        return jsonfeed.read(body, reply.url)
    if root in sniff.FEED_ROOTS and (feed := wellformed.read(body, reply.url, content_type)):
        return feed
    if sniff.is_something_else(root):
        raise sniff.refusal(body, root, reply.url)
    from mainstem.connectors import anyfeed  # feedparser takes 0.06 s to import; asking needs it not

    feed = anyfeed.read(body, reply.url, content_type)
    if not feed.entries and root not in sniff.FEED_ROOTS:
        raise sniff.refusal(body, root, reply.url)
    return _without_stump(feed, body, reply.url)


def _without_stump(feed: Feed, body: bytes, url: str) -> Feed:
    """The feed without the entry in which a cut-off reply ends: its key and link may be cut, too."""
    if not feed.entries or b"\x00" in body[:8] or _CLOSED.search(body[-1000:]):
        return feed
    n_whole = len(_ENTRY_END.findall(body))
    if n_whole < len(feed.entries):
        if n_whole == 0:
            raise Malformed(url, "cut off before its first entry ended")
        feed.entries = feed.entries[:n_whole]
        feed.warnings.append("cut off: the last entry was left out")
    return feed


def _wanted(endpoint: Endpoint, entry: Entry) -> bool:
    if any(part in entry.link for part in endpoint.drop):
        return False
    names = (entry.link, *entry.authors)
    return not endpoint.keep or any(part in name for part in endpoint.keep for name in names)


def _draft(endpoint: Endpoint, entry: Entry, url: str) -> Draft:
    base = html.absolute(entry.base, url) if entry.base else None
    link = _link(entry, base or url)
    text, links = _content(entry, base or link or url)
    published, updated = entry.published or entry.updated, entry.updated
    title = titles.title(entry.title) or titles.cut(text, 80) or link or "Untitled"
    draft = Draft(
        key=_key(entry, link, title),
        title=title,
        url=link,
        kind=kind_of(endpoint, entry, key_of(link) if link else None, len(text)),
        published_at=published,
        updated_at=updated if updated != published else None,
        authors=tuple(titles.line(name) for name in entry.authors[:MAX_AUTHORS]),
        text=titles.cut(text, MAX_TEXT_CHARS),
        links=links[:MAX_LINKS],
    )
    return dressed(draft, entry)


def _link(entry: Entry, base: str) -> str | None:
    """The entry's page; where it has none, its id as far as that is an address, or the file it carries."""
    if link := html.absolute(entry.link, base):
        return link
    if link := html.absolute(entry.id):
        return link
    return html.absolute(entry.enclosures[0].url, base) if entry.enclosures else None


def _content(entry: Entry, base: str) -> tuple[str, tuple[str, ...]]:
    """Plain text and links of an entry's body."""
    is_text = entry.body_is_text
    if is_text or (is_text is None and not _HTMLISH.search(entry.body)):
        return titles.line(entry.body), found_in(entry.body)
    text, links = html.read(entry.body, base)
    return text, links or found_in(text)


def _key(entry: Entry, link: str | None, title: str) -> str:
    """What tells an entry from its neighbours, poll after poll: id, else link, else a hash of its title."""
    key = " ".join(entry.id.split()) or link or ""
    if key.startswith(("https://", "http://")) and (parts := split(key)):
        # Trackers and a change to https make no new entry; a place in the page does.
        key = clean(parts) + (f"#{parts.fragment}" if parts.fragment else "")
    if key and len(key) <= MAX_KEY_CHARS:
        return key
    return f"hash:{digest(key or f'{title} {entry.published}')}"


# --- what only the whole feed can tell --------------------------------------------------------------


def _dated(drafts: list[Draft], at: datetime) -> tuple[list[Draft], list[str]]:
    """The drafts without impossible dates, and a warning where there were dates in the future."""
    n_future = 0
    for i, draft in enumerate(drafts):
        dates = [draft.published_at, draft.updated_at]
        kept = [None if d is None or d > at + FUTURE or d.year < FIRST_YEAR else d for d in dates]
        if kept != dates:
            n_future += any(d is not None and d > at + FUTURE for d in dates)
            drafts[i] = replace(draft, published_at=kept[0], updated_at=kept[1])
    return drafts, [f"{n_future} entries dated in the future, taken as undated"] if n_future else []


def _told_apart(drafts: list[Draft]) -> list[Draft]:
    """One draft a key: of one entry twice the newer; different ones under one id get their links."""
    by_key: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_key.setdefault(draft.key, []).append(draft)
    if len(by_key) == len(drafts):
        return drafts
    apart: dict[str, Draft] = {}
    for key, same in by_key.items():
        alike = len({draft.url or draft.title for draft in same}) == 1
        for draft in same:
            name = key if alike else f"{key} {draft.url or draft.title}"[:MAX_KEY_CHARS]
            known = apart.get(name)
            if known is None or _newer(draft, known):
                apart[name] = replace(draft, key=name)
    return list(apart.values())


def _newer(draft: Draft, known: Draft) -> bool:
    mine, theirs = (d.updated_at or d.published_at for d in (draft, known))
    return mine is not None and (theirs is None or mine > theirs)


def _with_own_pages(drafts: list[Draft], home: str, source_id: str) -> list[Draft]:
    """Gives entries that share a page, or lead only to the home page, a key of their own.

    A change log whose entries all link to one page is many works, not one.
    """
    pages = [key_of(draft.url) if draft.url else None for draft in drafts]
    n_of = Counter(pages)
    home_key = key_of(home) if home else None
    for i, (draft, page) in enumerate(zip(drafts, pages, strict=True)):
        if page is None or not page.startswith(("web:", "unresolved:")):
            continue
        if n_of[page] > 1 or page == home_key:
            drafts[i] = replace(draft, keys=(f"item:{source_id}/{digest(draft.key)}",))
    return drafts
