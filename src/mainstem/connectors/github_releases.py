"""Releases and tags of a repository: GitHub's Atom feeds, or its REST API (docs.github.com/rest/releases).

The Atom feeds count against no quota and are what the pack follows; the API tells pre-releases as such, where
the feeds leave it to the tag's name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import quote, urlsplit

from mainstem.connectors import feed, github, jsondoc, queries, sniff
from mainstem.connectors.entries import Entry, moment
from mainstem.connectors.jsondoc import Record
from mainstem.connectors.kinds import dressed
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles

PAGE = "30"  # releases a request

_WANTED = "releases or tags of GitHub"
_RELEASE = re.compile(r"https://github\.com/[^/]+/[^/]+/releases/tag/.")
_OF_TAG = re.compile(r"https://api\.github\.com/repos/([^/]+/[^/]+)/")
_EMPTY = "No content."  # what the feed says of a tag without notes


def first(endpoint: Endpoint, today: date) -> Request:
    """The feed, or the newest releases of the API."""
    if urlsplit(endpoint.url).hostname != urlsplit(github.API).hostname:
        return feed.first(endpoint, today)
    return Request(queries.with_defaults(endpoint.url, {"per_page": PAGE}), github.HEADERS)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Releases, ``extra["prerelease"]`` with those that are not meant to last; raises ReadError.

    That are alphas, betas, candidates, nightlies, builds of CI and, by the API, drafts.
    """
    if sniff.root_of(sniff.unpacked(reply.body, reply.url)) == "json":
        return _of_the_api(reply)
    page = feed.read(endpoint, reply)
    by_key = {draft.key: draft for draft in map(_of_the_feed, page.drafts)}
    return replace(page, drafts=tuple(by_key.values()))


def _of_the_feed(draft: Draft) -> Draft:
    # The page is the key, as in the API: the feed's id holds a number that nothing else tells.
    key = draft.url if draft.url and _RELEASE.match(draft.url) else draft.key
    return replace(draft, key=key, text="" if draft.text == _EMPTY else draft.text)


def _of_the_api(reply: Reply) -> Page:
    rows = github.rows(reply, _WANTED)
    if not rows and not github.is_later_page(reply):
        raise NoEntries(reply.url, "a repository without a release")
    by_key = {draft.key: draft for row in rows if (draft := _release(row) or _tag(row))}
    if rows and not by_key:
        raise jsondoc.unexpected(rows, reply.url, _WANTED)
    return Page(tuple(by_key.values()), next=github.next_page(reply))


def _release(row: Record) -> Draft | None:
    url, tag = jsondoc.text(row, "html_url"), jsondoc.text(row, "tag_name")
    if not tag or not _RELEASE.match(url):
        return None
    text, links = github.content(row)
    draft = Draft(
        key=url,
        title=titles.line(jsondoc.text(row, "name")) or titles.line(tag),
        url=url,
        kind="release",
        published_at=moment(jsondoc.text(row, "published_at")),
        authors=github.author(row, "author"),
        text=text,
        links=links,
        extra=github.reactions(row),
    )
    draft = dressed(draft, Entry())
    if row.get("prerelease") is True or row.get("draft") is True:
        draft = replace(draft, extra={**draft.extra, "prerelease": True})
    return draft


def _tag(row: Record) -> Draft | None:
    """A tag as the API lists it: without a date."""
    name = titles.line(jsondoc.text(row, "name"))
    found = _OF_TAG.match(jsondoc.text(row, "zipball_url"))
    if not name or found is None:
        return None
    url = f"https://github.com/{found[1]}/releases/tag/{quote(name, safe='/+@:')}"
    return dressed(Draft(key=url, title=name, url=url, kind="release"), Entry())
