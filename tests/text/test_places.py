"""Repositories, the Hub, videos and threads."""

from __future__ import annotations

import pytest

from mainstem.text import places
from mainstem.text.urls import Parts


def at(path: str, query: str = "", host: str = "x") -> Parts:
    """An address with this path."""
    return Parts(host, "", path, query, "")


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/A/B/", "github:a/b"),
        ("/a/b/wiki/Home", "github:a/b/wiki/Home"),
        ("/a/b/tree/refs/heads/main/src", "github:a/b/tree/src"),
        ("/a/b/issues", "github:a/b/issues"),
        ("/a/b/commits/main.atom", "github:a/b/commits/main"),
        ("/topics/llm", None),
        ("/-bad-/x", None),
        ("/", None),
    ],
)
def test_github(path: str, key: str | None) -> None:
    """What is inside a repository, and what is none."""
    assert key == places.github(at(path))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/a/B", "hf:a/B"),
        ("/a/models", "hf:a"),
        ("/spaces/a/b", "hf:spaces/a/b"),
        ("/datasets", None),
        ("/docs/x", None),
        ("/papers/2205.14135", "arxiv:2205.14135"),
        ("/blog", None),
        ("/", None),
    ],
)
def test_hub(path: str, key: str | None) -> None:
    """Repositories with their kind, papers as papers, pages as nothing."""
    assert key == places.hub(at(path))


@pytest.mark.parametrize(
    ("path", "query", "key"),
    [
        ("/watch", "v=Hqps7jZbJ14", "youtube:Hqps7jZbJ14"),
        ("/watch", "v=short", None),
        ("/@channel", "", None),
        ("/embed/videoseries", "list=x", None),
    ],
)
def test_youtube(path: str, query: str, key: str | None) -> None:
    """Videos only."""
    assert key == places.youtube(at(path, query, "youtube.com"))
