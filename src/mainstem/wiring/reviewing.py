"""``mainstem review`` and the canon in force: which list is judged, what is known, and who decided what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import (
    Action,
    CanonVersion,
    CanonWork,
    Decision,
    Knowledge,
    Lapse,
    Pack,
    Proposal,
    Review,
    Reviewed,
    Verdict,
    Work,
)
from mainstem.pipeline import canonlist
from mainstem.pipeline.canonlist import Quarter
from mainstem.text.identity import url_of
from mainstem.text.papers import month_of

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_LAPSES = ("withdrawn", "retracted")
_UNSEEN = datetime(1970, 1, 1, tzinfo=UTC)  # of a work that is only known by being cited


# --- the review ---------------------------------------------------------------------------------------


def moment(app: Mainstem, asked: date | None, quarter: str | None) -> datetime:
    """The end of the day or quarter that is asked for, or of what is known; raises UsageError for days to come."""
    if asked and quarter:
        raise UsageError("--at and --quarter", "say the same thing twice", "Give one of the two")
    now = app.view().at
    day = Quarter.read(quarter).first if quarter else asked
    if day is None:
        return now
    if day > app.clock().date():
        raise UsageError(f"{day}", "lies ahead", "A review tells what is known; give a day that is over")
    last = Quarter.read(quarter).last if quarter else day
    return min(_end_of(last), app.clock())


def review(app: Mainstem, at: datetime) -> Review:
    """What the quarter up to ``at`` says about the canon, with what was known then."""
    app.load_shipped()
    decided = tuple((d.at, d.quarter, d.verdict, d.proposal.key) for d in app.store.reviews.decisions())
    day, running = at.date(), Quarter.of(app.clock().date())
    made_from = day, running, decided, app.store.items.revision(), app.pack_digest
    return app.remembered.get("review", made_from, lambda: _review(app, at))


def _review(app: Mainstem, at: datetime) -> Review:
    from mainstem.pipeline.reviewing import Case
    from mainstem.pipeline.reviewing import review as decide

    pack, quarter = app.pack, Quarter.of(at.date())
    decisions = [d for d in app.store.reviews.decisions() if d.quarter < str(quarter)]
    rows = _judged(app, at, decisions)
    nominated = last_end(pack.compiled)
    return decide(
        Case(
            at=at,
            rows=rows,
            works=_works(app, at),
            rule=pack.review,
            blocked={row.key: row.reason for row in pack.blocked},
            gone=_gone(app, rows, decisions),
            nominated={row.key: nominated for row in pack.candidates},
            deferred=_deferred(decisions),
        )
    )


def last_end(compiled: str) -> date:
    """The day from which a pack's candidates are before the vote."""
    return canonlist.last_day(compiled) or date.max


def _judged(app: Mainstem, at: datetime, decisions: Sequence[Decision]) -> tuple[CanonWork, ...]:
    """Today's list for the quarter that runs; for a past one what stood then, with what was accepted before it."""
    rows = app.pack.canon
    if Quarter.of(at.date()) != Quarter.of(app.clock().date()):
        rows = canonlist.judged(rows, at.date(), app.pack.review)
    return canonlist.decided(rows, decisions, app.pack.candidates)


def _gone(app: Mainstem, rows: Sequence[CanonWork], decisions: Sequence[Decision]) -> tuple[CanonWork, ...]:
    left = {d.proposal.row for d in decisions if d.verdict == "accept" and d.proposal.kind != "add"}
    here = {row.id for row in rows}
    return tuple(row for row in app.pack.canon if row.id in left - here)


def _deferred(decisions: Sequence[Decision]) -> set[tuple[str, str]]:
    """What was put off and not decided since."""
    last = {(d.proposal.kind, d.proposal.key): d.verdict for d in decisions}
    return {what for what, verdict in last.items() if verdict == "defer"}


