"""Full text answers with the same works on both databases, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem import store
from mainstem.model import Mention
from mainstem.store import Store
from mainstem.text.query import parse
from tests.store.conftest import empty_schema
from tests.store.fakes import DAY, NOON, polled, settled

TEXTS = {
    "1": ("FlashAttention-2: Faster Attention", ("T. Author",), "better parallelism and work partitioning"),
    "2": ("Paged attention", ("Ä. Öström",), "memory of the KV cache is paged; throughput of 2.5x, café"),
    "3": (
        "Notes",
        (),
        "attention sinks and paged memory. C++ and vllm-project/vllm v0.6.3, see https://x.example/a_b",
    ),
    "4": ("Naïve ЙОД ἄλφα", (), "日本語 テキスト ﬁne ß ẞ İstanbul e\u0301te\u0301"),
    "5": ("", (), ""),
}


def _fill(kept: Store) -> None:
    kept.items.take(
        [polled(*(settled(k, (f"web:{k}",), title=t, authors=a, text=x) for k, (t, a, x) in TEXTS.items()))]
    )


def _found(kept: Store, query: str) -> str:
    return "".join(sorted(hit.work.id[-1] for hit in kept.search.find(parse(query))))


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The works of ``TEXTS``."""
    with closing(store.open(tmp_path_factory.mktemp("search") / "m.db")) as kept:
        _fill(kept)
        yield kept


@pytest.fixture(scope="module")
def in_postgresql(server: str) -> Iterator[Store]:
    """The works of ``TEXTS``."""
    with empty_schema(server) as address, closing(store.open(address)) as kept:
        _fill(kept)
        yield kept


@pytest.fixture(params=["sqlite", "postgresql"])
def searched(request: pytest.FixtureRequest) -> Store:
    """A store to search in, on either database."""
    kept: Store = request.getfixturevalue(f"in_{request.param}")
    return kept


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("attention", "123"),
        ("ATTENTION paged", "23"),
        ("attention -paged", "1"),
        ('"paged memory"', "3"),
        ('"memory of the"', "2"),
        ('attention -"paged memory"', "12"),
        ("flash*", "1"),
        ("flash", ""),
        ("flashattention 2", "1"),
        ("flashattention-2", "1"),
        ("ostrom", "2"),
        ("CAFE naive", ""),
        ("cafe", "2"),
        ("naïve", "4"),
        ("c++", "3"),
        ("++", ""),
        ("attention ++", "123"),
        ("attention -++", "123"),
        ("vllm-project/vllm", "3"),
        ("vllm-pro*", "3"),
        ("2.5x", "2"),
        ("v0.6*", "3"),
        ('"attention better"', ""),
        ('"attention t"', ""),
        ("-attention", "45"),
        ("日本語", "4"),
        ("日本*", "4"),
        ("йод", "4"),
        ("ete", "4"),
        ("", "12345"),
        ("author:ostrom", "2"),
        ("author:author", "1"),
        ("author:attention", ""),
        ("-author:ostrom attention", "13"),
        ('author:"t author" -paged', "1"),
        ("auth* author:auth*", "1"),
    ],
)
def test_finds(searched: Store, query: str, found: str) -> None:
    """Words all held, phrases within one column, exclusions, beginnings, no accents, no case."""
    assert found == _found(searched, query)


def test_the_title_counts_most_and_ties_go_by_id(kept: Store) -> None:
    """A hit in a title stands before one in a text; equals stand by id."""
    entries = [("c", "Plain", "kernels here"), ("b", "Kernels", ""), ("a", "Plain", "kernels here")]
    kept.items.take([polled(*(settled(k, (f"web:{k}",), title=t, text=x) for k, t, x in entries))])
    hits = kept.search.find(parse("kernels"))
    assert ["web:b", "web:a", "web:c"] == [hit.work.id for hit in hits]
    assert hits[0].score > hits[1].score
    assert ["web:b"] == [hit.work.id for hit in kept.search.find(parse("kernels"), limit=1)]


def test_a_work_is_found_once_by_any_of_its_items(kept: Store) -> None:
    """The words of a thread find the paper that it is about."""
    kept.items.take(
        [
            polled(
                settled("1", ("arxiv:1",), title="Paper", kind="paper"),
                settled("2", ("arxiv:1",), title="Paper talk"),
            )
        ]
    )
    assert ["arxiv:1"] == [hit.work.id for hit in kept.search.find(parse("paper"))]
    assert ["Paper"] == [hit.work.title for hit in kept.search.find(parse("talk"))]


