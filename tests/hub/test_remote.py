"""The client on the emulated Hub: what it reads and writes, and how refusals and broken connections are told."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from mainstem.errors import Conflict, Forbidden, Gated, Gone, MainstemError, Missing, RateLimited, ServerFault
from mainstem.hub.remote import Hub
from tests.emulators.hub_site import Fault, HubSite
from tests.hub.checkpoints import files

NAME = "sample-lab/tiny"


def test_what_goes_up_comes_back(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """A commit holds the bytes of the folder, and the sha256 told are theirs."""
    hub.create(NAME)
    start = hub.info(NAME)
    sent = hub.commit(NAME, checkpoint, files(checkpoint), start.revision, "Ship")
    held = {path: site.bytes_of(NAME, path) for path in files(checkpoint)}
    assert files(checkpoint) == held
    assert {path: hashlib.sha256(data).hexdigest() for path, data in held.items()} == dict(sent.sha256)


def test_creating_twice_is_one_private_repository(hub: Hub, site: HubSite) -> None:
    """What is there already is left as it is."""
    hub.create(NAME)
    hub.create(NAME)
    assert [("models", NAME)] == list(site.repos)
    assert site.repos["models", NAME].private


def test_the_tree_comes_in_pages(hub: Hub, site: HubSite) -> None:
    """Every page of a long listing is read."""
    site.page_size = 2
    repo = site.add(NAME, {f"part-{n}.txt": b"x" for n in range(5)})
    assert [f"part-{n}.txt" for n in range(5)] == list(hub.files(NAME, repo.head))


def test_a_piece_is_asked_by_range(hub: Hub, site: HubSite) -> None:
    """Only the bytes that are wanted travel."""
    repo = site.add(NAME, {"model.safetensors": bytes(range(256)) * 8192})
    assert bytes(range(8, 16)) == hub.read(NAME, repo.head, "model.safetensors", 8, 16)
    assert 8 == site.n_down


def test_a_download_that_is_cut_goes_on(hub: Hub, site: HubSite) -> None:
    """The rest is fetched, and the file is whole."""
    data = bytes(range(256)) * 8192
    repo = site.add(NAME, {"model.safetensors": data})
    site.cut_down = [2**20]
    assert data == hub.fetch(NAME, repo.head, "model.safetensors").read_bytes()


def test_a_download_that_is_cut_at_every_tenth_megabyte_arrives(hub: Hub, site: HubSite) -> None:
    """Each cut costs what was in the air (the client writes 10 MB at a time), and the file is whole."""
    data = random.Random(0).randbytes(25 * 10**6)
    repo = site.add(NAME, {"model.safetensors": data})
    site.cut_down = list(range(10**7, len(data), 10**7))
    assert data == hub.fetch(NAME, repo.head, "model.safetensors").read_bytes()
    assert [] == site.cut_down


def test_the_cache_is_read_without_a_network(hub: Hub, site: HubSite) -> None:
    """What was fetched is found again, with the hash that the Hub told."""
    site.add(NAME, {"README.md": b"# Tiny\n", "model.safetensors": b"0123"})
    for path in ("README.md", "model.safetensors"):
        hub.fetch(NAME, "main", path)
    asked = len(site.asked)
    cached = hub.cached(NAME, None)
    assert cached is not None
    assert b"# Tiny\n" == cached.read("README.md")
    assert hashlib.sha256(b"0123").hexdigest() == cached.files["model.safetensors"].sha256
    assert asked == len(site.asked)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, Forbidden), (403, Forbidden), (404, Missing), (409, Conflict), (412, Conflict)],
)
def test_a_refusal_is_told_at_once(hub: Hub, site: HubSite, status: int, kind: type[MainstemError]) -> None:
    """What asking again cannot mend is not asked again."""
    site.add(NAME, {"README.md": b"# Tiny\n"})
    site.faults = [Fault(status, "PUT", "settings", times=9)]
    with pytest.raises(kind):
        hub.publish(NAME)
    assert 8 == site.faults[0].times


def test_a_busy_hub_is_asked_again_after_as_long_as_it_wants(
    hub: Hub, site: HubSite, naps: list[float]
) -> None:
    """Retry-After is obeyed, and 503 waits a little longer each time."""
    site.add(NAME, {"README.md": b"# Tiny\n"})
    site.faults = [
        Fault(429, "PUT", "settings", headers={"Retry-After": "17"}),
        Fault(503, "PUT", "settings"),
    ]
    hub.publish(NAME)
    assert [17.0, 2.0] == naps


@pytest.mark.parametrize(("status", "kind"), [(429, RateLimited), (503, ServerFault)])
def test_what_stays_busy_is_told(hub: Hub, site: HubSite, status: int, kind: type[MainstemError]) -> None:
    """After three waits the refusal is the answer."""
    site.add(NAME, {"README.md": b"# Tiny\n"})
    site.faults = [Fault(status, "PUT", "settings", times=9)]
    with pytest.raises(kind):
        hub.publish(NAME)
    assert 5 == site.faults[0].times


def test_missing_gated_and_taken_down_are_told_apart(hub: Hub, site: HubSite) -> None:
    """Each is an error of its own."""
    site.add("sample-lab/gated", {"README.md": b"", "config.json": b"{}"}, gated="manual")
    site.add("sample-lab/down", {"README.md": b""}, disabled=True)
    with pytest.raises(Missing):
        hub.info("sample-lab/nothing")
    assert "manual" == hub.info("sample-lab/gated").gated
    with pytest.raises(Gated):
        hub.fetch("sample-lab/gated", "main", "config.json")
    with pytest.raises(Gone):
        hub.info("sample-lab/down")


def test_discussions_tags_and_collections(hub: Hub, site: HubSite) -> None:
    """They are listed and made once."""
    row = {"title": "Unsafe pickle", "num": 1, "author": {"name": "someone"}, "status": "open"}
    repo = site.add(NAME, {"README.md": b""})
    repo.discussions = [{**row, "createdAt": "2026-06-02T10:00:00.000Z", "isPullRequest": False}]
    assert ["Unsafe pickle"] == [talk.title for talk in hub.talks(NAME)]
    hub.tag(NAME, "v1", repo.head)
    hub.tag(NAME, "v1", repo.head)
    assert {"v1": repo.head} == hub.tags(NAME)
    hub.collect("Our models", NAME)
    hub.collect("Our models", NAME)
    assert [1] == [len(held["items"]) for held in site.collections.values()]


def test_a_commit_is_made_onto_the_parent_that_was_read(hub: Hub, site: HubSite, checkpoint: Path) -> None:
    """Where the branch moved on meanwhile nothing is committed over it."""
    first = site.add(NAME, {"README.md": b"# Tiny\n"}).head
    moved = site.add(NAME, {"README.md": b"# Tiny, by somebody else\n"}).head
    with pytest.raises(Conflict):
        hub.commit(NAME, checkpoint, ["README.md"], first, "Ship")
    assert moved == site.repos["models", NAME].head
