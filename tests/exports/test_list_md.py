"""A list as Markdown."""

from __future__ import annotations

from mainstem.exports.list_md import write
from tests.exports.list_fakes import EMPTY, LISTING


def test_a_line_an_entry_under_its_heading() -> None:
    """Markup in titles is text; a dangerous link is none."""
    lines = write(LISTING).splitlines()
    assert "# Reading \\<weeks\\> \\& more" == lines[0]
    assert 1 == lines.count("## Week 27")
    assert (
        "- [Fast \\& \\<small\\> kernels](<https://arxiv.org/abs/2601.00001?a=1&b=2>) "
        "(Ada Brook, Cy Delta · arXiv · 2026-01-02)"
    ) in lines
    assert "    - x" in lines


def test_a_list_of_nothing_is_a_heading() -> None:
    """And no error."""
    assert "# Nothing" == write(EMPTY).splitlines()[0]
