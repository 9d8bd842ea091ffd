"""What docs/how-to/python.md shows does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[1] / "docs" / "how-to" / "python.md"
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all examples, as one reader would have."""
    return tmp_path_factory.mktemp("python") / "home"


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_runs(home: Path, block: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands in the guide, and it has something to say."""
    exec(compile(block, str(GUIDE), "exec"), {"home": home})  # noqa: S102 - our own guide
    assert capsys.readouterr().out
