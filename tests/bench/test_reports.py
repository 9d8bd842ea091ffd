"""The measure of the extractor of reports."""

from __future__ import annotations

from mainstem.bench import reports

_GOLD = {"report": "a", "model": "Brook 7B", "field": "n_layers", "core": True, "status": "disclosed"}
_GOLD |= {"about_other": False, "normalised": 32}
_TOLD = {"report": "a", "model": "Brook 7B", "field": "n_layers", "normalised": 32, "about_other": False}


def test_a_right_value_counts_for_precision_and_recall() -> None:
    """One of two labels is told, and one of two answers is right."""
    gold = [_GOLD, {**_GOLD, "field": "hidden_size", "normalised": 4096}]
    told = [_TOLD, {**_TOLD, "normalised": 64}]
    figures = reports.score(gold, told)["value"]
    assert (0.5, 0.5) == (figures["precision"], figures["recall"])


def test_the_wrong_model_counts_by_value_only() -> None:
    """A value told of another model is right by value and wrong by model."""
    figures = reports.score([_GOLD], [{**_TOLD, "model": "River 70B"}])
    assert (1.0, 0.0) == (figures["value"]["f1"], figures["model"]["f1"])


def test_a_value_of_another_model_is_astray() -> None:
    """It equals a labelled value of another model and none of the report's own."""
    other = {**_GOLD, "about_other": True, "normalised": 80}
    assert 1 == reports.score([_GOLD, other], [{**_TOLD, "normalised": 80}])["misattributed"]


def test_a_value_for_an_undisclosed_field_violates() -> None:
    """The label says that the report is silent."""
    silent = {**_GOLD, "field": "gpu_hours", "status": "silent", "normalised": "undisclosed"}
    figures = reports.score([_GOLD, silent], [{**_TOLD, "field": "gpu_hours", "normalised": 1e6}])
    assert (1, 0.0) == (figures["undisclosed_violated"], figures["undisclosed_respected"])
