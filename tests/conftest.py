"""What every test may use."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mainstem.settings import Settings
from mainstem.wiring import Mainstem

settings.register_profile(  # timings never decide a test
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[2] / "shared"

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)  # of the homes made below


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pictures`` puts the pictures that the browser's tests take into the documents."""
    parser.addoption("--pictures", action="store_true", help="renew docs/pictures")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded replies and labelled data beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (recorded replies and labelled data), which is not here")
    return SHARED


@pytest.fixture(scope="session")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for."""
    file = tmp_path_factory.mktemp("tls") / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    try:
        made = subprocess.run([*command, "-keyout", str(file), "-out", "-"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs the openssl command to make a certificate")
    file.write_bytes(file.read_bytes() + made.stdout)
    return file


def wired(home: Path) -> Mainstem:
    """The program for ``home``, on 2026-07-01."""
    return Mainstem(Settings(home=home, timezone="UTC"), clock=lambda: NOW)


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the snapshot and this week's plan in it; to be copied, not changed."""
    home = tmp_path_factory.mktemp("planned") / "home"
    app = wired(home)
    app.plan(app.view())
    app.store.close()
    return home


@pytest.fixture
def app(planned: Path, tmp_path: Path) -> Iterator[Mainstem]:
    """The program on a home of its own."""
    home = tmp_path / "home"
    shutil.copytree(planned, home)
    made = wired(home)
    yield made
    made.store.close()
