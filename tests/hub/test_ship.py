"""Shipping against a Hub that fails: one commit, everything verified, nothing public by accident."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mainstem.errors import Conflict, Forbidden, NotShippable, ServerFault, WrongBytes
from mainstem.hub.remote import Hub
from mainstem.hub.ship import Wish, ship, verify
from mainstem.hub.tree import Folder, hashes
from tests.emulators.hub_repos import pointer
from tests.emulators.hub_site import Fault, HubSite
from tests.hub.checkpoints import files, write

NAME = "sample-lab/tiny"


def _quiet(_: str) -> None:
    """Says nothing."""


def _titles(site: HubSite) -> list[str]:
    repo = site.repos["models", NAME]
    return [repo.commits[oid].title for oid in repo.log]


def _n_commits_asked(site: HubSite) -> int:
    return sum(method == "POST" and "/commit/" in path for method, path in site.asked)


def test_a_checkpoint_arrives_whole_in_one_commit(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Bytes are equal, the repository is private, the tag names the commit."""
    shipped = ship(hub, checkpoint, Wish(NAME, tag="v1", full=True), _quiet)
    assert files(checkpoint) == {path: site.bytes_of(NAME, path, revision="v1") for path in files(checkpoint)}
    assert ["initial commit", "Ship with mainstem"] == _titles(site)
    assert (True, False) == (site.repos["models", NAME].private, shipped.is_public)
    assert f"{site.url}/{NAME}/tree/v1" == shipped.url


