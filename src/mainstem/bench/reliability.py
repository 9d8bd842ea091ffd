"""Whether probabilities keep what they promise: of works told at 10 %, does one in ten come true?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

EDGES = (
    0.0,
    0.002,
    0.005,
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.4,
    1.0,
)  # narrow where most works are: few are ever picked
_Z = 1.96  # of a 95 % interval

_SIZE, _LEFT, _TOP = 360, 64, 40  # of the plot and its margins, in pixels
_LEAST = 0.0005  # the axes are logarithmic and begin here
_TICKS = (0.001, 0.01, 0.1, 1.0)
_INK, _LINE, _FAINT = "#1f2933", "#1257a8", "#c3cad3"


@dataclass(frozen=True, slots=True)
class Bin:
    """Works that were told about the same probability."""

    n: int
    told: float  # the mean probability
    share: float  # that came true
    low: float  # the ends of its 95 % interval (Wilson)
    high: float


def bins(probabilities: NDArray[np.float64], outcomes: NDArray[np.bool_]) -> list[Bin]:
    """The bins between ``EDGES`` that hold any work, lowest first."""
    of = np.clip(np.searchsorted(EDGES, probabilities, side="right") - 1, 0, len(EDGES) - 2)
    return [_bin(probabilities[of == n], outcomes[of == n]) for n in range(len(EDGES) - 1) if (of == n).any()]


def _bin(told: NDArray[np.float64], true: NDArray[np.bool_]) -> Bin:
    n, share = len(told), float(true.mean())
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return Bin(n, float(told.mean()), share, max(middle - half, 0.0), min(middle + half, 1.0))


def error(found: Sequence[Bin]) -> float:
    """The expected calibration error: how far the share is from what was told, averaged over works."""
    return sum(b.n * abs(b.told - b.share) for b in found) / sum(b.n for b in found)


def picture(found: Sequence[Bin], title: str) -> str:
    """The curve as SVG: what was told across, what came true upwards, both logarithmic; the diagonal is perfect."""
    points = [(_x(b.told), _y(b.share)) for b in found]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    perfect = f"M{_x(_LEAST):.1f} {_y(_LEAST):.1f} L{_x(1):.1f} {_y(1):.1f}"
    middle = f"translate(14 {_TOP + _SIZE / 2}) rotate(-90)"
    width, height = _LEFT + _SIZE + 24, _TOP + _SIZE + 56
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="12" fill="{_INK}">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="22" font-size="14">{escape(title)}</text>',
        *(part for tick in _TICKS for part in _tick(tick)),
        f'<text x="{_LEFT + _SIZE / 2}" y="{height - 12}" text-anchor="middle">probability that was told</text>',
        f'<text transform="{middle}" text-anchor="middle">share that came true</text>',
        f'<path d="{perfect}" stroke="{_INK}" stroke-dasharray="2 4"/>',
        f'<polyline points="{line}" fill="none" stroke="{_LINE}" stroke-width="2"/>',
        *(_point(b) for b in found),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _point(b: Bin) -> str:
    x, y = _x(b.told), _y(b.share)
    told = (
        f"{b.n:,} works told {b.told:.3f} on average; {b.share:.3f} came true ({b.low:.3f} to {b.high:.3f})"
    )
    return (
        f"<g><title>{told}</title>"
        f'<path d="M{x:.1f} {_y(b.low):.1f} V{_y(b.high):.1f}" stroke="{_LINE}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_LINE if b.share else "#ffffff"}" stroke="{_LINE}"/></g>'
    )


def _tick(value: float) -> tuple[str, str, str]:
    x, y, label = _x(value), _y(value), f"{value:g}"
    grid = f'd="M{x:.1f} {_TOP} V{_TOP + _SIZE} M{_LEFT} {y:.1f} H{_LEFT + _SIZE}"'
    return (
        f'<path {grid} stroke="{_FAINT}" stroke-width="0.5"/>',
        f'<text x="{x:.1f}" y="{_TOP + _SIZE + 18}" text-anchor="middle">{label}</text>',
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>',
    )


def _x(value: float) -> float:
    return _LEFT + _SIZE * _along(value)


def _y(value: float) -> float:
    return _TOP + _SIZE * (1 - _along(value))


def _along(value: float) -> float:
    """How far along its axis a share lies, from 0 to 1; what is less than the axis begins with lies at its start."""
    return 1 - math.log(max(value, _LEAST)) / math.log(_LEAST)
