"""Technical reports that were read, and the models of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as InPath

from mainstem.model import Disclosure, ReportRead
from mainstem.web.api.paging import page
from mainstem.web.api.shapes import Limit
from mainstem.web.reader import Reader
from mainstem.wiring import modelling, reporting

router = APIRouter(tags=["reports"])
Words = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Model:
    """A model and what its report discloses of it, by field; ``maker`` is a lab's id, or empty."""

    report: str
    model: str
    maker: str
    fields: Mapping[str, Sequence[Disclosure]]


@dataclass(frozen=True, slots=True)
class Models:
    """A page of models."""

    items: Sequence[Model]
    next: str | None


@router.get("/models")
def models(
    app: Reader,
    q: Annotated[str, Query(max_length=200, description="Words of a model, report or lab.")] = "",
    where: Annotated[
        list[Words] | None, Query(description="Conditions, such as n_layers>=40 or licence=MIT.")
    ] = None,
    sort: Annotated[str | None, Query(max_length=50, description="A field; the largest first.")] = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> Models:
    """The models of all reports side by side; every value with its quote and page."""
    rows = modelling.rows(modelling.reads(app), where or (), sort, q.split())
    told = [Model(row.report, row.model, row.maker, row.told) for row in rows]
    found, after = page(told, lambda one: f"{one.report} {one.model}", limit, cursor)
    return Models(found, after)


@router.get("/reports")
def technical_reports(app: Reader) -> list[str]:
    """The names of the reports that were read."""
    return [read.name for read in modelling.reads(app)]


@router.get("/reports/{name}")
def technical_report(app: Reader, name: Annotated[str, InPath(max_length=200)]) -> ReportRead:
    """One report: facts with quotes, checks, claims, and what it does not disclose."""
    return reporting.get(app, name).read
