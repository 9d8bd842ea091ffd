"""Synthetic: OpenReview's API v2, written from its public documentation (docs.openreview.net).

Notes of a venue by ``content.venueid``, paged by offset and limit (1,000 at most), with the errors that the
service words as JSON: a bad limit, too many requests, and the challenge that it puts before unnamed readers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

LIMIT = 1_000


def note(number: int, venueid: str, venue: str, published_ms: int) -> dict[str, Any]:
    """A submission as API v2 sends it."""
    name = f"note{number:06d}"
    content = {
        "title": f"Sample {number}",
        "authors": ["A. Author"],
        "abstract": f"What sample {number} says.",
        "venue": venue,
        "venueid": venueid,
        "pdf": f"/pdf/{number:040x}.pdf",
    }
    return {
        "id": name,
        "forum": name,
        "number": number,
        "cdate": published_ms - 1_000,
        "pdate": published_ms,
        "invitations": [f"{venueid}/-/Submission"],
        "readers": ["everyone"],
        "content": {key: {"value": value} for key, value in content.items()},
    }


@dataclass
class OpenReview:
    """What the venues hold; ``offsets`` is what was asked for, in order."""

    notes: list[dict[str, Any]] = field(default_factory=list)
    quota: int = 100  # requests until it says 429
    has_challenge: bool = False
    offsets: list[int] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/notes").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        if self.has_challenge:
            return _error(403, "ChallengeRequiredError", "Challenge verification is required")
        if len(self.offsets) >= self.quota:
            return _error(429, "RateLimitError", "Too many requests", **{"Retry-After": "30"})
        limit, offset = int(request.args.get("limit", LIMIT)), int(request.args.get("offset", 0))
        if limit > LIMIT:
            return _error(400, "ValidationError", "limit must be at most 1000")
        self.offsets.append(offset)
        venue = request.args.get("content.venueid")
        rows = [row for row in self.notes if row["content"]["venueid"]["value"] == venue]
        body = {"notes": rows[offset : offset + limit], "count": len(rows)}
        return Response(json.dumps(body), 200, content_type="application/json")


def _error(status: int, name: str, message: str, **headers: str) -> Response:
    body = json.dumps({"name": name, "message": message, "status": status, "details": {}})
    return Response(body, status, headers, content_type="application/json")
