"""What a person types, asked of a home with the shipped snapshot."""

from __future__ import annotations

import pytest

from mainstem.errors import UnknownSource, UsageError
from mainstem.model import Correction
from mainstem.wiring import Mainstem, classing, searching

FLASH = "arxiv:2205.14135"


def _ids(app: Mainstem, typed: str, n: int = 20) -> list[str]:
    return [hit.work.id for hit in app.search(typed, n)]


def test_without_words_the_newest_come_first(app: Mainstem) -> None:
    """A stream is read from its end; a later page goes on where the first ended."""
    works = [hit.work for hit in app.search("stream:blog", 12)]
    days = [work.published_at for work in works]
    assert sorted(days, reverse=True, key=str) == days
    assert [work.id for work in works[5:10]] == [hit.work.id for hit in app.search("stream:blog", 5, 5)]


def test_fields_narrow_what_words_find(app: Mainstem) -> None:
    """Everything that is found meets every field."""
    found = [hit.work for hit in app.search("attention author:dao before:2023 kind:paper", 20)]
    assert FLASH in [work.id for work in found]
    assert all(str(work.published_at) < "2023" for work in found)


def test_what_was_done_with_works_is_asked_for(app: Mainstem) -> None:
    """Read, unread and put off are as the marks say."""
    app.mark(FLASH, "read")
    assert ([FLASH], False) == (_ids(app, "is:read"), FLASH in _ids(app, "flashattention is:unread"))
    app.mark(FLASH, "file", "kernels")
    assert [FLASH] == _ids(app, "folder:kernels")
    assert FLASH in _ids(app, "is:canon flashattention -is:later")


def test_who_cites_a_work_finds_it(app: Mainstem) -> None:
    """By a repository's name, short or whole."""
    by = next(iter(app.store.works.mentions_of(FLASH))).by
    assert FLASH in _ids(app, f"cited-by:{by} flashattention")
    assert FLASH not in _ids(app, f"-cited-by:{by} flashattention")


def test_topics_follow_corrections(app: Mainstem) -> None:
    """What a person said of a work is found at once."""
    classing.correct(app, FLASH, {"topic": "library/kernels"})
    assert FLASH in _ids(app, "topic:kernels flashattention")
    assert [Correction(FLASH, "topic", "library/kernels", app.clock(), "me")] == [
        *app.store.classes.corrections()
    ]
    with pytest.raises(UsageError):
        classing.correct(app, FLASH, {"topic": "library/cooking"})


def test_surveys_are_found_by_kind_and_topic(app: Mainstem) -> None:
    """The classifier's kind, which no source tells; it stands alone, or for its opposite."""
    found = [hit.work for hit in app.search("kind:survey", 30)]
    assert 30 == len(found)
    assert all(made.kind == "survey" for made in classing.of(app, found).values())
    serving = _ids(app, "kind:survey topic:inference-serving")
    assert set(serving) <= set(_ids(app, "topic:inference-serving", 5000))
    assert set(serving).isdisjoint(_ids(app, "-kind:survey topic:inference-serving", 5000))
    with pytest.raises(UsageError):
        app.search("kind:survey kind:post", 5)


def test_a_saved_search_is_asked_by_name(app: Mainstem) -> None:
    """It narrows with what stands beside it, is listed, and can be forgotten."""
    searching.save(app, "my kernels", "flashattention stream:paper")
    assert FLASH in _ids(app, 'saved:"My Kernels" before:2023')
    assert [searching.Saved("my kernels", "flashattention stream:paper")] == searching.saved(app)
    searching.forget(app, "my kernels")
    assert [] == searching.saved(app)


@pytest.mark.parametrize(
    "typed", ["topic:cooking", "saved:nothing", "axis:none", "folder:none", "is:unread is:read"]
)
def test_a_name_that_nothing_answers_to_is_told(app: Mainstem, typed: str) -> None:
    """An empty answer would hide the slip."""
    with pytest.raises(UsageError):
        app.search(typed, 5)


def test_an_unknown_source_is_told_with_what_is_near(app: Mainstem) -> None:
    """Ids are hard to remember."""
    with pytest.raises(UnknownSource):
        app.search("source:vlm", 5)


def test_a_saved_search_that_asks_for_itself_is_refused(app: Mainstem) -> None:
    """It would never end."""
    searching.save(app, "a", "kernels")
    searching.save(app, "b", "saved:a")
    app.store.habits.set("me", "search.a", "saved:b")
    with pytest.raises(UsageError):
        app.search("saved:a", 5)
