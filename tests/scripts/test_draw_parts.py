"""The drawn figures of identity, same-work and classification."""

from __future__ import annotations

from draw_parts import _table, between_marks


def test_the_page_s_marks_are_filled() -> None:
    """The text around them stays."""
    page = "before\n<!-- parts: begin -->\nold\n<!-- parts: end -->\nafter\n"
    assert "before\n<!-- parts: begin -->\nnew\n<!-- parts: end -->\nafter\n" == between_marks(page, "new")


def test_a_table_has_a_column_a_file_and_a_row_a_figure() -> None:
    """With intervals; what a file has no labels for stays empty."""
    own = {
        "n": 1,
        "axis": {"n": 1, "accuracy": 0.5, "accuracy_95": [0.25, 0.75]},
        "kind": {"n": 0, "accuracy": 0.0},
    }
    shared = {"n": 1, "kind": {"n": 1, "accuracy": 1.0, "accuracy_95": [1.0, 1.0]}}
    assert [
        "\n| classification | own | shared |",
        "| --- | --: | --: |",
        "| axis accuracy | .500 [.250, .750] |  |",
        "| kind accuracy |  | 1.000 [1.000, 1.000] |",
    ] == list(_table("classification", {"own": own, "shared": shared}))
