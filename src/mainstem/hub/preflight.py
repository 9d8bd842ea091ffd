"""Everything that is looked at before a folder is shipped: reads files, asks ``look`` about others, sends nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mainstem.hub import card, config, leaks, licences, pickles, shards, subfolders
from mainstem.hub.chain import Look, chain
from mainstem.hub.evaluations import model_index, results
from mainstem.hub.shards import Weights
from mainstem.hub.tree import Tree, document
from mainstem.model import HubFinding

_ORDER = ("error", "unknown", "warning", "note")
_TOKENIZERS = (
    "tokenizer.json",
    "tokenizer.model",
    "vocab.json",
    "vocab.txt",
    "spiece.model",
    "tekken.json",
    "tiktoken.model",
)
_CHATTY = ("instruct", "chat", "-it", "sft", "dpo", "rlhf", "assistant")
_WEIGHTS = (".safetensors", ".bin", ".gguf", ".pt", ".pth", ".onnx")


def preflight(tree: Tree, made: Weights, name: str, text: str, look: Look) -> list[HubFinding]:
    """The findings about a folder that is to become ``name`` with the card ``text``; what matters most comes first."""
    told = card.read(text)
    found = [
        *leaks.check(tree),
        *layout(tree, name),
        *shards.check(made),
        *config.check(document(tree, "config.json"), made),
        *subfolders.check(tree, subfolders.weights(tree)),
        *pickles.check(tree),
        *card_faults(told.metadata, tree, name),
        *_licence(tree, name, told.metadata, look),
    ]
    return ordered(found)


def ordered(found: Iterable[HubFinding]) -> list[HubFinding]:
    """Errors first, then by rule and file; each once."""
    return sorted(dict.fromkeys(found), key=lambda one: (_ORDER.index(one.level), one.rule, one.subject))


def layout(tree: Tree, name: str) -> Iterator[HubFinding]:
    """Weights, configuration, tokenizer and chat template are there."""
    files = set(tree.files)
    is_adapter = "adapter_config.json" in files
    if not any(path.endswith(_WEIGHTS) for path in files):
        yield HubFinding("weights-missing", "error", tree.name, "holds no weights (safetensors, GGUF, ONNX)")
    if any(path.endswith(".gguf") for path in files) and "config.json" not in files:
        return  # one file that holds all
    if not is_adapter and "config.json" not in files:
        yield HubFinding(
            "config-missing", "error", "config.json", "is not there: nothing can load the weights"
        )
    for path in (
        "config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "generation_config.json",
        "adapter_config.json",
    ):
        if path in files and document(tree, path) is None and tree.files[path].size < 8 * 2**20:
            yield HubFinding("json", "error", path, "is no JSON object")
    if not is_adapter and not files.intersection(_TOKENIZERS):
        yield HubFinding(
            "tokenizer-missing", "error", "tokenizer.json", "is not there, nor any other tokenizer"
        )
    if not is_adapter and not _has_template(tree):
        level = "warning" if any(word in name.lower() for word in _CHATTY) else "note"
        told = "no chat template: chats will be put together by guess"
        yield HubFinding(
            "chat-template", "warning" if level == "warning" else "note", "tokenizer_config.json", told
        )


def _has_template(tree: Tree) -> bool:
    starts = ("chat_template", "additional_chat_templates/")
    files = [path for path in tree.files if path.startswith(starts)]
    return bool(files or (document(tree, "tokenizer_config.json") or {}).get("chat_template"))


def card_faults(told: Mapping[str, Any], tree: Tree, name: str) -> Iterator[HubFinding]:
    """What the Hub's rules, and ours, have against a card's metadata."""
    licence = " AND ".join(card.listed(told.get("license")))
    if not licence:
        yield HubFinding(
            "licence-missing", "error", "README.md", "tells no licence: write `license:` into its metadata"
        )
    elif not licences.is_known(licence):
        what = f"{licence} is no licence of the Hub: write `license: other` with `license_name` and `license_link`"
        yield HubFinding(
            "licence-unknown",
            "error",
            "README.md",
            what,
            "",
            "https://huggingface.co/docs/hub/repositories-licenses",
        )
    elif licence == "other" and not told.get("license_name"):
        yield HubFinding(
            "licence-name-missing",
            "error",
            "README.md",
            "`license: other` needs `license_name` and `license_link`",
        )
    yield from _structure(told)
    held = card.values(told.get(card.INDEX))
    for key, value in card.values(model_index(name, results(tree))).items():
        if key in held and held[key] != value:
            what = f"says {held[key]} for {key[0]} {key[1]}, the results file says {value}"
            yield HubFinding("card-result", "warning", "README.md", what)


def _structure(told: Mapping[str, Any]) -> Iterator[HubFinding]:
    """What the Hub's client itself refuses, and types that the Hub's validator asks for."""
    from huggingface_hub import ModelCardData

    for key in ("license", "license_name", "pipeline_tag", "library_name"):
        if (
            key in told
            and not isinstance(told[key], str)
            and not (key == "license" and isinstance(told[key], list))
        ):
            yield HubFinding("card-field", "error", "README.md", f"`{key}` must be a text")
    try:
        ModelCardData(**{**told, "ignore_metadata_errors": False})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield HubFinding(
            "card-index", "error", "README.md", f"its model-index is not as the Hub reads it: {error}"
        )


def _licence(tree: Tree, name: str, told: Mapping[str, Any], look: Look) -> Iterator[HubFinding]:
    """Whether the licence fits those of what the model is built on and was trained on."""
    links, missing = chain(tree, name, told, look)
    yield from missing
    model, rest = links[0], links[1:]
    judged = licences.judge(links, "commercial").findings
    fits = ("licence-conflict", "licence-fit", "licence-name", "licence-text")
    yield from (one for one in judged if one.rule in fits)
    may_sell = licences.verdict(licences.resolved(model.licence, model.licence_name), "commercial")[0] in (
        "allowed",
        "conditions",
    )
    names = {link.name for link in rest if link.part == "dataset"}
    if may_sell:
        yield from (one for one in judged if one.subject in names and one.level == "warning")
