"""lm-evaluation-harness JSON as a model-index."""

from __future__ import annotations

import json
from pathlib import Path

from huggingface_hub import ModelCardData

from mainstem.hub.evaluations import model_index, results, settings
from mainstem.hub.tree import Folder

HARNESS = {
    "results": {
        "arc_easy": {"alias": "arc_easy", "acc,none": 0.75, "acc_stderr,none": 0.009, "acc_norm,none": 0.7},
        "gsm8k": {"exact_match,strict-match": 0.41, "exact_match,flexible-extract": 0.43},
    },
    "n-shot": {"arc_easy": 0, "gsm8k": 5},
    "versions": {"arc_easy": 1.0, "gsm8k": 3.0},
    "configs": {
        "arc_easy": {"dataset_path": "allenai/ai2_arc", "dataset_name": "ARC-Easy", "test_split": "test"}
    },
    "config": {"model": "hf", "model_args": "pretrained=tiny", "random_seed": 0},
    "git_hash": "abc1234",
}


def test_every_number_is_read(tmp_path: Path) -> None:
    """Metric, filter, shots, error and data set; errors are no results."""
    (tmp_path / "results_2026-06-01.json").write_text(json.dumps(HARNESS))
    found = results(Folder(tmp_path))
    told = [(one.task, one.metric, one.value, one.n_shot) for one in found]
    assert [
        ("arc_easy", "acc", 0.75, 0),
        ("arc_easy", "acc_norm", 0.7, 0),
        ("gsm8k", "exact_match (flexible-extract)", 0.43, 5),
        ("gsm8k", "exact_match (strict-match)", 0.41, 5),
    ] == told
    assert ("allenai/ai2_arc", 0.009) == (found[0].dataset, found[0].error)


def test_the_hubs_client_reads_the_index(tmp_path: Path) -> None:
    """It is a model-index by its own rules, with nothing lost."""
    (tmp_path / "results.json").write_text(json.dumps(HARNESS))
    index = model_index("tiny", results(Folder(tmp_path)))
    data = ModelCardData(**{"model-index": index})
    assert data.eval_results is not None
    assert [0.75, 0.7, 0.43, 0.41] == [one.metric_value for one in data.eval_results]


def test_how_it_was_run_is_read(tmp_path: Path) -> None:
    """The harness's revision and the model's arguments."""
    (tmp_path / "results.json").write_text(json.dumps(HARNESS))
    assert {"git_hash": "abc1234", "model_args": "pretrained=tiny", "random_seed": "0"} == settings(
        Folder(tmp_path)
    )


def test_other_results_are_left_alone(tmp_path: Path) -> None:
    """A trainer's all_results.json is no harness file."""
    (tmp_path / "all_results.json").write_text('{"train_loss": 1.0, "results": [1]}')
    assert [] == results(Folder(tmp_path))
