"""A small pack to break, and the shipped one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from mainstem import packs
from mainstem.errors import PackError
from mainstem.model import Pack

CONNECTORS = {"rss": "feed", "atom": "feed", "podcast_rss": "feed", "arxiv_api": "arxiv"}


def toml(data: dict[str, Any]) -> str:
    """Writes what ``tomllib`` reads: values inline, and each table of a list under its own head."""
    plain = [f"{json.dumps(k)} = {_value(v)}" for k, v in data.items() if not _tables(v)]
    rows = [
        "\n".join([f"[[{json.dumps(k)}]]", *(f"{json.dumps(f)} = {_value(v)}" for f, v in row.items())])
        for k, rows in data.items()
        if _tables(rows)
        for row in rows
    ]
    return "\n\n".join(["\n".join(plain), *rows]) + "\n"


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _value(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(_value(v) for v in value) + "]"
        case date() | time():
            return value.isoformat()
    return json.dumps(value)


def faults_of(error: PackError) -> list[PackError]:
    """Every fault that a PackError tells."""
    return [error, *error.also]


@pytest.fixture(scope="session")
def llm_systems() -> Pack:
    """The shipped pack."""
    return packs.load(packs.find("llm-systems"), CONNECTORS.get)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small sound pack."""
    return packs.skeleton("small", tmp_path / "small")


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[..., Path]:
    """Writes an overlay of the files given, such as ``overlay(**{"overlay.toml": "silence = []"})``."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / "mine" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "mine"

    return write
