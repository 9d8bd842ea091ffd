"""The chain of licences behind a model: itself, what it is built on, level by level, and what it was trained on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mainstem.errors import Forbidden, Gated, Gone, Missing
from mainstem.hub.card import listed
from mainstem.hub.facts import LICENCE_FILES
from mainstem.hub.licences import Link, Part, guess
from mainstem.hub.remote import Hub
from mainstem.hub.tree import Tree, document, text
from mainstem.model import HubFinding

_DEPTH = 6  # models on models on models
_TEXT_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What another repository says about itself."""

    metadata: Mapping[str, Any]
    licence_text: str = ""


Look = Callable[[str, str], Looked | None]  # by name and kind (model, dataset); None: cannot be asked


def on_hub(hub: Hub) -> Look:
    """Asks the Hub; what is missing, gated or taken down cannot be asked."""

    def look(name: str, kind: str) -> Looked | None:
        try:
            info = hub.info(name, kind=kind)
        except (Missing, Gone, Forbidden):
            return None
        return Looked(info.card, _licence_text(hub, name, info.revision, kind))

    return look


def _licence_text(hub: Hub, name: str, revision: str, kind: str) -> str:
    try:
        files = hub.files(name, revision, kind=kind)
        path = next((p for p, f in files.items() if LICENCE_FILES.match(p) and f.size < _TEXT_BYTES), None)
        return (
            hub.read(name, revision, path, 0, files[path].size, kind=kind).decode(errors="replace")
            if path
            else ""
        )
    except (Gated, Forbidden, Missing):
        return ""


def nowhere(name: str, kind: str) -> Looked | None:
    """For whoever has no network: well-known bases go by their name."""
    return Looked({"license": told}) if kind == "model" and (told := guess(name)) else None


def chain(
    tree: Tree, name: str, metadata: Mapping[str, Any], look: Look
) -> tuple[list[Link], list[HubFinding]]:
    """The links, the model itself first, and a finding for each that could not be asked."""
    own = "\n".join(text(tree, path) for path in tree.files if LICENCE_FILES.match(path))
    links, findings = [_link("model", name, metadata, own)], list[HubFinding]()
    waiting = [(base, 1) for base in bases(tree, metadata)]
    seen = {name}
    while waiting:
        base, depth = waiting.pop(0)
        if base in seen or depth > _DEPTH:
            continue
        seen.add(base)
        looked = look(base, "model")
        if looked is None:
            told = "is what the model is built on, and cannot be asked for its licence"
            findings.append(HubFinding("base-missing", "unknown", base, told))
            continue
        links.append(_link("base", base, looked.metadata, looked.licence_text))
        waiting += [(one, depth + 1) for one in listed(looked.metadata.get("base_model"))]
    for dataset in listed(metadata.get("datasets")):
        looked = look(dataset, "dataset")
        if looked is None:
            told = "is what the model was trained on, and cannot be asked for its licence"
            findings.append(HubFinding("data-missing", "note", dataset, told))
        else:
            links.append(_link("dataset", dataset, looked.metadata, looked.licence_text))
    return links, findings


def bases(tree: Tree, metadata: Mapping[str, Any]) -> list[str]:
    """What the model is built on, as card and adapter tell."""
    adapter = (document(tree, "adapter_config.json") or {}).get("base_model_name_or_path")
    told = [*listed(metadata.get("base_model")), *listed(adapter)]
    return [one for one in dict.fromkeys(told) if one.count("/") == 1 and not one.startswith((".", "/"))]


def _link(part: Part, name: str, metadata: Mapping[str, Any], text: str) -> Link:
    licences = listed(metadata.get("license"))
    spoken = licences[0] if len(licences) == 1 else " AND ".join(licences)
    return Link(part, name, spoken, str(metadata.get("license_name") or ""), text)
