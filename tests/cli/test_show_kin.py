"""``mainstem show`` of what a work is made of and what stands beside it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from mainstem import store
from tests.cli.conftest import Run
from tests.store.fakes import polled, settled

FIRST, LATER = "arxiv:2205.14135", "arxiv:2407.08608"  # of the canon: FlashAttention and a successor
CITED = "arxiv:2307.08691"  # FlashAttention-2, which the canon names and no source told of


@pytest.fixture(autouse=True)
def _planned_home(planned: Path) -> None:
    """Every test starts from a planned week."""


def _shown(run: Run, work: str) -> str:
    """What is shown, without the terminal's own line breaks."""
    return " ".join(run("show", work).out.split())


def test_successors_and_predecessors_are_shown_with_their_evidence(run: Run) -> None:
    """From either side."""
    first, later = (json.loads(run("show", work, "--format", "json").out) for work in (FIRST, LATER))
    assert {LATER: "in the canon"}.items() <= {
        kin["work"]: kin["why"] for kin in first["followed_by"]
    }.items()
    assert FIRST in [kin["work"] for kin in later["follows"]]
    assert "Followed by FlashAttention-2: Faster Attention" in _shown(run, FIRST)


def test_what_merely_shares_a_name_follows_nothing(run: Run) -> None:
    """The canon says of some that only the name is the same."""
    found = json.loads(run("canon", "--format", "json").out)
    named = {
        (row["key"], other["key"])
        for row in found
        for other in row["successors"]
        if "name only" in (other["relation"] or "") and other["key"]
    }
    for key, other in named:
        kin = json.loads(run("show", key, "--format", "json").out)["followed_by"]
        assert other not in [one["work"] for one in kin]


def test_a_work_that_is_only_cited_is_shown_with_what_is_known(run: Run) -> None:
    """Its title from the canon, its address, what it follows; a mark on it still names what is missing."""
    told = json.loads(run("show", "2307.08691", "--format", "json").out)
    assert (CITED, "https://arxiv.org/abs/2307.08691", []) == (told["work"], told["url"], told["items"])
    assert told["title"].startswith("FlashAttention-2")
    assert "Known by others' word alone" in _shown(run, CITED)
    assert 2 == run("read", CITED).code


def test_citations_of_an_unknown_work_are_shown(run: Run) -> None:
    """A key without a title stands for itself."""
    told = json.loads(run("show", _cited_without_item(run), "--format", "json").out)
    assert (told["work"], []) == (told["title"], told["items"])
    assert told["mentions"]


def _cited_without_item(run: Run) -> str:
    """A key that the shipped histories cite and that nothing else knows."""
    from mainstem.cli.context import mainstem

    run("canon")
    kept = mainstem().store
    titles = {other.key for row in mainstem().pack.canon for other in (*row.successors, *row.predecessors)}
    cited = [key for key in kept.works.mentions(mainstem().clock()) if key.startswith("arxiv:")]
    known = kept.works.of(cited)
    return next(key for key in cited if key not in known and key not in titles)


def test_joins_are_shown_with_the_way_back(run: Run) -> None:
    """Who joined what, why, and the command that undoes it; after that the split is shown instead."""
    run("merge", FIRST, LATER, "--why", "a test")
    told = _shown(run, FIRST)
    assert f"{LATER} joined {FIRST} by me: a test" in told
    assert f"mainstem split {FIRST} {LATER}" in told
    run("split", FIRST, LATER, "--why", "two papers")
    told = _shown(run, FIRST)
    assert (True, False) == (f"{LATER} split from {FIRST}" in told, "undo the last join" in told)


def test_a_blocked_work_is_shown_as_such(run: Run, home: Path) -> None:
    """With the pack's reason."""
    with closing(store.open(home / "mainstem.db")) as kept:
        work_id, _, _ = next(iter(kept.candidates.titles(["paper"]).values()))
    (home / "overlay").mkdir()
    row = f'[[blocked]]\nkey = "{work_id}"\nreason = "a made-up reason of a test"\n'
    (home / "overlay" / "canon.toml").write_text(row)
    assert "Blocked by the pack: a made-up reason of a test" in _shown(run, work_id)


def test_a_withdrawn_paper_is_shown_as_such(run: Run, home: Path) -> None:
    """With arXiv's comment."""
    extra: dict[str, object] = {"withdrawn": True, "comment": "Withdrawn by the author: an error in Lemma 2"}
    with closing(store.open(home / "mainstem.db")) as kept:
        kept.items.take([polled(settled("w", ("arxiv:2604.99998",), kind="paper", extra=extra))])
    assert "Withdrawn: Withdrawn by the author: an error in Lemma 2" in _shown(run, "2604.99998")
    assert [f"Withdrawn: {extra['comment']}"] == json.loads(
        run("show", "2604.99998", "--format", "json").out
    )["warnings"]
