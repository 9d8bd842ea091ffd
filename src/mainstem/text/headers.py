"""What HTTP headers say about time: how long to wait, when to come back, and what we already have.

Pure functions of headers (names in lower case) and a moment. Rules from RFC 9110 (dates, Retry-After,
validators) and RFC 9111 (Cache-Control, Age, Expires); the rate-limit headers as GitHub (epoch seconds)
and Reddit (seconds to go) send them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from mainstem.model import EndpointState, Reply, Request

LONGEST = timedelta(days=7)  # no service can ask for more: a slip of its clock must not silence a source
_QUOTA = ("remaining", "reset")
_WINDOW = re.compile(r";\s*r=(\d{1,12})\s*;\s*t=(\d{1,12})")
EPOCH_FROM = 1e9  # a reset above this is a moment (2001 or later), below it seconds to go


def conditional(request: Request, state: EndpointState) -> Request:
    """``request`` with the validators of the last reply, so that the service may answer 304.

    Both are sent where both are known (RFC 9110, 13.1.3: If-None-Match wins where it is understood);
    headers that the request has already are kept.
    """
    known = {"if-none-match": state.etag, "if-modified-since": state.last_modified}
    validators = {name: value for name, value in known.items() if value}
    return replace(request, headers={**validators, **request.headers}) if validators else request


def freshness(reply: Reply, now: datetime) -> timedelta | None:
    """How long the service asks to wait before the next request; None where it asks nothing.

    The longest of Cache-Control max-age less Age, and Expires less Date (or ``now``), at most 7 days.
    """
    directives = _directives(reply.headers.get("cache-control", ""))
    if "no-cache" in directives or "no-store" in directives:
        return None
    age = _seconds(reply.headers.get("age")) or 0.0
    max_age = _seconds(directives.get("max-age"))
    wishes = [] if max_age is None else [timedelta(seconds=max_age - min(age, max_age))]
    expires = http_date(reply.headers.get("expires"))
    if expires:
        wishes.append(expires - (http_date(reply.headers.get("date")) or now))
    longest = max(wishes, default=timedelta())
    return min(longest, LONGEST) if longest > timedelta() else None


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The moment before which the service wants no request, at most 7 days off; None where it names none.

    The later of Retry-After (seconds or a date) and the reset of a quota of which nothing remains.
    """
    moments = [m for m in (_retry_after(headers, now), quota_reset(headers, now)) if m]
    return max(moments, default=None)


def quota_reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When a used-up quota (``x-ratelimit-remaining`` under 1) fills again; None where some is left.

    GitHub gives the moment in epoch seconds, Reddit seconds to come, Mastodon an ISO date, Bluesky leaves out
    the ``x-``, the Hub says it in one header: ``RateLimit: "api";r=0;t=55``.
    """
    if "ratelimit" in headers:
        return _window_reset(headers["ratelimit"], now)
    told = {name: headers.get(f"x-ratelimit-{name}", headers.get(f"ratelimit-{name}")) for name in _QUOTA}
    remaining, reset = _seconds(told["remaining"]), _seconds(told["reset"])
    if remaining is None or remaining >= 1:
        return None
    if reset is None:
        moment = _iso(told["reset"])
        return _in((moment - now).total_seconds(), now) if moment else None
    return _in(reset - now.timestamp() if reset > EPOCH_FROM else reset, now)


def _window_reset(told: str, now: datetime) -> datetime | None:
    used_up = [float(seconds) for remaining, seconds in _WINDOW.findall(told) if int(remaining) == 0]
    return _in(max(used_up), now) if used_up else None


def _iso(value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def http_date(value: str | None) -> datetime | None:
    """A date header as an aware UTC moment; None where it is absent or no date."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    value = headers.get("retry-after")
    seconds = _seconds(value)
    if seconds is not None:
        return _in(seconds, now)
    moment = http_date(value)
    return _in((moment - now).total_seconds(), now) if moment else None


def _in(seconds: float, now: datetime) -> datetime:
    return now + timedelta(seconds=min(max(seconds, 0.0), LONGEST.total_seconds()))


def _directives(value: str) -> dict[str, str]:
    """Cache-Control as names in lower case and their values ("" where there is none)."""
    pairs = (part.strip().partition("=") for part in value.split(","))
    return {name.strip().lower(): told.strip().strip('"') for name, _, told in pairs}


def _seconds(value: str | None) -> float | None:
    """A count of seconds that is not negative, else None."""
    try:
        number = float(value) if value else math.nan
    except ValueError:
        return None
    return min(number, 1e11) if number >= 0 else None
