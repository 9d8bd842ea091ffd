"""Discourse forums as JSON (docs.discourse.org): lists of topics, and each topic's first post and replies.

A topic is a thread. A list has titles and counts only, so the topics at its top are asked for one by one; such
a reply gives the same draft again, with the text and links of its posts. The key is that of the entry in the
forum's ``.rss``, which the ``feed`` connector reads.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record, count, known, record, records, text
from mainstem.connectors.queries import query_of, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles

N_TALKS = 20  # topics a poll that are asked for; anonymous readers have 200 requests a minute
N_POSTS = 20  # of a topic: what one reply brings
MAX_PAGES = 3  # 30 topics each; what is further down a list was long silent

_LISTS = re.compile(r"/(?:latest|top|new|hot|unread|categories|c/|t/|tags?/|posts).*\Z")
_ABOUT = re.compile(r"About the .{1,80} category\Z")
_REGULAR = 1  # post_type of what people wrote; others are moves, pins and whispers


def first(endpoint: Endpoint, today: date) -> Request:
    """The list, or the topic."""
    return Request(filled(endpoint.url, today))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Topics; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if isinstance(data, dict) and isinstance(record(data, "topic_list").get("topics"), list):
        return _list(endpoint, data, reply)
    if isinstance(data, dict) and isinstance(record(data, "post_stream").get("posts"), list):
        draft = _draft(endpoint, data, _starter(data))
        if draft is not None:
            return Page((_with_posts(draft, records(record(data, "post_stream"), "posts")),))
    raise jsondoc.unexpected(data, reply.url, "a list of topics or a topic of Discourse")


def _list(endpoint: Endpoint, data: Record, reply: Reply) -> Page:
    topics = records(record(data, "topic_list"), "topics")
    if not topics:
        raise NoEntries(reply.url, "a forum's list without a single topic")
    names = {count(user, "id"): text(user, "username") for user in records(data, "users")}
    drafts = {d.key: d for topic in topics if (d := _draft(endpoint, topic, _poster(topic, names)))}
    page = query_of(reply.url).get("page", "0")
    n_page = int(page) if page.isdecimal() else 0
    asked = list(drafts)[:N_TALKS] if n_page == 0 else []
    more = tuple(Request(f"{_base(endpoint)}/t/{key.rpartition('-')[2]}.json") for key in asked)
    return Page(tuple(drafts.values()), next=_next(endpoint, data, n_page, reply), more=more)


def _next(endpoint: Endpoint, data: Record, n_page: int, reply: Reply) -> Request | None:
    """The next page of what goes by time; of the top topics the first page is the point."""
    address = first(endpoint, reply.at.date()).url
    if not text(record(data, "topic_list"), "more_topics_url") or n_page + 1 >= MAX_PAGES:
        return None
    if re.search(r"/(?:top|hot)\b", urlsplit(address).path):
        return None
    return Request(with_query(address, {"page": str(n_page + 1)}))


def _base(endpoint: Endpoint) -> str:
    """The forum's address; some live in a folder of a site."""
    parts = urlsplit(endpoint.url)
    return f"{parts.scheme}://{parts.netloc}{_LISTS.sub('', parts.path).rstrip('/')}"


def _draft(endpoint: Endpoint, topic: Record, author: str) -> Draft | None:
    number, title = count(topic, "id"), titles.line(text(topic, "title"))
    hidden = topic.get("visible") is False or text(topic, "deleted_at")
    if not number or not title or hidden or _ABOUT.match(title):
        return None
    if text(topic, "archetype") not in ("", "regular"):  # private messages and banners
        return None
    page = f"{_base(endpoint)}/t/{titles.line(text(topic, 'slug')) or 'topic'}/{number}"
    words, links = html.read(text(topic, "excerpt"), page)
    n_posts = count(topic, "posts_count")
    return Draft(
        key=f"{urlsplit(endpoint.url).netloc.lower()}-topic-{number}",
        title=title,
        url=page,
        kind="thread",
        published_at=moment(text(topic, "created_at")),
        authors=(author,) if author else (),
        text=titles.cut(words, MAX_TEXT_CHARS),
        links=tuple(dict.fromkeys((page, *links)))[:MAX_LINKS],
        extra=known(
            votes=count(topic, "like_count"),
            n_comments=max(n_posts - 1, 0) if n_posts is not None else None,
            tags=_tags(topic),
            answered=True if topic.get("has_accepted_answer") is True else None,
        ),
    )


def _tags(topic: Record) -> list[str]:
    """Names; newer versions send them as objects."""
    tags = topic.get("tags")
    names = [text(t, "name") if isinstance(t, dict) else t for t in tags] if isinstance(tags, list) else []
    return [titles.line(name) for name in names if isinstance(name, str) and name]


def _poster(topic: Record, names: dict[int | None, str]) -> str:
    first_one = next((p for p in records(topic, "posters") if "Original" in text(p, "description")), {})
    return titles.line(names.get(count(first_one, "user_id")) or "") if first_one else ""


def _starter(topic: Record) -> str:
    by = text(record(record(topic, "details"), "created_by"), "username")
    posts = records(record(topic, "post_stream"), "posts")
    return titles.line(by or (text(posts[0], "username") if posts else ""))


def _with_posts(draft: Draft, posts: list[dict[str, Any]]) -> Draft:
    """The topic with the text and links of its posts: an item beside the list's, of one work."""
    written = [
        html.read(text(post, "cooked"), draft.url or "")
        for post in posts[:N_POSTS]
        if count(post, "post_type") in (None, _REGULAR)
        and not (post.get("hidden") is True or post.get("user_deleted") is True or text(post, "deleted_at"))
    ]
    words = "\n".join(each.text for each in written if each.text) or draft.text
    links = dict.fromkeys((*draft.links, *(link for each in written for link in each.links)))
    return replace(
        draft, key=f"{draft.key} talk", text=titles.cut(words, MAX_TEXT_CHARS), links=tuple(links)[:MAX_LINKS]
    )
