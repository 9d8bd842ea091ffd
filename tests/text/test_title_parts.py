"""Titles taken apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mainstem.text.title_parts import folded, name_in, openings, read, squash, stems

WORDS = st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=3, max_size=8)


@given(st.text(max_size=80))
def test_the_short_way_tells_what_reading_tells(title: str) -> None:
    """For any text: what works are found by is what they are compared by."""
    plain, whole = folded(title), read(title)
    assert (whole.plain, whole.squash, whole.words) == (plain, squash(plain), stems(plain))
    assert whole.name_parts == name_in(plain)


@given(WORDS)
def test_ways_to_write_one_title_are_one(words: list[str]) -> None:
    """DBLP's dash and full stop, entities, capitals, spaces and a venue behind it."""
    name, rest = words[0], " ".join(words[1:])
    title = f"{name}: {rest}"
    for other in (
        f"{name} - {rest}.",
        f"{name.upper()}:  {rest.upper()}",
        f"{title} MLSys'23",
        f"[P] {title}",
    ):
        assert read(title).squash == read(other).squash
    assert read(f"{name} & more").plain == read(f"{name} &amp; more").plain


def test_a_name_may_stand_at_the_end() -> None:
    """Behind what it was made with, or in brackets; plain words there are none."""
    assert "pagedattention" == read("Efficient Memory Management with PagedAttention").last
    assert "distca" == read("Efficient Training by Core Attention Disaggregation (DistCA)").last
    assert read("Efficient Serving with Attention").last is None


def test_a_title_may_begin_with_a_name_of_up_to_four_words() -> None:
    """Each is looked up as such."""
    assert ["kimi", "kimik2", "kimik2open", "kimik2openagentic"] == openings(
        "kimi k2: open agentic intelligence"
    )
    assert ("kimi", "k", "2") == name_in("kimi k2: open agentic intelligence")
    assert () == name_in("a title without one")
