"""What a cell of a table says under its label: a number, several, or a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import COUNT, SCI, value
from mainstem.reports.tables.labels import Label
from mainstem.reports.words import is_known, normal

_SCI = SCI.replace(r"0\.0\d+", r"0?\.0\d+")
_ONE = rf"(?:{_SCI}|[$]? ?{COUNT})"
_ABOUT = r"[~≈∼>≥]?\s?"
_REST = r"(?:\+|[*†‡§¶]|\s?\([^()]*\)|\s?(?:tokens?|sequences?|seqs?\.?|samples?|layers?|heads?|experts?|GPUs?|days?|hours?|params?|parameters)\b)*"
_NUMBER = re.compile(rf"^{_ABOUT}({_ONE}){_REST}$", re.IGNORECASE)
_BEGINS = re.compile(rf"^{_ABOUT}{_ONE}", re.IGNORECASE)
_STEPS = re.compile(r"\s*(?:→|⇒|->|-->|➔|~>)\s*|\s+(?:to|~|-|–)\s+")  # one value after another
_PAIR = re.compile(rf"^({COUNT})\s?/\s?({COUNT})$", re.IGNORECASE)
_PLUS = re.compile(
    r"^(\d+)(?: shared)?\s?\+\s?(\d+)(?: shared| routed)?$", re.IGNORECASE
)  # shared and routed
_INSIDE = re.compile(
    rf"^({COUNT})\s?\((?:top-?|with )?\s?({COUNT})(?: (?:are )?(?:activ\w+|selected))?\)$", re.IGNORECASE
)
_ACTIVE_SIZE = re.compile(r"^(\d+(?:\.\d+)?B)-?\s?A(\d+(?:\.\d+)?B)$")  # 57B-A14B
_BOTH_SIZES = re.compile(
    r"^(\d+(?:\.\d+)?B) \((?:activ\w+|total)\)(?:,| ?/)? ?(\d+(?:\.\d+)?B) \((?:activ\w+|total)\)$",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\((?:in )?([BMTK]|billions?|trillions?|millions?|thousands?)(?: tokens)?\)|\bin (billions|trillions|millions)\b",
    re.IGNORECASE,
)
_POWER = re.compile(
    r"\(\s?(?:[×x·]\s?)?((?:1 ?[×x·] ?)?(?:1?e\s?[-−]\s?\d+|10\s?\^?\{?\s?[-−]\s?\d+))\}?\s?\)", re.IGNORECASE
)
_NO_WORD = re.compile(
    r"^(?:yes|no|none|n/?a|enabled|disabled|true|false|[\W\d]*|same.*|see .*)$", re.IGNORECASE
)
_OF_TWO = {
    "n_experts_routed": ("n_experts_routed", "n_experts_active"),
    "n_experts_total": ("n_experts_routed", "n_experts_active"),
    "n_attention_heads": ("n_attention_heads", "n_kv_heads"),
    "total_parameters": ("total_parameters", "active_parameters"),
    "active_parameters": ("total_parameters", "active_parameters"),
}  # the larger and the smaller of a pair
_LOW = {
    "n_experts_active": 1,
    "n_experts_shared": 1,
    "n_kv_heads": 1,
    "context_length_final": 512,
}  # lower than a label's
_OF_PARTS = frozenset(
    {"learning_rate_peak", "training_days", "mfu_or_throughput"}
)  # need be no whole numbers
_OF_STEPS = frozenset({"batch_size", "context_length_pretrain", "context_length_final"})
_SPEED = re.compile(r"^~?\s?(\d[\d,]*(?:\.\d+)?)\s?([%×x]?)(?:\s?tokens?(?:/\w+)+)?$")
_UTILISATION = re.compile(r"\b[MH]FU\b|utili[sz]ation", re.IGNORECASE)
_WHOLE = 100  # percent
_OF_ALL = re.compile(r"\(\s?(?:total|all)\s?/", re.IGNORECASE)  # a label that lists parts behind the whole
_LISTED = re.compile(r"^(\d[\d,]*)(?:\s?/\s?\d[\d,]*)+$")
_MAX_WORD = 30
_LONG = 33000  # tokens: longer contexts are no longer those of pre-training
_LONG_IF_BARE = 32768
_SHORT = 8192
_TRAINED = re.compile(r"train|stage|native|base", re.IGNORECASE)


def is_told(text: str) -> bool:
    """Whether a cell begins with a number that may be a value."""
    return bool(_BEGINS.match(text) or _PLUS.match(text))


def quantities(label: Label, text: str, head: str) -> Iterator[tuple[str, float | str]]:
    """The fields that a cell tells and their values, in plain units; ``head`` is its label, which may hold a unit."""
    if label.field == "mfu_or_throughput":
        yield from _speed(text, head)
        return
    if label.field == "parallelism":
        if text.isdigit() and label.low <= int(text) <= label.high:
            yield "parallelism", f"{_kind(head)}={text}"
        return
    if label.is_words:
        if (word := _word(label, text)) is not None:
            yield label.field, word
        return
    if _OF_ALL.search(head) and label.field not in _OF_TWO and (found := _LISTED.match(text)):
        text = found[1]
    for field, printed in _parts(label, text):
        number = _number(label, printed, head)
        low = _LOW.get(field, label.low)
        if number is None or not low <= number <= max(label.high, _top(field)):
            continue
        if number != int(number) and field not in _OF_PARTS:
            continue
        yield _by_length(label, field, number, head), number


def _kind(head: str) -> str:
    """The short name of a kind of parallelism: of tensors TP."""
    told = head.strip(" #").upper()
    return told[:2] if told[1:2] == "P" and not told[2:3].isalpha() else f"{told[0]}P"


def _speed(text: str, head: str) -> Iterator[tuple[str, float | str]]:
    """A throughput as it is printed, a utilisation as a share."""
    if found := _SPEED.match(text):
        number = float(found[1].replace(",", ""))
        is_share = found[2] == "%" or bool(_UTILISATION.search(head))
        if number > 0 and (not is_share or number <= _WHOLE):
            yield "mfu_or_throughput", round(number / _WHOLE, 6) if is_share and number > 1 else number


def _top(field: str) -> float:
    return 3e7 if field == "context_length_pretrain" else 0.0


def _by_length(label: Label, field: str, number: float, head: str) -> str:
    """Which of the contexts a length is: of a bare label the long are the final, the short those of training."""
    if field == "context_length_final" and number < _SHORT:
        return "context_length_pretrain"
    is_long = number > _LONG or (number >= _LONG_IF_BARE and not _TRAINED.search(head))
    return "context_length_final" if field == "context_length_pretrain" and is_long else field


def _word(label: Label, text: str) -> str | None:
    if len(text) > _MAX_WORD or _NO_WORD.match(text) or not re.search(r"[A-Za-z]{2}", text):
        return None
    word = normal(text, label.field)
    if word is None or (label.field in ("precision", "optimizer") and not is_known(word, label.field)):
        return None
    return word


def _parts(label: Label, text: str) -> Iterator[tuple[str, str]]:
    """The numbers of a cell: "128 / 8" of experts, "2 + 64", "64 (6 activated)", "4K → 32K"."""
    field = label.field
    if field.startswith("n_experts") and (found := _PLUS.match(text)):
        few, many = sorted((found[1], found[2]), key=int)
        if field != "n_experts_active":
            yield "n_experts_shared", few
        yield ("n_experts_routed" if field == "n_experts_total" else field), many
    elif field in _OF_TWO and (pair := _pair(text)):
        yield from zip(_OF_TWO[field], pair, strict=True)
    else:
        steps = _STEPS.split(text)
        numbers = [found[1] for step in steps if (found := _NUMBER.match(step.strip()))]
        if len(numbers) == len(steps) and field == "learning_rate_peak":
            yield field, max(numbers, key=lambda number: value(number) or 0)
        elif len(numbers) == len(steps):
            for number in numbers if field in _OF_STEPS else numbers[:1]:
                yield field, number


def _pair(text: str) -> tuple[str, str] | None:
    """Two numbers of one cell, the larger first."""
    found = _PAIR.match(text) or _INSIDE.match(text) or _ACTIVE_SIZE.match(text) or _BOTH_SIZES.match(text)
    if not found:
        return None
    a, b = value(found[1]), value(found[2])
    if a is None or b is None:
        return None
    return (found[1], found[2]) if a >= b else (found[2], found[1])


def _number(label: Label, printed: str, head: str) -> float | None:
    plain = printed.strip().lstrip("$ ")
    number = value("0" + plain if plain.startswith(".") else plain, k=1024 if label.is_context else 1000)
    if number is None:
        return None
    if not plain.replace(".", "").replace(",", "").isdigit():
        return number
    if power := _POWER.search(head):
        told = re.sub(r"^1?e", "1e", power[1].replace(" ", "").replace("−", "-").lower())
        number *= value(told) or 1
    elif scale := _SCALE.search(head):
        number *= value(f"1{(scale[1] or scale[2])[0].upper()}") or 1
    return round(number, 12)
