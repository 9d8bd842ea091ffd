"""Ratios told in words ("40 % of the computation", "a reduction of 4×") against the two numbers that they compare.

Numbers come from tables that name both models, or from the sentence itself. Where two runs saw different numbers of
tokens, the ratio a token stands beside the one that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.amounts import amounts
from mainstem.reports.arithmetic.common import ABOUT, EXACT, called, estimate, held, numbers, said
from mainstem.reports.arithmetic.economics import PEAK, USED, only_kind
from mainstem.reports.disclose import quote
from mainstem.reports.document import Document
from mainstem.reports.fields import shown
from mainstem.reports.numbers import NUMBER, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names, tokens
from mainstem.reports.tables.grids import Grid, grids

_METRICS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "per_tokens": r"\bFLOPs? (?:per|/) ?(?P<n>\d+K?) tokens?",
        "hours_rate": r"\bGPU[- ]hours? ?(?:per|/) ?(?:one )?(?:trillion|1T|T\b)",
        "compute": r"\bFLOPs?\b|\bcomputations?\b",
        "hours": r"\bGPU[- ]hours?\b",
        "active": r"\bactiv\w*\.? param|^#\s?AP\b",
        "total": r"^(?:# ?)?(?:total |model )?(?:param\w*|size)\b|^# ?total param|^#\s?TP\b",
        "tokens": r"\b(?:training|trained|pre-?train\w*) tokens\b|^# ?tokens$",
    }.items()
}
_WORTH_READING = re.compile(r"FLOPs|GPU[- ]hours|param", re.IGNORECASE)
_SCALED = re.compile(rf"^~?\s?(?P<n>{NUMBER}\s?(?:[KMBT]|[mbtr]{{1,2}}illion)?)(?:$|\s?\()")


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of a table: of which model, and what it counts."""

    metric: str
    label: str
    model: str
    is_ours: bool
    number: float
    quote: str


