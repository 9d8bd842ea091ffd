"""A full disk: told by name, and nothing that was there is lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mainstem.errors import DiskFull
from mainstem.hub.remote import Hub
from tests.emulators.hub_site import TOKEN, HubSite


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; skips where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small file system")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told(site: HubSite, small_disk: Path) -> None:
    """The cache does not fit: DiskFull, and the next file that fits is fetched."""
    site.add("sample-lab/tiny", {"model.safetensors": bytes(3 * 2**20), "README.md": b"# Tiny\n"})
    with closing(Hub(site.url, TOKEN, small_disk, sleep=lambda _: None)) as hub:
        with pytest.raises(DiskFull):
            hub.fetch("sample-lab/tiny", "main", "model.safetensors")
        for left in small_disk.rglob("*.incomplete"):
            left.unlink()
        assert b"# Tiny\n" == hub.fetch("sample-lab/tiny", "main", "README.md").read_bytes()
