"""What a person gives back: found where they have accounts, entered by hand, held against targets; what to do next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from mainstem.errors import MainstemError, NoEntries, UsageError
from mainstem.model import (
    Contribution,
    ContributionKind,
    Draft,
    Endpoint,
    Item,
    Mark,
    Member,
    Page,
    Request,
    Suggestion,
)
from mainstem.pipeline.engage import Fit, Target, contribution, suggestions, targets

if TYPE_CHECKING:
    from mainstem.seams import Fetcher
    from mainstem.wiring import Mainstem

_SINCE = timedelta(days=365)  # of contributions that are looked for
_N_CLASSIFIED = 500  # the newest open issues that are looked at closely
_N_PAGES = 3  # of a hundred
_GITHUB = "https://api.github.com/search/issues"
_HUB = "https://huggingface.co/api/models"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for contributions came to."""

    new: tuple[Contribution, ...]
    n_known: int  # found again
    failed: tuple[MainstemError, ...]  # searches that did not go through


def person_of(app: Mainstem) -> Member:
    """The person with their accounts and hardware: as the team knows them, else from settings.toml."""
    from mainstem.wiring.habits import member_of

    told = app.settings
    own = Member(told.person, github=told.github, hub=told.hub, hardware=told.hardware)
    return member_of(app) or own


def contributions(app: Mainstem) -> list[Contribution]:
    """The person's contributions, oldest first."""
    return app.store.contributions.of(app.settings.person)


def add(app: Mainstem, kind: ContributionKind, title: str, on: date, url: str = "") -> Contribution:
    """Enters a contribution by hand; raises UsageError for an address that is there already."""
    if not title.strip():
        raise UsageError(kind, "has no title", "Say what it was")
    now, noon = app.clock(), datetime.combine(on, time(12), app.settings.zone)
    if on > now.astimezone(app.settings.zone).date():
        raise UsageError(str(on), "lies ahead", "Enter what was done; deadlines stand in the calendar")
    made = Contribution(app.settings.person, kind, title.strip(), url, min(noon, now))
    if not app.store.contributions.add([made]):
        raise UsageError(url, "is among your contributions already", "`mainstem engagement` lists them")
    return made


def remove(app: Mainstem, number: int) -> Contribution:
    """Removes a contribution by its number in the list; raises UsageError."""
    gone = app.store.contributions.drop(app.settings.person, number)
    if gone is None:
        raise UsageError(
            str(number), "is no number of your contributions", "`mainstem engagement` lists them"
        )
    return gone


def progress(app: Mainstem) -> list[Target]:
    """What is wanted this month and quarter, and how much of it was done."""
    from mainstem.wiring.habits import cadence_of

    return targets(cadence_of(app), contributions(app), app.clock().astimezone(app.settings.zone).date())


def as_marks(app: Mainstem) -> list[Mark]:
    """Contributions as the planner's history knows tasks that are done."""
    from mainstem.pipeline.engage import TALKS
    from mainstem.pipeline.planning.task import task_id

    done = contributions(app)
    kinds = ("talk" if one.kind in TALKS else "contribution" for one in done)
    return [Mark(one.person, task_id(kind), "read", one.at) for one, kind in zip(done, kinds, strict=True)]


# --- finding -------------------------------------------------------------------------------------------


def find(app: Mainstem, network: Fetcher | None) -> Found:
    """Looks for the person's contributions in the store, on GitHub and on the Hub, and keeps the new ones.

    Without a ``network`` only in the store; else it is closed afterwards. Raises UsageError where no account is known.
    """
    me = person_of(app)
    if not me.github and not me.hub:
        raise UsageError(
            me.name,
            "has no account that is known",
            f"Set `github` or `hub` in settings.toml, or `mainstem team edit {me.name} --github ACCOUNT`",
        )
    found, failed = list(_in_store(app, me)), list[MainstemError]()
    if network is not None:
        online, failed = asyncio.run(_online(app, me, network))
        found += online
    new = app.store.contributions.add(found)
    return Found(tuple(new), len(found) - len(new), tuple(failed))


def _in_store(app: Mainstem, me: Member) -> Iterable[Contribution]:
    for handle, host in ((me.github, "https://github.com/"), (me.hub, "https://huggingface.co/")):
        for item in app.store.items.by_author(handle) if handle else ():
            made = contribution(me.name, item, item.published_at or item.first_seen_at, "store")
            if made and made.url.startswith(host):
                yield made


