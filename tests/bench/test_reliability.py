"""Reliability curves."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from mainstem.bench.reliability import Bin, bins, error, picture


def test_what_is_told_rightly_lies_on_the_diagonal() -> None:
    """Of a hundred works told at .1 ten come true; the error is nothing."""
    (found,) = bins(np.full(100, 0.1), np.arange(100) < 10)
    assert (100, 0.1, 0.1) == (found.n, pytest.approx(found.told), found.share)
    assert pytest.approx((0.0552, 0.1744), abs=1e-3) == (found.low, found.high)
    assert pytest.approx(0, abs=1e-9) == error([found])


def test_every_work_is_in_one_bin() -> None:
    """Both ends of the scale count, and what is told wrongly is the error."""
    told, true = np.array([0.0, 0.0, 0.3, 1.0]), np.array([False, True, False, True])
    found = bins(told, true)
    assert [(2, 0.0, 0.5), (1, 0.3, 0.0), (1, 1.0, 1.0)] == [(b.n, b.told, b.share) for b in found]
    assert pytest.approx((2 * 0.5 + 0.3) / 4) == error(found)


def test_the_picture_is_sound_and_tells_its_numbers() -> None:
    """One point a bin, inside the frame, with its figures as a title; text is escaped."""
    svg = ElementTree.fromstring(picture([Bin(9, 0.0, 0.0, 0.0, 0.3), Bin(5, 0.5, 0.6, 0.2, 0.9)], "A < B"))  # noqa: S314
    points = list(svg.iter("{http://www.w3.org/2000/svg}circle"))
    assert [("64.0", "400.0"), True] == [
        (points[0].get("cx"), points[0].get("cy")),
        64 < float(points[1].get("cx") or 0) < 424,
    ]
    told = [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")]
    assert "5 works told 0.500 on average; 0.600 came true (0.200 to 0.900)" == told[1]
    assert "A < B" == svg.get("aria-label")
