"""The home folder."""

from __future__ import annotations

import errno
from pathlib import Path

from mainstem.errors import DiskFull, HomeNotWritable


def make(home: Path) -> None:
    """Creates the folder, readable by its owner alone; raises HomeNotWritable or DiskFull."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        kind = DiskFull if error.errno == errno.ENOSPC else HomeNotWritable
        raise kind(str(home), f"cannot be created ({error.strerror})") from error
