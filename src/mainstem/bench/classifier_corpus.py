"""What the classifier learns from: our labels with their texts, and texts without labels. Lies beside a checkout only.

- ``scripts/classifier_labels*.jsonl``: titles and links of public items with our labels
- ``../shared/evals/ranking``: abstracts, their categories, and the public reading lists that took them
- ``../shared/recorded``: posts and threads as services sent them

Texts are read where they lie; none is kept in what is learned.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mainstem.bench import ranking_folder
from mainstem.bench import rows as files
from mainstem.bench.classification import work_of
from mainstem.bench.rows import Row
from mainstem.connectors import TABLE
from mainstem.errors import ReadError, UsageError
from mainstem.model import Endpoint, Reply
from mainstem.text.identity import key_of

CHECKOUT = Path(__file__).parents[3]
SYSTEMS = frozenset({"cs.DC", "cs.AR", "cs.PF", "cs.OS", "cs.NI", "cs.PL"})
ONE_IN = 4  # of the other categories' papers that no list took
MAX_BYTES = 20_000_000  # of a recorded file
# Folders of recorded replies, and what they are read as.
RECORDED = (
    ("feeds_ai", "rss"), ("reddit", "reddit_json"), ("reddit", "reddit_rss"), ("hackernews_algolia", "hn_algolia"),
    ("hackernews_firebase", "hn_firebase"), ("huggingface", "hf_papers"), ("huggingface", "hf_org"),
)  # fmt: skip
_AT = datetime(2026, 1, 1, tzinfo=UTC)  # any moment: texts do not depend on it


@dataclass(frozen=True, slots=True)
class Text:
    """A paper or a post without a label."""

    title: str
    text: str
    categories: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All there is to learn from, without the works that it was asked to leave out."""

    labelled: tuple[Row, ...]  # with their texts
    papers: tuple[Text, ...]
    posts: tuple[Text, ...]


def read(without: Sequence[Row], checkout: Path = CHECKOUT) -> Corpus:
    """The corpus, and nothing of the works that the rows ``without`` tell of; raises UsageError outside a checkout."""
    shared = checkout.parent / "shared"
    labels = sorted(checkout.glob("scripts/classifier_labels*.jsonl"))
    if not labels or not shared.is_dir():
        raise UsageError(
            "training the classifier",
            "needs our labels and the texts that they are about, which lie beside a checkout only",
            "Run it in a checkout, with the labelled data in ../shared",
        )
    left_out = _Works(without)
    recorded = _posts(shared / "recorded")
    posts = {key: post for key, post in recorded if not left_out.holds(key, post.title)}
    papers = ranking_folder.read(shared / "evals" / "ranking")
    rows = (row for file in labels for row in files.read(file))
    labelled = [row for row in rows if not left_out.holds(work_of(row).id, row["title"])]
    abstracts = {f"arxiv:{row['id']}": row["abstract"] for row in papers.papers}
    return Corpus(
        labelled=tuple(_with_text(row, abstracts, posts) for row in labelled),
        papers=tuple(_unlabelled(papers, left_out)),
        posts=tuple(posts.values()),
    )


class _Works:
    """Works by key and by title, so that a second record of one is known too."""

    def __init__(self, rows: Collection[Row]) -> None:
        self._keys = {work_of(row).id for row in rows}
        self._titles = {_bare(row["title"]) for row in rows}

    def holds(self, key: str, title: str) -> bool:
        """Whether it is one of these."""
        return key in self._keys or _bare(title) in self._titles


def _bare(title: str) -> str:
    return re.sub(r"\W", "", title.lower())


def _with_text(row: Row, abstracts: dict[str, str], posts: dict[str, Text]) -> Row:
    key = work_of(row).id
    text = row.get("text") or abstracts.get(key) or (posts[key].text if key in posts else "")
    return {**row, "text": text}


def _unlabelled(folder: ranking_folder.Folder, left_out: _Works) -> Iterator[Text]:
    listed: dict[str, set[str]] = {}
    for row in folder.labels:
        listed.setdefault(row["id"], set()).add(row["list"])
    for n, row in enumerate(folder.papers):
        taken = row["id"] in listed or SYSTEMS & set(row["categories"]) or n % ONE_IN == 0
        if taken and not left_out.holds(f"arxiv:{row['id']}", row["title"]):
            lists = frozenset(listed.get(row["id"], ()))
            yield Text(row["title"], row["abstract"], frozenset(row["categories"]), lists)


def _posts(recorded: Path) -> Iterator[tuple[str, Text]]:
    """Posts and threads by key; a longer telling comes after a shorter one."""
    longest: dict[str, Text] = {}
    for folder, endpoint_type in RECORDED:
        for file in sorted((recorded / folder).rglob("*")):
            if file.is_file() and file.stat().st_size <= MAX_BYTES:
                for key, post in _read(file, endpoint_type):
                    if len(post.text) >= len(longest[key].text if key in longest else ""):
                        longest[key] = post
    yield from sorted(longest.items())


def _read(file: Path, endpoint_type: str) -> Iterator[tuple[str, Text]]:
    url = f"https://example.org/{file.name}"
    name = TABLE.name_for(endpoint_type) or ""
    try:
        page = TABLE[name].read(
            Endpoint("recorded", endpoint_type, url, "listed", connector=name),
            Reply(url, 200, {}, file.read_bytes(), _AT),
        )
    except ReadError:  # a file of another kind, or a reply that was an outage
        return
    for draft in page.drafts:
        key = key_of(draft.url) if draft.url else None
        if key and not key.startswith("arxiv:"):
            yield key, Text(draft.title, draft.text)
