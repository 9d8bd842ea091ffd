"""Reads the rank model that a pack ships, if it ships one: ``ranker.npz``, a few hundred kilobytes.

``scripts/train_ranker.py`` writes it through ``write``. Weights are bytes with one scale a column; authors are hashes.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mainstem.errors import PackError
from mainstem.model import RankModel

FILE = "ranker.npz"
FORMAT = 1
_STEPS = 32_767
_NUMBERS = ("base", "title_base", "middle", "title_middle")


def read(pack_folder: Path) -> RankModel | None:
    """The rank model of a pack, or None where the pack ships none; raises PackError for a damaged file."""
    path = pack_folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            return _model({name: stored[name] for name in stored.files})
    except (OSError, EOFError, ValueError, LookupError, TypeError, zipfile.BadZipFile) as error:
        raise PackError(str(path), f"is not a whole rank model ({error})", "Reinstall mainstem") from error


def _model(stored: dict[str, NDArray[Any]]) -> RankModel:
    head = json.loads(stored["head"].tobytes())
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}, and this version reads {FORMAT}")
    return RankModel(
        made_on=head["made_on"],
        provenance=head["provenance"],
        words=tuple(stored["words"].tobytes().decode().split("\n")),
        rarity=stored["rarity"].astype(np.float32),
        weights=_full(stored["weights"], stored["scales"]),
        title_weights=_full(stored["title_weights"], stored["title_scales"]),
        authors=stored["authors"],
        author_odds=stored["author_odds"].astype(np.float32),
        kinds={kind: (float(scale), float(middle)) for kind, (scale, middle) in head["kinds"].items()},
        **{name: float(head[name]) for name in _NUMBERS},
    )


def write(pack_folder: Path, made: RankModel) -> Path:
    """Writes a pack's rank model; the same model makes the same bytes."""
    head = {"format": FORMAT, "made_on": made.made_on, "provenance": made.provenance}
    head |= {"kinds": made.kinds} | {name: getattr(made, name) for name in _NUMBERS}
    weights, scales = _steps(made.weights)
    title_weights, title_scales = _steps(made.title_weights)
    path = pack_folder / FILE
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            head=np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8),
            words=np.frombuffer("\n".join(made.words).encode(), np.uint8),
            rarity=made.rarity.astype(np.float16),
            weights=weights,
            scales=scales,
            title_weights=title_weights,
            title_scales=title_scales,
            authors=made.authors,
            author_odds=made.author_odds.astype(np.float16),
        )
    return path


def _steps(values: NDArray[np.float32]) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    scales = np.maximum(np.abs(values).max(axis=0, initial=0.0), 1e-9).astype(np.float32)
    return np.rint(values / scales * _STEPS).astype(np.int16), scales


def _full(steps: NDArray[Any], scales: NDArray[Any]) -> NDArray[np.float32]:
    return steps.astype(np.float32) * (scales.astype(np.float32) / np.float32(_STEPS))
