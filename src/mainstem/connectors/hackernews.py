"""Hacker News through Algolia's search (hn.algolia.com/api): the newest stories that hold a query's words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record, count, epoch, known, records, text
from mainstem.connectors.queries import with_defaults, with_query
from mainstem.errors import NoEntries, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles

PAGE = 100  # stories a request
WINDOW = timedelta(days=30)  # paging back ends with the first story older than this
SITE = "https://news.ycombinator.com/"


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest stories."""
    return Request(with_defaults(filled(endpoint.url, today), {"tags": "story", "hitsPerPage": str(PAGE)}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Stories and polls; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, dict) or not isinstance(data.get("hits"), list):
        raise jsondoc.unexpected(data, reply.url, "an answer of Hacker News' search")
    hits = records(data, "hits")
    if not hits:
        raise NoEntries(reply.url, "no story answers to this query")
    drafts = {draft.key: draft for hit in hits if (draft := _story(hit))}
    if not drafts:
        raise NotAFeed(reply.url, "an answer of Hacker News' search that holds no story")
    return Page(tuple(drafts.values()), next=_next(endpoint, data, list(drafts.values()), reply))


def thread(
    number: str,
    title: str,
    *,
    target: str,
    written: str,
    author: str,
    at: datetime | None,
    votes: int | None,
    n_comments: int | None,
) -> Draft | None:
    """The draft of one story, by whichever API it came; None for what has no number or no title.

    ``target`` is the page it links to ("" for a question), ``written`` its own text in HTML. The key is
    that of the entry in hnrss.org's feeds.
    """
    title = titles.title(title)
    if not (number.isascii() and number.isdigit() and len(number) < 13) or not title:
        return None
    page = f"{SITE}item?id={number}"
    words, links = html.read(written, SITE)
    about = html.absolute(target) or page
    return Draft(
        key=f"news.ycombinator.com/item?id={number}",
        title=title,
        url=page,
        kind="thread",
        published_at=at,
        authors=(titles.line(author),) if titles.line(author) else (),
        text=titles.cut(words, MAX_TEXT_CHARS),
        links=tuple(dict.fromkeys((about, *links)))[:MAX_LINKS],
        extra=known(votes=votes, n_comments=n_comments),
    )


def _story(hit: Record) -> Draft | None:
    tags = hit.get("_tags")
    if (
        isinstance(tags, list)
        and tags
        and not {"story", "poll"} & {tag for tag in tags if isinstance(tag, str)}
    ):
        return None  # a comment, a job, an answer of a poll
    return thread(
        text(hit, "objectID"),
        text(hit, "title"),
        target=text(hit, "url"),
        written=text(hit, "story_text"),
        author=text(hit, "author"),
        at=epoch(hit, "created_at_i") or moment(text(hit, "created_at")),
        votes=count(hit, "points"),
        n_comments=count(hit, "num_comments"),
    )


def _next(endpoint: Endpoint, data: Record, drafts: list[Draft], reply: Reply) -> Request | None:
    page, n_pages = count(data, "page"), count(data, "nbPages")
    oldest = min((draft.published_at for draft in drafts if draft.published_at), default=None)
    is_recent = oldest is not None and oldest > reply.at - WINDOW
    if page is None or n_pages is None or not (0 <= page < n_pages - 1) or not is_recent:
        return None
    return Request(with_query(first(endpoint, reply.at.date()).url, {"page": str(page + 1)}))
