"""Synthetic: channels of Discord's REST API, written from its public documentation.

Messages newest first by ``before`` and ``limit``, a bot's token, the headers and bodies of its rate limits
(discord.com/developers/docs/topics/rate-limits) and the errors of channels that the bot may not read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class DiscordServer:
    """Messages by channel, newest first; ``n_left`` requests are answered before the limit."""

    channels: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)  # channels that the bot may not read
    n_left: int = 1000
    asked: list[str] = field(default_factory=list)

    def serve(self, server: HTTPServer) -> None:
        """Answers at ``server``."""
        for name in (*self.channels, *self.closed):
            server.expect_request(f"/api/v10/channels/{name}/messages").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        name = request.path.split("/")[4]
        before, limit = request.args.get("before"), int(request.args.get("limit", 50))
        self.asked.append(f"{name} {before}")
        if name in self.closed:
            return Response(json.dumps({"message": "Missing Access", "code": 50001}), 403)
        if self.n_left <= 0:
            said = {"message": "You are being rate limited.", "retry_after": 64.57, "global": False}
            return Response(json.dumps(said), 429, {"Retry-After": "65", "X-RateLimit-Scope": "user"})
        self.n_left -= 1
        rows = [row for row in self.channels[name] if before is None or int(row["id"]) < int(before)]
        headers = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset-After": "1.0"}
        return Response(json.dumps(rows[:limit]), 200, headers, content_type="application/json")


def messages(channel: str, n: int, **changes: Any) -> list[dict[str, Any]]:
    """``n`` messages with a link each, newest first."""
    return [
        {
            "id": str(int(channel) * 10_000 + n - i),
            "type": 0,
            "channel_id": channel,
            "content": f"Number {n - i}: https://blog.example/{channel}/{n - i}",
            "timestamp": "2026-06-11T10:00:00+00:00",
            "author": {"username": "someone"},
            **changes,
        }
        for i in range(n)
    ]