def ratios(
    told: Sequence[Disclosure], cut: Sequence[Sentence], document: Document, names: Names
) -> list[Check]:
    """What is told as a ratio, each comparison once."""
    tables = [
        (leaf.name, facts)
        for leaf in document.leaves
        if _WORTH_READING.search(leaf.text)
        for grid in grids(leaf)
        if (facts := _facts(grid, names))
    ]
    found = [
        *(check for _, facts in tables for check in _of_table(facts, told, cut)),
        *(check for one in cut for check in _told_of(one, tables, names)),
        *(check for one in cut for check in _in_sentence(one, names)),
    ]
    kept: list[Check] = []
    for one in found:
        if not any(_is_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_same(one: Check, other: Check) -> bool:
    """Whether both hold the same result, but for rounding, against the same."""
    is_near = abs(one.computed - other.computed) <= EXACT * abs(other.computed)
    return is_near and one.stated == other.stated and (one.stated is not None or one.name == other.name)


# --- what tables tell ---------------------------------------------------------------------------------


def _facts(grid: Grid, names: Names) -> list[Fact]:
    """The numbers under or beside a label of a metric, whose column or row names a model."""
    widest = max(grid.rows, key=lambda row: len(row.cells)).cells
    heads = [grid.above(column, widest) for column in widest]
    made = []
    for row in grid.rows:
        whole = min(cell.start for cell in row.cells), max(cell.end for cell in row.cells)
        in_row = _metric(row.cells[0].text)
        for cell in row.cells[1:]:
            number = _number(cell.text)
            if number is None:
                continue
            if in_row is not None:
                label, model = row.cells[0].text, grid.above(cell, row.cells)
                metric: str | None = in_row
            else:
                nearest = min(range(len(widest)), key=lambda n: abs(widest[n].middle - cell.middle))
                label, model = heads[nearest], row.cells[0].text
                metric = _metric(label)
            named = names.find(model.replace("￾", "-"))
            if metric is not None and named:
                told = quote(grid.leaf, whole, (cell.start, cell.end))
                made.append(Fact(metric, label, named[0].name, named[0].is_subject, number, told))
    return made


def _metric(label: str) -> str | None:
    return next((name for name, pattern in _METRICS.items() if pattern.search(label)), None)


def _number(text: str) -> float | None:
    found = _SCALED.match(text.strip())
    return (value(found["n"].strip()) or None) if found else None


def _of_table(facts: Sequence[Fact], told: Sequence[Disclosure], cut: Sequence[Sentence]) -> Iterator[Check]:
    """What follows for one model from the numbers that a table tells of it."""
    for model in dict.fromkeys(one.model for one in facts):
        mine = {one.metric: one for one in facts if one.model == model}
        n_of_each = [sum(one.metric == metric for one in facts if one.model == model) for metric in mine]
        if max(n_of_each) > 1:
            continue  # two rows with one name: a check would mix them
        if next(iter(mine.values())).is_ours:
            yield from _hours_by_rate(mine, model)
            yield from _per_token(mine, model)
        else:
            yield from _compared(mine, model, told, cut)


def _hours_by_rate(mine: dict[str, Fact], model: str) -> Iterator[Check]:
    if {"hours_rate", "tokens", "hours"} <= mine.keys():
        rate, seen, hours = mine["hours_rate"], mine["tokens"], mine["hours"]
        made = rate.number * seen.number / 1e12
        told = f"{shown(rate.number)} × {seen.number / 1e12:g}"
        yield held(
            "hours a trillion tokens × trillions", model, told, made, hours.number, EXACT, (hours.quote,)
        )


def _per_token(mine: dict[str, Fact], model: str) -> Iterator[Check]:
    if {"per_tokens", "active"} <= mine.keys():
        flop, active = mine["per_tokens"], mine["active"]
        found = _METRICS["per_tokens"].search(flop.label)
        n = value(found["n"], k=1024) if found else None
        if n and active.number:
            made = flop.number / n / active.number
            told = f"{shown(flop.number)} / {shown(n)} / {shown(active.number)}"
            note = "2 are a forward pass, 6 forward and backward; attention comes on top"
            yield estimate("FLOP a token and parameter", model, told, made, (flop.quote, active.quote), note)


def _compared(
    mine: dict[str, Fact], model: str, told: Sequence[Disclosure], cut: Sequence[Sentence]
) -> Iterator[Check]:
    """The utilisation behind the GPU-hours that a report gives for a model it compares itself with."""
    kind = only_kind(told, cut)
    if not {"tokens", "hours"} <= mine.keys() or kind is None:
        return
    theirs = [one for one in told if called(one.model) == called(model)]
    size = next(numbers(theirs, "active_parameters"), None) or next(numbers(theirs, "total_parameters"), None)
    if size is None:
        return
    seen, hours, n = mine["tokens"].number, mine["hours"].number, float(size.normalised)
    made = 6 * n * seen / (hours * 3600 * PEAK[kind])
    expression = f"6 × {shown(n)} × {shown(seen)} / ({shown(hours)} h × 3600 × {PEAK[kind]:.3g})"
    if USED[0] <= made <= USED[1]:
        note = f"of the peak of {kind}, dense BF16, if on those: what the comparison takes for granted"
        quotes = (mine["hours"].quote, size.quote)
        yield estimate("utilisation implied, of the model compared", model, expression, made, quotes, note)


# --- what sentences tell about them -------------------------------------------------------------------

_N = r"(?P<n>\d+(?:\.\d+)?)"
_OF = r"(?:(?:the|its|their|training|total|overall|required|computational|activated|active|amount of|number of) )*"
_NOUN = (
    r"(?P<noun>computational (?:resources|costs?)|computations?|compute|(?:training )?FLOPs|GPU[- ]hours|training costs?"
    r"|param\w*|training (?:tokens|data))\b"
)
_CLAIMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_N} ?(?P<unit>%) of {_OF}{_NOUN}",
        rf"{_N} ?(?P<unit>%) (?P<less>fewer|less|lower|more|higher) {_OF}{_NOUN}",
        rf"{_N}(?: ?(?P<unit>[×x])| times) (?:as (?:many|much) |more |fewer |less |lower |higher |greater )?{_OF}{_NOUN}",
        rf"reduc\w+ (?:of|by) {_N}(?: ?(?P<unit>[×x])| times) (?:in|of) {_OF}{_NOUN}",
    )
)  # fmt: skip
_ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|nearly|almost|~)\s*(?:only )?$", re.IGNORECASE)
_MAX_OFF = 0.3  # more apart, and the sentence speaks of other numbers than the table


