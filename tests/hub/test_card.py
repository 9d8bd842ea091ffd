"""Cards: what was written by hand stays to the letter, what is missing comes behind it."""

from __future__ import annotations

import pytest
from huggingface_hub import ModelCard

from mainstem.errors import UsageError
from mainstem.hub.card import Section, merged, read

BY_HAND = (
    "---\n# chosen with care\nlicense: mit  # ours\ntags: [a,   b]\n---\n\n"
    "# Tiny\n\nWords.\n\n## Limitations\n\nMany.\n"
)
WEIGHTS = Section("weights", "Weights", "One.")


def test_hand_written_text_stays_to_the_letter() -> None:
    """Comments, spacing and order are kept; only what is missing is added."""
    made = merged(BY_HAND, {"license": "apache-2.0", "language": ["en"]}, [WEIGHTS], "Tiny")
    assert "# chosen with care\nlicense: mit  # ours\ntags: [a,   b]\nlanguage:\n- en\n" in made
    assert {"license": "mit", "tags": ["a", "b"], "language": ["en"]} == read(made).metadata
    assert "# Tiny\n\nWords.\n\n## Limitations\n\nMany.\n" in made


def test_merging_again_changes_nothing() -> None:
    """The second time finds everything there."""
    once = merged(BY_HAND, {"language": ["en"]}, [WEIGHTS], "Tiny")
    assert once == merged(once, {"language": ["en"]}, [WEIGHTS], "Tiny")


def test_our_section_is_renewed_until_somebody_edits_it() -> None:
    """The digest tells whose text it is."""
    once = merged(BY_HAND, {}, [WEIGHTS], "Tiny")
    renewed = merged(once, {}, [Section("weights", "Weights", "Two.")], "Tiny")
    assert ("Two." in renewed, "One." in renewed) == (True, False)
    edited = renewed.replace("Two.", "Two, said by hand.")
    assert edited == merged(edited, {}, [Section("weights", "Weights", "Three.")], "Tiny")


def test_a_heading_by_hand_stands_for_its_section() -> None:
    """Nothing is said twice."""
    assert BY_HAND == merged(BY_HAND, {}, [Section("limitations", "Limitations", "Ours.")], "Tiny")


def test_an_empty_folder_gets_a_whole_card() -> None:
    """Title, metadata and section; the Hub's own client reads it."""
    made = merged("", {"license": "mit", "base_model": "a/b"}, [WEIGHTS], "Tiny")
    assert {"license": "mit", "base_model": "a/b"} == ModelCard(made).data.to_dict()
    assert "# Tiny" in made


def test_results_are_added_and_never_replaced() -> None:
    """A number written by hand wins; a new metric comes behind it."""

    def index(*metrics: tuple[str, float]) -> list[dict[str, object]]:
        rows = [{"type": name, "value": value, "name": name} for name, value in metrics]
        dataset = {"name": "arc", "type": "arc"}
        return [{"name": "t", "results": [{"task": {"type": "x"}, "dataset": dataset, "metrics": rows}]}]

    old = merged("", {"license": "mit", "model-index": index(("acc", 0.5))}, [], "Tiny")
    told = read(merged(old, {"model-index": index(("acc", 0.9), ("f1", 0.7))}, [], "Tiny")).metadata
    held = [(m["name"], m["value"]) for row in told["model-index"][0]["results"] for m in row["metrics"]]
    assert [("acc", 0.5), ("f1", 0.7)] == held
    assert "mit" == told["license"]


@pytest.mark.parametrize("front", ["a: [", "- a\n- b", "a: b: c"])
def test_broken_metadata_is_told_and_nothing_is_changed(front: str) -> None:
    """The line is named."""
    with pytest.raises(UsageError):
        read(f"---\n{front}\n---\n")
