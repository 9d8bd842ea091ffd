"""The web app on a home that was planned once from the shipped snapshot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from mainstem.web import create
from mainstem.wiring import Mainstem


@pytest.fixture
def site(app: Mainstem) -> Iterator[TestClient]:
    """A browser without script at the site's door."""
    with TestClient(create(app), base_url="http://localhost", headers={"accept": "text/html"}) as client:
        yield client
