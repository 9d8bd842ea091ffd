"""Follows the sources: polls what is due, reads what came, hands it to the store, reports.

One datum's way: ``Due`` -> ``Request`` -> ``Reply`` -> (reading pool) ``Page`` -> ``Settled`` -> ``Polled``
-> the store. Fetching is concurrent and polite (``_Turns``), reading happens in a pool of processes, and
one writer commits what is finished in small batches, so a killed run loses at most what was in the air.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from mainstem.errors import MainstemError, RateLimited, Resting, Unreachable
from mainstem.model import Endpoint, EndpointState, Polled, Reply, Request, Settled, Source, Taken
from mainstem.pipeline.due import Due, after_failure, after_rest, after_success, host
from mainstem.pipeline.settle import settle
from mainstem.seams import Connector, Fetcher
from mainstem.text.headers import conditional, freshness
from mainstem.text.season import edition

N_WORKERS = 32  # polls in the air; more gains nothing on two cores
N_PER_HOST = 4  # of these at one host, so that a slow host never holds them all
MAX_PAGES = 8  # of one poll: holds the largest venue (6 x 1,000 notes); a later poll stops at the known
MAX_DETAILS = 30  # of one page: the comments of its top threads, the items of a list of ids
BATCH = 64  # polls a transaction
OFFLINE_HOSTS = 6  # so many hosts unreachable and none reached: there is no network
OVERLAP = timedelta(days=2)  # a page older than this before the last success brings nothing new


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading pool makes of a reply."""

    settled: tuple[Settled, ...]
    next: Request | None = None
    more: tuple[Request, ...] = ()
    warnings: tuple[str, ...] = ()
    interval_h: float | None = None


Read = Callable[[Due, Reply], Awaitable[Reading]]


class Watch(Protocol):
    """Somebody who looks on: a progress bar, a log."""

    def started(self, n: int) -> None:
        """A run of ``n`` polls begins."""
        ...

    def polled(self, polled: Polled, taken: Taken) -> None:
        """One poll is over and kept."""
        ...


