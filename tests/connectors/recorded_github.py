"""Recorded replies of api.github.com, out of the three ways in which they were kept."""

from __future__ import annotations

import ast
import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mainstem.model import Reply
from tests.connectors.shapes import AT


@dataclass(frozen=True)
class Recorded:
    """One exchange."""

    file: str
    method: str
    url: str
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def reply(self) -> Reply:
        """As a connector sees it."""
        return Reply(self.url, self.status, self.headers, self.body, AT)


def recorded(shared: Path) -> list[Recorded]:
    """Every exchange, of any method and status."""
    folder = shared / "recorded" / "github_rest"
    found = [each for path in sorted(folder.glob("PyGithub*/*.txt")) for each in _lines(path)]
    found += [each for path in sorted(folder.glob("pypi-github3*/*.json")) for each in _cassette(path)]
    for path in sorted(folder.glob("*perceval/*")):
        url = f"https://api.github.com/repos/zhquan_example/repo/{path.name}"
        found.append(Recorded(path.name, "GET", url, 200, {}, path.read_bytes()))
    return found


def _lines(path: Path) -> Iterator[Recorded]:
    """Blocks of ten lines: scheme, method, host, port, path, headers, body, status, headers, body."""
    rows = path.read_bytes().split(b"\n")
    n = 0
    while n + 10 <= len(rows):
        if rows[n] not in (b"https", b"http"):
            n += 1  # an empty line, or a body of several lines
            continue
        text = [row.decode("utf-8", "replace") for row in rows[n : n + 9]]
        headers = {str(name).lower(): str(value) for name, value in ast.literal_eval(text[8])}
        url = f"{text[0]}://{text[2]}{text[4]}"
        yield Recorded(path.name, text[1], url, int(text[7]), headers, rows[n + 9])
        n += 10


def _cassette(path: Path) -> Iterator[Recorded]:
    for each in json.loads(path.read_bytes())["http_interactions"]:
        asked, told = each["request"], each["response"]
        status = told["status"]["code"] if "status" in told else told["status_code"]
        headers = {
            name.lower(): value if isinstance(value, str) else ", ".join(value)
            for name, value in told["headers"].items()
        }
        yield Recorded(path.name, asked["method"], told["url"], status, headers, _body(told["body"]))


def _body(body: str | dict[str, str]) -> bytes:
    if isinstance(body, str):
        return body.encode()
    if "base64_string" not in body:
        return (body.get("string") or "").encode()
    packed = base64.b64decode(body["base64_string"])
    return gzip.decompress(packed) if packed[:2] == b"\x1f\x8b" else packed
