"""A Zotero library on this machine, as its public documents tell the web API, version 3.

Keys, versions, write tokens, 412, pages of at most 100 and writes of at most 50, ``Backoff``, and fields that a type of
item does not have.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from werkzeug import Request, Response

_ALL = {"itemType", "title", "creators", "date", "url", "extra", "tags", "collections"}
_MORE = {  # beside those that all of these types have
    "preprint": {"repository", "archiveID", "DOI"},
    "conferencePaper": {"proceedingsTitle", "DOI"},
    "blogPost": {"blogTitle"},
    "forumPost": {"forumTitle"},
    "computerProgram": {"versionNumber"},
    "dataset": {"repository", "DOI"},
    "videoRecording": set(),
    "podcast": set(),
    "webpage": {"websiteTitle"},
}
_ROLES = {"computerProgram": "programmer", "videoRecording": "director", "podcast": "podcaster"}


@dataclass
class Library:
    """What it holds, and what it was asked."""

    key: str = "s3cret"
    version: int = 7
    collections: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    backoff: str = ""
    meanwhile: int = 0  # how often somebody else writes just before a write arrives
    swallowed: int = 0  # answers that are lost after the write was made

    def answer(self, request: Request) -> Response:
        """The library's answer."""
        path = request.path.removeprefix("/users/42/")
        self.asked.append(f"{request.method} {path}")
        if (
            request.headers.get("zotero-api-key") != self.key
            or request.headers.get("zotero-api-version") != "3"
        ):
            return Response("Invalid key", 403)
        response = self._write(request, path) if request.method == "POST" else self._read(request, path)
        response.headers.setdefault("last-modified-version", str(self.version))
        if self.backoff:
            response.headers["backoff"] = self.backoff
        return response

    def _read(self, request: Request, path: str) -> Response:
        if path.startswith("collections/") and path.endswith("/items/top"):
            wanted = path.split("/")[1]
            return self._page(request, [one for one in self.items if wanted in one["data"]["collections"]])
        if path.startswith("collections/"):
            known = [one for one in self.collections if one["key"] == path.split("/")[1]]
            return Response(json.dumps(known[0])) if known else Response("Not found", 404)
        return self._page(request, self.collections)

    def _page(self, request: Request, rows: list[dict[str, Any]]) -> Response:
        start, limit = int(request.args.get("start", 0)), min(int(request.args.get("limit", 25)), 100)
        response = Response(json.dumps(rows[start : start + limit]), content_type="application/json")
        response.headers["total-results"] = str(len(rows))
        return response

    def _write(self, request: Request, path: str) -> Response:
        given = json.loads(request.data)
        if len(given) > 50:
            return Response("Too many", 413)
        token, since = (
            request.headers.get("zotero-write-token"),
            request.headers.get("if-unmodified-since-version"),
        )
        assert (token is None) != (since is None), "either a token or a version"
        if self.meanwhile:
            self.meanwhile -= 1
            self.version += 1
        if token in self.tokens or (since is not None and int(since) < self.version):
            return Response("Precondition failed", 412)
        if token:
            self.tokens.add(token)
        told = self._keep(given, self.items if path == "items" else self.collections, path)
        if self.swallowed:
            self.swallowed -= 1
            return Response("", 500)
        return Response(json.dumps(told), content_type="application/json")

    def _keep(self, given: list[dict[str, Any]], rows: list[dict[str, Any]], path: str) -> dict[str, Any]:
        told: dict[str, Any] = {"successful": {}, "unchanged": {}, "failed": {}}
        self.version += 1
        for n, data in enumerate(given):
            no = wrong(data) if path == "items" else ""
            if no:
                told["failed"][str(n)] = {"key": "", "code": 400, "message": no}
                continue
            row = {"key": f"KEY{len(rows):05}", "version": self.version, "data": data}
            rows.append(row)
            told["successful"][str(n)] = row
        return told


def wrong(data: dict[str, Any]) -> str:
    """What the library has against an item; empty for a good one."""
    kind = data["itemType"]
    odd = sorted(data.keys() - _ALL - _MORE.get(kind, set()))
    if kind not in _MORE or odd:
        return f"'{odd[0] if odd else kind}' is not a valid field for type '{kind}'"
    roles = {creator["creatorType"] for creator in data["creators"]} - {_ROLES.get(kind, "author")}
    return f"Invalid creator type {roles}" if roles else ""
