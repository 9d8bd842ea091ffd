"""Reddit's listings as JSON (www.reddit.com/dev/api), and the comments of a listing's liveliest threads.

A post is a thread. The reply of ``/comments/ID.json`` gives its talk, a second item of the same work with the
text and links of its best comments. Key, title, address, author and text of a post are those that the
subreddit's ``.rss`` gives, so that a post which both endpoints bring is one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.jsondoc import (
    MAX_LINKS,
    MAX_TEXT_CHARS,
    Record,
    count,
    epoch,
    known,
    record,
    records,
    share,
    text,
)
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import NoEntries, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.urls import found_in

PAGE = 100  # posts a request; the most that Reddit gives
WINDOW = timedelta(days=7)  # paging back ends with the first post older than this
N_TALKS = 5  # threads a poll whose comments are asked for: at one request a minute each takes its minute
N_TALKS_OAUTH = 25  # with credentials there are 100 requests a minute
N_LIVELY = 10  # comments that make a thread worth a request of its own
N_ASKED = 100  # comments of a thread that are asked for
N_COMMENTS = 20  # and of these the best that are kept
SITE = "https://www.reddit.com"
_NAME = re.compile(r"t3_[a-z0-9]{1,13}")
_BY_TIME = re.compile(r"/(?:new|submitted)(?:/|\.json)?\Z")
_GONE = ("[deleted]", "[removed]", "[ Removed by Reddit ]")
_OWN = re.compile(r"https?://(?:[a-z]+\.)?reddit\.com/(?:user|u|gallery)/", re.IGNORECASE)


def first(endpoint: Endpoint, today: date) -> Request:
    """The listing, with its text unescaped."""
    url = with_defaults(filled(endpoint.url, today), {"limit": str(PAGE)})
    return Request(with_query(url, {"raw_json": "1"}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The posts of a listing, or of a thread's page its post alone.

    Removed and deleted posts are left out. Raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed.
    """
    data = jsondoc.parsed(reply)
    if isinstance(data, list) and len(data) == 2 and all(_is_listing(part) for part in data):
        return _thread(data[0], data[1], reply)
    if not _is_listing(data):
        raise jsondoc.unexpected(data, reply.url, "a listing of Reddit")
    return _listing(endpoint, data, reply)


def _is_listing(data: Any) -> bool:
    return isinstance(data, dict) and data.get("kind") == "Listing" and isinstance(data.get("data"), dict)


# --- a listing ------------------------------------------------------------------------------------


def _listing(endpoint: Endpoint, data: Record, reply: Reply) -> Page:
    children = records(record(data, "data"), "children")
    posts = _posts(children)
    if not children:
        raise NoEntries(reply.url, "a listing without a single post")
    if not posts:
        raise NotAFeed(reply.url, f"a listing of something else than posts ({text(children[0], 'kind')})")
    drafts = {d.key: d for post in posts if not _is_gone(post) and (d := _draft(post))}
    if not drafts:
        raise NoEntries(reply.url, "a listing whose posts were all taken away")
    n_odd = sum(_NAME.fullmatch(text(post, "name")) is None or not text(post, "title") for post in posts)
    return Page(
        tuple(drafts.values()),
        next=_next(endpoint, record(data, "data"), list(drafts.values()), reply),
        more=_talks(endpoint, posts, drafts, reply),
        warnings=(f"{n_odd} posts without a name or a title, left out",) if n_odd else (),
    )


def _posts(children: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record(child, "data") for child in children if text(child, "kind") == "t3"]


def _next(endpoint: Endpoint, data: Record, drafts: list[Draft], reply: Reply) -> Request | None:
    """The next page of a listing by time; of a ranking (top, hot, best) the first page is the point."""
    address = first(endpoint, reply.at.date()).url
    if not (_BY_TIME.search(urlsplit(address).path) or query_of(address).get("sort") == "new"):
        return None
    after = text(data, "after")
    oldest = min((d.published_at for d in drafts if d.published_at), default=None)
    if not _NAME.fullmatch(after) or (oldest is not None and oldest < reply.at - WINDOW):
        return None
    return Request(with_query(address, {"after": after}))


def _talks(
    endpoint: Endpoint, posts: list[dict[str, Any]], drafts: dict[str, Draft], reply: Reply
) -> tuple[Request, ...]:
    """Asks for the comments of the liveliest threads of the first page."""
    if "after" in query_of(reply.url):
        return ()
    talks = {
        text(post, "name"): n
        for post in posts
        if (n := count(post, "num_comments") or 0) >= N_LIVELY
        and text(post, "name") in drafts
        and post.get("stickied") is not True
    }
    n_most = N_TALKS_OAUTH if urlsplit(reply.url).netloc == "oauth.reddit.com" else N_TALKS
    liveliest = sorted(talks, key=lambda name: -talks[name])[:n_most]
    return tuple(Request(_talk_url(endpoint.url, name)) for name in liveliest)


def _talk_url(listing: str, name: str) -> str:
    path = f"/comments/{name.removeprefix('t3_')}.json"
    query = f"sort=top&limit={N_ASKED}&depth=3&raw_json=1"
    return urlunsplit(urlsplit(listing)._replace(path=path, query=query, fragment=""))


# --- a post ---------------------------------------------------------------------------------------


