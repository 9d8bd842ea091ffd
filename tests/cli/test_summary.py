"""``mainstem summary``, and what ``show`` tells of a text."""

from __future__ import annotations

import json
from pathlib import Path

from pytest_httpserver import HTTPServer

from mainstem import store
from tests.cli.conftest import Run
from tests.emulators.chat_completions import Endpoint
from tests.store.fakes import polled, settled
from tests.text.test_highlights import TEXT


def _with_a_text(home: Path) -> None:
    kept = store.open(home / "mainstem.db")
    kept.items.take([polled(settled("1", ("web:blog.example/1",), text=TEXT))])
    kept.close()


def test_a_summary_is_shown_with_who_wrote_it_and_what_it_cost(
    run: Run, planned: Path, httpserver: HTTPServer
) -> None:
    """And by `show` from then on, beside the text's own sentences."""
    model = Endpoint(httpserver)
    _with_a_text(planned)
    assert (2, True) == ((off := run("summary", "web:blog.example/1")).code, "are off" in off.err)
    (planned / "settings.toml").write_text(
        f'[summaries]\nendpoint = "{model.url}"\nmodel = "brook-7b"\nprice_in = 2\nprice_out = 8\n'
    )
    told = run("summary", "web:blog.example/1")
    assert model.says in told.out
    assert "Written by the language model brook-7b" in told.err
    assert "USD" in told.err
    shown = json.loads(run("show", "web:blog.example/1", "--format", "json").out)
    assert (3, "brook-7b") == (len(shown["highlights"]), shown["summary"]["model"])
    page = run("show", "web:blog.example/1").out
    assert ("Highlights" in page, "Written by the language model brook-7b" in page) == (True, True)
    assert "brook-7b" in run("summary").out


def test_without_a_work_it_says_what_was_spent(run: Run, home: Path) -> None:
    """Nothing so far, and whether it is on."""
    assert "No summary was written yet. Summaries are off." in run("summary").err
