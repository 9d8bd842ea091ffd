"""Reads the classifier that a pack ships, if it ships one: ``classifier.npz``, under a megabyte.

``scripts/train_classifier.py`` writes it through ``write``. Weights are bytes with one scale an output.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mainstem.errors import PackError
from mainstem.model import Classifier

FILE = "classifier.npz"
FORMAT = 2
_STEPS = 127


def read(pack_folder: Path) -> Classifier | None:
    """The classifier of a pack, or None where the pack ships none; raises PackError for a damaged file."""
    path = pack_folder / FILE
    if not path.is_file():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            return _classifier({name: stored[name] for name in stored.files})
    except (OSError, EOFError, ValueError, LookupError, zipfile.BadZipFile) as error:
        raise PackError(str(path), f"is not a whole classifier ({error})", "Reinstall mainstem") from error


def _classifier(stored: dict[str, NDArray[np.generic]]) -> Classifier:
    head = json.loads(stored["head"].tobytes())
    if head["format"] != FORMAT:
        raise ValueError(f"format {head['format']}, and this version reads {FORMAT}")
    return Classifier(
        made_on=head["made_on"],
        provenance=head["provenance"],
        outputs=tuple(head["outputs"]),
        terms=tuple(stored["terms"].tobytes().decode().split("\n")),
        idf=stored["idf"].astype(np.float32),
        title_weights=_full(stored["title_weights"], stored["title_scales"]),
        text_weights=_full(stored["text_weights"], stored["text_scales"]),
        facts=tuple(head["facts"]),
        fact_weights=stored["fact_weights"].astype(np.float32),
        bias=stored["bias"].astype(np.float32),
        learned=stored["learned"].astype(np.uint64),
    )


def _full(steps: NDArray[np.generic], scales: NDArray[np.generic]) -> NDArray[np.float32]:
    return steps.astype(np.float32) * (scales.astype(np.float32) / np.float32(_STEPS))


def write(pack_folder: Path, made: Classifier) -> Path:
    """Writes a pack's classifier; the same classifier makes the same bytes."""
    head = {
        "format": FORMAT,
        "made_on": made.made_on,
        "provenance": made.provenance,
        "outputs": made.outputs,
        "facts": made.facts,
    }
    title_weights, title_scales = _steps(made.title_weights)
    text_weights, text_scales = _steps(made.text_weights)
    path = pack_folder / FILE
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            head=np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8),
            terms=np.frombuffer("\n".join(made.terms).encode(), np.uint8),
            idf=made.idf.astype(np.float16),
            title_weights=title_weights,
            title_scales=title_scales,
            text_weights=text_weights,
            text_scales=text_scales,
            fact_weights=made.fact_weights.astype(np.float16),
            bias=made.bias.astype(np.float32),
            learned=made.learned,
        )
    return path


def _steps(values: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.maximum(np.abs(values).max(axis=0, initial=0.0), 1e-9).astype(np.float32)
    return np.rint(values / scales * _STEPS).astype(np.int8), scales
