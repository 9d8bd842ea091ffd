"""The tools: what a model may ask, in few words, and short answers. Each is a function of the program; no logic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from mainstem.model import Item, Mention, Scope, Shelf, Work
from mainstem.reports.arithmetic import spoken
from mainstem.reports.fields import shown
from mainstem.wiring import Mainstem, modelling, own, reporting, reviewing, subjects
from mainstem.wiring.explaining import explain

Name = Annotated[str, Field(description="An id, an arXiv id, a link, or a number of this week's plan.")]
Few = Annotated[int, Field(ge=1, le=50, description="The most that are told.")]
# Answers have no slots: the SDK would take the descriptors of slots for defaults.
_N_TEXT = 2000  # characters of an abstract or post


@dataclass(frozen=True)
class Slot:
    """One reading of the week; ``number`` names it in other tools where it is one work."""

    at: str
    minutes: int
    kind: str
    title: str
    url: str
    work: str
    why: str
    done: str | None


@dataclass(frozen=True)
class Week:
    """The week in its order."""

    week: str
    budget_min: int
    planned_min: int
    slots: list[Slot]
    left_out: list[str]


@dataclass(frozen=True)
class Found:
    """A work in a list."""

    work: str
    title: str
    url: str
    published: str | None


@dataclass(frozen=True)
class Cited:
    """Who cites a work, where, and since when."""

    by: str
    where: str
    kind: str
    on: str | None


@dataclass(frozen=True)
class Told:
    """One work."""

    work: str
    title: str
    url: str
    authors: list[str]
    published: str | None
    venue: str | None
    text: str
    why: str
    warnings: list[str]
    mentions: list[Cited]
    n_mentions: int
    follows: list[str]
    followed_by: list[str]
    notes: list[str]


@dataclass(frozen=True)
class Reason:
    """One thing that moves a work, in log-odds."""

    what: str
    log_odds: float
    evidence: str


@dataclass(frozen=True)
class Why:
    """A work's place, and what adds up to it."""

    title: str
    place: int
    n_works: int
    score: float
    terms: list[Reason]


@dataclass(frozen=True)
class CanonRow:
    """A row of the canon."""

    work: str
    title: str
    group: str
    why: str
    done: str | None


@dataclass(frozen=True)
class Proposed:
    """A proposed change of the canon."""

    number: int
    kind: str
    title: str
    why: str
    since: str
    decided: str | None


@dataclass(frozen=True)
class Reviewed:
    """A quarter's review."""

    quarter: str
    out_of_date: float
    half_out_of_date_on: str | None
    proposals: list[Proposed]


@dataclass(frozen=True)
class Region:
    """The works of one subject, as the reader's ranking has them."""

    topic: str
    definition: str
    n_works: int
    works: list[Found]


@dataclass(frozen=True)
class Marked:
    """What was recorded."""

    work: str
    action: str


@dataclass(frozen=True)
class Added:
    """A source that is followed now."""

    source: str
    name: str
    shelf: str
    titles: list[str]


@dataclass(frozen=True)
class Fact:
    """One value that a report discloses, with the words that tell it."""

    field: str
    value: str
    stage: str | None
    quote: str
    page: int | str


@dataclass(frozen=True)
class Model:
    """A model of a report, and its values as people write them."""

    report: str
    model: str
    values: dict[str, str]


@dataclass(frozen=True)
class Disclosed:
    """What a report discloses of its own models, what it does not, and whether its numbers agree."""

    report: str
    facts: list[Fact]
    not_disclosed: list[str]
    checks: list[str]


def this_week(app: Mainstem) -> Week:
    """What to read this week, when, for how many minutes, and why."""
    look = app.view()
    plan, done = app.stored_plan(look) or app.plan(look), app.done()
    slots = [
        Slot(
            at=session.at.isoformat(),
            minutes=slot.minutes,
            kind=slot.kind,
            title=slot.title,
            url=slot.url,
            work=slot.work,
            why=slot.why,
            done=done.get(slot.work),
        )
        for session in plan.sessions
        for slot in session.slots
    ]
    left_out = [f"{one.title}: {one.reason}" for one in plan.missed]
    return Week(
        week=plan.week,
        budget_min=plan.budget_min,
        planned_min=plan.planned_min,
        slots=slots,
        left_out=left_out,
    )


def search(
    app: Mainstem,
    query: Annotated[
        str, Field(description='Words; "phrases", -not, word*, author:, topic:, stream:, after:2026-05.')
    ],
    limit: Few = 10,
) -> list[Found]:
    """Works that hold the words, best first."""
    return [_found(hit.work) for hit in app.search(query, limit)]


def work(app: Mainstem, name: Name) -> Told:
    """Everything known about one work; its text is cut at 2,000 characters."""
    told = app.dossier(name)
    one, newest = told.work, sorted(told.mentions, key=_date, reverse=True)
    return Told(
        work=one.id,
        title=one.title,
        url=one.url,
        published=_day(one),
        authors=list(one.authors),
        venue=one.venue,
        text=one.text[:_N_TEXT],
        why=told.ranked.why if told.ranked else "",
        warnings=list(told.warnings),
        mentions=[_cited(mention) for mention in newest[:10]],
        n_mentions=len(newest),
        follows=[kin.title for kin in told.earlier],
        followed_by=[kin.title for kin in told.later],
        notes=[mark.note for mark in told.marks if mark.note],
    )


