"""What a quarter says about the canon: who enters, who leaves, and who takes whose place, each with dated evidence.

Pure, and blind to what came after the moment of the review. Each rule holds from one day on, and is proposed by
the review of the quarter in which that day falls:

- *flag*: a row's work was retracted or withdrawn;
- *supersede*: a successor that the canon links is a later version of the same system and old enough, or has become
  canon by use and is used more than the row;
- *add*: a work has become canon by use: enough independent organisations for its age;
- *retire*: nobody new has cited a row for as long as the pack says, or everybody who did has stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from mainstem.model import (
    CanonWork,
    Grounds,
    Mention,
    Proposal,
    Review,
    Reviewed,
    ReviewRule,
    Successor,
    Use,
)
from mainstem.pipeline.canonlist import Quarter, last_day
from mainstem.pipeline.staleness import staleness
from mainstem.text.title_match import follows
from mainstem.text.title_parts import read as read_title

_KINDS = ("flag", "supersede", "add", "retire")  # the order in which they are proposed
_PAPERS = ("arxiv", "doi", "openreview", "usenix", "mlsys", "neurips", "pmlr", "acl", "ieee", "s2")
_YEAR_D = 365.25
_N_QUARTERS = 5  # of a curve: a year, and what it began with


@dataclass(frozen=True)
class Case:
    """All that a review looks at. Nothing that came after ``at`` changes what it says."""

    at: datetime
    rows: Sequence[CanonWork]  # the list that is judged
    works: Sequence[Reviewed]  # those of the rows, of their successors, and all that anybody cites
    rule: ReviewRule
    blocked: Mapping[str, str] = field(default_factory=dict)  # reasons by key
    gone: Sequence[CanonWork] = ()  # rows that earlier reviews took off the list
    nominated: Mapping[str, date] = field(
        default_factory=dict
    )  # keys that a curator put to the vote, and when
    deferred: Collection[tuple[str, str]] = ()  # kind and key of what an earlier review put off

    @cached_property
    def by_key(self) -> dict[str, Reviewed]:
        """Works by every key they go by."""
        return {key: work for work in self.works for key in work.keys}

    @cached_property
    def on_list(self) -> frozenset[str]:
        """Every key of the list's rows."""
        keys = {key for row in self.rows for key in (row.key, *row.aliases)}
        return frozenset(keys | {key for k in keys if k in self.by_key for key in self.by_key[k].keys})

    @property
    def today(self) -> date:
        """The day of ``at``."""
        return self.at.date()


def review(case: Case) -> Review:
    """What the quarter up to ``case.at`` proposes, at most ``n_most``, the strongest of each kind first."""
    quarter = Quarter.of(case.today)
    proposals = [one for one in _all(case) if one.since >= quarter.first or _is_open(one, case)]
    ordered = sorted(proposals, key=lambda p: (_KINDS.index(p.kind), -p.weight, p.since, p.key))
    ended = dict(_ended(case))
    return Review(
        quarter=str(quarter),
        at=case.at,
        rows=tuple(case.rows),
        proposals=tuple(ordered[: case.rule.n_most]),
        n_more=max(len(ordered) - case.rule.n_most, 0),
        staleness=staleness(case.rows, case.gone, ended, case.today, case.rule),
        notes=tuple(_notes(case, quarter)),
    )


def _is_open(proposal: Proposal, case: Case) -> bool:
    """Whether it is proposed though its day lies further back: put off, or named by a curator since."""
    return (proposal.kind, proposal.key) in case.deferred or case.nominated.get(
        proposal.key, date.max
    ) <= case.today


def _all(case: Case) -> Iterator[Proposal]:
    """Whatever holds on the day, new or old; a work enters by one proposal."""
    taken: set[str] = set()
    for one in (*_flags(case), *_successions(case)):
        taken.update(case.by_key[one.key].keys if one.key in case.by_key else (one.key,))
        taken.add(one.row or one.key)
        yield one
    for work in case.works:
        if taken.isdisjoint(work.keys):
            yield from _addition(work, case)
    for row in case.rows:
        if row.id not in taken:
            yield from _retirement(row, case)


# --- by use -------------------------------------------------------------------------------------------


def _known(uses: Sequence[Use], day: date) -> list[Use]:
    return [use for use in uses if use.at.date() <= day]


def _weight(work: Reviewed | None, day: date) -> float:
    """How much it is in use on a day."""
    known = _known(work.uses, day) if work else []
    return known[-1].weight if known else 0.0