def _is_gone(entry: Record) -> bool:
    """Whether a post or comment was removed or deleted; a removed one keeps its title, and is no reading."""
    body = text(entry, "selftext") or text(entry, "body")
    return bool(text(entry, "removed_by_category")) or body.strip() in _GONE


def _draft(post: Record) -> Draft | None:
    name, title = text(post, "name"), titles.title(text(post, "title"))
    if not _NAME.fullmatch(name) or not title:
        return None
    published = epoch(post, "created_utc")
    words, links = _content(post)
    target = _target(post)
    author = titles.line(text(post, "author"))
    return Draft(
        key=name,
        title=title,
        url=_page(post),
        kind="thread",
        published_at=published,
        updated_at=epoch(post, "edited"),
        authors=(f"/u/{author}",) if author and author not in _GONE else (),
        text=titles.cut(words, MAX_TEXT_CHARS),
        links=tuple(dict.fromkeys((*target, *links)))[:MAX_LINKS],
        extra=_facts(post),
    )


def _facts(post: Record) -> dict[str, Any]:
    origin = text(post, "crosspost_parent")
    return known(
        votes=None if post.get("hide_score") is True else count(post, "score"),
        n_comments=count(post, "num_comments"),
        upvote_ratio=share(post, "upvote_ratio"),
        flair=titles.title(text(post, "link_flair_text")),
        crosspost_of=origin if _NAME.fullmatch(origin) else None,
        pinned=True if post.get("stickied") is True else None,
        nsfw=True if post.get("over_18") is True else None,
    )


def _target(post: Record) -> tuple[str, ...]:
    """What the post is about, first: a link post's target, a crosspost's origin, else its own page.

    The first link of a thread says which work it is about; a text that cites a paper first is not that paper.
    """
    origin = next(iter(records(post, "crosspost_parent_list")), None)
    if origin is not None:
        return (*_target({**origin, "crosspost_parent_list": None}), _page(origin))
    link = None
    if post.get("is_self") is not True:
        link = text(post, "url_overridden_by_dest") or text(post, "url")
    there = html.absolute(link, SITE) if link else None
    return (there if there and not _OWN.match(there) else _page(post),)


def _page(post: Record) -> str:
    """The address of a post's own page."""
    number = text(post, "name").removeprefix("t3_")
    return html.absolute(text(post, "permalink"), SITE) or f"{SITE}/comments/{number}"


def _content(post: Record) -> tuple[str, tuple[str, ...]]:
    """Plain text and links of a post: its own, its gallery's captions, and of a crosspost the first post's."""
    words, links = _body(post, "selftext")
    for picture in records(record(post, "gallery_data"), "items"):
        words = f"{words} {titles.title(text(picture, 'caption'))}".strip()
        outbound = html.absolute(text(picture, "outbound_url"))
        links += (outbound,) if outbound else ()
    for origin in records(post, "crosspost_parent_list")[:1]:
        more_words, more_links = _content({**origin, "crosspost_parent_list": None})
        words, links = f"{words} {more_words}".strip(), links + more_links
    return words, links


def _body(entry: Record, name: str) -> tuple[str, tuple[str, ...]]:
    """Plain text and links of what somebody wrote: from the HTML that Reddit makes of the Markdown."""
    written = text(entry, f"{name}_html")
    if not written:
        words = titles.title(text(entry, name))
        return words, found_in(words)
    # Without raw_json=1 Reddit escapes <, > and & once more; in titles and addresses that does no harm.
    words, links = html.read(unescape(written) if written.startswith("&lt;") else written, SITE)
    return words, tuple(link for link in links or found_in(words) if not _OWN.match(link))


# --- a thread -------------------------------------------------------------------------------------


def _thread(head: Record, tail: Record, reply: Reply) -> Page:
    """The thread with the text and links of its best comments: an item beside the listing's, of one work.

    Were it the same item, the next poll of the listing would take the comments away again.
    """
    posts = _posts(records(record(head, "data"), "children"))
    if len(posts) != 1:
        raise NotAFeed(reply.url, "comments of Reddit without the post that they are about")
    draft = None if _is_gone(posts[0]) else _draft(posts[0])
    if draft is None:
        return Page((), warnings=(f"{reply.url}: the post is gone or nameless, left out",))
    spoken = [_body(comment, "body") for comment in _best(_comments(tail))]
    words = "\n".join([draft.text, *(words for words, _ in spoken)]).strip()
    links = dict.fromkeys([*draft.links, *(link for _, links in spoken for link in links)])
    talk = replace(
        draft, key=f"{draft.key} talk", text=titles.cut(words, MAX_TEXT_CHARS), links=tuple(links)[:MAX_LINKS]
    )
    return Page((talk,))


def _comments(listing: Record) -> Iterator[dict[str, Any]]:
    """Every comment that came, replies too; the stubs ("more") of what did not come are passed over."""
    waiting = [listing]
    while waiting:
        for child in records(record(waiting.pop(), "data"), "children"):
            if text(child, "kind") == "t1":
                comment = record(child, "data")
                yield comment
                waiting.append(record(comment, "replies"))


def _best(comments: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """The comments with most votes, without those of the house (moderators and their programs)."""
    people = [
        comment
        for comment in comments
        if not _is_gone(comment)
        and text(comment, "distinguished") != "moderator"
        and text(comment, "author") != "AutoModerator"
    ]
    return sorted(people, key=lambda comment: -(count(comment, "score") or 0))[:N_COMMENTS]
