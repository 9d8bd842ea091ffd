"""What is kept under a person's name."""

from __future__ import annotations

from datetime import timedelta

from mainstem.model import (
    Account,
    Audited,
    Contribution,
    Correction,
    Delivery,
    Link,
    Member,
    RankStamp,
    Reading,
    Token,
)
from mainstem.store import Store
from tests.store.fakes import NOON, decision, mark, plan, polled, ranked, settled, wish


def _fill(kept: Store) -> None:
    kept.items.take([polled(settled("1", ("arxiv:2205.14135",)))])
    for person in ("me", "you"):
        kept.marks.add(mark("arxiv:2205.14135", person=person))
        kept.marks.undo(person)
        kept.wishes.add(wish("follow", "lab", "a-lab", person=person))
        kept.habits.set(person, "cadence.budget_min", "240")
        kept.habits.add(Reading(person, "arxiv:2205.14135", "paper", 20.0, 31.5, NOON))
        kept.members.set(Member(person))
        kept.classes.correct([Correction("arxiv:2205.14135", "sector", "mixed", NOON, person)])
        kept.classes.undo(person)
        kept.contributions.add([Contribution(person, "talk", "A talk", "", NOON)])
        kept.ranks.save(person, RankStamp("linear-1", NOON, "abc"), [ranked("arxiv:2205.14135", 0.5)])
        kept.accounts.set(Account(person, "reader", "a hash", NOON))
        kept.accounts.log_in(person, f"of {person}", NOON, NOON + timedelta(days=1))
        kept.accounts.connect("https://id.example", f"sub of {person}", person, NOON)
        kept.accounts.add_token(Token(person, person, "notebook", ("read",), NOON), f"token of {person}")
        kept.jobs.see("digest", person, NOON)
        kept.audit.add(Audited(person, "signed in", "", "", NOON))
        sent = Delivery(person, "2026-W23", "mail", "k", "sent", NOON)
        kept.outbox.change(person, sent.week, sent.channel, lambda _, sent=sent: sent)
        kept.links.add(Link(person, person, "read", "phone", NOON), f"link of {person}")
    kept.plans.save(plan("2026-W23", "arxiv:2205.14135"))
    kept.reviews.add(decision("add", "arxiv:2412.19437"))


def test_every_row_is_told(kept: Store) -> None:
    """Of that person, from every table with persons in it."""
    _fill(kept)
    told = kept.people.told("me")
    assert {"me"} == {row["person"] for rows in told.values() for row in rows}
    assert [] == [name for name, rows in told.items() if not rows]
    assert "a hash" not in str(told)


def test_what_is_erased_is_gone_and_others_stay(kept: Store) -> None:
    """No row with that name is left; a decision on the canon, which all go by, stays without it."""
    _fill(kept)
    before = kept.people.told("you")
    kept.people.erase("me")
    assert {} == {name: rows for name, rows in kept.people.told("me").items() if rows}
    assert before == kept.people.told("you")
    assert [""] == [one.person for one in kept.reviews.decisions()]


def test_the_team_itself_is_nobody_to_erase(kept: Store) -> None:
    """What the team agreed on is kept without a name, and stays."""
    kept.habits.set("", "team.share", 0.5)
    assert ({}, {"team.share": 0.5}) == (kept.people.erase(""), kept.habits.all(""))
