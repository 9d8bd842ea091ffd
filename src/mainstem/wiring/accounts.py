"""Accounts: who may come in and do what; passwords, logins, tokens, throttling, and the audit log.

A home without accounts is one person's, who is asked nothing. With the first account everyone must come in by one.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

from mainstem.errors import NotAllowed, NotSignedIn, SettingsError, TooManyRequests, UsageError
from mainstem.model import SCOPES, Account, AccountRole, Audited, Member, Scope, Token

if TYPE_CHECKING:
    from pwdlib import PasswordHash

    from mainstem.wiring import Mainstem

GRANTS: dict[AccountRole, tuple[Scope, ...]] = {
    "reader": ("read", "write"),
    "curator": ("read", "write", "curate"),
    "admin": SCOPES,
}
LOGIN = timedelta(days=30)
LEAST_PASSWORD = 12  # characters; NIST SP 800-63B asks for 8 beside a second factor and 15 without
MOST_PASSWORD = 1024
WINDOW = timedelta(minutes=15)  # in which failures count
MOST_FAILURES = {("person", "address"): 5, ("address",): 20, ("person",): 50}
SIGNED_IN, NOT_SIGNED_IN = "signed in", "not signed in"
_NAME = re.compile(r"[\w.@+-]{1,64}")


# --- accounts -----------------------------------------------------------------------------------------


def add(app: Mainstem, person: str, role: AccountRole, password: str = "") -> Account:
    """Makes an account; without a password only a trusted proxy or a token opens it. Raises UsageError."""
    if not _NAME.fullmatch(person):
        raise UsageError(repr(person), "is no name", "Up to 64 letters, digits and . _ @ + -")
    if app.store.accounts.get(person):
        raise UsageError(person, "has an account already", "`mainstem account password` changes its password")
    made = Account(person, role, _hashed(person, password), app.clock())
    app.store.accounts.set(made)
    note(app, "account added", f"{person} as {role}")
    return made


def change(
    app: Mainstem, person: str, *, role: AccountRole | None = None, password: str | None = None
) -> Account:
    """Changes an account's role or password, which ends its logins; raises UsageError."""
    account = named(app, person)
    hashed = account.hash if password is None else _hashed(person, password)
    changed = replace(account, role=role or account.role, hash=hashed)
    app.store.accounts.set(changed)
    note(app, "account changed", f"{person}: {'password' if password is not None else role}")
    return changed


def remove(app: Mainstem, person: str) -> None:
    """Removes an account with its tokens; what the person did stays. Raises UsageError."""
    named(app, person)
    app.store.accounts.drop(person)
    note(app, "account removed", person)


def role_named(name: str) -> AccountRole:
    """The role of that name; raises SettingsError."""
    found = next((role for role in GRANTS if role == name), None)
    if found is None:
        raise SettingsError("oidc_newcomers", f"is {name!r}", f"Give {', '.join(GRANTS)}, or nothing")
    return found


def named(app: Mainstem, person: str) -> Account:
    """The account of that name; raises UsageError."""
    account = app.store.accounts.get(person)
    if account is None:
        raise UsageError(person, "has no account", "`mainstem account` lists them")
    return account


def must_be_there(app: Mainstem, bind: str, hosts: Sequence[str]) -> None:
    """Raises UsageError where others could come in and nobody would be asked who they are."""
    if is_here(bind) and all(map(is_here, hosts)):
        return
    if not app.store.accounts.any():
        what = "would be open to everyone who can reach it, because there are no accounts"
        hint = f"Add yourself first: `mainstem account add {app.settings.person} --role admin`"
        raise UsageError(f"{bind} {' '.join(hosts)}".strip(), what, hint)


def is_here(host: str) -> bool:
    """Whether a name or address is this very machine."""
    name = host.lower().strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _hashed(person: str, password: str) -> str:
    if not password:
        return ""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or password.casefold() == person.casefold():
        told = f"Give {LEAST_PASSWORD} to {MOST_PASSWORD:,} characters; a few words in a row are good"
        raise UsageError("the password", "is too short, too long or your name", told)
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash(
        (Argon2Hasher(),)
    )  # argon2id with the library's parameters (RFC 9106's second choice)


@cache
def _nobody() -> str:
    """A hash to compare with where there is no account, so that both take as long."""
    return _hasher().hash(secrets.token_hex())


# --- coming in ----------------------------------------------------------------------------------------


def log_in(app: Mainstem, person: str, password: str, address: str) -> str:
    """Checks a password; the secret that the browser keeps. Raises NotSignedIn and TooManyRequests."""
    check(app, person, password, address)
    return let_in(app, person, address)


