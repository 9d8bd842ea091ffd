"""Epoch AI's table beside ours."""

from __future__ import annotations

import pytest

from mainstem.errors import UsageError
from mainstem.reports.compare import rows
from mainstem.reports.epoch import Second, beside
from mainstem.reports.examine import examine
from tests.reports.conftest import Card

_HEAD = "Model,Parameters,Training dataset size (datapoints),Hardware quantity\n"


def test_values_of_the_same_model_stand_beside_each_other(card: Card) -> None:
    """By name, or by name and size; what only one has is left out."""
    read = examine(card("# Brook-2\n\nWe present Brook-2. It has 70B parameters. We train it on 2T tokens."))
    made = list(beside(rows([read]), _HEAD + "Brook 2 70B,7e10,1.8e12,\n"))
    expected = [
        Second("Brook-2", "total_parameters", 7e10, 7e10),
        Second("Brook-2", "training_tokens", 2e12, 1.8e12),
    ]
    assert (expected, [True, False]) == (made, [one.agrees for one in made])


def test_another_table_is_refused() -> None:
    """Its lack is named."""
    with pytest.raises(UsageError, match="Hardware quantity"):
        list(beside([], "a,b\n1,2\n"))
