"""Recorded exchanges as they were kept: VCR's cassettes in YAML, nock's in JSON, bare bodies."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from mainstem.model import Reply

RECORDED = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded


@dataclass(frozen=True)
class Recorded:
    """One exchange; header names are in lower case, the body is unpacked."""

    file: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def reply(self, body: bytes | None = None) -> Reply:
        """The reply as the network would hand it on, or with another body."""
        return Reply(self.url, self.status, self.headers, self.body if body is None else body, RECORDED)


@lru_cache(maxsize=8)
def recorded(folder: Path, host: str) -> tuple[Recorded, ...]:
    """Every exchange with ``host`` in the cassettes below ``folder``; skips where YAML cannot be read."""
    yaml = pytest.importorskip("yaml", reason="needs PyYAML to read the recorded cassettes")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: list[Recorded] = []
    for path in sorted(folder.rglob("*.y*ml")):
        tape = yaml.load(path.read_text(encoding="utf-8"), loader)
        rows = tape.get("interactions") or tape.get("http_interactions")
        found += [_exchange(path.name, each) for each in rows if f"//{host}/" in each["request"]["uri"]]
    return tuple(found)


def _exchange(file: str, each: dict[str, Any]) -> Recorded:
    response = each["response"]
    status = response.get("status", response.get("status_code"))
    status = status["code"] if isinstance(status, dict) else status
    headers = {
        name.lower(): value[0] if isinstance(value, list) else str(value)
        for name, value in (response.get("headers") or {}).items()
    }
    return Recorded(file, each["request"]["uri"], int(status), headers, _body(response))


def _body(response: dict[str, Any]) -> bytes:
    told = response.get("body", response.get("content", ""))
    if isinstance(told, dict):
        if "base64_string" in told:
            return _unpacked(base64.b64decode(told["base64_string"]))
        told = told.get("string", "")
    return _unpacked(told if isinstance(told, bytes) else str(told or "").encode())


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def nocked(folder: Path) -> list[Recorded]:
    """Every exchange of nock's files below ``folder``."""
    return [
        Recorded(
            path.name, f"{each['scope']}{each['path']}", each["status"], {}, str(each["response"]).encode()
        )
        for path in sorted(folder.rglob("*.json"))
        for each in json.loads(path.read_text(encoding="utf-8"))
    ]
