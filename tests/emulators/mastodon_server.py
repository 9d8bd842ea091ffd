"""Synthetic: a Mastodon server's public API for one account, written from docs.joinmastodon.org.

Looks accounts up by name, pages by a Link header with ``max_id``, and tells its limits with the moment of the reset
as a date.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class MastodonServer:
    """An account and its statuses, newest first; ``asked`` are the paths with their queries, in order."""

    account: dict[str, Any]
    statuses: list[dict[str, Any]]
    quota: int = 300  # requests in five minutes
    resets_at: str = "2026-06-12T12:05:00.000000Z"
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/api/v1/accounts/lookup").respond_with_handler(self._look_up)
        path = f"/api/v1/accounts/{self.account['id']}/statuses"
        server.expect_request(path).respond_with_handler(self._page)

    def _headers(self, request: Request) -> dict[str, str]:
        self.asked.append(f"{request.path}?{request.query_string.decode()}")
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-RateLimit-Limit": str(self.quota),
            "X-RateLimit-Remaining": str(max(self.quota - len(self.asked), 0)),
            "X-RateLimit-Reset": self.resets_at,
        }

    def _look_up(self, request: Request) -> Response:
        headers = self._headers(request)
        if request.args.get("acct") != self.account["acct"]:
            return Response('{"error": "Record not found"}', 404, headers)
        return Response(json.dumps(self.account), 200, headers)

    def _page(self, request: Request) -> Response:
        headers = self._headers(request)
        if len(self.asked) > self.quota:
            return Response('{"error": "Too many requests"}', 429, headers)
        rows = [row for row in self.statuses if self._is_wanted(row, request)]
        page = rows[: int(request.args.get("limit", 20))]
        if len(page) < len(rows):
            query = f"exclude_reblogs=true&exclude_replies=true&limit={len(page)}&max_id={page[-1]['id']}"
            before = f'<{request.base_url}?min_id={page[0]["id"]}>; rel="prev"'
            headers["Link"] = f'<{request.base_url}?{query}>; rel="next", {before}'
        return Response(json.dumps(page), 200, headers)

    def _is_wanted(self, row: dict[str, Any], request: Request) -> bool:
        no_boosts = request.args.get("exclude_reblogs") == "true" and row["reblog"] is not None
        no_reply = request.args.get("exclude_replies") == "true" and row["in_reply_to_id"] is not None
        return not (no_boosts or no_reply) and int(row["id"]) < int(request.args.get("max_id", 10**30))
