"""Checkpoints onto the Hub: prepared and looked through here, sent there, and kept as a work and a contribution."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem.errors import DiskFull, NotShippable, UsageError
from mainstem.hub import card, claims, facts, shards
from mainstem.hub.chain import nowhere, on_hub
from mainstem.hub.preflight import preflight
from mainstem.hub.tree import Folder, document, text
from mainstem.model import Contribution, Draft, HubFile, HubFinding, Source
from mainstem.wiring.claiming import card_claims

if TYPE_CHECKING:
    from mainstem.hub.remote import Hub
    from mainstem.hub.ship import Shipped, Wish
    from mainstem.wiring import Mainstem, Say

# Where the team's own checkpoints come from, before any source tells of them.
OWN = Source("shipped", "Your checkpoints", "lab", "lab", "mixed", (), "", "static", "", ())
_CARD = "README.md"
_NO_CARD = HubFile(_CARD, 0)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A folder as it would be shipped: nothing was written or sent yet."""

    name: str
    folder: Path
    card: str  # the text that README.md becomes
    is_new: bool  # the card differs from what lies there
    findings: tuple[HubFinding, ...]
    files: Mapping[str, int]  # bytes by path

    @property
    def errors(self) -> tuple[HubFinding, ...]:
        """What must be put right first."""
        return tuple(one for one in self.findings if one.level == "error")


class _Filled(Folder):
    """A folder with its card as it will be."""

    def __init__(self, folder: Path, name: str, text: str) -> None:
        super().__init__(folder, name)
        self._card = text.encode()
        self.files = {
            **self.files,
            _CARD: replace(Folder(folder).files.get(_CARD, _NO_CARD), size=len(self._card)),
        }

    def read(self, path: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a file, or of the card."""
        return self._card[start:stop] if path == _CARD else super().read(path, start, stop)


def hub_of(app: Mainstem, *, progress: bool = False) -> Hub:
    """The Hub as the settings name it; without a token in them its own login counts."""
    from mainstem.hub.remote import HUB, Hub

    told = app.settings
    cache = Path(told.hub_cache).expanduser() if told.hub_cache else None
    return Hub(told.hub_endpoint or HUB, told.hf_token or None, cache, progress=progress)


def questions(folder: Path, name: str) -> list[facts.Question]:
    """What neither the folder nor its card tells."""
    tree = Folder(_checked(folder, name), name)
    made = shards.weights(tree)
    read = card.read(text(tree, _CARD))
    return _silent({**facts.metadata(tree, made, name), **read.metadata}, read.body, tree, made)


def _silent(
    told: Mapping[str, object], body: str, tree: Folder, made: shards.Weights
) -> list[facts.Question]:
    written = {heading.casefold() for heading in card.headings(body)}
    hardware = next(one for one in facts.sections(tree, made, tree.name, {}) if one.id == "hardware")
    return facts.silent(told, written, {"hardware": hardware.text})


def _silence(new: str, tree: Folder, made: shards.Weights) -> list[HubFinding]:
    """One note on what readers of the card will miss."""
    read = card.read(new)
    lacks = [one.lacks for one in _silent(read.metadata, read.body, tree, made) if one.lacks]
    told = f"does not tell {', '.join(lacks)}"
    return [HubFinding("card-silent", "note", _CARD, told)] if lacks else []


def prepare(
    app: Mainstem, folder: Path, name: str, answers: Mapping[str, str], *, offline: bool = False
) -> Prepared:
    """Fills the card and looks at everything; ``offline`` asks nobody about base models and data. Raises UsageError."""
    tree = Folder(_checked(folder, name), name)
    made = shards.weights(tree)
    old = text(tree, _CARD)
    fields = {**facts.metadata(tree, made, name), **_fields(answers)}
    new = card.merged(old, fields, facts.sections(tree, made, name, answers), name.rpartition("/")[2])
    filled = _Filled(folder, name, new)
    if offline:
        findings = preflight(filled, made, name, new, nowhere)
    else:
        with closing(hub_of(app)) as hub:
            findings = preflight(filled, made, name, new, on_hub(hub))
    findings += claims.check(name, made, document(tree, "config.json"), card_claims(filled))
    findings += _silence(new, tree, made)
    sizes = {path: file.size for path, file in filled.files.items()}
    return Prepared(name, folder, new, new != old, tuple(findings), sizes)


def _checked(folder: Path, name: str) -> Path:
    if name.count("/") != 1 or not all(name.split("/")):
        raise UsageError(name, "is no name of a repository", "Write OWNER/NAME")
    return folder


def _fields(answers: Mapping[str, str]) -> dict[str, object]:
    """Answers that belong into the metadata."""
    told: dict[str, object] = {key: answers[key] for key in ("license", "base_model") if answers.get(key)}
    for key in ("language", "datasets"):
        if answers.get(key):
            told[key] = [one.strip() for one in answers[key].split(",") if one.strip()]
    return told


def send(app: Mainstem, prepared: Prepared, wish: Wish, say: Say, *, progress: bool = False) -> Shipped:
    """Writes the card, ships, verifies, and keeps the checkpoint as a work and a contribution.

    Raises NotShippable where the preflight found errors; nothing is sent then.
    """
    from mainstem.hub.ship import ship

    if prepared.errors:
        first = prepared.errors[0]
        raise NotShippable(first.subject, f"{first.told} ({len(prepared.errors)} such findings in all)")
    if prepared.is_new:
        _write(prepared.folder / _CARD, prepared.card)
    with closing(hub_of(app, progress=progress)) as hub:
        shipped = ship(hub, prepared.folder, wish, say)
    _keep(app, shipped)
    return shipped


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DiskFull(str(file), f"cannot be written ({error.strerror})") from error


def _keep(app: Mainstem, shipped: Shipped) -> None:
    """The checkpoint becomes a work, and a contribution of the person."""
    from mainstem.pipeline.settle import settle

    now = app.clock()
    url = f"https://huggingface.co/{shipped.name}"
    draft = Draft(f"{shipped.name}@{shipped.revision}", shipped.name, url, "model", published_at=now)
    settled = settle(OWN, draft, now)
    app.store.items.take_shipped([replace(settled, item=replace(settled.item, origin="own"))])
    made = Contribution(
        app.settings.person, "release", shipped.name, url, now, origin="hub", project=shipped.name
    )
    app.store.contributions.add([made])
