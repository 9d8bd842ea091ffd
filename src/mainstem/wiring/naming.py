"""What a person means by a word for a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mainstem.errors import UnknownWork
from mainstem.model import CanonWork, Plan, Work
from mainstem.text.identity import key_of

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?")
_LINK = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,}/\S+")


def find(app: Mainstem, told: str) -> Work:
    """The work that ``told`` names; raises UnknownWork.

    Tried in this order: a number of the newest plan, a work's id or other key, a bare arXiv id, a link, a
    canon row's short name, and at last the one work with that very title.
    """
    told = told.strip()
    if told.isdigit() and len(told) <= 3:
        return _by_number(app, int(told))
    for key in _keys(told):
        work = app.store.works.get(key) or _from_canon(app, key)
        if work:
            return work
    hits = app.store.search.find(f'"{told}"', 5) if told else []
    exact = [hit.work for hit in hits if hit.work.title.casefold() == told.casefold()]
    if len(exact) == 1:
        return exact[0]
    raise UnknownWork(told or "''", "is not known here")


def numbered(plan: Plan) -> list[str]:
    """The works of a plan in the order of their printed numbers: slots, then the parts of bundles inside."""
    return [slot.work for session in plan.sessions for slot in session.slots]


def _by_number(app: Mainstem, number: int) -> Work:
    plan = app.store.plans.newest(app.settings.person)
    works = numbered(plan) if plan else []
    if not 1 <= number <= len(works):
        raise UnknownWork(str(number), f"the newest plan has {len(works)} numbers")
    work = app.store.works.get(works[number - 1]) or _from_canon(app, works[number - 1])
    if work is None:
        raise UnknownWork(str(number), "is a bundle or a task, not one work", "Mark its parts by their links")
    return work


def _keys(told: str) -> list[str]:
    keys = [told]
    if match := _ARXIV.fullmatch(told):
        keys.append(f"arxiv:{match[1]}")
    if _LINK.fullmatch(told):
        url = told if "://" in told else f"https://{told}"
        keys += [key for key in [key_of(url)] if key]
    return keys


def _from_canon(app: Mainstem, key: str) -> Work | None:
    """A canon row as a work: it can be read and marked though no source brought it."""
    for row in (*app.pack.canon, *app.pack.candidates):
        if key in (row.id, row.key, *row.aliases):
            return work_of(row, app)
    return None


def work_of(row: CanonWork, app: Mainstem) -> Work:
    """The work that a canon row stands for."""
    return Work(
        id=row.key,
        title=row.title,
        url=row.url,
        kind="paper",
        stream="venue" if row.venue and row.venue != "arXiv only" else "paper",
        sector="mixed",
        source_id="canon",
        first_seen_at=app.clock(),
        authors=row.authors,
        venue=row.venue,
        keys=(row.key, *row.aliases),
    )
