"""How each source is doing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from mainstem.model import Endpoint, EndpointState, Source
from mainstem.pipeline.due import UNPOLLED

State = Literal["fine", "failing", "not yet asked", "not followed yet", "by hand", "silenced", "ended"]


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
            "endpoints": [_endpoint(e, s) for e, s in self.endpoints],
        }


def health(
    sources: Iterable[Source], states: Mapping[str, EndpointState], n_items: Mapping[str, int]
) -> list[Health]:
    """The health of every source, in the pack's order."""
    return [_of(source, states, n_items.get(source.id, 0)) for source in sources]


def _of(source: Source, states: Mapping[str, EndpointState], n_items: int) -> Health:
    endpoints = tuple((e, states.get(e.id)) for e in source.endpoints)
    known = [s for _, s in endpoints if s is not None]
    state, remark = _state(source, known)
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


def _state(source: Source, known: list[EndpointState]) -> tuple[State, str]:
    if source.silenced:
        return "silenced", "by your overlay"
    failing = [s for s in known if s.error]
    if failing and len(failing) == len(known):
        return "failing", failing[0].error or ""
    if known:
        return "fine", f"one address fails: {failing[0].error}" if failing else ""
    if any(e.connector and e.status not in UNPOLLED for e in source.endpoints):
        return "not yet asked", "`mainstem sync` asks it"
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
