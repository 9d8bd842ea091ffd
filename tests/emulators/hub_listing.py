"""Synthetic: the listings of the Hugging Face Hub, written from its public documentation.

Lists of models, datasets, spaces and collections of an organisation (huggingface.co/docs/hub/api), paged by
a cursor in the Link header, with the RateLimit header of huggingface.co/docs/hub/rate-limits.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

LISTS = ("models", "datasets", "spaces", "collections")


@dataclass
class HubListing:
    """What an organisation has, newest first; ``asked`` counts the requests by list."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    quota: int = 500  # requests in the window
    busy: set[str] = field(default_factory=set)  # lists that answer 503
    asked: Counter[str] = field(default_factory=Counter)
    n_asked: int = 0

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        for name in LISTS:
            server.expect_request(f"/api/{name}").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        name = request.path.rpartition("/")[2]
        self.asked[name] += 1
        self.n_asked += 1
        left = self.quota - self.n_asked
        headers = {"RateLimit": f'"api";r={max(left, 0)};t=120', "Content-Type": "application/json"}
        if left < 0:
            return Response('{"error":"Too many requests"}', 429, {**headers, "Retry-After": "120"})
        if name in self.busy:
            return Response("busy", 503, headers)
        owner = request.args.get("owner" if name == "collections" else "author", "")
        rows = [
            row
            for row in self.rows.get(name, [])
            if str(row.get("id") or row["slug"]).startswith(f"{owner}/")
        ]
        start, limit = int(request.args.get("cursor", 0)), int(request.args.get("limit", 1000))
        if start + limit < len(rows):
            args = {**request.args.to_dict(), "cursor": str(start + limit)}
            query = "&".join(f"{key}={value}" for key, value in args.items())
            headers["Link"] = f'<{request.base_url}?{query}>; rel="next"'
        return Response(json.dumps(rows[start : start + limit]), 200, headers)


def models(org: str, n: int, newest: datetime, every: timedelta) -> list[dict[str, Any]]:
    """``n`` models of ``org``, newest first, one each ``every``."""
    return [
        {
            "_id": f"{n - i:024x}",
            "id": f"{org}/Sample-{n - i}",
            "modelId": f"{org}/Sample-{n - i}",
            "likes": i,
            "private": False,
            "downloads": 10 * i,
            "tags": ["transformers", "license:mit", "region:us"],
            "createdAt": f"{newest - i * every:%Y-%m-%dT%H:%M:%S.000Z}",
        }
        for i in range(n)
    ]
