"""A few facts about the database itself."""

from __future__ import annotations

from mainstem.store import Store


def test_what_was_set_last_stands(kept: Store) -> None:
    """And what was never set is None."""
    kept.meta.set("shipped", "1")
    kept.meta.set("shipped", "2")
    assert ("2", None) == (kept.meta.get("shipped"), kept.meta.get("synced"))
