"""Models side by side."""

from __future__ import annotations

import pytest

from mainstem.errors import UsageError
from mainstem.reports.compare import Row, changes, chosen, differences, rows
from mainstem.reports.examine import examine
from tests.reports.conftest import Card


@pytest.fixture
def made(card: Card) -> list[Row]:
    """Two variants of one family."""
    table = "| # Params | # Layers | Hidden size |\n|---|---|---|\n| 7B | 32 | 4096 |\n| 70B | 80 | 8192 |"
    return rows([examine(card(f"# Brook-2\n\nWe present Brook-2. We train it on 2T tokens.\n\n{table}"))])


def test_a_variant_has_its_own_facts_and_the_family_s(made: list[Row]) -> None:
    """Tokens are told of the family, layers of each."""
    assert [("32", "2T"), ("80", "2T")] == [
        (row.text("n_layers"), row.text("training_tokens")) for row in made
    ]


@pytest.mark.parametrize(("condition", "n"), [("n_layers>=40", 1), ("n_layers<100", 2), ("n_layers=32", 1)])
def test_rows_that_fit_a_condition(made: list[Row], condition: str, n: int) -> None:
    """Numbers are compared as numbers."""
    assert n == len(chosen(made, [condition], None))


def test_the_largest_comes_first(made: list[Row]) -> None:
    """Sorted by a field."""
    assert ["80", "32"] == [row.text("n_layers") for row in chosen(made, [], "n_layers")]


def test_a_field_that_is_none_is_named(made: list[Row]) -> None:
    """With the fields there are."""
    with pytest.raises(UsageError, match="n_layers"):
        chosen(made, [], "depth")


def test_where_two_models_differ(made: list[Row]) -> None:
    """What they share is left out."""
    assert {"total_parameters", "n_layers", "hidden_size"} == {field for field, _, _ in differences(*made)}


def test_versions_of_a_report_are_compared(card: Card) -> None:
    """What changed, what is new, and nothing of what is the same."""
    before = examine(card("# Brook-2\n\nWe present Brook-2. It has 60 layers. We train it on 2T tokens."))
    after = examine(
        card("# Brook-2\n\nWe present Brook-2. It has 61 layers. We train it on 2T tokens with AdamW.")
    )
    told = [
        (one.field, [fact.normalised for fact in one.before], [fact.normalised for fact in one.after])
        for one in changes(before, after)
    ]
    assert [("n_layers", [60], [61]), ("optimizer", [], ["AdamW"])] == told


def test_sizes_that_are_rounded_are_one_model(card: Card) -> None:
    """16.4B in a table and 16B in the text make one row."""
    read = examine(
        card(
            "# Brook Technical Report\n\nWe present Brook 16B and Brook 145B.\n\n"
            "| Model | # Params | # Layers |\n|---|---|---|\n| Brook 16B | 16.4B | 28 |\n| Brook 16.4B | 16.4B | 28 |\n"
            "| Brook 145B | 144.6B | 62 |"
        )
    )
    assert ["Brook 16B", "Brook 145B"] == [row.model for row in rows([read])]
