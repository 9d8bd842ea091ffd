"""Weights in folders beneath the top: the parts of a pipeline, adapters, copies in a maker's own format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mainstem.hub import config, shards
from mainstem.hub.shards import Weights
from mainstem.hub.tree import Tree, document
from mainstem.model import HubFinding


def weights(tree: Tree) -> list[Weights]:
    """The safetensors files of each folder beneath the top, folder by folder."""
    paths = [path for path in tree.files if path.endswith(".safetensors") and "/" in path]
    return [shards.weights(tree, folder) for folder in sorted({f"{p.rpartition('/')[0]}/" for p in paths})]


def check(tree: Tree, found: Sequence[Weights]) -> Iterator[HubFinding]:
    """What does not agree within each folder: headers, shards, index, and the configuration that lies there."""
    for made in found:
        yield from shards.check(made)
        yield from config.check(document(tree, f"{made.folder}config.json"), made)


def told(found: Sequence[Weights]) -> str:
    """What each folder holds, in a line; empty where there is none."""
    return "; ".join(
        f"{made.folder} {made.n_parameters:,} parameters ({', '.join(made.dtypes)}) in {len(made.headers)} file(s)"
        for made in found
        if made.headers
    )