def _works(app: Mainstem, at: datetime) -> list[Reviewed]:
    """The works of the list, of its links and of the block-list, and all that enough sources cite."""
    from mainstem.signals import adoption

    titles, dates = _told(app.pack)
    mentions = app.store.works.mentions(at)
    least = app.pack.review.organisations
    cited = {key for key, its in mentions.items() if len({one.by for one in its}) >= least}
    named = titles.keys() | cited
    found = app.store.works.of(named)
    works = {
        work.id: work for key in sorted(named) for work in [found.get(key) or _unseen(key, titles.get(key))]
    }
    uses = adoption.uses(list(works.values()), Knowledge(at, app.pack, mentions))
    return [
        Reviewed(
            keys=(work.id, *(key for key in work.keys if key != work.id)),
            title=_longest(titles, work) or work.title,
            url=work.url,
            published=_published(work, _longest(dates, work)),
            uses=tuple(its),
            lapse=_lapse(app, work),
        )
        for work, its in zip(works.values(), uses, strict=True)
    ]


def _longest(told: Mapping[str, str], work: Work) -> str:
    """What the pack tells of a work under any of its keys; the longest says most."""
    return max((told.get(key, "") for key in work.keys), key=len)


def _told(pack: Pack) -> tuple[dict[str, str], dict[str, str]]:
    """Titles and dates that the pack itself tells, by key: the longest of each, which say most."""
    rows = (*pack.canon, *pack.candidates)
    links = [link for row in rows for link in (*row.successors, *row.predecessors)]
    told = [(row.key, row.title, row.submitted) for row in rows]
    told += [(link.key, link.title, link.date) for link in links if link.key]
    told += [(row.key, "", None) for row in pack.blocked]
    titles: dict[str, str] = {}
    dates: dict[str, str] = {}
    for key, title, day in told:
        titles[key] = max(titles.get(key, ""), title, key=len)
        dates[key] = max(dates.get(key, ""), day or "", key=len)
    return titles, dates


def _unseen(key: str, title: str | None) -> Work:
    """A work that is only cited, as far as its key tells."""
    return Work(
        key,
        title or key,
        url_of(key) or "",
        "paper",
        "paper",
        "mixed",
        key,
        first_seen_at=_UNSEEN,
        keys=(key,),
    )


def _published(work: Work, told: str) -> date | None:
    """The day a work came out; where only its month is known, the first of it for works in the store."""
    if len(told) == len("2026-03-05") or work.published_at is None:
        return canonlist.last_day(told) or month_of(work.id)
    return work.published_at.date()


def _lapse(app: Mainstem, work: Work) -> Lapse | None:
    """The first of its records that says it was retracted or withdrawn, dated by when that was written or seen."""
    if not any(work.extra.get(name) for name in _LAPSES):
        return None
    told = [
        Lapse(item.updated_at or item.first_seen_at, f"{name}, says {item.source_id}")
        for item in app.store.items.of_work(work.id)
        for name in _LAPSES
        if item.extra.get(name)
    ]
    return min(told, key=lambda lapse: lapse.at, default=None)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


# --- decisions ----------------------------------------------------------------------------------------


def verdicts(app: Mainstem, made: Review) -> list[Decision | None]:
    """What was last decided on each proposal of a review."""
    last = {(d.quarter, d.proposal.kind, d.proposal.key): d for d in app.store.reviews.decisions()}
    return [last.get((made.quarter, one.kind, one.key)) for one in made.proposals]


def decide(app: Mainstem, made: Review, n: int, verdict: Verdict, because: str) -> Decision:
    """Records a verdict on the ``n``-th proposal, and keeps the list that follows; raises UsageError."""
    if not 1 <= n <= len(made.proposals):
        told = f"proposals run from 1 to {len(made.proposals)}" if made.proposals else "it proposes nothing"
        raise UsageError(
            str(n), f"is no proposal of {made.quarter}: {told}", "See `mainstem review --quarter QUARTER`"
        )
    proposal = made.proposals[n - 1]
    record(app, "before the first decision")
    decision = Decision(app.settings.person, made.quarter, verdict, proposal, app.clock(), because)
    app.store.reviews.add(decision)
    record(app, f"{verdict} {told_short(proposal)} ({made.quarter})")
    return decision


