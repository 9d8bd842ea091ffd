"""What a work's record says beside its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mainstem.model import Signs, Source
from mainstem.pipeline.classify_facts import MAX_CHARS, Place, Places, facts, told
from tests.signals.fakes import PACK, work

BLOG = Source(
    "vendor", "Vendor", "blog", "blog", "industrial", (), "https://blog.vendor.example/", "", "", ()
)
PLACES = Places(
    replace(
        PACK,
        sources=(*PACK.sources, BLOG),
        signs=(
            Signs("academic", owners=("a-university",), hosts=("edu",)),
            Signs("industrial", hosts=("chips.example",)),
        ),
    )
)


def _place(work_id: str, **fields: Any) -> Place:
    return PLACES.of(work("A title", work_id, **{"kind": "post", "source_id": "", **fields}))


@pytest.mark.parametrize(
    ("work_id", "shape"),
    [
        ("arxiv:2205.14135", "paper"),
        ("github:org/engine/issues/1", "code"),
        ("hf:org/model", "model"),
        ("hf:datasets/org/data", "data"),
        ("hn:1", "news"),
        ("reddit:abc", "forum"),
        ("web:blog.vendor.example/1", "page"),
        ("hf:blog/org/post", "page"),
    ],
)
def test_the_shape_is_told_by_the_key(work_id: str, shape: str) -> None:
    """Of every kind of place."""
    assert shape == _place(work_id).shape


def test_a_watched_repository_has_a_role_under_every_name_it_had() -> None:
    """And a part: its issues, its releases."""
    place = _place("github:old/engine/issues/1")
    assert ("serving", "issues", "old") == (place.role, place.part, place.owner)


@pytest.mark.parametrize(
    ("url", "sector"),
    [
        ("https://blog.vendor.example/1", "industrial"),
        ("https://www.cs.somewhere.edu/notes", "academic"),
        ("https://chips.example/news", "industrial"),
        ("https://sub.chips.example/news", "industrial"),
        ("https://nobody.example/", None),
    ],
)
def test_a_host_gives_its_sector_away(url: str, sector: str | None) -> None:
    """A source that publishes there, or a sign, also of a domain above it."""
    assert sector == _place("web:x", url=url).sector


def test_an_owner_gives_its_sector_away() -> None:
    """On GitHub and on the Hub."""
    assert ["academic"] * 2 == [_place(key).sector for key in ("github:a-university/x", "hf:A-University/x")]


@pytest.mark.parametrize(
    ("title", "fact"),
    [
        ("AgentBench: measuring agents", "says=measure"),
        ("Simulating a cluster before it is built", "says=simulate"),
        ("A corpus of code", "says=data"),
        ("A survey of kernels", "says=survey"),
        ("A model of 7B parameters", "size=small"),
        ("A model of 671B parameters", "size=large"),
    ],
)
def test_a_title_says_what_its_work_is(title: str, fact: str) -> None:
    """However it is spelled."""
    one = work(title, "arxiv:2601.00001")
    assert fact in facts(one, PLACES.of(one))


def test_a_long_text_is_read_from_its_beginning() -> None:
    """So that a post of many pages weighs what an abstract does."""
    assert len("Title\n") + MAX_CHARS == len(told("Title", "x" * 5000))
