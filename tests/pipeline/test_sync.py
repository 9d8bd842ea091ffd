"""The sync: what is asked, kept and reported, with the network and the store as fakes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from mainstem.errors import DiskFull, MainstemError, NoEntries, ServerFault, Unreachable
from mainstem.model import Draft, Endpoint, EndpointState, Page, Polled, Reply, Request, Source, Taken
from mainstem.pipeline.due import Due
from mainstem.pipeline.sync import MAX_PAGES, N_PER_HOST, OFFLINE_HOSTS, Reading, Sync, read_and_settle
from tests.pipeline.conftest import make_source

Answer = Callable[[Request], bytes | int | MainstemError]


class Lines:
    """A connector for tests: a word an entry; ``next URL`` names the next page, ``more:URL`` a detail."""

    def first(self, endpoint: Endpoint, today: date) -> Request:
        """Asks for the endpoint's address."""
        return Request(endpoint.url)

    def read(self, endpoint: Endpoint, reply: Reply) -> Page:
        """One draft a line."""
        lines = reply.body.decode().split()
        if not lines:
            raise NoEntries(endpoint.source_id, "holds no entries")
        after = Request(lines[lines.index("next") + 1]) if "next" in lines else None
        more = tuple(Request(line.removeprefix("more:")) for line in lines if line.startswith("more:"))
        keys = [line for line in (lines[: lines.index("next")] if after else lines) if ":" not in line]
        drafts = [Draft(key, f"Title {key}", f"https://blog.example/{key}", "post") for key in keys]
        return Page(tuple(drafts), after, more)


@dataclass
class FakeFetcher:
    """Answers from a function and writes down what was asked."""

    answer: Answer
    now: datetime
    asked: list[Request] = field(default_factory=list)
    n_open: dict[str, int] = field(default_factory=dict)
    most_open: int = 0

    async def fetch(self, request: Request) -> Reply:
        """One answer; counts how many are open at a host."""
        self.asked.append(request)
        host = request.url.split("/")[2]
        self.n_open[host] = self.n_open.get(host, 0) + 1
        self.most_open = max(self.most_open, self.n_open[host])
        await asyncio.sleep(0)
        self.n_open[host] -= 1
        told = self.answer(request)
        if isinstance(told, MainstemError):
            raise told
        if isinstance(told, int):
            return Reply(request.url, told, {}, b"", self.now)
        return Reply(request.url, 200, {"etag": f'"{len(told)}"'}, told, self.now)

    async def close(self) -> None:
        """Nothing to close."""


@dataclass
class FakeStore:
    """Keeps polls and counts an item once."""

    polls: list[Polled] = field(default_factory=list)
    items: set[str] = field(default_factory=set)
    error: MainstemError | None = None

    def take(self, polled: Sequence[Polled]) -> list[Taken]:
        """Takes a batch in."""
        if self.error:
            raise self.error
        self.polls += polled
        taken = []
        for each in polled:
            ids = {s.item.id for s in each.settled}
            taken.append(Taken(n_new=len(ids - self.items), n_same=len(ids & self.items)))
            self.items |= ids
        return taken


class Silent:
    """A watch that looks away."""

    def started(self, n: int) -> None:
        """Nothing."""

    def polled(self, polled: Polled, taken: Taken) -> None:
        """Nothing."""


def due_of(*urls: str, state: dict[str, object] | None = None) -> list[Due]:
    items = []
    for n, url in enumerate(urls):
        source = make_source(f"blog-{n}", url)
        endpoint = source.endpoints[0]
        items.append(Due(source, endpoint, EndpointState(endpoint.id, source.id, url, **(state or {}))))  # type: ignore[arg-type]
    return items


def make_sync(answer: Answer, now: datetime) -> tuple[Sync, FakeFetcher, FakeStore]:
    fetcher, store = FakeFetcher(answer, now), FakeStore()

    async def read(item: Due, reply: Reply) -> Reading:
        return read_and_settle(Lines(), item.source, item.endpoint, reply)

    sync = Sync(
        connector=lambda name: Lines(),
        fetcher=fetcher,
        read=read,
        take=store.take,
        clock=lambda: now,
        watch=Silent(),
    )
    return sync, fetcher, store


def test_entries_are_kept_and_counted(now: datetime) -> None:
    """Two feeds with three entries are three new items of two sources."""
    sync, _, store = make_sync(lambda r: b"a b" if "one" in r.url else b"c", now)
    report = asyncio.run(sync.run(due_of("https://one.example/f", "https://two.example/f")))
    assert (3, [2, 1]) == (len(store.items), [r.n_new for _, r in sorted(report.rows.items())])


