"""Every connector of the table has its sample, its test, and keeps the protocol."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path

import pytest

from mainstem.connectors import TABLE
from mainstem.model import Page, Request
from tests.connectors.shapes import SAMPLES, endpoint, reply

WORDS = [(name, word) for name in TABLE for word in TABLE.words(name)]


@pytest.mark.parametrize("name", list(TABLE))
def test_every_connector_has_a_test_of_its_name(name: str) -> None:
    """A connector without a test file is not done."""
    assert (Path(__file__).parent / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", list(TABLE))
def test_every_connector_keeps_the_protocol(name: str) -> None:
    """``first(endpoint, today)`` and ``read(endpoint, reply)``, nothing else asked for."""
    connector = TABLE[name]
    assert ["endpoint", "today"] == list(inspect.signature(connector.first).parameters)
    assert ["endpoint", "reply"] == list(inspect.signature(connector.read).parameters)


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_every_endpoint_type_has_a_sample_that_is_read(name: str, word: str) -> None:
    """The sample is named after the endpoint type, and every draft of it can be told from the others."""
    [path] = (SAMPLES / name).glob(f"{word}.*")
    page = TABLE[name].read(endpoint(word), reply(path.read_bytes()))
    assert isinstance(page, Page)
    assert len(page.drafts) == len({draft.key for draft in page.drafts}) > 0
    assert all(draft.title and draft.url for draft in page.drafts)


@pytest.mark.parametrize(("name", "word"), WORDS)
def test_every_first_request_fills_its_placeholders(name: str, word: str) -> None:
    """The request of a poll is a web address without ``{YYYY}``."""
    asked = TABLE[name].first(endpoint(word), date(2026, 6, 12))
    assert isinstance(asked, Request)
    assert asked.url.startswith("https://feeds.example.org/feed.xml")
