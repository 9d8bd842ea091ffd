"""Leaves and cleaned text."""

from __future__ import annotations

from mainstem.reports.document import clean, leaf, mended


def test_white_space_is_collapsed_and_lines_are_kept_as_spans() -> None:
    """A leaf's text has single spaces; its lines point into it."""
    made = leaf(1, "one  two\r\n\r\n three\n")
    assert ("one two three", ["one two", "three"]) == (made.text, [made.text[a:b] for a, b in made.lines])


def test_a_hyphen_at_a_line_end_is_mended() -> None:
    """PDFium's U+FFFE goes within a word and becomes a hyphen before a capital."""
    made = leaf(1, "sup\ufffeporting DeepSeek\ufffeCoder")
    assert "supporting DeepSeek-Coder" == clean(made, made.lines).text


def test_cleaned_text_points_back_to_the_leaf() -> None:
    """The span of a cleaned word is that word in the leaf."""
    made = leaf(1, "sup\ufffeporting 10\u22124")
    told = clean(made, made.lines)
    start, end = told.span(told.text.index("10-4"), len(told.text))
    assert "10\u22124" == made.text[start:end]


def test_the_marks_of_markdown_are_left_out() -> None:
    """Stars and link targets do not stand between a reader and a value."""
    made = leaf("a.md", "trained on [**2T** tokens](https://example.org/x)", is_marked_up=True)
    assert "trained on 2T tokens" == clean(made, made.lines).text


def test_words_are_mended_to_be_read() -> None:
    """A word broken at a line's end is whole again, and a name keeps its hyphen."""
    assert "efficiency of Brook-V2" == mended("effi\ufffeciency of Brook\ufffeV2")
