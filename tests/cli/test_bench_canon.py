"""``mainstem bench canon``."""

from __future__ import annotations

import json

from evals import HERE
from tests.cli.conftest import Run

COMMAND = ("bench", "canon", "--data", str(HERE / "data" / "ranking"))


def test_the_tables_fit_the_terminal(run: Run) -> None:
    """Pooled figures with intervals, then the quarters."""
    told = run(*COMMAND).out
    assert "1 quarters" in told
    assert {"ours", "citations", "votes", "2024-04-01"} <= {line.split(" ")[0] for line in told.splitlines()}
    assert 80 >= max(map(len, told.splitlines()))


def test_json_names_the_end(run: Run) -> None:
    """The figures with the day until which they count."""
    told = json.loads(run(*COMMAND, "--until", "2024-06-10", "--json").out)
    assert ("2024-06-10", ["ours", "citations", "votes"]) == (told["until"], list(told["methods"]))
