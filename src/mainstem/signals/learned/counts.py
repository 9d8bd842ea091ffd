"""Texts to counts of words, and to the facts that the field's abstracts have in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Work
from mainstem.text.words import END, spelled, split

MAX_CHARS = 2_000  # of a text: the longest abstracts, and the start of a post
FACTS: dict[str, re.Pattern[str]] = {
    "speed-up": re.compile(r"\d *(?:x\b|×|\$\\times)"),
    "accelerator": re.compile(
        r"\b(?:GPUs?|H[128]00|A100|B[23]00|NVIDIA|TPUs?|NPUs?|Ascend|CUDA|Triton|[Aa]ccelerators?)\b"
    ),
    "throughput or latency": re.compile(r"[Tt]hroughput|[Ll]atency|\bSLO|\bTTFT|tokens per second"),
    "percentage": re.compile(r"\d *\\?%"),
    "engine": re.compile(
        r"\b(?:vLLM|SGLang|Megatron|DeepSpeed|TensorRT|[Pp]y[Tt]orch|FSDP)\b"
    ),  # spelled as their makers do: ignoring case costs three times as long
    "named system": re.compile(r"\A[^\s:]+(?: [^\s:]+)?:"),  # "Name: what it does"
}


class Growing(dict[bytes, int]):
    """Words to columns, given out in the order in which words are met and never changed."""

    def __init__(self) -> None:
        super().__init__({END: -1})
        self._columns: defaultdict[bytes, int] = defaultdict(count().__next__)

    def __missing__(self, word: bytes) -> int:
        self[word] = column = self._columns[spelled(word)]
        return column

    @property
    def words(self) -> list[bytes]:
        """The words by column."""
        return list(self._columns)


class Fixed(dict[bytes, int]):
    """Words to columns, for a list of words; every other word goes to the column after the last."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__({END: -1})
        self._columns = {word.encode(): n for n, word in enumerate(known)}

    def __missing__(self, word: bytes) -> int:
        self[word] = column = self._columns.get(spelled(word), len(self._columns))
        return column


def counted(texts: Sequence[str], columns: Mapping[bytes, int]) -> sparse.csr_array:
    """How often each word stands in each text: float32 [text, column], as wide as the last column met."""
    tokens = split(texts)
    found = np.fromiter(map(columns.__getitem__, tokens), np.int32, len(tokens))
    rows = np.cumsum(found < 0, dtype=np.int32)
    words = found >= 0
    ones = np.ones(int(words.sum()), np.float32)
    shape = (len(texts), int(found.max(initial=-1)) + 1)
    return sparse.csr_array((ones, (rows[words], found[words])), shape)  # sums what stands twice


def text_of(work: Work) -> str:
    """What is read of a work's text."""
    return work.text[:MAX_CHARS]


def facts(works: Sequence[Work]) -> NDArray[np.float32]:
    """1 where title or text has the fact: [work, fact]."""
    told = [f"{work.title}\n{text_of(work)}" for work in works]
    found = [[pattern.search(text) is not None for pattern in FACTS.values()] for text in told]
    return np.array(found, np.float32).reshape(len(works), len(FACTS))
