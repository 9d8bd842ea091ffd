"""Reports that were read, on both databases."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import Check, Claim, Disclosure, ReportRead, Reticence
from mainstem.store import Store
from tests.store.fakes import NOON

FACT = Disclosure("Brook 7B", "n_layers", None, "32", None, 32, "exact", "It has 32 layers.", 3, "prose")
READ = ReportRead(
    name="brook",
    family="Brook",
    n_pages=4,
    disclosures=(FACT, replace(FACT, field="optimizer", value="AdamW", normalised="AdamW", page="a.md")),
    reticences=(Reticence("gpu_hours", "silent"),),
    checks=(Check("Brook 7B", "6 N D", "6 × 7B × 2T", 8.4e22, None, "estimate", "FLOP", ("a", "b")),),
    claims=(Claim("superlative", True, '"best"', "It is the best of all.", 1),),
    missing=("page 2 cannot be read",),
)


def test_a_report_comes_back_as_it_was_read(kept: Store) -> None:
    """Facts in order, numbers as numbers, words as words."""
    kept.reports.put(READ, "brook.pdf", "ab12", NOON)
    (found,) = kept.reports.all()
    assert (READ, "brook.pdf", "ab12", NOON) == (found.read, found.source, found.sha256, found.at)


def test_a_report_read_again_takes_the_place_of_the_first(kept: Store) -> None:
    """One report a name."""
    kept.reports.put(READ, "brook.pdf", "ab12", NOON)
    kept.reports.put(replace(READ, disclosures=(FACT,)), "brook.pdf", "cd34", NOON)
    assert [(1, "cd34")] == [(len(one.read.disclosures), one.sha256) for one in kept.reports.all()]


def test_a_report_is_forgotten(kept: Store) -> None:
    """With its facts; a second time there is nothing to forget."""
    kept.reports.put(READ, "brook.pdf", "ab12", NOON)
    assert [True, False] == [kept.reports.drop("brook") for _ in range(2)]
    assert [] == kept.reports.all()
