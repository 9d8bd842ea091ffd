"""Deliveries and links."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mainstem.model import Delivery, Link
from mainstem.store import Store
from tests.store.fakes import NOON

SENT = Delivery("me", "2026-W23", "mail", "k", "sent", NOON, "taken", 1)
PHONE = Link("0a1b", "me", "read", "phone", NOON)


def _keep(kept: Store, one: Delivery) -> None:
    kept.outbox.change(one.person, one.week, one.channel, lambda _: one)


def test_a_delivery_comes_back_as_it_was_kept(kept: Store) -> None:
    """One a person, week and channel: a second takes the first one's place."""
    failed = replace(SENT, state="failed", next_at=NOON + timedelta(hours=1), n_tries=2)
    for one in (SENT, failed):
        _keep(kept, one)
    assert [failed] == kept.outbox.last("me", 5)
    assert failed == kept.outbox.get("me", "2026-W23", "mail")


def test_what_stands_is_shown_before_it_is_changed(kept: Store) -> None:
    """And left where nothing is wanted in its place."""
    _keep(kept, SENT)
    shown: list[Delivery | None] = []
    left = kept.outbox.change("me", "2026-W23", "mail", shown.append)
    assert ([SENT], (SENT, False)) == (shown, left)
    assert (None, False) == kept.outbox.change("you", "2026-W23", "mail", lambda _: None)


def test_the_last_deliveries_come_newest_first(kept: Store) -> None:
    """Of that person alone, as many as asked."""
    later = replace(SENT, week="2026-W24", at=NOON + timedelta(days=7))
    for one in (SENT, later, replace(SENT, person="you")):
        _keep(kept, one)
    assert [later, SENT] == kept.outbox.last("me", 5)
    assert [later] == kept.outbox.last("me", 1)


def test_a_link_opens_by_its_secret_until_it_is_dropped(kept: Store) -> None:
    """By its owner alone."""
    kept.links.add(PHONE, "a hash")
    assert (PHONE, None) == (kept.links.opened("a hash"), kept.links.opened("another"))
    assert ([PHONE], []) == (kept.links.of("me"), kept.links.of("you"))
    assert not kept.links.drop("you", PHONE.id)
    assert kept.links.drop("me", PHONE.id)
    assert kept.links.opened("a hash") is None
