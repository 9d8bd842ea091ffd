"""Faults planted one by one into a checkpoint on the emulated Hub, and what ``mainstem audit`` says of each."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

from tests.emulators.hub_repos import Blob
from tests.emulators.hub_site import HubSite
from tests.hub.home import settle
from tests.hub.killing import command
from tests.hub.test_pickles import Exec, zipped

_SHARD = "model-00003-of-00008.safetensors"
_BASE = "other-lab/research-only"


def plant(folder: Path, site: HubSite, name: str) -> None:
    """Prints for each fault the exit status and every finding; raises AssertionError for one that is not named."""
    repo = site.repos["models", name]
    sound = repo.commits[repo.head].files
    _flip(folder, site, name, sound)
    rest = {path: blob for path, blob in sound.items() if path != _SHARD}
    repo.commit("Rename a shard", {**rest, "model-3.safetensors": sound[_SHARD]})
    _tell(folder, site, name, "one renamed shard", "shard-missing", _SHARD)
    repo.commit(
        "Add a pickle", {**sound, "extra.bin": site.shelf.put("extra.bin", zipped(pickle.dumps(Exec())))}
    )
    _tell(folder, site, name, "one pickle with an exec", "pickle-exec", "extra.bin")
    site.add(_BASE, {"README.md": b"---\nlicense: cc-by-nc-4.0\n---\n"})
    card = f"---\nlicense: mit\nbase_model: {_BASE}\n---\n# Tiny\n".encode()
    repo.commit("Change the card", {**sound, "README.md": site.shelf.put("README.md", card)})
    _tell(folder, site, name, "one incompatible licence", "licence-conflict", name)


def _flip(folder: Path, site: HubSite, name: str, sound: dict[str, Blob]) -> None:
    """The Hub tells size and hash right, and gives one byte out wrong."""
    site.wrong = {str(sound[_SHARD].sha256)}
    _tell(folder, site, name, "one flipped byte", "hash", _SHARD, "--full")
    site.wrong = set()


def _tell(folder: Path, site: HubSite, name: str, fault: str, rule: str, subject: str, *more: str) -> None:
    """Audits in a fresh home, so that no earlier audit or cache helps."""
    home = folder / f"home-{rule}"
    settle(home, site, folder / f"cache-{rule}")
    with command(home, "audit", name, "--format", "json", *more) as process:
        out, err = process.communicate(timeout=300)
    assert process.returncode == 1, err or out
    found = [(one["rule"], one["subject"]) for one in json.loads(out)["findings"] if one["level"] != "note"]
    assert (rule, subject) in found, found
    named = ", ".join(f"{rule} {subject}" for rule, subject in found)
    print(f"{fault}: exit status {process.returncode}, {named}")
