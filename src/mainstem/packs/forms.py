"""What may be written in a pack's files: one form an entry, checked as it is read.

A form knows its own fields and nothing of its neighbours; what holds between entries is in ``check``. The
fields mean what they mean in ``model``; those that differ are explained here.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from mainstem.model import ItemKind, Sector, Shelf, Stream

# Hours between two polls, by how often a source publishes; an endpoint's own `interval_h` wins.
INTERVAL_H = {
    "continuous": 6,
    "daily": 12,
    "several a week": 24,
    "weekly": 24,
    "monthly": 72,
    "quarterly": 72,
    "irregular": 72,
    "twice a year": 168,
    "yearly": 168,
    "rare": 168,
    "static": 720,
    "ended": 720,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLACEHOLDERS = ("YYYY-MM-DD", "YYYY", "YY", "VOL", "TERM", "ISO8601", "org", "model")

_URL = re.compile(r"https?://[^\s/?#@:]*[^\s/?#@:.](:\d{1,5})?([/?#]\S*)?")
_BRACED = re.compile(r"\{([^{}]*)\}")


def _one_line(text: str) -> str:
    if not text.strip() or "\n" in text:
        raise ValueError("must be one line of text, and not empty")
    return text


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise ValueError(f"must be an address that starts with http:// or https://, not {text[:80]!r}")
    for name in _BRACED.findall(text):
        if name not in PLACEHOLDERS:
            raise ValueError(f"holds {{{name}}}; allowed are {', '.join(f'{{{p}}}' for p in PLACEHOLDERS)}")
    return text


def is_url(text: str) -> bool:
    """Whether an address may stand in a pack."""
    try:
        return bool(_url(text))
    except ValueError:
        return False


def _pattern(pattern: str, said: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(f"must be {said}, not {text[:80]!r}")
        return text

    return AfterValidator(check)


Text = Annotated[str, AfterValidator(_one_line)]
Url = Annotated[str, AfterValidator(_url)]
Id = Annotated[str, _pattern(r"[a-z0-9][a-z0-9._-]*", "small letters, digits, dots, hyphens and underscores")]
Slug = Annotated[str, _pattern(r"[a-z0-9][a-z0-9-]*", "small letters, digits and hyphens")]
TopicId = Annotated[
    str, _pattern(r"[a-z0-9-]+/[a-z0-9-]+", "an axis, a slash and a name, such as library/kernels")
]
Date = Annotated[
    str, _pattern(r"\d{4}(-\d\d(-\d\d)?)?", "a year, month or day such as 2024, 2024-07 or 2024-07-11")
]
Status = Annotated[
    str,
    _pattern(
        r"live \d{4}(-\d\d(-\d\d)?)?|official|listed|pattern|disputed|dead|none",
        "live with a date (live 2026-10-09), official, listed, pattern, disputed, dead or none",
    ),
]
Key = Annotated[
    str,
    _pattern(
        r"arxiv:(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})|doi:10\.[^\sA-Z]+"
        r"|github:[a-z0-9._-]+/[a-z0-9._-]+(/\S+)?|(?!arxiv:|doi:|github:)[a-z0-9-]+:\S+",
        "a canonical key such as arxiv:2205.14135, doi:10.1145/x or github:owner/repo (small letters)",
    ),
]
RepositoryName = Annotated[
    str, _pattern(r"[\w.-]+/[\w.-]+|[\w.-]+\.[\w-]+(?::\d+)?(?:/[\w.-]+)+", "owner/name, or host/path")
]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Whole = Annotated[int, Field(gt=0)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Rhythm = Literal[
    "continuous", "daily", "several a week", "weekly", "monthly", "quarterly", "irregular",
    "twice a year", "yearly", "rare", "static", "ended",
]  # fmt: skip


class Form(BaseModel):
    """Base: no unknown fields, no conversions ("3" is not 3)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


F = TypeVar("F", bound=Form)


class PackForm(Form):
    """pack.toml."""

    name: Slug
    title: Text
    description: Text
    compiled: Date


class EndpointForm(Form):
    """[[source.endpoint]]; ``status`` holds the date of a live one: "live 2026-10-09"."""

    type: Id
    url: Url | None = None
    status: Status
    note: Text | None = None
    keep: list[Text] = []
    drop: list[Text] = []
    interval_h: Positive | None = None


class DeadlineForm(Form):
    """[[source.deadline]]; ``at`` with its zone (2026-12-08T17:59:59-05:00; anywhere on earth is -12:00)."""

    call: Text
    what: Text
    at: AwareDatetime


class UnitForm(Form):
    """[[source.unit]]: a lecture or chapter; ``url`` may be left out where the source's home will do."""

    title: Text
    minutes: Whole
    url: Url | None = None


class SourceForm(Form):
    """[[source]] in sources/<shelf>.toml; the file's name gives ``shelf``."""

    id: Id
    name: Text
    kind: Text
    shelf: Shelf
    sector: Sector
    axes: list[Id] = Field(min_length=1)
    origin: Literal["named", "extension"] = "named"
    home: Url | None = None
    cadence: Rhythm
    month: Text | None = None
    season: Annotated[int, Field(ge=1, le=12)] | None = None
    next: Text | None = None
    ended: Date | None = None
    description: Text
    ids: dict[str, str | int] = {}
    notes: list[Text] = []
    by_hand: Text | None = None
    endpoint: list[EndpointForm] = []
    deadline: list[DeadlineForm] = []
    unit: list[UnitForm] = []