def canonical_since(work: Reviewed, rule: ReviewRule, today: date) -> date | None:
    """The first day up to ``today`` on which enough independent organisations used the work for its age.

    None where that day has not come, or came only when the work was older than ``newest_d``.
    """
    published = work.published
    if published is None:
        return None
    ripe = published + timedelta(days=rule.min_age_d)
    known = _known(work.uses, today)
    at_ripe = [use for use in known if use.at.date() <= ripe][-1:]
    for use in (*at_ripe, *(use for use in known if use.at.date() > ripe)):
        day = max(use.at.date(), ripe)
        if (day - published).days > rule.newest_d:
            return None
        need = rule.organisations + int(max((day - published).days, 0) / _YEAR_D)
        if day <= today and len(use.organisations) >= need and use.weight >= need * rule.weight:
            return day
    return None


def _addition(work: Reviewed, case: Case) -> Iterator[Proposal]:
    keys = set(work.keys)
    lapsed = work.lapse is not None and work.lapse.at <= case.at
    if not keys.isdisjoint(case.on_list) or not keys.isdisjoint(case.blocked) or lapsed:
        return
    since = canonical_since(work, case.rule, case.today)
    if since is None or not is_paper(work.key):
        return
    use = _known(work.uses, case.today)[-1]
    row = next((row for row in case.rows for link in row.successors if link.key in keys), None)
    follows_row = f"; follows {_name(row.title)}" if row else ""
    why = f"{len(use.organisations)} organisations other than its makers use it{follows_row}"
    yield _proposal("add", work, since, why, case, row=row.id if row else None)


def _retirement(row: CanonWork, case: Case) -> Iterator[Proposal]:
    work = case.by_key.get(row.key)
    since = _silent_since(work, case) if work else None
    if work is None or since is None:
        return
    came = [use for use in _known(work.uses, case.today) if use.mentions]
    why = f"nobody new has cited it since {came[-1].at:%Y-%m-%d}"
    if not _known(work.uses, case.today)[-1].organisations:
        why = "everybody who cited it has taken that out"
    yield replace(_proposal("retire", work, since, why, case, row=row.id), key=row.key, title=row.title)


def _silent_since(work: Reviewed, case: Case) -> date | None:
    """Since when nobody new cites a work that was once cited; where we never heard of it, silence says nothing."""
    known = _known(work.uses, case.today)
    if not known:
        return None
    if not known[-1].organisations:
        return known[-1].at.date()
    came = [use.at.date() for use in known if use.mentions]
    silent = came[-1] + timedelta(days=case.rule.silent_d) if came else None
    return silent if silent and silent <= case.today else None


# --- by the canon's own links -------------------------------------------------------------------------


def _flags(case: Case) -> Iterator[Proposal]:
    for row in case.rows:
        work = case.by_key.get(row.key)
        if work and work.lapse and work.lapse.at <= case.at:
            on = work.lapse.at.date()
            made = _proposal("flag", work, on, work.lapse.told, case, row=row.id)
            grounds = (*made.grounds, Grounds(on, work.lapse.told, work.url))
            yield replace(made, key=row.key, title=row.title, grounds=grounds)


def _successions(case: Case) -> Iterator[Proposal]:
    """For each row its newest successor that has taken over; a successor takes the newest row that it follows."""
    taken: set[str] = set()
    for row in sorted(case.rows, key=lambda row: row.submitted or "", reverse=True):
        found = [(since, later) for since, later in _overtakers(row, case) if later.key not in taken]
        if found:
            since, later = max(found, key=lambda pair: (pair[1].published or date.min, pair[0]))
            taken.add(later.key)
            yield _succession(row, later, since, case)


def _succession(row: CanonWork, later: Reviewed, since: date, case: Case) -> Proposal:
    version = _is_version(row, later)
    why = f"a later version of {_name(row.title)}" if version else f"used more than {_name(row.title)}"
    if not case.on_list.isdisjoint(later.keys):
        why += ", and on the list already"
    link = next(link for link in row.successors if link.key in later.keys)
    on = last_day(link.date)
    made = _proposal("supersede", later, since, why, case, row=row.id)
    told = Grounds(on, f"the canon links it as successor of {row.title}", later.url) if on else None
    grounds = tuple(sorted((*made.grounds, *([told] if told else [])), key=lambda one: one.on))
    return replace(made, replaces=row.title, grounds=grounds)


