"""Sector and kind by rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mainstem.model import Signs
from mainstem.pipeline.classify_facts import Places
from mainstem.pipeline.classify_rules import KINDS, Sectors, kind_of
from tests.signals.fakes import PACK, work

SIGNED = replace(
    PACK,
    signs=(
        Signs("industrial", names=("Riverlm",), phrases=("our data centers",)),
        Signs("academic", names=("Campus",)),
    ),
)
PLACES = Places(SIGNED)
SECTORS = Sectors(SIGNED, PLACES)


def _sector(title: str, work_id: str = "arxiv:2601.00001", **fields: Any) -> str:
    one = work(title, work_id, **fields)
    return SECTORS.of(one, PLACES.of(one))[0]


def _kind(title: str, work_id: str, **fields: Any) -> str:
    one = work(title, work_id, **{"kind": "post", **fields})
    return kind_of(one, PLACES.of(one))[0]


@pytest.mark.parametrize(
    ("title", "fields", "sector"),
    [
        ("A paper without a name", {}, "academic"),
        ("Riverlm 2: a report", {}, "industrial"),
        ("After Riverlm", {}, "academic"),  # a name counts at the start of a title alone
        ("A paper", {"authors": ("Lab A Team",)}, "industrial"),
        ("A paper", {"text": "We ran it in our data centers."}, "industrial"),
        ("Campus and its friends", {"text": "Measured in our data centers."}, "mixed"),
    ],
)
def test_a_paper_s_sector_is_told_by_names(title: str, fields: dict[str, Any], sector: str) -> None:
    """Of labs among its authors, and of what else gives them away."""
    assert sector == _sector(title, **fields)


@pytest.mark.parametrize(
    ("work_id", "sector"),
    [
        ("github:org/engine/issues/1", "mixed"),
        ("github:nobody/tool", "independent"),
        ("reddit:abc", "independent"),
    ],
)
def test_other_sectors_are_told_by_their_place(work_id: str, sector: str) -> None:
    """Threads of a project have contributors from everywhere."""
    assert sector == _sector("A thread", work_id, kind="thread")


@pytest.mark.parametrize(
    ("title", "work_id", "kind"),
    [
        ("A survey of kernels", "arxiv:2601.00001", "survey"),
        ("Riverlm 2 technical report", "arxiv:2601.00001", "technical-report"),
        ("Anything else", "arxiv:2601.00001", "paper"),
        ("It hangs", "github:org/engine/issues/1", "issue-thread"),
        ("What do you think?", "github:org/engine/discussions/1", "discussion"),
        ("v1.0", "github:org/engine/releases/v1.0", "release"),
        ("Ask HN: which one?", "hn:1", "discussion"),
        ("Show HN: a tool", "hn:1", "release"),
        ("Which one?", "reddit:abc", "discussion"),
        ("A workshop from scratch", "web:nobody.example/1", "course"),
        ("Engine release notes", "web:nobody.example/1", "release"),
    ],
)
def test_the_kind_is_told_by_place_and_title(title: str, work_id: str, kind: str) -> None:
    """Of every shape."""
    assert kind == _kind(title, work_id)
    assert kind in KINDS
