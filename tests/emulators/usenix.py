"""Synthetic: USENIX's pages of technical sessions, written after how the site presents them.

One page a meeting with an article a paper, robots.txt, 404 for a meeting without a page, and the 403 that the
site gives to clients which do not say who they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PAPER = """
<article id="node-{n}" class="node node-paper view-mode-schedule" about="{path}">
  <h2 class="node-title clearfix"><a href="{path}">{title}</a></h2>
  <div class="content">
    <div class="field field-name-field-paper-people-text"><div class="field-items"><p>{people}</p></div></div>
    <div class="field field-name-field-paper-description-long"><div class="field-items"><p>{abstract}</p></div></div>
  </div>
</article>"""
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>{meeting} Technical Sessions | USENIX</title></head>
<body class="html node-type-page"><article class="node node-session"><h2 class="node-title">Samples</h2>{papers}
</article></body></html>"""


@dataclass
class Usenix:
    """The meetings and their papers by slug; ``asked`` holds the paths asked for."""

    meetings: dict[str, list[str]] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow: /search/\n"
    wants_contact: bool = False
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/robots.txt").respond_with_data(self.robots, content_type="text/plain")
        for meeting in self.meetings:
            server.expect_request(f"/conference/{meeting}/technical-sessions").respond_with_handler(
                self._page
            )

    def _page(self, request: Request) -> Response:
        self.asked.append(request.path)
        if self.wants_contact and "@" not in request.headers.get("User-Agent", ""):
            return Response("<html><title>403 Forbidden</title></html>", 403, content_type="text/html")
        meeting = request.path.split("/")[2]
        papers = "".join(_paper(meeting, n, slug) for n, slug in enumerate(self.meetings[meeting]))
        return Response(
            PAGE.format(meeting=meeting, papers=papers), 200, content_type="text/html; charset=utf-8"
        )


def _paper(meeting: str, n: int, slug: str) -> str:
    return PAPER.format(
        n=300_000 + n,
        path=f"/conference/{meeting}/presentation/{slug}",
        title=escape(f"The sample of {slug} & others"),
        people=f"A. {slug.title()} and B. Writer, <em>Sample University</em>",
        abstract=f"What {slug} found.",
    )
