"""Works: search, the ranking, one work, and why it stands where it stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from mainstem.model import Stream
from mainstem.web.api.paging import page
from mainstem.web.api.shapes import Brief, Briefs, Day, Limit, Text, Why, WorkPage
from mainstem.web.reader import Reader
from mainstem.wiring.explaining import explain

router = APIRouter(tags=["works"])
N_HITS = 1000  # of one search, over all its pages


@router.get("/works")
def search(app: Reader, q: Text, limit: Limit = 20, cursor: str | None = None) -> Briefs:
    """Works that hold the words, best first, up to 1,000: "phrases", -not, word*, author:, topic:, before: ..."""
    found, after = page(app.search(q, N_HITS), lambda hit: hit.work.id, limit, cursor)
    done = app.done()
    return Briefs([Brief.of(hit.work, done, hit.score) for hit in found], after)


@router.get("/ranking")
def ranking(
    app: Reader,
    stream: Annotated[Stream | None, Query(description="Of one stream alone.")] = None,
    limit: Limit = 20,
    cursor: str | None = None,
) -> Briefs:
    """Works as they were ranked for your newest plan, best first."""
    ranked = app.store.ranks.best(app.settings.person)
    wanted = [one for one in ranked if stream in (None, one.work.stream)]
    found, after = page(wanted, lambda one: one.work.id, limit, cursor)
    done = app.done()
    return Briefs([Brief.of(one.work, done, one.score, one.why) for one in found], after)


@router.get("/works/{key:path}")
def work(app: Reader, key: str) -> WorkPage:
    """Everything known about one work, by its id, an arXiv id, a link, or a number of your newest plan."""
    return WorkPage.of(app.dossier(key))


@router.get("/why/{key:path}")
def why(app: Reader, key: str, at: Day | None = None) -> Why:
    """Why a work stands where it stands in your ranking, in numbers that add up, and what would change it."""
    app.load_shipped()
    return Why.of(explain(app, key, app.view(at)))
