"""Files of labelled rows and of predictions: one JSON object a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from mainstem.errors import UsageError

Row = dict[str, Any]


def read(file: Path, fields: Collection[str] = ()) -> list[Row]:
    """The rows of a file; raises UsageError for what is no file of JSON objects that have these ``fields``.

    A file whose name ends in ``.gz`` is unpacked.
    """
    try:
        packed = file.suffix == ".gz"
        told = gzip.decompress(file.read_bytes()).decode() if packed else file.read_text("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UsageError(str(file), f"cannot be read ({error})", "Give a file of JSON lines") from error
    lines = told.split("\n")  # and not at U+2028, which may stand in a text
    return [_row(file, n, line, fields) for n, line in enumerate(lines, 1) if line.strip()]


def _row(file: Path, n: int, line: str, fields: Collection[str]) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{file}:{n}", f"is not JSON ({error})", "Give a file of JSON lines") from error
    if not isinstance(row, dict):
        raise UsageError(f"{file}:{n}", "is not a JSON object", "Give one object a line")
    if lacking := sorted(set(fields) - row.keys()):
        raise UsageError(f"{file}:{n}", f"has no {', '.join(lacking)}", "Give rows of this measure")
    return row


def write(file: Path, rows: Iterable[Row]) -> None:
    """Writes rows; raises UsageError where the file cannot be written."""
    told = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        file.write_text(told, "utf-8")
    except OSError as error:
        raise UsageError(str(file), f"cannot be written ({error.strerror})", "Name another file") from error
