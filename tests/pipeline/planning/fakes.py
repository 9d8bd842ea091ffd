"""A small pack with the default rhythm, and works made for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from mainstem.model import (
    STREAMS,
    Cadence,
    CanonWork,
    Habits,
    ItemKind,
    Mark,
    Pack,
    Plan,
    Priors,
    Ranked,
    Repository,
    Sector,
    SessionRule,
    Shelf,
    SlotRule,
    Source,
    Stream,
    Work,
)
from mainstem.pipeline.planning.plan import plan

NO_HABITS = Habits()
NOW = datetime(2026, 6, 30, 23, tzinfo=UTC)
WEEK_OF = date(2026, 6, 30)  # 2026-W27, the first week of July and of its quarter
LONG = (
    "pinned",
    "common",
    "deep_paper",
    "catch_up",
    "sample",
    "track",
    "followed",
    "newsletter",
    "survey",
    "contribution",
    "talk",
    "read",
)
KIND_OF: dict[Stream, ItemKind] = {"venue": "paper", "paper": "paper", "blog": "post", "community": "thread"}

CADENCE = Cadence(
    budget_min=180,
    budget_range_min=(120, 300),
    n_candidates=100,
    gap=0.005,
    node_limit=5000,
    time_limit_s=60,
    max_per_source=2,
    sessions=(
        SessionRule("monday", (0,), time(9), 90, LONG),
        SessionRule("thursday", (3,), time(9), 90, LONG),
        SessionRule("weekday", (0, 1, 2, 3, 4), time(8, 40), 15, ("check", "skim")),
    ),
    slots=(
        SlotRule("pinned", "Pinned", 1, "week", 5, 75),
        SlotRule("common", "Read in common", 1, "week", 5, 30),
        SlotRule(
            "deep_paper", "Deep paper", 1, "week", 45, 75, ("paper",), ("paper", "venue"), prompts=("Claim?",)
        ),
        SlotRule("catch_up", "Meanwhile", 1, "return", 15, 40, bundle=8),
        SlotRule("sample", "Sample", 4, "week", 5, 30, streams=STREAMS, each_stream=True),
        SlotRule("track", "Course or book", 1, "week", 15, 80),
        SlotRule("followed", "Followed", 1, "week", 5, 30),
        SlotRule(
            "newsletter", "Newsletters", 1, "week", 10, 20, ("post",), shelves=("newsletter",), bundle=6
        ),
        SlotRule("check", "Community check", 1, "day", 5, 10, streams=("community",), bundle=5),
        SlotRule("skim", "Engineering post", 1, "day", 5, 7, ("post",), shelves=("blog", "lab")),
        SlotRule("survey", "Survey", 1, "quarter", 30, 60, ("paper", "post", "table"), due_week=4),
        SlotRule("contribution", "Contribution", 1, "month", 30, 30, due_week=2),
        SlotRule("talk", "Talk", 1, "quarter", 30, 30, due_week=9),
        SlotRule("read", "Further reading", 0, "week", 8, 30),
    ),
    lift={"paper": 1.5, "issue": 1.2, "release": 1.2, "thread": 0.6},
    minutes={"paper": 20, "post": 10, "release": 5, "thread": 5, "deep_paper": 60, "contribution": 30},
    words_per_min=200,
)


def source(source_id: str, shelf: Shelf, sector: Sector = "independent") -> Source:
    """A source called as its id, at home on example.org."""
    home = f"https://example.org/{source_id}"
    return Source(source_id, f"The {source_id}", "blog", shelf, sector, (), home, "weekly", "", ())


def canon_row(number: int) -> CanonWork:
    """Row ``number`` of a canon, submitted in 2017."""
    key = f"arxiv:1701.0000{number}"
    url = f"https://arxiv.org/abs/1701.0000{number}"
    return CanonWork(
        f"row-{number}",
        number,
        "foundations",
        key,
        f"Canon work {number}",
        (),
        "2017-01-01",
        None,
        "Known.",
        url,
    )


SOURCES = (
    *(source(f"venue-{n}", "venue", "academic") for n in range(4)),
    *(source(f"paper-{n}", "paper", "academic") for n in range(4)),
    *(source(f"blog-{n}", "blog", "industrial") for n in range(12)),
    *(source(f"community-{n}", "community") for n in range(12)),
    *(source(f"newsletter-{n}", "newsletter") for n in range(6)),
)
PACK = Pack(
    name="sample",
    title="Sample",
    description="",
    compiled="2026-06-30",
    sources=SOURCES,
    canon=tuple(canon_row(number) for number in (1, 2, 3)),
    candidates=(),
    blocked=(),
    topics=(),
    labs=(),
    repositories=(Repository("example/engine", "serving"), Repository("example/trainer", "training")),
    cadence=CADENCE,
    hosts=(),
    keep=(),
    priors=Priors({}, {}, {}, {}),
)


def ranked(
    work_id: str,
    score: float = 0.5,
    *,
    stream: Stream | None = "blog",
    source_id: str = "blog-0",
    kind: ItemKind | None = None,
    sector: Sector = "industrial",
    days_old: float = 3,
    title: str = "",
    text: str = "",
    venue: str | None = None,
    keys: tuple[str, ...] = (),
) -> Ranked:
    """A ranked work, published ``days_old`` days before NOW."""
    at = NOW - timedelta(days=days_old)
    url = f"https://example.org/{work_id}"
    work = Work(
        id=work_id,
        title=title or _title(work_id),
        url=url,
        kind=kind or KIND_OF[stream or "blog"],
        stream=stream,
        sector=sector,
        source_id=source_id,
        first_seen_at=at,
        published_at=at,
        text=text,
        venue=venue,
        keys=(work_id, *keys),
    )
    return Ranked(work, score, (), f"score {score:.2f}")


def _title(work_id: str) -> str:
    """One word that no other work has: works are about different things unless a test says so."""
    return "".join(c if c.isalpha() else chr(ord("a") + ord(c) % 26) for c in work_id)


def many(n: int, seed: int = 1) -> list[Ranked]:
    """``n`` works of every shelf with random scores, always the same for a seed."""
    random = Random(seed)
    made = []
    for number in range(n):
        source_ = random.choice(SOURCES)
        stream: Stream = "blog" if source_.shelf == "newsletter" else source_.shelf  # type: ignore[assignment]
        score = round(random.betavariate(2, 4), 4)
        made.append(
            ranked(
                f"web:example.org/{number:05}",
                score,
                stream=stream,
                source_id=source_.id,
                sector=source_.sector,
                days_old=random.uniform(0, 80),
            )
        )
    return made


def week(
    works: list[Ranked],
    *,
    cadence: Cadence = CADENCE,
    past: tuple[Plan, ...] = (),
    marks: tuple[Mark, ...] = (),
    week_of: date = WEEK_OF,
    at: datetime = NOW,
    pack: Pack = PACK,
    habits: Habits = NO_HABITS,
) -> Plan:
    """The plan of the sample pack's reader, who lives in UTC."""
    return plan(
        "me", at, works, cadence, past, pack=pack, marks=marks, week_of=week_of, zone=UTC, habits=habits
    )
