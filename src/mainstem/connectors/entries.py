"""What every kind of feed comes down to, before it becomes drafts; and how its dates are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_INTERVAL_H = 168.0  # a feed that wishes to be asked less than weekly is asked weekly


@dataclass(slots=True)
class Enclosure:
    """A file that an entry carries."""

    url: str
    type: str = ""


@dataclass(slots=True)
class Entry:
    """One entry as its feed says it: nothing decoded, cleaned or resolved beyond the feed's own format."""

    id: str = ""  # guid, atom:id, JSON Feed id
    title: str = ""
    link: str = ""
    comments: str = ""  # address of its discussion
    body: str = ""  # the longest of its bodies
    body_is_text: bool | None = None  # None: the format does not say
    base: str = ""  # its xml:base, where it has one
    published: datetime | None = None
    updated: datetime | None = None
    authors: list[str] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    duration: str = ""  # itunes:duration: seconds or [h:]m:s
    n_comments: str = ""
    n_views: str = ""
    announce: str = ""  # arXiv's announce type: new, cross, replace, replace-cross


@dataclass(slots=True)
class Feed:
    """A feed as it was read."""

    entries: list[Entry] = field(default_factory=list)
    home: str = ""  # the page that it is the feed of
    interval_h: float | None = None  # its wish (ttl, sy:updatePeriod)
    warnings: list[str] = field(default_factory=list)


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?\Z", re.DOTALL)
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d\Z|Z\Z)")


def moment(text: str) -> datetime | None:
    """A date of RFC 3339 or RFC 822 as an aware moment in UTC; None for anything else. No zone means UTC."""
    text = text.strip()
    try:
        if _ISO.match(text):
            read = datetime.fromisoformat(_SPACED_ZONE.sub("", text.removesuffix(" UTC")))
        else:
            read = parsedate_to_datetime(text)
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


_PERIOD_H = {"hourly": 1.0, "daily": 24.0, "weekly": 168.0, "monthly": 720.0, "yearly": 8760.0}


def wish_h(ttl_min: str, period: str, frequency: str) -> float | None:
    """Hours between polls that a feed wishes: the longer of ttl and sy:updatePeriod, at most a week."""
    wishes = []
    if ttl_min.strip().isdecimal():
        wishes.append(int(ttl_min) / 60)
    if period.strip().lower() in _PERIOD_H:
        times = int(frequency) if frequency.strip().isdecimal() else 1
        wishes.append(_PERIOD_H[period.strip().lower()] / max(times, 1))
    return min(max(wishes), MAX_INTERVAL_H) or None if wishes else None


_MAILBOX = re.compile(r"(?:mailto:)?\S+@\S+\s*\(([^()]+)\)\Z|([^<>@()]+?)\s*[<(][^<>()]*@[^<>()]*[>)]\Z")


def author(text: str) -> str:
    """The name in "Name", "mail@host (Name)" or "Name <mail@host>"; "" where there is none."""
    text = " ".join(text.split())
    if "@" not in text or text.startswith("@"):
        return text
    found = _MAILBOX.match(text)
    return (found[1] or found[2]).strip() if found else ""
