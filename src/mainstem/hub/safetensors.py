"""Headers of safetensors files: eight bytes of length, JSON, then the tensors one after the other.

The format is that of https://github.com/huggingface/safetensors#format. A header is read by one or two ranges, so a
checkpoint of any size is looked through without its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from mainstem.errors import Malformed
from mainstem.hub.tree import Tree
from mainstem.model import HubFinding

_FIRST_BYTES = 100_000  # holds most headers whole
_MAX_BYTES = 100_000_000  # the format's own limit
BITS = {
    "F64": 64, "I64": 64, "U64": 64, "C64": 64, "F32": 32, "I32": 32, "U32": 32, "BF16": 16, "F16": 16, "I16": 16,
    "U16": 16, "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
    "F8_E5M2FNUZ": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor as a header tells it."""

    dtype: str
    shape: tuple[int, ...]
    start: int  # bytes after the header
    stop: int

    @property
    def n(self) -> int:
        """How many numbers it holds."""
        return prod(self.shape)


@dataclass(frozen=True, slots=True)
class Header:
    """What a safetensors file says that it holds."""

    tensors: Mapping[str, Tensor]
    metadata: Mapping[str, str]
    n_bytes: int  # before the first tensor


def header(tree: Tree, path: str) -> Header:
    """The header of a file; raises Malformed for what is no safetensors file, and what reading raises."""
    size = tree.files[path].size
    opening = tree.read(path, 0, min(size, _FIRST_BYTES))
    length = int.from_bytes(opening[:8], "little")
    if size < 8 or length > min(_MAX_BYTES, size - 8):
        raise Malformed(path, f"is no whole safetensors file: its header would be {length:,} bytes")
    if 8 + length > len(opening):
        opening += tree.read(path, len(opening), 8 + length)
    try:
        told = json.loads(opening[8 : 8 + length])
        metadata = told.pop("__metadata__", {})
        tensors = {name: _tensor(one) for name, one in told.items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Malformed(path, "has a header that is no description of tensors") from error
    return Header(tensors, metadata if isinstance(metadata, dict) else {}, 8 + length)


def _tensor(told: Mapping[str, Any]) -> Tensor:
    start, stop = told["data_offsets"]
    return Tensor(str(told["dtype"]), tuple(int(side) for side in told["shape"]), int(start), int(stop))


def faults(path: str, size: int, told: Header) -> Iterator[HubFinding]:
    """What a header says that its file of ``size`` bytes does not hold."""
    end = max((one.stop for one in told.tensors.values()), default=0)
    if told.n_bytes + end != size:
        what = f"is {size:,} bytes, its header tells of {told.n_bytes + end:,}"
        yield HubFinding("safetensors-size", "error", path, what)
    at = 0
    for name, one in sorted(told.tensors.items(), key=lambda pair: pair[1].start):
        bits = BITS.get(one.dtype)
        if one.start != at:
            yield HubFinding(
                "safetensors-gap", "error", path, f"{name} begins at {one.start:,}, not at {at:,}"
            )
        elif bits and (one.n * bits + 7) // 8 != one.stop - one.start:
            what = f"{name} of {one.dtype} {list(one.shape)} cannot be {one.stop - one.start:,} bytes"
            yield HubFinding("safetensors-tensor", "error", path, what)
        at = one.stop