@dataclass(slots=True)
class Row:
    """What one source came to in a run."""

    source: str
    n_new: int = 0
    n_updated: int = 0
    n_unchanged: int = 0  # endpoints that had nothing new
    errors: list[MainstemError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """A run in figures; ``offline`` when nothing at all could be reached."""

    n_due: int = 0
    n_polled: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    offline: bool = False
    seconds: float = 0.0
    n_joined: int = 0  # works that were found to be one with another afterwards

    @property
    def n_unreached(self) -> int:
        """Due, and the run was over before their turn."""
        return self.n_due - self.n_polled

    def add(self, polled: Polled, taken: Taken) -> None:
        """Counts one poll."""
        self.n_polled += polled.last
        row = self.rows.setdefault(polled.endpoint.source_id, Row(polled.endpoint.source_id))
        row.n_new += taken.n_new
        row.n_updated += taken.n_updated
        row.n_unchanged += not (taken.n_new or taken.n_updated or polled.error is not None)
        row.warnings += polled.warnings
        if polled.error:
            row.errors.append(polled.error)


class Turns:
    """Hands out polls so that no host holds more than its share of the workers."""

    def __init__(self, items: Sequence[Due], per_host: int = N_PER_HOST) -> None:
        self._waiting: dict[str, deque[Due]] = {}
        for item in items:
            self._waiting.setdefault(host(item.state), deque()).append(item)
        self._ready = deque(self._waiting)
        self._in_air: dict[str, int] = {}
        self._per_host = per_host
        self._freed = asyncio.Condition()
        self._closed = False

    async def take(self) -> Due | None:
        """The next poll, waiting for a host to become free; None when there is none left."""
        async with self._freed:
            while not self._closed and self._waiting:
                if self._ready:
                    return self._hand_out(self._ready.popleft())
                await self._freed.wait()
        return None

    def _hand_out(self, name: str) -> Due:
        queue = self._waiting[name]
        item = queue.popleft()
        self._in_air[name] = self._in_air.get(name, 0) + 1
        if not queue:
            del self._waiting[name]
        elif self._in_air[name] < self._per_host:
            self._ready.append(name)
        return item

    async def give_back(self, item: Due) -> None:
        """The poll is over: its host has a place again."""
        name = host(item.state)
        async with self._freed:
            self._in_air[name] -= 1
            if name in self._waiting and name not in self._ready:
                self._ready.append(name)
            self._freed.notify_all()

    async def close(self) -> None:
        """Hands out nothing more."""
        async with self._freed:
            self._closed = True
            self._freed.notify_all()


class Sync:
    """One run over the endpoints that are due; ``report`` grows while it runs."""

    def __init__(
        self,
        *,
        connector: Callable[[str], Connector],
        fetcher: Fetcher,
        read: Read,
        take: Callable[[Sequence[Polled]], list[Taken]],
        clock: Callable[[], datetime],
        watch: Watch,
        max_pages: int = MAX_PAGES,
    ) -> None:
        self._max_pages = max_pages
        self.report = Report()
        self._connector = connector
        self._fetcher = fetcher
        self._read = read
        self._take = take
        self._clock = clock
        self._watch = watch
        self._done: asyncio.Queue[Polled | None] = asyncio.Queue(maxsize=4 * BATCH)
        self._unsure: list[Polled] = []  # unreachable while nothing at all was reached yet
        self._dark_hosts: set[str] = set()
        self._reached = False

    async def run(self, items: Sequence[Due], *, limit_s: float | None = None) -> Report:
        """Polls ``items`` until all are done or ``limit_s`` seconds are over; what is finished is kept."""
        began = time.monotonic()
        self.report.n_due = len(items)
        self._watch.started(len(items))
        turns = Turns(items)
        writer = asyncio.create_task(self._write())
        workers = asyncio.gather(*(self._work(turns) for _ in range(min(N_WORKERS, len(items)))))
        try:
            async with asyncio.timeout(limit_s):
                await _first_of(workers, writer)
        except TimeoutError:
            pass  # what was not reached is counted as such
        finally:
            workers.cancel()
            await asyncio.gather(workers, return_exceptions=True)
            await self._end(writer)
            self.report.seconds = time.monotonic() - began
        return self.report

    async def _end(self, writer: asyncio.Task[None]) -> None:
        """Lets the writer finish what is left; raises what the store said if it failed."""
        if len(self._dark_hosts) >= OFFLINE_HOSTS and not self._reached:
            self.report.offline = True  # no source is to blame, so nothing is held against one
        elif not writer.done():
            for polled in self._unsure:
                await self._done.put(polled)
        if not writer.done():
            await self._done.put(None)
        await writer

    async def _work(self, turns: Turns) -> None:
        while (item := await turns.take()) is not None:
            try:
                await self._poll(item)
            finally:
                await turns.give_back(item)
            if not self._reached and len(self._dark_hosts) >= OFFLINE_HOSTS:
                await turns.close()

    async def _poll(self, item: Due) -> None:
        """One endpoint, page by page, each with its details; every reply is kept as it comes."""
        known_at = None if item.state.next_url else item.state.last_success_at
        try:
            request = self._first(item)
            for n_left in reversed(range(self._max_pages)):
                polled, after, more = await self._page(item, request, n_left, known_at)
                await self._keep(replace(polled, last=after is None and not more))
                await self._details(item, polled.state, more, last=after is None)
                if after is None:
                    return
                item, request = Due(item.source, item.endpoint, polled.state), after
        except Resting as error:
            await self._keep(Polled(item.endpoint, after_rest(item, error.retry_at), warnings=(str(error),)))
        except MainstemError as error:
            state = after_failure(item, error, self._clock())
            await self._keep(Polled(item.endpoint, state, error=error), dark=host(item.state))

    def _first(self, item: Due) -> Request:
        if item.state.next_url:  # an earlier run was cut short between two pages
            return Request(item.state.next_url)
        connector = self._connector(item.endpoint.connector or "")
        request = connector.first(item.endpoint, edition(item.source, self._clock().date()))
        if item.state.moved_to:
            request = replace(request, url=item.state.moved_to)
        return conditional(request, item.state)

    async def _page(
        self, item: Due, request: Request, n_left: int, known_at: datetime | None
    ) -> tuple[Polled, Request | None, tuple[Request, ...]]:
        """A page as it is kept, the next page to ask for, and the details that belong to this one."""
        reply = await self._fetcher.fetch(request)
        wish = freshness(reply, reply.at)
        body_hash = None if reply.status == 304 else hashlib.sha256(reply.body).hexdigest()[:32]
        if body_hash in (None, item.state.body_hash):
            return Polled(item.endpoint, after_success(item, reply, wish=wish), not_modified=True), None, ()
        reading = await self._read(item, reply)
        if reading.interval_h is not None:
            wish = max(wish or timedelta(), timedelta(hours=reading.interval_h))
        after = reading.next if n_left and _goes_on(reading, known_at) else None
        next_url = after.url if after and after.body is None else None
        state = after_success(item, reply, wish=wish, body_hash=body_hash, next_url=next_url)
        return (
            Polled(item.endpoint, state, reading.settled, reading.warnings),
            after,
            reading.more[:MAX_DETAILS],
        )

    async def _details(
        self, item: Due, state: EndpointState, requests: Sequence[Request], *, last: bool
    ) -> None:
        """What belongs to a page; a detail that fails is a warning, and a host that wants rest ends them."""
        for n, request in enumerate(requests, 1):
            polled = Polled(item.endpoint, state, last=last and n == len(requests))
            try:
                reading = await self._read(item, await self._fetcher.fetch(request))
            except RateLimited as error:
                await self._keep(replace(polled, warnings=(str(error),), last=last))
                return
            except MainstemError as error:
                await self._keep(replace(polled, warnings=(str(error),)))
            else:
                await self._keep(replace(polled, settled=reading.settled, warnings=reading.warnings))

    async def _keep(self, polled: Polled, dark: str = "") -> None:
        """Passes a finished poll to the writer; holds back faults that may be our own missing network."""
        if isinstance(polled.error, Unreachable) and not self._reached:
            self._unsure.append(polled)
            self._dark_hosts.add(dark)
            return
        self._reached = True
        unsure, self._unsure = self._unsure, []
        for each in (*unsure, polled):
            await self._done.put(each)

    async def _write(self) -> None:
        """The only one who writes: takes what is finished, a batch a transaction, until told to end."""
        ended = False
        while not ended:
            batch = [await self._done.get()]
            while len(batch) < BATCH and not self._done.empty():
                batch.append(self._done.get_nowait())
            ended = batch[-1] is None
            polled = [each for each in batch if each is not None]
            if polled:
                taken = await asyncio.to_thread(self._take, polled)
                for each, what in zip(polled, taken, strict=True):
                    self.report.add(each, what)
                    self._watch.polled(each, what)


async def _first_of(workers: asyncio.Future[list[None]], writer: asyncio.Task[None]) -> None:
    """Until the workers are done or the writer fails; raises what went wrong in either."""
    tasks: set[asyncio.Future[Any]] = {workers, writer}
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def _goes_on(reading: Reading, known_at: datetime | None) -> bool:
    """Whether the next page can hold anything that a run before ``known_at`` has not taken."""
    if known_at is None:
        return True
    moments = [s.item.updated_at or s.item.published_at for s in reading.settled]
    dates = [moment for moment in moments if moment]
    return not dates or min(dates) > known_at - OVERLAP


def read_and_settle(connector: Connector, source: Source, endpoint: Endpoint, reply: Reply) -> Reading:
    """What the reading pool does with one reply; raises ReadError."""
    page = connector.read(endpoint, reply)
    settled = tuple(settle(source, draft, reply.at) for draft in page.drafts)
    return Reading(settled, page.next, page.more, page.warnings, page.interval_h)
