"""The week and the canon as a folder of plain files: pages without script, feeds, a calendar, bibliographies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem.errors import HomeNotWritable
from mainstem.exports import list_atom, list_bibtex, list_csl, list_html, list_jsonfeed, plan_html, plan_ics
from mainstem.exports._html import Alternate
from mainstem.wiring import listing
from mainstem.wiring.sending import plan_of

if TYPE_CHECKING:
    from mainstem.model import Listing, Plan
    from mainstem.wiring import Mainstem

_WEEK = re.compile(r"\d{4}-W\d\d\.html")
_FEEDS = ((list_atom, "atom"), (list_jsonfeed, "json"), (list_bibtex, "bib"), (list_csl, "csl.json"))


def write(app: Mainstem, folder: Path, address: str = "") -> list[Path]:
    """The files written, the week's page first; raises HomeNotWritable.

    ``address`` is where the folder will be reached, which feeds name; every link between the files is relative. Pages
    of earlier weeks that lie there stay, and are linked.
    """
    plan, base = plan_of(app, None), address.rstrip("/")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        weeks = sorted({*(p.name for p in folder.iterdir() if _WEEK.fullmatch(p.name)), f"{plan.week}.html"})
        written = []
        for name, told in _files(app, plan, weeks, base):
            (folder / name).write_bytes(told.encode() if isinstance(told, str) else told)
            written.append(folder / name)
    except OSError as error:
        raise HomeNotWritable(
            str(folder), f"cannot be written ({error.strerror})", "Choose another place"
        ) from error
    return written


def _files(app: Mainstem, plan: Plan, weeks: list[str], base: str) -> Iterator[tuple[str, str | bytes]]:
    page = plan_html.among(plan, _nav(weeks), _links("week"))
    yield from (("index.html", page), (f"{plan.week}.html", page))
    lists = (
        ("week", listing.of_weeks(app, home=base, n_weeks=listing.N_WEEKS)),
        ("canon", listing.of_canon(app, home=base)),
    )
    yield "canon.html", list_html.among(lists[1][1], _nav(weeks), _links("canon"))
    yield "calendar.ics", plan_ics.write(plan)
    for name, told in lists:
        for writer, ending in _FEEDS:
            yield f"{name}.{ending}", writer.write(_named(told, base, f"{name}.{ending}"))


def _named(told: Listing, base: str, name: str) -> Listing:
    return replace(told, own=f"{base}/{name}" if base else "", home=f"{base}/" if base else "")


def _nav(weeks: list[str]) -> list[tuple[str, str]]:
    """This week, the canon, and the last earlier weeks."""
    earlier = [(name.removesuffix(".html"), name) for name in reversed(weeks[:-1])][:8]
    return [("This week", "index.html"), ("Canon", "canon.html"), *earlier]


def _links(name: str) -> list[Alternate]:
    return [
        Alternate("application/atom+xml", "Atom", f"{name}.atom"),
        Alternate("application/feed+json", "JSON Feed", f"{name}.json"),
        Alternate("text/calendar", "Calendar", "calendar.ics"),
    ]