class SuccessorForm(Form):
    """[[work.successor]] and [[work.predecessor]]."""

    title: Text
    key: Key | None = None
    date: Date | None = None
    relation: Text | None = None


class CandidateForm(Form):
    """[[candidate]]: a work that may enter the canon. ``url`` may be left out where the key has a page."""

    id: Id
    key: Key
    aliases: list[Key] = []
    group: Text
    title: Text
    published_title: Text | None = None
    authors: list[Text] = []
    submitted: Date | None = None
    venue: Text | None = None
    url: Url | None = None
    why: Text | None = None


class WorkForm(CandidateForm):
    """[[work]]: a row of the canon."""

    order: float = Field(allow_inf_nan=False)
    authors: list[Text] = Field(min_length=1)
    why: Text
    entered: Date | None = None
    successor: list[SuccessorForm] = []
    predecessor: list[SuccessorForm] = []


class BlockedForm(Form):
    """[[blocked]]."""

    key: Key
    reason: Text


class AxisForm(Form):
    """[[axis]]."""

    id: Slug
    definition: Text


class TopicForm(Form):
    """[[topic]]; the axis stands before the slash of its id."""

    id: TopicId
    name: Text | None = None
    definition: Text
    words: list[Text] = Field(min_length=1)


class LabForm(Form):
    """[[lab]]."""

    id: Id
    name: Text
    sector: Sector
    names: list[Text] = []
    github: list[Text] = []
    hub: list[Text] = []


class SignsForm(Form):
    """[[signs]], one a sector."""

    sector: Sector
    owners: list[Annotated[str, _pattern(r"[a-z0-9._-]+", "an account in small letters")]] = []
    hosts: list[Annotated[str, _pattern(r"[a-z0-9-]+(\.[a-z0-9-]+)*", "a host in small letters")]] = []
    names: list[Text] = []
    phrases: list[Text] = []


class RepositoryForm(Form):
    """[[repository]]."""

    name: RepositoryName
    role: Text
    former: list[RepositoryName] = []
    lab: Id | None = None


class SessionForm(Form):
    """[[session]]."""

    name: Id
    weekdays: list[Weekday] = Field(min_length=1)
    start: time
    max_min: Whole
    holds: list[Id] = Field(min_length=1)


class SlotForm(Form):
    """[[slot]]; the file's order is the order of priority."""

    kind: Id
    title: Text
    count: Count
    every: Literal["day", "week", "month", "quarter", "return"]
    due_week: Annotated[int, Field(ge=1, le=13)] = 1
    min_min: Whole
    max_min: Whole
    item_kinds: list[ItemKind] = []
    streams: list[Stream] = []
    shelves: list[Shelf] = []
    bundle: Count = 0
    each_stream: bool = False
    prompts: list[Text] = []
    sources: list[Id] = []


class RoleForm(Form):
    """[[role]]: a template for a member of a team; ``slot`` are its own, in front of the cadence's."""

    id: Id
    title: Text
    interests: list[Text] = []
    slot: list[SlotForm] = []
    values: dict[str, str] = {}


class CadenceForm(Form):
    """cadence.toml above its sessions and slots."""

    budget_min: Whole
    budget_range_min: list[Whole] = Field(min_length=2, max_length=2)
    n_candidates: Whole
    gap: Share
    node_limit: Whole
    time_limit_s: Positive
    max_per_source: Whole
    words_per_min: Positive
    minutes: dict[str, Positive]
    lift: dict[ItemKind, Positive] = {}


class HostForm(Form):
    """[[host]]."""

    host: Annotated[str, _pattern(r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a host's name in small letters")]
    n: Whole
    per_s: Positive
    n_open: Whole = 2


class KeepForm(Form):
    """[[keep]]."""

    kind: ItemKind
    days: Whole


class AdoptionForm(Form):
    """[priors.adoption]."""

    own: Share = 1.0
    weight: dict[Id, Share] = {}
    half_life_d: dict[Id, Positive] = {}


class ReviewForm(Form):
    """[review]: what is left out has the program's own number."""

    min_age_d: Whole = 30
    organisations: Whole = 2
    weight: Positive = 0.65
    newest_d: Whole = 1095
    silent_d: Whole = 730
    replay_d: Whole = 90
    n_most: Whole = 10


class PriorsForm(Form):
    """[priors]."""

    weights: dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]] = Field(min_length=1)
    half_life_d: dict[ItemKind, Positive]
    shelf: dict[Shelf, Share]
    source: dict[str, Share] = {}
    adoption: AdoptionForm = AdoptionForm()


class MannersForm(Form):
    """manners.toml above its hosts and keep rules."""

    priors: PriorsForm
    review: ReviewForm = ReviewForm()


class OverlayForm(Form):
    """overlay.toml: ids (or names, keys, kinds) of entries to silence, and whole shelves."""

    silence: list[Text] = []
    silence_shelves: list[Shelf] = []


SHELVES: tuple[str, ...] = get_args(Shelf)
