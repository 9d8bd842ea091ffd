"""Bodies come out whole, or as an error that says what is wrong with them."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped] # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import Garbled, TooLarge, Unreachable
from mainstem.net.unpack import PIECE, Unpacker

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CAP = 2**20


def bare_deflate(data: bytes) -> bytes:
    """deflate without the wrapping that the standard asks for."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "bare deflate": bare_deflate,
    "br": lambda data: bytes(brotli.compress(data, quality=3)),
    "zstd": zstd.compress,
}
CODINGS = sorted(PACK)


def unpack(codings: str, data: bytes, step: int = 2**16) -> bytes:
    """``data`` unpacked, fed ``step`` bytes at a time."""
    unpacker = Unpacker("feed", codings.removeprefix("bare "), CAP)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.end()


@pytest.mark.parametrize("coding", CODINGS)
@given(part=st.binary(max_size=40), times=st.sampled_from([1, 7, 5000]), step=st.integers(1, 99))
def test_what_was_packed_comes_out(coding: str, part: bytes, times: int, step: int) -> None:
    """Every coding gives back what went in, however the network cuts it."""
    data = part * times
    assert data == unpack(coding, PACK[coding](data), step)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_stops_at_the_cap(coding: str) -> None:
    """A small body that unpacks to much more than the cap is refused."""
    bomb = PACK[coding](bytes(8 * CAP))
    assert len(bomb) < CAP
    with pytest.raises(TooLarge, match="larger than 1 MiB"):
        unpack(coding, bomb)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_within_a_bomb_stops_at_the_cap(coding: str) -> None:
    """Codings laid over each other are counted each, so that the outer cannot hide the inner."""
    bomb = gzip.compress(PACK[coding](bytes(8 * CAP)))
    with pytest.raises(TooLarge):
        unpack(f"{coding.removeprefix('bare ')}, gzip", bomb)


def test_a_layer_that_unpacks_to_nothing_is_counted_too() -> None:
    """A million empty members within a bomb make no body, and are stopped by what the outer layer makes."""
    bomb = gzip.compress(gzip.compress(b"") * (4 * CAP // 20))
    with pytest.raises(TooLarge):
        unpack("gzip, gzip", bomb)


def test_at_most_one_piece_more_than_the_cap_is_unpacked() -> None:
    """The body is counted while it unpacks, not afterwards."""
    unpacker = Unpacker("feed", "gzip", CAP)
    with pytest.raises(TooLarge):
        unpacker.feed(gzip.compress(bytes(8 * CAP)))
    assert sum(map(len, unpacker._body)) <= CAP + PIECE


@pytest.mark.parametrize("coding", CODINGS)
def test_a_packed_body_that_was_cut_is_not_passed_off_as_whole(coding: str) -> None:
    """The end of the packed data is missing: the body was cut, whatever its length says."""
    packed = PACK[coding](bytes(range(256)) * 500)
    with pytest.raises(Unreachable, match="cut in the middle"):
        unpack(coding, packed[: len(packed) // 2])


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_body_that_is_not_packed_as_it_says(coding: str) -> None:
    """Plain text under the name of a coding is told as such."""
    with pytest.raises(Garbled, match=f"does not unpack as {coding}"):
        unpack(coding, b"<rss>" * 100)


def test_gzip_members_and_padding() -> None:
    """gzip may come in several members, and some servers pad it."""
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(9)
    assert [b"one two"] * 3 == [unpack("gzip", packed, step) for step in (1, 7, 999)]


def test_zstd_frames() -> None:
    """zstd may come in several frames."""
    packed = zstd.compress(b"one ") + zstd.compress(b"two")
    assert [b"one two"] * 3 == [unpack("zstd", packed, step) for step in (1, 7, 999)]


def test_zstd_may_not_ask_for_more_memory_than_the_web_allows() -> None:
    """A window over 8 MiB is refused (RFC 9659)."""
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = packer.compress(bytes(2**24), mode=packer.FLUSH_FRAME)
    with pytest.raises((Garbled, TooLarge)):
        unpack("zstd", packed)


def test_two_codings_come_off_in_reverse() -> None:
    """The header lists codings in the order they were put on."""
    assert b"feed" == unpack("br, x-gzip", gzip.compress(brotli.compress(b"feed")))


@pytest.mark.parametrize("coding", ["", "identity", "utf-8", "none"])
def test_words_that_name_no_coding_are_passed_over(coding: str) -> None:
    """Servers write nonsense there, and browsers pass it over too."""
    assert b"feed" == unpack(coding, b"feed")


def test_more_layers_than_anyone_needs() -> None:
    """Four codings over each other are an attack."""
    with pytest.raises(Garbled, match="packed 4 times"):
        Unpacker("feed", "gzip, gzip, gzip, gzip", CAP)


def test_nothing_is_nothing_in_every_coding() -> None:
    """An empty body needs no unpacking, whatever its headers say."""
    assert b"" == unpack("gzip", b"")
