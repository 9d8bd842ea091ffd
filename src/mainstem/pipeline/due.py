"""Which endpoints to poll now, and when to come back: decisions without I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from mainstem.errors import MainstemError, RateLimited, ReplyError
from mainstem.model import Endpoint, EndpointState, Reply, Source
from mainstem.text.season import in_season

FIRST_PAUSE = timedelta(minutes=30)  # after a first failure; doubles with each further one
LONGEST_PAUSE = timedelta(days=7)  # a dead feed is still looked at once a week
RATE_LIMITED = RateLimited("", "").code
IN_SEASON = timedelta(days=7)  # proceedings appear once: a week later is soon enough
OFF_SEASON = timedelta(days=30)
UNPOLLED = frozenset({"dead", "none"})  # endpoint statuses that are never asked


@dataclass(frozen=True, slots=True)
class Due:
    """An endpoint whose time has come, with its source and what is remembered of it."""

    source: Source
    endpoint: Endpoint
    state: EndpointState


def followed(sources: Iterable[Source]) -> list[tuple[Source, Endpoint]]:
    """The endpoints that a machine follows: a connector is there and the source is not silenced."""
    return [
        (source, endpoint)
        for source in sources
        if not source.silenced
        for endpoint in source.endpoints
        if endpoint.connector and endpoint.status not in UNPOLLED
    ]


def due(sources: Iterable[Source], states: Mapping[str, EndpointState], now: datetime) -> list[Due]:
    """The endpoints to poll at ``now``: the liveliest rhythm first, then never polled before long polled."""
    found = []
    resting = _resting(states.values(), now)
    for source, endpoint in followed(sources):
        state = states.get(endpoint.id) or EndpointState(endpoint.id, source.id, endpoint.url)
        if host(state) in resting:
            continue
        cut_short = state.next_url is not None and state.n_failures == 0
        if state.next_check_at is None or state.next_check_at <= now or cut_short:
            found.append(Due(source, endpoint, state))
    return sorted(found, key=_rank)


def host(state: EndpointState) -> str:
    """The host that a poll asks, after any known move."""
    return urlsplit(state.moved_to or state.url).netloc.lower()


def _resting(states: Iterable[EndpointState], now: datetime) -> set[str]:
    """Hosts that wanted no request before a moment to come; what one address was told holds for all."""
    return {
        host(state)
        for state in states
        if state.error_code == RATE_LIMITED and state.next_check_at and state.next_check_at > now
    }


def _rank(item: Due) -> tuple[bool, float, float, str]:
    checked = item.state.last_checked_at
    return (
        item.endpoint.interval_h > 24 * 7,
        item.endpoint.interval_h,
        checked.timestamp() if checked else 0.0,
        item.endpoint.id,
    )


def after_success(
    item: Due,
    reply: Reply,
    *,
    wish: timedelta | None,
    body_hash: str | None = None,
    next_url: str | None = None,
) -> EndpointState:
    """The state after a good reply.

    ``wish`` is the longest pause that the service itself asked for; ``body_hash`` is None where nothing
    changed. Validators belong to the first page only.
    """
    state = item.state
    if body_hash and state.next_url is None:
        state = replace(
            state,
            etag=reply.headers.get("etag"),
            last_modified=reply.headers.get("last-modified"),
            body_hash=body_hash,
        )
    return replace(
        state,
        last_checked_at=reply.at,
        last_success_at=reply.at,
        last_changed_at=reply.at if body_hash else state.last_changed_at,
        next_check_at=reply.at + max(_interval(item, reply.at), wish or timedelta()),
        n_failures=0,
        error_code=None,
        error=None,
        moved_to=reply.moved_to or state.moved_to,
        next_url=next_url,
    )


def _interval(item: Due, now: datetime) -> timedelta:
    """The endpoint's own interval; a yearly venue is asked weekly in its season and monthly outside of it."""
    own = timedelta(hours=item.endpoint.interval_h)
    if item.source.season is None:
        return own
    return min(own, IN_SEASON) if in_season(item.source, now.date()) else max(own, OFF_SEASON)


def after_failure(item: Due, error: MainstemError, now: datetime) -> EndpointState:
    """The state after a failure: growing pauses with jitter, and never before the service's own moment."""
    state = item.state
    pause = min(FIRST_PAUSE * 2 ** min(state.n_failures, 20), LONGEST_PAUSE)
    comes_back = now + pause * (1 + _jitter(item.endpoint.id, state.n_failures))
    if isinstance(error, ReplyError) and error.retry_at:
        comes_back = max(comes_back, error.retry_at)
    return replace(
        state,
        last_checked_at=now,
        next_check_at=comes_back,
        n_failures=state.n_failures + 1,
        error_code=error.code,
        error=str(error),
    )


def after_rest(item: Due, until: datetime | None) -> EndpointState:
    """The state of an endpoint that was not asked because its host rests: nothing is held against it."""
    return replace(item.state, next_check_at=until or item.state.next_check_at)


def _jitter(name: str, n: int) -> float:
    """A share in [0, 0.25) that spreads failing sources, the same on every machine."""
    return hashlib.sha256(f"{name} {n}".encode()).digest()[0] / 1024