def test_validators_are_sent_and_a_304_reads_nothing(now: datetime) -> None:
    """What did not change costs one small request."""
    sync, fetcher, store = make_sync(lambda r: 304, now)
    asyncio.run(sync.run(due_of("https://one.example/f", state={"etag": '"x"'})))
    assert '"x"' == {k.lower(): v for k, v in fetcher.asked[0].headers.items()}["if-none-match"]
    assert (True, 304) == (store.polls[0].not_modified, 304)


def test_the_same_body_again_reads_nothing(now: datetime) -> None:
    """A server without validators that sends the same bytes brings nothing new."""
    sync, _, store = make_sync(lambda r: b"a", now)
    asyncio.run(sync.run(due_of("https://one.example/f")))
    again = [Due(d.source, d.endpoint, store.polls[0].state) for d in due_of("https://one.example/f")]
    second, _, kept = make_sync(lambda r: b"a", now)
    asyncio.run(second.run(again))
    assert kept.polls[0].not_modified


def test_one_failure_never_sinks_the_run(now: datetime) -> None:
    """Each failing source is reported as what it was; the others are kept."""
    answers: dict[str, bytes | MainstemError] = {
        "one": b"a",
        "two": ServerFault("https://two.example/f", "answered 500"),
        "three": b" ",
    }
    sync, _, store = make_sync(lambda r: answers[r.url.split("/")[2].split(".")[0]], now)
    report = asyncio.run(sync.run(due_of(*(f"https://{n}.example/f" for n in answers))))
    codes = {name: [e.code for e in row.errors] for name, row in report.rows.items()}
    assert {"blog-0": [], "blog-1": ["server_fault"], "blog-2": ["no_entries"]} == codes
    assert (1, 0) == (len(store.items), report.n_unreached)


def test_pages_are_followed_and_bounded(now: datetime) -> None:
    """A service that always names a next page is left after MAX_PAGES."""

    def answer(request: Request) -> bytes:
        n = int(request.url.rsplit("=")[-1])
        return f"k{n} next https://one.example/f?p={n + 1}".encode()

    sync, fetcher, store = make_sync(answer, now)
    report = asyncio.run(sync.run(due_of("https://one.example/f?p=1")))
    assert (MAX_PAGES, MAX_PAGES, None) == (
        len(fetcher.asked),
        len(store.items),
        store.polls[-1].state.next_url,
    )
    assert 1 == report.n_polled


def test_a_run_cut_short_between_pages_goes_on_there(now: datetime) -> None:
    """The page that was taken is not asked for again."""
    sync, fetcher, _ = make_sync(lambda r: b"z", now)
    asyncio.run(
        sync.run(due_of("https://one.example/f?p=1", state={"next_url": "https://one.example/f?p=2"}))
    )
    assert ["https://one.example/f?p=2"] == [r.url for r in fetcher.asked]


def test_a_moved_feed_is_asked_at_its_new_address(now: datetime) -> None:
    """A permanent move is followed from then on."""
    sync, fetcher, _ = make_sync(lambda r: b"a", now)
    asyncio.run(sync.run(due_of("https://one.example/f", state={"moved_to": "https://new.example/f"})))
    assert ["https://new.example/f"] == [r.url for r in fetcher.asked]


def test_without_a_network_no_source_is_blamed_and_the_run_ends_early(now: datetime) -> None:
    """Six dark hosts and none reached: there is no network, and nothing is held against anyone."""
    sync, fetcher, store = make_sync(lambda r: Unreachable(r.url, "no such host"), now)
    report = asyncio.run(sync.run(due_of(*(f"https://h{n}.example/f" for n in range(200)))))
    assert (True, []) == (report.offline, store.polls)
    assert OFFLINE_HOSTS <= len(fetcher.asked) < 100


def test_a_single_dark_host_is_blamed(now: datetime) -> None:
    """One dead feed is a dead feed, not a missing network."""
    sync, _, store = make_sync(lambda r: Unreachable(r.url, "no such host"), now)
    report = asyncio.run(sync.run(due_of("https://gone.example/f")))
    assert (False, ["unreachable"]) == (report.offline, [p.error.code for p in store.polls if p.error])