@dataclass(frozen=True, slots=True)
class _Ratio:
    told: float
    tolerance: float
    metrics: tuple[str, ...]
    start: int
    end: int


def _claims(text: str) -> Iterator[_Ratio]:
    for pattern in _CLAIMS:
        for found in pattern.finditer(text):
            n = float(found["n"])
            is_share = found["unit"] == "%"
            told = n / 100 if is_share else n
            if less := found.groupdict().get("less"):
                told = 1 + told if less.lower() in ("more", "higher") else 1 - told
            half = _half(found["n"], is_share=is_share)
            if told > 0 and told != 1:
                about = ABOUT if _ABOUT.search(text[: found.start("n")]) else 0
                metrics = _meant(found.group(), found["noun"].lower())
                yield _Ratio(told, max(EXACT, about, half / told), metrics, *found.span())


def _meant(whole: str, noun: str) -> tuple[str, ...]:
    if noun.startswith("param"):
        return ("active",) if re.search(r"\bactiv", whole, re.IGNORECASE) else ("total",)
    if noun.startswith("training") and noun.endswith(("tokens", "data")):
        return ("tokens",)
    return ("hours",) if "hours" in noun or "cost" in noun else ("compute", "per_tokens", "hours")


def _told_of(
    sentence: Sentence, tables: Sequence[tuple[int | str, list[Fact]]], names: Names
) -> Iterator[Check]:
    for claim in _claims(sentence.text):
        named = names.find(sentence.text)
        ours = [one.name for one in named if one.is_subject]
        theirs = [one.name for one in named if not one.is_subject]
        for page, facts in tables:
            if theirs or (ours and page == sentence.leaf.name):
                yield from _against(claim, sentence, facts, ours, theirs)