def test_a_work_with_many_items_hides_no_other(kept: Store) -> None:
    """However many of the best items are of one work."""
    talk = [settled(str(n), ("web:a",), title="Kernels") for n in range(40)]
    kept.items.take([polled(*talk, settled("x", ("web:b",), title="Kernels and more"))])
    assert ["web:a", "web:b"] == [hit.work.id for hit in kept.search.find(parse("kernels"), limit=2)]


def test_what_changed_is_found_by_its_new_words_only(kept: Store) -> None:
    """The index follows updates and joins."""
    kept.items.take([polled(settled("1", title="Before"))])
    kept.items.take([polled(settled("1", title="After"))])
    kept.items.take([polled(settled("2", ("arxiv:1", "web:blog.example/1"), title="Else"))])
    assert [] == kept.search.find(parse("before"))
    assert ["arxiv:1"] == [hit.work.id for hit in kept.search.find(parse("after"))]


def _dated(kept: Store) -> None:
    entries = [("a", 3, "blog"), ("b", 1, "paper"), ("c", None, "blog"), ("d", 2, "blog"), ("d", 9, "paper")]
    kept.items.take(
        [
            polled(
                *(
                    settled(
                        f"{key}{day}", (f"web:{key}",), stream=stream, source=f"s-{stream}",
                        published_at=day and NOON + day * DAY,
                    )
                    for key, day, stream in entries
                )
            )
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "dabc"),
        ("stream:blog", "adc"),
        ("-stream:blog", "db"),
        ("stream:blog stream:paper", "dabc"),
        ("after:2026-06-04", "da"),
        ("before:2026-06-04 stream:blog", "d"),
        ("source:s-paper", "db"),
        ("entry -source:s-paper", "acd"),
        ("kind:paper", ""),
    ],
)
def test_filters_are_met_by_one_item_and_the_newest_stand_first(kept: Store, query: str, found: str) -> None:
    """A work stands where its newest item that meets the query stands, once; undated ones come last."""
    _dated(kept)
    hits = [hit.work.id[-1] for hit in kept.search.find(parse(query))]
    assert found == "".join(sorted(hits) if "entry" in query else hits)


def test_pages_go_on_where_the_last_one_ended(kept: Store) -> None:
    """Whatever orders them."""
    _dated(kept)
    for query in ("", "entry"):
        whole = [hit.work.id for hit in kept.search.find(parse(query))]
        pages = [hit.work.id for n in range(4) for hit in kept.search.find(parse(query), 1, n)]
        assert whole == pages


def test_who_cites_it_finds_a_work(kept: Store) -> None:
    """By items and by repositories alike."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:b",), cites=("web:a",)))])
    kept.works.cite([Mention("web:b", "o/r", "README.md", "docs", NOON)])
    cited = {
        by: [h.work.id for h in kept.search.find(parse(f"cited-by:{by}"))] for by in ("blog", "o/r", "x/y")
    }
    assert {"blog": ["web:a"], "o/r": ["web:b"], "x/y": []} == cited


WORDS = sorted({word for texts in TEXTS.values() for text in (texts[0], texts[2]) for word in text.split()})
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text(max_size=6),
        st.sampled_from(['"', "-", "*", "AND", "NOT", "(", ":", "\0"]),
    )
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(QUERIES | st.text())
def test_any_query_is_answered_alike_by_both(in_sqlite: Store, in_postgresql: Store, query: str) -> None:
    """No string is a syntax error, and the set of works does not depend on the database."""
    assert _found(in_sqlite, query) == _found(in_postgresql, query)


@settings(max_examples=200, deadline=None)
@given(QUERIES | st.text())
def test_any_query_is_answered(in_sqlite: Store, query: str) -> None:
    """Also where there is no server to compare with: a query's hits hold what it asks for, or nothing."""
    assert set(_found(in_sqlite, query)) <= set(TEXTS)


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_is_indexed_alike_by_both(kept_by_both: tuple[Store, Store], text: str) -> None:
    """A text is found by itself as a phrase on both databases, or, without a word in it, on neither."""
    for kept in kept_by_both:
        kept.items.take([polled(settled("9", ("web:9",), title=text))])
    sqlite, postgresql = (_found(kept, f'"{text}"') for kept in kept_by_both)
    assert sqlite == postgresql


@pytest.fixture(scope="module")
def kept_by_both(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """A store on each database, to write to."""
    file = tmp_path_factory.mktemp("both") / "m.db"
    with (
        empty_schema(server) as address,
        closing(store.open(file)) as sqlite,
        closing(store.open(address)) as postgresql,
    ):
        yield sqlite, postgresql
