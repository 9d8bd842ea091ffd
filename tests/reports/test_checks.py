"""Arithmetic on what a report tells."""

from __future__ import annotations

import pytest

from mainstem.model import Check
from mainstem.reports.examine import examine
from tests.reports.conftest import Card


def _checks(card: Card, text: str) -> dict[str, Check]:
    return {one.name: one for one in examine(card(f"# Brook-2\n\nWe present Brook-2.\n\n{text}")).checks}


def test_compute_follows_from_parameters_and_tokens(card: Card) -> None:
    """6 N D with the active parameters, and tokens a parameter."""
    found = _checks(card, "It has 70B total parameters. We train it on 2T tokens.")
    assert pytest.approx(8.4e23) == found["training compute, 6 N D"].computed
    assert pytest.approx(2e12 / 70e9) == found["tokens a parameter"].computed


def test_hours_that_no_machine_could_have_worked_are_inconsistent(card: Card) -> None:
    """A hundred thousand hours are too few for 8.4e23 FLOP on these accelerators."""
    text = "It has 70B total parameters. We train it on 2T tokens. Training took 100K H800 GPU hours on H800 GPUs."
    assert "inconsistent" == _checks(card, text)["utilisation implied"].verdict


def test_parts_are_held_against_their_total(card: Card) -> None:
    """Nine tenths of what is said."""
    text = "The set comprises approximately 1 million examples. Specifically, 500k examples are for chat, "
    found = _checks(card, text + "200k for coding, and 200k for science.")["parts against the total"]
    assert (900_000, 1_000_000, "inconsistent") == (found.computed, found.stated, found.verdict)


def test_a_price_that_nobody_pays_is_inconsistent(card: Card) -> None:
    """A hundred dollars an hour."""
    text = "Training took 1M H800 GPU hours. Training cost $100M in all."
    assert "inconsistent" == _checks(card, text)["price of a GPU-hour"].verdict
