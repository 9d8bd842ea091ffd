"""Shares of made-up data that make a whole."""

from __future__ import annotations

from collections.abc import Callable

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]


def test_shares_make_a_whole(checked: Checked) -> None:
    """Code, mathematics and prose."""
    found = checked("The corpus consists of 60% code, 10% mathematics and 30% prose.")["shares of a whole"]
    assert (1.0, "consistent") == (found.computed, found.verdict)


def test_rates_of_change_are_no_shares(checked: Checked) -> None:
    """60 % faster and 40 % cheaper make nothing."""
    assert {} == checked("The mixture is 60% faster and 40% cheaper than its share.")


def test_a_share_and_a_corpus_tell_how_often_it_was_seen(checked: Checked) -> None:
    """Half of 2T tokens over a corpus of 500B."""
    text = (
        "We train it on 2T tokens. The data consists of 50% code and 50% prose. "
        "The code corpus has 500B code tokens."
    )
    assert 2.0 == checked(text)["epochs over these corpora"].computed
