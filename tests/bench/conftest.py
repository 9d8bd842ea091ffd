"""A made-up folder of papers, and a way to change its future."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from evals import HERE
from mainstem.bench import ranking_folder
from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_seam import Then
from mainstem.bench.rows import Row
from mainstem.model import Pick, Work

MADE_UP = HERE / "data" / "ranking"
Shuffle = Callable[[Folder, date, int], Folder]


@pytest.fixture(scope="session")
def made_up() -> Folder:
    """The made-up papers, lists and citations of this repository."""
    return ranking_folder.read(MADE_UP)


@pytest.fixture(scope="session")
def made_up_folder() -> Path:
    """Where they lie."""
    return MADE_UP


@pytest.fixture(scope="session")
def with_another_future() -> Shuffle:
    """Shuffles everything dated on a day or later among itself: texts, days, picks, citations, votes."""
    return _with_another_future


def _with_another_future(folder: Folder, week: date, seed: int) -> Folder:
    dice, day = random.Random(seed), week.isoformat()
    signals = [_later_votes(row, day, dice) for row in folder.signals]
    return replace(
        folder,
        papers=_shuffled(
            folder.papers, "announced", ("title", "abstract", "authors", "announced"), day, dice
        ),
        labels=_shuffled(folder.labels, "added", ("id", "core", "n_in_commit"), day, dice),
        signals=_shuffled(signals, "date", ("id", "source"), day, dice),
    )


def _shuffled(
    rows: object, dated: str, fields: tuple[str, ...], day: str, dice: random.Random
) -> tuple[Row, ...]:
    kept = [dict(row) for row in rows]  # type: ignore[attr-defined]
    later = [row for row in kept if (row[dated] or "") >= day]
    for field in fields:
        values = [row[field] for row in later]
        dice.shuffle(values)
        for row, value in zip(later, values, strict=True):
            row[field] = value
    return tuple(kept)


def _later_votes(row: Row, day: str, dice: random.Random) -> Row:
    if not row.get("history"):
        return row
    history = [[when, n if when < day else dice.randrange(999)] for when, n in row["history"]]
    return {**row, "history": history, "upvotes": dice.randrange(999)}


MakeThen = Callable[..., Then]


@pytest.fixture
def then() -> MakeThen:
    """Makes a Monday: ``known`` titles by id, ``listed`` days by id, ``asked`` ids."""
    return _then


def _then(
    known: dict[str, str], listed: dict[str, date], asked: list[str], picks: tuple[Pick, ...] = ()
) -> Then:
    first = datetime(2024, 1, 1, tzinfo=UTC)
    works = {
        name: Work(name, title, "", "paper", "paper", "mixed", "", first, first + timedelta(days=n))
        for n, (name, title) in enumerate(known.items())
    }
    named = [Pick(name, "a/b", datetime.combine(day, time(), UTC), core=True) for name, day in listed.items()]
    named = sorted((*named, *picks), key=lambda pick: pick.at)
    return Then(date(2024, 4, 1), [works[name] for name in sorted(asked)], list(works.values()), named)
