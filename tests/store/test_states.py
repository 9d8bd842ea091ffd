"""What is remembered of the endpoints."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import EndpointState
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, polled

FULL = EndpointState(
    "blog https://blog.example/feed",
    "blog",
    "https://blog.example/feed",
    etag='W/"1"',
    last_modified="Mon, 01 Jun 2026 12:00:00 GMT",
    body_hash="00ff",
    last_checked_at=NOON,
    last_success_at=NOON - DAY,
    last_changed_at=NOON - 2 * DAY,
    next_check_at=NOON + DAY,
    n_failures=2,
    error_code="timed_out",
    error="blog: took longer than 30 s",
    moved_to="https://blog.example/new",
    next_url="https://blog.example/feed?page=2",
)


def test_a_state_comes_back_as_it_was_saved(kept: Store) -> None:
    """Every field survives."""
    kept.items.take([replace(polled(), state=FULL)])
    assert {FULL.endpoint_id: FULL} == kept.states.all()
    blank = EndpointState("other", "other", "https://other.example")
    kept.items.take([replace(polled(), state=blank)])
    assert {FULL.endpoint_id: FULL, "other": blank} == kept.states.all()


def test_the_last_state_of_an_endpoint_stands(kept: Store) -> None:
    """Also within one batch."""
    newer = replace(FULL, etag=None, n_failures=0, error=None)
    kept.items.take([replace(polled(), state=FULL), replace(polled(), state=newer)])
    assert [newer] == list(kept.states.all().values())
