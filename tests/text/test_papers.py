"""Ids of papers."""

from __future__ import annotations

import pytest

from mainstem.text.papers import arxiv_id, key_of_doi


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2205.14135", ("2205.14135", None)),
        ("2205.14135v12.pdf", ("2205.14135", "v12")),
        ("0704.0001v1", ("0704.0001", "v1")),
        ("hep-th/9901001V2", ("hep-th/9901001", "v2")),
        ("math.GT/0309136", ("math/0309136", None)),
        ("arXiv:2205.14135", ("2205.14135", None)),
        ("2205.141355", None),
        ("22.05", None),
        ("hep-th/99010010", None),
        ("", None),
    ],
)
def test_arxiv_ids_in_both_schemes(text: str, known: tuple[str, str | None] | None) -> None:
    """New ids, old ids with their archive, versions apart."""
    assert known == arxiv_id(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("10.1145/3600006.3613165", "doi:10.1145/3600006.3613165"),
        ("https://doi.org/10.1109/SC.2020.1", "doi:10.1109/sc.2020.1"),
        ("(doi: 10.1000/x(y)z).", "doi:10.1000/x(y)z"),
        ("10.48550/arXiv.2205.14135v1", "arxiv:2205.14135"),
        ("10.48550/arXiv.hep-th/9901001", "arxiv:hep-th/9901001"),
        ("no doi", None),
        ("", None),
    ],
)
def test_dois_are_lower_case_and_bare(text: str, key: str | None) -> None:
    """Case and punctuation do not matter; arXiv's own DOIs are arXiv ids."""
    assert key == key_of_doi(text)
