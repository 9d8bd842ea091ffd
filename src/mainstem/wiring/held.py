"""The catalogue of the last ranking as a file of arrays, so that the next command need not read 30,000 works.

It is derived from the database, is no part of a backup, and can be deleted at any time.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mainstem.errors import HomeNotWritable
from mainstem.model import Catalogue, Rows

_BETWEEN = "\0"  # stands in no title, id or name
_FILE = "catalogue.npz"


def save(folder: Path, stamp: str, held: Catalogue) -> None:
    """Writes the catalogue in place of the last one, whole or not at all; raises HomeNotWritable."""
    import numpy as np

    arrays: dict[str, Any] = {
        "stamp": _packed([stamp]),
        "ids": _packed(held.ids),
        "titles": _packed(held.titles),
        "sources": _packed(held.sources),
        "streams": _packed([stream or "" for stream in held.streams]),
        "odds": held.odds,
        "signals": _packed(list(held.rows)),
    }
    for name, rows in held.rows.items():
        matrix = rows.matrix
        arrays |= {f"{name} features": _packed(rows.features), f"{name} data": matrix.data}
        arrays |= {f"{name} indices": matrix.indices.astype(np.int32), f"{name} starts": matrix.indptr}
        arrays[f"{name} shape"] = np.array(matrix.shape)
    part = folder / f".{_FILE}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as into:
            np.savez(into, **arrays)
        part.replace(folder / _FILE)
    except OSError as error:
        raise HomeNotWritable(str(folder), str(error.strerror or error)) from error


def load(folder: Path, stamp: str) -> Catalogue | None:
    """The catalogue of that stamp, or None where the file is of another, damaged, or not there."""
    import numpy as np

    try:
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            return _read(arrays) if _unpacked(arrays["stamp"]) == (stamp,) else None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # it is made again


def _read(arrays: Any) -> Catalogue:
    from scipy.sparse import csr_array

    rows = {}
    for name in _unpacked(arrays["signals"]):
        parts = tuple(arrays[f"{name} {part}"] for part in ("data", "indices", "starts"))
        matrix = csr_array(parts, shape=tuple(arrays[f"{name} shape"].tolist()))
        rows[name] = Rows(_unpacked(arrays[f"{name} features"]), matrix)
    streams: Any = tuple(stream or None for stream in _unpacked(arrays["streams"]))
    ids, titles, sources = (_unpacked(arrays[name]) for name in ("ids", "titles", "sources"))
    return Catalogue(ids, titles, sources, streams, arrays["odds"], rows)


def _packed(names: Sequence[str]) -> Any:
    """Names as bytes, which NumPy reads at once; its own arrays of words take four bytes a letter of the longest."""
    import numpy as np

    return np.frombuffer(_BETWEEN.join(["", *names]).encode("utf-8", "surrogatepass"), np.uint8)


def _unpacked(packed: Any) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8", "surrogatepass").split(_BETWEEN)[1:])
