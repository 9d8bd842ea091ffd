"""Reads a pack's folder: TOML to entries that still know their file, with the faults found on the way."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mainstem.errors import PackError
from mainstem.packs import forms

OVERLAY = "overlay.toml"
SOURCES = "sources"
# The form of what stands in a file above its entries.
HEADS: dict[str, type[forms.Form]] = {
    "pack.toml": forms.PackForm,
    "cadence.toml": forms.CadenceForm,
    "manners.toml": forms.MannersForm,
    OVERLAY: forms.OverlayForm,
}
# Each kind of entry: the file that holds it, its form, and the field that names one.
KINDS: dict[str, tuple[str, type[forms.Form], str]] = {
    "source": (SOURCES, forms.SourceForm, "id"),
    "work": ("canon.toml", forms.WorkForm, "id"),
    "candidate": ("canon.toml", forms.CandidateForm, "id"),
    "blocked": ("canon.toml", forms.BlockedForm, "key"),
    "axis": ("taxonomy.toml", forms.AxisForm, "id"),
    "topic": ("taxonomy.toml", forms.TopicForm, "id"),
    "lab": ("labs.toml", forms.LabForm, "id"),
    "signs": ("labs.toml", forms.SignsForm, "sector"),
    "repository": ("repositories.toml", forms.RepositoryForm, "name"),
    "session": ("cadence.toml", forms.SessionForm, "name"),
    "slot": ("cadence.toml", forms.SlotForm, "kind"),
    "role": ("roles.toml", forms.RoleForm, "id"),
    "host": ("manners.toml", forms.HostForm, "host"),
    "keep": ("manners.toml", forms.KeepForm, "kind"),
}
FILES = ("pack.toml", *dict.fromkeys(file for file, _, _ in KINDS.values() if file != SOURCES))
OPTIONAL = frozenset({"roles.toml"})  # a pack for single readers needs none

_AT_LINE = re.compile(r" \(at (line \d+), (column \d+)\)")
_EXAMPLE = "`mainstem pack new NAME` writes an example of every file"


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[table]]`` as written, with where it stands."""

    file: str
    kind: str
    name: str  # its id, or "source 3" where it has none
    data: dict[str, Any]


@dataclass(slots=True)
class Written:
    """All that a folder says."""

    heads: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)  # by file: the layers
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)  # by kind and name, in order
    faults: list[PackError] = field(default_factory=list)

    def names(self, kind: str) -> set[str]:
        """The names that entries of ``kind`` go by, whether they are sound or not."""
        return {name for of, name in self.entries if of == kind}


def read_pack(folder: Path) -> Written:
    """Everything in a pack's folder; every file of a pack must be there."""
    written = _read(folder, "", FILES)
    missing = [file for file in FILES if file not in OPTIONAL and not (folder / file).is_file()]
    if not list(folder.glob(f"{SOURCES}/*.toml")):
        missing.append(f"{SOURCES}/<shelf>.toml")
    written.faults[:0] = [PackError(file, "is missing", _EXAMPLE) for file in missing]
    return written


def read_overlay(folder: Path) -> Written:
    """Everything in an overlay: any file of a pack, and overlay.toml. No folder, no entries."""
    return _read(folder, f"{folder.name}/", (*FILES, OVERLAY))


def lay_over(base: Written, over: Written) -> Written:
    """``base`` with the entries of ``over`` added, or put in the place of those of the same name."""
    heads = {file: [*base.heads.get(file, []), *over.heads.get(file, [])] for file in base.heads | over.heads}
    return Written(heads, base.entries | over.entries, base.faults + over.faults)


def _read(folder: Path, prefix: str, files: Iterable[str]) -> Written:
    written = Written()
    allowed = (*files, *(f"{SOURCES}/{shelf}.toml" for shelf in forms.SHELVES))
    for path in [*sorted(folder.glob("*.toml")), *sorted(folder.glob(f"{SOURCES}/*.toml"))]:
        file = path.relative_to(folder).as_posix()
        if file not in allowed:
            fault = f"is not a file of a pack; allowed are {', '.join(allowed)}"
            written.faults.append(PackError(f"{prefix}{file}", fault, "Rename or remove it"))
            continue
        try:
            _take_file(file, f"{prefix}{file}", _toml(path, f"{prefix}{file}"), written)
        except PackError as fault:
            written.faults.append(fault)
    return written


def _toml(path: Path, told: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise PackError(told, f"cannot be read ({error.strerror})", "Check the file's permissions") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{told}: byte {error.start}", "is not UTF-8", "Save the file as UTF-8") from error
    except RecursionError as error:
        raise PackError(told, "is nested too deeply", "Write it flatter") from error
    except ValueError as error:  # TOMLDecodeError, and numbers too long for Python
        at = _AT_LINE.search(str(error))
        where = f"{told}: {at[1]}: {at[2]}" if at else told
        raise PackError(where, f"is not TOML: {_AT_LINE.sub('', str(error))}", "Correct that line") from error


def _take_file(file: str, told: str, data: dict[str, Any], written: Written) -> None:
    """Takes a file apart into its entries and what stands above them."""
    home = SOURCES if file.startswith(f"{SOURCES}/") else file
    kinds = [kind for kind, (of, _, _) in KINDS.items() if of == home]
    given = {"shelf": Path(file).stem} if home == SOURCES else {}
    for kind in kinds:
        _take_entries(kind, data.pop(kind, []), given, told, written)
    if file in HEADS:
        written.heads[file] = [(told, data)]
        return
    allowed = " and ".join(f"[[{kind}]]" for kind in kinds)
    written.faults += [
        PackError(f"{told}: top: {name}", f"is not known; allowed are {allowed}") for name in data
    ]


def _take_entries(kind: str, rows: object, given: dict[str, str], told: str, written: Written) -> None:
    """Takes the entries of one kind; ``given`` is what the file's name says of each."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        written.faults.append(PackError(f"{told}: top: {kind}", f"must be tables, each under [[{kind}]]"))
        return
    naming = KINDS[kind][2]
    for number, row in enumerate(rows, 1):
        named = row.get(naming)
        name = named if isinstance(named, str) and named else f"{kind} {number}"
        for known in given.keys() & row.keys():
            fault = f"is said by the file's name ({given[known]}); move the entry to another file"
            written.faults.append(PackError(f"{told}: {name}: {known}", fault))
        entry = Entry(told, kind, name, row | given)
        first = written.entries.setdefault((kind, name), entry)
        if first is not entry:
            fault = f"{name!r} stands twice; the other is in {first.file}"
            written.faults.append(PackError(f"{told}: {name}: {naming}", fault))
