"""What a person means by a word for a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mainstem.errors import UnknownWork
from mainstem.model import Pack, Plan, Work
from mainstem.text.identity import key_of
from mainstem.text.query import Query, Term

if TYPE_CHECKING:
    from mainstem.store import Store

N_DIGITS = 3  # longer numbers are not of a plan
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?")
_LINK = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,}/\S+")


def find(store: Store, pack: Pack, person: str, told: str) -> Work:
    """The work that ``told`` names; raises UnknownWork.

    Tried in this order: a number of the newest plan, a work's id or other key, a bare arXiv id, a link, a
    canon row's short name, and at last the one work with that very title.
    """
    told = told.strip()
    if told.isdigit() and len(told) <= N_DIGITS:
        return _by_number(store, person, int(told))
    keys = [*keys_in(told), *(row.key for row in pack.canon if row.id == told)]
    known = store.works.of(keys)
    for key in keys:
        if key in known:
            return known[key]
    hits = store.search.find(Query((Term(told),)), 5) if told else []
    exact = [hit.work for hit in hits if hit.work.title.casefold() == told.casefold()]
    if len(exact) != 1:
        raise UnknownWork(told or "''", "is not known here")
    return exact[0]


def name_of(store: Store, pack: Pack, person: str, told: str) -> str:
    """The name of what a mark is put on: a work's id, or that of a task or a track's unit; raises UnknownWork."""
    told = told.strip()
    if told.isdigit() and len(told) <= N_DIGITS:
        plan = store.plans.newest(person)
        names = numbered(plan) if plan else []
        if 1 <= int(told) <= len(names) and unit_title(pack, names[int(told) - 1]):
            return names[int(told) - 1]
    return told if unit_title(pack, told) else find(store, pack, person, told).id


def unit_title(pack: Pack, name: str) -> str | None:
    """What a task, a track or its unit is called, by the name it goes by; None for anything else."""
    kind, _, rest = name.partition(":")
    if kind == "task":
        return next((rule.title for rule in pack.cadence.slots if rule.kind == rest), None)
    source = pack.source(rest.partition("/")[0]) if kind == "track" else None
    if source is None or not source.units:
        return None
    number = rest.partition("/")[2]
    n = int(number) if number.isdecimal() else 0
    if not number:
        return source.name
    return f"{source.name}: {source.units[n - 1].title}" if 1 <= n <= len(source.units) else None


def numbered(plan: Plan) -> list[str]:
    """The works of a plan's slots, in the order of their printed numbers (which start at 1)."""
    return [slot.work for session in plan.sessions for slot in session.slots]


def _by_number(store: Store, person: str, number: int) -> Work:
    plan = store.plans.newest(person)
    names = numbered(plan) if plan else []
    if not 1 <= number <= len(names):
        raise UnknownWork(str(number), f"the newest plan has {len(names)} numbers")
    work = store.works.get(names[number - 1])
    if work is None:
        told = f"stands for {names[number - 1]}, which is a bundle or a task and not one work"
        raise UnknownWork(str(number), told, "Give the link or title of one of its parts")
    return work


def keys_in(told: str) -> list[str]:
    """The keys that a word may be or lead to: itself, a bare arXiv id, a link."""
    keys = [told]
    if match := _ARXIV.fullmatch(told):
        keys.append(f"arxiv:{match[1]}")
    if _LINK.fullmatch(told):
        url = told if "://" in told else f"https://{told}"
        keys += [key for key in [key_of(url)] if key]
    return keys
