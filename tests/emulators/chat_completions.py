"""An OpenAI-compatible endpoint, after OpenAI's API reference (Create chat completion) and vLLM's server of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response


@dataclass
class Endpoint:
    """One model behind ``/v1/chat/completions``: says what it is told to say, and keeps what it was asked."""

    server: HTTPServer
    model: str = "brook-7b"
    key: str = ""  # empty: as vLLM without --api-key
    says: str = "It is twice as fast on one H100."
    refusal: str | None = None
    usage: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request("/v1/chat/completions", method="POST").respond_with_handler(self._answer)

    @property
    def url(self) -> str:
        """As ``base_url`` of other clients is written."""
        return self.server.url_for("/v1")

    def _answer(self, request: Request) -> Response:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
        told = json.loads(request.get_data())
        if told.get("model") != self.model:
            return _error(404, f"The model `{told.get('model')}` does not exist.", "NotFoundError", None)
        messages = told.get("messages")
        if not messages or not all({"role", "content"} <= one.keys() for one in messages):
            return _error(400, "Invalid value for 'messages'.", "invalid_request_error", None)
        self.asked.append(told)
        return _reply(200, self._completion(messages))

    def _completion(self, messages: list[dict[str, str]]) -> dict[str, Any]:
        n_in, n_out = sum(len(one["content"]) // 4 for one in messages), len(self.says) // 4
        message = {"role": "assistant", "content": self.says, "refusal": self.refusal}
        told = {
            "id": f"chatcmpl-{len(self.asked)}",
            "object": "chat.completion",
            "created": 1_782_896_400,
            "model": self.model,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        }
        usage = {"prompt_tokens": n_in, "completion_tokens": n_out, "total_tokens": n_in + n_out}
        return told | ({"usage": usage} if self.usage else {})


def _error(status: int, message: str, kind: str, code: str | None) -> Response:
    return _reply(status, {"error": {"message": message, "type": kind, "param": None, "code": code}})


def _reply(status: int, told: dict[str, Any]) -> Response:
    return Response(json.dumps(told), status, content_type="application/json")
