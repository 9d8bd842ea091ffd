"""Values told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mainstem.reports.numbers import shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.grammar import Rule
from mainstem.reports.sentences.rules import RULES
from mainstem.reports.words import normal

_ABOUT = re.compile(r"(?:about|around|approximately|roughly|nearly|almost|~|some|circa)\s*$", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:over|more than|at least|exceeding|beyond)\s*$", re.IGNORECASE)
_UP_TO = re.compile(r"(?:up to|as many as|at most|less than|under|within)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A value in a sentence: where it stands there, and what it says."""

    field: str
    start: int
    end: int
    printed: str
    normalised: float | int | str
    unit: str | None = None
    qualifier: str = "exact"


_COUNTS = re.compile(
    r"[- ](?:[\w/-]+ ){0,2}?(?:layers?|heads?|experts?|groups|steps|epochs|tokens|GPUs|nodes|days|hours|dimensions?|parameters)\b",
    re.IGNORECASE,
)
_FOR_EXAMPLE = re.compile(
    r"\b(?:(?<=[.;:,] )for (?:example|instance)\b|e\.g\.,?|such as\b)[^.;]{0,80}$", re.IGNORECASE
)


def is_example(sentence: Sentence, told: Told) -> bool:
    """Whether the words before a value say that it is of an example."""
    return bool(_FOR_EXAMPLE.search(sentence.text[: told.start]))


_CUES = {
    "active_parameters": ("activ", "param", "per token"),
    "total_parameters": ("param", "size", "variant", "version", "scale", "count", "checkpoint", "model"),
    "n_layers": ("layer", "depth"),
    "hidden_size": ("hidden", "dim", "model", "representation"),
    "n_attention_heads": ("head",),
    "n_kv_heads": ("head", "group"),
    "vocab_size": ("vocab", "tokeni"),
    "n_experts_shared": ("expert",),
    "n_experts_routed": ("expert",),
    "n_experts_active": ("expert", "top", "moe"),
    "expert_hidden": ("expert",),
    "gpu_hours": ("hour",),
    "training_days": ("day", "week"),
    "cost_usd": ("$", "usd", "dollar"),
}  # one of which a sentence holds that tells the field: sought first, since that is quick


def tell(sentence: Sentence) -> Iterator[Told]:
    """The values of a sentence, whoever's they are."""
    seen: set[tuple[str, int]] = set()
    lower = sentence.text.lower()
    silent = {field for field, cues in _CUES.items() if not any(cue in lower for cue in cues)}
    for rule in RULES:
        places = list(rule.pattern.finditer(sentence.text)) if rule.field not in silent else ()
        if places and _holds(rule, sentence):
            for found in places:
                for one in _read(rule, found, sentence.text):
                    if (one.field, one.start) not in seen:
                        seen.add((one.field, one.start))
                        yield one


def _holds(rule: Rule, sentence: Sentence) -> bool:
    around = f"{sentence.text} / {' / '.join(sentence.headings)}"
    if rule.needs and not rule.needs.search(around):
        return False
    return not (rule.never and rule.never.search(sentence.text))


def _read(rule: Rule, found: re.Match[str], text: str) -> Iterator[Told]:
    groups = [name for name in ("v", "v1", "v3", "v4", "v2") if found.groupdict().get(name)]
    unit = (found.groupdict().get("unit") or "").strip() or None
    if rule.says is not None:
        says = int(rule.says) if rule.says.isdigit() else rule.says
        yield Told(rule.field, *found.span(), found.group(), says, None, "exact")
    for start, end in _spans(rule, found, groups):
        if rule.not_after and rule.not_after.search(text[max(0, start - 30) : start]):
            continue
        short = found.groupdict().get("short")
        printed = text[start:end].strip()
        made = (short or normal(printed, rule.field)) if rule.kind == "text" else _number(rule, printed)
        if made is not None:
            yield Told(rule.field, start, end, printed, made, unit, qualifier(text, start, end))


def _spans(rule: Rule, found: re.Match[str], groups: list[str]) -> Iterator[tuple[int, int]]:
    """Where the values stand: each of a list; one that counts something else ends it ("4096 and 32 heads")."""
    if rule.each is None:
        yield from (found.span(name) for name in groups)
        return
    is_named = found.end("v") == found.end()
    start, end = found.span("v")
    for one in rule.each.finditer(found.string[:end]):
        if one.start() < start:
            continue
        if is_named and one.start() > start and _COUNTS.match(found.string, one.end()):
            return
        yield one.span()


def _number(rule: Rule, told: str) -> float | int | None:
    number = value(told)
    if number is None or not rule.low <= number <= rule.high:
        return None
    if rule.field == "training_days" and "weeks" in rule.pattern.pattern:
        number *= 7
    return shown(number)


def qualifier(text: str, start: int, end: int) -> str:
    """How exact a value is, by the words before it."""
    before = text[max(0, start - 20) : start]
    if text[end : end + 1] == "+" or _AT_LEAST.search(before):
        return "at_least"
    if _UP_TO.search(before):
        return "up_to"
    return "approx" if _ABOUT.search(before) else "exact"
