"""What was worked out once."""

from __future__ import annotations

from mainstem.wiring.remembered import N_KEPT, Remembered


def test_a_value_is_made_once_for_what_it_was_made_from() -> None:
    """Another revision makes another; the value may be empty."""
    held, made = Remembered(), list[int]()
    for revision in (1, 1, 2, 1):
        held.get("labs", revision, lambda revision=revision: made.append(revision) or [])  # type: ignore[misc, func-returns-value]
    held.get("review", 1, lambda: made.append(9) or 0)  # type: ignore[func-returns-value]
    assert [1, 2, 9] == made


def test_only_the_last_used_are_kept() -> None:
    """What was not asked for in a long time is made again."""
    held, made = Remembered(), list[int]()
    for n in (*range(N_KEPT), 0, N_KEPT, 0, 1):
        held.get("x", n, lambda n=n: made.append(n) or [])  # type: ignore[misc, func-returns-value]
    assert [*range(N_KEPT + 1), 1] == made
