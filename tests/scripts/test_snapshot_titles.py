"""Titles as a person reads them."""

from __future__ import annotations

import pytest

from snapshot_titles import clean, plain_tex


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Serving  at\n scale", "Serving at scale"),
        ("Tom &amp; Jerry&#8217;s KV", "Tom & Jerry’s KV"),
        ("A &amp;lt;b&amp;gt; token", "A <b> token"),
    ],
)
def test_entities_and_white_space_go(told: str, expected: str) -> None:
    """Entities are decoded, twice where a feed escaped twice, and white space collapses."""
    assert expected == clean(told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("R$^2$-Cache", "R²-Cache"),
        ("DR$^{3}$-Eval and DR^{3}", "DR³-Eval and DR³"),
        ("M\\textsuperscript{4}Fuse", "M⁴Fuse"),
        ("$\\texttt{Some-Bench}$: a benchmark", "Some-Bench: a benchmark"),
        ("\\textsc{Name}: it", "Name: it"),
        ("$k$-means on $\\ell_2$ norms", "k-means on ℓ₂ norms"),
        ("$\\mathcal{S}^2$IT", "S²IT"),
        ("Fixed-\\texorpdfstring{$δ$}{delta} Alignment", "Fixed-delta Alignment"),
        ("Wormhole\\textsuperscript{\\texttrademark}", "Wormhole™"),
        ("In $N^{o(1)}$ rounds", "In N^o(1) rounds"),
        ("Apple~Silicon, ~100x", "Apple Silicon, ~100x"),
        ("Costs $5 a day", "Costs $5 a day"),
        ("snake_2 stays", "snake_2 stays"),
    ],
)
def test_inline_tex_is_told_in_unicode(told: str, expected: str) -> None:
    """The TeX that arXiv's titles carry becomes plain text; what is no TeX stays."""
    assert expected == plain_tex(told)
