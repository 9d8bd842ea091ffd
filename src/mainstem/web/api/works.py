"""Works: search, the ranking, one work, and why it stands where it stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, PlainTextResponse, Response

from mainstem.model import Stream, Summary
from mainstem.text import bibliography
from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewSummary
from mainstem.web.api.shapes import Day, Limit, Text
from mainstem.web.api.work_shapes import AdoptionStep, Alike, Brief, Briefs, LabDoing, Why, WorkPage
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import near, summarising, workpage
from mainstem.wiring.explaining import explain
from mainstem.wiring.labs import doings

router = APIRouter(tags=["works"])
_BIBTEX, _CSL = "application/x-bibtex", "application/vnd.citationstyles.csl+json"
_CITED: dict[str, Any] = {_BIBTEX: {}, _CSL: {}}
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


@router.get("/near/{key:path}")
def near_to(app: Reader, key: str, limit: Annotated[int, Query(ge=1, le=50)] = 8) -> list[Alike]:
    """The works that are most like one, best first; none where it is not ranked."""
    done, found = app.done(), near.near(app, app.find(key).id, app.view(), limit)
    return [Alike(Brief.of(one.work, done), one.likeness) for one in found]


@router.get("/adoption/{key:path}")
def adoption(app: Reader, key: str) -> list[AdoptionStep]:
    """Each day on which the adoption of a work changed, oldest first, and who did it; it begins at 0.5."""
    steps = workpage.work_page(app, key).steps
    return [AdoptionStep(one.at, one.value, [told.mention for told in one.evidence]) for one in steps]


@router.get("/cite/{key:path}", response_class=Response, responses={200: {"content": _CITED}})
def cite(app: Reader, key: str, form: Literal["bibtex", "csl"] = "bibtex") -> Response:
    """The work as others cite it: BibTeX, or CSL-JSON."""
    found = app.dossier(key).work
    if form == "csl":
        return JSONResponse([bibliography.csl(found)], media_type=_CSL)
    return PlainTextResponse(bibliography.bibtex(found), media_type=_BIBTEX)


@router.get("/labs")
def labs(app: Reader) -> list[LabDoing]:
    """What labs and followed authors did lately, those that you follow first."""
    done = app.done()
    return [
        LabDoing(
            one.kind, one.name, one.title, one.followed, one.query, [Brief.of(w, done) for w in one.works]
        )
        for one in doings(app)
    ]


@router.get("/works/{key:path}")
def work(app: Reader, key: str) -> WorkPage:
    """Everything known about one work, by its id, an arXiv id, a link, or a number of your newest plan."""
    return WorkPage.of(app.dossier(key))


@router.post("/summaries")
def summarise(app: Writer, wanted: NewSummary) -> Summary:
    """What a language model makes of a work, where settings.toml names one; kept, and written anew only if asked."""
    return summarising.make(app, wanted.work, again=wanted.again)


@router.get("/why/{key:path}")
def why(app: Reader, key: str, at: Day | None = None) -> Why:
    """Why a work stands where it stands in your ranking, in numbers that add up, and what would change it."""
    app.load_shipped()
    return Why.of(explain(app, key, app.view(at)))
