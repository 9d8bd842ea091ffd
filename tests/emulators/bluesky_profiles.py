"""Synthetic: Bluesky's public API for a profile's posts, written from its lexicon (app.bsky.feed.getAuthorFeed).

Pages by an opaque cursor, limits by ``RateLimit-*`` headers with the moment of the reset, and errors as JSON with
a name and a message.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PATH = "/xrpc/app.bsky.feed.getAuthorFeed"


@dataclass
class BlueskyProfiles:
    """Posts by handle, newest first; ``asked`` are the queries in order."""

    feeds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    quota: int = 3000  # requests in five minutes
    resets_at: int = 1781265900  # seconds since 1970
    asked: list[dict[str, str]] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> str:
        """Answers at ``server``; the address of the method."""
        server.expect_request(PATH).respond_with_handler(self._answer)
        return server.url_for(PATH)

    def _answer(self, request: Request) -> Response:
        query = request.args.to_dict()
        self.asked.append(query)
        left = self.quota - len(self.asked)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "RateLimit-Limit": str(self.quota),
            "RateLimit-Remaining": str(max(left, 0)),
            "RateLimit-Reset": str(self.resets_at),
            "RateLimit-Policy": f"{self.quota};w=300",
        }
        if left < 0:
            return _error(429, "RateLimitExceeded", "Rate Limit Exceeded", headers)
        if query.get("actor") not in self.feeds:
            return _error(400, "InvalidRequest", "Profile not found", headers)
        start, limit = int(query.get("cursor", 0)), int(query.get("limit", 50))
        posts = self._shown(query)
        page: dict[str, Any] = {"feed": posts[start : start + limit]}
        if start + limit < len(posts):
            page["cursor"] = str(start + limit)
        return Response(json.dumps(page), 200, headers)

    def _shown(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """The filter takes replies out, and leaves reposts in."""
        posts = self.feeds[query["actor"]]
        if query.get("filter") != "posts_no_replies":
            return posts
        return [post for post in posts if "reason" in post or "reply" not in post["post"]["record"]]


def _error(status: int, name: str, message: str, headers: dict[str, str]) -> Response:
    return Response(json.dumps({"error": name, "message": message}), status, headers)
