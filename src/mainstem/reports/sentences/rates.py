"""Learning rates and batch sizes told in sentences: each number belongs to the noun that is named last before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import ABOUT, COUNT, SCI, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told

_RATE = r"\blearning[- ]rates?\b(?! warm-?up (?:ratio|fraction))|\bLRs?\b|\brate of\b|\bwarm-?up (?=from 0 to)|\bpeak (?:rate|value)\b"
_OTHER = (  # what else of a recipe has a small number
    r"weight[-_ ]?decay|\beps\w*|ε|dropout|deviation|\bstd\b|initiali[sz]\w+|coefficient|factor|β\d?|𝛽|\bbeta|\bbetas?\b|\bloss\b|penalty"
    r"|threshold|\bKL\b|clip\w*|ratio|momentum|temperature|\bRMS|bias update|update speed|γ|λ|α|\bgamma\b|\blambda\b|\balpha\b"
)
_NOUN = re.compile(rf"(?P<rate>{_RATE})|(?P<other>{_OTHER})", re.IGNORECASE)
_POWER = re.compile(SCI)
_MAX_AND_MIN = re.compile(
    rf"\b(?:max\w*|peak|initial) and (?:the )?(?:min\w*|final|end\w*)\b.{{0,60}}?{SCI}(?: to|,? and) $",
    re.IGNORECASE,
)
_FALLS = (
    r"(?:decay|anneal|reduc|decreas|declin|shrink|lower|drop|fall|diminish|cool|descend|go(?:es|ing) down)\w*"
)
_END = re.compile(
    rf"(?:\bend LR|\bfinal|\bminimum|\bmin|\bending|{_FALLS} (?:[\w-]+ ){{0,6}}(?:to|until|towards?)|down to|\bends? at|\bfloor)[^\d]{{0,25}}$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?P<first>{SCI}|\b0) ?(?:and |then )?(?:to|→|->|down to) ?(?:a |the )?(?:\w+ ){{0,4}}$"
)
_ON = re.compile(r"(?:then|finally|and|next|,) (?:\w+ly )?to (?:a |the )?(?:\w+ )?$")
_AFTER = re.compile(
    r"^ (?:as (?:the |our |its |an? )?|(?:peak |initial |max\w* |constant )*)(?:peak |initial |max\w* |constant )*(?:learning rate|LR)\b",
    re.IGNORECASE,
)
_SEARCHED = re.compile(
    r"\bgrid|\bsweep\w*|\bswept\b|\bsearch\w*|\bcandidate (?:learning|rates?|values?|sizes?)|\btun(?:e|ed|ing) (?:the )?(?:learning|hyper)|\bbest (?:of|among)|\bselected from|\{ ?\d[^}]*,",
    re.IGNORECASE,
)
_FAR = 160  # characters between a noun and its number


def tell(sentence: Sentence) -> Iterator[Told]:
    """The learning rates and batch sizes of a sentence, whoever's they are; those that were searched among are none."""
    if not _SEARCHED.search(sentence.text):
        yield from _rates(sentence.text)
        yield from _batches(sentence.text)


def _rates(text: str) -> Iterator[Told]:
    """Learning rates, those at which a schedule ends left out: of "from A to B" the first, and B after a warm-up from 0."""
    has_fallen = False
    for found in _POWER.finditer(text) if re.search(_RATE, text, re.IGNORECASE) else ():
        number = value(found.group())
        if number is None or not 1e-8 <= number <= 0.05 or not _is_rate(text, found):
            continue
        is_end = _ends(text, found, has_fallen=has_fallen)
        has_fallen |= is_end
        if not is_end:
            yield Told("learning_rate_peak", *found.span(), found.group(), number, None, "exact")


def _is_rate(text: str, found: re.Match[str]) -> bool:
    """Whether the noun named last before a number is a learning rate, or the one right after it."""
    if _AFTER.match(text[found.end() : found.end() + 60]):
        return True
    named = list(_NOUN.finditer(text, 0, found.start()))
    return bool(named and named[-1]["rate"] and found.start() - named[-1].end() < _FAR)


def _ends(text: str, found: re.Match[str], *, has_fallen: bool) -> bool:
    before = text[max(0, found.start() - 70) : found.start()]
    ranged = _RANGE.search(before)
    if ranged and ranged["first"] == "0":
        return False
    return bool(
        ranged
        or _END.search(before)
        or (has_fallen and _ON.search(before))
        or _MAX_AND_MIN.search(text[: found.start()])
    )


