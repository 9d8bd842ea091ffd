"""Which pairs of records are one work: once with all that a record holds, once with its text alone.

The sentence ``evidence`` of a row was written by whoever labelled it. Nothing of its judgement is read: only what a
machine that saw the sources would have, which are identifiers, that one side links the other, and the measured
share of text that both hold.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from mainstem.bench.intervals import Rows, interval
from mainstem.bench.rows import Row
from mainstem.pipeline.join import umbrellas
from mainstem.text.identity import key_of
from mainstem.text.same_work import Kind, Record, Verdict, judge

FIELDS = ("a", "b", "same")

_KINDS: dict[str, Kind] = {
    "curated-list": "listing",
    "venue-page": "listing",
    "vendor-blog": "post",
    "blog": "post",
    "newsletter": "post",
    "reddit": "thread",
    "hackernews": "thread",
    "huggingface": "model",
    "github": "repository",
}
_POINTING = frozenset({"listing", "post", "thread", "model", "repository"})
_PAPERS = ("arxiv:", "doi:", "openreview:", "usenix:", "mlsys", "neurips", "pmlr:", "acl:")
Bools = NDArray[np.bool_]
_LINKS = re.compile(
    r"links (?:this title|this arxiv id|the id)|story url is|threads on arxiv|announces the paper"
    r"|carries tag|tagged with|gives both the arxiv id|beside the id",
    re.IGNORECASE,
)
_CONTAINED = re.compile(r"containment (\d(?:\.\d+)?)")


def predict(rows: Sequence[Row]) -> list[Row]:
    """A verdict on every pair: with everything, without the sentence of evidence, and from text alone."""
    canon, several = _known()
    rows = _with_all_links(rows)
    return [
        {
            "pair_id": row.get("pair_id"),
            "full": _told(_judged(row, canon, several)),
            "records_only": _told(_judged({**row, "evidence": ""}, canon, several)),
            "text_only": _told(judge(_bare(row["a"]), _bare(row["b"]), umbrellas=several)),
        }
        for row in rows
    ]


def _with_all_links(rows: Sequence[Row]) -> list[Row]:
    """The rows, each thread with the papers that it links in any row of the file."""
    linked: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        name = row["a"].get("id")
        if (
            name
            and _KINDS.get(row["a"].get("source") or "") == "thread"
            and _LINKS.search(row.get("evidence") or "")
        ):
            linked[name] |= {row["b"]["id"]} if str(row["b"].get("id")).startswith("arxiv:") else set()
    return [{**row, "linked": sorted(linked.get(row["a"].get("id") or "", ()))} for row in rows]


def score(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, Any]:
    """``precision``, ``recall`` and ``f1`` of "same" with all evidence; again under ``text_only`` and, without
    the labeller's sentence, under ``records_only``. ``merged`` counts the pairs to be kept apart that were
    merged, by relation."""
    truth = [bool(row["same"]) for row in rows]
    result: dict[str, Any] = {"n": len(rows)}
    for view in ("full", "records_only", "text_only"):
        said = [bool(answer[view]["same"]) for answer in answers]
        wrong = (row.get("relation", "?") for row, t, s in zip(rows, truth, said, strict=True) if s and not t)
        figures = {**_figures(truth, said), "merged": dict(Counter(wrong))}
        result |= figures if view == "full" else {view: figures}
    return result


def _figures(truth: Sequence[bool], said: Sequence[bool]) -> dict[str, Any]:
    t, s = np.asarray(truth, bool), np.asarray(said, bool)
    made: dict[str, Any] = {}
    for name, figure in (("precision", _precision), ("recall", _recall), ("f1", _f1)):
        made[name] = round(figure(t, s), 4)
        made[f"{name}_95"] = interval(_over(figure, t, s), len(t))
    return made


def _over(figure: Callable[[Bools, Bools], float], t: Bools, s: Bools) -> Callable[[Rows], float]:
    return lambda rows: figure(t[rows], s[rows])


def _precision(t: Bools, s: Bools) -> float:
    return float((t & s).sum() / s.sum()) if s.any() else 1.0


def _recall(t: Bools, s: Bools) -> float:
    return float((t & s).sum() / t.sum()) if t.any() else 1.0


def _f1(t: Bools, s: Bools) -> float:
    return float(2 * (t & s).sum() / (t.sum() + s.sum())) if t.any() or s.any() else 1.0


def _told(verdict: Verdict) -> Row:
    return {
        "same": verdict.same,
        "relation": verdict.relation,
        "probability": round(verdict.probability, 3),
        "why": verdict.why,
    }


def _judged(row: Row, canon: Mapping[str, str], several: frozenset[str]) -> Verdict:
    evidence = str(row.get("evidence") or "")
    a, b = _record(row["a"], canon), _record(row["b"], canon)
    if _LINKS.search(evidence):
        a, b = _linking(replace(a, links=a.links | set(row.get("linked", ()))), b, evidence)
    contained = _CONTAINED.search(evidence)
    return judge(a, b, umbrellas=several, shared_text=float(contained[1]) if contained else None)


def _linking(a: Record, b: Record, evidence: str) -> tuple[Record, Record]:
    """What the evidence says is linked: the arXiv ids it names, or else the other side of the pair."""
    named = frozenset(f"arxiv:{number}" for number in re.findall(r"\b\d{4}\.\d{4,5}\b", evidence))
    pointing = next((r for r in (a, b) if r.kind in _POINTING), a)
    other = b if pointing is a else a
    if other.kind in _POINTING and named:  # two threads on one paper
        return replace(a, links=a.links | named), replace(b, links=b.links | named)
    linked = replace(pointing, links=pointing.links | (named & other.keys or other.keys))
    return (linked, b) if pointing is a else (a, linked)


def _bare(side: Row) -> Record:
    return Record(str(side.get("title") or ""), tuple(side.get("authors") or ()), side.get("year"))


def _record(side: Row, canon: Mapping[str, str]) -> Record:
    told = [side.get("id"), key_of(side["url"]) if side.get("url") else None]
    told.append(key_of(f"https://doi.org/{side['doi']}") if side.get("doi") else None)
    out = key_of(side["outlink"]) if side.get("outlink") else None
    if out and out.startswith(_PAPERS):
        told.append(out)  # a link post is what it links to
    keys = {_lower(key) for key in told if key}
    day = _day(side.get("date"))
    year = side.get("year") or (int(day[:4]) if day else None)
    return Record(
        title=str(side.get("title") or ""),
        authors=tuple(side.get("authors") or ()),
        year=year,
        day=day,
        kind=_KINDS.get(side.get("source") or "", "paper"),
        keys=frozenset(keys | {canon[key] for key in keys if key in canon}),
        links=frozenset({out} if out else ()),
        host=_house(side.get("url")),
    )


def _lower(key: str) -> str:
    return key.lower() if key.startswith(("doi:", "github:")) else key


def _house(url: str | None) -> str:
    """Who publishes at an address: for posts, the vendor's name in its host."""
    host = (urlsplit(url).hostname or "") if url else ""
    return ".".join(host.removeprefix("www.").split(".")[-2:])


def _day(told: str | None) -> str | None:
    if not told:
        return None
    try:
        at = datetime.fromisoformat(told) if told[:4].isdigit() else parsedate_to_datetime(told)
    except ValueError:
        return None
    return (at if at.tzinfo is None else at.astimezone(UTC)).date().isoformat()


def _known() -> tuple[dict[str, str], frozenset[str]]:
    """What the shipped pack knows: other keys of canon works, and repositories that serve several works."""
    from mainstem import packs
    from mainstem.connectors import TABLE

    pack = packs.load(packs.find("llm-systems"), TABLE.name_for)
    works = (*pack.canon, *pack.candidates)
    canon = {alias: row.key for row in works for alias in row.aliases}
    return canon, umbrellas(pack)
