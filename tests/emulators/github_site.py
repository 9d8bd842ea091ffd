"""Synthetic: GitHub's REST and GraphQL APIs and its feeds, written from their public documentation.

Lists paged by the Link header, ETags, the primary limit (403 with ``x-ratelimit-remaining: 0``) and the
secondary one (403 with Retry-After) of docs.github.com/rest/using-the-rest-api; discussions by cursor of
docs.github.com/graphql, for those with a token; the Atom feed of commits and the patch of each.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class GitHubSite:
    """What is there, newest first, and what was asked. The quota is that of the hour that ends at ``reset_at``."""

    reset_at: datetime
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by path
    searched: list[dict[str, Any]] = field(default_factory=list)  # row, and by whom: authors, reviewers
    discussions: list[dict[str, Any]] = field(default_factory=list)
    patches: dict[str, str] = field(default_factory=dict)  # by hash of the commit
    limit: int = 5000
    n_used: int = 0
    is_busy: bool = False  # the secondary limit is reached
    wants_token: bool = False
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        for path in self.rows:
            server.expect_request(path).respond_with_handler(self._list)
        server.expect_request("/search/issues").respond_with_handler(self._search)
        server.expect_request("/graphql", method="POST").respond_with_handler(self._graphql)
        server.expect_request("/o/r/commits.atom").respond_with_handler(self._feed)
        for sha, patch in self.patches.items():
            server.expect_request(f"/o/r/commit/{sha}.patch").respond_with_data(
                patch, content_type="text/plain"
            )

    def _list(self, request: Request) -> Response:
        self.asked.append(request.full_path)
        if (refused := self._refused()) is not None:
            return refused
        rows, n = self.rows[request.path], int(request.args.get("per_page", 30))
        page = int(request.args.get("page", 1))
        body = json.dumps(rows[(page - 1) * n : page * n])
        headers = {"ETag": f'W/"{hashlib.sha256(body.encode()).hexdigest()}"', **self._quota()}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return Response(status=304, headers=headers)
        if page * n < len(rows):
            args = "&".join(f"{k}={v}" for k, v in {**request.args.to_dict(), "page": str(page + 1)}.items())
            headers["Link"] = (
                f'<{request.base_url}?{args}>; rel="next", <{request.base_url}?page=9>; rel="last"'
            )
        return Response(body, 200, headers, content_type="application/json; charset=utf-8")

    def _search(self, request: Request) -> Response:
        """The rows that somebody wrote or reviewed, of all repositories; a page of them."""
        self.asked.append(request.full_path)
        if (refused := self._refused()) is not None:
            return refused
        terms = dict(term.split(":", 1) for term in request.args["q"].split())
        field = "reviewers" if "reviewed-by" in terms else "authors"
        wanted = terms.get("reviewed-by", terms.get("author", ""))
        found = [row for row in self.searched if wanted in row[field]]
        n, page = int(request.args.get("per_page", 30)), int(request.args.get("page", 1))
        headers = self._quota()
        if page * n < len(found):
            args = urlencode({**request.args.to_dict(), "page": page + 1})
            headers["Link"] = f'<{request.base_url}?{args}>; rel="next"'
        shown = [row["row"] for row in found[(page - 1) * n : page * n]]
        said = {"total_count": len(found), "incomplete_results": False, "items": shown}
        return Response(json.dumps(said), 200, headers, content_type="application/json; charset=utf-8")

    def _refused(self) -> Response | None:
        if self.is_busy:
            said = {"message": "You have exceeded a secondary rate limit."}
            return Response(json.dumps(said), 403, {"Retry-After": "60"})
        if self.n_used >= self.limit:
            return Response(json.dumps({"message": "API rate limit exceeded"}), 403, self._quota())
        self.n_used += 1
        return None

    def _quota(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self.n_used),
            "X-RateLimit-Reset": str(int(self.reset_at.timestamp())),
            "X-RateLimit-Resource": "core",
        }

    def _graphql(self, request: Request) -> Response:
        asked = json.loads(request.data)["variables"]
        self.asked.append(f"graphql {asked['owner']}/{asked['name']} {asked['after']}")
        if self.wants_token and "Authorization" not in request.headers:
            return Response(json.dumps({"message": "This endpoint requires you to be authenticated."}), 401)
        start = int(asked["after"] or 0)
        end = start + asked["n"]
        listed = {
            "pageInfo": {"endCursor": str(end), "hasNextPage": end < len(self.discussions)},
            "nodes": self.discussions[start:end],
        }
        return Response(json.dumps({"data": {"repository": {"discussions": listed}}}))

    def _feed(self, request: Request) -> Response:
        entries = "".join(
            f"<entry><id>tag:github.com,2008:Grit::Commit/{sha}</id><title>Commit {n}</title>"
            f'<link rel="alternate" href="{request.host_url}o/r/commit/{sha}"/>'
            f"<updated>2026-06-10T10:00:00Z</updated></entry>"
            for n, sha in enumerate(self.patches)
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>Commits</title>{entries}</feed>'
        return Response(feed, content_type="application/atom+xml")


def issues(n: int, newest: datetime) -> list[dict[str, Any]]:
    """``n`` issues, one an hour, the last to move first."""
    return [
        {
            "id": n - i,
            "number": n - i,
            "html_url": f"https://github.com/o/r/issues/{n - i}",
            "title": f"Issue {n - i}",
            "user": {"login": "someone", "type": "User"},
            "state": "open",
            "created_at": f"{newest - i * timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
            "updated_at": f"{newest - i * timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
        }
        for i in range(n)
    ]