def test_shipping_again_commits_nothing(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """What is there already is recognised by its hashes."""
    first = ship(hub, checkpoint, Wish(NAME), _quiet)
    said: list[str] = []
    again = ship(hub, checkpoint, Wish(NAME), said.append)
    assert [] == said
    assert (first.revision, 0) == (again.revision, again.n_sent)
    assert (2, 1) == (len(_titles(site)), _n_commits_asked(site))


def test_a_lost_answer_makes_no_second_commit(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """The commit was made and its answer was lost: the branch is looked at before anything is repeated."""
    site.faults = [Fault(504, "POST", "/commit/", after=True)]
    said: list[str] = []
    shipped = ship(hub, checkpoint, Wish(NAME), said.append)
    assert ["initial commit", "Ship with mainstem"] == _titles(site)
    assert 1 == sum("Uploading" in line for line in said)
    assert (site.repos["models", NAME].head, 1) == (shipped.revision, _n_commits_asked(site))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refused_commit_is_tried_again(hub: Hub, site: HubSite, checkpoint: Path, status: int) -> None:
    """A busy Hub gets it in the end, once."""
    site.faults = [Fault(status, "POST", "/commit/")]
    ship(hub, checkpoint, Wish(NAME), _quiet)
    assert 2 == len(_titles(site))


def test_what_stays_broken_is_told(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """After four tries the Hub's answer is the error."""
    site.faults = [Fault(500, "POST", "/commit/", times=9)]
    with pytest.raises(ServerFault):
        ship(hub, checkpoint, Wish(NAME), _quiet)


@pytest.mark.parametrize(("status", "kind"), [(401, Forbidden), (403, Forbidden), (412, Conflict)])
def test_a_refusal_ends_it(
    hub: Hub, site: HubSite, checkpoint: Path, status: int, kind: type[Exception]
) -> None:
    """Rights and conflicts are not tried again."""
    site.faults = [Fault(status, "POST", "/commit/", times=9)]
    with pytest.raises(kind):
        ship(hub, checkpoint, Wish(NAME), _quiet)
    assert 8 == site.faults[0].times


def test_somebody_elses_space_is_refused(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Without the right to write nothing is made."""
    site.forbidden = {"sample-lab"}
    with pytest.raises(Forbidden):
        ship(hub, checkpoint, Wish(NAME), _quiet)
    assert {} == site.repos


def test_a_public_repository_wants_a_release(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """What is shipped there could be read at once."""
    site.add(NAME, {"README.md": b"# Tiny\n"})
    with pytest.raises(NotShippable):
        ship(hub, checkpoint, Wish(NAME), _quiet)
    assert 1 == len(_titles(site))


def test_a_release_and_a_collection(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Public comes after everything was verified."""
    shipped = ship(hub, checkpoint, Wish(NAME, release=True, collection="Our models"), _quiet)
    assert (False, True) == (site.repos["models", NAME].private, shipped.is_public)
    assert [[NAME]] == [[row["id"] for row in one["items"]] for one in site.collections.values()]


def test_a_card_that_the_hub_refuses_stops_it(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Nothing is made then."""
    (checkpoint / "README.md").write_text("---\nlicense: [mit]\n---\n")
    with pytest.raises(NotShippable, match="license"):
        ship(hub, checkpoint, Wish(NAME), _quiet)
    assert {} == site.repos


def test_another_hash_on_the_hub_is_told(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """A file that turned into another behind the commit is named."""
    repo_of = site.repos

    def swap() -> None:
        repo = repo_of["models", NAME]
        path = "model-00001-of-00002.safetensors"
        held = repo.commits[repo.head].files
        held[path] = pointer("0" * 64, held[path].size)

    site.on_commit_made = swap
    with pytest.raises(WrongBytes, match=r"model-00001-of-00002\.safetensors has another hash"):
        ship(hub, checkpoint, Wish(NAME), _quiet)


def test_wrong_bytes_of_the_right_size_are_found_by_reading_back(
    hub: Hub, site: HubSite, checkpoint: Path
) -> None:
    """Hash and size are told right and one byte is not (huggingface_hub issues 2364, 3298, 3643)."""
    first = ship(hub, checkpoint, Wish(NAME), _quiet)
    blob = site.repos["models", NAME].commits[first.revision].files["model-00002-of-00002.safetensors"]
    site.wrong = {str(blob.sha256)}
    with pytest.raises(WrongBytes, match="model-00002-of-00002"):
        ship(hub, checkpoint, Wish(NAME, full=True), _quiet)


def test_cut_at_every_tenth_megabyte(hub: Hub, site: HubSite, tmp_path: Path) -> None:
    """Each cut costs one part; what arrives is whole, in one commit."""
    folder = write(tmp_path / "larger", shards=3, hidden=512, vocab=24_000, layers=1)
    total = sum(len(data) for data in files(folder).values())
    site.cut_up = list(range(10 * 10**6, total, 10 * 10**6))
    n_cuts = len(site.cut_up)
    ship(hub, folder, Wish(NAME), _quiet)
    assert ([], 2) == (site.cut_up, len(_titles(site)))
    assert n_cuts >= 4
    assert files(folder) == {path: site.bytes_of(NAME, path) for path in files(folder)}


@pytest.mark.parametrize("path", ["config.json", "model-00002-of-00002.safetensors"])
def test_other_bytes_of_the_same_size_are_shipped(
    hub: Hub, site: HubSite, checkpoint: Path, path: str
) -> None:
    """What is there already is told by its hash, not by its size."""
    ship(hub, checkpoint, Wish(NAME), _quiet)
    data = (checkpoint / path).read_bytes()
    (checkpoint / path).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert 1 == ship(hub, checkpoint, Wish(NAME), _quiet).n_sent
    assert (checkpoint / path).read_bytes() == site.bytes_of(NAME, path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"git_sha1": "0" * 40}, "config.json has another hash"),
        ({"sha256": "0" * 64}, "config.json has another hash"),
        ({"size": 1}, "config.json has 1 bytes of"),
        (None, "config.json is not there"),
    ],
)
def test_what_did_not_arrive_is_named(checkpoint: Path, change: dict[str, Any] | None, told: str) -> None:
    """Hash of small and of large files, size, and whether the file is there at all."""
    local = Folder(checkpoint, NAME)
    held = {path: replace(file, git_sha1=hashes(local, path)[1]) for path, file in local.files.items()}
    sent = {path: hashes(local, path)[0] for path in held}
    verify(local, held, sent, NAME)
    file = held.pop("config.json")
    with pytest.raises(WrongBytes, match=told):
        verify(local, held | ({"config.json": replace(file, **change)} if change else {}), sent, NAME)
