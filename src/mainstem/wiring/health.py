"""How each source is doing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from mainstem.model import Endpoint, EndpointState, Rhythm, Source
from mainstem.pipeline.due import UNPOLLED

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

SILENT_PAUSES = 4  # of a source's own pauses without anything new, and a week: then something is wrong
SILENT_AT_LEAST = timedelta(days=7)
LEAST_ITEMS = 5  # fewer say nothing about a rhythm
LOST = frozenset({"missing", "gone", "not_a_feed", "refusal"})  # errors that an address seldom recovers from

State = Literal[
    "fine", "failing", "silent", "not yet asked", "not followed yet", "by hand", "silenced", "ended"
]


@dataclass(frozen=True, slots=True)
class Health:
    """One source: what is followed of it, what came, and what is wrong. Moments are None where there is none."""

    source: Source
    state: State
    remark: str
    n_items: int
    last_checked_at: datetime | None
    last_success_at: datetime | None
    last_changed_at: datetime | None
    next_check_at: datetime | None
    endpoints: tuple[tuple[Endpoint, EndpointState | None], ...]

    def as_json(self) -> dict[str, Any]:
        """The object of ``mainstem sources --format json``."""
        source = self.source
        return {
            "id": source.id,
            "name": source.name,
            "kind": source.kind,
            "shelf": source.shelf,
            "sector": source.sector,
            "home": source.home,
            "health": self.state,
            "remark": self.remark,
            "n_items": self.n_items,
            "last_checked": _iso(self.last_checked_at),
            "last_success": _iso(self.last_success_at),
            "last_change": _iso(self.last_changed_at),
            "next_check": _iso(self.next_check_at),
            "error": next((s.error for _, s in self.endpoints if s and s.error), None),
            "by_hand": source.by_hand,
            "season": source.season,
            "deadlines": [{"call": d.call, "what": d.what, "at": d.at.isoformat()} for d in source.deadlines],
            "endpoints": [_endpoint(e, s) for e, s in self.endpoints],
        }


def counted(app: Mainstem) -> tuple[dict[str, int], dict[str, Rhythm]]:
    """How many items are kept of each source, and how often it published in the year before today."""
    items, today = app.store.items, app.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    made_from = items.revision(), today
    return app.remembered.get(
        "items by source", made_from, lambda: (items.counts(), items.rhythms(today - timedelta(days=365)))
    )


def health(
    sources: Iterable[Source],
    states: Mapping[str, EndpointState],
    n_items: Mapping[str, int],
    rhythms: Mapping[str, Rhythm],
    now: datetime,
) -> list[Health]:
    """The health of every source, in the pack's order."""
    return [_of(source, states, n_items.get(source.id, 0), rhythms.get(source.id), now) for source in sources]


def _of(
    source: Source, states: Mapping[str, EndpointState], n_items: int, rhythm: Rhythm | None, now: datetime
) -> Health:
    endpoints = tuple((e, states.get(e.id)) for e in source.endpoints)
    known = [s for _, s in endpoints if s is not None]
    state, remark = _state(source, known)
    if state == "fine" and rhythm and is_silent(rhythm, now):
        state = "silent"
        remark = f"nothing since {rhythm.last_at:%Y-%m-%d}; it used to publish every {_told(rhythm.pause)}"
    return Health(
        source=source,
        state=state,
        remark=remark,
        n_items=n_items,
        last_checked_at=max((s.last_checked_at for s in known if s.last_checked_at), default=None),
        last_success_at=max((s.last_success_at for s in known if s.last_success_at), default=None),
        last_changed_at=max((s.last_changed_at for s in known if s.last_changed_at), default=None),
        next_check_at=min((s.next_check_at for s in known if s.next_check_at), default=None),
        endpoints=endpoints,
    )


def is_silent(rhythm: Rhythm, now: datetime) -> bool:
    """Whether a source has been quiet for longer than its own rhythm explains."""
    wait = max(rhythm.pause * SILENT_PAUSES, SILENT_AT_LEAST)
    return rhythm.n >= LEAST_ITEMS and now - rhythm.last_at > wait


def replacement(health: Health, endpoint: Endpoint) -> str | None:
    """What to follow instead of an address that is lost, as far as the pack knows; None where it does not."""
    others = [
        (other, state)
        for other, state in health.endpoints
        if other.url and other.url != endpoint.url and other.status not in UNPOLLED
    ]
    for other, state in others:
        if other.connector and (state is None or not state.error):
            return other.url
    return next((other.url for other, _ in others), None) or health.source.home or None


def _told(pause: timedelta) -> str:
    hours = pause / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def _state(source: Source, known: list[EndpointState]) -> tuple[State, str]:
    if source.silenced:
        return "silenced", "by your overlay"
    failing = [s for s in known if s.error]
    if failing and len(failing) == len(known):
        return "failing", failing[0].error or ""
    if known:
        return "fine", f"one address fails: {failing[0].error}" if failing else ""
    if any(e.connector and e.status not in UNPOLLED for e in source.endpoints):
        return "not yet asked", "asked at the next sync"
    if source.by_hand:
        return "by hand", source.by_hand
    if source.ended:
        return "ended", str(source.ended)
    types = dict.fromkeys(e.type for e in source.endpoints if e.type != "none")
    return "not followed yet", f"no connector for {', '.join(types)}" if types else "no address"


def _endpoint(endpoint: Endpoint, state: EndpointState | None) -> dict[str, Any]:
    return {
        "type": endpoint.type,
        "url": endpoint.url,
        "status": endpoint.status,
        "status_at": endpoint.status_at,
        "connector": endpoint.connector,
        "error": state.error if state else None,
        "error_code": state.error_code if state else None,
        "moved_to": state.moved_to if state else None,
        "last_success": _iso(state.last_success_at) if state else None,
        "next_check": _iso(state.next_check_at) if state else None,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
