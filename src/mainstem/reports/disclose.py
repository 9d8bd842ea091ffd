"""What a document discloses: every value with its model, quote and page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mainstem.model import Disclosure
from mainstem.reports import stages
from mainstem.reports.document import Document, Leaf
from mainstem.reports.numbers import shown, value
from mainstem.reports.pages.layout import Sentence, sentences
from mainstem.reports.sentences import (
    attention,
    budgets,
    clusters,
    contexts,
    dates,
    drills,
    licences,
    methods,
    phrases,
    prose,
    rates,
    speeds,
)
from mainstem.reports.settle import settle
from mainstem.reports.subject.family import learn
from mainstem.reports.subject.names import Found, Names, tokens
from mainstem.reports.subject.whose import Whose
from mainstem.reports.tables import tabled
from mainstem.reports.tables.tabled import Table

MAX_QUOTE = 200  # characters
_OF_NAMES = frozenset({"base_model", "tokenizer"})  # their values are names of models
_OF_US = frozenset(
    {"post_training", "optimizer", "precision", "parallelism", "base_model", "vocab_size", "tokenizer"}
)  # what is done, not had
_BAD_SECTION = re.compile(
    r"^related work|^background|^acknowledg|author|prompt template|case stud", re.IGNORECASE
)


def read(document: Document) -> list[Disclosure]:
    """The disclosures of a document, one for each model, field, stage and value, in the order of reading."""
    cut = sentences(document)
    return disclosures(document, cut, learn(document, cut))


def disclosures(document: Document, cut: Sequence[Sentence], names: Names) -> list[Disclosure]:
    """The same where the sentences are cut and the models known."""
    tables = tabled.read(document, cut, names)
    found = [
        *_stamped(document, names),
        *_from_tables(tables),
        *_from_prose(cut, names, tabled.rows(tables)),
        *_from_headings(cut, names),
    ]
    return _once(_best(contexts.promoted(settle([*found, *_named_sizes(found, cut, names)], names))))


def _stamped(document: Document, names: Names) -> Iterator[Disclosure]:
    """The days that the first page tells."""
    first = document.leaves[0]
    for day, whole, span in dates.released(first):
        yield _plain(first, names.family, "release_date", first.text[slice(*span)], day, whole, span)


_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?[BT])(?!\w)")
_ACTIVE = re.compile(r"(?<![\w.])A(\d+(?:\.\d+)?B)(?!\w)")
_N_NAMED = 2  # times that a name with a size must stand in the text


def _named_sizes(found: Sequence[Disclosure], cut: Sequence[Sentence], names: Names) -> Iterator[Disclosure]:
    """The sizes in the names of the subject and its variants, of those whose parameters nothing else tells."""
    places: dict[str, list[tuple[Sentence, Found]]] = {}
    for sentence in cut:
        for name in names.find(sentence.text):
            if name.is_subject and _SIZE.search(name.name):
                places.setdefault(names.spelling(name.name), []).append((sentence, name))
    for variant, (first, *others) in places.items():
        if len(others) + 1 >= _N_NAMED or variant == names.family:
            yield from _named_size(variant, *first, found)


def _named_size(
    variant: str, sentence: Sentence, name: Found, found: Sequence[Disclosure]
) -> Iterator[Disclosure]:
    for field, pattern in (("total_parameters", _SIZE), ("active_parameters", _ACTIVE)):
        size = pattern.search(name.name)
        number = value(size[1]) if size else None
        if size and number and not _is_told(field, variant, number, found):
            start = name.start + size.start(1)
            span = sentence.told.span(start, start + len(size[1]))
            whole = sentence.told.at[0], sentence.told.at[-1] + 1
            told = _plain(sentence.leaf, variant, field, size[1], shown(number), whole, span)
            yield replace(told, qualifier="approx")


_ROUNDING = 0.1  # by which the size in a name may differ from the parameters that are told


def _is_told(field: str, variant: str, number: float, found: Sequence[Disclosure]) -> bool:
    """Whether a size is told otherwise: of that variant, or of any by about that number."""
    return any(
        one.field == field
        and not one.is_other
        and (
            tokens(one.model) == tokens(variant) or abs(float(one.normalised) - number) <= _ROUNDING * number
        )
        for one in found
    )


def _plain(
    leaf: Leaf,
    model: str,
    field: str,
    printed: str,
    normalised: float | int | str,
    whole: tuple[int, int],
    span: tuple[int, int],
) -> Disclosure:
    told = quote(leaf, whole, span)
    return Disclosure(model, field, None, printed, None, normalised, "exact", told, leaf.name, "prose")


def _best(found: Sequence[Disclosure]) -> list[Disclosure]:
    """Without a weaker word for what a stronger one says: a licence's name says more than "open"."""
    told: dict[str, list[str]] = {}
    for one in found:
        if not one.is_other:
            told.setdefault(one.field, []).append(str(one.normalised))
    return [one for one in found if one.is_other or not _is_weak(one, told)]


