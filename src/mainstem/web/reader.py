"""Who reads: the program as the person who asks uses it, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request, Security
from fastapi.security import SecurityScopes

from mainstem.errors import NotAllowed, NotSignedIn
from mainstem.model import SCOPES, Account, AccountRole, Scope
from mainstem.wiring import Mainstem, accounts

COOKIE = "mainstem"
TOOLS = "/mcp"  # where language models ask
_BY_TOKEN = ("/api/", "/metrics", TOOLS)  # where programs come in


@dataclass(frozen=True, slots=True)
class Trust:
    """Proxies, by address, whose word on who asks is taken; and the header in which they say it."""

    proxies: frozenset[str] = frozenset()
    header: str = ""  # empty: they only say from where and over what it came


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the program wired for them, their role, and what this request may do."""

    app: Mainstem
    role: AccountRole
    scopes: frozenset[Scope]
    account: bool = True  # False: there are none here, and nobody is asked
    token: bool = False  # whether a program came in by a token


def anyone(request: Request) -> Mainstem:
    """The program, whoever asks."""
    return cast(Mainstem, request.app.state.mainstem)


def caller(request: Request) -> Caller:
    """Whoever asks; where there are no accounts that is the one person of this home, who may do everything.

    Raises NotSignedIn where there are accounts and the request shows none.
    """
    known: Caller | None = getattr(request.state, "caller", None)
    if known is None:
        request.state.caller = known = _caller(request, anyone(request))
    return known


def _caller(request: Request, app: Mainstem) -> Caller:
    if not app.store.accounts.any():
        return Caller(app, "admin", frozenset(SCOPES), account=False)
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and request.url.path.startswith(_BY_TOKEN):
        found = accounts.by_token(app, secret.strip())
        if found is None:
            raise NotSignedIn("the token", "is not known, or is over")
        account, scopes = found
        return Caller(accounts.for_person(app, account.person), account.role, scopes, token=True)
    account_in = _by_proxy(request, app) or accounts.by_login(app, request.cookies.get(COOKIE, ""))
    if account_in is None:
        raise NotSignedIn(request.url.path, "wants to know who asks")
    scopes = frozenset(accounts.GRANTS[account_in.role])
    return Caller(accounts.for_person(app, account_in.person), account_in.role, scopes)


def _by_proxy(request: Request, app: Mainstem) -> Account | None:
    trust: Trust = request.app.state.trust
    if not trust.header or not is_proxied(request):
        return None
    return app.store.accounts.get(request.headers.get(trust.header, ""))


def is_proxied(request: Request) -> bool:
    """Whether the request comes from a proxy whose word is taken."""
    return request.client is not None and request.client.host in request.app.state.trust.proxies


def address_of(request: Request) -> str:
    """From where it was asked: the last address that a trusted proxy saw, else the one that is connected."""
    if is_proxied(request):
        return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()[:64]
    return request.client.host if request.client else ""


def is_secure(request: Request) -> bool:
    """Whether it came over TLS, as far as this server or a trusted proxy knows."""
    told = request.headers.get("x-forwarded-proto", "") if is_proxied(request) else request.url.scheme
    return told == "https"


def _reader(request: Request, needed: SecurityScopes) -> Mainstem:
    asks = caller(request)
    for scope in needed.scopes:
        if scope not in asks.scopes:
            raise NotAllowed(request.url.path, f"needs the scope {scope}")
    return asks.app


def _sharer(request: Request, needed: SecurityScopes) -> Iterator[Mainstem]:
    """As :func:`_reader`, of whoever changes what all share: it is written down, and the others see it at once."""
    app, whole = _reader(request, needed), anyone(request)
    if caller(request).account:
        asked = f"{request.method} {request.url.path}"
        accounts.note(app, asked, str(request.query_params)[:200], address=address_of(request))
    yield app
    for held in ("pack", "pack_digest"):
        whole.__dict__.pop(held, None)


Anyone = Annotated[Mainstem, Depends(anyone)]
Reader = Annotated[Mainstem, Security(_reader, scopes=["read"])]
Writer = Annotated[Mainstem, Security(_reader, scopes=["write"])]  # of one's own marks, wishes and habits
Curator = Annotated[
    Mainstem, Security(_sharer, scopes=["curate"])
]  # of what all share: canon, sources, works
Admin = Annotated[Mainstem, Security(_sharer, scopes=["admin"])]
Asks = Annotated[Caller, Depends(caller)]
