"""What records of papers have in common, whatever service sends them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from mainstem.connectors.entries import moment
from mainstem.model import Draft
from mainstem.text import titles
from mainstem.text.identity import key_of
from mainstem.text.papers import key_of_doi

FUTURE = timedelta(days=2)  # time zones; a date further ahead is the planned one of an issue
MAX_AUTHORS = 100  # as of a feed's entry

_PAGE = ("web:", "unresolved:")
_WITHDRAWN = re.compile(  # from arXiv; what was withdrawn from a venue stands
    r"\bwithdrawn\b(?! from (?:the )?(?-i:(?!arXiv)[A-Z]\w*[A-Z]))"
    r"|\bwithdraw(?:s|al)?\b.*\b(?:paper|article|manuscript|submission)\b",
    re.IGNORECASE,
)


def keys_of(*names: str) -> tuple[str, ...]:
    """The canonical keys that addresses, arXiv ids and DOIs lead to, arXiv's first; a mere page has none."""
    found = (key_of(name) or key_of_doi(name) for name in names if name)
    keys = dict.fromkeys(key for key in found if key and not key.startswith(_PAGE))
    return tuple(sorted(keys, key=lambda key: not key.startswith("arxiv:")))


def authors_of(names: Iterable[str]) -> tuple[str, ...]:
    """Names as printable lines, in order, without empty ones."""
    lines = (titles.line(name) for name in names)
    return tuple(line for line in lines if line)[:MAX_AUTHORS]


def published(text: str, at: datetime) -> datetime | None:
    """The day or moment that ``text`` names; None for a mere year or month, and for what is yet to come."""
    when = moment(text)
    return when if when and when <= at + FUTURE else None


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Whether arXiv's record says so: in its comment, often as the whole of its abstract."""
    return bool(_WITHDRAWN.search(comment) or (len(abstract) < 400 and _WITHDRAWN.search(abstract)))


def one_each(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts, of several with one key the first."""
    by_key: dict[str, Draft] = {}
    for draft in drafts:
        by_key.setdefault(draft.key, draft)
    return tuple(by_key.values())


def left_out(n: int, why: str) -> tuple[str, ...]:
    """The warning that ``n`` records were left out; none where there were none."""
    return (f"{n} records {why}, left out",) if n else ()
