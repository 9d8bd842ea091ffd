"""What single words and pairs of words say of a claim's kind: a linear model, learned from labelled sentences.

``scripts/train_claims.py`` writes ``claim_words.npz`` through ``write``. The file holds words, pairs of words and their
weights; no sentence. Weights are bytes with one scale a kind.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from mainstem.model import ClaimKind
from mainstem.reports.claiming.marks import FAMILY
from mainstem.reports.document import mended

FILE = "claim_words.npz"
KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
_STEPS = 127
Floats = NDArray[np.float32]

# Numbers and names are told by what they are, not by which they are.
_STAND_INS = (
    (re.compile(r"\([^()]*\b(?:19|20)\d\d[^()]*\)|\[\d[\d, -]*\]"), " "),  # what is cited
    (re.compile(r"(?<![\w.])[+-]?\d[\d,.]*\s?(?:×|x\b|-?fold| times)"), " RATIO "),
    (re.compile(r"(?<![\w.])[+-]?\d[\d,.]*\s?%"), " PERCENT "),
    (re.compile(rf"\b(?:{FAMILY}|o[134])[\w.-]*"), " FAMILY "),
    (re.compile(r"\b[A-Za-z]*\d*[A-Z][A-Za-z]*[\d.-][\w.-]*"), " NAME "),
    (re.compile(r"(?<!\w)\d[\d.]*\s?(?:[BMKT]\b|billion|million|trillion)"), " SIZE "),
    (re.compile(r"(?<!\w)[+-]?\d[\d,.]*\w*"), " NUMBER "),
)
_WORD = re.compile(r"\w[\w'-]*")
_TOLD = {
    "ratio": "a ratio", "percent": "a percentage", "family": "a model", "name": "a name", "number": "a number", "size": "a size"
}  # fmt: skip


def terms(text: str) -> Counter[str]:
    """The words of a sentence and its pairs of words, in lower case, with stand-ins for numbers and names."""
    told = " ".join(mended(text).split())
    for pattern, stand_in in _STAND_INS:
        told = pattern.sub(stand_in, told)
    words = _WORD.findall(told.lower())
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def key(text: str) -> int:
    """By which the model remembers that it learned from a sentence."""
    return int.from_bytes(blake2b(" ".join(text.split()).encode(), digest_size=8).digest())


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The model: log-odds of each kind are its bias and the sum of its terms' weights by how much they tell."""

    provenance: str
    terms: tuple[str, ...]
    idf: Floats  # [term]
    weights: Floats  # [term, kind], in the order of KINDS
    bias: Floats  # [kind]
    learned: frozenset[int]  # keys of the sentences

    def row(self, text: str) -> Floats:
        """How much each term tells in a sentence, as [term] of length 1: 1 + log n, by its rarity."""
        row = np.zeros(len(self.terms), np.float32)
        places = _places(self.terms)
        for term, n in terms(text).items():
            if term in places:
                row[places[term]] = (1 + np.log(n)) * self.idf[places[term]]
        return row / max(float(np.linalg.norm(row)), 1e-9)

    def likely(self, text: str) -> dict[ClaimKind, float]:
        """How likely each kind is, by the words alone; they sum to 1."""
        odds = self.row(text) @ self.weights + self.bias
        share = np.exp(odds - odds.max())
        return dict(zip(KINDS, (share / share.sum()).tolist(), strict=True))

    def speak(self, text: str, kind: ClaimKind, against: ClaimKind) -> tuple[str, ...]:
        """The two terms that speak most for a kind and against another."""
        gain = self.weights[:, KINDS.index(kind)] - self.weights[:, KINDS.index(against)]
        said = self.row(text) * gain
        best = [n for n in np.argsort(-said, kind="stable")[:2] if said[n] > 0]
        return tuple(" ".join(_TOLD.get(word, word) for word in self.terms[n].split()) for n in best)


@cache
def _places(names: tuple[str, ...]) -> dict[str, int]:
    return {name: n for n, name in enumerate(names)}


# --- the file -----------------------------------------------------------------------------------------


@cache
def shipped() -> ClaimWords:
    """The model that the package ships."""
    return read(resources.files("mainstem.reports.claiming").joinpath(FILE).read_bytes())


def read(content: bytes) -> ClaimWords:
    """A model out of its file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        head = json.loads(stored["head"].tobytes())
        return ClaimWords(
            provenance=head["provenance"],
            terms=tuple(stored["terms"].tobytes().decode().split("\n")),
            idf=stored["idf"].astype(np.float32),
            weights=stored["weights"].astype(np.float32) * (stored["scales"] / np.float32(_STEPS)),
            bias=stored["bias"].astype(np.float32),
            learned=frozenset(stored["learned"].tolist()),
        )


def write(path: Path, made: ClaimWords) -> None:
    """Writes a model; the same model makes the same bytes."""
    scales = np.maximum(np.abs(made.weights).max(axis=0, initial=0.0), 1e-9).astype(np.float32)
    with path.open("wb") as out:
        np.savez_compressed(
            out,
            head=np.frombuffer(json.dumps({"provenance": made.provenance}).encode(), np.uint8),
            terms=np.frombuffer("\n".join(made.terms).encode(), np.uint8),
            idf=made.idf.astype(np.float16),
            weights=np.rint(made.weights / scales * _STEPS).astype(np.int8),
            scales=scales,
            bias=made.bias.astype(np.float32),
            learned=np.array(sorted(made.learned), np.uint64),
        )


def idf_of(n_with: Sequence[int], n_all: int) -> Floats:
    """How rare terms are that ``n_with`` of ``n_all`` sentences hold: 1 + log((1 + n) / (1 + with))."""
    return np.asarray(1 + np.log((1 + n_all) / (1 + np.asarray(n_with, np.float64))), np.float32)
