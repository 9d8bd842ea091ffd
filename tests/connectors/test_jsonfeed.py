"""JSON Feed."""

from __future__ import annotations

import json

import pytest

from mainstem.connectors import jsonfeed
from mainstem.errors import Malformed, NotAFeed
from tests.connectors.shapes import only, read, sample


def test_the_sample_is_read() -> None:
    """Numeric ids, feed-wide authors, attachments and texts without a title."""
    post, note = sample("json_feed").drafts
    assert ("41", "Tensors & trees", ("A. Author",)) == (post.key, post.title, post.authors)
    assert post.links == ("https://openreview.net/forum?id=rRp8yYKRGj",)
    file = "https://json.example.org/40.mp3"
    assert ("episode", {"duration_s": 61, "enclosure": file}) == (note.kind, note.extra)
    assert note.title == "A note without a title, with a link…"
    assert note.links == ("https://github.com/vllm-project/vllm/releases/tag/v0.9.0",)


def test_version_1_0_has_one_author() -> None:
    """``author`` of version 1.0 is read where ``authors`` is missing."""
    body = {
        "version": "https://jsonfeed.org/version/1",
        "items": [{"id": "a", "author": {"name": "A. Author"}}],
    }
    assert only(read(json.dumps(body))).authors == ("A. Author",)


def test_a_missing_version_is_a_warning() -> None:
    """What looks like a feed is read, and it is said what it lacks."""
    page = read('{"title": "T", "items": [{"id": "a", "title": "x"}]}')
    assert page.warnings == ("it does not say which version of JSON Feed it is",)


@pytest.mark.parametrize("body", [b'{"items": 3}', b"[]", b'{"version": 2, "entries": []}'])
def test_other_json_is_not_a_feed(body: bytes) -> None:
    """JSON of another kind is told apart."""
    with pytest.raises(NotAFeed, match="not a JSON Feed"):
        jsonfeed.read(body, "u")


@pytest.mark.parametrize("body", [b'{"version": ', b"[" * 100_000, b'{"version": "\xff"}'])
def test_broken_json_is_malformed(body: bytes) -> None:
    """Cut, bottomless or wrongly encoded JSON is named."""
    with pytest.raises(Malformed, match="not valid JSON"):
        jsonfeed.read(body, "u")


def test_wrong_types_are_passed_over() -> None:
    """Values of the wrong type are as good as absent."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [7, {"id": "a", "title": ["x"], "authors": "B"}],
    }
    assert only(read(json.dumps(body))).title == "Untitled"
