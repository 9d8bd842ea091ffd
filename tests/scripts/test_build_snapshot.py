"""The builder, run as a maintainer runs it."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mainstem
from mainstem.packs.snapshot import FILE

ROOT = Path(__file__).resolve().parents[2]
PACK = Path(mainstem.__file__).parent / "packs" / "llm_systems"


def build(shared: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Runs the builder."""
    command = [sys.executable, str(ROOT / "scripts" / "build_snapshot.py"), str(shared), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the shipped pack without its snapshot."""
    return Path(shutil.copytree(PACK, tmp_path / "pack", ignore=shutil.ignore_patterns(FILE)))


@pytest.mark.shared
def test_a_rebuild_gives_what_is_shipped(shared: Path, pack: Path) -> None:
    """The same facts give the same file, and the summary tells the streams and what was left out."""
    built = build(shared, pack)
    assert (0, "") == (built.returncode, built.stderr)
    assert "community" in built.stdout
    assert "left out" in built.stdout
    # Unpacked: another build of zlib may pack the same text in other bytes.
    assert gzip.decompress((PACK / FILE).read_bytes()) == gzip.decompress((pack / FILE).read_bytes())


def test_without_the_shared_folder_it_says_so(tmp_path: Path, pack: Path) -> None:
    """The message names what is missing, and nothing is written."""
    built = build(tmp_path / "absent", pack)
    assert (2, "") == (built.returncode, built.stdout)
    assert str(tmp_path / "absent" / "snapshot") in built.stderr
    assert not (pack / FILE).exists()
