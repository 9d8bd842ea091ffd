"""Steps × sequences × length against the tokens told, and how long a run took from the dates in its log."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.common import estimate, held, numbers, owner, said
from mainstem.reports.arithmetic.economics import machines
from mainstem.reports.fields import shown
from mainstem.reports.numbers import BIG, COUNT, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_TOLERANCE = 0.06  # a letter K may be 1,000 or 1,024, twice
_SAME = 0.25  # apart: more, and the tokens are of another stage
_FILL = r"(?:\s(?:is|are|was|were|of|to|at|as|set|fixed|kept|be|being|a|the|about|approximately|around|uses?|global|maximum|~)){0,5}\s?~?"
_BATCH = re.compile(
    rf"batch[- ]sizes?(?: \w+ing| \(\w+\))?{_FILL}(?P<n>{COUNT})(?:\s(?P<unit>[A-Za-z]+))?", re.IGNORECASE
)
_EACH = re.compile(
    rf"\b(?:each|every|per) (?:training )?(?:step|batch|iteration)\b[^.;\d]{{0,40}}(?P<n>{COUNT}) (?:sequences|samples)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"\b(?:(?:sequence|context) (?:length|window)s?|sequences){_FILL}(?P<n>{COUNT})(?! (?:sequences|steps))",
    re.IGNORECASE,
)
_STEPS = re.compile(
    rf"\bsteps (?:is|are|was|were)(?: set to)? (?P<m>{COUNT})|(?P<n>{COUNT}) (?:training |optimi[sz]er |gradient |update )?(?:steps|iterations|updates)\b",
    re.IGNORECASE,
)
_NO_STEPS = re.compile(
    r"warm|first|every|each|per|last|after|decay|increas\w*|anneal\w*|from|checkpoint\w*", re.IGNORECASE
)
_PER_BATCH = re.compile(
    rf"\b(?:batch|step|batch size)\b[^.;\d]{{0,40}}(?:contain\w*|consist\w* of|correspond\w* to|equal\w* to|amount\w* to|compris\w+|i\.e\.,?)\s(?:a total of |about |approximately |around |roughly |~)?(?P<n>{COUNT}) tokens"
    rf"|correspond\w* to (?:about |approximately |around |roughly |~)?(?P<m>{COUNT}) tokens (?:per|in each|a) (?:batch|step|iteration)",
    re.IGNORECASE,
)
_TOKENS = re.compile(rf"(?P<n>{BIG}) (?:[A-Za-z-]+ ){{0,2}}tokens\b(?! (?:per|in each|a) )", re.IGNORECASE)
_TRIED = re.compile(r"\bablation|\bscaling[- ]law|\bproxy\b|\bbaseline", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a paragraph, and its sentence."""

    told: float
    sentence: Sentence
    start: int
    end: int
    unit: str = ""

    @property
    def quote(self) -> str:
        return said(self.sentence, self.start, self.end)


