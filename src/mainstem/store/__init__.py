"""The store: everything that was fetched, marked and planned, in SQLite or PostgreSQL.

::

    with closing(store.open(path)) as kept:
        kept.items.take(polled)
        kept.works.get("arxiv:2205.14135")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mainstem.errors import StoreError
from mainstem.store import faults
from mainstem.store.accounts import Accounts, Audit
from mainstem.store.candidates import Candidates
from mainstem.store.checkpoints import Checkpoints
from mainstem.store.citations import Citations
from mainstem.store.classes import Classes
from mainstem.store.db import Database, url_of, utc_now
from mainstem.store.habits import Habits
from mainstem.store.items import Items
from mainstem.store.jobs import Jobs
from mainstem.store.maps import Maps
from mainstem.store.marks import Marks
from mainstem.store.merges import Merges
from mainstem.store.meta import Meta
from mainstem.store.migrate import up_to_date
from mainstem.store.outbox import Links, Outbox
from mainstem.store.people import People
from mainstem.store.plans import Plans
from mainstem.store.ranks import Ranks
from mainstem.store.reports import Reports
from mainstem.store.restore import Restored, restore
from mainstem.store.reviews import Reviews
from mainstem.store.search import Search
from mainstem.store.states import States
from mainstem.store.summaries import Summaries
from mainstem.store.team import Contributions, Members
from mainstem.store.wishes import Wishes
from mainstem.store.works import Works

__all__ = ["Restored", "Store", "open", "restore"]


@dataclass(frozen=True, slots=True)
class Store:
    """One database, by what is kept in it."""

    states: States
    items: Items
    works: Works
    citations: Citations
    candidates: Candidates
    classes: Classes
    merges: Merges
    marks: Marks
    wishes: Wishes
    habits: Habits
    members: Members
    contributions: Contributions
    people: People
    accounts: Accounts
    audit: Audit
    jobs: Jobs
    summaries: Summaries
    outbox: Outbox
    links: Links
    plans: Plans
    ranks: Ranks
    reviews: Reviews
    reports: Reports
    checkpoints: Checkpoints
    maps: Maps
    search: Search
    meta: Meta
    _db: Database

    def check(self) -> None:
        """Looks through the database; raises DatabaseCorrupt where it is not sound. Takes seconds a GB."""
        self._db.check()

    def backup(self, file: Path, extra: Mapping[str, bytes] | None = None) -> None:
        """Writes everything into one zip file, with ``extra`` files (no secrets) by name beside it."""
        from mainstem.store import backup

        backup.write(self._db, file, extra or {})

    def close(self) -> None:
        """Closes every connection; the store is of no use afterwards."""
        self._db.close()


def open(  # noqa: A001 - store.open() reads like gzip.open()
    place: str | Path,
    *,
    readonly: bool = False,
    wait_s: float = 10.0,
    now: Callable[[], datetime] = utc_now,
) -> Store:
    """The store at a file, or at a ``sqlite:`` or ``postgresql:`` URL; made or migrated where need be.

    ``wait_s`` is how long a statement waits for another process that writes; ``now`` dates what has no moment
    of its own (joins, marks taken back). Raises StoreError.
    """
    url = url_of(place)
    db = Database(url, readonly=readonly, wait_s=wait_s, now=now)
    _make_room(db, readonly)
    try:
        up_to_date(db)
    except BaseException:
        db.close()
        raise
    return Store(
        states=States(db),
        items=Items(db),
        works=Works(db),
        citations=Citations(db),
        candidates=Candidates(db),
        classes=Classes(db),
        merges=Merges(db),
        marks=Marks(db),
        wishes=Wishes(db),
        habits=Habits(db),
        members=Members(db),
        contributions=Contributions(db),
        people=People(db),
        accounts=Accounts(db),
        audit=Audit(db),
        jobs=Jobs(db),
        summaries=Summaries(db),
        outbox=Outbox(db),
        links=Links(db),
        plans=Plans(db),
        ranks=Ranks(db),
        reviews=Reviews(db),
        reports=Reports(db),
        checkpoints=Checkpoints(db),
        maps=Maps(db),
        search=Search(db),
        meta=Meta(db),
        _db=db,
    )


def _make_room(db: Database, readonly: bool) -> None:
    """The folder of an SQLite file; a file that is only to be read must be there."""
    if db.path is None:
        return
    try:
        if readonly:
            if not db.path.exists():
                raise StoreError(db.subject, "there is no database yet", "Run `mainstem week` once")
        else:
            db.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise faults.from_os(str(db.path.parent), error) from error
