"""What is taken for what: a confusion matrix, counted and drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

_CELL, _LEFT, _TOP = 76, 96, 64  # pixels
_DEEP = (8, 69, 148)  # a single hue from white: told apart without seeing colours


def counted(true: Sequence[str], told: Sequence[str], names: Sequence[str]) -> list[list[int]]:
    """How many of each name (a row) were told to be which (a column)."""
    n = Counter(zip(true, told, strict=True))
    return [[n[gold, said] for said in names] for gold in names]


def picture(matrix: Sequence[Sequence[int]], names: Sequence[str], title: str) -> str:
    """The matrix as SVG: counts in cells, the deeper the larger the share of their row."""
    side = _CELL * len(names)
    width, height = _LEFT + side + 16, _TOP + side + 16
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="13">'
    )
    lines = [
        head,
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="8" y="20" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<text x="{_LEFT}" y="38" fill="#555">told to be (columns), labelled (rows)</text>',
    ]
    for n, name in enumerate(names):
        lines.append(_text(_LEFT + (n + 0.5) * _CELL, _TOP - 8, name, "middle"))
        lines.append(_text(_LEFT - 8, _TOP + (n + 0.5) * _CELL + 4, name, "end"))
    for y, row in enumerate(matrix):
        lines += [_cell(x, y, n, n / max(sum(row), 1)) for x, n in enumerate(row)]
    return "\n".join([*lines, "</svg>\n"])


def _cell(x: int, y: int, n: int, share: float) -> str:
    shade = "#" + "".join(f"{round(255 + (deep - 255) * share):02x}" for deep in _DEEP)
    left, top = _LEFT + x * _CELL, _TOP + y * _CELL
    box = f'<rect x="{left}" y="{top}" width="{_CELL}" height="{_CELL}" fill="{shade}" stroke="#999"/>'
    ink = "#fff" if share > 0.55 else "#111"
    return box + _text(left + _CELL / 2, top + _CELL / 2 + 5, str(n) if n else "", "middle", ink)


def _text(x: float, y: float, told: str, anchor: str, ink: str = "#111") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{ink}">{escape(told)}</text>'
