"""Synthetic: discussions of a repository of the Hugging Face Hub, as huggingface_hub documents them.

Pages of 50 by ``p``, with ``start`` and ``count``; repositories that are not there answer 401 to those who are
not logged in, so as not to tell which are private.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

PAGE = 50


@dataclass
class HubDiscussions:
    """How many discussions each repository has; ``asked`` are the pages that were asked for."""

    n_by_repository: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        server.expect_request("/api/models/sample/absent/discussions").respond_with_json(
            {"error": "Repository not found"}, status=401
        )
        for name in self.n_by_repository:
            path = f"/api/models/{name}/discussions"
            server.expect_request(path).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        name = request.path.removeprefix("/api/models/").removesuffix("/discussions")
        n, start = self.n_by_repository[name], int(request.args.get("p", 0)) * PAGE
        self.asked.append(request.args.get("p", ""))
        rows = [
            {
                "num": n - i,
                "title": f"Question {n - i}",
                "author": {"name": "someone"},
                "repo": {"name": name, "type": "model"},
                "status": "open",
                "createdAt": "2026-06-10T08:00:00.000Z",
                "isPullRequest": False,
                "numComments": 0,
                "pinned": False,
            }
            for i in range(start, min(start + PAGE, n))
        ]
        told = {"discussions": rows, "count": n, "start": start, "numClosedDiscussions": 0}
        return Response(json.dumps(told), 200, content_type="application/json")