def let_in(app: Mainstem, person: str, address: str, by: str = "") -> str:
    """Begins a login of somebody who showed who they are; the secret that the browser keeps."""
    secret, now = secrets.token_urlsafe(32), app.clock()
    app.store.accounts.log_in(person, digest(secret), now, now + LOGIN)
    note(app, SIGNED_IN, by, person=person, address=address)
    return secret


def check(app: Mainstem, person: str, password: str, address: str) -> None:
    """Raises NotSignedIn where name and password do not fit, and TooManyRequests where that was tried too often."""
    person = person[:64]
    throttle(app, person, address)
    account = app.store.accounts.get(person)
    fits = _hasher().verify(password[:MOST_PASSWORD], (account and account.hash) or _nobody())
    if account is None or not account.hash or not fits:
        note(app, NOT_SIGNED_IN, "", person=person, address=address)
        raise NotSignedIn("sign in", "that name and password do not fit", "Check both and try again")


def throttle(app: Mainstem, person: str, address: str) -> None:
    """Raises TooManyRequests where too many failed.

    Failures are counted where they are written down, so that several servers count together.
    """
    given, since = {"person": person, "address": address}, app.clock() - WINDOW
    for names, most in MOST_FAILURES.items():
        where = {name: given[name] for name in names}
        if where.get("person") == "":
            continue  # whoever failed elsewhere told no name
        if app.store.audit.count(NOT_SIGNED_IN, since, **where) >= most:
            raise TooManyRequests("sign in", wait_s=int(WINDOW.total_seconds()))


def by_login(app: Mainstem, secret: str) -> Account | None:
    """The account of the browser that holds ``secret``."""
    return app.store.accounts.logged_in(digest(secret), app.clock())


def log_out(app: Mainstem, secret: str) -> None:
    """Ends the login of a browser."""
    app.store.accounts.log_out(digest(secret))


def for_person(app: Mainstem, person: str) -> Mainstem:
    """The program wired for a person of this store."""
    from mainstem.wiring import team

    member = next((one for one in team.members(app) if one.name == person), None)
    return team.as_person(app, member or Member(person))


def digest(secret: str) -> str:
    """What is kept of a secret that is random itself: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def disconnect(app: Mainstem) -> None:
    """Forgets who the person is at an identity provider; raises UsageError where no password opens their account."""
    account = named(app, app.settings.person)
    if not account.hash:
        raise UsageError(account.person, "would be shut out: no password opens it", "Set one first")
    if app.store.accounts.disconnect(account.person):
        note(app, "account disconnected", account.person)


# --- tokens -------------------------------------------------------------------------------------------


def new_token(
    app: Mainstem, name: str, scopes: Sequence[Scope], held: Sequence[Scope], days: int | None
) -> tuple[Token, str]:
    """Makes a token for the person, and its secret, which is never told again.

    ``held`` is what the one who asks may do. Raises NotAllowed for more, and UsageError without an account.
    """
    named(app, app.settings.person)
    if not set(scopes) <= set(held):
        raise NotAllowed("token", f"you may not give {', '.join(sorted(set(scopes) - set(held)))}")
    now, secret = app.clock(), f"mainstem_{secrets.token_urlsafe(32)}"
    until = now + timedelta(days=days) if days else None
    wanted = tuple(scope for scope in SCOPES if scope in scopes)
    token = Token(secrets.token_hex(4), app.settings.person, name.strip() or "token", wanted, now, until)
    app.store.accounts.add_token(token, digest(secret))
    note(app, "token added", f"{token.name}: {', '.join(wanted)}")
    return token, secret


def drop_token(app: Mainstem, token_id: str) -> None:
    """Takes a token of the person back; raises UsageError."""
    if not app.store.accounts.drop_token(app.settings.person, token_id):
        raise UsageError(token_id, "is none of your tokens")
    note(app, "token removed", token_id)


def by_token(app: Mainstem, secret: str) -> tuple[Account, frozenset[Scope]] | None:
    """The account that a token opens, and what both of them allow."""
    found = app.store.accounts.by_token(digest(secret), app.clock())
    if found is None:
        return None
    account, token = found
    return account, frozenset(token.scopes) & frozenset(GRANTS[account.role])


# --- the audit log ------------------------------------------------------------------------------------


def note(app: Mainstem, action: str, subject: str, *, person: str | None = None, address: str = "") -> None:
    """Writes down what was done, by whom and from where."""
    who = app.settings.person if person is None else person
    app.store.audit.add(Audited(who, action, subject, address, app.clock()))
