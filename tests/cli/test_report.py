"""``mainstem report`` and ``mainstem models``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CARD = """# Brook-2 Technical Report

We present Brook-2, the first open model of its kind. It has 70B total parameters.
We train it on 2T tokens with the AdamW optimizer.
"""


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A made-up card."""
    file = tmp_path / "brook-2.md"
    file.write_text(CARD, "utf-8")
    return file


def test_a_report_is_read_and_shown(run: Run, card: Path) -> None:
    """Facts, checks, and what is not disclosed."""
    told = run("report", "add", str(card))
    assert 0 == told.code
    assert all(part in told.out for part in ("70B", "AdamW", "tokens a parameter", "Not disclosed"))
    assert "We train it on 2T tokens" in run("report", "show", "brook-2", "--field", "training_tokens").out
    assert "first open model" in run("report", "show", "brook-2", "--claims").out


def test_arithmetic_that_does_not_agree_comes_first_with_its_words(run: Run, tmp_path: Path) -> None:
    """And then what does, and what follows; the quotes on demand."""
    card = tmp_path / "brook-2.md"
    parts = "It comprises 1 million examples. Specifically, 500k examples are chats, 200k codes, 200k for science."
    card.write_text(f"{CARD}\n{parts}\n", "utf-8")
    run("report", "add", str(card))
    told = run("report", "show", "brook-2", "--quotes").out
    assert told.index("inconsistent  Brook-2: parts against the total") < told.index(
        "Brook-2: tokens a parameter"
    )
    assert "500,000 + 200,000 + 200,000 = 900,000; told: 1,000,000" in told
    assert "“It comprises 1 million examples.”" in told


def test_models_are_set_side_by_side(run: Run, card: Path) -> None:
    """As a table, as CSV and as JSON with quotes."""
    run("report", "add", str(card))
    assert "70B" in run("models").out
    assert "brook-2,Brook-2,70000000000" in run("models", "--csv").out
    (made,) = json.loads(run("models", "--json").out)
    assert 2_000_000_000_000 == made["fields"]["training_tokens"][0]["normalised"]


def test_a_report_is_forgotten(run: Run, card: Path) -> None:
    """And then it is not known."""
    run("report", "add", str(card))
    run("report", "remove", "brook-2")
    assert 2 == run("report", "show", "brook-2").code


def test_a_page_about_a_report_is_refused(run: Run) -> None:
    """Numbers are taken from the maker's own documents."""
    told = run("report", "add", "https://blog.example/brook-2-specs")
    assert (6, True) == (told.code, "maker" in told.err)


def test_what_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    """A truncated PDF."""
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\ncut")
    assert (6, True) == ((told := run("report", "add", str(file))).code, "truncated" in told.err)


def test_models_of_one_value_share_a_line(run: Run, tmp_path: Path) -> None:
    """Two sizes with the same number of layers stand beside it, and shares are percentages."""
    card = tmp_path / "rill.md"
    card.write_text(
        "# Rill\n\n| Model | Layers | Hidden size |\n|---|---|---|\n| Rill-7B | 32 | 4096 |\n"
        "| Rill-9B | 32 | 5120 |\n\nThe pre-training data is composed of 60% web text and 40% code.\n",
        "utf-8",
    )
    told = run("report", "add", str(card)).out
    assert 1 == sum("Layers" in line for line in told.splitlines())
    assert "Rill-7B, Rill-9B" in told
    assert "60 %" in told
