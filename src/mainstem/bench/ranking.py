"""The time-travel benchmark: every Monday each method ranks the papers of the week from what existed then.

Candidates of Monday w were announced in [w-7, w). A candidate is relevant when a core list takes it in on w or later;
what a core list had before is no candidate. With lists withheld, methods see neither their labels nor the signals
from their repositories; rankings are then held against all core lists, and against the withheld lists alone.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_metrics import Measured, draws, of_week
from mainstem.bench.ranking_past import Past
from mainstem.bench.ranking_seam import Method, Scores, Then
from mainstem.bench.ranking_truth import Truth, announced_in, mondays, truths
from mainstem.errors import UsageError

METHODS: dict[str, str] = {  # name: module and what makes it
    "ours": "ranking_ours:method",
    "arxiv-sanity-lite": "ranking_sanity:lite",
    "arxiv-sanity-x": "ranking_sanity:x",
    "scholar-inbox": "ranking_inbox:method",
    "zotero-arxiv-daily": "ranking_zotero:method",
    "keywords": "ranking_simple:Keywords",
    "votes": "ranking_simple:Votes",
    "newest": "ranking_simple:Newest",
}
WARM_UP = timedelta(days=60)  # of papers before the first Monday, unless weeks are named

WeekScores = dict[date, dict[str, float]]  # by work id
Rankings = dict[str, WeekScores]  # by method


def make(name: str) -> Method:
    """The method of that name, with nothing counted yet; raises UsageError."""
    if name not in METHODS:
        raise UsageError(name, "is no method", f"Choose from {', '.join(METHODS)}")
    return made(METHODS[name])


def made(told: str) -> Method:
    """The method that a line of a table names, such as ``ranking_simple:Votes``."""
    module, _, factory = told.partition(":")
    return cast(Method, getattr(import_module(f"mainstem.bench.{module}"), factory)())


@dataclass(frozen=True, slots=True)
class Bench:
    """The weeks to rank, the past they are ranked from, and whose picks count."""

    weeks: Sequence[date]
    announced: Mapping[
        date, Sequence[str]
    ]  # the candidates of each week, by work id, before truths take theirs out
    past: Past
    truths: Sequence[Truth]

    @property
    def later(self) -> Bench:
        """The later half of the weeks: what was chosen on the earlier half is reported on these."""
        return replace(self, weeks=self.weeks[(len(self.weeks) + 1) // 2 :])

    def then(self, week: date) -> Then:
        """What existed on a Monday; the candidates are those of any of the truths."""
        asked = {w for w in self.announced[week] if any(truth.is_open(w, week) for truth in self.truths)}
        return self.past.then(week, asked)


def prepare(
    folder: Folder,
    *,
    history: Folder | None = None,
    without: Collection[str] = (),
    weeks: tuple[date, date] | None = None,
) -> Bench:
    """The benchmark over a folder; ``history`` is known, and neither ranked nor counted as right.

    Raises UsageError for a list that there is not, and where no week can be ranked.
    """
    known = folder.after(history) if history else folder
    if unknown := sorted(set(without) - known.lists.keys()):
        raise UsageError(
            unknown[0], "is no list of these labels", f"Choose from {', '.join(sorted(known.lists))}"
        )
    asked = list(mondays(*weeks)) if weeks else _weeks(folder, known)
    found = truths(folder, [name for name in without if name in folder.lists])
    return Bench(asked, announced_in(folder, asked), Past(known.without(without)), found)


def _weeks(folder: Folder, known: Folder) -> list[date]:
    """The Mondays with 60 days of papers before them, to the one after the last paper."""
    own, all_days = (
        [date.fromisoformat(row["announced"]) for row in f.papers if row["announced"]]
        for f in (folder, known)
    )
    if not own:
        raise UsageError("papers", "none was announced on a day", "Give a folder of dated papers")
    first = max(min(all_days) + WARM_UP, min(own) + timedelta(days=7))
    first += timedelta(days=-first.weekday() % 7)
    found = list(mondays(first, max(own) + timedelta(days=7)))
    if not found:
        raise UsageError("papers", "span less than 60 days", "Name --weeks, or earlier papers with --history")
    return found


def rank(bench: Bench, methods: Sequence[Method]) -> Iterator[tuple[date, str, dict[str, float]]]:
    """Every week's scores by every method, week by week."""
    for week in bench.weeks:
        then = bench.then(week)
        for method in methods:
            scores: Scores = method.scores(then)
            yield week, method.name, dict(zip((w.id for w in then.candidates), scores.tolist(), strict=True))


# --- the figures ------------------------------------------------------------------------------------


def document(bench: Bench, rankings: Rankings) -> dict[str, Any]:
    """The figures of every method under every truth, with the paired differences of the first to the others."""
    return {
        "from": bench.weeks[0].isoformat(),
        "to": bench.weeks[-1].isoformat(),
        "n_weeks": len(bench.weeks),
        "n_papers": sum(len(bench.announced[week]) for week in bench.weeks),
        "truths": [_against(bench, truth, rankings) for truth in bench.truths],
    }


def _against(bench: Bench, truth: Truth, rankings: Rankings) -> dict[str, Any]:
    ranks = {
        name: {week: truth.ranks(week, bench.announced[week], scores[week]) for week in bench.weeks}
        for name, scores in rankings.items()
    }
    weeks = [week for week in bench.weeks if all(of[week] for of in ranks.values())]
    if not weeks:
        raise UsageError(truth.name, "took in no paper of these weeks", "Name other --weeks, or other labels")
    drawn = draws(len(weeks))
    measured = {name: Measured([of[week] for week in weeks], drawn) for name, of in ranks.items()}
    first = next(iter(measured.values()))
    return {
        "name": truth.name,
        "n_weeks": len(weeks),
        "n_relevant": sum(len(next(iter(ranks.values()))[week]) for week in weeks),
        "methods": {name: m.document() for name, m in measured.items()},
        "minus": {name: first.minus(m) for name, m in measured.items() if m is not first},
        "weeks": {
            week.isoformat(): {name: of_week(of[week]) for name, of in ranks.items()} for week in weeks
        },
    }


def write(file: Path, scores: WeekScores) -> None:
    """A method's rankings as CSV (week, id, score), packed where the name ends in .gz; raises UsageError."""
    told = io.StringIO()
    lines = csv.writer(told, lineterminator="\n")
    lines.writerow(["week", "id", "score"])
    for week, of in scores.items():
        lines.writerows([week.isoformat(), work.removeprefix("arxiv:"), score] for work, score in of.items())
    data = told.getvalue().encode()
    try:
        file.write_bytes(gzip.compress(data, mtime=0) if file.suffix == ".gz" else data)
    except OSError as error:
        raise UsageError(str(file), f"cannot be written ({error.strerror})", "Name another file") from error
