"""What words stand for: one spelling of each optimiser, precision, GPU, licence, kind of attention and month."""

from __future__ import annotations

import re

_SPELT: dict[str, tuple[tuple[str, str], ...]] = {
    "attention_kind": (
        (r"latent|MLA", "MLA"), (r"group|GQA", "GQA"), (r"query|MQA", "MQA"), (r"sparse", "sparse"),
        (r"linear", "linear"), (r"head|MHA", "MHA"),
    ),
    "tokenizer": (
        (r"^GPT-2", "GPT-2 BPE"), (r"byte[- ]?level|BBPE", "BBPE"), (r"pair|BPE", "BPE"), (r"sentence", "SentencePiece"),
        (r"tiktoken|o200k|cl100k", "tiktoken"), (r"unigram", "Unigram"),
    ),
    "precision": ((r"bf", "BF16"), (r"fp8", "FP8"), (r"fp16", "FP16"), (r"fp32", "FP32"), (r"mxfp4", "MXFP4"), (r"nvfp4", "NVFP4")),
    "licence": ((r"apache", "Apache"), (r"^mit$", "MIT"), (r"permissive", "permissive"), (r"proprietary", "proprietary")),
    "optimizer": ((r"adamw", "AdamW"), (r"muonclip", "MuonClip"), (r"muon", "Muon"), (r"adafactor", "Adafactor"), (r"adam", "Adam")),
}  # fmt: skip
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_GPU = re.compile(
    r"(A100|H100|H800|H20|H200|A800|V100|B200|GB200|L40S?|MI\d+X?|TPU ?v\d\w*|Ascend \d\w+|Gaudi ?\d)",
    re.IGNORECASE,
)


def normal(told: str, field: str) -> str | None:
    """The one spelling of a word of a field; None where it stands for nothing."""
    if field == "gpu_type":
        found = _GPU.search(told)
        return found[1] if found else None
    if field in ("knowledge_cutoff", "release_date"):
        return month(told)
    for pattern, spelt in _SPELT.get(field, ()):
        if re.search(pattern, told, re.IGNORECASE):
            return spelt
    return told.strip() or None


def is_known(word: str, field: str) -> bool:
    """Whether it is one of the spellings of a field of words; of what has no such list, any word that it has is."""
    return field not in _SPELT or word in {spelt for _, spelt in _SPELT[field]}


def is_word_of(field: str, told: str) -> bool:
    """Whether it is one of the words of a field that has a list of them, however it is spelt."""
    return any(re.search(pattern, told, re.IGNORECASE) for pattern, _ in _SPELT.get(field, ()))


def month(told: str) -> str | None:
    """ "November 2023" as 2023-11, "January 6, 2022" and "11 Jan 2024" as days."""
    found = re.search(
        r"(?:(\d{1,2})\s+)?([A-Z][a-z]{2,8})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(20\d\d)", told
    )
    if not found:
        return None
    number = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[2].lower())), None)
    day = found[1] or found[3]
    if number is None:
        return None
    return f"{found[4]}-{number:02d}" + (f"-{int(day):02d}" if day else "")
