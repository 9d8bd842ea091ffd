"""Chapters and what only looks like them."""

from __future__ import annotations

from mainstem.reports.document import Document, leaf
from mainstem.reports.pages.headings import chapters

_TEXT = """Contents
1 Introduction 1
2 Method 2
3 Training 3
1 Introduction
2 Method
2.1 Steps
1 Collect the data
2 Train the model
2.2 Losses
A Transformer layer is used
3 Training
3.1 Setup
4 Results
References
A Details
B More details"""


def test_a_chapter_follows_the_sections_of_the_one_before() -> None:
    """Items of a list, lines of the contents and sentences that begin with a letter are none."""
    page = leaf(1, _TEXT)
    found = chapters(Document("x", (page,)))
    told = [page.text[start:end] for start, end in page.lines if found and (1, start) in found]
    expected = ["1 Introduction", "2 Method", "3 Training", "4 Results", "A Details", "B More details"]
    assert expected == told


def test_a_few_numbers_tell_nothing() -> None:
    """A short text may number as it likes."""
    assert chapters(Document("x", (leaf(1, "5 Scaling up\nMore text"),))) is None
