"""Fetches: one request in, one reply with status 200 or 304 out, or an error that says what happened.

The way of a fetch, each step the only caller of the next: ``fetch`` (redirects) -> ``_insist`` (further
attempts) -> ``_ask`` (the host's turn; foreign errors become ours) -> ``_exchange`` (the wire).

It stands on httpcore2, the engine of httpx2, for the one thing that the guard needs and httpx2 does not
hand through: a network backend of its own (docs/adr/0010-net-guards-the-connection.md).
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import httpcore2

from mainstem.errors import AddressRefused, Garbled, RateLimited, Resting, ServerFault, TooLarge, Unreachable
from mainstem.model import Reply, Request
from mainstem.net import faults
from mainstem.net.access import Access, opened, routed
from mainstem.net.address import Guard
from mainstem.net.backend import Resolve, look_up
from mainstem.net.manners import Manners
from mainstem.net.pools import Pools
from mainstem.net.robots import Robots
from mainstem.net.statuses import judge
from mainstem.net.trip import Trip
from mainstem.net.turns import Clock, Host, Sleep, Turns
from mainstem.net.unpack import ACCEPTED, Unpacker
from mainstem.text.headers import quota_reset

PASSING = frozenset({502, 503, 504})  # a gateway whose server restarts
MAX_REFUSALS = 2  # failed connections after which a host counts as down for the rest of the run
SHORT_REST_S = 10.0  # a rest worth waiting for: quotas of a few requests a few seconds (Discord)
DRAINED_BYTES = 2**16  # of a refusal's body, to keep its connection; more is not worth it


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Client:
    """The network for one run; keeps ``seams.Fetcher``.

    A host that cannot be connected to is not tried for ever, and one that asked for a pause is left alone,
    for as long as the client lives: make one a run, in the event loop that uses it, and close it.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        clock: Clock = now_utc,
        sleep: Sleep = asyncio.sleep,
        random: Random | None = None,
        resolve: Resolve = look_up,
        proxies: Mapping[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._manners = manners or Manners()
        self._clock = clock
        self._sleep = sleep
        self._random = random or Random()  # noqa: S311 - spreads retries, hides nothing
        self._pools = Pools(self._manners, Guard(self._manners.allow_hosts), resolve, proxies, tls)
        self._turns = Turns(self._manners, clock, sleep)
        self._defaults = {
            "user-agent": self._manners.user_agent,
            "accept": "*/*",
            "accept-encoding": ACCEPTED,
        }
        self._timeouts = _timeouts(self._manners)
        self._robots = Robots(self.fetch)
        self._refusals: dict[str, int] = {}  # failed connections by host
        self._reached: set[str] = set()  # hosts that answered anything at all

    @property
    def n_hosts_ok(self) -> int:
        """Hosts that answered anything at all."""
        return len(self._reached)

    @property
    def n_hosts_failed(self) -> int:
        """Hosts that could not be connected to. Many of these and none ok: there is no network."""
        return len(self._refusals.keys() - self._reached)

    async def fetch(self, request: Request) -> Reply:
        """A reply with status 200 or 304, or 2xx to what was posted; raises NetError or ReplyError.

        Waits for the host's turn.
        """
        if request.page:
            await self._robots.mind(request.url)
        request = replace(request, url=routed(request.url, self._manners.access))
        trip = Trip(request, self._defaults)
        while trip.redirects(reply := await self._insist(trip)):
            trip.move(reply, self._manners.max_redirects)
        return replace(reply, moved_to=trip.moved_to) if trip.moved_to else reply

    async def close(self) -> None:
        """Closes every connection."""
        await self._pools.close()

    async def _insist(self, trip: Trip) -> Reply:
        """Asks, and again where it failed in passing."""
        while True:
            try:
                return await self._ask(trip)
            except (Unreachable, ServerFault) as error:
                pause_s = self._pause_s(trip, error)
                if pause_s is None:
                    raise
            await self._sleep(pause_s)

    def _pause_s(self, trip: Trip, error: Unreachable | ServerFault) -> float | None:
        """Seconds until the next attempt; None where there should be none."""
        manners = self._manners
        for_good = isinstance(error, ServerFault) and error.status not in PASSING
        if for_good or self._is_down(trip) or trip.n_retries >= manners.n_retries:
            return None
        pause_s = manners.backoff_s * 2**trip.n_retries * (1 + self._random.random()) / 2
        trip.n_retries += 1
        trip.spent_s += pause_s
        return pause_s if trip.spent_s < manners.total_s else None

    async def _ask(self, trip: Trip) -> Reply:
        """A reply to hand on or to follow; every other end of asking as one of our errors."""
        if self._is_down(trip):
            raise trip.error(Unreachable, "is at a host that could not be reached earlier in this run")
        host = self._turns.host(trip.url.host, trip.url.port)
        await self._mind_rest(trip, host)
        try:
            async with self._turns.turn(host):
                await self._mind_rest(trip, host)  # it may have asked for it while we waited
                reply = await self._exchange(trip)
        except AddressRefused as error:
            raise trip.error(AddressRefused, error.what) from error
        except faults.FOREIGN as error:
            self._count_failure(trip, error)
            kind, what = faults.tell(error, self._manners)
            raise trip.error(kind, what) from error
        self._reached.add(_name(trip))
        self._refusals.pop(_name(trip), None)
        return self._judged(trip, host, reply)

    def _judged(self, trip: Trip, host: Host, reply: Reply) -> Reply:
        """``reply``, or the error that its status means; remembers for how long the host wants to rest."""
        refused = (
            None
            if trip.redirects(reply)
            else judge(reply, conditional=trip.conditional, posted=trip.body is not None)
        )
        if refused is None:
            if until := quota_reset(reply.headers, reply.at):
                host.rest(until)
            return reply
        kind, what, come_back = refused
        if kind is RateLimited:
            host.rest(come_back or reply.at + timedelta(seconds=self._manners.rest_s))
        raise trip.refusal(kind, what, status=reply.status, retry_at=come_back)

    async def _mind_rest(self, trip: Trip, host: Host) -> None:
        """Waits out a short rest that the host wants; raises Resting for a longer one."""
        rest_s = (host.rests_until - self._clock()).total_seconds() if host.rests_until else 0.0
        if 0 < rest_s <= SHORT_REST_S:
            await self._sleep(rest_s)
        elif rest_s > 0:
            raise trip.refusal(
                Resting,
                f"was not asked: the host wants no request before {host.rests_until:%Y-%m-%d %H:%M:%S} UTC",
                status=429,
                retry_at=host.rests_until,
            )

    def _is_down(self, trip: Trip) -> bool:
        return self._refusals.get(_name(trip), 0) >= MAX_REFUSALS

    def _count_failure(self, trip: Trip, error: BaseException) -> None:
        if faults.at_connect(error):
            n = MAX_REFUSALS if faults.no_such_name(error) else 1
            self._refusals[_name(trip)] = self._refusals.get(_name(trip), 0) + n

    async def _exchange(self, trip: Trip) -> Reply:
        """One request on the wire and its whole reply, within what is left of the total time."""
        pool = self._pools.pool(trip.url)
        request = _on_the_wire(trip, self._timeouts, self._manners.access)
        began = time.monotonic()
        try:
            async with asyncio.timeout(max(self._manners.total_s - trip.spent_s, 0.0)):
                response = await pool.handle_async_request(request)
                try:
                    headers = _headers(response)
                    body = await self._body(trip, response, headers)
                finally:
                    await response.aclose()
        finally:
            trip.spent_s += time.monotonic() - began
        return Reply(str(trip.url), response.status, headers, body, self._clock())

    async def _body(self, trip: Trip, response: httpcore2.Response, headers: Mapping[str, str]) -> bytes:
        if response.status != 200:
            packed = await _drain(response)
            return _unpacked(trip, packed, headers) if response.status == 403 else b""
        cap = self._manners.max_reply_bytes
        if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > cap:
            raise TooLarge(trip.subject, f"is larger than {cap / 2**20:g} MiB")
        unpacker = Unpacker(trip.subject, headers.get("content-encoding", ""), cap)
        async with aclosing(response.aiter_stream()) as stream:
            async for data in stream:
                unpacker.feed(data)
        return unpacker.end()


def _timeouts(manners: Manners) -> dict[str, float]:
    return {
        "connect": manners.connect_s,
        "read": manners.read_s,
        "write": manners.read_s,
        "pool": manners.total_s,
    }


def _name(trip: Trip) -> str:
    return trip.url.netloc.decode("ascii")


def _on_the_wire(trip: Trip, timeouts: dict[str, float], keys: Iterable[Access]) -> httpcore2.Request:
    url = trip.url
    opening, target = opened(url, keys)
    told = {**trip.headers, **opening}
    headers = [(b"host", url.netloc)]
    headers += [(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in told.items()]
    where = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=target)
    if trip.body is not None:
        headers.append((b"content-length", str(len(trip.body)).encode("ascii")))
    method = "GET" if trip.body is None else "POST"
    return httpcore2.Request(
        method, where, headers=headers, content=trip.body, extensions={"timeout": timeouts}
    )


def _headers(response: httpcore2.Response) -> dict[str, str]:
    """Names in lower case; a header that came several times as one, joined with commas (RFC 9110, 5.2)."""
    found: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


async def _drain(response: httpcore2.Response) -> bytes:
    """Reads a small body to its end, so that the connection can be used again; a larger one is cut."""
    read = bytearray()
    async with aclosing(response.aiter_stream()) as stream:
        async for data in stream:
            read += data
            if len(read) > DRAINED_BYTES:
                break
    return bytes(read)


def _unpacked(trip: Trip, packed: bytes, headers: Mapping[str, str]) -> bytes:
    """The body of a refusal, as far as it can be read: only to tell one refusal from another."""
    try:
        unpacker = Unpacker(trip.subject, headers.get("content-encoding", ""), DRAINED_BYTES)
        unpacker.feed(packed)
        return unpacker.end()
    except (Garbled, TooLarge, Unreachable):
        return b""
