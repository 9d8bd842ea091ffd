"""What the API takes and gives beside the nouns of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from mainstem import model
from mainstem.model import (
    AccountRole,
    Action,
    CanonWork,
    Contribution,
    Decision,
    Link,
    Mark,
    Plan,
    Sector,
    Shelf,
    SlotRule,
    Token,
    Wish,
)
from mainstem.wiring.jobs import Duty
from mainstem.wiring.learned import Portrait

Text = Annotated[str, Field(min_length=1, max_length=2_000)]  # a name, a link, words to search for
Day = Annotated[date, Field(ge=date(1991, 1, 1), le=date(2199, 12, 31))]  # arXiv's first year on
QUARTER = r"^(19|20|21)[0-9]{2}-Q[1-4]$"
Limit = Annotated[int, Field(ge=1, le=200)]


# --- errors -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What went wrong, with what, and what to do next."""

    code: str
    subject: str
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The one shape of an error."""

    error: Told


# --- lists: one page of each, and the cursor of the next ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks, a page of them."""

    items: Sequence[Mark]
    next: str | None


@dataclass(frozen=True, slots=True)
class CanonRow:
    """A row of the canon, with what the reader did with its work."""

    row: CanonWork
    action: Action | None


@dataclass(frozen=True, slots=True)
class Canon:
    """The canon in reading order, and how it is known."""

    rows: Sequence[CanonRow]
    told: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on the canon, a page of it."""

    items: Sequence[Decision]
    next: str | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source, and how it is doing."""

    id: str
    name: str
    kind: str
    shelf: Shelf
    sector: Sector
    home: str
    health: str
    remark: str
    n_items: int
    last_success: datetime | None
    next_check: datetime | None
    error: str | None
    by_hand: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources, a page of them."""

    items: Sequence[SourceHealth]
    next: str | None


@dataclass(frozen=True, slots=True)
class Contributions:
    """What a person gave back to the field, a page of it."""

    items: Sequence[Contribution]
    next: str | None


# --- answers ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddedSource:
    """A source that was added, and the titles that its first poll brought, newest first."""

    id: str
    name: str
    shelf: Shelf
    n_items: int
    titles: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: a mark or a wish, or neither where nothing stood."""

    mark: Mark | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """The week's plan, and what the reader did with its works."""

    plan: Plan
    done: Mapping[str, Action]


@dataclass(frozen=True, slots=True)
class Sitting:
    """When a person sits down: weekdays (0 = Monday), the time of day in their zone, and what may stand in it."""

    name: str
    weekdays: Sequence[int]
    start: str  # "09:00"
    max_min: int
    holds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cadence:
    """What the reader's weeks hold, in order of priority: the last slot yields first."""

    budget_min: int
    sittings: Sequence[Sitting]
    slots: Sequence[SlotRule]
    own: Mapping[str, str]  # values that are not the pack's

    @classmethod
    def of(cls, told: model.Cadence, own: Mapping[str, str]) -> Cadence:
        """A cadence as a document."""
        sittings = [
            Sitting(one.name, one.weekdays, f"{one.start:%H:%M}", one.max_min, one.holds)
            for one in told.sessions
        ]
        return cls(told.budget_min, sittings, told.slots, own)


@dataclass(frozen=True, slots=True)
class Taught:
    """One thing that was learned about the reader, in log-odds for a work made of it alone."""

    kind: str
    name: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Taste:
    """All that was learned about the reader."""

    n_marks: int
    wishes: Sequence[Wish]
    learned: Sequence[Taught]

    @classmethod
    def of(cls, told: Portrait) -> Taste:
        """A portrait as a document."""
        learned = [Taught(one.kind, one.name, one.odds) for one in told.learned]
        return cls(len(told.marks), told.wishes, learned)


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks, and what they may do."""

    person: str
    role: str
    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A token with its secret, which is told this once."""

    token: Token
    secret: str


@dataclass(frozen=True, slots=True)
class AccountDoc:
    """An account."""

    person: str
    role: AccountRole
    at: datetime
    has_password: bool


@dataclass(frozen=True, slots=True)
class Everything:
    """Every row that is kept under the reader's name, by table."""

    person: str
    at: datetime
    tables: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class TrackUnit:
    """A lecture or chapter."""

    title: str
    minutes: int
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A course or book, and how far the reader is."""

    id: str
    name: str
    home: str
    started: bool
    units: Sequence[TrackUnit]


@dataclass(frozen=True, slots=True)
class OpmlLine:
    """What became of one feed of a list: the source that it is now, or why it was left out."""

    url: str
    title: str
    source: str | None
    why: str


@dataclass(frozen=True, slots=True)
class OpmlImport:
    """An import, in the list's order."""

    lines: Sequence[OpmlLine]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the reader's."""

    name: str
    n_works: int


@dataclass(frozen=True, slots=True)
class Version:
    """A moment at which the canon changed, and why."""

    at: datetime
    because: str


# --- what goes out ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its address, which is told this once; without ``public_url`` it is a path of this site."""

    link: Link
    address: str
    feeds: Sequence[str]  # what stands under the address


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel, without what opens it."""

    name: str
    type: str
    on: bool


# --- what runs by itself ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JobDoc:
    """A job as it stands."""

    name: str
    told: str  # what it does
    when: str  # "Sun 18:00", "every 1 h", "off"
    due_at: datetime | None  # over where it is late; None where it is off
    status: str  # ok, failed, running, cut off, not yet run or off
    started_at: datetime | None
    ended_at: datetime | None
    note: str  # what the last run did
    error: str  # why it failed

    @classmethod
    def of(cls, duty: Duty) -> JobDoc:
        """A duty as a document."""
        state = duty.state
        ended = (state.started_at, state.ended_at, state.note, state.error)
        return cls(duty.job.name, duty.job.told, duty.rule.told, duty.due_at, duty.status, *ended)