def steps(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """Tokens by steps, batch and length, paragraph by paragraph; a paragraph with two batches is read by sentence."""
    lengths = {float(one.normalised): one for one in numbers(ours, "context_length_pretrain")}
    usual = next(iter(lengths)) if len(lengths) == 1 else None
    for _, group in groupby(cut, key=lambda sentence: (sentence.leaf.name, sentence.block)):
        block = [one for one in group if _of_a_run(one)]
        if len(batches := _batches(block)) == 1:
            yield from _of_block(block, batches[0], usual, names)
        elif batches:
            for one in block:
                if len(mine := _batches([one])) == 1:
                    yield from _of_block([one], mine[0], None, names)


def _of_a_run(sentence: Sentence) -> bool:
    return not _TRIED.search(" / ".join((sentence.text, *sentence.headings)))


def _batches(block: Sequence[Sentence]) -> list[_Number]:
    return list(_unique([*_read(block, _EACH), *_read(block, _BATCH)]))


def _of_block(
    block: Sequence[Sentence], batch: _Number, usual: float | None, names: Names
) -> Iterator[Check]:
    owners = [told for one in block if (told := owner(names, one))]
    if not owners:
        return
    model = max(owners, key=len)
    length = _only([one for one in _read(block, _LENGTH) if one.told >= 128])
    in_all = [one for one in _read(block, _TOKENS) if one.told >= 1e8]
    each, told, quotes = _tokens_a_batch(batch, length, usual)
    per_batch = _only(list(_read(block, _PER_BATCH)))
    if each and per_batch and batch.unit != "tokens" and abs(each - per_batch.told) <= _SAME * per_batch.told:
        held_to = (*quotes, per_batch.quote)
        yield held("batch × length", model, told, each, per_batch.told, _TOLERANCE, held_to)
    n_steps = _only([one for one in _read(block, _STEPS) if one.told >= 100])
    if n_steps is None or not each:
        return
    made = n_steps.told * each
    near = [one for one in in_all if abs(made - one.told) <= _SAME * one.told]
    expression, quotes = f"{shown(n_steps.told)} × {told}", (n_steps.quote, *quotes)
    if near:
        best = min(near, key=lambda one: abs(made - one.told))
        yield held(
            "steps × batch × length", model, expression, made, best.told, _TOLERANCE, (*quotes, best.quote)
        )
    elif length and n_steps.sentence is batch.sentence is length.sentence and not in_all:
        yield estimate("steps × batch × length", model, expression, made, quotes, "tokens")


def _tokens_a_batch(
    batch: _Number, length: _Number | None, usual: float | None
) -> tuple[float, str, tuple[str, ...]]:
    """Tokens in a batch, how they come about, and what tells it; 0 where the length is not told."""
    if batch.unit == "tokens":
        return batch.told, shown(batch.told), (batch.quote,)
    n = length.told if length else usual
    if n is None or batch.told < 4:
        return 0, "", ()
    quotes = (batch.quote, length.quote) if length else (batch.quote,)
    return batch.told * n, f"{shown(batch.told)} × {shown(n)}", quotes


def _read(block: Sequence[Sentence], pattern: re.Pattern[str]) -> Iterator[_Number]:
    is_tokens = pattern in (_TOKENS, _PER_BATCH)
    for sentence in block:
        for found in pattern.finditer(sentence.text):
            group = "n" if found["n"] else "m"
            unit = (found.groupdict().get("unit") or "").lower()
            binary = not (is_tokens or unit == "tokens" or pattern is _STEPS)
            number = value(found[group], k=1024 if binary else 1000)
            before = sentence.text[max(0, found.start() - 24) : found.start()]
            if number and not (pattern is _STEPS and _NO_STEPS.search(before)):
                yield _Number(number, sentence, *found.span(), unit)


def _unique(read: Sequence[_Number]) -> list[_Number]:
    """Each number once."""
    return list({one.told: one for one in reversed(read)}.values())


def _only(read: Sequence[_Number]) -> _Number | None:
    """The number, where one alone is told."""
    once = _unique(read)
    return once[0] if len(once) == 1 else None


# --- from a run's first day to its last ---------------------------------------------------------------

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(month.capitalize() for month in _MONTHS)
_DAY = rf"(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>20\d\d))?|(?P<iso>20\d\d-\d\d-\d\d))"
_RUN = r"(?:train\w*|run|experiment|model)"
_GAP = r"(?:[^.]|\.(?=\d))"  # within a sentence
_BEGAN = re.compile(
    rf"\b(?:launched|started|began|kicked off|start of)\b{_GAP}{{0,50}}\b{_RUN}\b{_GAP}{{0,40}}?\b{_DAY}"
    rf"|\b{_RUN}\b{_GAP}{{0,30}}\b(?:launched|started|began|kicked off)\b{_GAP}{{0,30}}?\b{_DAY.replace('P<', 'P<b_')}",
    re.IGNORECASE,
)
_ENDED = re.compile(
    rf"\b{_DAY},?{_GAP}{{0,40}}\b(?:completed|finished|ended|concluded)\b{_GAP}{{0,40}}\b{_RUN}\b"
    rf"|\b(?:completed|finished|ended|concluded)\b{_GAP}{{0,60}}?\b{_DAY.replace('P<', 'P<b_')}",
    re.IGNORECASE,
)
_LASTED = (3, 400)  # days


def wall_clock(ours: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Check]:
    """Days from the last start that is told to the end of the run, beside the days it would take without a stop."""
    began = [one for one in _days(cut, _BEGAN) if owner(names, one[1]) is not None]
    ended = [one for one in _days(cut, _ENDED) if owner(names, one[1]) is not None]
    if not began or not ended:
        return
    (end, last, end_quote) = ended[-1]
    lasted = [(_until(start, end), start, quote) for start, _, quote in began]
    lasted = [one for one in lasted if _LASTED[0] <= one[0] <= _LASTED[1]]
    if not lasted:
        return
    n, start, quote = min(lasted)
    ideal = next((days for _, days in machines(ours)), None)
    note = "days from start to end"
    if ideal is not None and float(ideal.normalised) < n:
        share = float(ideal.normalised) / n
        note += f"; {shown(ideal.normalised)} days of work are {share:.0%} of them"
    model = owner(names, last) or names.family
    yield estimate(
        "days by the calendar", model, f"{_shown(start)} to {_shown(end)}", n, (quote, end_quote), note
    )


_Day = tuple[int | None, int, int]  # year, month, day


def _days(cut: Sequence[Sentence], pattern: re.Pattern[str]) -> Iterator[tuple[_Day, Sentence, str]]:
    for sentence in cut:
        for found in pattern.finditer(sentence.text):
            told = {name.removeprefix("b_"): text for name, text in found.groupdict().items() if text}
            if (day := _day(told)) is not None:
                yield day, sentence, said(sentence, *found.span())


def _day(told: dict[str, str]) -> _Day | None:
    if iso := told.get("iso"):
        year, month, day = map(int, iso.split("-"))
        return (year, month, day) if _exists(year, month, day) else None
    n, day = _MONTHS.index(told["month"].lower()) + 1, int(told["day"])
    in_year = int(told["year"]) if "year" in told else None
    return (in_year, n, day) if _exists(in_year or 2020, n, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _until(start: _Day, end: _Day) -> int:
    """Days between two days; where no year is told, the end is within the year after the start."""
    year = start[0] or end[0] or 2021
    first = date(year, min(start[1], 12), min(start[2], 28 if start[1] == 2 else start[2]))
    if end[0] is not None and start[0] is not None:
        return (date(end[0], end[1], end[2]) - first).days
    last_day = min(end[2], 28 if end[1] == 2 else end[2])
    last = date(year, end[1], last_day)
    return (last - first).days if last >= first else (date(year + 1, end[1], last_day) - first).days


def _shown(day: _Day) -> str:
    year, month, n = day
    return f"{n} {_MONTHS[month - 1].capitalize()}" + (f" {year}" if year else "")
