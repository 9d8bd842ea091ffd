"""Whose turn it is: how often and how many at once a host is asked, and when it wants to be left alone."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from mainstem.model import HostLimit
from mainstem.net.address import is_loopback
from mainstem.net.manners import Manners

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[object]]


class Host:
    """One service: its places and the moments of its last requests. ``limit`` None: it is this machine."""

    def __init__(self, limit: HostLimit | None) -> None:
        self.rests_until: datetime | None = None
        self.line = asyncio.Lock()
        self.places = asyncio.Semaphore(limit.n_open if limit else 2**31)
        self._per = timedelta(seconds=limit.per_s if limit else 0.0)
        self._starts: deque[datetime] = deque(maxlen=limit.n if limit else 0)

    def wait_s(self, now: datetime) -> float:
        """Seconds until the next request may start: at most ``n`` in any ``per_s`` seconds."""
        if len(self._starts) < (self._starts.maxlen or 1):
            return 0.0
        wait = self._starts[0] + self._per - now
        return max(0.0, min(wait, self._per).total_seconds())  # a clock set back must not hold us for hours

    def starts(self, now: datetime) -> None:
        """A request starts."""
        self._starts.append(now)

    def rest(self, until: datetime) -> None:
        """The service wants no request before ``until``."""
        self.rests_until = max(until, self.rests_until or until)


class Turns:
    """Hands out turns, first come first served; nobody who waits for a host holds a connection."""

    def __init__(self, manners: Manners, clock: Clock, sleep: Sleep) -> None:
        self._manners = manners
        self._clock = clock
        self._sleep = sleep
        self._limits = {limit.host.lower(): limit for limit in manners.hosts}
        self._hosts: dict[str, Host] = {}
        self._all = asyncio.Semaphore(manners.n_open)

    def host(self, name: str, port: int | None) -> Host:
        """The service behind a name, in lower case, and a port (None: the usual one)."""
        key = name if port is None else f"{name}:{port}"
        if key not in self._hosts:
            self._hosts[key] = self._new(name, key)
        return self._hosts[key]

    def _new(self, name: str, key: str) -> Host:
        parts = name.split(".")
        for told in (key, *(".".join(parts[n:]) for n in range(len(parts)))):
            if told in self._limits:
                return self._hosts.setdefault(told, Host(self._limits[told]))
        if is_loopback(name):
            return Host(None)
        manners = self._manners
        return Host(HostLimit(name, manners.default_n, manners.default_per_s, manners.default_n_open))

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[None]:
        """Waits for a place at ``host``, for its next moment, for a connection; holds the first and last."""
        async with host.places:
            async with host.line:
                while wait := host.wait_s(self._clock()):
                    await self._sleep(wait)
                await self._all.acquire()
                host.starts(self._clock())
            try:
                yield
            finally:
                self._all.release()
