"""The measure of the extractor of reports."""

from __future__ import annotations

import json
from pathlib import Path

from mainstem.bench import reports
from mainstem.model import Agreement, Check

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


def _check(computed: float, verdict: Agreement) -> Check:
    return Check("Brook 7B", "a sum", "1 + 2", computed, None, verdict)


def test_a_check_is_reproduced_with_its_result_and_its_verdict() -> None:
    """Within 1 %; another verdict, another result and another report do not count."""
    gold = [
        {"report": "a", "computed": 100.0, "verdict": "consistent"},
        {"report": "a", "computed": 7, "verdict": "estimate"},
    ]
    gold += [{"report": "b", "computed": 100.0, "verdict": "consistent"}]
    told = {"a": [_check(100.9, "consistent"), _check(7, "inconsistent")], "c": [_check(100.0, "consistent")]}
    assert {"reproduced": 1, "n_gold": 3, "n_told": 3} == reports.score_checks(gold, told)


def test_a_folder_with_labelled_checks_tells_how_many_are_reproduced(tmp_path: Path) -> None:
    """6 N D of a made-up card."""
    card = "# Brook\n\nWe present Brook. It has 7B total parameters. We train it on 2T tokens.\n"
    (tmp_path / "brook.md").write_text(card, "utf-8")
    (tmp_path / "facts.jsonl").write_text(json.dumps({**_GOLD, "report": "brook"}), "utf-8")
    derived = {"report": "brook", "computed": 8.4e22, "verdict": "estimate"}
    (tmp_path / "derived.jsonl").write_text(json.dumps(derived), "utf-8")
    result, _ = reports.measure(tmp_path)
    assert {"reproduced": 1, "n_gold": 1, "n_told": 2} == result["checks"]
