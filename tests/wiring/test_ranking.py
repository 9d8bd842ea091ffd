"""The base is kept, the reader's part renewed; any of it is made again to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.model import Action, Draft, Endpoint, EndpointState, Mark, Polled, Ranked, Wish
from mainstem.pipeline.rank import odds_of, score_of
from mainstem.pipeline.settle import settle
from mainstem.pipeline.week import View
from mainstem.settings import Settings
from mainstem.wiring import Mainstem
from mainstem.wiring.explaining import explain
from mainstem.wiring.ranking import BASE

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
TITLES = (
    "Paged attention kernels for serving",
    "Attention kernels with fewer bytes",
    "Evicting the prefix cache between requests",
    "Prefix cache sharing between requests",
    "Protein folding with geometric graphs",
    "Geometric graphs for protein folding",
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Mainstem]:
    """A home with a few papers in it, and nothing that ships."""
    made = Mainstem(Settings(home=tmp_path, timezone="UTC"), clock=lambda: NOW)
    source = made.source("paper-hf-daily") if made.pack.source("paper-hf-daily") else made.pack.sources[0]
    drafts = [
        Draft(f"{n}", title, f"https://arxiv.org/abs/2606.0000{n}", "paper", NOW, text=title * 2)
        for n, title in enumerate(TITLES)
    ]
    endpoint = Endpoint(source.id, "rss", "https://feed.example", "live")
    settled = tuple(settle(source, draft, NOW) for draft in drafts)
    state = EndpointState(endpoint.id, source.id, endpoint.url)
    made.store.items.take([Polled(endpoint, state, settled)])
    yield made
    made.store.close()


def _mark(app: Mainstem, action: Action, rating: int | None = None) -> None:
    app.store.marks.add(Mark("me", "arxiv:2606.00002", action, NOW, rating=rating))


def _look(app: Mainstem) -> View:
    return View(
        NOW,
        NOW.date(),
        {None: "fetched", **dict.fromkeys(("venue", "paper", "blog", "community"), "fetched")},
    )


def _best(app: Mainstem, said: list[str] | None = None) -> list[Ranked]:
    return app.ranking.best(_look(app), (said if said is not None else []).append)


def _again(app: Mainstem) -> Mainstem:
    return Mainstem(app.settings, clock=lambda: NOW)


def test_a_mark_renews_the_readers_part_alone(app: Mainstem) -> None:
    """The base is ranked once, in this process or an earlier one."""
    said: list[str] = []
    before = {one.work.title: one.score for one in _best(app, said)}
    _mark(app, "read")
    after = {one.work.title: one.score for one in _best(_again(app), said)}

    assert ["Ranking"] == said
    assert after[TITLES[3]] > before[TITLES[3]]


def test_undo_brings_back_the_former_ranking(app: Mainstem) -> None:
    """To the last bit."""
    before = _best(app)
    _mark(app, "skip", rating=1)
    changed = _best(app)
    app.undo()

    assert before == _best(app) != changed


def test_a_stored_ranking_is_made_again_to_the_last_bit(app: Mainstem) -> None:
    """From the database alone, with the file of arrays deleted; scores, terms and words."""
    _mark(app, "read")
    app.store.wishes.add(Wish("me", "follow", "topic", "library/kernels", NOW))
    stored = _best(app)
    stamp = app.store.ranks.stamp("me")
    app.store.ranks.erase("me")
    app.store.ranks.erase(BASE)
    (app.settings.home / "cache" / "catalogue.npz").unlink()

    assert (stored, stamp) == (_best(_again(app)), app.store.ranks.stamp("me"))


def test_terms_sum_to_the_score(app: Mainstem) -> None:
    """Nothing moves a work that is not named."""
    _mark(app, "read")
    for one in _best(app):
        assert score_of(odds_of(one.terms)) == one.score


def test_another_person_shares_the_base_and_not_the_taste(app: Mainstem) -> None:
    """The base is of nobody."""
    _mark(app, "read")
    mine, said = _best(app), []
    other = Mainstem(replace(app.settings, person="you"), clock=lambda: NOW)
    theirs = other.ranking.best(_look(app), said.append)

    assert ([], True) == (said, [one.score for one in mine] != [one.score for one in theirs])
    other.store.close()


def test_a_damaged_file_of_arrays_is_made_again(app: Mainstem) -> None:
    """It is derived, so no error."""
    before = _best(app)
    (app.settings.home / "cache" / "catalogue.npz").write_bytes(b"PK damaged")
    app.store.ranks.erase("me")

    assert before == _best(_again(app))


def test_marks_of_works_that_are_not_ranked_teach_nothing(app: Mainstem) -> None:
    """A work that was let go has no words to learn from."""
    before = [one.score for one in _best(app)]
    app.store.marks.add(Mark("me", "web:gone.example", "read", NOW))

    assert before == [one.score for one in _best(app)]


def test_an_explanation_adds_up(app: Mainstem) -> None:
    """Terms to the log-odds, words to the taste, and the place is the work's place in the ranking."""
    _mark(app, "read")
    app.store.meta.set("shipped", app.pack_digest)
    best = _best(app)
    for place, one in enumerate(best, 1):
        told = explain(app, one.work.id, _look(app))
        taste = next(term.odds for term in told.ranked.terms if term.name == "taste")
        assert (place, one) == (told.place, told.ranked)
        assert score_of(told.odds) == one.score
        assert pytest.approx(taste, abs=1e-6) == sum(odds for _, odds in told.parts)


def test_what_would_change_it_is_computed(app: Mainstem) -> None:
    """Taking the mark away gives the very score that the work had before it."""
    app.store.meta.set("shipped", app.pack_digest)
    before = {one.work.id: one.score for one in _best(app)}
    _mark(app, "read")
    told = explain(app, "arxiv:2606.00003", _look(app))
    [without] = [w for w in told.what_if if w.what.startswith("without your mark")]
    [cited] = [w for w in told.what_if if "line of code" in w.what]

    assert before["arxiv:2606.00003"] == without.score < told.ranked.score < cited.score
    assert cited.place <= told.place <= without.place
