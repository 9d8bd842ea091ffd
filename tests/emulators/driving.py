"""Follows one endpoint at a loopback server through the real network and the real sync."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mainstem.connectors import TABLE
from mainstem.model import Endpoint, EndpointState, Item, Polled, Reply, Source, Taken
from mainstem.net import Client, Manners
from mainstem.pipeline.due import Due
from mainstem.pipeline.sync import Reading, Report, Sync, read_and_settle

SOURCE = Source("sample", "Sample", "lab", "lab", "industrial", (), "https://lab.example/", "daily", "", ())


@dataclass
class Followed:
    """What a poll came to."""

    report: Report
    polls: list[Polled] = field(default_factory=list)

    @property
    def items(self) -> dict[str, Item]:
        """The items by key, the last of each."""
        return {settled.item.key: settled.item for poll in self.polls for settled in poll.settled}

    @property
    def warnings(self) -> list[str]:
        """What was odd, in order."""
        return [warning for poll in self.polls for warning in poll.warnings]

    @property
    def errors(self) -> list[str]:
        """The names of the errors that ended polls."""
        return [poll.error.code for poll in self.polls if poll.error]


class Quiet:
    """Looks on and says nothing."""

    def started(self, n: int) -> None:
        """A run begins."""

    def polled(self, polled: Polled, taken: Taken) -> None:
        """One poll is over."""


def follow(
    url: str, type_: str, at: datetime, *, keep: tuple[str, ...] = (), state: EndpointState | None = None
) -> Followed:
    """Polls the endpoint at ``url`` once, as if it were ``at``."""
    return asyncio.run(_follow(url, type_, at.astimezone(UTC), keep, state))


async def _follow(
    url: str, type_: str, at: datetime, keep: tuple[str, ...], state: EndpointState | None
) -> Followed:
    endpoint = Endpoint(SOURCE.id, type_, url, "live", connector=TABLE.name_for(type_), keep=keep)
    source = replace(SOURCE, endpoints=(endpoint,))
    client = Client(
        Manners(allow_hosts=("127.0.0.1", "localhost"), backoff_s=0.01, default_n=1000), clock=lambda: at
    )
    polls: list[Polled] = []

    async def read(item: Due, reply: Reply) -> Reading:
        return read_and_settle(TABLE[item.endpoint.connector or ""], source, item.endpoint, reply)

    def take(polled: Sequence[Polled]) -> list[Taken]:
        polls.extend(polled)
        return [Taken(n_new=len(poll.settled)) for poll in polled]

    sync = Sync(
        connector=TABLE.__getitem__, fetcher=client, read=read, take=take, clock=lambda: at, watch=Quiet()
    )
    try:
        known = state or EndpointState(endpoint.id, source.id, url)
        report = await sync.run([Due(source, endpoint, known)])
    finally:
        await client.close()
    return Followed(report, polls)