def _overtakers(row: CanonWork, case: Case) -> Iterator[tuple[date, Reviewed]]:
    """Successors that have taken over a row by today, with the day on which each did."""
    own = case.by_key.get(row.key)
    for link in row.successors:
        later = case.by_key.get(link.key or "")
        if later is None or not _may_replace(link, later, case):
            continue
        ripe = last_day(link.date)
        if _is_version(row, later):
            since = ripe + timedelta(days=case.rule.min_age_d) if ripe else None
        else:
            since = _overtaken(own, later, case)
        if since is not None and since <= case.today:
            yield since, later


def _may_replace(link: Successor, later: Reviewed, case: Case) -> bool:
    """A plain successor, which is a paper or report that may be taken in; a relation says that it is something else."""
    lapsed = later.lapse is not None and later.lapse.at <= case.at
    blocked = not set(later.keys).isdisjoint(case.blocked)
    return link.relation is None and is_paper(link.key or "") and not lapsed and not blocked


def _overtaken(own: Reviewed | None, later: Reviewed, case: Case) -> date | None:
    """The first day on which the later work was canon by use and used more than the row."""
    since = canonical_since(later, case.rule, case.today)
    if since is None:
        return None
    days = {since, *(use.at.date() for use in _known(later.uses, case.today) if use.at.date() > since)}
    return next((day for day in sorted(days) if _weight(later, day) > _weight(own, day)), None)


def _is_version(row: CanonWork, later: Reviewed) -> bool:
    earlier = read_title(row.title)
    return follows(earlier, read_title(later.title)) is not None


def _ended(case: Case) -> Iterator[tuple[str, date]]:
    """The rows that were ever overtaken or fell silent by today, and since when."""
    for row in (*case.rows, *case.gone):
        work = case.by_key.get(row.key)
        days = [since for since, _ in _overtakers(row, case)]
        silent = _silent_since(work, case) if work else None
        lapse = work.lapse.at.date() if work and work.lapse and work.lapse.at <= case.at else None
        days += [day for day in (silent, lapse) if day]
        if days:
            yield row.id, min(days)


# --- told ---------------------------------------------------------------------------------------------


def is_paper(key: str) -> bool:
    """Whether a key names a paper or a report; posts, cards and repositories are read elsewhere than in the canon."""
    return key.partition(":")[0] in _PAPERS


def _notes(case: Case, quarter: Quarter) -> Iterator[str]:
    """What the quarter brought and the canon cannot take: blocked works, and successors without a paper."""
    for key, reason in case.blocked.items():
        work = case.by_key.get(key)
        seen = work.published if work else None
        cited = bool(work and _known(work.uses, case.today))
        if seen and seen <= case.today and (seen >= quarter.first or cited):
            yield f"Refused: {key} is on the block-list ({reason})"
    for row in case.rows:
        for link in row.successors:
            ripe = last_day(link.date)
            if link.key and not is_paper(link.key) and ripe and quarter.first <= ripe <= case.today:
                yield f"{link.title} follows {_name(row.title)} and is no paper or report: nothing to put on the list"


def _proposal(
    kind: str, work: Reviewed, since: date, why: str, case: Case, *, row: str | None = None
) -> Proposal:
    mentions = [m for use in _known(work.uses, case.today) for m in use.mentions]
    return Proposal(
        kind=kind,  # type: ignore[arg-type]
        key=work.key,
        title=work.title,
        url=work.url,
        since=since,
        why=why,
        row=row,
        published=work.published,
        weight=_weight(work, case.today),
        curve=_curve(work, case),
        grounds=tuple(_grounds(mention) for mention in mentions if mention.at is not None),
    )


def _grounds(mention: Mention) -> Grounds:
    place = (
        "" if mention.item_id else f": {mention.where}"
    )  # an item's is its id, which tells nobody anything
    told = f"{mention.kind} of {mention.by}{place}"
    return Grounds((mention.at or datetime.combine(date.min, time(), UTC)).date(), told, mention.url)


def _curve(work: Reviewed, case: Case) -> tuple[tuple[str, float], ...]:
    """Weight at the end of the last quarters, the one of the review last; empty where nobody ever cited it."""
    quarters, quarter = [], Quarter.of(case.today)
    for _ in range(_N_QUARTERS):
        quarters.append((str(quarter), _weight(work, min(quarter.last, case.today))))
        quarter = quarter.before
    return tuple(reversed(quarters)) if any(weight for _, weight in quarters) else ()


def _name(title: str) -> str:
    """The name before the colon, where a title has one."""
    return title.partition(":")[0]
