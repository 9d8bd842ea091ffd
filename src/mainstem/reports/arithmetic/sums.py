"""Parts against their total: lists in sentences, schedules, corpora told in pieces, shares that make a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.amounts import TRIED, Amount, amounts
from mainstem.reports.arithmetic.common import (
    ABOUT,
    AFTER_PRETRAINING,
    EXACT,
    called,
    held,
    largest,
    numbers,
    owner,
    said,
)
from mainstem.reports.arithmetic.runs import whole
from mainstem.reports.arithmetic.wholes import wholes
from mainstem.reports.fields import shown
from mainstem.reports.numbers import BIG, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_SCHEDULE_TOLERANCE = 0.02
_FEW_TOKENS = 1e7  # fewer are the length of a context
_SMALL_PART = 1e-3  # of a total: smaller numbers are of something else
_FAR = 0.12  # apart: more, and the parts are not all told
_MAX_PARTS = 8


def sums(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> list[Check]:
    """Every sum that the report itself spells out, each once."""
    counted = [_amounts(one, names) for one in cut]
    found = [
        *_base_and_more(ours),
        *_schedules(whole(ours, names), cut),
        *_stages_of_table(ours, names),
        *_lists(cut, counted, names),
        *_pieces(cut, counted, names),
        *wholes(cut, counted, names, ours),
    ]
    return list(
        {(one.name in _WHOLES, round(one.computed, 3), _terms(one)): one for one in reversed(found)}.values()
    )[::-1]


_WHOLES = ("shares of a whole",)


def _terms(one: Check) -> tuple[str, ...]:
    """What is added, in order of size: the same sum told twice is one check."""
    return tuple(sorted(one.expression.split(" + ")))


def _amounts(sentence: Sentence, names: Names) -> list[Amount]:
    """The amounts of a sentence about the subject."""
    if not re.search(r"\d", sentence.text) or sentence.where == "figure caption":
        return []
    if TRIED.search(" / ".join(sentence.headings)) or owner(names, sentence) is None:
        return []
    return [one for one in amounts(sentence, names) if one.kind != "tokens" or one.number >= _FEW_TOKENS]


def _sum(parts: Sequence[Amount]) -> tuple[float, str, tuple[str, ...]]:
    """What parts make together, as an expression and with its quotes."""
    quotes = tuple(said(one.sentence, one.start, one.end) for one in parts)
    return sum(one.number for one in parts), " + ".join(shown(one.number) for one in parts), quotes


def _is_close(made: float, stated: float, tolerance: float = EXACT) -> bool:
    return abs(made - stated) <= tolerance * stated


# --- tokens: what came before and what was added ------------------------------------------------------

_ADDED = frozenset({"continued_pretrain", "long_context", "anneal"})


def _base_and_more(ours: Sequence[Disclosure]) -> Iterator[Check]:
    """The tokens of a base and of what was trained on top, where together they make a total that is told."""
    before = [one for one in numbers(ours, "training_tokens") if one.stage not in AFTER_PRETRAINING]
    for total in before:
        for base, more in combinations(
            [one for one in before if float(one.normalised) < float(total.normalised)], 2
        ):
            made = float(base.normalised) + float(more.normalised)
            is_near = base.page == more.page == total.page
            if is_near and _ADDED & {base.stage, more.stage} and _is_close(made, float(total.normalised)):
                low, high = sorted((base, more), key=lambda one: float(one.normalised))
                expression = f"{shown(low.normalised)} + {shown(high.normalised)}"
                quotes = (low.quote, high.quote, total.quote)
                yield held(
                    "tokens before and added",
                    total.model,
                    expression,
                    made,
                    float(total.normalised),
                    EXACT,
                    quotes,
                )


# --- schedules ----------------------------------------------------------------------------------------

_RATE = re.compile(r"\blearning rate|\brate of\b|\bphase\b", re.IGNORECASE)
_PHASE = re.compile(
    rf"(?:\b(?:for|over|on|through|across|with|encompass\w*|cover\w*|span\w*|consum\w*)|\() ?(?:the |an? )?(?:first |next |final |last |remaining |additional |further |another )?(?P<n>{BIG})(?: \w+)? tokens\b(?! (?:per|in each|a) )",
    re.IGNORECASE,
)
_NO_PHASE = re.compile(r"\bbatch size|\bloss weight|\bcontext|\bablation", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:for|over|after|until|during) (?:the )?(?:first|initial) $", re.IGNORECASE)


def _schedules(ours: Sequence[Disclosure], cut: Sequence[Sentence]) -> Iterator[Check]:
    """The tokens of a schedule's phases against the tokens in all, where three phases or more make nearly as many."""
    total = largest(ours, "training_tokens")
    if total is None:
        return
    for heading, group in groupby(cut, key=lambda sentence: sentence.headings[:2]):
        section = list(group)
        parts = _phases(section, float(total.normalised)) if heading else []
        made, stated = sum(part for part, _ in parts), float(total.normalised)
        if len(parts) >= 3 and abs(made - stated) <= _FAR * stated:
            expression = " + ".join(shown(part) for part, _ in parts)
            quotes = (total.quote, *(quote for _, quote in parts))
            yield held(
                "tokens of the schedule", total.model, expression, made, stated, _SCHEDULE_TOLERANCE, quotes
            )
            yield from _milestones(section, parts, total.model)


