"""Synthetic: MLPerf's repositories of results behind GitHub's API, written from its public documentation.

The organisation's listing (docs.github.com/rest/repos: sorted by creation, paged by a Link header), files in
their raw media type, and the tree of a repository's files.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PER_PAGE = 4  # whatever is asked: paging shows with few rows


def repository(name: str, created: str) -> dict[str, Any]:
    """A row of the listing, as far as it is read."""
    return {
        "full_name": f"mlcommons/{name}",
        "html_url": f"https://github.com/mlcommons/{name}",
        "created_at": f"{created}T00:00:00Z",
        "description": "Results and code of a round",
        "stargazers_count": 1,
    }


@dataclass
class MlperfRounds:
    """The repositories, newest first, with the tables and file lists of some."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, list[str]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/orgs/mlcommons/repos").respond_with_handler(self._list)
        for name in (*self.tables, *self.trees):
            path = f"/repos/mlcommons/{name}"
            server.expect_request(f"{path}/contents/summary_results.json").respond_with_handler(self._table)
            server.expect_request(f"{path}/git/trees/HEAD").respond_with_handler(self._tree)

    def _list(self, request: Request) -> Response:
        self.asked["list"] += 1
        page = int(request.args.get("page", 1))
        shown = self.rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        headers = {}
        if page * PER_PAGE < len(self.rows):
            headers["Link"] = f'<{request.base_url}?page={page + 1}>; rel="next"'
        return Response(json.dumps(shown), 200, headers, content_type="application/json")

    def _table(self, request: Request) -> Response:
        name = request.path.split("/")[3]
        self.asked[name] += 1
        if request.headers.get("Accept") != "application/vnd.github.raw+json":
            return Response(json.dumps({"content": "", "encoding": "none"}), 200)  # a file above 1 MB
        table = self.tables.get(name)
        return Response(table, 200) if table else Response('{"message":"Not Found"}', 404)

    def _tree(self, request: Request) -> Response:
        name = request.path.split("/")[3]
        self.asked[name] += 1
        tree = [{"path": path, "type": "blob"} for path in self.trees[name]]
        return Response(json.dumps({"sha": "0" * 40, "tree": tree, "truncated": False}), 200)
