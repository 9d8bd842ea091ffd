"""The past, day by day: what a ranker may see on a Monday."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_seam import Then
from mainstem.bench.rows import Row
from mainstem.model import Pick, Work

_MONTH = re.compile(r"(?:.*/)?(\d\d)(\d\d)")  # of an arXiv id, old (cs/0604001) or new (2205.14135)
_LONG_AGO = datetime(1991, 8, 1, tzinfo=UTC)  # arXiv's first month, for an id that tells none
_DAILY = "hf_daily"


class Past:
    """Everything that ever happened, from which ``then`` cuts what had happened by a day.

    A library paper stands in the data because a list names it, so it is known only from the day something first
    named it: that it would be named is itself a thing of the future.
    """

    def __init__(self, folder: Folder) -> None:
        works = [_work(row) for row in folder.papers]
        announced = {work.id: work.published_at for work in works if work.published_at}
        named = [*map(_listed, folder.labels), *map(_signalled, folder.signals)]
        self._named = sorted((each.not_before(announced) for each in named), key=_Named.order)
        self._named_at = [each.pick.at for each in self._named]
        known_at = {**_first(self._named), **announced}
        self._works = sorted((w for w in works if w.id in known_at), key=lambda w: (known_at[w.id], w.id))
        self._known_at = [known_at[work.id] for work in self._works]

    def then(self, week: date, candidates: Collection[str]) -> Then:
        """What was known before ``week``; those of the works ``candidates`` that were are to be ranked."""
        at = datetime.combine(week, time(), UTC)
        known = self._works[: bisect_left(self._known_at, at)]
        picks = [each.before(at) for each in self._named[: bisect_left(self._named_at, at)]]
        asked = sorted((work for work in known if work.id in candidates), key=lambda work: work.id)
        return Then(week, asked, known, picks)


def work_id(paper_id: str) -> str:
    """The canonical key of an arXiv paper."""
    return f"arxiv:{paper_id}"


@dataclass(frozen=True, slots=True)
class _Named:
    """A pick, and the votes of a daily one as they were counted on some days."""

    pick: Pick
    votes: tuple[tuple[datetime, int], ...] = ()

    def order(self) -> tuple[datetime, str, str, str]:
        return self.pick.at, self.pick.work_id, self.pick.kind, self.pick.by

    def not_before(self, announced: dict[str, datetime]) -> _Named:
        """An addition that is dated before the paper was announced reads as of that day (late crawls)."""
        at = max(self.pick.at, announced.get(self.pick.work_id, self.pick.at))
        return replace(self, pick=replace(self.pick, at=at))

    def before(self, at: datetime) -> Pick:
        """The pick with the most votes that were seen before a moment."""
        seen = [n for day, n in self.votes if day < at]
        return replace(self.pick, votes=max(seen)) if seen else self.pick


def _first(named: Iterable[_Named]) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for each in named:
        first.setdefault(each.pick.work_id, each.pick.at)
    return first


def _listed(row: Row) -> _Named:
    return _Named(
        Pick(
            work_id(row["id"]),
            row["list"],
            _day(row["added"]),
            bool(row["core"]),
            n_together=row.get("n_in_commit") or 1,
            machine=bool(row.get("ai_assisted")),
        )
    )


def _signalled(row: Row) -> _Named:
    kind = "daily" if row["kind"] == _DAILY else str(row["kind"])
    pick = Pick(work_id(row["id"]), row["source"], _day(row["date"]), core=False, kind=kind)
    return _Named(pick, tuple((_day(day), n) for day, n in row.get("history") or ()))


def _work(row: Row) -> Work:
    announced = row["announced"] and _day(row["announced"])
    return Work(
        id=work_id(row["id"]),
        title=row["title"],
        url=f"https://arxiv.org/abs/{row['id']}",
        kind="paper",
        stream="paper",
        sector="mixed",
        source_id="",
        first_seen_at=announced or _month(row["id"]),
        published_at=announced,
        authors=tuple(row.get("authors") or ()),
        text=row.get("abstract") or "",
        extra={"categories": list(row.get("categories") or ())},
    )


def _month(paper_id: str) -> datetime:
    """The first day of the month in which arXiv gave out the id."""
    told = _MONTH.match(paper_id)
    year, month = (int(told[1]), int(told[2])) if told else (0, 0)
    if not 1 <= month <= 12:
        return _LONG_AGO
    return datetime(year + (1900 if year > 90 else 2000), month, 1, tzinfo=UTC)


def _day(told: str) -> datetime:
    return datetime.combine(date.fromisoformat(told), time(), UTC)
