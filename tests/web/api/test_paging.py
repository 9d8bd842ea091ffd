"""Pages of a list, one after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import UsageError
from mainstem.web.api.paging import page


@given(st.lists(st.text(), unique=True), st.integers(1, 5))
def test_the_pages_are_the_list(rows: list[str], limit: int) -> None:
    """Following the cursors gives every row once, in order."""
    found, cursor = page(rows, str, limit, None)
    told = list(found)
    while cursor is not None:
        found, cursor = page(rows, str, limit, cursor)
        told += found
    assert rows == told


def test_what_came_before_the_cursor_moves_nothing() -> None:
    """A new row at the top does not show the last one again."""
    _, cursor = page(["b", "c", "d"], str, 1, None)
    assert (["c"], None) == (page(["a", "b", "c"], str, 1, cursor)[0], page(["a", "b"], str, 1, cursor)[1])


@pytest.mark.parametrize("cursor", ["Yg==", "?", "é", "////"])
def test_a_cursor_of_another_list_is_an_error(cursor: str) -> None:
    """It is told, and does not begin again by itself."""
    with pytest.raises(UsageError, match="is no cursor of this list"):
        page(["a"], str, 1, cursor)