async def _online(
    app: Mainstem, me: Member, network: Fetcher
) -> tuple[list[Contribution], list[MainstemError]]:
    """What the services know; a search that fails takes nothing from the others."""
    since = (app.clock() - _SINCE).date()
    found, failed = list[Contribution](), list[MainstemError]()
    try:
        for kind, endpoint in _searches(me, since):
            try:
                drafts = await _drafts(network, endpoint, app.clock().date())
            except MainstemError as error:
                failed.append(error)
                continue
            found += _contributions(me.name, kind, drafts, since)
    finally:
        await network.close()
    return found, failed


def _searches(me: Member, since: date) -> Iterable[tuple[ContributionKind | None, Endpoint]]:
    """What to ask, and which kind it shows where the address does not tell."""
    reviews: ContributionKind = "review"
    if me.github:
        own = f"author:{me.github} created:>={since}"
        reviewed = f"type:pr reviewed-by:{me.github} -author:{me.github} updated:>={since}"
        for kind, query in ((None, own), (reviews, reviewed)):
            url = f"{_GITHUB}?{urlencode({'q': query})}"
            yield kind, Endpoint("me", "github_issues", url, "official", connector="github_issues")
        events = f"https://api.github.com/users/{me.github}/events/public"
        yield None, Endpoint("me", "github_events", events, "official", connector="github_events")
    if me.hub:
        url = f"{_HUB}?{urlencode({'author': me.hub})}"
        yield None, Endpoint("me", "hf_org", url, "official", connector="hf_org")


async def _drafts(network: Fetcher, endpoint: Endpoint, today: date) -> list[Draft]:
    """The entries of the first pages of a search; none where it finds nothing."""
    from mainstem.connectors import TABLE

    connector = TABLE[endpoint.connector or ""]
    request: Request | None = connector.first(endpoint, today)
    drafts: list[Draft] = []
    for _ in range(_N_PAGES):
        if request is None:
            break
        try:
            page: Page = connector.read(endpoint, await network.fetch(request))
        except NoEntries:
            break
        drafts += page.drafts
        request = page.next
    return drafts


def _contributions(
    person: str, kind: ContributionKind | None, drafts: Sequence[Draft], since: date
) -> Iterable[Contribution]:
    for draft in drafts:
        # A review is dated by the last move of what was reviewed: the search tells no other date.
        at = (draft.updated_at if kind == "review" else None) or draft.published_at
        made = (
            contribution(person, draft, at, "github" if "github.com" in (draft.url or "") else "hub")
            if at
            else None
        )
        if made and made.at.date() >= since:
            yield replace(made, kind=kind or made.kind)


# --- what to do next -----------------------------------------------------------------------------------


def suggest(app: Mainstem, at: datetime | None = None, n: int = 5) -> list[Suggestion]:
    """Open issues of the followed repositories that fit the person, the best first."""
    at, taker = at or app.clock(), _taker(app)
    made_from = at.date(), n, taker, app.store.items.revision(), app.pack_digest
    return app.remembered.get("suggestions", made_from, lambda: _suggest(app, taker, at, n))


def _suggest(app: Mainstem, taker: _Taker, at: datetime, n: int) -> list[Suggestion]:
    issues = [one for one in app.store.items.issues(at) if one.extra.get("state") == "open"][-_N_CLASSIFIED:]
    return suggestions(issues, _fit(app, taker, issues), at, n) if issues else []


def for_plan(app: Mainstem, at: datetime) -> tuple[Suggestion, ...]:
    """The one that the contribution's slot names."""
    return tuple(suggest(app, at, 1))


class _Taker(NamedTuple):
    """All that a suggestion knows of the person."""

    interests: tuple[str, ...]
    hardware: tuple[str, ...]
    read: tuple[str, ...]  # works, by name
    projects: frozenset[str]
    taken: frozenset[str]  # addresses


def _taker(app: Mainstem) -> _Taker:
    from mainstem.wiring.habits import habits_of

    me, done, store = person_of(app), contributions(app), app.store
    follows = (w.name for w in store.wishes.of(me.name) if (w.sense, w.kind) == ("follow", "topic"))
    return _Taker(
        interests=(*habits_of(app).interests, *follows),
        hardware=tuple(me.hardware),
        read=tuple(mark.work_id for mark in store.marks.of(app.settings.person) if mark.action == "read"),
        projects=frozenset(one.project for one in done if one.project),
        taken=frozenset(one.url for one in done),
    )


def _fit(app: Mainstem, taker: _Taker, issues: Sequence[Item]) -> Fit:
    from mainstem.wiring.planning import classes_of

    works = app.store.works.of([*taker.read, *(one.work_id for one in issues)])
    classes = classes_of(app, list({work.id: work for work in works.values()}.values()))
    return Fit(
        interests=taker.interests,
        hardware=taker.hardware,
        read=[works[key].title for key in taker.read if key in works],
        projects=taker.projects,
        topics={name: (made.topic, made.axis) for name, made in classes.items()},
        taken=taker.taken,
    )
