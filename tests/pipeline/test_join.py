"""Which works of many are one, and which follow another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from mainstem.model import CanonWork, Repository
from mainstem.packs import find, load
from mainstem.pipeline.join import Candidate, Found, compare, umbrellas
from mainstem.text.same_work import Record

TITLE = "Disaggregating Prefill and Decoding for Goodput-optimized Serving"
PREPRINT = Candidate(
    "arxiv:2401.09670",
    Record(
        f"DistServe: {TITLE}",
        ("A. Author", "B. Author"),
        2024,
        kind="paper",
        keys=frozenset({"arxiv:2401.09670"}),
    ),
)
PAGE = Candidate(
    "usenix:osdi24/sample",
    Record(f"DistServe: {TITLE}", year=2024, kind="paper", keys=frozenset({"usenix:osdi24/sample"})),
)
OTHER = Candidate(
    "arxiv:2407.00079",
    Record(
        "Mooncake: A KVCache-centric Architecture",
        year=2024,
        kind="paper",
        keys=frozenset({"arxiv:2407.00079"}),
    ),
)
EVERY = (PREPRINT, PAGE, OTHER)


def _compared(candidates: Sequence[Candidate]) -> Found:
    return compare(combinations(candidates, 2))


def _version(n: str, key: str, year: int, *authors: str) -> Candidate:
    record = Record(f"FlashSample{n}: Faster Kernels", authors, year, kind="paper", keys=frozenset({key}))
    return Candidate(key, record)


def test_a_preprint_and_its_page_are_joined() -> None:
    """The third work stays alone."""
    found = _compared(EVERY)
    assert [("arxiv:2401.09670", "usenix:osdi24/sample")] == [(one.a, one.b) for one in found.joins]


def test_a_page_between_two_preprints_goes_to_one_of_them() -> None:
    """Two arXiv ids are never made one through a third record."""
    twin = Candidate(
        "arxiv:2505.00001",
        Record(
            f"DistServe: {TITLE}",
            ("C. Other", "D. Other"),
            2025,
            kind="paper",
            keys=frozenset({"arxiv:2505.00001"}),
        ),
    )
    found = _compared((*EVERY, twin))
    assert (1, 1) == (len(found.joins), len(found.doubtful))


def test_what_is_less_sure_is_left_to_a_person() -> None:
    """Alike titles of two pages that link nothing."""
    a = Candidate(
        "web:a.example/1", Record("Sample Opus 4.7", day="2026-06-01", kind="post", host="a.example")
    )
    b = Candidate(
        "web:b.example/1",
        Record("Sample's Opus 4.7 for coding", day="2026-06-02", kind="post", host="b.example"),
    )
    found = _compared((a, b))
    assert ((), 1) == (found.joins, len(found.doubtful))


def test_versions_of_one_system_follow_each_other() -> None:
    """By a higher number and somebody in common, in order of time."""
    first, second = (
        _version("", "arxiv:2205.1", 2022, "A. Author"),
        _version("-2", "arxiv:2307.1", 2023, "A. Author"),
    )
    found = _compared((second, first))
    assert [("arxiv:2205.1", "arxiv:2307.1")] == [(one.earlier, one.later) for one in found.followings]
    assert () == found.joins


def test_somebody_elses_version_follows_nothing() -> None:
    """Nor does one that came before."""
    first = _version("", "arxiv:2205.1", 2022, "A. Author")
    assert () == _compared((first, _version("-2", "arxiv:2307.1", 2023, "B. Other"))).followings
    assert () == _compared((first, _version("-2", "arxiv:2107.1", 2021, "A. Author"))).followings


def test_a_repository_that_several_titles_name_is_an_umbrella() -> None:
    """By today's name and by former ones."""
    pack = load(find("llm-systems"), lambda *_: None)
    rows = [
        _canon("sampletron: Training"),
        _canon("Training at scale with Sampletron"),
        _canon("lonely: One"),
    ]
    watched = (Repository("o/Sampletron", "training", ("p/Sampletron",)), Repository("o/lonely", "training"))
    told = umbrellas(replace(pack, canon=tuple(rows), candidates=(), repositories=watched))
    assert {"github:o/sampletron", "github:p/sampletron"} == told


def _canon(title: str) -> CanonWork:
    return CanonWork(title, 1.0, "g", f"arxiv:{title}", title, (), None, None, "", "")


def test_papers_of_one_abstract_are_joined_under_changed_titles() -> None:
    """The texts are asked for only where the titles leave it open."""
    renamed = replace(
        PAGE, record=replace(PAGE.record, title="Goodput-optimized Serving by Disaggregating Phases")
    )
    text = " ".join(f"word{n}" for n in range(60))

    def texts_of(ids: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(ids, text)

    assert () == compare([(PREPRINT, renamed)]).joins
    assert 1 == len(compare([(PREPRINT, renamed)], texts_of=texts_of).joins)
    assert [] == asked_for((PREPRINT, PAGE))


def asked_for(pair: tuple[Candidate, Candidate]) -> list[str]:
    """The works whose texts a comparison of two asks for."""
    asked: list[str] = []

    def texts_of(ids: Collection[str]) -> Mapping[str, str]:
        asked.extend(ids)
        return {}

    compare([pair], texts_of=texts_of)
    return asked