def undo(app: Mainstem) -> Decision | None:
    """Takes back the decision that was made last, and keeps the list that follows."""
    undone = app.store.reviews.undo(app.clock())
    if undone:
        record(app, f"undo: {undone.verdict} {told_short(undone.proposal)} ({undone.quarter})")
    return undone


def told_short(proposal: Proposal) -> str:
    """A proposal in a few words."""
    name = proposal.title.partition(":")[0]
    over = f" over {proposal.replaces.partition(':')[0]}" if proposal.replaces else ""
    return f"{proposal.kind} {name}{over}"


# --- the list -----------------------------------------------------------------------------------------


def in_force(app: Mainstem) -> tuple[CanonWork, ...]:
    """The canon as the pack ships it, after what was accepted here."""
    return canonlist.decided(app.pack.canon, app.store.reviews.decisions(), app.pack.candidates)


def with_canon(app: Mainstem) -> Pack:
    """The pack with the canon in force."""
    return replace(app.pack, canon=in_force(app))


def record(app: Mainstem, because: str) -> None:
    """Keeps the list in force as a version, where it is another than the last one."""
    rows, last = in_force(app), app.store.reviews.last()
    if last is None or last.rows != rows:
        app.store.reviews.keep(CanonVersion(app.clock(), because, rows))


def canon_rows(app: Mainstem) -> list[tuple[CanonWork, Action | None]]:
    """The canon in force in reading order, with what the person did with each work."""
    return _marked(app, in_force(app))


def canon_at(app: Mainstem, day: date) -> tuple[list[tuple[CanonWork, Action | None]], str]:
    """The list as it stood at the end of ``day``, and in words how that is known."""
    rows, told = _list_at(app, day)
    return _marked(app, rows), told


def versions(app: Mainstem) -> list[CanonVersion]:
    """When the list changed and why, the newest change first, without the rows."""
    return app.store.reviews.versions()


def canon_diff(app: Mainstem, earlier: date, later: date) -> str:
    """What changed between two days, as Markdown."""
    from mainstem.text.review_md import diff_md

    change = canonlist.differ(_list_at(app, earlier)[0], _list_at(app, later)[0])
    return diff_md(f"{earlier}", f"{later}", change.came, change.left, change.n_stayed)


def _list_at(app: Mainstem, day: date) -> tuple[Sequence[CanonWork], str]:
    app.load_shipped()
    kept = app.store.reviews.last(_end_of(day))
    if kept is not None:
        return kept.rows, f"as kept on {kept.at:%Y-%m-%d} ({kept.because})"
    rule = app.pack.review
    rows = canonlist.stood_on(app.pack.canon, day, rule)
    return rows, f"as the pack dates its rows: {rule.replay_d} days after submission, where it says no more"


def _marked(app: Mainstem, rows: Sequence[CanonWork]) -> list[tuple[CanonWork, Action | None]]:
    app.load_shipped()
    done = app.done()
    ids = {key: work.id for key, work in app.store.works.of([row.key for row in rows]).items()}
    return [(_entered(row, app), done.get(ids.get(row.key, row.key))) for row in rows]


def _entered(row: CanonWork, app: Mainstem) -> CanonWork:
    """The row with the day on which it came onto the list, or else that by the pack's rule, as an estimate."""
    day = canonlist.entered_on(row, app.pack.review)
    if row.entered or day is None:
        return row
    return replace(row, entered=day.isoformat(), is_entered_estimated=True)


def changes(
    made: Review, decisions: Iterable[Decision | None], candidates: Sequence[CanonWork]
) -> canonlist.Difference:
    """What the accepted proposals of a review change in the list that it judged."""
    accepted = [one for one in decisions if one is not None]
    return canonlist.differ(made.rows, canonlist.decided(made.rows, accepted, candidates))
