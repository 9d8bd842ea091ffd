"""A choice: one slot that could be planned, and everything that choices are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mainstem.model import Cadence, Habits, Pack, Plan, Slot
from mainstem.pipeline.planning.pool import Candidate, History
from mainstem.pipeline.planning.week import Quota, Week

_NO_HABITS = Habits()


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot that could be planned, the works it would use up, and its score."""

    slot: Slot
    works: tuple[str, ...]
    score: float  # in [0, 1]
    source_id: str | None = None  # the source whose share of the week it takes; None for bundles and tasks

    @property
    def value(self) -> float:
        """What it is worth to the week: its minutes, each weighted with the score of what is read in it.

        So a deep paper weighs more than a skim as it takes more of the week, and a long piece is preferred to
        short ones only where its score is higher than what else would fill those minutes.
        """
        return self.score * self.slot.minutes


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that choices are made from."""

    at: datetime
    week: Week
    cadence: Cadence
    pack: Pack
    past: Sequence[Plan]  # of earlier weeks, latest first
    history: History
    quotas: tuple[Quota, ...]
    canon: Mapping[str, Candidate]  # canon works that were fetched, by canon row id
    pool: Sequence[Candidate]  # every other work that may be planned, best first
    candidates: Sequence[Candidate]  # the pre-selected ones of the pool
    habits: Habits = _NO_HABITS
    absent_since: date | None = None  # the first day of an absence that this week ends
    common: tuple[Choice, ...] = ()  # what the team reads together
