"""The plan as an HTML page that stands by itself."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.exports._html import Alternate, page
from mainstem.model import Plan

MEDIA = "text/html; charset=utf-8"


def write(plan: Plan) -> str:
    """The page alone."""
    return among(plan, (), ())


def among(plan: Plan, nav: Sequence[tuple[str, str]], links: Sequence[Alternate]) -> str:
    """The page with the names and addresses of its neighbours, and of other forms of it."""
    return page("week.html", nav=nav, links=links, plan=plan, home="", stop="", test=False)
