"""A work as others cite it."""

from __future__ import annotations

from datetime import UTC, datetime

import bibtexparser

from mainstem.model import Work
from mainstem.text.bibliography import bibtex, csl, key

PAPER = Work(
    "arxiv:2205.14135", "Fast & Memory-Efficient 100% Exact Attention", "https://arxiv.org/abs/2205.14135", "paper",
    "paper", "academic", "arxiv", datetime(2022, 5, 27, tzinfo=UTC), datetime(2022, 5, 27, tzinfo=UTC),
    ("Ann B. Author", "Plato"), venue="NeurIPS", keys=("arxiv:2205.14135", "doi:10.1/x"),
)  # fmt: skip


def test_an_entry_is_read_back_by_a_parser() -> None:
    """Every field that is known stands in it, with TeX's signs escaped."""
    [entry] = bibtexparser.parse_string(bibtex(PAPER)).entries
    told = {field.key: field.value for field in entry.fields}
    assert ("inproceedings", "author2022fast") == (entry.entry_type, entry.key)
    assert ("Ann B. Author and Plato", "10.1/x", "2205.14135") == (
        told["author"],
        told["doi"],
        told["eprint"],
    )
    assert r"{Fast \& Memory-Efficient 100\% Exact Attention}" == told["title"]


def test_csl_splits_names_and_dates() -> None:
    """As citation processors want them."""
    told = csl(PAPER)
    assert [{"given": "Ann B.", "family": "Author"}, {"literal": "Plato"}] == told["author"]
    assert ({"date-parts": [[2022, 5, 27]]}, "paper-conference") == (told["issued"], told["type"])


def test_a_work_of_which_little_is_known_has_an_entry() -> None:
    """What is not known is left out."""
    post = Work(
        "web:a",
        "??",
        "https://a.example",
        "post",
        "blog",
        "mixed",
        "blog-a",
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert "bloga" == key(post)
    assert "@misc{bloga,\n  title = {{??}},\n  url = {https://a.example},\n}\n" == bibtex(post)
    assert {"id": "bloga", "type": "post-weblog", "title": "??", "URL": "https://a.example"} == csl(post)
