"""Shares that make a whole, and how often a corpus was seen whose share and size are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.model import Check, Disclosure
from mainstem.reports.arithmetic.amounts import TRIED, Amount
from mainstem.reports.arithmetic.common import EXACT, estimate, held, largest, numbers, owner, said
from mainstem.reports.arithmetic.runs import whole
from mainstem.reports.fields import shown
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_SHARE = re.compile(
    r"(?<![\w.-])(?P<n>\d+(?:\.\d+)?) ?%(?: of)?(?P<of>(?: (?!and\b|or\b|of\b)[A-Za-z][\w-]*){0,4})"
)
_WHOLE_OF = re.compile(
    r"\b(?:compos\w+|consist\w*|compris\w+|mixture|mix|made up|ratio|proportions?|distribution|account\w*|split|breakdown|shares?)\b|\bused? \d",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:than|improv\w*|reduc\w*|increas\w*|faster|slower|fewer|less|accura\w*|score\w*|outperform\w*|respectively|rates?|speed\w*|win)\b",
    re.IGNORECASE,
)


def wholes(
    cut: Sequence[Sentence], counted: Sequence[list[Amount]], names: Names, ours: Sequence[Disclosure]
) -> Iterator[Check]:
    """Shares listed in one sentence that make a whole; and how often corpora were seen whose share is told."""
    for sentence in cut:
        if TRIED.search(" / ".join(sentence.headings)):
            continue
        found = list(_SHARE.finditer(sentence.text)) if sentence.text.count("%") >= 2 else []
        if len(found) < 2 or _CHANGE.search(sentence.text) or not _WHOLE_OF.search(sentence.text):
            continue
        model = owner(names, sentence)
        made = round(sum(float(one["n"]) for one in found) / 100, 6)
        if model is None or abs(made - 1) > EXACT:
            continue
        expression = " + ".join(f"{float(one['n']) / 100:g}" for one in found)
        quotes = (said(sentence, found[0].start(), found[-1].end()),)
        yield held("shares of a whole", model, expression, made, 1.0, EXACT, quotes)
        yield from _seen(found, sentence, counted, ours, names)


def _seen(
    shares: Sequence[re.Match[str]],
    sentence: Sentence,
    counted: Sequence[list[Amount]],
    ours: Sequence[Disclosure],
    names: Names,
) -> Iterator[Check]:
    """Epochs over the corpora of which a share and a size are told: shares × tokens / sizes."""
    added = [one for one in numbers(ours, "training_tokens") if one.stage == "continued_pretrain"]
    seen = largest(added or whole(ours, names), "training_tokens")
    corpora = []
    for share in shares:
        topics = frozenset(re.findall(r"[a-z]+", share["of"].lower())) - _COMMON
        sizes = [
            one
            for found in counted
            for one in found
            if one.kind == "tokens" and one.topics & topics and not one.is_bound
        ]
        if sizes:
            corpora.append((float(share["n"]) / 100, max(sizes, key=lambda one: one.number)))
    if seen is None or not corpora:
        return
    part, size = sum(share for share, _ in corpora), sum(one.number for _, one in corpora)
    made = part * float(seen.normalised) / size
    if 0.3 <= made <= 30:
        told = " + ".join(shown(one.number) for _, one in corpora)
        expression = f"{part:g} × {shown(seen.normalised)} / ({told})"
        quotes = (
            said(sentence, shares[0].start(), shares[-1].end()),
            seen.quote,
            *(said(one.sentence, one.start, one.end) for _, one in corpora),
        )
        yield estimate("epochs over these corpora", seen.model, expression, made, quotes)


_COMMON = frozenset(["source", "corpus", "data", "natural", "language", "text", "tokens", "web", "of"])
