"""Reads the facts of ``../shared`` that fall into the snapshot: papers, seasons, releases, citations.

Each function yields what one record file tells, already cut to the window; what has no source in the pack is
counted in ``left_out``, under a reason, and dropped.
"""

from __future__ import annotations

import calendar
import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mainstem.model import Draft, Mention
from mainstem.packs.snapshot import Row
from snapshot_titles import clean, plain_tex

FIRST, LAST = date(2026, 4, 8), date(2026, 6, 30)  # 12 weeks, both days included
SEASONS = (2025, 2026)  # years of the venues' papers

ARXIV, DAILY = "preprints-arxiv-cs-dc", "preprints-hf-daily"
# Stable versions, and betas: people install these for months, where a candidate lives for days.
_VERSION = re.compile(r"(?:tags/|core_|fa4-)?v?\d+(?:\.\d+)+(?:\.?post\d+)?(?P<beta>[.-]?b(?:eta)?\.?\d+)?")
_MISPRINTED = {"E!icient": "Efficient"}  # a ligature that the record lost
_MENTION_KIND = {"code": "code", "docs": "docs", "book": "docs", "blog": "post"}


def in_window(day: date) -> bool:
    """Whether ``day`` is one of the snapshot's 84 days."""
    return FIRST <= day <= LAST


def moment(told: str) -> datetime:
    """An ISO day or moment as aware UTC."""
    at = datetime.fromisoformat(told)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    told = path.read_bytes()
    for line in (gzip.decompress(told) if path.suffix == ".gz" else told).splitlines():
        yield json.loads(line)


def papers(facts: Path, categories: AbstractSet[str], left_out: Counter[str]) -> Iterator[Row]:
    """The arXiv papers announced in the window in a category that the pack follows, cross-lists too."""
    for record in _records(facts / "papers.jsonl.gz"):
        if not in_window(date.fromisoformat(record["announced"])):
            left_out["paper: outside the window"] += 1
        elif categories.isdisjoint(record["categories"]):
            left_out["paper: in no category that the pack follows"] += 1
        else:
            yield Row(ARXIV, _paper(record))


def _paper(record: Mapping[str, Any]) -> Draft:
    key = f"arxiv:{record['id']}"
    return Draft(
        key=key,
        title=plain_tex(clean(record["title"])),
        url=f"https://arxiv.org/abs/{record['id']}",
        kind="paper",
        published_at=moment(record["announced"]),
        authors=tuple(record["authors"]),
        keys=(key,),
        extra={"categories": record["categories"], "n_authors": record["n_authors"]},
    )


def daily_papers(facts: Path, left_out: Counter[str]) -> Iterator[Row]:
    """The daily papers of the window, with the votes of the day after; authors come from arXiv's record."""
    authors = {record["id"]: tuple(record["authors"]) for record in _records(facts / "papers.jsonl.gz")}
    for record in _records(facts / "hf_daily.jsonl"):
        if not in_window(date.fromisoformat(record["date"])):
            left_out["daily paper: outside the window"] += 1
            continue
        key = f"arxiv:{record['id']}"
        draft = Draft(
            key=key,
            title=plain_tex(clean(record["title"])),
            url=f"https://huggingface.co/papers/{record['id']}",
            kind="paper",
            published_at=moment(record["date"]),
            authors=authors.get(record["id"], ()),
            keys=(key,),
            extra={"votes": record["upvotes"]},
        )
        yield Row(DAILY, draft)


def releases(facts: Path, followed: Mapping[str, str], left_out: Counter[str]) -> Iterator[Row]:
    """The releases of the window, betas marked; ``followed``: source id by repository in lower case."""
    for record in _records(facts / "releases.jsonl"):
        repository = record["repository"]
        if not in_window(moment(record["date"]).date()):
            left_out["release: outside the window"] += 1
        elif not (version := _VERSION.fullmatch(record["tag"])):
            left_out["release: nightly, alpha, candidate or CI tag"] += 1
        elif repository.lower() not in followed:
            left_out[f"release: no source follows {repository}"] += 1
        else:
            yield Row(followed[repository.lower()], _release(record, beta=bool(version["beta"])))


def _release(record: Mapping[str, Any], *, beta: bool) -> Draft:
    name, tag = record["repository"].split("/")[1], record["tag"].removeprefix("tags/")
    return Draft(
        key=record["url"],
        title=f"{name} {tag}",
        url=record["url"],
        kind="release",
        published_at=moment(record["date"]),
        extra={"prerelease": True} if beta else {},
    )


def seasons(facts: Path, source_ids: Collection[str], left_out: Counter[str]) -> Iterator[Row]:
    """The venues' papers of the seasons, up to the snapshot's last month; one row a link, the last told."""
    found: dict[tuple[str, str], Row] = {}
    for record in _records(facts / "venues.jsonl"):
        source_id = f"venue-{record['venue'].lower()}"
        if record["year"] not in SEASONS:
            left_out["venue paper: another season"] += 1
        elif (record["year"], record["month"]) > (LAST.year, LAST.month):
            left_out["venue paper: later than the snapshot"] += 1
        elif source_id not in source_ids:
            left_out[f"venue paper: no source for {record['venue']}"] += 1
        elif not record["url"]:
            left_out["venue paper: no link"] += 1
        else:
            found[source_id, record["url"]] = Row(source_id, _venue_paper(record))
    return iter(found.values())


def _venue_paper(record: Mapping[str, Any]) -> Draft:
    year, month = record["year"], record["month"]
    # Only the month is known: its last day never tells a paper before it could be read.
    day = date(year, month, calendar.monthrange(year, month)[1])
    title = clean(record["title"])
    for wrong, right in _MISPRINTED.items():
        title = title.replace(wrong, right)
    return Draft(
        key=record["url"],
        title=title,
        url=record["url"],
        kind="paper",
        published_at=moment(day.isoformat()),
        venue=f"{record['venue']} {year}",
    )


def citations(facts: Path, renamed: Mapping[str, str], left_out: Counter[str]) -> Iterator[Mention]:
    """The first citation of every paper by every repository, since ever; ``renamed``: new name by old."""
    for record in _records(facts / "citations.jsonl"):
        at = moment(record["first_cited"])
        if at.date() > LAST:
            left_out["citation: later than the snapshot"] += 1
            continue
        yield Mention(
            work_id=f"arxiv:{record['id']}",
            by=renamed.get(record["repository"], record["repository"]),
            where=record["path"],
            kind=_MENTION_KIND[record["kind"]],
            at=at,
        )
