"""A page of a PDF as a PNG picture on which a quote is marked."""

from __future__ import annotations

import struct
import zlib
from threading import Lock
from typing import Any

from mainstem.errors import UsageError
from mainstem.reports.pages.pdf import opened

SCALE = 2.0  # pixels a point: 144 a inch
_ONE_AT_A_TIME = Lock()  # PDFium is not made for threads, and the web app draws in several
_MARK = (255, 233, 120)  # the colour under marked words


def picture(name: str, data: bytes, page: int, quote: str) -> bytes:
    """The PNG of page ``page`` (1-based) with the words of ``quote`` marked; raises UsageError where there are none."""
    with _ONE_AT_A_TIME, opened(name, data) as pdf:
        if not 1 <= page <= len(pdf):
            raise UsageError(name, f"has no page {page}", f"Give 1 to {len(pdf)}")
        leaf = pdf[page - 1]
        boxes = _boxes(leaf.get_textpage(), quote)
        if not boxes:
            raise UsageError(name, f"page {page} does not hold these words", "Read the report again")
        pixels = leaf.render(scale=SCALE, rev_byteorder=True).to_numpy()[:, :, :3].copy()
        height = leaf.get_height()
    for left, bottom, right, top in boxes:
        _mark(pixels, left, height - top, right, height - bottom)
    return _png(pixels)


def _boxes(letters: Any, quote: str) -> list[tuple[float, float, float, float]]:
    """The rectangles of a quote, in points, line by line."""
    flat: list[str] = []
    units: list[int] = []  # where each character of the flat text stands, in units of UTF-16
    unit = 0
    for letter in letters.get_text_range():
        told = " " if letter.isspace() else letter
        if told != " " or (flat and flat[-1] != " "):
            flat.append(told)
            units.append(unit)
        unit += 2 if ord(letter) > 0xFFFF else 1
    start = "".join(flat).find(quote)
    if start < 0:
        return []
    first, last = units[start], units[start + len(quote) - 1]
    return [letters.get_rect(n) for n in range(letters.count_rects(first, last - first + 1))]


def _mark(pixels: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    """Tints a rectangle given in points from the upper left; what is dark stays dark."""
    rows = slice(max(0, int((y0 - 1) * SCALE)), int((y1 + 1) * SCALE))
    columns = slice(max(0, int((x0 - 1) * SCALE)), int((x1 + 1) * SCALE))
    for channel, tint in enumerate(_MARK):
        area = pixels[rows, columns, channel]
        area[:] = (area.astype("uint16") * tint // 255).astype("uint8")


def _png(pixels: Any) -> bytes:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + pixels[n].tobytes() for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
