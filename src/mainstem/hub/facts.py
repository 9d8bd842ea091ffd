"""What a checkpoint's folder tells of itself, for its card: fields of the metadata, and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mainstem.hub.card import INDEX, Section
from mainstem.hub.evaluations import Result, model_index, results
from mainstem.hub.licences import recognised
from mainstem.hub.shards import Weights
from mainstem.hub.tree import Tree, document, text

LICENCE_FILES = re.compile(r"(?i)^(?:licen[cs]e|copying)(?:[._-].*)?$|^USE_POLICY")
_REPO = re.compile(r"[\w.-]+/[\w.-]+")
_ARGUMENTS = (
    "learning_rate", "lr_scheduler_type", "warmup_ratio", "warmup_steps", "per_device_train_batch_size",
    "gradient_accumulation_steps", "num_train_epochs", "max_steps", "weight_decay", "optim", "adam_beta1", "adam_beta2",
    "max_grad_norm", "bf16", "fp16", "seed", "data_seed",
)  # fmt: skip
_ARGUMENT_FILES = (
    "training_args.json",
    "train_config.json",
    "training_config.json",
    "args.json",
    "trainer_args.json",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the folder is silent about; ``field`` is one of the metadata, or the id of a section."""

    field: str
    asks: str
    lacks: str = ""  # what its readers miss; empty where silence is an answer, or an error already


QUESTIONS = (
    Question("license", "Licence (id of the Hub, such as apache-2.0)"),
    Question("base_model", "Base model (OWNER/NAME; nothing where it was trained from the start)"),
    Question("language", "Languages (codes, such as en, de)", "its languages"),
    Question("datasets", "Datasets (OWNER/NAME, ...)", "its data"),
    Question("hardware", "Hardware and hours (such as 8 x H100, 31 hours)", "hardware and hours"),
    Question("intended-use", "What it is meant for", "what it is meant for"),
    Question("limitations", "What it must not be used for, or is bad at", "its limitations"),
)
_TITLES = {"hardware": "Hardware", "intended-use": "Intended use", "limitations": "Limitations"}


def metadata(tree: Tree, made: Weights, name: str) -> dict[str, Any]:
    """The fields of a card as far as files tell them."""
    config, adapter = document(tree, "config.json") or {}, document(tree, "adapter_config.json") or {}
    told: dict[str, Any] = {
        "license": licence_of(tree),
        "library_name": "peft" if adapter else ("transformers" if config.get("model_type") else None),
        "pipeline_tag": "text-generation" if "CausalLM" in str(config.get("architectures")) else None,
        "base_model": _base(config, adapter),
        "base_model_relation": "adapter" if adapter else None,
        "datasets": _datasets(tree),
        "tags": [str(config["model_type"])] if config.get("model_type") else [],
        INDEX: model_index(name.rpartition("/")[2], results(tree)),
    }
    if told["base_model"] is None:
        told["base_model_relation"] = None
    return {key: value for key, value in told.items() if value}


def licence_of(tree: Tree) -> str | None:
    """The licence whose text lies in the folder, where exactly one is recognised."""
    texts = [text(tree, path) for path in tree.files if LICENCE_FILES.match(path)]
    found = {one.name: one for told in texts for one in recognised(told)}
    if len(found) != 1:
        return None
    (one,) = found.values()
    return {"BSD licence": "bsd-3-clause"}.get(one.name, one.id)


def _base(config: Mapping[str, Any], adapter: Mapping[str, Any]) -> str | None:
    told = str(adapter.get("base_model_name_or_path") or config.get("_name_or_path") or "")
    return told if _REPO.fullmatch(told) else None


def _datasets(tree: Tree) -> list[str]:
    told = arguments(tree)
    names = [told.get(key) for key in ("dataset_name", "dataset", "dataset_mixer", "datasets")]
    rows = [row for one in names if one for row in (one if isinstance(one, list | dict) else [one])]
    return [row for row in map(str, rows) if _REPO.fullmatch(row)]


def arguments(tree: Tree) -> dict[str, Any]:
    """Arguments of training, out of the files that trainers write as JSON."""
    told: dict[str, Any] = {}
    for name in _ARGUMENT_FILES:
        told |= document(tree, name) or {}
    return told


def sections(tree: Tree, made: Weights, name: str, answers: Mapping[str, str]) -> list[Section]:
    """The sections that files and answers tell; a text is empty where there is nothing to say."""
    found = results(tree)
    made_of = [
        Section("weights", "Weights", _weights(made)),
        Section("training", "Training", "\n".join(_training(tree))),
        Section("evaluation", "Evaluation", _evaluation(found)),
        Section("hardware", "Hardware", answers.get("hardware") or _hardware(tree)),
    ]
    asked = [Section(id_, _TITLES[id_], answers.get(id_, "")) for id_ in ("intended-use", "limitations")]
    return [*made_of, *asked, Section("citation", "Citation", _citation(tree, name))]


def _weights(made: Weights) -> str:
    if not made.headers:
        return ""
    types = ", ".join(f"{dtype} ({n:,})" for dtype, n in made.dtypes.most_common())
    return f"{made.n_parameters:,} parameters in {len(made.headers)} file(s), by number type: {types}."


def _training(tree: Tree) -> Iterator[str]:
    told = arguments(tree)
    for key in _ARGUMENTS:
        if told.get(key) is not None:
            yield f"- `{key}`: {told[key]}"
    state = document(tree, "trainer_state.json") or {}
    for key in ("global_step", "epoch", "total_flos", "num_input_tokens_seen"):
        if state.get(key):
            yield f"- {key.replace('_', ' ')}: {state[key]:,}"
    losses = [
        row["loss"] for row in state.get("log_history") or () if isinstance(row, dict) and "loss" in row
    ]
    if losses:
        yield f"- training loss: {losses[0]} at the first log, {losses[-1]} at the last"


def _evaluation(found: list[Result]) -> str:
    if not found:
        return ""
    rows = ["| Task | Metric | Shots | Value | Standard error |", "|---|---|---|---|---|"]
    for one in found:
        error = f"{one.error:.4f}" if one.error is not None else ""
        shots = "" if one.n_shot is None else one.n_shot
        rows.append(f"| {one.task} | {one.metric} | {shots} | {one.value:.4f} | {error} |")
    return "\n".join(rows)


def _hardware(tree: Tree) -> str:
    told = document(tree, "wandb-metadata.json") or {}
    runtime = (document(tree, "all_results.json") or document(tree, "train_results.json") or {}).get(
        "train_runtime"
    )
    parts = []
    if told.get("gpu"):
        parts.append(f"{told.get('gpu_count', told.get('gpuCount', 1))} x {told['gpu']}")
    if isinstance(runtime, int | float):
        parts.append(f"{runtime / 3600:.1f} hours of training")
    return ", ".join(parts)


def _citation(tree: Tree, name: str) -> str:
    given = text(tree, "CITATION.bib").strip()
    owner, _, short = name.partition("/")
    key = re.sub(r"\W+", "", short).lower() or "model"
    fields = {"title": short, "author": owner, "howpublished": f"\\url{{https://huggingface.co/{name}}}"}
    rows = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields.items())
    made = f"@misc{{{key},\n{rows}\n}}"
    return f"```bibtex\n{given or made}\n```"


def silent(told: Mapping[str, Any], headings: set[str], answered: Mapping[str, str]) -> list[Question]:
    """What neither the card nor the folder tells, in the order in which it is asked."""
    return [
        one
        for one in QUESTIONS
        if not told.get(one.field)
        and _TITLES.get(one.field, "").casefold() not in headings
        and not answered.get(one.field)
    ]
