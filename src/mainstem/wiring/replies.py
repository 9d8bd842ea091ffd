"""Saved bytes, read as a connector would have read them from the network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from mainstem.connectors import TABLE
from mainstem.errors import UsageError
from mainstem.model import Endpoint, Page, Reply
from mainstem.net.statuses import judge
from mainstem.text.headers import http_date


def read_saved(
    connector: str, body: bytes, status: int, headers: Iterable[str], url: str, endpoint_url: str
) -> Page | None:
    """What a reply holds; None for 304. Raises UsageError, ReplyError as the network would, or ReadError.

    ``connector`` is a connector's name or an endpoint type. The moment of the reply is that of its Date header,
    or else now.
    """
    name, type_ = _named(connector)
    told = dict(_header(each) for each in headers)
    at = http_date(told.get("date")) or datetime.now(UTC)
    reply = Reply(url, status, told, body, at)
    refused = judge(reply, conditional=True)
    if refused is not None:
        kind, what, come_back = refused
        raise kind(url, what, status=status, retry_at=come_back)
    if status == 304:
        return None
    return TABLE[name].read(Endpoint("reply", type_, endpoint_url, "live", connector=name), reply)


def _named(told: str) -> tuple[str, str]:
    """The connector and the endpoint type that a word stands for; raises UsageError."""
    if told in TABLE:
        return told, TABLE.words(told)[0]
    if name := TABLE.name_for(told):
        return name, told
    raise UsageError(
        told, "is neither a connector nor an endpoint type", f"Connectors: {', '.join(sorted(TABLE))}"
    )


def _header(told: str) -> tuple[str, str]:
    name, colon, value = told.partition(":")
    if not colon or not name.strip():
        raise UsageError(told, "is no header", "Write it as 'Name: value'")
    return name.strip().lower(), value.strip()