def _is_weak(one: Disclosure, told: Mapping[str, Sequence[str]]) -> bool:
    is_weak = _WEAK.get(one.field)
    return bool(is_weak and is_weak(str(one.normalised), one.value, told[one.field]))


_WEAK = {"attention_kind": attention.is_weak, "licence": licences.is_weak, "post_training": methods.is_weak}


def _from_prose(
    cut: Sequence[Sentence], names: Names, rows: Mapping[int | str, Sequence[tuple[int, int]]]
) -> Iterator[Disclosure]:
    """What sentences tell, but not where what stands in the ``rows`` of a leaf's tables was taken for one."""
    whose = Whose(names)
    for sentence in cut:
        whose.enter(sentence)
        if not any(_BAD_SECTION.search(heading) for heading in sentence.headings):
            for told in _told(sentence, names):
                at, _ = sentence.told.span(told.start, told.end)
                if any(start <= at < end for start, end in rows.get(sentence.leaf.name, ())):
                    continue
                if told.field in _OF_NAMES or not whose.is_name(told.start):
                    yield _disclosure(sentence, told, whose)
        whose.leave()


def _told(sentence: Sentence, names: Names) -> Iterator[prose.Told]:
    for tell in (
        prose.tell,
        rates.tell,
        contexts.tell,
        budgets.tell,
        speeds.tell,
        clusters.tell,
        drills.tell,
    ):
        yield from (told for told in tell(sentence) if not prose.is_example(sentence, told))
    yield from phrases.tell(sentence, names)


def _from_headings(cut: Sequence[Sentence], names: Names) -> Iterator[Disclosure]:
    """The methods that sections are about."""
    seen: set[tuple[str, ...]] = set()
    for sentence in cut:
        if sentence.headings in seen:
            continue
        seen.add(sentence.headings)
        method = methods.headed(sentence.headings)
        at = sentence.leaf.text.find(sentence.headings[-1]) if method else -1
        if method and at >= 0:
            span = at, at + len(sentence.headings[-1])
            model = names.aligned(names.family, stages.made_in("post_training", method, None))
            yield _plain(sentence.leaf, model, "post_training", sentence.headings[-1], method, span, span)


def _from_tables(tables: Sequence[Table]) -> Iterator[Disclosure]:
    for table in tables:
        for told in table.stated:
            yield Disclosure(
                model=told.owner.name,
                field=told.field,
                stage=None,
                value=told.printed,
                unit=told.unit,
                normalised=told.normalised,
                qualifier="exact",
                quote=quote(table.leaf, told.row, told.cell),
                page=table.leaf.name,
                where="table",
                is_other=not told.owner.is_subject,
            )


def _disclosure(sentence: Sentence, told: prose.Told, whose: Whose) -> Disclosure:
    ours = whose.of_us(told.start) if told.field in _OF_US else None
    owner = ours or whose.of(told.start, told.end, is_of=told.field not in _OF_NAMES)
    built = (
        whose.names.built_on(str(told.normalised))
        if told.field == "base_model" and owner.is_subject
        else None
    )
    stage = stages.stage(sentence, told)
    made = stages.made_in(told.field, told.normalised, stage)
    model = whose.names.aligned(owner.name, made) if owner.is_subject else owner.name
    start, end = sentence.told.span(told.start, told.end)
    return Disclosure(
        model=built or model,
        field=told.field,
        stage=stage,
        value=told.printed,
        unit=told.unit,
        normalised=told.normalised,
        qualifier=told.qualifier,
        quote=quote(sentence.leaf, (sentence.told.at[0], sentence.told.at[-1] + 1), (start, end)),
        page=sentence.leaf.name,
        where=sentence.where,
        is_other=not owner.is_subject or whose.is_trial(owner),
    )


def quote(leaf: Leaf, around: tuple[int, int], value: tuple[int, int]) -> str:
    """At most MAX_QUOTE characters of a leaf's text, as it is, that hold the value: its sentence or a part of it."""
    start, end = around
    if end - start > MAX_QUOTE:
        start = max(start, value[0] - MAX_QUOTE // 2)
        end = min(end, max(value[1], start + MAX_QUOTE))
        start = max(around[0], end - MAX_QUOTE)
        if start > around[0]:
            start = min(value[0], leaf.text.find(" ", start) + 1)
        if end < around[1] and (space := leaf.text.rfind(" ", value[1], end)) > 0:
            end = space
    return leaf.text[start:end].strip()


def _once(found: Sequence[Disclosure]) -> list[Disclosure]:
    """The first of those that say the same of the same model."""
    kept: dict[tuple[object, ...], Disclosure] = {}
    for one in found:
        kept.setdefault((one.field, one.normalised, one.is_other, tokens(one.model)), one)
    return list(kept.values())
