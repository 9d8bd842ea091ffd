"""Synthetic: the pages of MLSys, written after how the sites present them.

The proceedings' index with its volumes, and the meeting's page of papers with the data file behind it, in which a
paper stands once as a poster and once as a talk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PAGE = '<!DOCTYPE html>\n<html lang="en"><head><title>MLSys</title></head><body>{body}</body></html>'


@dataclass
class Mlsys:
    """Titles by year, of the proceedings and of the meeting; ``asked`` holds the paths asked for."""

    volumes: dict[int, list[str]] = field(default_factory=dict)
    meeting: dict[int, list[str]] = field(default_factory=dict)
    has_data: bool = True
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/").respond_with_handler(self._index)
        for year in self.volumes:
            server.expect_request(f"/paper_files/paper/{year}").respond_with_handler(self._volume)
        for year in self.meeting:
            server.expect_request(f"/virtual/{year}/papers.html").respond_with_handler(self._papers)
            data = f"/static/virtual/data/mlsys-{year}-orals-posters.json"
            server.expect_request(data).respond_with_handler(self._data)

    def _index(self, request: Request) -> Response:
        self.asked.append(request.path)
        lines = [f'<li><a href="/paper_files/paper/{year}">MLSys {year}</a></li>' for year in self.volumes]
        return _page(f"<ul>{''.join(lines)}</ul>")

    def _volume(self, request: Request) -> Response:
        self.asked.append(request.path)
        lines = [
            f'<li class="conference" data-track="conference"><div class="paper-content"><a title="paper title"'
            f' href="{request.path}/hash/{n:032x}-Abstract-Conference.html">{escape(title)}</a>'
            f'<span class="paper-authors">A. Author, B. Writer</span></div>'
            f'<span class="paper-track-badge">Main Conference Track</span></li>'
            for n, title in enumerate(self.volumes[int(request.path.rpartition("/")[2])])
        ]
        return _page(f'<ul class="paper-list">{"".join(lines)}</ul>')

    def _papers(self, request: Request) -> Response:
        self.asked.append(request.path)
        year = int(request.path.split("/")[2])
        lines = [
            f'<li><a href="/virtual/{year}/{kind}/{number}">{escape(title)}</a></li>'
            for n, title in enumerate(self.meeting[year])
            for kind, number in (("oral", 3000 + n), ("poster", 4000 + n))
        ]
        return _page(f"<noscript><ul>{''.join(lines)}</ul></noscript>")

    def _data(self, request: Request) -> Response:
        self.asked.append(request.path)
        if not self.has_data:
            return Response("gone", 404)
        year = int(request.path.rpartition("/")[2].split("-")[1])
        rows = [
            _event(year, kind, number, title, n)
            for n, title in enumerate(self.meeting[year])
            for kind, number in (("oral", 3000 + n), ("poster", 4000 + n))
        ]
        body = json.dumps({"count": len(rows), "next": None, "previous": None, "results": rows})
        return Response(body, 200, content_type="application/json")


def _event(year: int, kind: str, number: int, title: str, n: int) -> dict[str, Any]:
    return {
        "id": number,
        "uid": f"{n:032x}",
        "name": title,
        "authors": [{"id": 1, "fullname": "A. Author"}, {"id": 2, "fullname": "B. Writer"}],
        "abstract": f"What {title} says." if kind == "poster" else "",
        "eventtype": kind.title(),
        "decision": "Accept",
        "visible": True,
        "virtualsite_url": f"/virtual/{year}/{kind}/{number}",
        "paper_url": f"https://openreview.net/forum?id=sample{n:04d}",
    }


def _page(body: str) -> Response:
    return Response(PAGE.format(body=body), 200, content_type="text/html; charset=utf-8")
