"""What is counted of every request, and the numbers of the program as Prometheus reads them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mainstem.wiring.vital import Vital

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10)  # s; pages aim at 0.05 and 0.15


class Meters:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "path", "status")
        self.requests = Counter("mainstem_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "mainstem_request_seconds",
            "Seconds until an answer was whole.",
            buckets=_BUCKETS,
            registry=self.registry,
        )


class Measured:
    """Counts and times what is answered, by the path as it is written in the code: no names, no queries."""

    def __init__(
        self, app: ASGIApp, *, meters: Meters, ticks: Callable[[], float] = time.perf_counter
    ) -> None:
        self._app = app
        self._meters = meters
        self._ticks = ticks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = self._ticks(), "500"

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            path = getattr(scope.get("route"), "path", "other")
            self._meters.requests.labels(scope["method"], path, status).inc()
            self._meters.seconds.observe(self._ticks() - began)


class Gauges(Collector):
    """The program's own numbers, read when they are asked for."""

    def __init__(self, vital: Vital) -> None:
        self._vital = vital

    def collect(self) -> Iterator[Metric]:
        """Every gauge; what is unknown has none."""
        told = self._vital
        yield GaugeMetricFamily("mainstem_works", "Works that are known.", told.n_works)
        yield GaugeMetricFamily("mainstem_items", "Items of all sources.", told.n_items)
        if told.sync_age is not None:
            age = told.sync_age.total_seconds()
            yield GaugeMetricFamily("mainstem_sync_age_seconds", "Since the last sync ended.", age)
        if told.plan_age is not None:
            what = "Since the newest plan of the reader who waited longest."
            yield GaugeMetricFamily("mainstem_plan_age_seconds", what, told.plan_age.total_seconds())
        sources = GaugeMetricFamily("mainstem_sources", "Sources by health.", labels=["state"])
        for state, n in sorted(told.sources.items()):
            sources.add_metric([state], n)
        yield sources
        yield from self._jobs()

    def _jobs(self) -> Iterator[Metric]:
        failed = GaugeMetricFamily("mainstem_job_failures", "Failed runs in a row.", labels=["job"])
        late = GaugeMetricFamily("mainstem_job_late_seconds", "Since when it is due.", labels=["job"])
        done = GaugeMetricFamily("mainstem_job_last_success_timestamp_seconds", "When.", labels=["job"])
        for name, job in self._vital.jobs.items():
            failed.add_metric([name], job.n_failed)
            late.add_metric([name], job.late.total_seconds())
            if job.ended_at is not None:
                done.add_metric([name], job.ended_at.timestamp())
        yield from (failed, late, done)
