"""The emulated Hub, the client on it, and a small checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mainstem.hub.remote import Hub
from tests.emulators.hub_site import TOKEN, HubSite
from tests.hub.checkpoints import write


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HubSite]:
    """An empty Hub on loopback."""
    with HubSite(tmp_path / "site") as running:
        yield running


@pytest.fixture
def naps() -> list[float]:
    """The seconds that the client waited between tries, which it did not."""
    return []


@pytest.fixture
def hub(site: HubSite, tmp_path: Path, naps: list[float]) -> Iterator[Hub]:
    """The real client on the emulated Hub, with a cache of its own."""
    made = Hub(site.url, TOKEN, tmp_path / "cache", sleep=naps.append)
    yield made
    made.close()


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A folder with a small sound checkpoint of two shards."""
    return write(tmp_path / "checkpoint")
