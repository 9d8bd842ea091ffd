"""Which endpoints are polled, and when they are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from mainstem.errors import RateLimited, ServerFault
from mainstem.model import Endpoint, EndpointState, Reply
from mainstem.pipeline.due import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    Due,
    after_failure,
    after_rest,
    after_success,
    due,
    followed,
)
from tests.pipeline.conftest import make_source


def item(now: datetime, **state: object) -> Due:
    source = make_source()
    endpoint = source.endpoints[0]
    return Due(source, endpoint, EndpointState(endpoint.id, source.id, endpoint.url, **state))  # type: ignore[arg-type]


def reply(now: datetime, **headers: str) -> Reply:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply("https://blog.example/feed.xml", 200, told, b"body", now)


def test_a_source_without_connector_silenced_or_dead_is_not_followed() -> None:
    """Only endpoints that a machine can and may ask are followed."""
    source = make_source()
    endpoint = source.endpoints[0]
    others = [
        replace(source, silenced=True),
        replace(source, endpoints=(replace(endpoint, connector=None),)),
        replace(source, endpoints=(replace(endpoint, status="dead"),)),
    ]
    assert [(source, endpoint)] == followed([source, *others])


@pytest.mark.parametrize(("hours", "expected"), [(-1, 1), (0, 1), (1, 0)])
def test_an_endpoint_is_due_from_its_moment_on(now: datetime, hours: int, expected: int) -> None:
    """What is not due is not asked."""
    known = item(now, next_check_at=now + timedelta(hours=hours))
    assert expected == len(due([known.source], {known.endpoint.id: known.state}, now))


def test_a_poll_cut_short_between_pages_is_due_at_once(now: datetime) -> None:
    """A killed run goes on with the page it had not taken."""
    known = item(now, next_check_at=now + timedelta(hours=9), next_url="https://blog.example/feed.xml?page=2")
    assert 1 == len(due([known.source], {known.endpoint.id: known.state}, now))


def test_a_failing_page_waits_like_any_failure(now: datetime) -> None:
    """A page that fails does not make its endpoint due at every run."""
    cut = item(now, next_url="https://blog.example/feed.xml?page=2")
    failed = after_failure(cut, ServerFault("blog", "answered 500"), now)
    assert [] == due([cut.source], {cut.endpoint.id: failed}, now)


def test_lively_endpoints_come_first(now: datetime) -> None:
    """When time is short, what changes often is asked before what hardly changes."""
    source = make_source()
    rare = replace(source.endpoints[0], url="https://blog.example/rare.xml", interval_h=720.0)
    lively = Endpoint(
        source.id, "rss", "https://blog.example/lively.xml", "live", connector="feed", interval_h=6.0
    )
    found = due([replace(source, endpoints=(rare, lively))], {}, now)
    assert [lively.url, rare.url] == [d.endpoint.url for d in found]


def test_the_longest_wish_decides_the_next_check(now: datetime) -> None:
    """Interval and the service's own wish: the longer one holds."""
    known = item(now)
    short = after_success(known, reply(now), wish=timedelta(hours=1), body_hash="a")
    long = after_success(known, reply(now), wish=timedelta(hours=48), body_hash="a")
    assert (now + timedelta(hours=24), now + timedelta(hours=48)) == (short.next_check_at, long.next_check_at)


def test_a_success_clears_the_failures(now: datetime) -> None:
    """Nothing is held against a source that answers again."""
    state = after_success(
        item(now, n_failures=4, error="x", error_code="x"), reply(now), wish=None, body_hash="a"
    )
    assert (0, None, None) == (state.n_failures, state.error, state.error_code)


def test_validators_come_from_the_first_page_alone(now: datetime) -> None:
    """The second page's ETag must not be sent with the next poll of the first page."""
    first = after_success(item(now), reply(now, etag='"one"'), wish=None, body_hash="a", next_url="u?page=2")
    second = after_success(
        replace(item(now), state=first), reply(now, etag='"two"'), wish=None, body_hash="b"
    )
    assert ('"one"', "a") == (second.etag, second.body_hash)


def test_an_unchanged_reply_keeps_validators_and_the_day_of_the_last_change(now: datetime) -> None:
    """A 304 says when it was checked and changes nothing else."""
    before = item(now, etag='"one"', last_changed_at=now - timedelta(days=3))
    state = after_success(before, replace(reply(now), status=304), wish=None)
    assert ('"one"', now - timedelta(days=3), now) == (
        state.etag,
        state.last_changed_at,
        state.last_checked_at,
    )


def test_pauses_double_up_to_a_week(now: datetime) -> None:
    """A failing source backs off, and is still looked at once a week."""
    pauses = [
        after_failure(item(now, n_failures=n), ServerFault("blog", "answered 500"), now).next_check_at
        for n in (0, 1, 40)
    ]
    shortest = [FIRST_PAUSE, 2 * FIRST_PAUSE, LONGEST_PAUSE]
    assert all(now + s <= p <= now + s * 1.25 for s, p in zip(shortest, pauses, strict=True) if p)


def test_nothing_is_asked_before_the_moment_that_the_service_named(now: datetime) -> None:
    """Retry-After wins over our own, shorter pause."""
    later = now + timedelta(hours=5)
    error = RateLimited("blog", "answered 429", status=429, retry_at=later)
    assert later == after_failure(item(now), error, now).next_check_at


def test_a_host_that_wants_rest_is_left_alone_at_all_its_addresses(now: datetime) -> None:
    """What one address was told by Retry-After holds for the others, also in a later run."""
    source = make_source()
    told, other = source.endpoints[0], replace(source.endpoints[0], url="https://blog.example/other.xml")
    limited = RateLimited("blog", "answered 429", status=429, retry_at=now + timedelta(hours=5))
    state = after_failure(Due(source, told, EndpointState(told.id, source.id, told.url)), limited, now)
    sources = [replace(source, endpoints=(told, other))]
    states = {told.id: state}
    later = [len(due(sources, states, now + timedelta(hours=h))) for h in (1, 6)]
    assert [0, 2] == later


def test_an_endpoint_whose_host_rests_is_not_blamed(now: datetime) -> None:
    """It was not asked: no failure, and its turn comes when the rest is over."""
    state = after_rest(item(now), now + timedelta(hours=1))
    assert (0, None, now + timedelta(hours=1)) == (state.n_failures, state.error, state.next_check_at)
