"""The measure of URL identity."""

from __future__ import annotations

from mainstem.bench import identity


def test_the_share_of_exact_keys() -> None:
    """One of two rows is labelled with another key."""
    rows = [
        {"url": "https://arxiv.org/abs/2205.14135", "canonical": "arxiv:2205.14135"},
        {"url": "https://arxiv.org/abs/2205.14135", "canonical": "arxiv:0000.00000"},
    ]
    assert 0.5 == identity.score(rows, identity.predict(rows))["exact"]


def test_labels_are_not_looked_at() -> None:
    """The answers are the same without labels."""
    row = {"url": "https://arxiv.org/abs/2205.14135", "canonical": "x"}
    assert identity.predict([row]) == identity.predict([{"url": row["url"]}])
