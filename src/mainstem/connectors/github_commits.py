"""What commits add to documents that are kept as repositories: paper lists, books, rules, courses.

The Atom feed of commits names them; the patch of each (git format-patch, served at ``/commit/SHA.patch``)
tells message, author and the lines it adds. A new line in a curated list is a citation with a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.header import decode_header, make_header

from mainstem.connectors import feed, sniff
from mainstem.connectors.entries import author, moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS
from mainstem.errors import Malformed, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.urls import found_in

N_PATCHES = 10  # the newest commits of a feed of 20; the patch of each is a request
MIN_WORDS = 30  # added by a commit without a new link: less is a typo mended
MAX_TITLE_CHARS = 120

_COMMIT = re.compile(r"https?://.+/([^/]+)/commit/[0-9a-f]{40}\Z")
_PATCH = re.compile(rb"From [0-9a-f]{40} ")
_DOCUMENT = re.compile(r"\.(?:mdx?|qmd|rst|adoc|txt|tex|bib|html?)\Z", re.IGNORECASE)
_PATH = re.compile(r"diff --git a/.* b/(.*)\Z")
_BARE = re.compile(
    r"(?:update|create|edit|add|change)s?\b(?: (?:the )?(?:readme|docs?|list|file)| \S+\.\w+)?(?: via upload)?[.!]?\Z",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"\A[\s#>*+|-]+|[*`|]+")


def first(endpoint: Endpoint, today: date) -> Request:
    """The feed of commits."""
    return feed.first(endpoint, today)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """The patches to ask for, out of the feed; the commit, out of a patch. Raises ReadError."""
    body = sniff.unpacked(reply.body, reply.url)
    if _PATCH.match(body):
        return _of_a_patch(body, reply.url)
    page = feed.read(endpoint, reply)
    commits = [draft for draft in page.drafts if draft.url and _COMMIT.match(draft.url)]
    if not commits:
        raise NotAFeed(reply.url, "a feed, but not of commits")
    changes = [f"{draft.url}.patch" for draft in commits if not draft.title.startswith("Merge ")]
    more = tuple(Request(url) for url in changes[:N_PATCHES])
    return Page((), more=more, warnings=page.warnings, interval_h=page.interval_h)


def _of_a_patch(body: bytes, url: str) -> Page:
    page = url.removesuffix(".patch")
    text = body.decode("utf-8", "replace").replace("\r\n", "\n")
    head, _, rest = text.partition("\n\n")
    told = _Headers.of(head)
    if not told.subject:
        raise Malformed(url, "a patch without a subject")
    change = _Change.of(rest)
    if not change.is_worth_a_look:
        return Page(())
    about = change.lines[0] if change.lines and _BARE.match(told.subject) else told.subject
    commit = _COMMIT.match(page)
    draft = Draft(
        key=page,
        title=titles.cut(f"{commit[1]}: {about}" if commit else about, MAX_TITLE_CHARS),
        url=page,
        kind="post",
        published_at=moment(told.date),
        authors=(told.author,) if told.author else (),
        text=titles.cut(" ".join((told.subject, *change.lines)), MAX_TEXT_CHARS),
        links=change.links[:MAX_LINKS],
    )
    return Page((draft,))


@dataclass(frozen=True, slots=True)
class _Headers:
    """What stands above a patch, as in a mail."""

    subject: str
    author: str
    date: str

    @classmethod
    def of(cls, head: str) -> _Headers:
        lines = re.sub(r"\n[ \t]+", " ", head).split("\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        subject = re.sub(r"\A\[PATCH[^\]]*\]\s*", "", _decoded(fields.get("subject", "")))
        return cls(
            titles.line(subject),
            titles.line(author(_decoded(fields.get("from", "")))),
            fields.get("date", ""),
        )


def _decoded(value: str) -> str:
    """A header with its encoded words (RFC 2047) as text; as it is where they are broken."""
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):
        return value


@dataclass(frozen=True, slots=True)
class _Change:
    """What a patch adds to documents: the new lines as words, and the links that were not there before."""

    lines: tuple[str, ...]
    links: tuple[str, ...]

    @classmethod
    def of(cls, diff: str) -> _Change:
        changed = list(_changed(diff))
        removed = {link for sign, line in changed if sign == "-" for link in found_in(line)}
        added = [(line, found_in(line)) for sign, line in changed if sign == "+"]
        new = [(line, links) for line, links in added if not links or set(links) - removed]
        words = (titles.line(_MARKS.sub(" ", _MARKDOWN_LINK.sub(r"\1", line))) for line, _ in new)
        links = dict.fromkeys(link for _, links in new for link in links if link not in removed)
        return cls(tuple(filter(None, words)), tuple(links))

    @property
    def is_worth_a_look(self) -> bool:
        return bool(self.links) or sum(len(line.split()) for line in self.lines) >= MIN_WORDS


def _changed(diff: str) -> Iterator[tuple[str, str]]:
    """The lines that a patch adds to (+) and takes from (-) documents."""
    in_document = in_hunk = False
    for line in diff.split("\n")[:-1]:  # a last line without its end may be cut
        if found := _PATH.match(line):
            in_document, in_hunk = _DOCUMENT.search(found[1]) is not None, False
        elif line.startswith("@@ "):
            in_hunk = True
        elif in_document and in_hunk and line[:1] in ("+", "-"):
            yield line[0], line[1:]
