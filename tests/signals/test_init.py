"""The table of signals, and what every signal must keep."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import mainstem.signals
from mainstem.signals import OF_READER, TABLE
from tests.signals.fakes import PACK, WORKS, catalogue, known, mark

MODULES = sorted(p.stem for p in Path(mainstem.signals.__file__).parent.glob("[a-z]*.py"))


def test_every_module_has_a_line_and_every_line_a_module() -> None:
    """A signal counts once its line is in the table; modules that start with _ are helpers."""
    assert sorted([*TABLE, *OF_READER]) == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_a_test_and_a_weight_in_the_shipped_pack(name: str) -> None:
    """A signal without a test or a weight would be forgotten in silence."""
    manners = Path(mainstem.signals.__file__).parents[1] / "packs/llm_systems/manners.toml"

    assert (Path(__file__).parent / f"test_{name}.py").is_file()
    assert f"\n{name} = " in manners.read_text("utf-8").partition("[priors.weights]")[2].partition("[")[0]


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_signal_gives_one_value_a_work_in_order_and_within_bounds(name: str) -> None:
    """Each work has its own signal, whatever the order; values are in [0, 1] or unknown."""
    forth = TABLE[name].values(WORKS, known())
    back = TABLE[name].values(WORKS[::-1], known())

    assert forth == back[::-1]
    assert {name} == {signal.name for signal in forth}
    assert all(signal.value is None or 0 <= signal.value <= 1 for signal in forth)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_signal_of_nothing_is_nothing(name: str) -> None:
    """No works, no signals, no error."""
    assert [] == TABLE[name].values([], known(PACK))


@pytest.mark.parametrize("name", sorted(OF_READER))
def test_a_signal_of_the_reader_is_unknown_without_marks_and_within_bounds_with_them(name: str) -> None:
    """One value a work; the same marks give the same values to the last bit."""
    held, marks = catalogue(WORKS), [mark(WORKS[0], "read"), mark(WORKS[1], "skip")]
    first, again = (OF_READER[name].learn(held, known(marks=marks)).values for _ in range(2))

    assert np.isnan(OF_READER[name].learn(held, known()).values).all()
    assert len(WORKS) == len(first) == ((first >= 0) & (first <= 1)).sum()
    assert first.tobytes() == again.tobytes()
