"""The API as a program calls it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from mainstem.web import create
from mainstem.wiring import Mainstem


@pytest.fixture
def api(app: Mainstem) -> Iterator[TestClient]:
    """A program at the door of the API, on a home without accounts."""
    with TestClient(create(app), base_url="http://localhost/api/v1/") as client:
        yield client