def _stages_of_table(ours: Sequence[Disclosure], names: Names) -> Iterator[Check]:
    """The tokens of the stages that a table lists against the tokens that are told elsewhere."""
    listed = [one for one in numbers(ours, "training_tokens") if one.where == "table"]
    total = largest([one for one in whole(ours, names) if one.where != "table"], "training_tokens")
    for (page, model), group in groupby(listed, key=lambda one: (one.page, called(one.model))):
        parts = list(group)
        made = sum(float(one.normalised) for one in parts)
        stated = float(total.normalised) if total else 0
        if total and len(parts) >= 3 and called(total.model) == model and abs(made - stated) <= _FAR * stated:
            expression = " + ".join(shown(one.normalised) for one in parts)
            tolerance = ABOUT if total.qualifier == "approx" else _SCHEDULE_TOLERANCE
            quotes = (total.quote, *(one.quote for one in parts))
            yield held(
                "tokens of the stages",
                total.model,
                expression,
                made,
                stated,
                tolerance,
                quotes,
                f"page {page}",
            )


def _phases(section: Sequence[Sentence], total: float) -> list[tuple[float, str]]:
    parts = [
        (number, said(sentence, *found.span("n")))
        for sentence in section
        if _RATE.search(sentence.text) and not _NO_PHASE.search(sentence.text)
        for found in _PHASE.finditer(sentence.text)
        if (number := value(found["n"])) and number != total
    ]
    sizes = [part for part, _ in parts]
    return [
        one
        for n, one in enumerate(parts)
        if len(sizes[n + 1 : n + 3]) < 2 or one[0] != sum(sizes[n + 1 : n + 3])  # a subtotal of the next two
    ]


def _milestones(
    section: Sequence[Sentence], parts: Sequence[tuple[float, str]], model: str
) -> Iterator[Check]:
    """Where something else changes "for the first N tokens": the end of one of the phases."""
    for sentence in section:
        for found in re.finditer(r"(?P<n>\d+(?:\.\d+)?)(?P<unit>[BT]) tokens", sentence.text):
            if not _UNTIL.search(sentence.text[: found.start()]):
                continue
            stated = float(found["n"]) * (1e12 if found["unit"] == "T" else 1e9)
            for n in range(2, len(parts)):
                made = sum(part for part, _ in parts[:n])
                if _is_close(made, stated) and not any(part == stated for part, _ in parts):
                    expression = " + ".join(shown(part) for part, _ in parts[:n])
                    quotes = (*(quote for _, quote in parts[:n]), said(sentence, *found.span()))
                    yield held("where a phase ends", model, expression, made, stated, EXACT, quotes)


# --- a total and its parts in one sentence, or in the next --------------------------------------------

_ITEMISED = re.compile(
    r"^(?:Specifically|Of these|Among (?:these|them|which)|In detail|Namely|Concretely|This includes|These include|It (?:includes|consists|comprises))\b"
)
_SPLIT = re.compile(
    r"\b(?:includ\w+|of which|among which|where|compris\w+|consist\w*|distribut\w+|divided|split|namely|made up|composed|specifically|cover\w*|contain\w*|span\w*)\b|[:(–—]|, with\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:consist\w* of|compris\w+|composed of|made up of|divided into|split into|distributed across|of which|remaining)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:total\w*|in all|altogether|together|sum\w*|amount\w* to|resulting in|yield\w*|giving|adding up|combined|overall)\b",
    re.IGNORECASE,
)


def _lists(cut: Sequence[Sentence], counted: Sequence[list[Amount]], names: Names) -> Iterator[Check]:
    """One total and two parts or more, in a sentence or in it and the next."""
    for sentence, found in zip(cut, counted, strict=True):
        yield from _in_one(sentence, found, names)
    for (before, totals), (after, parts) in pairwise(zip(cut, counted, strict=True)):
        if (
            before.block == after.block
            and before.leaf.name == after.leaf.name
            and totals
            and _ITEMISED.match(after.text)
        ):
            yield from _in_two(totals, parts, after, names)


