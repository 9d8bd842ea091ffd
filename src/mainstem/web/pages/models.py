"""Models out of technical reports: side by side, over time, and each fact on its page."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from mainstem.reports.arithmetic import spoken
from mainstem.reports.compare import differences
from mainstem.reports.epoch import CREDIT
from mainstem.reports.fields import FIELDS, as_told, label, shown
from mainstem.web.charts import Dots, dots
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import modelling, reporting

router = APIRouter(include_in_schema=False)
_A_DAY = {"cache-control": "private, max-age=86400"}
_LABELS = {name: label(name) for name in FIELDS}


@router.get("/models")
def models(
    request: Request,
    app: Reader,
    q: Annotated[str, Query(max_length=200)] = "",
    where: Annotated[str, Query(max_length=200)] = "",
    sort: str = "",
    field: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """The table, the plots, and Epoch AI's values beside ours."""
    fields = [name for name in field or modelling.DEFAULT if name in FIELDS] or list(modelling.DEFAULT)
    conditions = [told.strip() for told in where.split(",") if told.strip()]
    reads = modelling.reads(app)
    made = modelling.rows(reads, conditions, sort or None, q.split())
    trends = modelling.plots(reads)
    drawn = [_drawn(one) for one in trends]
    return page(
        request,
        "models.html",
        n_read=len(reads),
        rows=made,
        fields=fields,
        labels=_LABELS,
        asked={"q": q, "where": where, "sort": sort, "field": fields},
        makers=modelling.makers(app),
        trends=trends,
        drawn=drawn,
        lines=[_lines(one, plot) for one, plot in zip(trends, drawn, strict=True)],
        beside=modelling.beside_epoch(app, made),
        shown=shown,
        as_told=as_told,
        credit=CREDIT,
    )


def _drawn(trend: modelling.Trend) -> Dots | None:
    points = [(point.day, point.value) for point in trend.points]
    return dots(points, is_log=trend.is_log) if points else None


def _lines(trend: modelling.Trend, plot: Dots | None) -> list[tuple[str, list[tuple[float, float]]]]:
    """The lab's id and the places of each line: one through the reports of every lab that has two or more."""
    of: dict[str, list[tuple[float, float]]] = defaultdict(list)
    if plot and trend.is_by_lab:
        for point, place in zip(trend.points, plot.dots, strict=True):
            of[point.maker].append(place)
    return [(maker, places) for maker, places in of.items() if maker and len(places) > 1]


@router.get("/models.csv")
def as_csv(app: Reader) -> Response:
    """Every field of every model."""
    told = modelling.as_csv(modelling.rows(modelling.reads(app)))
    return Response(told, media_type="text/csv", headers=_file("models.csv"))


@router.get("/models.json")
def as_json(app: Reader) -> Response:
    """The same with quotes and pages."""
    told = json.dumps(
        [modelling.as_json(row) for row in modelling.rows(modelling.reads(app))], ensure_ascii=False
    )
    return Response(told, media_type="application/json", headers=_file("models.json"))


def _file(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


@router.get("/models/diff")
def diff(request: Request, app: Reader, a: str = "", b: str = "") -> Response:
    """Where two models differ; without them, a form that asks which."""
    known = modelling.rows(modelling.reads(app))
    pair = modelling.pair(app, a, b) if a and b else None
    told = differences(*pair) if pair else []
    return page(request, "models_diff.html", known=known, pair=pair, told=told, labels=_LABELS, a=a, b=b)


@router.get("/models/{name}")
def report(request: Request, app: Reader, name: str) -> Response:
    """One report: its facts, its arithmetic, what it does not disclose and what it only claims."""
    kept = reporting.get(app, name)
    facts = [(n, one) for n, one in enumerate(kept.read.disclosures, 1) if not one.is_other]
    order = {field: n for n, field in enumerate(FIELDS)}
    told = sorted(
        ((n, one) for n, one in facts if one.field in FIELDS), key=lambda pair: order[pair[1].field]
    )
    return page(
        request,
        "report.html",
        kept=kept,
        facts=told,
        labels=_LABELS,
        as_told=as_told,
        checks=spoken.in_order(kept.read.checks),
        arithmetic=spoken.arithmetic,
        places={one.quote: n for n, one in reversed(list(enumerate(kept.read.disclosures, 1)))},
        makers=modelling.makers(app),
    )


@router.get("/models/{name}/facts/{n}.png")
def picture(app: Reader, name: str, n: int) -> Response:
    """The page of a fact as a picture, its words marked."""
    return Response(reporting.drawn(app, name, n), media_type="image/png", headers=_A_DAY)


@router.get("/models/{name}/facts/{n}")
def fact(request: Request, app: Reader, name: str, n: int) -> Response:
    """One fact: its words on the picture of their page."""
    told = reporting.fact(app, name, n)
    return page(request, "fact.html", name=name, n=n, one=told, label=label(told.field), as_told=as_told)
