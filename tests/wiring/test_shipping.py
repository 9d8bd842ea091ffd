"""Shipping as the program does it: nothing leaves with an error, and what left is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.errors import NotShippable, UsageError
from mainstem.hub.ship import Wish
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, shipping
from tests.emulators.hub_site import TOKEN, HubSite
from tests.hub.checkpoints import write

NAME, NOON = "sample-lab/tiny", datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[HubSite]:
    """An empty Hub on loopback."""
    with HubSite(tmp_path / "site") as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, site: HubSite) -> Iterator[Mainstem]:
    """A program whose Hub that is."""
    told = Settings(tmp_path / "home", hub_endpoint=site.url, hub_cache=str(tmp_path / "c"), hf_token=TOKEN)
    with Mainstem(told, clock=lambda: NOON) as made:
        yield made


def _quiet(_: str) -> None:
    """Says nothing."""


def test_errors_of_the_preflight_stop_everything(app: Mainstem, site: HubSite, tmp_path: Path) -> None:
    """Whoever calls it: the first is named, nothing is asked to be made, the card is left alone."""
    folder = write(tmp_path / "tiny", card=None)
    (folder / "model-00001-of-00002.safetensors").unlink()
    prepared = shipping.prepare(app, folder, NAME, {"license": "mit"})
    with pytest.raises(NotShippable, match="model-00001-of-00002"):
        shipping.send(app, prepared, Wish(NAME), _quiet)
    assert ({}, False) == (site.repos, (folder / "README.md").exists())


def test_what_was_shipped_is_kept_once(app: Mainstem, site: HubSite, tmp_path: Path) -> None:
    """A work and a contribution, also when it is shipped again with another card."""
    folder = write(tmp_path / "tiny", card=None)
    for limits in ("Few.", "Many."):
        prepared = shipping.prepare(app, folder, NAME, {"license": "mit", "limitations": limits})
        shipping.send(app, prepared, Wish(NAME), _quiet)
    work = app.store.works.get("hf:sample-lab/tiny")
    assert work is not None
    assert [("release", NAME, "hub")] == [
        (c.kind, c.title, c.origin) for c in app.store.contributions.of("me")
    ]
    assert 3 == len(site.repos["models", NAME].log)
    assert b"Many." in site.bytes_of(NAME, "README.md")


@pytest.mark.parametrize("name", ["tiny", "a/b/c", "/tiny", ""])
def test_a_name_is_owner_and_name(app: Mainstem, tmp_path: Path, name: str) -> None:
    """Anything else is refused before anything is read."""
    with pytest.raises(UsageError, match="OWNER/NAME"):
        shipping.prepare(app, write(tmp_path / "tiny"), name, {}, offline=True)


def test_what_the_card_tells_is_held_against_the_headers(app: Mainstem, tmp_path: Path) -> None:
    """A size that the weights do not have is a warning before anything leaves, with the sentence that tells it."""
    card = "---\nlicense: mit\n---\n# Tiny\n\nTiny is a dense language model with 7B parameters.\n"
    folder = write(tmp_path / "tiny", card=card)
    found = shipping.prepare(app, folder, NAME, {}, offline=True).findings
    told = [(one.level, one.rests_on) for one in found if one.rule == "claim-parameters"]
    assert [("warning", "Tiny is a dense language model with 7B parameters.")] == told
