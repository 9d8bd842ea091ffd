"""What regions are called."""

from __future__ import annotations

from mainstem.model import Rows
from mainstem.pipeline.landscape.layout import as_array, at_once, words
from mainstem.pipeline.landscape.regions import regions, spelling


def test_a_region_is_named_by_its_own_words(rows: Rows, subjects: list[int]) -> None:
    """Of one subject each, in its middle; every work is counted once a level."""
    found, matrix = words(rows, range(len(subjects)))
    areas = regions(at_once(matrix), found, matrix, {})
    wide = [area for area in areas if area.level == 0]
    assert len(subjects) == sum(area.n_works for area in wide)
    told = {area.terms[0].rstrip("0123456789 ") for area in wide if area.terms}
    assert {"kv", "moe", "rl"} == told


def test_a_topic_comes_first_and_no_two_have_one_name(rows: Rows, subjects: list[int]) -> None:
    """A word that says nothing by itself does not stand beside it."""
    found, matrix = words(rows, range(len(subjects)))
    topics = [("cache", "experts", "rewards")[subject] for subject in subjects]
    areas = regions(at_once(matrix), found, matrix, {}, topics)
    named = [area.terms for area in areas if area.level == 0 and area.terms]
    assert {"cache", "experts", "rewards"} == {terms[0] for terms in named}
    assert len(set(named)) == len(named)
    assert {"kv", "moe", "rl"}.isdisjoint(term.rstrip("0123456789") for terms in named for term in terms)


def test_terms_are_written_as_the_field_does() -> None:
    """Found by their words, whatever hyphens, capitals and plurals."""
    assert {"kv cache": "KV cache", "low rank": "low-rank", "moe": "MoE"} == spelling(
        ["KV cache", "low-rank", "MoE", "KV caches", "mixture of experts"]
    )


def test_nothing_has_no_regions(rows: Rows) -> None:
    """An empty map."""
    found, matrix = words(rows, [])
    assert [] == regions(as_array([]), found, matrix, {})
