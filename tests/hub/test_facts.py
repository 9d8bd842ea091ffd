"""What a folder tells of itself, and what it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

from mainstem.hub.facts import licence_of, metadata, sections, silent
from mainstem.hub.shards import weights
from mainstem.hub.tree import Folder
from tests.hub.test_evaluations import HARNESS

NAME = "sample-lab/tiny"


def _filled(folder: Path) -> Path:
    texts = {
        "adapter_config.json": {"base_model_name_or_path": "sample-lab/base"},
        "training_args.json": {"learning_rate": 2e-5, "seed": 42, "dataset_name": "sample-lab/data"},
        "trainer_state.json": {"global_step": 100, "log_history": [{"loss": 2.5}, {"loss": 1.25}]},
        "all_results.json": {"train_runtime": 7200},
        "wandb-metadata.json": {"gpu": "NVIDIA H100", "gpu_count": 8},
        "results.json": HARNESS,
    }
    for name, value in texts.items():
        (folder / name).write_text(json.dumps(value))
    (folder / "LICENSE").write_text("Apache License\nVersion 2.0, January 2004\n")
    return folder


def test_fields_come_out_of_files(checkpoint: Path) -> None:
    """Licence, base, data, task and results."""
    tree = Folder(_filled(checkpoint))
    told = metadata(tree, weights(tree), NAME)
    index = told.pop("model-index")
    assert {
        "license": "apache-2.0",
        "library_name": "peft",
        "pipeline_tag": "text-generation",
        "base_model": "sample-lab/base",
        "base_model_relation": "adapter",
        "datasets": ["sample-lab/data"],
        "tags": ["llama"],
    } == told
    assert ["arc_easy", "gsm8k"] == [row["dataset"]["name"] for row in index[0]["results"]]


def test_sections_come_out_of_logs(checkpoint: Path) -> None:
    """Arguments, losses, hardware and hours, results."""
    tree = Folder(_filled(checkpoint))
    told = {one.id: one.text for one in sections(tree, weights(tree), NAME, {"limitations": "Many."})}
    assert (
        "- `learning_rate`: 2e-05\n- `seed`: 42\n- global step: 100\n- training loss: 2.5" in told["training"]
    )
    assert ("8 x NVIDIA H100, 2.0 hours of training", "Many.") == (told["hardware"], told["limitations"])
    assert "| arc_easy | acc | 0 | 0.7500 | 0.0090 |" in told["evaluation"]
    assert "@misc{tiny," in told["citation"]


def test_only_what_nothing_tells_is_asked(checkpoint: Path) -> None:
    """Fields, headings and answers all count."""
    asked = silent(
        {"license": "mit", "language": "en", "datasets": ["a/b"]}, {"limitations"}, {"hardware": "1 x L4"}
    )
    assert ["base_model", "intended-use"] == [one.field for one in asked]


def test_a_licence_is_told_where_one_text_lies_there(checkpoint: Path) -> None:
    """None, or one of two, is not guessed."""
    assert None is licence_of(Folder(checkpoint))
    (checkpoint / "LICENSE").write_text("Permission is hereby granted, free of charge, to any person")
    assert "mit" == licence_of(Folder(checkpoint))
    (checkpoint / "LICENSE-MODEL").write_text("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT")
    assert None is licence_of(Folder(checkpoint))