def _in_one(sentence: Sentence, found: Sequence[Amount], names: Names) -> Iterator[Check]:
    """ "400k instances, including 300k of this and 100k of that"; "4.2T and 6T, 10.2T in total"."""
    usable = [one for one in found if one.kind != "other" and not one.is_bound]
    model = owner(names, sentence) or ""
    for n, total in enumerate(usable):
        for parts in (usable[n + 1 :], usable[:n]):
            if not _may_be_parts(parts, total):
                continue
            between = sentence.text[min(total.end, parts[0].start) : max(total.start, parts[-1].end)]
            cue = _SPLIT if parts[0].start > total.end else _TOGETHER
            made, expression, _ = _sum(parts)
            around = between if cue is _SPLIT else sentence.text
            if cue.search(around) and _is_close(made, total.number, _allowed(total, parts)):
                quotes = (said(sentence, min(total.start, parts[0].start), max(total.end, parts[-1].end)),)
                tolerance = _allowed(total, parts)
                yield held(
                    "parts against the total", model, expression, made, total.number, tolerance, quotes
                )
                return


def _in_two(
    totals: Sequence[Amount], parts: Sequence[Amount], after: Sentence, names: Names
) -> Iterator[Check]:
    usable = [one for one in parts if one.kind in ("", totals[-1].kind) and not one.is_bound]
    total = max(totals, key=lambda one: one.number)
    if len(usable) < 3 or total.kind in ("", "other") or not _may_be_parts(usable, total, over=1.5):
        return
    made, expression, quotes = _sum(usable)
    quotes = (said(total.sentence, total.start, total.end), *quotes)
    if abs(made - total.number) <= _FAR * total.number:
        model = owner(names, after) or names.family
        yield held("parts against the total", model, expression, made, total.number, ABOUT, quotes)


def _may_be_parts(parts: Sequence[Amount], total: Amount, over: float = 1.0) -> bool:
    """Two or more, each smaller than the total and of the same kind of things where that is told."""
    return (
        2 <= len(parts) <= _MAX_PARTS
        and total.kind not in ("other", "hours")
        and all(
            _SMALL_PART <= one.number / total.number < over and one.kind in ("", total.kind) for one in parts
        )
        and any((one.kind or total.kind) for one in parts)
    )


def _allowed(total: Amount, parts: Sequence[Amount]) -> float:
    return ABOUT if total.is_about or any(one.is_about for one in parts) else EXACT


# --- pieces told one after another, and what they make ------------------------------------------------


def _pieces(cut: Sequence[Sentence], counted: Sequence[list[Amount]], names: Names) -> Iterator[Check]:
    """Amounts of the same things told in one section, which make an amount that is told after them or elsewhere."""
    sections = [
        [one for _, found in group for one in found if one.kind in ("tokens", "items") and not one.is_bound]
        for _, group in groupby(zip(cut, counted, strict=True), key=lambda pair: pair[0].headings)
    ]
    everywhere = _once([one for section in sections for one in section])
    for section in sections:
        for total in everywhere:
            at = next((n for n, one in enumerate(section) if one is total), None)
            around = [section] if at is None else [section[:at], section[at + 1 :]]
            for parts in (
                found
                for side in around
                for found in _candidates(_once(side), total, is_inside=at is not None)
            ):
                made, expression, quotes = _sum(parts)
                if _is_close(made, total.number, EXACT):
                    model = owner(names, total.sentence) or names.family
                    quotes = (*quotes, said(total.sentence, total.start, total.end))
                    yield held(
                        "parts against the total", model, expression, made, total.number, EXACT, quotes
                    )
                    break


def _once(found: Sequence[Amount]) -> list[Amount]:
    """Each amount of each noun once, what is trained on apart from what is in a corpus."""
    kept: dict[tuple[float, str, bool], Amount] = {}
    for one in found:
        kept.setdefault((one.number, one.kind, _is_trained_on(one)), one)
    return list(kept.values())


_TRAINED_ON = re.compile(
    r"\b(?:pre-?)?train(?:ed|s|ing)? (?:\w+ ){0,6}(?:on|with|for|over|using|tokens?)\b|\bconsum\w+|\bexposed to\b|\blearning rate\b|\btokens of training\b",
    re.IGNORECASE,
)


def _is_trained_on(one: Amount) -> bool:
    return bool(_TRAINED_ON.search(one.sentence.text))


def _candidates(before: Sequence[Amount], total: Amount, *, is_inside: bool) -> Iterator[list[Amount]]:
    """All parts of the same noun; inside a section also those that share a word with the total ("code")."""
    same = [
        one
        for one in before
        if one.kind == total.kind
        and _SMALL_PART <= one.number / total.number < 1
        and (is_inside or _is_trained_on(one) == _is_trained_on(total))
    ]
    nouns = [one for one in same if one.noun.rstrip("s") == total.noun.rstrip("s")]
    for parts in (
        nouns,
        [one for one in same if one.topics & total.topics or one.noun in total.topics] if is_inside else [],
    ):
        if 2 <= len(parts) <= _MAX_PARTS:
            yield list(parts)
