"""Summaries by a language model: off by default, kept, marked, paid once, and nowhere else used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from starlette.testclient import TestClient

from mainstem.errors import Forbidden, Missing, Unreachable, UsageError
from mainstem.model import Summarizer, Work
from mainstem.text.query import parse
from mainstem.web import create
from mainstem.wiring import Mainstem, summarising
from tests.emulators.chat_completions import Endpoint
from tests.store.fakes import polled, settled

WORD = "quetzalcoatlus"  # stands in no work


TEXT = "A cache of keys is shared by many servers. It was measured on one machine. "


def _a_work(app: Mainstem) -> Work:
    """A work with a text of our own: the snapshot ships none."""
    app.store.items.take([polled(settled("1", ("web:blog.example/1",), text=TEXT))])
    return app.find("web:blog.example/1")


@pytest.fixture
def endpoint(httpserver: HTTPServer) -> Endpoint:
    """A model on this machine that wants a key."""
    return Endpoint(httpserver, key="s3cret")


@pytest.fixture
def on(app: Mainstem, endpoint: Endpoint) -> Mainstem:
    """The home with that model in its settings."""
    told = Summarizer(endpoint.url, endpoint.model, "s3cret", 2.0, 8.0)
    app.settings = replace(app.settings, summaries=told)
    return app


def test_summaries_are_off_until_a_model_is_named(app: Mainstem) -> None:
    """And say how to have them."""
    with pytest.raises(UsageError, match=r"are off.*\[summaries\] of settings.toml"):
        summarising.make(app, _a_work(app).id)


def test_a_summary_is_written_once_and_kept(on: Mainstem, endpoint: Endpoint) -> None:
    """Asked for again it costs nothing; anew only where that is asked, or another model is named."""
    work = _a_work(on)
    first = summarising.make(on, work.id)
    assert (endpoint.says, "brook-7b", on.clock()) == (first.text, first.model, first.at)
    assert first == summarising.make(on, work.id)
    assert 1 == len(endpoint.asked)
    summarising.make(on, work.id, again=True)
    assert on.settings.summaries is not None
    endpoint.model = "lake-70b"
    on.settings = replace(on.settings, summaries=replace(on.settings.summaries, model="lake-70b"))
    summarising.make(on, work.id)
    assert 3 == len(endpoint.asked)
    assert ["brook-7b", "lake-70b"] == sorted(one.model for one in summarising.spent(on))


def test_the_cost_is_told(on: Mainstem, endpoint: Endpoint) -> None:
    """By model, in tokens and money; unknown where the endpoint counts nothing."""
    made = summarising.make(on, _a_work(on).id)
    [row] = summarising.spent(on)
    assert made.n_in is not None
    assert made.n_out is not None
    assert (made.n_in * 2 + made.n_out * 8) / 1e6 == row.cost
    assert f"{row.cost:.4f} USD" in summarising.told_cost(row)
    endpoint.usage = False
    uncounted = summarising.make(on, _a_work(on).id, again=True)
    assert "tokens not told" == summarising.told_cost(uncounted)
    assert summarising.spent(on)[0].cost is None


def test_a_summary_moves_no_rank_and_is_found_by_no_search(on: Mainstem, endpoint: Endpoint) -> None:
    """Not the order, not a score, not a class, and not one word of it is searched for."""
    work = _a_work(on)
    look = on.view()
    before = [(one.work.id, one.score, one.terms) for one in on.ranking.best(look, print)]
    revision, about = on.store.items.revision(), on.dossier(work.id).about
    endpoint.says = f"It is the best of all works, {WORD}."
    summarising.make(on, work.id)
    fresh = Mainstem(on.settings, clock=on.clock)
    assert before == [(one.work.id, one.score, one.terms) for one in fresh.ranking.best(look, print)]
    assert (revision, about) == (fresh.store.items.revision(), fresh.dossier(work.id).about)
    assert [] == fresh.store.search.find(parse(WORD))
    fresh.store.close()


def test_faults_of_the_endpoint_are_named(on: Mainstem, endpoint: Endpoint, httpserver: HTTPServer) -> None:
    """A wrong key, a model that is not there, and a machine that does not answer; nothing is kept of any."""
    work, told = _a_work(on).id, on.settings.summaries
    assert told is not None
    for wrong, error in (
        (replace(told, key="another"), Forbidden),
        (replace(told, model="none"), Missing),
        (replace(told, endpoint="http://127.0.0.1:9/v1"), Unreachable),
    ):
        on.settings = replace(on.settings, summaries=wrong)
        with pytest.raises(error):
            summarising.make(on, work)
    assert [] == on.store.summaries.all()


def test_a_redirect_is_not_followed(on: Mainstem, httpserver: HTTPServer) -> None:
    """The text and the key go where the person said, and nowhere else."""
    httpserver.expect_request("/v2/chat/completions").respond_with_data(
        "", status=307, headers={"Location": httpserver.url_for("/elsewhere")}
    )
    assert on.settings.summaries is not None
    told = replace(on.settings.summaries, endpoint=httpserver.url_for("/v2"))
    on.settings = replace(on.settings, summaries=told)
    with pytest.raises(Exception, match=r"redirect|hops|30[0-9]"):
        summarising.make(on, _a_work(on).id)
    assert ["/v2/chat/completions"] == [request.path for request, _ in httpserver.log]


def test_the_page_marks_what_a_machine_wrote(on: Mainstem, endpoint: Endpoint) -> None:
    """With its model and date and cost; its words are shown, never run."""
    endpoint.says = "It is <img src=x onerror=alert(1)> “fast” & small."
    work = _a_work(on)
    with TestClient(create(on), base_url="http://localhost", headers={"accept": "text/html"}) as site:
        assert "Have it summarised" in site.get(f"/works/{work.id}").text
        told = site.post("/summaries", data={"work": work.id}).text
    assert "It is “fast” &amp; small." in told
    assert "Written by the language model brook-7b on 1 July 2026" in told
    assert "USD" in told
    assert "onerror" not in told