def _against(
    claim: _Ratio, sentence: Sentence, facts: Sequence[Fact], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[Check]:
    for metric in claim.metrics:
        mine = _column([one for one in facts if one.metric == metric and one.is_ours], ours)
        others = [one for one in facts if one.metric == metric and not one.is_ours]
        if mine is None:
            continue
        for other in others if not theirs and len(others) == 1 else _named(others, theirs):
            yield from _ratio(claim, sentence, mine, other, facts)


def _column(mine: Sequence[Fact], ours: Sequence[str]) -> Fact | None:
    """The subject's number: of the variant that is named, or the only one in the table."""
    exact = [one for one in mine if any(_is_named(one.model, name) for name in ours)]
    return exact[0] if len(exact) == 1 else mine[0] if len(mine) == 1 and not _sizes(ours) else None


def _sizes(ours: Sequence[str]) -> list[str]:
    return [name for name in ours if re.search(r"\d[BM]\b", name)]


def _named(others: Sequence[Fact], theirs: Sequence[str]) -> list[Fact]:
    return [one for one in others if any(_is_named(one.model, name) for name in theirs)]


def _is_named(model: str, name: str) -> bool:
    return called(model) == called(name) or tokens(model) == tokens(name)


def _ratio(
    claim: _Ratio, sentence: Sentence, mine: Fact, other: Fact, facts: Sequence[Fact]
) -> Iterator[Check]:
    """The ratio the way round in which it is told: above one where that is above one."""
    pair = sorted((mine, other), key=lambda one: one.number)
    low, high = pair if claim.told < 1 else pair[::-1]
    made = low.number / high.number
    if abs(made - claim.told) > _MAX_OFF * claim.told:
        return
    expression = f"{shown(low.number)} / {shown(high.number)}"
    note, fair = _a_token(mine, other, facts)
    quotes = (said(sentence, claim.start, claim.end), low.quote, high.quote)
    name = f"{_SPOKEN[mine.metric]} against {other.model}"
    yield held(name, mine.model, expression, made, claim.told, claim.tolerance, quotes, note)
    yield from fair


_SPOKEN = {
    "compute": "compute", "per_tokens": "compute", "hours": "GPU-hours", "active": "active parameters",
    "total": "parameters", "tokens": "tokens",
}  # fmt: skip


def _a_token(mine: Fact, other: Fact, facts: Sequence[Fact]) -> tuple[str, list[Check]]:
    """Where the GPU-hours are of runs that saw different numbers of tokens: that, and the ratio a token."""
    seen = {one.model: one for one in facts if one.metric == "tokens"}
    if mine.metric != "hours" or not {mine.model, other.model} <= seen.keys():
        return "", []
    a, b = seen[mine.model], seen[other.model]
    if abs(a.number - b.number) <= ABOUT * b.number:
        return "", []
    made = (other.number / b.number) / (mine.number / a.number)
    expression = f"({shown(other.number)} / {shown(b.number)}) / ({shown(mine.number)} / {shown(a.number)})"
    note = f"the runs saw {shown(b.number)} and {shown(a.number)} tokens: {made:.2g} times a token"
    name = f"GPU-hours a token against {other.model}"
    fair = estimate(
        name, mine.model, expression, made, (other.quote, mine.quote), "the fair ratio behind the one told"
    )
    return note, [fair]


_FOLD = re.compile(
    r"(?<![\w.])(?P<n>\d+(?:\.\d+)?)(?:(?P<share> ?% of\b)| ?[×x](?!\d)| ?times\b|-fold\b)", re.IGNORECASE
)
_MEANS = re.compile(
    r"\b(?:represent|correspond|amount|equal|equivalent)\w*\b|\bthat is\b|\bi\.e\.", re.IGNORECASE
)
_VERSUS = re.compile(
    rf"(?<![\w.])(?P<a>{NUMBER}) ?(?P<u>[A-Za-z%/]+)? (?:vs\.?|versus|compared (?:to|with)) (?P<b>{NUMBER}) ?(?P<w>[A-Za-z%/]+)?"
)


def _in_sentence(sentence: Sentence, names: Names) -> Iterator[Check]:
    """A ratio and the two numbers of one unit that the same sentence tells; apart only where it says what they mean."""
    folds = list(_FOLD.finditer(sentence.text))
    if len(folds) != 1:
        return
    found = folds[0]
    told = float(found["n"]) / (100 if found["share"] else 1)
    is_ours = any(one.is_subject for one in names.find(sentence.text))
    pairs = [*_versus(sentence.text), *(_same_unit(sentence, names) if is_ours else ())]
    for low, high, unit in pairs[:1]:
        above, below = (low, high) if found["share"] else (high, low)
        made, tolerance = (
            above / below,
            max(2 * EXACT, _half(found["n"], is_share=bool(found["share"])) / (told or 1)),
        )
        off = abs(made - told) / told if told else 1
        if told and (off <= tolerance or (_MEANS.search(sentence.text) and off <= _MAX_OFF)):
            name, told_as = (
                f"the ratio of {unit}" if unit else "the ratio",
                f"{shown(above)} / {shown(below)}",
            )
            yield held(name, names.family, told_as, made, told, tolerance, (said(sentence, *found.span()),))


def _half(printed: str, *, is_share: bool) -> float:
    """Half of the last digit that is printed."""
    digits = len(printed.split(".")[1]) if "." in printed else 0
    return float(f"5e-{digits + 1}") / (100 if is_share else 1)


def _versus(text: str) -> Iterator[tuple[float, float, str]]:
    for found in _VERSUS.finditer(text):
        a, b = value(found["a"]), value(found["b"])
        if a and b and (not found["u"] or found["u"] == found["w"]):
            yield min(a, b), max(a, b), found["w"] or ""


def _same_unit(sentence: Sentence, names: Names) -> Iterator[tuple[float, float, str]]:
    held_in = [one for one in amounts(sentence, names) if one.kind in ("hours", "tokens")]
    for one, other in combinations(held_in, 2):
        if one.noun == other.noun and one.number != other.number and len(held_in) == 2:
            low, high = sorted((one.number, other.number))
            yield low, high, "GPU-hours" if one.kind == "hours" else one.noun
