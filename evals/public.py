"""Public reports that facts were labelled in, fetched by git from their makers' repositories.

The repository holds the labels alone: figures, pages and what they are of, no words of the reports. ``data/public``
names each document with the commit it stood in and its SHA-256; ``./run evals fetch`` brings them to ``documents/``
(ignored by git), apart those that rules were chosen on and those that were read once at the end.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
DATA = HERE / "data" / "public"
DOCUMENTS = HERE / "documents"
_SECONDS = 600  # for one repository


@dataclass(frozen=True, slots=True)
class Report:
    """A document: its name in the labels, its half (``chosen`` or ``late``), where it stood and its hash."""

    name: str
    half: str
    repository: str  # an address that git clones
    commit: str
    path: str
    sha256: str

    @property
    def file(self) -> str:
        """What it is called in a folder of reports."""
        return self.name + Path(self.path).suffix.lower()


def reports(data: Path = DATA) -> list[Report]:
    """The documents that have labels."""
    told = tomllib.loads((data / "documents.toml").read_text("utf-8"))
    return [Report(**one) for one in told["document"]]


def fetch(data: Path = DATA, to: Path = DOCUMENTS) -> Iterator[tuple[Report, str]]:
    """Brings each document that is not there yet, with its labels; tells what happened to each.

    What does not come, or is another file than the labelled one, is left out and told; the others stay usable.
    """
    labels = [json.loads(line) for line in (data / "facts.jsonl").read_text("utf-8").splitlines()]
    here: set[str] = set()
    for one in reports(data):
        file = to / one.half / one.file
        told = "there" if _is_whole(file, one) else _bring(one, file)
        here |= {one.name} if told in ("there", "fetched") else set()
        yield one, told
    for half in {one.half for one in reports(data)}:
        names = {one.name for one in reports(data) if one.half == half} & here
        if names:
            kept = [json.dumps(row, ensure_ascii=False) for row in labels if row["report"] in names]
            (to / half / "facts.jsonl").write_text("\n".join(kept) + "\n", "utf-8")


def _is_whole(file: Path, one: Report) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == one.sha256


def _bring(one: Report, file: Path) -> str:
    with TemporaryDirectory() as folder:
        try:
            _git(folder, "init", "--quiet", "--bare")
            _git(folder, "fetch", "--quiet", "--depth", "1", "--no-tags", one.repository, one.commit)
            body = _git(folder, "cat-file", "blob", f"{one.commit}:{one.path}")
        except subprocess.CalledProcessError as error:
            return f"not fetched: {error.stderr.decode(errors='replace').strip() or error}"
        except subprocess.TimeoutExpired:
            return f"not fetched: no answer within {_SECONDS} s"
    if hashlib.sha256(body).hexdigest() != one.sha256:
        return "not kept: another file than the labelled one"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return "fetched"


def _git(folder: str, *args: str) -> bytes:
    return subprocess.run(
        ["git", "-C", folder, *args], check=True, capture_output=True, timeout=_SECONDS
    ).stdout


def main() -> int:
    """``./run evals fetch``: 1 where a document did not come."""
    n_missing = 0
    for one, told in fetch():
        print(f"  {one.name:<24} {told}", file=sys.stdout if told in ("there", "fetched") else sys.stderr)
        n_missing += told not in ("there", "fetched")
    return 1 if n_missing else 0
