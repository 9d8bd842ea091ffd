"""Elements of HTML pages by their tags, in one pass: no page takes more than linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARS = 8_000_000  # of a page looked at; a programme of 500 papers with abstracts has 2 MB


def opening(name: str, attributes: str = "") -> re.Pattern[str]:
    """What begins an element called ``name`` whose attributes hold the pattern ``attributes``."""
    inside = rf"[^>]{{0,500}}?{attributes}" if attributes else ""
    return re.compile(rf"<{name}\b{inside}[^>]{{0,500}}>", re.IGNORECASE)


def elements(page: str, begins: re.Pattern[str], name: str) -> Iterator[str]:
    """What stands inside each element, in order, up to where the next one like it begins.

    An element that is not closed was cut off and is left out.
    """
    ends = re.compile(rf"</{name}\b", re.IGNORECASE)
    starts = list(begins.finditer(page, 0, MAX_CHARS))
    stops = [*(found.start() for found in starts), min(len(page), MAX_CHARS)][1:]
    for found, stop in zip(starts, stops, strict=True):
        if end := ends.search(page, found.end(), stop):
            yield page[found.end() : end.start()]


def is_whole(page: str) -> bool:
    """Whether the page ends as pages do, instead of in the middle."""
    return "</html" in page[-2_000:].lower()
