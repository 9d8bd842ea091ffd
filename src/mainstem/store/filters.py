"""The filters of a query as SQL: what one item of a work must meet, and what the work itself must."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union

from mainstem.store.schema import citations, classes, mentions, work_keys, works
from mainstem.text.query import Query

Columns = Any  # of ``items`` or of an alias of it

_COLUMN = {"stream": "stream", "sector": "sector", "kind": "kind", "source": "source_id"}


def on_items(query: Query, of: Columns) -> list[ColumnElement[bool]]:
    """Conditions that one and the same item meets; undated ones meet no bound."""
    told: list[ColumnElement[bool]] = []
    for one in query.filters:
        if one.field in _COLUMN:
            held = getattr(of, _COLUMN[one.field])
            told.append(held.is_(None) | held.not_in(one.values) if one.excluded else held.in_(one.values))
        elif one.field in ("after", "before"):
            since = of.published_at >= _moment(one.values[0])
            until = of.published_at < _moment(one.values[0])
            told.append(since if (one.field == "after") != one.excluded else until)
    return told


def _moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def on_works(query: Query, work_n: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Conditions that the work meets, whichever of its items was found."""
    return [
        work_n.not_in(_ASKED[one.field](one.values))
        if one.excluded
        else work_n.in_(_ASKED[one.field](one.values))
        for one in query.filters
        if one.field in _ASKED
    ]


def _topic(values: Sequence[str]) -> Select[Any]:
    return select(works.c.n).join(classes, classes.c.key == works.c.id).where(classes.c.topic.in_(values))


def _axis(values: Sequence[str]) -> Select[Any]:
    return select(works.c.n).join(classes, classes.c.key == works.c.id).where(classes.c.axis.in_(values))


def _class(values: Sequence[str]) -> Select[Any]:
    return select(works.c.n).join(classes, classes.c.key == works.c.id).where(classes.c.kind.in_(values))


def _work(values: Sequence[str]) -> Select[Any]:
    return select(work_keys.c.work_n).where(work_keys.c.key.in_(values))


def _cited_by(values: Sequence[str]) -> Any:
    told = select(work_keys.c.work_n).join(mentions, mentions.c.key == work_keys.c.key)
    written = select(work_keys.c.work_n).join(citations, citations.c.key == work_keys.c.key)
    return union(told.where(mentions.c.by.in_(values)), written.where(citations.c.repository.in_(values)))


_ASKED: dict[str, Callable[[Sequence[str]], Any]] = {
    "topic": _topic,
    "axis": _axis,
    "class": _class,  # the classifier's kind
    "work": _work,  # by any of its keys
    "cited-by": _cited_by,
}
