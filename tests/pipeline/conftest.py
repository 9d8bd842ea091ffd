"""Sources, replies and works for the stages of the pipeline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mainstem.model import Endpoint, Source

NOW = datetime(2026, 6, 29, 8, 0, tzinfo=UTC)


def make_source(
    name: str = "blog-sample", url: str = "https://blog.example/feed.xml", **changes: object
) -> Source:
    """A source with one followed feed."""
    endpoint = Endpoint(name, "rss", url, "live", connector="feed")
    fields = {
        "id": name,
        "name": "Sample",
        "kind": "blog",
        "shelf": "blog",
        "sector": "industrial",
        "axes": ("library",),
        "home": "https://blog.example/",
        "cadence": "weekly",
        "description": "",
        "endpoints": (endpoint,),
    }
    return Source(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return NOW