def test_no_host_gets_more_than_its_share(now: datetime) -> None:
    """Sixty feeds of one host never hold more than N_PER_HOST workers."""
    sync, fetcher, store = make_sync(lambda r: r.url[-2:].encode(), now)
    asyncio.run(sync.run(due_of(*(f"https://one.example/f{n:02}" for n in range(60)))))
    assert (60, True) == (len(store.polls), fetcher.most_open <= N_PER_HOST)


def test_the_time_limit_ends_the_run_and_keeps_what_is_finished(now: datetime) -> None:
    """What was not asked is counted, what was is kept."""
    sync, fetcher, store = make_sync(lambda r: b"a", now)
    quick = fetcher.fetch

    async def slow_for_one(request: Request) -> Reply:
        if "slow" in request.url:
            await asyncio.sleep(30)
        return await quick(request)

    fetcher.fetch = slow_for_one  # type: ignore[method-assign]
    report = asyncio.run(sync.run(due_of("https://fast.example/f", "https://slow.example/f"), limit_s=0.3))
    assert (1, 1, 1) == (report.n_polled, report.n_unreached, len(store.items))


def test_a_full_disk_ends_the_run_with_its_name(now: datetime) -> None:
    """The store's error is raised, and nobody waits for ever."""
    sync, _, store = make_sync(lambda r: b"a", now)
    store.error = DiskFull("mainstem.db", "no space is left")
    with pytest.raises(DiskFull):
        asyncio.run(asyncio.wait_for(sync.run(due_of(*(f"https://h{n}.example/f" for n in range(300)))), 20))


def test_an_interrupt_keeps_what_is_finished(now: datetime) -> None:
    """Cancelling the run still writes the polls that are over."""
    sync, fetcher, store = make_sync(lambda r: b"a", now)
    quick = fetcher.fetch

    async def hang_after_one(request: Request) -> Reply:
        if "slow" in request.url:
            await asyncio.sleep(30)
        return await quick(request)

    fetcher.fetch = hang_after_one  # type: ignore[method-assign]

    async def interrupted() -> None:
        run = asyncio.create_task(sync.run(due_of("https://fast.example/f", "https://slow.example/f")))
        await asyncio.sleep(0.2)
        run.cancel()
        await run

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(interrupted())
    assert (1, 1) == (len(store.items), sync.report.n_polled)


def test_later_polls_stop_paging_at_what_is_known(now: datetime) -> None:
    """After a success, pages older than it are not asked for."""

    class Dated(Lines):
        def read(self, endpoint: Endpoint, reply: Reply) -> Page:
            page = super().read(endpoint, reply)
            old = now - timedelta(days=30)
            return replace(page, drafts=tuple(replace(d, published_at=old) for d in page.drafts))

    async def read(item: Due, reply: Reply) -> Reading:
        return read_and_settle(Dated(), item.source, item.endpoint, reply)

    sync, fetcher, _ = make_sync(lambda r: b"a next https://one.example/f?p=2", now)
    sync._read = read
    known = due_of("https://one.example/f?p=1", state={"last_success_at": now - timedelta(days=1)})
    asyncio.run(sync.run(known))
    assert 1 == len(fetcher.asked)


def test_reading_names_its_source(now: datetime) -> None:
    """What the pool makes of a reply carries the source of each item."""
    source: Source = make_source("blog-x")
    reply = Reply("https://blog.example/feed.xml", 200, {}, b"a b", now)
    reading = read_and_settle(Lines(), source, source.endpoints[0], reply)
    assert {"blog-x"} == {s.item.source_id for s in reading.settled}


def test_details_of_a_page_are_kept_and_count_as_one_poll(now: datetime) -> None:
    """The comments of a thread are asked for after the listing, in the same poll."""

    def answer(request: Request) -> bytes:
        return b"c" if "c1" in request.url else b"a more:https://one.example/c1"

    sync, fetcher, store = make_sync(answer, now)
    report = asyncio.run(sync.run(due_of("https://one.example/f")))
    assert (2, 2, 1) == (len(fetcher.asked), len(store.items), report.n_polled)


def test_a_detail_that_fails_is_a_warning(now: datetime) -> None:
    """The listing is kept, and the poll is no failure."""

    def answer(request: Request) -> bytes | MainstemError:
        return (
            ServerFault(request.url, "answered 500")
            if "c1" in request.url
            else b"a more:https://one.example/c1"
        )

    sync, _, store = make_sync(answer, now)
    report = asyncio.run(sync.run(due_of("https://one.example/f")))
    row = report.rows["blog-0"]
    assert (1, [], 1, 1) == (len(store.items), row.errors, len(row.warnings), report.n_polled)
