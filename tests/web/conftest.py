"""The web app on a home that was planned once from the shipped snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mainstem.settings import Settings
from mainstem.web import create
from mainstem.wiring import Mainstem

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


def wired(home: Path) -> Mainstem:
    """The program for ``home``, on 2026-07-01."""
    return Mainstem(Settings(home=home, timezone="UTC"), clock=lambda: NOW)


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the snapshot and this week's plan in it; to be copied, not changed."""
    home = tmp_path_factory.mktemp("planned") / "home"
    app = wired(home)
    app.plan(app.view())
    app.store.close()
    return home


@pytest.fixture
def app(planned: Path, tmp_path: Path) -> Iterator[Mainstem]:
    """The program on a home of its own."""
    home = tmp_path / "home"
    shutil.copytree(planned, home)
    made = wired(home)
    yield made
    made.store.close()


@pytest.fixture
def site(app: Mainstem) -> Iterator[TestClient]:
    """A browser without script at the site's door."""
    with TestClient(create(app), base_url="http://localhost", headers={"accept": "text/html"}) as client:
        yield client
