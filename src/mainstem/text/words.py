"""Texts to words, spelled one way: small letters, no plural s, American spelling. Made for many texts at once."""

from __future__ import annotations

from collections.abc import Iterable

END = b"."  # never a word: closes every text, so that nothing is read across two texts
_TO_WORDS = bytes(byte if chr(byte).isalnum() and byte < 128 else ord(" ") for byte in range(256)).replace(
    b" ", END, 1
)  # NUL, which no text holds, becomes the end of a text
_JOINT = " \0 "


def words(text: str) -> list[bytes]:
    """The words of a text, as they are spelled here."""
    return [spelled(word) for word in split([text])[:-1]]


def split(texts: Iterable[str]) -> list[bytes]:
    """The words of all texts as they stand there, each text closed by ``END``."""
    told = _JOINT.join([*(text.replace("\0", " ") for text in texts), ""])
    return told.lower().encode("ascii", "replace").translate(_TO_WORDS).split()


def spelled(word: bytes) -> bytes:
    """A word without plural s and in American spelling: "caches" is "cache", "quantised" is "quantized"."""
    if len(word) > 3 and word.endswith(b"s") and not word.endswith((b"ss", b"us", b"is")):
        word = word[:-1]
    if b"is" in word:
        for british, american in ((b"isation", b"ization"), (b"ising", b"izing"), (b"ised", b"ized")):
            word = word.replace(british, american)
    return word
