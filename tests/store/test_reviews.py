"""Decisions on the canon, and the lists that follow, are only ever added to."""

from __future__ import annotations

from mainstem.store import Store
from tests.store.fakes import DAY, NOON, decision, version


def test_decisions_come_back_as_they_were_made(kept: Store) -> None:
    """In their order, with the whole proposal and its evidence."""
    made = [decision("add", "arxiv:1"), decision("retire", "arxiv:2", "decline", person="you")]
    for one in made:
        kept.reviews.add(one)
    assert made == kept.reviews.decisions()


def test_the_last_decision_on_a_proposal_counts(kept: Store) -> None:
    """Of each quarter; the same work may come before the next one again."""
    deferred, later = decision("add", "arxiv:1", "defer"), decision("add", "arxiv:1", quarter="2026-Q3")
    accepted = decision("add", "arxiv:1")
    for one in (deferred, later, accepted):
        kept.reviews.add(one)
    assert [later, accepted] == kept.reviews.decisions()


def test_undo_takes_back_the_last_and_brings_back_the_one_before(kept: Store) -> None:
    """Until nothing is left to take back."""
    deferred, accepted = decision("add", "arxiv:1", "defer"), decision("add", "arxiv:1")
    kept.reviews.add(deferred)
    kept.reviews.add(accepted)
    assert (accepted, [deferred]) == (kept.reviews.undo(NOON), kept.reviews.decisions())
    assert (deferred, None) == (kept.reviews.undo(NOON), kept.reviews.undo(NOON))


def test_every_list_stays_readable(kept: Store) -> None:
    """The one that stood at a moment, and none before the first."""
    first = version("arxiv:1", "arxiv:2")
    second = version("arxiv:2", at=NOON + DAY)
    kept.reviews.keep(first)
    kept.reviews.keep(second)
    read = [kept.reviews.last(at) for at in (NOON - DAY, NOON, NOON + DAY, None)]
    assert [None, first, second, second] == read


def test_an_empty_list_is_a_list(kept: Store) -> None:
    """It is another thing than none."""
    kept.reviews.keep(version())
    assert version() == kept.reviews.last()
