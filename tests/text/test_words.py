"""Words, spelled one way."""

from __future__ import annotations

import pytest

from mainstem.text.words import END, spelled, split, words


@pytest.mark.parametrize(
    ("written", "spelled_as"),
    [
        (b"caches", b"cache"),
        (b"quantised", b"quantized"),
        (b"loss", b"loss"),
        (b"gpus", b"gpus"),
        (b"bus", b"bus"),
    ],
)
def test_plurals_and_british_spellings_are_one_word(written: bytes, spelled_as: bytes) -> None:
    """Endings that only look like a plural stay."""
    assert spelled(written) == spelled_as


def test_every_text_is_closed() -> None:
    """No pair of words is read across two texts, and a NUL in one closes nothing."""
    assert split(["KV-cache", "", "a\0b"]) == [b"kv", b"cache", END, END, b"a", b"b", END]


def test_words_of_one_text() -> None:
    """Small letters, without what stands between."""
    assert words("KV caches (2.3x faster)") == [b"kv", b"cache", b"2", b"3x", b"faster"]
