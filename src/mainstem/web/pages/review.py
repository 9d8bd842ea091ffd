"""The quarterly review: what became canonical, what is superseded, each with evidence, and the verdict on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import Verdict
from mainstem.pipeline.canonlist import Quarter
from mainstem.text import review_md
from mainstem.web.reader import Curator, Reader
from mainstem.web.shown import address, page
from mainstem.wiring import reviewing

router = APIRouter(include_in_schema=False)
N_QUARTERS = 8  # of the past that are offered


@router.get("/review")
def review(request: Request, app: Reader, quarter: str = "") -> Response:
    """The proposals of a quarter, the newest where none is asked for."""
    made = reviewing.review(app, reviewing.moment(app, None, quarter or None))
    decided = reviewing.verdicts(app, made)
    return page(
        request,
        "review.html",
        made=made,
        proposals=list(zip(made.proposals, decided, strict=True)),
        quarter=made.quarter,
        stale=review_md.stale_words(made.staleness),
        basis=review_md.basis(made.staleness),
        facts=review_md.facts,
        quarters=_quarters(Quarter.of(app.view().at.date())),
        n_decided=sum(one is not None for one in decided),
    )


@router.post("/review")
def decide(
    app: Curator,
    quarter: Annotated[str, Form()],
    n: Annotated[int, Form()],
    verdict: Annotated[Verdict, Form()],
    because: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Records a verdict on the ``n``-th proposal of a quarter."""
    made = reviewing.review(app, reviewing.moment(app, None, quarter))
    reviewing.decide(app, made, n, verdict, because.strip())
    return RedirectResponse(f"{address('/review', {'quarter': quarter})}#p{n}", 303)


@router.post("/review/undo")
def undo(app: Curator, quarter: Annotated[str, Form()] = "") -> Response:
    """Takes back the decision that was made last."""
    reviewing.undo(app)
    return RedirectResponse(address("/review", {"quarter": quarter}), 303)


def _quarters(newest: Quarter) -> list[str]:
    found = [newest]
    while len(found) < N_QUARTERS:
        found.append(found[-1].before)
    return [str(one) for one in found]
