"""The sentences of a text that hold most of what it is about."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.text.highlights import MAX_CHARS, highlights, sentences

TEXT = (
    "We study caches of keys and values, e.g. in servers of large models. "
    "A cache of keys grows with every request and every layer. "
    "Sharing the cache between requests saves memory on every server. "
    "The weather in our building was pleasant during the whole project. "
    "A shared cache of keys serves twice the requests per server at 3.5 ms. "
    "We thank everybody who read the draft and sent us comments."
)


def test_sentences_end_where_they_end() -> None:
    """Not after an abbreviation, an initial, or in a number."""
    assert [
        "See Fig. 3 and e.g. Smith et al. for A. Author’s 3.5 ms.",
        "Then it ends!",
        "“Really?”",
        "Yes",
    ] == sentences("See Fig. 3 and e.g. Smith et al. for A. Author’s 3.5 ms. Then it ends! “Really?”\n\nYes")


def test_what_the_text_is_about_is_taken_and_the_rest_is_left() -> None:
    """In the order of the text; each says something else."""
    found = highlights(TEXT)
    assert 3 == len(found)
    assert [True, False] == [
        any(word in " ".join(found) for word in words) for words in (["cache"], ["weather", "thank"])
    ]
    assert found == [one for one in sentences(TEXT) if one in found]


def test_a_text_hardly_longer_than_its_highlights_has_none() -> None:
    """It is read as it is."""
    assert [[], []] == [
        highlights(text) for text in ("", "One thing only is said here today. And a second one follows it.")
    ]


@settings(max_examples=50)
@given(st.text(max_size=600) | st.lists(st.sampled_from(TEXT.split()), max_size=200).map(" ".join))
def test_highlights_are_of_the_text_in_its_order(text: str) -> None:
    """Whatever the text: each is one of its sentences, none is taken twice, none is endless."""
    found, told = highlights(text), sentences(text)
    assert len(found) in (0, 3)
    assert all(len(one) <= MAX_CHARS for one in found)
    places = iter(told)
    assert all(one in places for one in found)
