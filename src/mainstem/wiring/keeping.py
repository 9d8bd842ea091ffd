"""Backup and restore: the database, the overlay and the settings in one file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem import store
from mainstem.settings import FILE, SECRETS
from mainstem.wiring.home import make

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_LINES = "|".join((*SECRETS, "database_url"))  # an address of a database holds its password
_SECRET = re.compile(rf"^\s*(?:{_LINES}|channels\b.*)\s*=.*$", re.MULTILINE)
_CHANNELS = re.compile(r"^[ \t]*\[channels\b.*?(?=^[ \t]*\[(?!channels\b)|\Z)", re.MULTILINE | re.DOTALL)
_LEFT_OUT = "# left out of the backup: a secret"


def backup(app: Mainstem, file: Path) -> Path:
    """Writes the file, whole or not at all; lines and channels of settings.toml that hold secrets are left out."""
    app.store.backup(file, extra=dict(_own_files(app.settings.home, app.settings.overlay)))
    return file


def _own_files(home: Path, overlay: Path) -> list[tuple[str, bytes]]:
    found = [(str(p.relative_to(home)), p.read_bytes()) for p in sorted(overlay.rglob("*.toml"))]
    if (home / FILE).is_file():
        told = _CHANNELS.sub(f"{_LEFT_OUT}\n", (home / FILE).read_text(encoding="utf-8"))
        found.append((FILE, _SECRET.sub(_LEFT_OUT, told).encode()))
    return found


def restore(app: Mainstem, file: Path) -> str:
    """Brings the database back, and the person's own files where none are in the way."""
    make(app.settings.home)
    restored = store.restore(file, app.settings.database)
    kept = []
    for name, content in restored.extra.items():
        target = app.settings.home / name
        if target.exists():
            kept.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o600)
    told = f"Restored {restored.n_rows:,} rows from {file}."
    if restored.old:
        told += f" What was here is kept as {restored.old}."
    if kept:
        told += f" Left as they are: {', '.join(kept)}."
    return told
