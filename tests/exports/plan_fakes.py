"""A plan made for tests, with every kind of trouble in its titles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mainstem.model import Missed, Part, Plan, Session, Slot, Yielded

BERLIN = ZoneInfo("Europe/Berlin")
DEEP = Slot(
    kind="deep_paper",
    minutes=60,
    stream="paper",
    sector="academic",
    title="[Fast] *kernels*, <b>\nfor a_b",
    url="https://example.org/a (b)?q=[1]&r=>",
    work="arxiv:2601.00001",
    why="score 0.91; 3 mentions | vLLM",
    source="arXiv",
)
CHECK = Slot(
    kind="check",
    minutes=10,
    stream="community",
    sector="independent",
    title="Community check: A",
    url="https://example.org",
    work="community-a",
    why="1 top",
    source="A",
    items=(Part("A thread", "https://example.org/t", "web:example.org/t"),),
)
PLAN = Plan(
    person="me",
    week="2026-W27",
    starts_on=date(2026, 6, 29),
    at=datetime(2026, 6, 30, 12, tzinfo=UTC),
    budget_min=180,
    sessions=(
        Session(datetime(2026, 6, 29, 9, tzinfo=BERLIN), (DEEP,)),
        Session(datetime(2026, 6, 30, 8, 40, tzinfo=BERLIN), (CHECK,)),
    ),
    yielded=(Yielded("skim", 5, 0, "no minutes left"),),
    missed=(Missed("read", "Another", "https://example.org/o", "web:example.org/o", 0.5, "score 0.500"),),
    objective=61.25,
    gap=0.001,
    snapshot_date="2026-06-30",
    snapshot_streams=("venue", "paper"),
)
