"""Results of lm-evaluation-harness as the Hub's model-index.

The harness writes ``{"results": {TASK: {"acc,none": 0.5, "acc_stderr,none": 0.01, ...}}, "n-shot": ..., "versions":
..., "configs": {TASK: {"dataset_path": ...}}, "config": {...}, "git_hash": ...}``
(github.com/EleutherAI/lm-evaluation-harness/blob/main/docs/interface.md); the index is that of
github.com/huggingface/hub-docs/blob/main/modelcard.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mainstem.hub.tree import Tree, document

_SOURCE = "https://github.com/EleutherAI/lm-evaluation-harness"
_TASK = {"type": "text-generation", "name": "Text Generation"}


@dataclass(frozen=True, slots=True)
class Result:
    """One number of one task."""

    task: str
    dataset: str
    metric: str  # "acc", "exact_match (strict-match)"
    value: float
    error: float | None  # its standard error
    n_shot: int | None
    config: str = ""
    split: str = ""
    version: str = ""


def harness_files(tree: Tree) -> list[str]:
    """The files that the harness wrote."""
    return [
        path
        for path in tree.files
        if path.endswith(".json") and "result" in path.lower() and _is_harness(tree, path)
    ]


def _is_harness(tree: Tree, path: str) -> bool:
    told = document(tree, path) or {}
    return isinstance(told.get("results"), dict) and any(
        key in told for key in ("n-shot", "versions", "configs")
    )


def results(tree: Tree) -> list[Result]:
    """Every number, by task; of several files that tell the same the last counts."""
    found: dict[tuple[str, str, int | None], Result] = {}
    for path in harness_files(tree):
        for one in _read(document(tree, path) or {}):
            found[one.task, one.metric, one.n_shot] = one
    return sorted(found.values(), key=lambda one: (one.task, one.metric))


def _read(told: Mapping[str, Any]) -> Iterator[Result]:
    configs, shots, versions = (told.get(key) or {} for key in ("configs", "n-shot", "versions"))
    for task, numbers in told["results"].items():
        config = configs.get(task) or {}
        for key, value in numbers.items() if isinstance(numbers, dict) else ():
            metric, _, form = key.partition(",")
            if (
                not isinstance(value, int | float)
                or isinstance(value, bool)
                or "_stderr" in metric
                or metric == "sample_len"
            ):
                continue
            error = numbers.get(f"{metric}_stderr,{form}")
            yield Result(
                task=task,
                dataset=str(config.get("dataset_path") or task),
                metric=metric if form in ("", "none") else f"{metric} ({form})",
                value=float(value),
                error=float(error) if isinstance(error, int | float) else None,
                n_shot=shots.get(task) if isinstance(shots.get(task), int) else None,
                config=str(config.get("dataset_name") or ""),
                split=str(config.get("test_split") or ""),
                version=str(versions.get(task, "")),
            )


def settings(tree: Tree) -> dict[str, str]:
    """What the harness says about how it was run: its revision, model arguments, seeds."""
    told: dict[str, str] = {}
    for path in harness_files(tree):
        read = document(tree, path) or {}
        config = read.get("config") if isinstance(read.get("config"), dict) else {}
        rows = {"git_hash": read.get("git_hash")} | {
            key: (config or {}).get(key)
            for key in ("model_args", "batch_size", "random_seed", "numpy_seed", "torch_seed")
        }
        told |= {key: str(value) for key, value in rows.items() if value is not None}
    return told


def model_index(name: str, found: list[Result]) -> list[dict[str, Any]]:
    """The results as the Hub's ``model-index``; empty where there are none."""
    if not found:
        return []
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        dataset = {"name": one.task, "type": one.dataset}
        dataset |= {key: value for key, value in (("config", one.config), ("split", one.split)) if value}
        row = rows.setdefault(
            (one.task, one.dataset),
            {
                "task": dict(_TASK),
                "dataset": dataset,
                "metrics": [],
                "source": {"name": "lm-evaluation-harness", "url": _SOURCE},
            },
        )
        shots = f", {one.n_shot}-shot" if one.n_shot is not None else ""
        row["metrics"].append(
            {"type": one.metric.split(" ")[0], "value": round(one.value, 6), "name": f"{one.metric}{shots}"}
        )
    return [{"name": name, "results": list(rows.values())}]
