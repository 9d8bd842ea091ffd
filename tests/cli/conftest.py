"""The command line in this process, on homes of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mainstem.cli import context, main


@dataclass(frozen=True)
class Ran:
    """One finished command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def _forget() -> None:
    """Commands share what they opened within one process; tests must not."""
    if context.mainstem.cache_info().currsize:
        app = context.mainstem()
        if "store" in app.__dict__:
            app.store.close()
    for cached in (context.mainstem, context.out, context.err):
        cached.cache_clear()


_OF_THE_HUB = ("HF_TOKEN", "HF_ENDPOINT", "HF_HUB_CACHE", "HF_HUB_OFFLINE")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings of the machine reach a test, and terminals are 80 wide."""
    for name in ("MAINSTEM_HOME", "MAINSTEM_ALLOW_HOSTS", "NO_COLOR", "FORCE_COLOR", *_OF_THE_HUB):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TZ", "UTC")
    yield
    _forget()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on ``home`` and tells its exit code and what it printed."""

    def runs(*tokens: str) -> Ran:
        _forget()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(home), *tokens])
        told = capsys.readouterr()
        return Ran(int(ended.value.code or 0), told.out, told.err)

    return runs


@pytest.fixture(scope="session")
def _planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the snapshot taken in and its first week planned, made once."""
    made = tmp_path_factory.mktemp("planned") / "home"
    with pytest.raises(SystemExit):
        main(["--home", str(made), "week", "--offline", "--format", "json"])
    _forget()
    return made


@pytest.fixture
def planned(_planned: Path, home: Path) -> Path:
    """``home`` with a first week planned from the snapshot."""
    shutil.copytree(_planned, home)
    return home