_BATCH = re.compile(
    r"(?<!mini-)(?<!mini )(?<!micro-)(?<!micro )\bbatch[- ]sizes?\b|\bGBS\b|\b(?:global|training) batch\b(?! size)",
    re.IGNORECASE,
)
_NO_BATCH = re.compile(r"evaluat|benchmark|inference|decoding|prefill|serving", re.IGNORECASE)
_STEPWISE = re.compile(r"increas|ramp|warm|scal|grow|expand|doubl|rais|adjust|enlarg|start", re.IGNORECASE)
_BATCH_END = re.compile(
    r"learning rate|sequence length|context length|mini-?batch|micro-?batch|steps? of|dropout|weight decay|gradient|;",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" ?$| (?:for|in|at|during|until|after|on) [^,;]{0,40}$")  # of two numbers of a list
_UNIT = r"(?P<unit> (?:training )?(?:sequences|tokens|examples|samples|prompts|instances|questions))?"
_SIZES = re.compile(
    rf"(?:\b(?P<word>of|to|at|from|is|as|with|was|are|were|be|=|:|equals)\b|(?P<sign>[=:])|(?P<more>,(?: and| or)?|\band|\bor)) ?(?:a |the )?(?:max\w* |total |final )*(?:of )?{ABOUT}(?P<v>{COUNT}){_UNIT}(?! (?:steps|iterations|epochs|GPUs|layers))",
    re.IGNORECASE,
)
_BOUND = 60  # characters between the words and the first number
_OF_A_BATCH = re.compile(
    rf"(?:\b(?:each|every|per)(?: \w+)? (?:batch|step|iteration)\b[^.\d]{{0,40}}? |\bbatch(?:es)? (?:of|with|contain\w+|consist\w+ of) ){ABOUT}"
    rf"(?P<v>{COUNT})(?P<unit> (?:\w+ )?(?:sequences|tokens|examples|samples|prompts|instances|questions|problems|queries))",
    re.IGNORECASE,
)
_EACH_STEP = re.compile(
    rf"(?P<v>{COUNT})(?P<unit> (?:[a-z-]+ )?(?:sequences|examples|samples|prompts|instances|questions|problems|queries)) (?:are |is |were )?(?:sampled |drawn |used |selected )?"
    r"(?:per|in each|at each|for each|at every|in every|for every|each|every) (?:\w+ )?(?:batch|step|iteration|update)\b",
    re.IGNORECASE,
)


def _batches(text: str) -> Iterator[Told]:
    """Batch sizes: one after the words, or each of a list or a ramp ("from 64M to 96M, and finally to 128M")."""
    if _NO_BATCH.search(text):
        return
    if named := _BATCH.search(text):
        end = _BATCH_END.search(text, named.end())
        yield from _sizes(text[: end.start() if end else len(text)], named.end())
        return
    for pattern in (_OF_A_BATCH, _EACH_STEP):
        for found in pattern.finditer(text):
            yield from _size(found)


def _sizes(clause: str, start: int) -> Iterator[Told]:
    is_ramp = bool(_STEPWISE.search(clause))
    last = None
    for found in _SIZES.finditer(clause, start):
        if last is None and (found["more"] or found.start("v") - start > _BOUND) and not is_ramp:
            return
        if last is not None and not _goes_on(clause, last, found, is_ramp=is_ramp):
            continue
        if is_ramp and found["word"] == "at" and found.start() - start > 12:
            continue
        last = found
        yield from _size(found)


def _goes_on(clause: str, last: re.Match[str], found: re.Match[str], *, is_ramp: bool) -> bool:
    """Whether a number after the first is one more of a list, or the next of a ramp."""
    if found["more"]:
        return (
            bool(_BETWEEN.match(clause[last.end() : found.start()]))
            and clause[found.end() : found.end() + 1] != "-"
        )
    return is_ramp and found["word"] in ("from", "to", "of")


def _size(found: re.Match[str]) -> Iterator[Told]:
    unit = (found["unit"] or "").strip() or None
    number = value(found["v"], k=1000 if unit and unit.endswith("tokens") else 1024)
    if number is not None and 4 <= number <= 2e8:
        yield Told("batch_size", *found.span("v"), found["v"], shown(number), unit, "exact")
