"""The seams: what each room asks of its neighbours. ``wiring`` is the only place that meets the concrete ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

from mainstem.model import (
    Cadence,
    Catalogue,
    Classification,
    Deposit,
    Digest,
    Endpoint,
    EndpointState,
    Habits,
    Hit,
    Item,
    KeepRule,
    Letter,
    Listing,
    Mark,
    Mention,
    Needed,
    Pack,
    Page,
    Plan,
    Polled,
    Ranked,
    RankModel,
    RankStamp,
    Reply,
    Request,
    Rows,
    Settled,
    Signal,
    Stream,
    Taken,
    Wish,
    Work,
)
from mainstem.text.query import Query

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Connector(Protocol):
    """One module a service: says what to ask and reads what came back. Pure: bytes in, values out."""

    def first(self, endpoint: Endpoint, today: date) -> Request:
        """The first request of a poll; placeholders of the address are filled from ``today``."""
        ...

    def read(self, endpoint: Endpoint, reply: Reply) -> Page:
        """The entries of a reply with status 200, in its order; raises ReadError."""
        ...


class Fetcher(Protocol):
    """The network, with its manners."""

    async def fetch(self, request: Request) -> Reply:
        """A reply with status 200 or 304; raises NetError or ReplyError. Waits for the host's turn."""
        ...

    async def close(self) -> None:
        """Closes every connection."""
        ...


class SignalModule(Protocol):
    """One module a signal: a pure function of what is known of the works at a moment."""

    def values(self, works: Sequence[Work], known: Known) -> list[Signal]:
        """One signal a work, in the order given."""
        ...


class ReaderSignal(Protocol):
    """One module a signal that depends on the reader; fast, because it is asked after every mark."""

    def rows(self, works: Sequence[Work], pack: Pack) -> Rows:
        """The works as rows; made once for these works."""
        ...

    def learn(self, held: Catalogue, known: Known) -> Learned:
        """What the reader's marks and wishes say of every work."""
        ...


class Learned(Protocol):
    """A signal of the reader over all works of a catalogue."""

    @property
    def values(self) -> NDArray[np.float64]:
        """In [0, 1]; NaN where unknown [work]."""
        ...

    def evidence(self, n: int) -> str:
        """What the value of the ``n``-th work rests on; empty where there is nothing to tell."""
        ...


class Known(Protocol):
    """What a signal may look at: nothing later than ``at``."""

    @property
    def at(self) -> datetime:
        """The moment."""
        ...

    @property
    def pack(self) -> Pack:
        """The pack in use."""
        ...

    @property
    def ranker(self) -> RankModel | None:
        """What the pack ships of learned picks; None where it ships nothing."""
        ...

    @property
    def classes(self) -> Mapping[str, Classification]:
        """What works are about, by work id; of some works, or of none."""
        ...

    @property
    def mentions(self) -> Mapping[str, Sequence[Mention]]:
        """By work id, oldest first."""
        ...

    @property
    def marks(self) -> Sequence[Mark]:
        """Of the reader, oldest first."""
        ...

    @property
    def wishes(self) -> Sequence[Wish]:
        """Of the reader, oldest first."""
        ...


class Ranker(Protocol):
    """Scores works for one reader at a moment."""

    version: str

    def rank(self, works: Sequence[Work], known: Known) -> list[Ranked]:
        """The works best first, ties by id; every score in [0, 1]."""
        ...


class States(Protocol):
    """What is remembered of the endpoints."""

    def all(self) -> dict[str, EndpointState]:
        """Every state, by endpoint id."""
        ...


class Items(Protocol):
    """Items as published."""

    def take(self, polled: Sequence[Polled]) -> list[Taken]:
        """Takes in polls (items, works, mentions, states) in one transaction; one answer a poll, in order."""
        ...

    def of_work(self, work_id: str) -> list[Item]:
        """The items of a work, oldest first."""
        ...

    def fetched_streams(self) -> set[Stream]:
        """The streams for which anything was ever fetched."""
        ...

    def let_go(self, rules: Sequence[KeepRule], now: datetime, protected: Collection[str] = ()) -> int:
        """Removes unread items older than their kind's days, leaving a tombstone each; how many went.

        Works that anyone marked, that stand in a plan, that another item mentions, or that go by one of the
        ``protected`` keys (the canon) are kept.
        """
        ...


