"""What a report does not disclose: left unsaid, said to be as in another report, or withheld."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mainstem.model import Disclosure, Reticence
from mainstem.reports.fields import FIELDS
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import Names

_SHAPE = frozenset({
    "n_layers", "hidden_size", "n_attention_heads", "n_kv_heads", "attention_kind", "vocab_size", "n_experts_routed",
    "n_experts_shared", "n_experts_active", "expert_hidden",
})  # fmt: skip
_MEANT: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\barchitecture|\bmodel (?:configuration|structure)|hyper-?parameters? settings", re.IGNORECASE), _SHAPE),
    (re.compile(r"\bbatch sizes?", re.IGNORECASE), frozenset({"batch_size"})),
    (re.compile(r"\blearning rates?", re.IGNORECASE), frozenset({"learning_rate_peak"})),
    (re.compile(r"\btokeni[sz]er", re.IGNORECASE), frozenset({"tokenizer", "vocab_size"})),
    (re.compile(r"\b(?:training data|pre-?training (?:data|corpus))", re.IGNORECASE), frozenset({"data_mixture"})),
    (re.compile(r"\btraining (?:settings|details|setup|recipe)", re.IGNORECASE), frozenset({"optimizer", "batch_size", "learning_rate_peak"})),
)  # fmt: skip
_REFERS = re.compile(
    r"\b(?:align(?:s|ed)? with|adher\w* to|can be found in|same (?:[\w-]+ ){0,4}as|correspond\w* to|according to|identical to|adjusted according to|refer to|described in|detailed in"
    r"|inherit\w* from|exactly the same as)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our)\b|^(?:The )?(?:Batch|Hyper|Learning|Training|Model)", re.IGNORECASE)
_NEAR = 60  # characters between the words that refer and the report they refer to
_WITHHELD = re.compile(
    r"\b(?:beyond the scope of this (?:report|paper)|(?:do|does|will|can) ?not (?:disclose|share|release details|provide (?:further )?details)|not (?:be )?disclosed"
    r"|undisclosed|contains no further details|proprietary (?:details|information))\b",
    re.IGNORECASE,
)


def reticences(told: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> list[Reticence]:
    """The fields without a value of the report's own, in the order of FIELDS, each with what the report says of it."""
    given = {one.field for one in told if not one.is_other}
    missing = [field for field in FIELDS if field not in given]
    said: dict[str, Reticence] = {}
    for one in (*_withheld(cut, missing), *_by_reference(cut, names, missing)):
        said.setdefault(one.field, one)
    return [said.get(field, Reticence(field, "silent")) for field in missing]


def _by_reference(cut: Sequence[Sentence], names: Names, missing: Collection[str]) -> Iterator[Reticence]:
    for sentence in cut:
        refers = _REFERS.search(sentence.text)
        is_ours = _OURS.search(sentence.text) or any(one.is_subject for one in names.find(sentence.text))
        if not refers or not is_ours:
            continue
        named = [
            one.name for one in names.find(sentence.text) if not one.is_subject and one.end > refers.start()
        ]
        if named:
            yield from _each(sentence, f"by_reference({names.spelling(named[0])})", missing)


def _withheld(cut: Sequence[Sentence], missing: Collection[str]) -> Iterator[Reticence]:
    for sentence in cut:
        if _WITHHELD.search(sentence.text):
            yield from _each(sentence, "withheld", missing)


def _each(sentence: Sentence, status: str, missing: Collection[str]) -> Iterator[Reticence]:
    quote = sentence.leaf.text[sentence.told.at[0] : sentence.told.at[-1] + 1][:200]
    for pattern, fields in _MEANT:
        if pattern.search(sentence.text):
            for field in FIELDS:
                if field in fields and field in missing:
                    yield Reticence(field, status, quote, sentence.leaf.name)
