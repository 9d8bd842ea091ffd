"""How a source is doing, told from what is remembered of its endpoints."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mainstem.model import Endpoint, EndpointState, Rhythm
from mainstem.wiring.health import Health, health, is_silent, replacement
from tests.pipeline.conftest import NOW, make_source

DAY = timedelta(days=1)


def one(state: EndpointState | None = None, rhythm: Rhythm | None = None, **changes: object) -> Health:
    source = make_source(**changes)  # type: ignore[arg-type]
    states = {source.endpoints[0].id: state} if state else {}
    rhythms = {source.id: rhythm} if rhythm else {}
    return health([source], states, {source.id: 3}, rhythms, NOW)[0]


def known(**told: object) -> EndpointState:
    endpoint = make_source().endpoints[0]
    return EndpointState(endpoint.id, "blog-sample", endpoint.url, last_checked_at=NOW, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (one(), "not yet asked"),
        (one(known(last_success_at=NOW)), "fine"),
        (one(known(error="answered 500", error_code="server_fault")), "failing"),
        (one(silenced=True), "silenced"),
        (one(endpoints=(), by_hand="Read it in the app"), "by hand"),
        (one(endpoints=(Endpoint("blog-sample", "slack", "https://x.example", "none"),)), "not followed yet"),
    ],
)
def test_a_source_is_told_as_what_it_is(row: Health, expected: str) -> None:
    """One word a source."""
    assert expected == row.state


@pytest.mark.parametrize(
    ("n", "quiet_d", "pause_d", "expected"),
    [(30, 3, 1, False), (30, 9, 1, True), (30, 20, 7, False), (30, 40, 7, True), (3, 400, 1, False)],
)
def test_silence_is_measured_by_the_source_s_own_rhythm(
    n: int, quiet_d: int, pause_d: int, expected: bool
) -> None:
    """A daily blog is silent after a week, a weekly one after a month, one with three posts never."""
    assert expected == is_silent(Rhythm(n, NOW - quiet_d * DAY, pause_d * DAY), NOW)


def test_a_silent_source_says_since_when() -> None:
    """It answers, and nothing comes."""
    row = one(known(last_success_at=NOW), Rhythm(30, NOW - 40 * DAY, 2 * DAY))
    assert ("silent", True) == (row.state, "2026-05-20" in row.remark and "2 days" in row.remark)


def test_a_lost_address_is_replaced_by_another_of_its_source() -> None:
    """First one that works, then the home page."""
    source = make_source()
    lost = source.endpoints[0]
    other = replace(lost, url="https://blog.example/atom.xml")
    rows = health([replace(source, endpoints=(lost, other)), source], {}, {}, {}, NOW)
    assert [other.url, source.home] == [replacement(row, lost) for row in rows]


def test_the_object_of_a_source_names_its_moments_and_its_error() -> None:
    """What `sources --format json` promises."""
    told = one(known(error="answered 500", error_code="server_fault", next_check_at=NOW + DAY)).as_json()
    assert ("answered 500", (NOW + DAY).isoformat(), None) == (
        told["error"],
        told["next_check"],
        told["last_success"],
    )
