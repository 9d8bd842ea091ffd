"""Small nouns for the store's tests; every value that a test does not care about has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mainstem.model import (
    CanonVersion,
    CanonWork,
    Check,
    CheckpointAudit,
    Citation,
    Claim,
    Decision,
    Disclosure,
    Endpoint,
    EndpointState,
    Grounds,
    HubFile,
    HubFinding,
    Item,
    Mark,
    Mention,
    Missed,
    Part,
    Plan,
    Polled,
    Proposal,
    Ranked,
    ReportRead,
    Reticence,
    Session,
    Settled,
    Signal,
    Slot,
    Successor,
    Term,
    Walk,
    Wish,
    Work,
    Yielded,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def settled(
    key: str = "1",
    keys: tuple[str, ...] = (),
    *,
    source: str = "blog",
    cites: tuple[str, ...] = (),
    **told: Any,
) -> Settled:
    """An item ``key`` of ``source`` that goes by ``keys`` (else by its own link) and cites other works."""
    keys = keys or (f"web:{source}.example/{key}",)
    fields: dict[str, Any] = {
        "title": f"Entry {key}",
        "url": f"https://{source}.example/{key}",
        "kind": "post",
        "stream": "blog",
        "sector": "industrial",
        "first_seen_at": NOON,
    }
    item = Item(
        **{"id": f"{source}/{key}", "source_id": source, "key": key, "work_id": keys[0], **fields, **told}
    )
    mentions = tuple(Mention(cited, source, item.id, "post", NOON, item.url, item.id) for cited in cites)
    return Settled(item, keys, mentions)


def polled(*entries: Settled, source: str = "blog", **told: Any) -> Polled:
    """A poll of the one endpoint of ``source`` that brought ``entries``."""
    url = f"https://{source}.example/feed"
    endpoint = Endpoint(source, "rss", url, "live")
    return Polled(endpoint, EndpointState(endpoint.id, source, url, **told), entries)


def mark(
    work_id: str,
    action: Any = "read",
    at: datetime = NOON,
    person: str = "me",
    note: str = "",
    rating: int | None = None,
) -> Mark:
    """What a person did with a work."""
    return Mark(person, work_id, action, at, note, rating)


def wish(sense: Any, kind: Any, name: str, exceptions: tuple[str, ...] = (), person: str = "me") -> Wish:
    """What a person asked for."""
    return Wish(person, sense, kind, name, NOON, exceptions)


def decision(
    kind: Any, key: str, verdict: Any = "accept", *, quarter: str = "2026-Q2", person: str = "me"
) -> Decision:
    """A decision of that day, with one piece of evidence."""
    day = NOON.date()
    grounds = (Grounds(day, "code of o/r: a.py", "https://example.org/a"), Grounds(day, "a link"))
    proposal = Proposal(
        kind, key, "A work", "https://example.org", day, "two use it", "row", published=day, weight=1.5
    )
    proposal = replace(proposal, curve=(("2026-Q1", 0.5), ("2026-Q2", 1.5)), grounds=grounds)
    return Decision(person, quarter, verdict, proposal, NOON, "because")


def version(*keys: str, at: datetime = NOON, because: str = "a change") -> CanonVersion:
    """A list of such works, each with a successor."""
    later = (Successor("Later", "arxiv:2601.00001", "2026-01"),)
    rows = (
        CanonWork(
            key,
            float(n),
            "g",
            key,
            f"Work {n}",
            ("A. Author",),
            "2024-01-01",
            None,
            "why",
            "u",
            (),
            None,
            later,
        )
        for n, key in enumerate(keys, 1)
    )
    return CanonVersion(at, because, tuple(rows))


def work(work_id: str, **told: Any) -> Work:
    """A work as a ranker would hand it back."""
    fields: dict[str, Any] = {
        "title": work_id,
        "url": "",
        "kind": "post",
        "stream": "blog",
        "sector": "mixed",
    }
    return Work(**{"id": work_id, **fields, "source_id": "blog", "first_seen_at": NOON, **told})


def ranked(work_id: str, score: float, **told: Any) -> Ranked:
    """A work with its score."""
    signals = (Signal("freshness", score, "two days old"), Signal("adoption", None))
    terms = (Term("freshness", 0.25, "two days old"),)
    return Ranked(work(work_id, **told), score, signals, f"because of {work_id}", terms)


def plan(week: str = "2026-W23", *works: str, person: str = "me", at: datetime = NOON) -> Plan:
    """A plan of one sitting with a slot a work, a bundle, and something that nearly made it."""
    slots = [Slot("skim", 15, "blog", "mixed", w, f"https://x.example/{w}", w, "new") for w in works]
    parts = (Part("A thread", "https://forum.example/1", "web:forum.example/1"),)
    bundle = Slot("check", 15, "community", "mixed", "Check", "", "forum", "daily", "Forum", parts)
    missed = (Missed("skim", "Late", "", "web:late.example/1", 0.5, "no minutes left"),)
    return Plan(
        person=person,
        week=week,
        starts_on=date.fromisoformat(f"{week}-1"),
        at=at,
        budget_min=180,
        sessions=(Session(at, (*slots, bundle)),),
        yielded=(Yielded("check", 5, 1, "no minutes"),),
        missed=missed,
        objective=1.5,
        gap=0.001,
        snapshot_date="2026-06-30",
        snapshot_streams=("venue",),
    )


def walk(repository: str, head: str = "c9", **told: Any) -> Walk:
    """A walk of two commits, just done."""
    return Walk(
        **{
            "repository": repository,
            "place": f"https://git.example/{repository}",
            "head": head,
            "at": NOON,
            "n_commits": 2,
            **told,
        }
    )


def citation(
    key: str, path: str = "src/a.py", *, removed_at: datetime | None = None, **told: Any
) -> Citation:
    """A comment that cites a work since a day ago; gone again where ``removed_at`` says so."""
    fields: dict[str, Any] = {
        "place": "comment",
        "author": "A. Author",
        "first_at": NOON - DAY,
        "first_commit": "c1",
        "n_lines": 0 if removed_at else 1,
        "removed_commit": "c9" if removed_at else None,
    }
    return Citation(key, path, removed_at=removed_at, **(fields | told))


_FACT = Disclosure("Brook 7B", "n_layers", None, "32", None, 32, "exact", "It has 32 layers.", 3, "prose")
REPORT = ReportRead(
    name="brook",
    family="Brook",
    n_pages=4,
    disclosures=(_FACT, replace(_FACT, field="optimizer", value="AdamW", normalised="AdamW", page="a.md")),
    reticences=(Reticence("gpu_hours", "silent"),),
    checks=(Check("Brook 7B", "6 N D", "6 × 7B × 2T", 8.4e22, None, "estimate", "FLOP", ("a", "b")),),
    claims=(Claim("superlative", True, '"best"', "It is the best of all.", 1),),
    missing=("page 2 cannot be read",),
    made_on="2025-01-23",
)


AUDIT = CheckpointAudit(
    "sample-lab/tiny",
    "c0ffee",
    "commercial",
    NOON,
    "mit",
    "allowed",
    (HubFile("model.safetensors", 8, "ab12"),),
    (HubFinding("pickle", "warning", "a.bin", "is a pickle", "why", "https://a.example/"),),
    facts={"gated": "auto"},
)
