"""arXiv's records of the past by OAI-PMH: what it costs, and the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Endpoint, EndpointState, Source
from mainstem.pipeline.due import Due
from mainstem.wiring.following import follow

if TYPE_CHECKING:
    from mainstem.pipeline.sync import Report, Watch
    from mainstem.wiring import Mainstem

OAI = "https://oaipmh.arxiv.org/oai"
# info.arxiv.org/help/stats: 24,000 papers a month in 2024, of which computer science about 45 %, and as many
# records again that were revised on a day; told as "about", since it grows
RECORDS_A_DAY = {"cs": 750, "stat": 100, "eess": 120, "math": 450, "physics": 900}
RECORDS_A_PAGE = 1_000
PAUSE_S = 3.0  # arXiv's terms: one request in three seconds
KB_A_RECORD = 2.0
MOST_PAGES = 10_000  # a bound against a service that never ends


@dataclass(frozen=True, slots=True)
class Backfill:
    """Days of one set of arXiv; both days are included."""

    since: date
    until: date
    group: str = "cs"

    @property
    def n_records(self) -> int:
        """About how many records will come."""
        days = (self.until - self.since).days + 1
        return days * RECORDS_A_DAY.get(self.group.partition(":")[0], 500)

    @property
    def n_pages(self) -> int:
        """About how many requests that takes."""
        return -(-self.n_records // RECORDS_A_PAGE)

    def cost(self) -> str:
        """What it takes, in words, told before it starts."""
        minutes = self.n_pages * PAUSE_S / 60
        mb = self.n_records * KB_A_RECORD / 1000
        return (
            f"About {self.n_records:,} records in {self.n_pages:,} requests, {mb:,.0f} MB, at least "
            f"{minutes:,.0f} minutes (arXiv allows a request every {PAUSE_S:.0f} s)."
        )


def wanted(since: date, until: date, group: str) -> Backfill:
    """The days to fetch; raises UsageError where they make no sense."""
    if since > until:
        raise UsageError(f"{since} to {until}", "ends before it begins", "Give --since a day before --until")
    if since < date(2005, 9, 16):
        raise UsageError(
            str(since), "is before arXiv's first record by OAI-PMH", "Begin at 2005-09-16 or later"
        )
    return Backfill(since, until, group)


def run(app: Mainstem, fill: Backfill, watch: Watch, limit_s: float | None) -> Report:
    """Fetches the pages one by one; each is kept as it comes."""
    source = next((s for s in app.pack.sources if s.shelf == "paper" and s.kind == "preprint server"), None)
    if source is None:
        raise UsageError(
            app.pack.name, "follows no preprint server", "Add a source of that kind to the overlay"
        )
    return follow(app, [_due(app, source, fill)], watch, limit_s, max_pages=MOST_PAGES)


def _due(app: Mainstem, source: Source, fill: Backfill) -> Due:
    query = f"verb=ListRecords&metadataPrefix=arXiv&set={fill.group}&from={fill.since}&until={fill.until}"
    url = f"{app.settings.arxiv_oai or OAI}?{query}"
    endpoint = Endpoint(source.id, "arxiv_oai", url, "official", connector="arxiv_oai")
    known = app.store.states.all().get(endpoint.id)
    return Due(source, endpoint, known or EndpointState(endpoint.id, source.id, url))


def yesterday(today: date) -> date:
    """The last whole day."""
    return today - timedelta(days=1)
