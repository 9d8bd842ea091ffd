"""Unpacks a reply's body piece by piece, with the cap counted on what comes out.

httpx2's own decoders do not tell a compressed body that was cut from a whole one, and stop after the first
member of a gzip body; both would pass a part of a feed off as all of it.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped] # it ships no types

from mainstem.errors import Garbled, TooLarge, Unreachable

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

PIECE = 2**16  # bytes that one step may unpack: a bomb is noticed after the cap and this much
MAX_CODINGS = 3  # laid over each other; the real world has one, and two by accident
ZSTD_WINDOW_LOG = 23  # 8 MiB, the most that RFC 9659 lets a web server ask for

FOREIGN = (zlib.error, brotli.error, ZstdError)


class Stage(Protocol):
    """One coding. ``whole`` says whether the packed data came to its proper end."""

    whole: bool

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What ``data`` unpacks to, in pieces of at most about ``PIECE`` bytes."""
        ...


class Gzip:
    """gzip (RFC 1952), of one member or several; what follows the last is padding."""

    _wbits = zlib.MAX_WBITS | 16

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(self._wbits)
        self.whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """See Stage."""
        while data or not self.whole:
            if self.whole:
                if not data.startswith(b"\x1f"):
                    return
                self._unpacker = zlib.decompressobj(self._wbits)
            piece = self._unpacker.decompress(data, PIECE)
            self.whole = self._unpacker.eof
            if piece:
                yield piece
            data = self._unpacker.unused_data if self.whole else self._unpacker.unconsumed_tail
            if not self.whole and not data and len(piece) < PIECE:
                return


class Deflate:
    """deflate: zlib (RFC 1950) as the standard says, or bare (RFC 1951) as some servers send it."""

    def __init__(self) -> None:
        self._head = b""
        self._unpacker: zlib._Decompress | None = None
        self.whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """See Stage."""
        if self._unpacker is None:
            data = self._head = self._head + data
            if len(data) < 2:
                return
            wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0  # RFC 1950, 2.2
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        while not self.whole:
            piece = self._unpacker.decompress(data, PIECE)
            self.whole = self._unpacker.eof
            if piece:
                yield piece
            data = self._unpacker.unconsumed_tail
            if not data and len(piece) < PIECE:
                return


class Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()
        self.whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """See Stage."""
        while not self.whole:
            piece = self._unpacker.process(data, output_buffer_limit=PIECE)
            self.whole = self._unpacker.is_finished()
            if piece:
                yield piece
            data = b""
            if not piece and self._unpacker.can_accept_more_data():
                return


class Zstd:
    """zstd (RFC 8878), of one frame or several."""

    def __init__(self) -> None:
        self._unpacker = self._new()
        self.whole = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """See Stage."""
        while data or not (self.whole or self._unpacker.needs_input):
            if self.whole:
                self._unpacker = self._new()
            piece = self._unpacker.decompress(data, PIECE)
            self.whole = self._unpacker.eof
            if piece:
                yield piece
            data = self._unpacker.unused_data if self.whole else b""

    @staticmethod
    def _new() -> ZstdDecompressor:
        return ZstdDecompressor(options={DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG})


_STAGES: dict[str, Callable[[], Stage]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstd,
}
ACCEPTED = "gzip, deflate, br, zstd"


class Unpacker:
    """One body on its way in: ``feed`` what arrives, then ``end`` for the whole.

    ``codings`` is the Content-Encoding header; a word in it that names no coding ("utf-8", "none") is
    passed over, as browsers do. ``cap`` holds for the bytes as sent and for what each coding makes of
    them. Errors name ``subject``.
    """

    def __init__(self, subject: str, codings: str, cap: int) -> None:
        names = [name.strip().lower() for name in codings.split(",")]
        known = [name for name in reversed(names) if name in _STAGES]
        if len(known) > MAX_CODINGS:
            raise Garbled(subject, f"is packed {len(known)} times over ({codings})")
        self._subject = subject
        self._codings = codings
        self._cap = cap
        self._stages = [_STAGES[name]() for name in known]
        self._counts = [0] * (len(known) + 1)
        self._body: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Takes in bytes as sent; raises TooLarge over the cap, Garbled where they do not unpack."""
        try:
            self._pass_on(data, 0)
        except FOREIGN as error:
            raise Garbled(
                self._subject, f"does not unpack as {self._codings}, which it says it is"
            ) from error

    def end(self) -> bytes:
        """The body; raises Unreachable where packed data stops before its end."""
        if self._counts[0] and not all(stage.whole for stage in self._stages):
            raise Unreachable(self._subject, f"was cut in the middle: the {self._codings} data has no end")
        return self._body[0] if len(self._body) == 1 else b"".join(self._body)

    def _pass_on(self, data: bytes, depth: int) -> None:
        self._counts[depth] += len(data)
        if self._counts[depth] > self._cap:
            raise TooLarge(self._subject, f"is larger than {self._cap / 2**20:g} MiB unpacked")
        if depth == len(self._stages):
            self._body.append(data)
            return
        for piece in self._stages[depth].pieces(data):
            self._pass_on(piece, depth + 1)
