"""Who reads: the program as the person who asks uses it, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Request, Security
from fastapi.security import SecurityScopes

from mainstem.errors import NotAllowed
from mainstem.model import SCOPES, Scope
from mainstem.wiring import Mainstem


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the program wired for them, their role, and what this request may do."""

    app: Mainstem
    role: str
    scopes: frozenset[Scope]


def caller(request: Request) -> Caller:
    """Whoever asks; where there are no accounts that is the one person of this home, who may do everything."""
    app = cast(Mainstem, request.app.state.mainstem)
    return Caller(app, "admin", frozenset(SCOPES))


def _reader(request: Request, needed: SecurityScopes) -> Mainstem:
    asks = caller(request)
    for scope in needed.scopes:
        if scope not in asks.scopes:
            raise NotAllowed(request.url.path, f"needs the scope {scope}")
    return asks.app


Reader = Annotated[Mainstem, Security(_reader, scopes=["read"])]
Writer = Annotated[Mainstem, Security(_reader, scopes=["write"])]  # of one's own marks, wishes and habits
Curator = Annotated[
    Mainstem, Security(_reader, scopes=["curate"])
]  # of what all share: canon, sources, works
Admin = Annotated[Mainstem, Security(_reader, scopes=["admin"])]
