"""What the checks share: how two numbers are held against each other, and which numbers belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.model import Agreement, Check, Disclosure
from mainstem.reports.disclose import quote
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names, tokens

EXACT = 0.01  # of a stated number: what rounding makes of it
ABOUT = 0.05  # where it is told as "about" or with a letter K that may be 1,000 or 1,024
AFTER_PRETRAINING = frozenset({"sft", "rl", "post_training", "inference_benchmark"})
_SIZED = re.compile(r"\d(?:\.\d+)?[BM]\b")
_OURS = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_KIND = frozenset({"base", "chat", "instruct", "sft", "rl", "thinking", "preview"})


def held(
    name: str,
    model: str,
    expression: str,
    made: float,
    stated: float,
    tolerance: float,
    quotes: Sequence[str],
    note: str = "",
) -> Check:
    """A result against a stated number: consistent within the tolerance (a share of the stated), else inconsistent."""
    off = abs(made - stated) / abs(stated) if stated else float(made != 0)
    verdict: Agreement = "consistent" if off <= tolerance else "inconsistent"
    told = f"{off:.1%} apart, {tolerance:.0%} allowed" + (f"; {note}" if note else "")
    return Check(model, name, expression, made, stated, verdict, told, _once(quotes))


def estimate(
    name: str, model: str, expression: str, made: float, quotes: Sequence[str], note: str = ""
) -> Check:
    """A result that the report states nothing to hold against."""
    return Check(model, name, expression, made, None, "estimate", note, _once(quotes))


def likely(
    name: str,
    model: str,
    expression: str,
    made: float,
    between: tuple[float, float],
    quotes: Sequence[str],
    note: str,
    outside: str,
) -> Check:
    """A result that has to lie in a range: an estimate there, inconsistent ``outside``, which says of what."""
    is_likely = between[0] <= made <= between[1]
    verdict: Agreement = "estimate" if is_likely else "inconsistent"
    told = note if is_likely else f"{note}: outside {outside}"
    return Check(model, name, expression, made, None, verdict, told, _once(quotes))


def _once(quotes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told for told in quotes if told))


def numbers(told: Sequence[Disclosure], *fields: str) -> Iterator[Disclosure]:
    """Those of these fields whose value is a number above zero."""
    for one in told:
        if one.field in fields and not isinstance(one.normalised, str) and one.normalised > 0:
            yield one


def largest(told: Sequence[Disclosure], *fields: str) -> Disclosure | None:
    """The largest number of the first of these fields that has one."""
    for field in fields:
        if found := list(numbers(told, field)):
            return max(found, key=lambda one: float(one.normalised))
    return None


def called(model: str) -> str:
    """A model's name to compare by, without its kind: "Brook 145" and "Brook Chat 145B" are one."""
    return "".join(part for part in tokens(model) if part not in _KIND).rstrip("b")


def is_sized(model: str) -> bool:
    """Whether a model's name tells its size, so that it is one variant of several."""
    return bool(_SIZED.search(model))


def said(sentence: Sentence, start: int = 0, end: int | None = None) -> str:
    """The words of a sentence as they stand on the page, cut to the length of a quote around ``start`` to ``end``."""
    whole = sentence.told.at[0], sentence.told.at[-1] + 1
    return quote(sentence.leaf, whole, sentence.told.span(start, end or min(len(sentence.text), start + 1)))


def owner(names: Names, sentence: Sentence) -> str | None:
    """The variant that a sentence or its headings name, else the family; None where it speaks of others alone."""
    found = names.find(sentence.text)
    ours = [one.name for one in found if one.is_subject]
    if found and not ours and not _OURS.search(sentence.text):
        return None
    for heading in reversed(sentence.headings):
        ours = ours or [one.name for one in names.find(heading) if one.is_subject]
    return max(ours, key=len) if ours else names.family
