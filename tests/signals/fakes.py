"""A small pack of the field, and works made for tests; every title is ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from mainstem.model import (
    Action,
    AdoptionPrior,
    Blocked,
    Cadence,
    CanonWork,
    Catalogue,
    Knowledge,
    Lab,
    Mark,
    Mention,
    Pack,
    Priors,
    Repository,
    Shelf,
    Source,
    Topic,
    Wish,
    WishKind,
    WishSense,
    Work,
)
from mainstem.signals import OF_READER

NOW = datetime(2026, 6, 30, tzinfo=UTC)

CADENCE = Cadence(180, (120, 300), 100, 0.005, 1000, 10.0, 2, (), (), {}, 200.0)
PRIORS = Priors(
    shelf={"paper": 0.5, "venue": 0.8, "blog": 0.6, "community": 0.4},
    source={"good-blog": 0.9},
    half_life_d={"paper": 60.0, "post": 14.0},
    weights={
        "relevance": 0.5,
        "adoption": 0.2,
        "freshness": 0.15,
        "source": 0.15,
        "venue": 0.15,
        "taste": 0.5,
    },
    adoption=AdoptionPrior(
        weight={"code": 1.0, "docs": 0.7, "post": 0.4, "issue": 0.3, "thread": 0.2},
        half_life_d={"code": 2000.0, "docs": 2000.0, "thread": 90.0},
        own=0.25,
    ),
)
TOPICS = (
    Topic(
        "library/inference-serving",
        "library",
        "Engines and systems that serve many requests of language models.",
        ("LLM serving", "continuous batching", "prefill", "decode", "disaggregated serving", "throughput"),
    ),
    Topic(
        "library/kv-cache",
        "library",
        "What happens to the cache of keys and values.",
        ("KV cache", "cache eviction", "prefix caching", "paged attention"),
    ),
    Topic(
        "library/distributed-training",
        "library",
        "Splitting a training job over many accelerators.",
        (
            "pipeline parallelism",
            "tensor parallelism",
            "expert parallelism",
            "GPU",
            "sharding",
            "mixture of experts",
        ),
    ),
    Topic(
        "library/kernels",
        "library",
        "Operators made by hand for accelerators.",
        ("GPU kernel", "attention kernel", "FP8", "matrix multiplication", "quantization"),
    ),
)


def canon_work(key: str, order: float | None, title: str, aliases: tuple[str, ...] = ()) -> CanonWork:
    return CanonWork(
        key, order, "group", key, title, (), None, None, "because", "https://example.org", aliases
    )


def source(source_id: str, shelf: Shelf, name: str = "") -> Source:
    return Source(source_id, name or source_id, shelf, shelf, "mixed", (), "", "", "", ())


PACK = Pack(
    name="field",
    title="Field",
    description="",
    compiled="2026-06-30",
    sources=(
        source("arxiv", "paper", "arXiv"),
        source("good-blog", "blog", "Good Blog"),
        source("loud-blog", "blog", "Loud Blog"),
        source("rare-blog", "blog", "Rare Blog"),
        source("forum", "community", "Forum"),
        source("venue-os", "venue", "OS: Symposium on the Design of Systems"),
    ),
    canon=(canon_work("arxiv:2001.00001", 3, "Fast attention on GPU memory", ("doi:10.1/attention",)),),
    candidates=(canon_work("arxiv:2001.00002", None, "Memory management for serving language models"),),
    blocked=(Blocked("arxiv:2001.00666", "withdrawn"),),
    topics=TOPICS,
    labs=(Lab("lab-a", "Lab A", "industrial", names=("Lab A Team",)),),
    repositories=(
        Repository("org/engine", "serving", former=("old/engine",)),
        Repository("lab-a/trainer", "training", lab="lab-a"),
    ),
    cadence=CADENCE,
    hosts=(),
    keep=(),
    priors=PRIORS,
)

OF_FIELD = (
    "Disaggregated prefill and decode for LLM serving at high throughput",
    "Evicting the KV cache by layer for long requests",
    "Pipeline parallelism without bubbles on thousands of GPUs",
    "An FP8 attention kernel for new accelerators",
    "Continuous batching with prefix caching under bursty load",
    "Expert parallelism for mixture of experts training on a GPU cluster",
    "Tensor parallelism overlapped with communication",
    "Sharding optimizer states over slow links for GPU training",
)
ELSEWHERE = (
    "Segmentation of tumours in medical images with few labels",
    "A survey of sentiment in restaurant reviews",
    "Grasp planning for robot arms in clutter",
    "Forecasting crop yield from satellite pictures",
    "Fairness of credit scores under distribution shift",
    "Detecting fake news in social networks",
    "Predicting protein folding with geometric graphs",
    "Teaching algebra with conversational tutors",
    "Recommending songs from listening sessions",
    "Causal discovery in electronic health records",
    "Legal judgement summaries in six languages",
    "Speech recognition for dialects of small islands",
    "Counting birds in audio recordings of forests",
    "Traffic lights controlled by cooperating agents",
)


def work(title: str, work_id: str = "", **fields: Any) -> Work:
    """A paper of three days ago; its id is made from its title unless given."""
    told: dict[str, Any] = {
        "id": work_id or "web:example.org/" + "-".join(title.lower().split()),
        "url": "https://example.org",
        "kind": "paper",
        "stream": "paper",
        "sector": "academic",
        "source_id": "arxiv",
        "first_seen_at": NOW - timedelta(days=3),
        "published_at": NOW - timedelta(days=3),
    }
    return Work(title=title, **(told | fields))


WORKS = tuple(work(title) for title in OF_FIELD + ELSEWHERE)


def known(
    pack: Pack = PACK,
    mentions: Sequence[Mention] = (),
    marks: Sequence[Mark] = (),
    wishes: Sequence[Wish] = (),
) -> Knowledge:
    by_work: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_work.setdefault(mention.work_id, []).append(mention)
    return Knowledge(NOW, pack, by_work, tuple(marks), tuple(wishes))


def mention(of: Work, by: str, kind: str = "code", days_ago: float | None = 10, **fields: Any) -> Mention:
    at = None if days_ago is None else NOW - timedelta(days=days_ago)
    return Mention(of.id, by, "src/file.py", kind, at, **fields)


def mark(of: Work, action: Action, rating: int | None = None, note: str = "") -> Mark:
    return Mark("me", of.id, action, NOW - timedelta(days=1), note, rating)


def wish(sense: WishSense, kind: WishKind, name: str, exceptions: tuple[str, ...] = ()) -> Wish:
    return Wish("me", sense, kind, name, NOW - timedelta(days=1), exceptions)


def catalogue(works: Sequence[Work], odds: Sequence[float] | None = None, pack: Pack = PACK) -> Catalogue:
    """The works as arrays, with the rows of every signal of the reader; all alike without ``odds``."""
    told = np.array(odds if odds is not None else [0.0] * len(works))
    rows = {name: OF_READER[name].rows(works, pack) for name in OF_READER}
    titles, sources = tuple(w.title for w in works), tuple(w.source_id for w in works)
    return Catalogue(tuple(w.id for w in works), titles, sources, tuple(w.stream for w in works), told, rows)
