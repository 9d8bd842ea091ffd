"""Real replies and conformance cases of others, beside the checkout: all end as entries or as a named error."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.connectors import anyfeed, arxiv, feed, sniff, wellformed
from mainstem.errors import EmptyBody, MainstemError, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Page, Settled
from mainstem.pipeline.settle import settle
from tests.connectors.shapes import ADDRESS, SOURCE, endpoint, reply

pytestmark = pytest.mark.shared
AT = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded
FOLDERS = ["feeds_conformance", "feeds_real", "feeds_ai", "error_bodies", "youtube", "reddit"]


def body_of(path: Path) -> bytes:
    """The body of a recorded reply; some files have a block of headers before it."""
    body = path.read_bytes()
    return body.split(b"--- body ---\n", 1)[-1] if path.suffix == ".http" else body


def files(folder: Path) -> Iterator[Path]:
    """The recorded feeds of a folder."""
    for path in sorted(folder.rglob("*")):
        is_listing = "reddit" in folder.name and path.suffix == ".json"
        if path.is_file() and path.name != "SOURCE.txt" and not is_listing:
            yield path


def outcome(body: bytes, kind: str = "rss") -> tuple[Page | MainstemError, list[Settled]]:
    """What came of a body: a page and its settled items, or the error with its name."""
    try:
        page = feed.read(endpoint(kind), reply(body, at=AT))
    except ReadError as error:
        return error, []
    return page, [settle(SOURCE, draft, AT) for draft in page.drafts]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_ends_as_entries_or_as_a_named_error(shared: Path, folder: str) -> None:
    """No exception of another kind, no silent nothing, no two items of one id."""
    for path in files(shared / "recorded" / folder):
        read, settled = outcome(body_of(path))
        if isinstance(read, Page):
            ids = {each.item.id for each in settled}
            assert 0 < len(ids) == len(settled), path
            assert all(each.item.title and each.keys for each in settled), path
        else:
            assert read.what, path


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        ("error_bodies/*--series/x-bcherny/*.xml", Refusal),
        ("error_bodies/*--short/reddit-claudeai/20260718*.xml", Refusal),
        ("error_bodies/*--series/reddit-localllama/20260718*.xml", Refusal),
        ("error_bodies/*--short/reddit-claudeai/20260803*.xml", NotAFeed),
        ("error_bodies/*--series/reddit-*/20260625*.xml", EmptyBody),
        ("error_bodies/*--series/reddit-chatgptcoding/202607*.xml", NoEntries),
        ("error_bodies/*a2web/xcancel_antibot_interstitial.html", Refusal),
        ("error_bodies/*a2web/e*.html", NotAFeed),
        ("feeds_ai/lilianweng*/sitemap.xml", NotAFeed),
    ],
)
def test_refusals_are_reported_as_what_they_are(shared: Path, pattern: str, error: type[Exception]) -> None:
    """Pages, walls, 429s, empty bodies and empty feeds keep apart."""
    paths = sorted((shared / "recorded").glob(pattern))
    assert [error] * len(paths) == [type(outcome(body_of(path))[0]) for path in paths]
    assert paths


def test_whole_feeds_are_read_whole(shared: Path) -> None:
    """Every real feed gives entries, but for the fragments and empty feeds among them."""
    unread = [
        path.name
        for folder in ("feeds_real", "feeds_ai")
        for path in files(shared / "recorded" / folder)
        if not isinstance(outcome(body_of(path))[0], Page)
    ]
    fragments = [name for name in unread if "FirstEntry" in name]
    assert len(unread) - len(fragments) <= 8, unread


def test_the_quick_reading_agrees_with_feedparser(shared: Path) -> None:
    """Field by field the same drafts, but for 1 in 300: oddities on which feedparser is no better."""
    n, different = 0, []
    for folder in ("feeds_conformance", "feeds_real", "feeds_ai", "youtube"):
        for path in files(shared / "recorded" / folder):
            body = body_of(path)
            quick = None if "--series" in str(path) else wellformed.read(body, ADDRESS)
            if quick is None:
                continue
            slow = anyfeed.read(body, ADDRESS)
            drafts = [feed._draft(endpoint(), entry, ADDRESS) for entry in quick.entries]
            others = [feed._draft(endpoint(), entry, ADDRESS) for entry in slow.entries]
            assert len(drafts) == len(others), path
            n += len(drafts)
            different += [
                (path.name, field.name)
                for draft, other in zip(drafts, others, strict=True)
                for field in fields(draft)
                if getattr(draft, field.name) != getattr(other, field.name)
            ]
    assert n > 3_000
    assert len({name for name, _ in different}) <= n / 300, different


def test_polling_series_bring_every_entry_once(shared: Path) -> None:
    """Replayed in order: one id an entry, the same in every poll, and none for two entries."""
    folders = {path.parent for path in (shared / "recorded").glob("*/*--series/*/*.xml")}
    assert folders
    for folder in sorted(folders):
        kind = "reddit_rss" if "reddit" in folder.name else "rss"
        id_of: dict[str | None, str] = {}
        for path in sorted(folder.glob("*.xml")):
            _, settled = outcome(body_of(path), kind)
            assert len(settled) == len({each.item.id for each in settled}), path
            for each in settled:
                assert each.item.id == id_of.setdefault(each.item.url, each.item.id), path
        assert len(id_of) == len(set(id_of.values())), folder


@pytest.mark.parametrize("seed", range(4))
def test_cut_and_damaged_replies_are_survived(shared: Path, seed: int) -> None:
    """Ten cuts and ten flips a file, of some files: entries or a named error, in either case distinct ids."""
    dice = random.Random(seed)
    paths = [
        path for name in FOLDERS for path in files(shared / "recorded" / name) if path.stat().st_size < 60_000
    ]
    for path in dice.sample(paths, 25):
        body = body_of(path)
        for n in range(20):
            _, settled = outcome(body[: dice.randrange(len(body) + 1)] if n < 10 else flipped(body, dice))
            assert len(settled) == len({each.item.id for each in settled}), path


def flipped(body: bytes, dice: random.Random) -> bytes:
    """``body`` with up to twenty bytes changed."""
    damaged = bytearray(body)
    for _ in range(dice.choice([1, 3, 20]) if damaged else 0):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def test_arxivs_own_answers_are_read(shared: Path) -> None:
    """Every recorded answer of the query API gives its papers, or says that there are none."""
    n_papers = 0
    for path in sorted((shared / "recorded" / "arxiv_api").rglob("*.json")):
        cassette = json.loads(path.read_text())
        asked = reply(cassette["body"], url=cassette["url"], at=AT)
        try:
            page = arxiv.read(endpoint("arxiv_api"), asked)
        except NoEntries:
            assert "<entry>" not in cassette["body"]
            continue
        assert len(page.drafts) == cassette["body"].count("<entry>")
        assert all(draft.keys[0] == draft.key and draft.published_at for draft in page.drafts)
        n_papers += len(page.drafts)
    assert n_papers > 100


def test_readers_agree_on_roots(shared: Path) -> None:
    """Whatever was read the quick way began like a feed."""
    for path in files(shared / "recorded" / "feeds_real"):
        body = body_of(path)
        if wellformed.read(body, ADDRESS):
            assert sniff.root_of(body) in sniff.FEED_ROOTS, path
