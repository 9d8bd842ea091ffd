"""Sentences and rows."""

from __future__ import annotations

import pytest

from mainstem.reports.document import Document, leaf
from mainstem.reports.pages.layout import is_row, sentences


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Total Params N/A 67.4B 136.5B", True),
        ("| a | 1 | 2 |", True),
        ("use a learning rate of 7.3 × 10−6", False),
        ("to 2 × 10−6", False),
        ("Brook-2 has 355B total parameters with 32B active.", False),
    ],
)
def test_a_row_of_a_table(line: str, expected: bool) -> None:
    """Numbers, and nearly no small words; a sentence that goes on with a power of ten is none."""
    assert expected == is_row(line)


def test_sentences_stand_under_their_headings() -> None:
    """Numbered headings nest; a run-in head is the innermost."""
    text = "5. Scaling up\n5.1. Setup\nBaselines. We train it. It is good.\nReferences\nA. Author. A paper."
    cut = sentences(Document("x", (leaf(1, text),)))
    assert [
        ("We train it.", ("Scaling up", "Setup", "Baselines")),
        ("It is good.", ("Scaling up", "Setup", "Baselines")),
    ] == [(one.text, one.headings) for one in cut]


def test_running_heads_are_left_out() -> None:
    """What begins every page is no sentence."""
    pages = tuple(
        leaf(n, f"A REPORT ON BROOK\nPage {n} tells something new, and more of it.\n{n}") for n in range(1, 5)
    )
    assert not any("REPORT" in one.text for one in sentences(Document("x", pages)))
