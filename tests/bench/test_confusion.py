"""What is taken for what."""

from __future__ import annotations

from xml.etree import ElementTree

from mainstem.bench import confusion


def test_rows_are_labels_and_columns_answers() -> None:
    """What is none of the names is left out."""
    assert [[1, 1], [0, 1]] == confusion.counted(["a", "a", "b", "c"], ["a", "b", "b", "a"], ["a", "b"])


def test_the_picture_holds_every_count() -> None:
    """As well-formed SVG with names on both sides; nothing is written where nothing was told."""
    root = ElementTree.fromstring(confusion.picture([[3, 1], [0, 2]], ["a<b", "c"], "A & B"))  # noqa: S314 - ours
    told = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert ["3", "1", "", "2"] == told[-4:]
    assert 2 == told.count("a<b")
