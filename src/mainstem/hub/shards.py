"""The weights of a checkpoint as a whole: every header, and whether index, names and shards agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from mainstem.errors import Malformed
from mainstem.hub import safetensors
from mainstem.hub.safetensors import Header, Tensor
from mainstem.hub.tree import Tree, document
from mainstem.model import HubFinding

_N_AT_ONCE = 8  # headers that are asked for at a time
_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<n>\d{5})-of-(?P<of>\d{5})\.safetensors")
_USUAL = re.compile(r"(?:adapter_|diffusion_pytorch_)?model(?:-\d{5}-of-\d{5})?\.safetensors")
_N_TOLD = 3
_TOTAL_GAP = 0.001  # relative: transformers does not count buffers into total_parameters
PACKED = frozenset(
    {"I8", "U8", "I32", "U32", "F4", "F8_E8M0", "F6_E2M3", "F6_E3M2"}
)  # several numbers in one


@dataclass(frozen=True, slots=True)
class Weights:
    """Every safetensors file of one folder with its header, and the index if there is one; by their whole paths."""

    headers: Mapping[str, Header]
    sizes: Mapping[str, int]  # bytes by file
    broken: Mapping[str, str] = field(default_factory=dict)  # files whose header cannot be read, and why
    index: Mapping[str, Any] | None = None
    index_name: str = ""
    folder: str = ""  # "" for the top, else with its slash

    @property
    def loaded(self) -> list[str]:
        """The files that make up the model: those of the index, or else the one set of that name; not its copies."""
        told = (self.index or {}).get("weight_map")
        if isinstance(told, dict):
            return [path for path in self.sizes if path in set(map(str, told.values()))]
        usual = [path for path in self.sizes if _USUAL.fullmatch(path.removeprefix(self.folder))]
        return usual or list(self.sizes)

    @property
    def is_whole(self) -> bool:
        """Whether every shard that the index or a name tells of is there with its header."""
        told = (self.index or {}).get("weight_map")
        wanted = set(map(str, told.values())) if isinstance(told, dict) else set(self.loaded)
        return wanted <= set(self.headers) and not any(_numbered(self))

    @property
    def tensors(self) -> dict[str, Tensor]:
        """Every tensor of the model by its name."""
        headers = [self.headers[path] for path in self.loaded if path in self.headers]
        return {name: one for header in headers for name, one in header.tensors.items()}

    @property
    def n_parameters(self) -> int:
        """Numbers in all tensors; for what is packed or has scales this is not the model's own count."""
        return sum(one.n for one in self.tensors.values())

    @property
    def dtypes(self) -> Counter[str]:
        """How many numbers are of each type, the most first."""
        found: Counter[str] = Counter()
        for one in self.tensors.values():
            found[one.dtype] += one.n
        return Counter(dict(found.most_common()))


def weights(tree: Tree, folder: str = "") -> Weights:
    """Reads every header of a folder (with its slash; the top by default), several at a time."""
    here = [path for path in tree.files if path.startswith(folder) and "/" not in path[len(folder) :]]
    paths = [path for path in here if path.endswith(".safetensors")]
    with ThreadPoolExecutor(_N_AT_ONCE) as pool:
        read = list(pool.map(lambda path: _header(tree, path), paths))
    found = {path: one for path, one in zip(paths, read, strict=True) if isinstance(one, Header)}
    broken = {path: one for path, one in zip(paths, read, strict=True) if isinstance(one, str)}
    name = next((path for path in here if path.endswith(".safetensors.index.json")), "")
    sizes = {path: tree.files[path].size for path in paths}
    return Weights(found, sizes, broken, _index_of(tree, name, folder), name, folder)


def _index_of(tree: Tree, name: str, folder: str) -> Mapping[str, Any] | None:
    """An index, its files by their whole paths; None where there is none that can be read."""
    told = document(tree, name) if name else None
    where = (told or {}).get("weight_map")
    if told is None or not isinstance(where, dict):
        return told
    return {**told, "weight_map": {tensor: f"{folder}{file}" for tensor, file in where.items()}}


def _header(tree: Tree, path: str) -> Header | str:
    try:
        return safetensors.header(tree, path)
    except Malformed as error:
        return error.what