def why(app: Mainstem, name: Name) -> Why:
    """Why a work stands where it stands: log-odds that add up to that of its score."""
    app.load_shipped()
    told = explain(app, name, app.view())
    terms = [Reason(what=one.name, log_odds=one.odds, evidence=one.evidence) for one in told.ranked.terms]
    title, score = told.ranked.work.title, told.ranked.score
    return Why(title=title, place=told.place, n_works=told.n_works, score=score, terms=terms)


def canon(app: Mainstem) -> list[CanonRow]:
    """The short list that everyone in the field is expected to know, in reading order."""
    return [
        CanonRow(work=row.key, title=row.title, group=row.group, why=row.why, done=action)
        for row, action in app.canon()
    ]


def review(
    app: Mainstem, quarter: Annotated[str | None, Field(pattern=r"^\d{4}-Q[1-4]$")] = None
) -> Reviewed:
    """What became canonical in a quarter and what is superseded; without one, in the quarter that runs."""
    made = reviewing.review(app, reviewing.moment(app, None, quarter))
    verdicts = reviewing.verdicts(app, made)
    rows = [
        Proposed(
            number=number,
            kind=one.kind,
            title=one.title,
            why=one.why,
            since=one.since.isoformat(),
            decided=decision.verdict if decision else None,
        )
        for number, (one, decision) in enumerate(zip(made.proposals, verdicts, strict=True), 1)
    ]
    half = made.staleness.half_on
    return Reviewed(
        quarter=made.quarter,
        out_of_date=made.staleness.value,
        half_out_of_date_on=half.isoformat() if half else None,
        proposals=rows,
    )


def landscape_region(
    app: Mainstem,
    topic: Annotated[
        str,
        Field(
            description="A subject (library/kernels), an axis (library), or words of a region of the map (KV cache)."
        ),
    ],
    limit: Few = 10,
) -> Region:
    """The works of one subject of the field, best for this reader first, or of one region of its map."""
    told = subjects.region(app, topic)
    works = [_found(one) for one in told.works[:limit]]
    return Region(topic=told.name, definition=told.definition, n_works=len(told.works), works=works)


def models(
    app: Mainstem,
    query: Annotated[str, Field(description="Words of a model, a report or a lab; empty for all.")] = "",
    limit: Few = 20,
) -> list[Model]:
    """Models out of the technical reports that were read: size, tokens, hardware, licence and more."""
    rows = modelling.rows(modelling.reads(app), names=query.split())[:limit]
    return [
        Model(report=row.report, model=row.model, values={field: row.text(field) for field in row.told})
        for row in rows
    ]


def disclosures(
    app: Mainstem,
    report: Annotated[str, Field(description="A report's name, as `models` tells it.")],
    field: Annotated[str, Field(description="Only this field, such as training_tokens; empty for all.")] = "",
) -> Disclosed:
    """What one technical report discloses, each fact with its quote and page."""
    read = reporting.get(app, report).read
    facts = [
        Fact(field=one.field, value=shown(one.normalised), stage=one.stage, quote=one.quote, page=one.page)
        for one in read.disclosures
        if not one.is_other and field in ("", one.field)
    ]
    checks = [
        f"{one.verdict}: {one.model}, {one.name}: {spoken.arithmetic(one)} ({one.note})"
        for one in spoken.in_order(read.checks)
    ]
    silent = [f"{one.field} ({one.status})" for one in read.reticences]
    return Disclosed(report=read.name, facts=facts, not_disclosed=silent, checks=checks)


def mark(
    app: Mainstem, name: Name, action: Literal["read", "skip", "later", "note", "pin"], note: str = ""
) -> Marked:
    """Records what the reader did with a work; `mainstem undo` takes it back."""
    made = app.mark(name, action, note)
    return Marked(work=made.work_id, action=made.action)


def add_source(app: Mainstem, address: str, shelf: Shelf | None = None) -> Added:
    """Follows an address (a feed, page, repository, subreddit, channel) once it has answered."""
    added = own.add(app, address, shelf=shelf)
    titles = [_title(item) for item in added.items[:5]]
    return Added(source=added.source.id, name=added.source.name, shelf=added.source.shelf, titles=titles)


READING: tuple[Callable[..., object], ...] = (
    this_week,
    search,
    work,
    why,
    canon,
    review,
    landscape_region,
    models,
    disclosures,
)
WRITING: dict[Callable[..., object], Scope] = {mark: "write", add_source: "curate"}  # and the right it takes


def _found(one: Work) -> Found:
    return Found(work=one.id, title=one.title, url=one.url, published=_day(one))


def _day(one: Work) -> str | None:
    return one.published_at.date().isoformat() if one.published_at else None


def _cited(mention: Mention) -> Cited:
    on = mention.at.date().isoformat() if mention.at else None
    return Cited(by=mention.by, where=mention.where, kind=mention.kind, on=on)


def _date(mention: Mention) -> str:
    return mention.at.isoformat() if mention.at else ""


def _title(item: Item) -> str:
    return item.title
