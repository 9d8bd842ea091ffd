"""Accounts, tokens and the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from mainstem.errors import NotAllowed
from mainstem.model import Account, AccountRole, Audited, Scope, Token
from mainstem.web.api.sent import NewAccount, NewToken
from mainstem.web.api.shapes import AccountDoc, Shown
from mainstem.web.reader import Admin, Asks, Reader, Writer
from mainstem.wiring import accounts

router = APIRouter(tags=["accounts"])


@router.get("/tokens")
def tokens(app: Reader) -> list[Token]:
    """Your tokens, oldest first; their secrets are not kept."""
    return app.store.accounts.tokens(app.settings.person)


@router.post("/tokens", status_code=201)
def add_token(asks: Asks, new: NewToken) -> Shown:
    """Makes a token and tells its secret, this once; a token cannot make others."""
    if asks.token:
        raise NotAllowed("/api/v1/tokens", "a token makes no tokens", "Sign in to make one")
    wanted: list[Scope] = list(new.scopes)
    token, secret = accounts.new_token(asks.app, new.name, wanted, sorted(asks.scopes), new.days)
    return Shown(token, secret)


@router.delete("/tokens/{token_id}", status_code=204)
def remove_token(app: Writer, token_id: str) -> None:
    """Takes one of your tokens back."""
    accounts.drop_token(app, token_id)


@router.get("/accounts")
def all_accounts(app: Admin) -> list[AccountDoc]:
    """Every account, by name."""
    return [_told(one) for one in app.store.accounts.all()]


@router.post("/accounts", status_code=201)
def add_account(app: Admin, new: NewAccount) -> AccountDoc:
    """Makes an account; without a password, only a trusted proxy or a token opens it."""
    return _told(accounts.add(app, new.person, new.role, new.password))


@router.put("/accounts/{person}/role")
def change_role(app: Admin, person: str, role: AccountRole) -> AccountDoc:
    """Changes what an account may do, which ends its logins."""
    return _told(accounts.change(app, person, role=role))


@router.delete("/accounts/{person}", status_code=204)
def remove_account(app: Admin, person: str) -> None:
    """Removes another's account with its tokens; what the person did stays."""
    if person == app.settings.person:
        raise NotAllowed(person, "is your own account", "`DELETE /api/v1/me/data` erases all of it")
    accounts.remove(app, person)


@router.get("/audit")
def audit(app: Admin, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> list[Audited]:
    """Who came in, who could not, and who changed what all share; newest first."""
    return app.store.audit.last(limit)


def _told(account: Account) -> AccountDoc:
    return AccountDoc(account.person, account.role, account.at, bool(account.hash))
