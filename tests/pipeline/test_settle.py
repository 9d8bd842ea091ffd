"""Drafts are joined to their works."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mainstem.model import Draft, ItemKind, Mention, Source
from mainstem.pipeline.settle import settle

AT = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
BLOG = Source("blog-x", "X", "blog", "blog", "industrial", (), "https://x.org/", "weekly", "", ())
PAPER = "https://arxiv.org/abs/2205.14135"


def draft(
    url: str | None = "https://x.org/post",
    *,
    kind: ItemKind = "post",
    links: tuple[str, ...] = (),
    keys: tuple[str, ...] = (),
) -> Draft:
    """A draft with what a test is about."""
    return Draft("k1", "Title", url, kind, published_at=AT, links=links, keys=keys)


def test_an_item_is_named_by_its_source_and_key_alone() -> None:
    """A new title, date or text changes no id; another source or key does."""
    name = settle(BLOG, draft(), AT).item.id
    assert name.startswith("blog-x:")
    assert name == settle(BLOG, replace(draft("https://x.org/moved"), title="New", text="more"), AT).item.id
    assert name != settle(BLOG, replace(draft(), key="k2"), AT).item.id
    assert name != settle(replace(BLOG, id="blog-y"), draft(), AT).item.id


def test_what_the_draft_says_is_kept() -> None:
    """Nothing gets lost on the way, and the source lends its stream and sector."""
    full = replace(
        draft(), authors=("A. Author",), text="t", venue="V", extra={"votes": 1}, published_at=None
    )
    item = settle(BLOG, full, AT).item
    assert ("blog", "industrial", "blog-x", AT, None) == (
        item.stream,
        item.sector,
        item.source_id,
        item.first_seen_at,
        item.published_at,
    )
    assert (("A. Author",), "t", "V", {"votes": 1}) == (item.authors, item.text, item.venue, item.extra)


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        (draft(), ("web:x.org/post",)),
        (draft(PAPER + "v2"), ("arxiv:2205.14135",)),
        (draft(PAPER, keys=("arxiv:2205.14135", "doi:10.1/x")), ("arxiv:2205.14135", "doi:10.1/x")),
        (draft("https://x.org/p", keys=("doi:10.1/x",)), ("doi:10.1/x",)),
        (draft("https://openreview.net/forum?id=ab", keys=("arxiv:1",)), ("arxiv:1", "openreview:ab")),
        (draft("https://x.org/log", keys=("item:blog-x/1",)), ("item:blog-x/1",)),
        (draft("https://t.co/abc"), ("unresolved:https://t.co/abc",)),
    ],
)
def test_keys_say_which_work_it_is(given: Draft, keys: tuple[str, ...]) -> None:
    """The record's own keys first, then the address; a page's address only where there is nothing better."""
    settled = settle(BLOG, given, AT)
    assert keys == settled.keys
    assert keys[0] == settled.item.work_id


@pytest.mark.parametrize(
    ("target", "work"),
    [
        (PAPER, "arxiv:2205.14135"),
        ("https://huggingface.co/papers/2205.14135", "arxiv:2205.14135"),
        ("https://github.com/a/b/releases/tag/v1", "github:a/b/releases/v1"),
        ("https://github.com/a/b", "reddit:1abc"),
        ("https://i.redd.it/picture.png", "reddit:1abc"),
        ("https://x.org/post", "reddit:1abc"),
    ],
)
def test_a_link_post_is_about_a_paper_or_release(target: str, work: str) -> None:
    """A thread is the work it links to first where that is a paper or a release, else its own."""
    thread = draft("https://www.reddit.com/r/x/comments/1abc/t/", kind="thread", links=(target,))
    settled = settle(BLOG, thread, AT)
    assert work == settled.item.work_id
    assert "reddit:1abc" in settled.keys


def test_a_post_that_only_cites_a_paper_is_its_own_work() -> None:
    """Links of posts are mentions, whatever comes first."""
    assert settle(BLOG, draft(links=(PAPER,)), AT).item.work_id == "web:x.org/post"


def test_without_address_and_keys_the_item_is_the_work() -> None:
    """An entry with nothing but a text still has a work."""
    settled = settle(BLOG, draft(None), AT)
    assert settled.keys == (f"item:blog-x/{settled.item.id.partition(':')[2]}",)


@pytest.mark.parametrize(
    ("link", "work"),
    [
        (PAPER, "arxiv:2205.14135"),
        ("https://doi.org/10.1145/3600006.3613165", "doi:10.1145/3600006.3613165"),
        ("https://openreview.net/forum?id=ab", "openreview:ab"),
        ("https://aclanthology.org/2023.emnlp-main.1/", "acl:2023.emnlp-main.1"),
        ("https://huggingface.co/deepseek-ai/DeepSeek-V3/tree/main", "hf:deepseek-ai/DeepSeek-V3"),
        ("https://github.com/a/b/releases/tag/v1", "github:a/b/releases/v1"),
        ("https://github.com/a/b/blob/main/x.py", "github:a/b"),
        ("https://github.com/a/b/releases", "github:a/b"),
        ("https://github.com/a/b/issues/3", None),
        ("https://github.com/a/b/pull/3", None),
        ("https://github.com/a", None),
        ("https://huggingface.co/deepseek-ai", None),
        ("https://huggingface.co/collections/a/b", None),
        ("https://example.org/page", None),
        ("https://t.co/abc", None),
        ("mailto:a@b.org", None),
    ],
)
def test_links_to_works_are_mentions(link: str, work: str | None) -> None:
    """Papers, Hub repositories, releases and repositories count; pages, people and threads do not."""
    cited = [mention.work_id for mention in settle(BLOG, draft(links=(link,)), AT).mentions]
    assert ([work] if work else []) == cited


def test_a_mention_says_who_where_and_when() -> None:
    """A dated edge from the item to the work."""
    settled = settle(BLOG, draft(links=(PAPER,), kind="release"), AT)
    name = settled.item.id
    expected = Mention("arxiv:2205.14135", "blog-x", name, "release", AT, "https://x.org/post", name)
    assert (expected,) == settled.mentions


def test_mentions_are_counted_once_and_never_of_oneself() -> None:
    """Two spellings of one paper are one mention; a release does not cite its own repository."""
    links = (PAPER, "https://ar5iv.org/abs/2205.14135", "https://github.com/a/b/blob/main/x.py")
    release = draft("https://github.com/a/b/releases/tag/v1", kind="release", links=links)
    assert [mention.work_id for mention in settle(BLOG, release, AT).mentions] == ["arxiv:2205.14135"]


@pytest.mark.parametrize(
    ("kind", "edge"),
    [("release", "release"), ("issue", "issue"), ("thread", "thread"), ("post", "post"), ("episode", "post")],
)
def test_a_mention_has_the_kind_of_its_item(kind: ItemKind, edge: str) -> None:
    """Releases, issues and threads cite as such, all else as posts."""
    links = ("https://x.org/", "https://doi.org/10.1145/3600006.3613165")
    assert [mention.kind for mention in settle(BLOG, draft(kind=kind, links=links), AT).mentions] == [edge]


def test_papers_that_a_text_names_are_mentions_too() -> None:
    """By identifiers, linked or not, each once; numbers that look like one are none without a word that says so."""
    text = "We follow arXiv:2307.08691 (v2).\nBuild 2401.12345 is out; see doi:10.1145/3600006.3613165, too. \ud800"
    told = replace(draft(links=(PAPER,)), text=text)
    found = [mention.work_id for mention in settle(BLOG, told, AT).mentions]
    assert ["arxiv:2205.14135", "arxiv:2307.08691", "doi:10.1145/3600006.3613165"] == found


def test_a_curated_list_cites_as_a_list() -> None:
    """What its commits add was chosen by a person among many."""
    source = replace(BLOG, kind="curated list")
    assert ["list"] == [mention.kind for mention in settle(source, draft(links=(PAPER,)), AT).mentions]


def test_a_mention_has_the_role_that_its_sentence_gives() -> None:
    """Only the role is kept, not the sentence."""
    told = replace(draft(links=(PAPER,)), text=f"Details are in our paper: {PAPER}")
    assert ["announces"] == [mention.role for mention in settle(BLOG, told, AT).mentions]
    assert ["cites"] == [mention.role for mention in settle(BLOG, draft(links=(PAPER,)), AT).mentions]
