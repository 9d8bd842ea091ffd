"""Hosts are asked as often as agreed, and no more."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mainstem.model import HostLimit
from mainstem.net.manners import Manners
from mainstem.net.turns import Host, Turns
from tests.net.conftest import START, FakeClock, run


def starts(turns: Turns, clock: FakeClock, host: str, n: int) -> list[datetime]:
    """When each of ``n`` requests at ``host`` that want to start now does start."""
    began: list[datetime] = []

    async def ask() -> None:
        async with turns.turn(turns.host(host, None)):
            began.append(clock())
            await asyncio.sleep(0)

    async def main() -> None:
        await asyncio.gather(*(ask() for _ in range(n)))

    run(main())
    return began


@given(n=st.integers(1, 7), per_s=st.floats(0.1, 90), n_open=st.integers(1, 5), n_asked=st.integers(1, 30))
def test_no_window_holds_more_than_the_limit(n: int, per_s: float, n_open: int, n_asked: int) -> None:
    """In any ``per_s`` seconds at most ``n`` requests start, whatever the limit and however many wait."""
    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("a.example", n, per_s, n_open),)), clock, clock.sleep)
    began = starts(turns, clock, "a.example", n_asked)
    assert n_asked == len(began)
    windows = [later - earlier for earlier, later in zip(began, began[n:], strict=False)]
    assert all(window >= timedelta(seconds=per_s) for window in windows)


def test_the_default_for_hosts_nobody_listed() -> None:
    """Five a second: eleven requests take two seconds."""
    clock = FakeClock()
    began = starts(Turns(Manners(), clock, clock.sleep), clock, "a.example", 11)
    assert [0] * 5 + [1] * 5 + [2] == [(each - START).total_seconds() for each in began]


def test_this_machine_has_no_limit() -> None:
    """Loopback is not made to wait."""
    clock = FakeClock()
    began = starts(Turns(Manners(), clock, clock.sleep), clock, "127.0.0.1", 100)
    assert [START] * 100 == began


def test_this_machine_may_be_given_a_limit() -> None:
    """A limit that is written down holds for loopback too."""
    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("127.0.0.1", 1, 10),)), clock, clock.sleep)
    starts(turns, clock, "127.0.0.1", 3)
    assert [10, 10] == clock.slept


def test_a_limit_covers_the_subdomains() -> None:
    """www and old of one service share its limit and its rest; another service with a like name does not."""
    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("reddit.example", 1, 60),)), clock, clock.sleep)
    assert turns.host("www.reddit.example", None) is turns.host("old.reddit.example", None)
    assert turns.host("www.reddit.example", None) is not turns.host("notreddit.example", None)


def test_two_ports_are_two_hosts() -> None:
    """What listens on another port is another service."""
    clock = FakeClock()
    turns = Turns(Manners(), clock, clock.sleep)
    assert turns.host("a.example", None) is not turns.host("a.example", 8080)


def test_no_more_than_n_open_at_a_host_and_in_all() -> None:
    """Connections are counted for each host and over all hosts."""
    clock = FakeClock()
    limits = tuple(HostLimit(f"h{n}.example", 100, 1, n_open=2) for n in range(4))
    turns = Turns(Manners(hosts=limits, n_open=5), clock, clock.sleep)
    open_now: dict[str, int] = {limit.host: 0 for limit in limits}
    most_at_host, most_in_all = 0, 0

    async def ask(host: str) -> None:
        nonlocal most_at_host, most_in_all
        async with turns.turn(turns.host(host, None)):
            open_now[host] += 1
            most_at_host = max(most_at_host, open_now[host])
            most_in_all = max(most_in_all, sum(open_now.values()))
            await asyncio.sleep(0.001)
            open_now[host] -= 1

    async def main() -> None:
        await asyncio.gather(*(ask(limit.host) for limit in limits for _ in range(6)))

    run(main())
    assert (2, 5) == (most_at_host, most_in_all)


def test_who_waits_for_a_slow_host_holds_no_connection() -> None:
    """While one host's turn is a minute off, others are asked, with only one connection for all."""
    began: list[str] = []
    minute = asyncio.Event()

    async def sleep(_: float) -> None:
        await minute.wait()
        clock.now += timedelta(minutes=1)

    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("slow.example", 1, 60),), n_open=1), clock, sleep)

    async def ask(host: str) -> None:
        async with turns.turn(turns.host(host, None)):
            began.append(host)

    async def main() -> None:
        slow = [asyncio.create_task(ask("slow.example")) for _ in range(2)]
        await asyncio.sleep(0.01)
        await ask("quick.example")
        minute.set()
        await asyncio.gather(*slow)

    run(main())
    assert ["slow.example", "quick.example", "slow.example"] == began


def test_who_waits_for_a_connection_does_not_burst_out() -> None:
    """Two who wait for the one connection while their host is free still start a window apart."""
    began: list[datetime] = []

    async def ask(host: str) -> None:
        async with turns.turn(turns.host(host, None)):
            began.append(clock())
            await asyncio.sleep(0.01)

    async def main() -> None:
        await asyncio.gather(ask("other.example"), ask("a.example"), ask("a.example"))

    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("a.example", 1, 10),), n_open=1), clock, clock.sleep)
    run(main())
    assert [0, 0, 10] == [(each - START).total_seconds() for each in began]


def test_who_gives_up_waiting_leaves_the_line_in_order() -> None:
    """A cancelled wait blocks nobody behind it."""
    clock = FakeClock()
    turns = Turns(Manners(hosts=(HostLimit("a.example", 1, 60),)), clock, lambda _: asyncio.sleep(30))

    async def ask() -> None:
        async with turns.turn(turns.host("a.example", None)):
            pass

    async def main() -> None:
        await ask()
        waiting = asyncio.create_task(ask())
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        clock.now += timedelta(minutes=1)
        await ask()

    run(main())


def test_a_clock_set_back_does_not_hold_a_host_for_hours() -> None:
    """The wait is never longer than the window itself."""
    host = Host(HostLimit("a.example", 1, 3))
    host.starts(START + timedelta(hours=2))
    assert 3.0 == host.wait_s(START)


def test_a_later_rest_is_not_shortened() -> None:
    """The longest pause that a host asked for holds."""
    host = Host(None)
    host.rest(START + timedelta(hours=1))
    host.rest(START)
    assert START + timedelta(hours=1) == host.rests_until
