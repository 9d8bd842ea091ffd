"""JSON replies of services: a document or a named error, and its fields only as what they should be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mainstem.connectors import sniff
from mainstem.errors import Malformed, NotAFeed, ReadError, Refusal
from mainstem.model import Reply
from mainstem.text import titles

MAX_TEXT_CHARS = 20_000  # of plain text kept of an entry, as of a feed's
MAX_LINKS = 200  # of an entry, as of a feed's
FIRST_YEAR = 1990  # dates before the web are zeros in disguise
_LARGEST = 2**53  # beyond, JSON's numbers are not counts any more

Record = Mapping[str, Any]


def parsed(reply: Reply) -> Any:
    """The document of a reply; raises EmptyBody, NotAFeed, Refusal or Malformed."""
    body = sniff.unpacked(reply.body, reply.url)
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if (root := sniff.root_of(body)) != "json":
            raise sniff.refusal(body, root, reply.url) from error
        raise Malformed(reply.url, f"not valid JSON ({titles.cut(str(error), 120)})") from error


def unexpected(data: Any, url: str, wanted: str) -> ReadError:
    """What to say of sound JSON that is not ``wanted`` ("a listing of Reddit")."""
    told = data if isinstance(data, dict) else {}
    names = ("message", "error_description", "error", "errors", "reason", "status")
    said = next((titles.line(str(told[name])) for name in names if told.get(name)), "")
    if not said:
        return NotAFeed(url, f"JSON that is not {wanted}")
    return Refusal(
        url,
        f"the service answers “{titles.cut(said, 80)}” instead of {wanted}",
        "It is tried again later; if it lasts, open the address in a browser",
    )


def record(of: Record, name: str) -> dict[str, Any]:
    """The object called ``name``; empty where it is none."""
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def records(of: Record, name: str) -> list[dict[str, Any]]:
    """The objects in the list called ``name``; empty where it is none."""
    value = of.get(name)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text(of: Record, name: str) -> str:
    """The string called ``name``; "" where it is none."""
    value = of.get(name)
    return value if isinstance(value, str) else ""


def count(of: Record, name: str) -> int | None:
    """The whole number called ``name``; None where it is none."""
    value = of.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGEST:
        return None
    return int(value)


def share(of: Record, name: str) -> float | None:
    """The number in [0, 1] called ``name``; None where it is none."""
    value = of.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def epoch(of: Record, name: str) -> datetime | None:
    """The moment called ``name`` in seconds since 1970; None where it is none or before the web."""
    seconds = count(of, name)
    if seconds is None or not 0 < seconds < 4e9:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if moment.year >= FIRST_YEAR else None


def known(**facts: object) -> dict[str, Any]:
    """The facts that are known: neither None nor empty. Zero is known."""
    return {name: value for name, value in facts.items() if value is not None and value not in ("", [], ())}