def check(made: Weights) -> Iterator[HubFinding]:
    """Everything that does not agree, file by file."""
    for path, why in made.broken.items():
        yield HubFinding("safetensors", "error", path, why)
    for path, header in made.headers.items():
        yield from safetensors.faults(path, made.sizes[path], header)
    told = (made.index or {}).get("weight_map")
    named = set(map(str, told.values())) if isinstance(told, dict) else set()
    yield from (one for one in _numbered(made) if one.subject not in named)  # those the index tells itself
    yield from _twice(made)
    if made.index is not None:
        yield from _index(made, made.index)
    elif made.index_name:
        yield HubFinding("index", "error", made.index_name, "is no JSON object")
    elif len(made.sizes) > 1 and any(_NUMBERED.fullmatch(path) for path in made.sizes):
        told = f"{len(made.sizes)} shards and no model.safetensors.index.json"
        yield HubFinding("index-missing", "error", f"{made.folder}model.safetensors.index.json", told)


def _numbered(made: Weights) -> Iterator[HubFinding]:
    """Shards that their names promise."""
    found = [match for path in made.sizes if (match := _NUMBERED.fullmatch(path))]
    for stem, of in sorted({(match["stem"], match["of"]) for match in found}):
        names = [f"{stem}-{n:05}-of-{of}.safetensors" for n in range(1, int(of) + 1)]
        for name in names:
            if name not in made.sizes:
                yield HubFinding("shard-missing", "error", name, f"one of {int(of)} shards is not there")


def _twice(made: Weights) -> Iterator[HubFinding]:
    where: dict[str, list[str]] = {}
    for path in made.loaded:
        for name in made.headers[path].tensors if path in made.headers else ():
            where.setdefault(name, []).append(path)
    twice = {name: paths for name, paths in where.items() if len(paths) > 1}
    if twice:
        name, paths = next(iter(twice.items()))
        told = f"{len(twice)} tensors stand in several files, such as {name} in {' and '.join(paths)}"
        yield HubFinding("tensor-twice", "error", paths[-1], told)


def _index(made: Weights, index: Mapping[str, Any]) -> Iterator[HubFinding]:
    """The index against the shards: files, tensors, total size."""
    told = index.get("weight_map")
    if not isinstance(told, dict):
        yield HubFinding("index", "error", made.index_name, "has no weight_map")
        return
    for file in sorted(set(map(str, told.values())) - set(made.sizes)):
        n = sum(value == file for value in told.values())
        yield HubFinding(
            "shard-missing", "error", file, f"the index puts {n} tensors there and it is not there"
        )
    missing = set(map(str, told.values())) - set(made.sizes)
    for file in sorted(set(made.sizes) - set(map(str, told.values()))):
        what = "is no shard of the index: it would not be loaded"
        yield HubFinding("shard-unindexed", "error" if missing else "note", file, what)
    for file, header in made.headers.items():
        wanted = {name for name, value in told.items() if value == file}
        yield from _named(
            file, "tensor-missing", wanted - set(header.tensors), "the index puts here and it does not hold"
        )
        if wanted:
            extra = set(header.tensors) - wanted
            yield from _named(file, "tensor-unindexed", extra, "it holds and the index does not put here")
    yield from _total(made, index)


def _named(file: str, rule: str, names: set[str], why: str) -> Iterator[HubFinding]:
    if names:
        first = sorted(names)[:_N_TOLD]
        more = f" and {len(names) - len(first)} more" if len(names) > len(first) else ""
        yield HubFinding(rule, "error", file, f"{', '.join(first)}{more}: {why}")


def _total(made: Weights, index: Mapping[str, Any]) -> Iterator[HubFinding]:
    metadata = index.get("metadata")
    if not isinstance(metadata, dict) or not set(map(str, index["weight_map"].values())) <= set(made.headers):
        return
    total, n = metadata.get("total_size"), metadata.get("total_parameters")
    held = sum(one.stop - one.start for one in made.tensors.values())
    if isinstance(total, int | float) and total != held:
        told = f"total_size is {int(total):,}, the shards hold {held:,} bytes of tensors"
        yield HubFinding("index-total", "warning", made.index_name, told)
    n_held = made.n_parameters
    if isinstance(n, int | float) and abs(n - n_held) > _TOTAL_GAP * n_held and not PACKED & set(made.dtypes):
        told = f"total_parameters is {int(n):,}, the shards hold {n_held:,}"
        yield HubFinding("index-parameters", "warning", made.index_name, told)
