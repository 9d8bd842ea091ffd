"""``mainstem doctor --sources``: every source polled once, and what a maintainer of the pack should do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mainstem.wiring.health import LOST, Health, replacement

if TYPE_CHECKING:
    from mainstem.pipeline.sync import Report, Watch
    from mainstem.wiring import Mainstem


def survey(app: Mainstem, watch: Watch) -> str:
    """Polls every followed endpoint, due or not, and tells what came in Markdown."""
    report = app.sync(app.due(all_now=True), watch)
    return "\n".join(tell(app.health(), report, app.clock())) + "\n"


def tell(rows: Sequence[Health], report: Report, now: datetime) -> Iterator[str]:
    """The report, line by line: what is lost, what fails for now, what moved, what is silent."""
    yield f"# Sources on {now:%Y-%m-%d}\n"
    states = Counter(row.state for row in rows)
    yield ", ".join(f"{n} {state}" for state, n in states.most_common()) + ".\n"
    if report.offline:
        yield "No host could be reached: there is no network, and nothing below is news.\n"
    failing = [(row, e, s) for row in rows for e, s in row.endpoints if s and s.error]
    lost = [(row, e, s) for row, e, s in failing if s.error_code in LOST]
    yield from _section(
        "Lost: correct the address or silence the source",
        [f"`{row.source.id}` {e.url}\n  {s.error}\n  Instead: {replacement(row, e)}" for row, e, s in lost],
    )
    yield from _section(
        "Failing for now",
        [
            f"`{row.source.id}` {e.url}\n  {s.error} ({s.n_failures} times in a row)"
            for row, e, s in failing
            if s.error_code not in LOST
        ],
    )
    yield from _section(
        "Moved: write the new address into the pack",
        [
            f"`{r.source.id}` {e.url} -> {s.moved_to}"
            for r in rows
            for e, s in r.endpoints
            if s and s.moved_to
        ],
    )
    yield from _section(
        "Silent", [f"`{row.source.id}` {row.remark}" for row in rows if row.state == "silent"]
    )


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}\n"
        yield from (f"- {line}" for line in lines)
        yield ""
