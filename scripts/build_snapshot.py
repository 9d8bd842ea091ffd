"""Builds the snapshot that ships in the pack llm-systems, and tells what it holds.

    python scripts/build_snapshot.py ../shared --out src/mainstem/packs/llm_systems/

Reads ``../shared/snapshot`` and titles, links and dates in ``../shared/recorded``; writes one file,
``snapshot.jsonl.gz``, the same bytes on every run. Needs mainstem installed (or ``PYTHONPATH=src``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import snapshot_facts as facts
import snapshot_posts as posts
from mainstem.model import STREAMS, Draft, Mention, Shelf, stream_of
from mainstem.packs.snapshot import FILE, FORMAT, Row

N_WEEKS = 12
# A repository that several sources follow counts for the first of these shelves.
_SHELVES = ("community", "lab", "blog", "report", "book")
_RELEASES = re.compile(r"https://github\.com/([^/]+/[^/]+)/releases\.atom")
_CATEGORY = re.compile(r"(?<=rss\.arxiv\.org/atom/)[\w.-]+|(?<=cat:)[\w.-]+")


@dataclass(frozen=True)
class Followed:
    """What the pack's sources follow."""

    shelves: dict[str, Shelf]  # by source id
    repositories: dict[str, str]  # repository, by today's or a former name, in lower case -> source id
    categories: frozenset[str]  # of arXiv
    renamed: dict[str, str]  # today's name of a repository by each former one


def followed(pack: Path) -> Followed:
    """Reads a pack folder: its sources' shelves, repositories and arXiv categories, and what was renamed."""
    shelves: dict[str, Shelf] = {}
    repositories: dict[str, str] = {}
    categories: set[str] = set()
    for path in sorted((pack / "sources").glob("*.toml"), key=_by_shelf):
        for source in tomllib.loads(path.read_text("utf-8"))["source"]:
            shelves[source["id"]] = path.stem  # type: ignore[assignment]
            for endpoint in source.get("endpoint", ()):
                url = endpoint.get("url", "")
                categories.update(_CATEGORY.findall(url))
                if found := _RELEASES.fullmatch(url):
                    repositories.setdefault(found[1].lower(), source["id"])
    watched = tomllib.loads((pack / "repositories.toml").read_text("utf-8"))["repository"]
    renamed = {former: one["name"] for one in watched for former in one.get("former", ())}
    for former, name in renamed.items():
        if name.lower() in repositories:
            repositories.setdefault(former.lower(), repositories[name.lower()])
    return Followed(shelves, repositories, frozenset(categories), renamed)


def _by_shelf(path: Path) -> tuple[int, str]:
    known = path.stem in _SHELVES
    return (_SHELVES.index(path.stem) if known else len(_SHELVES), path.stem)


def gather(shared: Path, pack: Followed, left_out: Counter[str]) -> tuple[list[Row], list[Mention]]:
    """Every row of a source of the pack and every mention, in the order of the file."""
    records, recorded = shared / "snapshot", shared / "recorded"
    found = [
        *facts.papers(records, pack.categories, left_out),
        *facts.daily_papers(records, left_out),
        *facts.releases(records, pack.repositories, left_out),
        *facts.seasons(records, pack.shelves.keys(), left_out),
        *posts.posts(recorded / "feeds_ai", left_out),
        *posts.threads(recorded / "feeds_ai", left_out),
        *posts.stories(recorded, left_out),
    ]
    for row in found:
        if row.source_id not in pack.shelves:
            left_out[f"row: the pack has no source {row.source_id}"] += 1
    rows = sorted((row for row in found if row.source_id in pack.shelves), key=_order)
    mentions = sorted(
        facts.citations(records, pack.renamed, left_out), key=lambda m: (m.by, m.work_id, m.where)
    )
    return rows, mentions


def _order(row: Row) -> tuple[str, str, str]:
    return row.source_id, str(row.draft.published_at), row.draft.key


def encode(rows: Iterable[Row], mentions: Iterable[Mention]) -> bytes:
    """The file: a head, the rows, the mentions, as gzipped JSON lines without a time stamp."""
    row_lines, mention_lines = [_row_line(row) for row in rows], [_mention_line(m) for m in mentions]
    head = {
        "format": FORMAT,
        "date": facts.LAST.isoformat(),
        "n_rows": len(row_lines),
        "n_mentions": len(mention_lines),
    }
    lines = (json.dumps(line, ensure_ascii=False) for line in (head, *row_lines, *mention_lines))
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), compresslevel=9, mtime=0)


def _row_line(row: Row) -> dict[str, Any]:
    draft: Draft = row.draft
    line = {
        "source": row.source_id,
        "kind": draft.kind,
        "key": draft.key,
        "title": draft.title,
        "url": draft.url,
        "published_at": _told(draft.published_at),
        "authors": draft.authors,
        "links": draft.links,
        "keys": draft.keys,
        "venue": draft.venue,
        "extra": draft.extra,
    }
    return {name: value for name, value in line.items() if value}


def _mention_line(mention: Mention) -> dict[str, Any]:
    return {
        "work": mention.work_id,
        "by": mention.by,
        "where": mention.where,
        "kind": mention.kind,
        "at": _told(mention.at),
    }


def _told(at: Any) -> str:
    told: str = at.isoformat().replace("+00:00", "Z")
    return told.removesuffix("T00:00:00Z")


def summary(rows: list[Row], pack: Followed, left_out: Counter[str]) -> str:
    """Rows a week for every stream and source, and what was left out, as a table."""
    weeks: dict[str, Counter[int]] = {stream: Counter() for stream in STREAMS}
    for row in rows:
        day = row.draft.published_at.date()  # type: ignore[union-attr]
        week = (day - facts.FIRST).days // 7
        stream = stream_of(pack.shelves[row.source_id], row.draft.kind)
        for name in (str(stream), f"  {row.source_id}"):
            weeks.setdefault(name, Counter())[week if week >= 0 else -1] += 1
    starts = [facts.FIRST + timedelta(days=7 * n) for n in range(N_WEEKS)]
    lines = [f"{'week from':32}{'before':>7}" + "".join(f"{day:%m-%d}".rjust(6) for day in starts) + "   all"]
    for name, counts in weeks.items():
        cells = "".join(f"{counts[n]:6}" for n in range(N_WEEKS))
        lines.append(f"{name:32}{counts[-1]:7}{cells}{counts.total():6}")
    lines.append("\nleft out")
    lines += [f"{n:8}  {reason}" for reason, n in sorted(left_out.items())]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Builds, writes and tells; 2 where the shared folder is not there."""
    parser = argparse.ArgumentParser(description="Build the snapshot of the pack llm-systems.")
    parser.add_argument("shared", type=Path, help="the shared folder, with snapshot/ and recorded/")
    parser.add_argument("--out", type=Path, required=True, help="the pack's folder")
    told = parser.parse_args(arguments)
    for needed in (told.shared / "snapshot", told.shared / "recorded", told.out / "sources"):
        if not needed.is_dir():
            print(f"{needed} is not there; give the shared folder and the pack's folder", file=sys.stderr)
            return 2
    pack, left_out = followed(told.out), Counter[str]()
    rows, mentions = gather(told.shared, pack, left_out)
    written = (told.out / FILE).write_bytes(encode(rows, mentions))
    print(summary(rows, pack, left_out))
    print(f"\n{len(rows)} rows, {len(mentions)} mentions, {written} bytes, up to {facts.LAST}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
