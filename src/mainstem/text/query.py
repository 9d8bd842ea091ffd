"""The query language: what a person typed into a search box, as terms and filters. Pure.

Words and "phrases" must be held, -word must not, word* stands for all that begin so. ``field:value`` narrows by what
is known of a work (``FIELDS``), ``-field:value`` leaves it out; a value with blanks stands in quotes. Different fields
narrow, values of one field widen: ``stream:blog stream:paper topic:kernels`` is kernels out of either stream. A name
before a colon that is no field is text, so a pasted link or ``std::move`` is a query, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from mainstem.errors import UsageError
from mainstem.model import STREAMS, ItemKind, Sector

FIELDS: dict[str, str] = {
    "author": "one of its authors, as they write themselves",
    "source": "the source that brought it, by id",
    "stream": "venue, paper, blog or community",
    "topic": "what it is about: a topic of the pack",
    "axis": "what it is about: platform, library, dataset, ...",
    "sector": "academic, industrial, independent or mixed",
    "kind": "paper, post, release, thread, issue, episode, video, model, dataset, table or event; or survey",
    "after": "published on that day or later",
    "before": "published before that day",
    "cited-by": "cited by a source or a repository, by id or name",
    "is": "what you did with it: read, unread, skipped, later or noted; or canon",
    "folder": "in a folder of yours",
    "saved": "the searches you saved, by name",
}
STATES = ("read", "unread", "skipped", "later", "noted", "canon")
SECTORS: tuple[str, ...] = get_args(Sector)
SURVEY = "survey"  # a kind that no source tells: the classifier does
_KINDS: tuple[str, ...] = (*get_args(ItemKind), SURVEY)
_KNOWN = {"stream": STREAMS, "sector": SECTORS, "kind": _KINDS, "is": STATES}
_ONE_EACH = frozenset({"after", "before"})  # each narrows by itself
_TERM = re.compile(r'(-?)(?:([a-z][a-z-]*):)?(?:"([^"]*)"|([^\s"]+))')
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase to hold, or to lack."""

    text: str
    excluded: bool = False
    prefix: bool = False  # its last word may go on
    by: bool = False  # among the authors alone


@dataclass(frozen=True, slots=True)
class Filter:
    """Values of one field, of which a work has any; excluded: none."""

    field: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All that a work must meet; an empty one is met by all."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    def values(self, field: str) -> tuple[str, ...]:
        """What is asked for of one field, exclusions aside."""
        return tuple(
            value for one in self.filters if one.field == field and not one.excluded for value in one.values
        )


def parse(typed: str) -> Query:
    """What was typed, as a query; raises UsageError for a value that its field cannot have."""
    terms: list[Term] = []
    told: list[Filter] = []
    for minus, field, phrase, word in _TERM.findall(typed):
        value = phrase or word
        if field in FIELDS and value:
            if field == "author":
                begin = not phrase and word.endswith("*")
                terms.append(Term(value.rstrip("*") if begin else value, bool(minus), begin, by=True))
            else:
                told.append(Filter(field, (_checked(field, value),), bool(minus)))
            continue
        text = f"{field}:{value}" if field else value
        if not phrase:
            text = text.rstrip("*")
        if text:
            terms.append(Term(text, bool(minus), prefix=word.endswith("*")))
    return Query(tuple(terms), merged(told))


def _checked(field: str, value: str) -> str:
    if field in _ONE_EACH:
        return _day(field, value).isoformat()
    known = _KNOWN.get(field)
    if known is None:
        return value
    if value.casefold() not in known:
        raise UsageError(f"{field}:{value}", f"is no {field} to search by", f"There are {', '.join(known)}")
    return value.casefold()


def _day(field: str, told: str) -> date:
    """The first day of what is written: a day, a month or a year."""
    found = _DAY.fullmatch(told)
    try:
        if found:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        pass  # no such day: told below
    raise UsageError(f"{field}:{told}", "is no day", f"Write it as {field}:2026-06-30, :2026-06 or :2026")


def merged(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """The same filters, those of one field and sense as one."""
    found: dict[tuple[str, bool, str], Filter] = {}
    for one in filters:
        apart = one.values[0] if one.field in _ONE_EACH else ""
        name = (one.field, one.excluded, apart)
        before = found[name].values if name in found else ()
        found[name] = Filter(one.field, tuple(dict.fromkeys([*before, *one.values])), one.excluded)
    return tuple(found.values())


def spelled(field: str, value: str) -> str:
    """``field:value`` as it is typed."""
    return f'{field}:"{value}"' if re.search(r"\s", value) else f"{field}:{value}"


def composed(typed: str, chosen: Mapping[str, str]) -> str:
    """What was typed with the fields that were chosen beside it, as one query; empty values are left out."""
    told = [spelled(field, value) for field, value in chosen.items() if value]
    return " ".join([typed.strip(), *told]).strip()
