"""Who may come in, and what was done."""

from __future__ import annotations

from datetime import timedelta

from mainstem.model import Account, Audited, Token
from mainstem.store import Store
from tests.store.fakes import NOON

DAY = timedelta(days=1)
RIVER = Account("river", "admin", "a hash", NOON)
TOKEN = Token("0a1b", "river", "notebook", ("read", "write"), NOON, NOON + DAY)


def test_accounts_come_back_as_they_were_kept(kept: Store) -> None:
    """By name; a second one of that name takes the first one's place."""
    assert not kept.accounts.any()
    other = Account("brook", "reader", "", NOON)
    for one in (Account("river", "reader", "", NOON), RIVER, other):
        kept.accounts.set(one)
    assert ([other, RIVER], RIVER, True) == (
        kept.accounts.all(),
        kept.accounts.get("river"),
        kept.accounts.any(),
    )


def test_a_login_opens_its_account_until_it_is_over(kept: Store) -> None:
    """Or until it is ended, or the account changes."""
    kept.accounts.set(RIVER)
    kept.accounts.log_in("river", "abc", NOON, NOON + DAY)
    assert (RIVER, None) == (kept.accounts.logged_in("abc", NOON), kept.accounts.logged_in("abc", NOON + DAY))
    kept.accounts.log_out("abc")
    assert kept.accounts.logged_in("abc", NOON) is None
    kept.accounts.log_in("river", "def", NOON, NOON + DAY)
    kept.accounts.set(RIVER)
    assert kept.accounts.logged_in("def", NOON) is None


def test_a_token_opens_its_account_until_it_is_over(kept: Store) -> None:
    """Only its owner takes it back, and it goes with the account."""
    kept.accounts.set(RIVER)
    kept.accounts.add_token(TOKEN, "abc")
    assert ((RIVER, TOKEN), None) == (
        kept.accounts.by_token("abc", NOON),
        kept.accounts.by_token("abc", NOON + DAY),
    )
    assert not kept.accounts.drop_token("brook", TOKEN.id)
    assert [TOKEN] == kept.accounts.tokens("river")
    assert kept.accounts.drop("river")
    assert [] == kept.accounts.tokens("river")


def test_what_was_done_is_told_and_counted(kept: Store) -> None:
    """Newest first; counted by who did it and from where."""
    told = [Audited(who, "not signed in", "", "192.0.2.1", NOON) for who in ("river", "brook")]
    for one in told:
        kept.audit.add(one)
    assert told[::-1] == kept.audit.last(5)
    since = NOON - DAY
    assert (2, 1, 0) == (
        kept.audit.count("not signed in", since, address="192.0.2.1"),
        kept.audit.count("not signed in", since, address="192.0.2.1", person="river"),
        kept.audit.count("not signed in", NOON),
    )
