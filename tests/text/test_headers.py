"""What headers say about time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.model import EndpointState, Reply, Request
from mainstem.text.headers import LONGEST, conditional, freshness, http_date, quota_reset, retry_at

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
DATE = "Tue, 30 Jun 2026 12:00:00 GMT"
IN_AN_HOUR = "Tue, 30 Jun 2026 13:00:00 GMT"
ANY_HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "age",
            "cache-control",
            "date",
            "expires",
            "retry-after",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
        ]
    ),
    st.text(max_size=40) | st.floats().map(str) | st.integers().map(lambda n: f"max-age={n}"),
)


def reply(**headers: str) -> Reply:
    """A reply with these headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply("https://blog.example/feed", 200, named, b"", NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache_control": "max-age=600"}, 600),
        ({"cache_control": "public, Max-Age=600, s-maxage=9"}, 600),
        ({"cache_control": 'max-age="600"'}, 600),
        ({"cache_control": "max-age=600", "age": "150"}, 450),
        ({"cache_control": "max-age=600", "age": "900"}, None),
        ({"cache_control": "max-age=0"}, None),
        ({"cache_control": "max-age=-5"}, None),
        ({"cache_control": "max-age=soon"}, None),
        ({"cache_control": "no-cache, max-age=600"}, None),
        ({"cache_control": "no-store", "expires": IN_AN_HOUR}, None),
        ({"date": DATE, "expires": IN_AN_HOUR}, 3600),
        ({"expires": IN_AN_HOUR}, 3600),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
        ({"date": IN_AN_HOUR, "expires": DATE}, None),
        ({"cache_control": "max-age=600", "date": DATE, "expires": IN_AN_HOUR}, 3600),
        ({"cache_control": "max-age=7200", "date": DATE, "expires": IN_AN_HOUR}, 7200),
        ({"cache_control": "max-age=99999999999999999999"}, LONGEST.total_seconds()),
    ],
)
def test_freshness_is_the_longest_wish(headers: dict[str, str], seconds: float | None) -> None:
    """The longest of max-age less Age and Expires less Date, up to a week; None where nothing is asked."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert expected == freshness(reply(**headers), NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": IN_AN_HOUR}, 3600),
        ({"retry-after": "Tue, 30 Jun 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "99999999999"}, LONGEST.total_seconds()),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "35"}, 35),
        ({"x-ratelimit-remaining": "12", "x-ratelimit-reset": "35"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"retry-after": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "35"}, 35),
    ],
)
def test_retry_at_is_the_moment_to_come_back(headers: dict[str, str], seconds: float | None) -> None:
    """Retry-After as seconds or a date, GitHub's reset as epoch seconds, Reddit's as seconds to go."""
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert expected == retry_at(headers, NOW)


@given(headers=ANY_HEADERS)
def test_no_header_breaks_the_reading(headers: dict[str, str]) -> None:
    """Whatever a service sends, the wishes are None or lie between now and seven days on."""
    wish = freshness(Reply("https://blog.example/feed", 200, headers, b"", NOW), NOW)
    assert wish is None or timedelta() < wish <= LONGEST
    for moment in (retry_at(headers, NOW), quota_reset(headers, NOW)):
        assert moment is None or NOW <= moment <= NOW + LONGEST


@pytest.mark.parametrize(
    "told",
    [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 09:49:37 +0100",
        "Sun, 06 Nov 1994 08:49:37 -0000",
    ],
)
def test_dates_in_every_spelling_of_http(told: str) -> None:
    """The three formats of RFC 9110 and the offsets seen in the wild are one aware moment."""
    assert datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC) == http_date(told)


@pytest.mark.parametrize("told", [None, "", "0", "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT"])
def test_what_is_no_date_is_none(told: str | None) -> None:
    """A date header that is absent or broken is unknown, never an error."""
    assert http_date(told) is None


def test_conditional_sends_both_validators() -> None:
    """Where ETag and Last-Modified are both known, both go along."""
    state = EndpointState("blog x", "blog", "x", etag='W/"a"', last_modified=DATE)
    asked = conditional(Request("x", {"accept": "application/atom+xml"}), state)
    assert {
        "if-none-match": 'W/"a"',
        "if-modified-since": DATE,
        "accept": "application/atom+xml",
    } == dict(asked.headers)


def test_conditional_without_validators_changes_nothing() -> None:
    """An endpoint that gave no validator is asked plainly."""
    request = Request("x", {"accept": "*/*"})
    assert request is conditional(request, EndpointState("blog x", "blog", "x"))


def test_conditional_keeps_what_the_connector_said() -> None:
    """A validator that the request has already is not replaced."""
    asked = conditional(
        Request("x", {"if-none-match": '"mine"'}), EndpointState("e", "s", "x", etag='"kept"')
    )
    assert {"if-none-match": '"mine"'} == dict(asked.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"ratelimit-remaining": "0", "ratelimit-reset": "1782810060"},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-06-30T09:01:00.000Z"},
        {"ratelimit": '"api";r=0;t=60'},
        {"ratelimit": '"api"; r=0; t=60, "pages";r=12;t=240'},
    ],
)
def test_services_tell_their_quota_in_their_own_way(headers: dict[str, str]) -> None:
    """Without the x-, as an ISO date, and as the Hub's one header."""
    now = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
    assert datetime(2026, 6, 30, 9, 1, tzinfo=UTC) == quota_reset(headers, now)


def test_a_window_with_requests_left_asks_for_no_rest() -> None:
    """The Hub tells what remains with every reply."""
    now = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)
    assert quota_reset({"ratelimit": '"api";r=499;t=60'}, now) is None
