"""What the API takes and gives beside the nouns of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from mainstem import model
from mainstem.model import (
    AccountRole,
    Action,
    CanonWork,
    Contribution,
    Decision,
    Item,
    ItemKind,
    Mark,
    Mention,
    Plan,
    Ranked,
    Scope,
    Sector,
    Shelf,
    Signal,
    SlotRule,
    Stream,
    Term,
    Token,
    Verdict,
    Wish,
    WishKind,
    Work,
)
from mainstem.wiring.dossier import Dossier, Kin
from mainstem.wiring.explaining import Explained
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


# --- works --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Brief:
    """A work in a list. ``score`` is in [0, 1] in a ranking; of a search it only orders its own hits."""

    id: str
    title: str
    url: str
    kind: ItemKind
    stream: Stream | None
    sector: Sector
    source_id: str
    authors: Sequence[str]
    venue: str | None
    published_at: datetime | None
    score: float | None
    why: str
    action: Action | None  # the last thing that the reader did with it

    @classmethod
    def of(cls, work: Work, done: Mapping[str, Action], score: float | None = None, why: str = "") -> Brief:
        """The work, with what the reader did with it."""
        names = ("id", "title", "url", "kind", "stream", "sector", "source_id", "authors", "venue")
        told = {name: getattr(work, name) for name in names}
        return cls(**told, published_at=work.published_at, score=score, why=why, action=done.get(work.id))


@dataclass(frozen=True, slots=True)
class Change:
    """A step in the history of what is one work."""

    what: Literal["joined", "split"]
    work: str
    other: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything known about one work; marks are the reader's own."""

    work: Work
    items: Sequence[Item]
    mentions: Sequence[Mention]
    marks: Sequence[Mark]
    score: float | None
    signals: Sequence[Signal]
    terms: Sequence[Term]
    why: str
    warnings: Sequence[str]
    changes: Sequence[Change]
    earlier: Sequence[Kin]
    later: Sequence[Kin]

    @classmethod
    def of(cls, told: Dossier) -> WorkPage:
        """A dossier as a document."""
        ranked: Ranked | None = told.ranked
        changes = [Change(c.what, c.work, c.other, c.why, c.by, c.at) for c in told.changes]
        return cls(
            told.work,
            told.items,
            told.mentions,
            told.marks,
            ranked.score if ranked else None,
            ranked.signals if ranked else (),
            ranked.terms if ranked else (),
            ranked.why if ranked else "",
            told.warnings,
            changes,
            told.earlier,
            told.later,
        )


@dataclass(frozen=True, slots=True)
class IfSo:
    """One thing changed and all else as it is: the place and score that the work would have."""

    what: str
    place: int
    score: float


@dataclass(frozen=True, slots=True)
class Why:
    """A work's place in the reader's ranking: the terms' log-odds add up to that of the score."""

    work: str
    title: str
    place: int
    n_works: int
    score: float
    log_odds: float
    terms: Sequence[Term]
    taste: Sequence[tuple[str, float]]
    what_if: Sequence[IfSo]
    version: str
    inputs: str
    made_at: datetime

    @classmethod
    def of(cls, told: Explained) -> Why:
        """An explanation as a document."""
        work, stamp = told.ranked.work, told.stamp
        what_if = [IfSo(one.what, one.place, one.score) for one in told.what_if]
        return cls(
            work.id,
            work.title,
            told.place,
            told.n_works,
            told.ranked.score,
            told.odds,
            told.ranked.terms,
            told.parts,
            what_if,
            stamp.version,
            stamp.inputs,
            stamp.made_at,
        )


# --- lists: one page of each, and the cursor of the next ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Briefs:
    """Works, a page of them."""

    items: Sequence[Brief]
    next: str | None


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


# --- what is sent -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewMark:
    """What the reader did with a work, which is told by its id, a link, or a number of the newest plan."""

    work: Text
    action: Action
    note: Annotated[str, Field(max_length=20_000)] = ""
    rating: Annotated[int, Field(ge=1, le=5)] | None = None


@dataclass(frozen=True, slots=True)
class NewWish:
    """Something to see more of, or none of."""

    sense: Literal["follow", "mute"]
    kind: WishKind
    name: Text
    exceptions: Annotated[Sequence[Text], Field(max_length=50)] = ()


@dataclass(frozen=True, slots=True)
class NewSource:
    """An address to follow, as a person would paste it."""

    address: Text
    shelf: Shelf | None = None
    name: Annotated[str, Field(max_length=200)] = ""


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
class NewVerdict:
    """A verdict on the ``number``-th proposal of a quarter's review."""

    quarter: Annotated[str, Field(pattern=QUARTER)]
    number: Annotated[int, Field(ge=1, le=1_000)]
    verdict: Verdict
    because: Annotated[str, Field(max_length=2_000)] = ""


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
class NewToken:
    """A token to make; ``days`` until it is over, or never."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[Sequence[Scope], Field(min_length=1, max_length=4)] = ("read",)
    days: Annotated[int, Field(ge=1, le=3650)] | None = 90


@dataclass(frozen=True, slots=True)
class Shown:
    """A token with its secret, which is told this once."""

    token: Token
    secret: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to make; an empty password opens nothing."""

    person: Text
    role: AccountRole
    password: Annotated[str, Field(max_length=1024)] = ""


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
