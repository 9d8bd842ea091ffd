"""What contradicts itself is told once."""

from __future__ import annotations

from mainstem.model import Disclosure
from mainstem.reports.settle import settle
from mainstem.reports.subject.names import Names

NAMES = Names("Brook-2")


def _told(
    normalised: float, quote: str, *, model: str = "Brook-2", field: str = "n_layers", page: int = 6
) -> Disclosure:
    return Disclosure(model, field, None, str(normalised), None, normalised, "exact", quote, page, "prose")


def _values(told: list[Disclosure]) -> list[object]:
    return [one.normalised for one in settle(told, NAMES)]


def test_the_better_supported_value_stays() -> None:
    """Of two numbers of layers the one that names the subject stays."""
    ours = _told(48, "Brook-2 has 48 layers and we train it from scratch.")
    stray = _told(24, "A stack of 24 layers is common.")
    assert [48] == _values([stray, ours])


def test_values_of_like_support_both_stay() -> None:
    """Where nothing speaks for one of two values, neither is dropped."""
    assert [48, 24] == _values([_told(48, "It has 48 layers."), _told(24, "It has 24 layers.")])


def test_a_rounded_value_gives_way_to_the_exact_one() -> None:
    """A size in round billions is dropped beside the same size with a decimal."""
    rounded = _told(14e9, "Brook-2 with 14B parameters.", field="total_parameters")
    exact = _told(14.4e9, "Brook-2 has 14.4B parameters.", field="total_parameters")
    assert [14.4e9] == _values([rounded, exact])


def test_a_value_that_a_variant_has_stays_with_the_family() -> None:
    """What is told of the family is no contradiction where a variant has that value."""
    told = [
        _told(48, "Our Brook-2 has 48 layers."),
        _told(24, "The smaller has 24 layers."),
        _told(24, "Brook-2-Lite: 24 layers", model="Brook-2-Lite"),
    ]
    assert [48, 24, 24] == _values(told)


def test_how_often_a_value_is_told_supports_it() -> None:
    """A value that is told three times outweighs one that is told once."""
    assert [48, 48, 48] == _values([*[_told(48, "It has 48 layers.")] * 3, _told(24, "It has 24 layers.")])


def test_values_of_others_and_of_stages_stay() -> None:
    """Learning rates differ by stage, and a rival's layers are its own."""
    rival = Disclosure(
        "Rill-9B", "n_layers", None, "80", None, 80, "exact", "Rill-9B has 80 layers.", 3, "table", True
    )
    rates = [_told(rate, "The rate.", field="learning_rate_peak") for rate in (3e-4, 2e-5)]
    told = [rival, *rates, _told(48, "Brook-2 has 48 layers, which we chose.")]
    assert told == settle(told, NAMES)
