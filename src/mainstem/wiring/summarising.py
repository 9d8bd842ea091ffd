"""Summaries by a language model: off until settings.toml names one, written when a person asks, kept, never needed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mainstem.errors import UsageError
from mainstem.model import Reply, Request, Summarizer, Summary, Work
from mainstem.pipeline import summarise

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

LIMIT_S = 180.0  # a large model on one machine writes a few hundred tokens in a minute
_MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Spent:
    """What one model has cost so far."""

    model: str
    n: int
    n_in: int
    n_out: int
    cost: float | None  # None where the price of any of them is unknown
    currency: str


def last(app: Mainstem, work: Work) -> Summary | None:
    """What was written about a work: by the model that settings.toml names, or else by another, newest first."""
    found = app.store.summaries.of(work.keys or (work.id,))
    wanted = app.settings.summaries.model if app.settings.summaries else ""
    return next((one for one in found if one.model == wanted), found[0] if found else None)


def make(app: Mainstem, told: str, *, again: bool = False) -> Summary:
    """The summary of a work, written now unless this model wrote it from the same text before.

    Raises UsageError where summaries are off or the work has no text, and NetError, ReplyError or ReadError.
    """
    of = app.settings.summaries
    if of is None:
        hint = "Name an endpoint in [summaries] of settings.toml (docs/how-to/summaries.md)"
        raise UsageError("summaries", "are off: no language model is named", hint)
    work = app.find(told)
    if not work.text.strip():
        raise UsageError(
            work.title, "has no text here that could be summarised", "Read it at its own address"
        )
    known = last(app, work)
    if known and not again and (known.model, known.read) == (of.model, summarise.digest(work)):
        return known
    reply = asyncio.run(ask(app, of, summarise.request(work, of)))
    made = summarise.read(work, of, reply, app.clock())
    app.store.summaries.put(made)
    return made


async def ask(app: Mainstem, of: Summarizer, request: Request) -> Reply:
    """One attempt at the one address that the person named; it may be private, and leads nowhere else."""
    from mainstem.net import Access, Client, Manners

    host = urlsplit(of.endpoint).hostname or ""
    manners = Manners(
        contact=app.settings.contact,
        allow_hosts=(*app.settings.allow_hosts, host),
        access=(Access(host, {"authorization": f"Bearer {of.key}"}),) if of.key else (),
        max_reply_bytes=_MOST_BYTES,
        max_redirects=0,
        read_s=LIMIT_S,
        total_s=LIMIT_S,
        n_retries=0,
    )
    client = Client(manners, clock=app.clock)
    try:
        return await client.fetch(request)
    finally:
        await client.close()


def is_current(made: Summary, work: Work) -> bool:
    """Whether the text is still the one that was summarised."""
    return made.read == summarise.digest(work)


def spent(app: Mainstem) -> list[Spent]:
    """What each model has cost, the dearest first."""
    by_model: dict[tuple[str, str], list[Summary]] = {}
    for one in app.store.summaries.all():
        by_model.setdefault((one.model, one.currency), []).append(one)
    found = [_sum(model, currency, its) for (model, currency), its in by_model.items()]
    return sorted(found, key=lambda one: (-(one.cost or 0.0), one.model))


def _sum(model: str, currency: str, its: Sequence[Summary]) -> Spent:
    costs = [one.cost for one in its if one.cost is not None]
    return Spent(
        model,
        len(its),
        sum(one.n_in or 0 for one in its),
        sum(one.n_out or 0 for one in its),
        sum(costs) if len(costs) == len(its) else None,
        currency,
    )


def told_cost(made: Summary | Spent) -> str:
    """Tokens and money, in words."""
    if not made.n_in and not made.n_out:
        return "tokens not told"
    tokens = f"{made.n_in or 0:,} + {made.n_out or 0:,} tokens"
    return (
        f"{tokens}, {made.cost:.4f} {made.currency}" if made.cost is not None else f"{tokens}, price not set"
    )
