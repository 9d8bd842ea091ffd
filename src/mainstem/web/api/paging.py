"""Cursor paging: a page begins after the entry that the cursor names, wherever that stands by now."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from typing import TypeVar

from mainstem.errors import UsageError

T = TypeVar("T")


def page(
    rows: Sequence[T], name: Callable[[T], str], limit: int, cursor: str | None
) -> tuple[Sequence[T], str | None]:
    """Up to ``limit`` rows after the one that ``cursor`` names, and the cursor of the next page, if there is one.

    ``name`` is unique within the list. Raises UsageError for a cursor that names nothing in it (any more).
    """
    first = 0 if cursor is None else _after(rows, name, cursor)
    found = rows[first : first + limit]
    more = first + limit < len(rows)
    return found, _cursor(name(found[-1])) if more and found else None


def _after(rows: Sequence[T], name: Callable[[T], str], cursor: str) -> int:
    try:
        wanted = urlsafe_b64decode(cursor.encode("ascii")).decode()
    except (ValueError, Error) as error:
        raise _stale(cursor) from error
    for n, row in enumerate(rows):
        if name(row) == wanted:
            return n + 1
    raise _stale(cursor)


def _stale(cursor: str) -> UsageError:
    return UsageError(cursor[:80], "is no cursor of this list", "Begin again without a cursor")


def _cursor(name: str) -> str:
    return urlsafe_b64encode(name.encode()).decode("ascii")
