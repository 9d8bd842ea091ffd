"""What each job does (``wiring.jobs``): takes the program, does it, and says in a few words what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from mainstem.errors import HomeNotWritable, NotTaken, Unreachable
from mainstem.model import Polled, Taken
from mainstem.pipeline.week import SATURDAY

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

SYNC_LIMIT_S = 1800.0  # the rest is due at the next run
_JUST_ENDED = timedelta(days=30)  # so long after its end, a quarter's review is still that quarter's


class _Unwatched:
    """Nobody looks on."""

    def started(self, n: int) -> None:
        pass

    def polled(self, polled: Polled, taken: Taken) -> None:
        pass


def sync(app: Mainstem) -> str:
    """Asks what is due; raises Unreachable where no host answers."""
    due = app.due()
    if not due:
        return "no source was due"
    report = app.sync(due, _Unwatched(), limit_s=SYNC_LIMIT_S)
    if report.offline:
        raise Unreachable("the network", "no host could be reached")
    rows = report.rows.values()
    n_failed = sum(bool(row.errors) for row in rows)
    told = f"{sum(row.n_new for row in rows):,} new from {len(rows)} sources"
    return f"{told}, {n_failed} failed" if n_failed else told


def cite(app: Mainstem) -> str:
    """Walks the watched repositories; raises the error of the last where all failed."""
    from mainstem.wiring import citing

    found = list(citing.watched(app, offline=False, say=lambda _: None))
    failed = [one for one in found if isinstance(one, citing.Failed)]
    if failed and len(failed) == len(found):
        raise failed[-1].error
    return f"{len(found) - len(failed)} repositories walked, {len(failed)} failed"


def models(app: Mainstem) -> str:
    """Audits the models in use; what changed becomes items. Raises the last error where none could be asked."""
    from mainstem.wiring import auditing

    if not app.settings.models_in_use:
        return "no model in use; `models_in_use` in settings.toml names them"
    looked = auditing.in_use(app, "commercial", lambda _: None)
    if looked.failed and not looked.audits:
        raise looked.failed[-1]
    return f"{len(looked.audits)} models looked at, {len(looked.news)} news, {len(looked.failed)} failed"


def reports(app: Mainstem) -> str:
    """Reads new technical reports of followed labs and models in use; raises the last error where all failed."""
    from mainstem.wiring import newreports

    looked = newreports.look(app)
    if looked.failed and not looked.read:
        raise looked.failed[-1]
    return f"{len(looked.read)} reports read, {len(looked.failed)} failed"


def plan(app: Mainstem) -> str:
    """Plans the week for everybody who has no plan of it yet; a team is planned together."""
    from mainstem.wiring import jobs, team

    look = app.view()
    everybody = [team.as_person(app, one) for one in jobs.readers(app)]
    lacking = [one for one in everybody if one.stored_plan(look) is None]
    members = {one.name for one in team.members(app)}
    if any(one.settings.person in members for one in lacking):
        team.plan(app, look)
    for one in lacking:
        if one.settings.person not in members:
            one.plan(look)
    told = f"the week of {look.monday:%-d %B %Y}"
    if not lacking:
        return f"{told} was planned already"
    return f"{told}, for {len(lacking)} of {len(everybody)} readers" if len(everybody) > 1 else told


def digest(app: Mainstem) -> str:
    """Sends the reader's week over their channels, what was sent left out; raises NotTaken where one failed.

    Not at the end of a week: a digest that was missed for days is of no use any more.
    """
    from mainstem.wiring import sending

    if app.clock().astimezone(app.settings.zone).weekday() >= SATURDAY:
        return "the week is over; the next digest comes with the next one"
    ended = sending.send_digest(app)
    if failed := [one for one in ended if one.state == "failed"]:
        raise NotTaken(failed[0].channel, failed[0].told, "`mainstem channels` says more; it is tried again")
    told = ", ".join(f"{one.channel} {one.state}" for one in ended)
    return told or "no channel; `mainstem channels add` makes one"


def review(app: Mainstem) -> str:
    """Writes the review of the quarter that ends, or just ended, to ``reviews/`` in the home."""
    from mainstem.pipeline.canonlist import Quarter
    from mainstem.text import review_md
    from mainstem.wiring import reviewing

    today = app.clock().astimezone(app.settings.zone).date()
    quarter = str(Quarter.of(today - _JUST_ENDED))
    made = reviewing.review(app, reviewing.moment(app, None, quarter))
    decided = reviewing.verdicts(app, made)
    change = reviewing.changes(made, decided, app.pack.candidates)
    file = app.settings.home / "reviews" / f"{made.quarter}.md"
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(review_md.review_md(made, decided, change.came, change.left), encoding="utf-8")
    except OSError as error:
        raise HomeNotWritable(str(file), str(error.strerror or error)) from error
    n_open = sum(verdict is None for verdict in decided)
    return f"{made.quarter}: {len(made.proposals)} proposals, {n_open} to decide"
