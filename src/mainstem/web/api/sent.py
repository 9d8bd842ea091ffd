"""What the API takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from mainstem.model import AccountRole, Action, Scope, Shelf, Verdict, WishKind
from mainstem.model import Field as ClassField
from mainstem.web.api.shapes import QUARTER, Text


@dataclass(frozen=True, slots=True)
class NewMark:
    """What the reader did with a work, which is told by its id, a link, or a number of the newest plan."""

    work: Text
    action: Action
    note: Annotated[str, Field(max_length=20_000)] = ""
    rating: Annotated[int, Field(ge=1, le=5)] | None = None


@dataclass(frozen=True, slots=True)
class NewSummary:
    """A work that a language model should summarise."""

    work: Text
    again: bool = False


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
class NewVerdict:
    """A verdict on the ``number``-th proposal of a quarter's review."""

    quarter: Annotated[str, Field(pattern=QUARTER)]
    number: Annotated[int, Field(ge=1, le=1_000)]
    verdict: Verdict
    because: Annotated[str, Field(max_length=2_000)] = ""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token to make; ``days`` until it is over, or never."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[Sequence[Scope], Field(min_length=1, max_length=4)] = ("read",)
    days: Annotated[int, Field(ge=1, le=3650)] | None = 90


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to make; an empty password opens nothing."""

    person: Text
    role: AccountRole
    password: Annotated[str, Field(max_length=1024)] = ""


@dataclass(frozen=True, slots=True)
class NewReading:
    """That a work was read, and in how many minutes; without them, in those since it was begun (action start)."""

    work: Text
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    note: Annotated[str, Field(max_length=20_000)] = ""


@dataclass(frozen=True, slots=True)
class NewMerge:
    """Two works that are one, and what tells so."""

    work: Text
    other: Text
    why: Annotated[str, Field(max_length=2_000)] = ""


@dataclass(frozen=True, slots=True)
class NewSplit:
    """A key that a work goes by and that is not its own, and what tells so."""

    work: Text
    key: Text
    why: Annotated[str, Field(max_length=2_000)] = ""


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """What is so of a work, where the machine says something else."""

    work: Text
    field: ClassField
    value: Text


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who somebody is in the team; hours and days become values of their cadence."""

    role: Annotated[str, Field(max_length=80)] = ""
    hours: Annotated[float, Field(ge=2, le=5)] | None = None
    days: Annotated[str, Field(max_length=80)] = ""
    interests: Annotated[Sequence[Text], Field(max_length=50)] = ()
    zone: Annotated[str, Field(max_length=80)] = ""
    github: Annotated[str, Field(max_length=80)] = ""
    hub: Annotated[str, Field(max_length=80)] = ""
    hardware: Annotated[Sequence[Text], Field(max_length=50)] = ()
