"""JSON replies: documents, refusals by name, and fields taken only as what they should be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mainstem.connectors import jsondoc
from mainstem.errors import EmptyBody, Malformed, NotAFeed, ReadError, Refusal
from tests.connectors.shapes import reply


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b" \n", EmptyBody),
        (b"<html><title>Hello</title></html>", NotAFeed),
        (b"<html><title>Just a moment...</title></html>", Refusal),
        (b'{"a": ', Malformed),
        (b'{"a": "\xff"}', Malformed),
        (b"[" * 100_000, Malformed),
        (b'{"a": ' + b"9" * 5_000 + b"}", Malformed),
    ],
)
def test_what_is_no_json_is_told_as_what_it_is(body: bytes, error: type[ReadError]) -> None:
    """Nothing, pages, walls, cut, mis-encoded, bottomless and boundless documents."""
    with pytest.raises(error):
        jsondoc.parsed(reply(body))


def test_a_mark_of_the_byte_order_does_no_harm() -> None:
    """Some servers send one."""
    assert {"a": 1} == jsondoc.parsed(reply(b'\xef\xbb\xbf{"a": 1}'))


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        ({"message": "Not Found"}, Refusal, "Not Found"),
        ({"error": 429, "message": "Slow down"}, Refusal, "Slow down"),
        ({"success": "OK"}, NotAFeed, "JSON that is not a list"),
        ([1], NotAFeed, "JSON that is not a list"),
        (None, NotAFeed, "JSON that is not a list"),
    ],
)
def test_other_documents_are_told_as_what_they_are(data: object, error: type[ReadError], said: str) -> None:
    """With the words of the service where it gives a reason."""
    found = jsondoc.unexpected(data, "https://example.org/", "a list")
    assert error is type(found)
    assert said in found.what


def test_fields_of_another_kind_are_unknown() -> None:
    """None and empty, never zero and never a guess."""
    odd = {"n": True, "x": float("nan"), "y": 1e300, "s": 5, "r": [1, {}], "o": []}
    assert [None, None, None] == [jsondoc.count(odd, name) for name in ("n", "x", "y")]
    assert [None, None, None] == [jsondoc.share(odd, name) for name in ("n", "x", "s")]
    assert ("", [{}], {}) == (jsondoc.text(odd, "s"), jsondoc.records(odd, "r"), jsondoc.record(odd, "o"))


def test_moments_before_the_web_are_unknown() -> None:
    """Zero is no date."""
    assert datetime(2026, 6, 10, 9, 0, tzinfo=UTC) == jsondoc.epoch({"at": 1781082000.0}, "at")
    assert [None] * 4 == [jsondoc.epoch({"at": at}, "at") for at in (0, 1, -5, 1e15)]


def test_zero_is_known() -> None:
    """Only None and empty are not."""
    assert {"votes": 0} == jsondoc.known(votes=0, n_comments=None, flair="", tags=[])
