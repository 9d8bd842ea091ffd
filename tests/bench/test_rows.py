"""Label files in, predictions out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mainstem.bench import rows
from mainstem.errors import UsageError


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Rows survive the way out and in; blank lines do not matter."""
    file = tmp_path / "rows.jsonl"
    rows.write(file, [{"url": "é"}, {"url": "b"}])
    file.write_text(file.read_text("utf-8") + "\n\n", "utf-8")
    assert [{"url": "é"}, {"url": "b"}] == rows.read(file, ("url",))


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "is not JSON"), ("[1]", "is not a JSON object"), ('{"a": 1}', "has no key, url")],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, told: str) -> None:
    """The error names file, line and what is wrong with it."""
    file = tmp_path / "rows.jsonl"
    file.write_text(f'{{"url": 1, "key": 2}}\n{text}\n', "utf-8")
    with pytest.raises(UsageError, match=told) as caught:
        rows.read(file, ("url", "key"))
    assert f"{file}:2" == caught.value.subject


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there, or cannot be written, ends in a usage error."""
    with pytest.raises(UsageError, match="cannot be read"):
        rows.read(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="cannot be written"):
        rows.write(tmp_path / "no" / "folder.jsonl", [])
