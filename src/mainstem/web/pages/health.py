"""Whether the server lives and its database answers, and how it does in numbers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.responses import Response

from mainstem import __version__
from mainstem.web.measured import Gauges, Meters
from mainstem.web.reader import Anyone, Reader
from mainstem.wiring.vital import job_vitals, vital

router = APIRouter()


@router.get("/healthz")
def healthz(app: Anyone) -> dict[str, str | dict[str, str] | None]:
    """200 while the database answers; when it was last synced, and how each job does."""
    jobs = {name: job.status for name, job in job_vitals(app).items()}
    return {
        "status": "ok",
        "version": __version__,
        "synced": app.store.meta.get("synced"),
        "jobs": jobs,
    }


@router.get("/metrics", response_class=Response)
def metrics(request: Request, app: Reader) -> Response:
    """The same in numbers, in Prometheus' text format; where there are accounts, a token with the scope read."""
    own = CollectorRegistry()
    own.register(Gauges(vital(app)))
    meters: Meters = request.app.state.meters
    told = generate_latest(own) + generate_latest(meters.registry)
    return Response(told, media_type=CONTENT_TYPE_LATEST)