class Works(Protocol):
    """Works."""

    def get(self, key: str) -> Work | None:
        """The work that goes by ``key`` (its id or any other of its keys)."""
        ...

    def known_at(self, at: datetime, streams: Mapping[Stream | None, str]) -> list[Work]:
        """Works known by ``at``, by id; ``streams`` says which origin counts for each stream."""
        ...

    def mentions(self, until: datetime) -> dict[str, list[Mention]]:
        """Mentions dated up to ``until`` (undated ones too), by work id, oldest first."""
        ...


class Marks(Protocol):
    """What people did."""

    def add(self, mark: Mark) -> None:
        """Records a mark; nothing is overwritten."""
        ...

    def of(self, person: str, until: datetime | None = None) -> list[Mark]:
        """A person's marks that stand, oldest first."""
        ...

    def undo(self, person: str, work_id: str | None = None) -> Mark | None:
        """Takes back the person's last mark (on that work) that stands, and returns it."""
        ...

    def erase(self, person: str) -> int:
        """Removes every mark that the person ever made; how many rows went."""
        ...


class Wishes(Protocol):
    """What people asked to see more of, or none of, or not to be known by."""

    def add(self, wish: Wish) -> None:
        """Records a wish; nothing is overwritten."""
        ...

    def of(self, person: str) -> list[Wish]:
        """A person's wishes that stand, oldest first."""
        ...

    def take_back(self, wish: Wish) -> None:
        """Ends a wish that stands."""
        ...

    def erase(self, person: str) -> int:
        """Removes every wish that the person ever had; how many rows went."""
        ...


class Plans(Protocol):
    """Plans as printed."""

    def save(self, plan: Plan) -> None:
        """Keeps a plan; an earlier one of the same person and week is kept as history."""
        ...

    def last(self, person: str, week: str) -> Plan | None:
        """The newest plan of that week."""
        ...

    def before(self, person: str, week: str, n: int) -> list[Plan]:
        """The newest plans of the ``n`` weeks before ``week``, latest first."""
        ...


class Ranks(Protocol):
    """The newest ranking of each person."""

    def save(self, person: str, stamp: RankStamp, ranked: Sequence[Ranked]) -> None:
        """Keeps a ranking (best first) in place of the person's last one."""
        ...

    def stamp(self, person: str) -> RankStamp | None:
        """What the person's ranking was made from, or None where there is none."""
        ...

    def best(self, person: str, keys: Collection[str] | None = None) -> list[Ranked]:
        """The person's ranking, best first, or of it the works that go by ``keys``."""
        ...


class Search(Protocol):
    """Full text over works."""

    def find(self, query: Query, limit: int = 20, offset: int = 0) -> list[Hit]:
        """Works that meet ``query``, best first where it holds words, else newest first."""
        ...


class Planner(Protocol):
    """Fills a week."""

    def plan(
        self,
        person: str,
        at: datetime,
        ranked: Sequence[Ranked],
        cadence: Cadence,
        past: Sequence[Plan],
        *,
        pack: Pack,
        marks: Sequence[Mark],
        week_of: date,
        zone: tzinfo,
        habits: Habits,
    ) -> Plan:
        """The best week within the budget that can be proven to the cadence's gap."""
        ...


class Export(Protocol):
    """One module a format of a plan. Pure."""

    MEDIA: str  # its media type

    def write(self, plan: Plan) -> str | bytes:
        """The plan in this format."""
        ...


class ListExport(Protocol):
    """One module a format of a list of works. Pure."""

    MEDIA: str  # its media type
    ENDING: str  # of its file's name

    def write(self, listing: Listing) -> str:
        """The list in this format."""
        ...


class Sender(Protocol):
    """One module a kind of channel. Pure: it says what to send, and reads what came back."""

    FIELDS: tuple[Needed, ...]  # what settings.toml must tell of such a channel
    REPEATS: bool  # whether a receiver knows a message by its key, so that it may be sent twice

    def write(
        self, digest: Digest, told: Mapping[str, str], key: str, at: datetime
    ) -> Request | Letter | Deposit:
        """The request, mail or works that carries the digest; ``key`` is the same for every attempt."""
        ...

    def refused(self, reply: Reply) -> str:
        """What a reply with a good status says against it all the same, in words; empty where it took it."""
        ...


__all__ = [
    "Connector",
    "Export",
    "Fetcher",
    "Items",
    "Known",
    "Learned",
    "ListExport",
    "Marks",
    "Planner",
    "Plans",
    "Ranker",
    "Ranks",
    "ReaderSignal",
    "Search",
    "Sender",
    "Settled",
    "SignalModule",
    "States",
    "Wishes",
    "Works",
]
