"""How often a work's axis, topic, relevance, sector and kind are what a person says.

Rows are items as sources published them (title, text, url, categories, authors, outlink) with ``labels``. The
classifier that the pack ships answers; the labels are read by ``score`` alone. What is counted:

- ``relevance``: every row. Macro-F1 is the mean over core, adjacent and off.
- ``axis``: the rows whose label has one (an item that is "off" has none). Answering "off" there is a miss. Macro-F1
  is the mean over the axes; what is answered to rows that are off does not count. ``axis_with_off`` counts every row,
  with "off" as one more class.
- ``topic``: the rows whose label has one. It is right where it equals the label's topic or one of its alternatives;
  macro-F1 is over leaves with three items or more.
- ``sector`` and ``kind``: the rows whose label knows one.
- ``relevant``: precision and recall of "core or adjacent".
- ``above_naive``: how far that is from keyword rules (NAIVE).
- ``n_learned``: rows that the classifier learned from itself. Their answers say nothing about other works: measure
  with ``cross_validate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from mainstem import packs
from mainstem.bench.intervals import macro_f1, share
from mainstem.bench.rows import Row
from mainstem.errors import PackError
from mainstem.model import Classification, Classifier, ItemKind, Pack, Work
from mainstem.packs import classifier
from mainstem.pipeline.classify import classify, learned_key
from mainstem.text.identity import key_of

FIELDS = ("title", "url")
N_FOLDS = 5
FILE_WEIGHT = 3.0  # a row of the file beside one of our own labels, in whose way of judging it is not
MIN_LEAF = 3  # items of a topic below which its F1 says nothing
PACK = "llm-systems"
OFF = "off"
# What keyword rules reach on the shared labels, as their README says.
NAIVE = {
    "axis": {"accuracy": 0.53, "macro_f1": 0.40},
    "topic": {"accuracy": 0.44},
    "relevant": {"precision": 0.70, "recall": 0.80},
}
_AT = datetime(2026, 1, 1, tzinfo=UTC)  # any moment: classification knows none


def predict(rows: Sequence[Row]) -> list[Row]:
    """What the shipped classifier says of every row, and whether it ``learned`` from that work itself."""
    shipped = _shipped()
    known = set(shipped.learned.tolist())
    answers = _answers(rows, _pack(), shipped)
    return [
        {**answer, "learned": learned_key(work_of(row).id) in known}
        for row, answer in zip(rows, answers, strict=True)
    ]


def cross_validate(rows: Sequence[Row]) -> list[Row]:
    """What classifiers say that are trained anew on our labels and four fifths of the file; five of them.

    Folds are by work, and by repository on GitHub, whose issues and releases are alike. Nothing is learned of the
    rows that are asked, also not from our own labels of the same works, nor from their texts without labels. Takes
    some minutes; raises UsageError outside a checkout.
    """
    from mainstem.bench import classifier_corpus
    from mainstem.bench.classifier_learning import Labelled, learn
    from mainstem.bench.classifier_space import space_of

    pack = _pack()
    corpus = classifier_corpus.read(rows)
    space = space_of(corpus, pack)
    fold = [_fold(row) for row in rows]
    answers: list[Row] = [{} for _ in rows]
    for held_out in sorted(set(fold)):
        asked = [n for n, of in enumerate(fold) if of == held_out]
        groups = {_group(rows[n]) for n in asked}
        own = [Labelled(row) for row in corpus.labelled if _group(row) not in groups]
        told = [Labelled(row, FILE_WEIGHT) for n, row in enumerate(rows) if fold[n] != held_out]
        made = learn(pack, [*own, *told], space, "one fold")
        for n, answer in zip(asked, _answers([rows[n] for n in asked], pack, made), strict=True):
            answers[n] = answer
    return answers


def _group(row: Row) -> str:
    """What must not stand on both sides: a work, and on GitHub a repository."""
    work_id = work_of(row).id
    return "/".join(work_id.split("/")[:2]) if work_id.startswith("github:") else work_id


def _fold(row: Row) -> int:
    return int.from_bytes(blake2b(_group(row).encode(), digest_size=4).digest()) % N_FOLDS


def _answers(rows: Sequence[Row], pack: Pack, learned: Classifier) -> list[Row]:
    works = [work_of(row) for row in rows]
    made = classify(works, pack, learned)
    return [_answer(row, made[work.id]) for row, work in zip(rows, works, strict=True)]


def _pack() -> Pack:
    return packs.load(packs.find(PACK), lambda _: None)


def _shipped() -> Classifier:
    found = classifier.read(packs.find(PACK))
    if found is None:
        raise PackError(PACK, "ships no classifier", "Reinstall mainstem")
    return found


def _answer(row: Row, made: Classification) -> Row:
    return {
        "item_id": row.get("item_id"),
        "relevance": made.relevance,
        "axis": made.axis,
        "topic": made.topic,
        "sector": made.sector,
        "kind": made.kind,
        "why": made.why,
    }


# --- a row as a work --------------------------------------------------------------------------------

_KINDS: dict[str, ItemKind] = {"arxiv": "paper", "hn": "thread", "reddit": "thread", "blog": "post"}


def work_of(row: Row) -> Work:
    """The work that a labelled row tells of; its id is what the URL comes to."""
    url = str(row["url"])
    work_id = key_of(url) or str(row.get("item_id") or url)
    is_paper = work_id.startswith("arxiv:")
    extra = {name: row[name] for name in ("categories", "outlink", "flair") if row.get(name)}
    return Work(
        id=work_id,
        title=str(row["title"]),
        url=url,
        kind="paper" if is_paper else _KINDS.get(str(row.get("source")), "release"),
        stream=None,
        sector="mixed",
        source_id="",
        first_seen_at=_AT,
        authors=tuple(row.get("authors") or ()),
        text=str(row.get("text") or ""),
        extra=extra,
    )


# --- the figures ------------------------------------------------------------------------------------


def score(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, Any]:
    """Accuracy and macro-F1 with intervals for each field; see the module for what counts."""
    labels = [row["labels"] for row in rows]
    result: dict[str, Any] = {
        "n": len(rows),
        "n_learned": sum(bool(answer.get("learned")) for answer in answers),
        "axis": _figures(labels, answers, "axis", lambda label: bool(label["axis"])),
        "axis_with_off": _figures(labels, answers, "axis", lambda label: True),
        "relevance": _figures(labels, answers, "relevance", lambda label: True),
        "topic": _topics(labels, answers),
        "sector": _figures(labels, answers, "sector", lambda label: bool(label.get("sector"))),
        "kind": _figures(labels, answers, "kind", lambda label: bool(label.get("kind"))),
        "relevant": _relevant(labels, answers),
    }
    above = {
        field: {name: round(result[field][name] - naive, 4) for name, naive in figures.items()}
        for field, figures in NAIVE.items()
    }
    return {**result, "above_naive": above}


def _relevant(labels: Sequence[Mapping[str, Any]], answers: Sequence[Row]) -> dict[str, Any]:
    """Precision and recall of what is not off."""
    pairs = [
        (label["relevance"] != OFF, answer["relevance"] != OFF)
        for label, answer in zip(labels, answers, strict=True)
    ]
    precision, precision_95 = share([true for true, told in pairs if told])
    recall, recall_95 = share([told for true, told in pairs if true])
    return {
        "precision": precision,
        "precision_95": precision_95,
        "recall": recall,
        "recall_95": recall_95,
    }


def _figures(
    labels: Sequence[Mapping[str, Any]],
    answers: Sequence[Row],
    field: str,
    counts: Callable[[Mapping[str, Any]], bool],
) -> dict[str, Any]:
    pairs = [
        (label[field] or OFF, answer[field] or OFF)
        for label, answer in zip(labels, answers, strict=True)
        if counts(label)
    ]
    true, told = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return _document(true, told, sorted(set(true)))


def _topics(labels: Sequence[Mapping[str, Any]], answers: Sequence[Row]) -> dict[str, Any]:
    pairs = [
        (_accepted(label, answer["topic"]), answer["topic"] or OFF)
        for label, answer in zip(labels, answers, strict=True)
        if label["topic"]
    ]
    n_items = Counter(label["topic"] for label in labels if label["topic"])
    leaves = sorted(topic for topic, n in n_items.items() if n >= MIN_LEAF)
    return _document([pair[0] for pair in pairs], [pair[1] for pair in pairs], leaves)


def _accepted(label: Mapping[str, Any], told: str | None) -> str:
    """The topic that an answer is held against: itself where the label accepts it."""
    return told if told and told in (label.get("topic_alt") or ()) else str(label["topic"])


def _document(true: Sequence[str], told: Sequence[str], among: Sequence[str]) -> dict[str, Any]:
    accuracy, accuracy_95 = share([a == b for a, b in zip(true, told, strict=True)])
    f1, f1_95 = macro_f1(true, told, among)
    return {
        "n": len(true),
        "accuracy": accuracy,
        "accuracy_95": accuracy_95,
        "macro_f1": f1,
        "macro_f1_95": f1_95,
    }
