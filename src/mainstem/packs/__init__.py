"""Packs: everything that makes the pipeline about one field, as a folder of TOML files.

``find`` says where a pack lies, ``load`` reads and checks it, ``skeleton`` starts one for another field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from mainstem.errors import PackError, UsageError
from mainstem.model import Pack

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "template"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def load(folder: Path, connector_of: Callable[[str], str | None], overlay: Path | None = None) -> Pack:
    """The pack in ``folder``, with the entries of the ``overlay`` folder laid over it, if there is one.

    ``connector_of`` says which connector answers to an endpoint's type, or None where none does yet. Raises
    one PackError that tells every fault: its subject is ``file: entry: field``, ``also`` are the others.
    """
    # The checks bring pydantic (0.1 s), so they are met only when a pack is read.
    from mainstem.packs.build import build
    from mainstem.packs.check import check
    from mainstem.packs.read import lay_over, read_overlay, read_pack

    written = read_pack(folder)
    if overlay is not None:
        written = lay_over(written, read_overlay(overlay))
    checked = check(written)
    if checked.faults:
        first, *others = checked.faults
        hint = None if others else first.hint
        raise PackError(first.subject, first.what, hint, also=tuple(others))
    return build(checked, connector_of)


def shipped() -> dict[str, Path]:
    """The packs inside mainstem: name and folder."""
    folders = sorted(path.parent for path in _HERE.glob("*/pack.toml") if path.parent != _TEMPLATE)
    return {folder.name.replace("_", "-"): folder for folder in folders}


def find(name_or_folder: str) -> Path:
    """The folder of a shipped pack, or the folder itself; raises PackError where there is neither."""
    known = shipped()
    if name_or_folder in known:
        return known[name_or_folder]
    folder = Path(name_or_folder).expanduser()
    if folder.is_dir():
        return folder
    raise PackError(
        name_or_folder,
        f"is neither a shipped pack ({', '.join(known)}) nor a folder",
        "Correct `pack` in settings.toml, or start one with `mainstem pack new NAME`",
    )


def skeleton(name: str, folder: Path) -> Path:
    """Writes a small commented pack called ``name`` into ``folder``, which must be new or empty; returns it.

    Its few entries are examples on example.org, and it passes the check as it stands.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(name, "is not a name for a pack", "Use small letters, digits and hyphens")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(str(folder), "is there already and not empty", "Name another folder")
        for source in sorted(_TEMPLATE.rglob("*.toml")):
            target = folder / source.relative_to(_TEMPLATE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source.read_text("utf-8").replace("my-field", name), "utf-8")
    except OSError as error:
        told = f"cannot be written ({error.strerror})"
        raise UsageError(str(folder), told, "Name a folder that you may write to") from error
    return folder
