"""What kind of thing an entry is, and what the great services put into their feeds beyond the format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mainstem.connectors.entries import Entry
from mainstem.model import Draft, Endpoint, ItemKind
from mainstem.text.html import absolute

LONG_CHARS = 2_000  # of text: a post that is also read aloud, not an episode with a description

_BY_TYPE: dict[str, ItemKind] = {"youtube": "video", "reddit_rss": "thread", "github_releases": "release"}
_PAPERS = ("arxiv:", "doi:", "openreview:", "usenix:", "mlsys:", "neurips:", "pmlr:", "acl:", "ieee:")
_BY_KEY: tuple[tuple[re.Pattern[str], ItemKind], ...] = (
    (re.compile("|".join(_PAPERS)), "paper"),
    (re.compile(r"youtube:"), "video"),
    (re.compile(r"(?:reddit|hn):"), "thread"),
    (re.compile(r"github:[^/]+/[^/]+/releases/"), "release"),
    (re.compile(r"github:[^/]+/[^/]+/(?:issues|pull)/"), "issue"),
    (re.compile(r"github:[^/]+/[^/]+/discussions/|hf:.*/discussions/"), "thread"),
    (re.compile(r"hf:datasets/"), "dataset"),
    (re.compile(r"hf:(?!spaces/|blog/|collections/)[^/]+/[^/]+\Z"), "model"),
)
_SOUND = re.compile(r"audio|\.(?:mp3|m4a|aac|ogg|opus|wav)(?:\?|\Z)", re.IGNORECASE)
_MOVING = re.compile(r"video|\.(?:mp4|m4v|mov|webm)(?:\?|\Z)", re.IGNORECASE)


def kind_of(endpoint: Endpoint, entry: Entry, key: str | None, n_chars: int) -> ItemKind:
    """The kind of an entry whose link has ``key`` and whose text has ``n_chars`` characters."""
    if endpoint.type in _BY_TYPE:
        return _BY_TYPE[endpoint.type]
    if _is_hacker_news(entry):
        return "thread"
    if key is not None and not key.startswith("web:"):
        for pattern, kind in _BY_KEY:
            if pattern.match(key):
                return kind
    return _by_files(endpoint, entry, n_chars) if entry.enclosures else "post"


def _by_files(endpoint: Endpoint, entry: Entry, n_chars: int) -> ItemKind:
    names = [f"{file.type} {file.url}" for file in entry.enclosures]
    is_sound, is_moving = (any(p.search(name) for name in names) for p in (_SOUND, _MOVING))
    spoken = endpoint.type == "podcast_rss" or bool(entry.duration) or n_chars < LONG_CHARS
    if spoken and (is_sound or (is_moving and endpoint.type == "podcast_rss")):
        return "episode"
    return "video" if spoken and is_moving else "post"


def dressed(draft: Draft, entry: Entry) -> Draft:
    """The draft with what its service says in ways of its own."""
    extra: dict[str, Any] = {}
    if entry.n_comments.isdecimal():
        extra["n_comments"] = int(entry.n_comments)
    if entry.n_views.isdecimal():
        extra["n_views"] = int(entry.n_views)
    if entry.duration and (seconds := duration_s(entry.duration)) is not None:
        extra["duration_s"] = seconds
    if draft.kind == "episode" and (file := _sound_of(entry, draft.url or "")):
        extra["enclosure"] = file
    if extra:
        draft = replace(draft, extra=extra)
    if entry.announce:
        return _announced(draft, entry)
    dress = _DRESS.get(draft.kind)
    return dress(draft, entry) if dress else draft


def _sound_of(entry: Entry, base: str) -> str | None:
    """The address of the recording that an episode carries: its first sound, or else its first file."""
    sounds = [file for file in entry.enclosures if _SOUND.search(f"{file.type} {file.url}")]
    return next((there for file in (*sounds, *entry.enclosures) if (there := absolute(file.url, base))), None)


def duration_s(text: str) -> int | None:
    """Seconds of an itunes:duration: seconds, ``m:s`` or ``h:m:s``; None for anything else and for 0."""
    parts = text.strip().split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) > 3 or not all(0 <= n < 1e6 for n in numbers):
        return None
    return round(sum(n * 60**i for i, n in enumerate(reversed(numbers)))) or None


# --- Reddit and Hacker News -----------------------------------------------------------------------

_TARGET = re.compile(r"href=\"([^\"]+)\"\s*>\s*\[link\]")
_SIGNED = re.compile(r"\s*submitted by\s+/u/\S+(?:\s+to\s+r/\S+)?(?:\s*\[link\])?(?:\s*\[comments\])?\s*\Z")
_POINTS = re.compile(r"\s*(?:Article URL: \S+ )?(?:Comments URL: \S+ )?Points: (\d+) # Comments: (\d+)\s*\Z")


def _thread(draft: Draft, entry: Entry) -> Draft:
    if _is_hacker_news(entry):
        return _hacker_news(draft, entry)
    found = _TARGET.search(entry.body)
    target = (found[1].replace("&amp;", "&"),) if found else ()
    others = tuple(link for link in draft.links if link not in target and not _is_furniture(link))
    return replace(draft, text=_SIGNED.sub("", draft.text), links=target + others)


def _is_furniture(link: str) -> bool:
    return "reddit.com/user/" in link or "reddit.com/u/" in link


def _is_hacker_news(entry: Entry) -> bool:
    return "news.ycombinator.com" in entry.comments


def _hacker_news(draft: Draft, entry: Entry) -> Draft:
    """The thread is the item; the page it links to comes first among its links."""
    target = (draft.url,) if draft.url else ()
    links = target + tuple(link for link in draft.links if link not in (*target, entry.comments))
    extra = dict(draft.extra)
    if found := _POINTS.search(draft.text):
        extra |= {"votes": int(found[1]), "n_comments": int(found[2])}
    return replace(draft, url=entry.comments, links=links, extra=extra, text=_POINTS.sub("", draft.text))


# --- GitHub ---------------------------------------------------------------------------------------

_UNRIPE = re.compile(
    r"(?:^|[^a-z])(?:alpha|beta|canary|dev|experimental|nightly|pre|preview|prerelease|rc|snapshot|test|trunk|unstable"
    r"|viable|weekly|ciflow)(?![a-z])|\d\.?(?:a|b|rc|dev)\d",
    re.IGNORECASE,
)


def is_prerelease(tag: str) -> bool:
    """Whether a tag names an alpha, beta, candidate, nightly or another build that is not meant to last."""
    return _UNRIPE.search(tag) is not None


def _release(draft: Draft, entry: Entry) -> Draft:
    """Titles of releases are often bare versions, so the repository's name stands before them."""
    found = re.search(r"github\.com/[^/]+/([^/]+)/releases/tag/([^?#]+)", draft.url or "")
    if found is None:
        return draft
    repository, tag = found.groups()
    if repository.lower() not in draft.title.lower():
        draft = replace(draft, title=f"{repository} {draft.title}")
    return replace(draft, extra={**draft.extra, "prerelease": True}) if is_prerelease(tag) else draft


# --- arXiv's announcements ------------------------------------------------------------------------

_ANNOUNCED = re.compile(r"\A(?:arXiv:\S+ )?Announce Type: \S+ (?:Abstract: )?")


def _announced(draft: Draft, entry: Entry) -> Draft:
    """A paper of arXiv's daily feed. A replacement is dated by its new version, not as a new paper."""
    again = entry.announce.startswith("replace")
    names = (name.strip() for author in draft.authors for name in author.split(","))
    return replace(
        draft,
        kind="paper",
        text=_ANNOUNCED.sub("", draft.text),
        authors=tuple(name for name in names if name),
        published_at=None if again else draft.published_at,
        updated_at=draft.published_at if again else draft.updated_at,
        extra={**draft.extra, "announce": entry.announce},
    )


_DRESS: dict[str, Callable[[Draft, Entry], Draft]] = {"thread": _thread, "release": _release}
