"""Titles as a person reads them."""

from __future__ import annotations

import html
import re

_SYMBOLS = {
    "varepsilon": "ε",
    "ell": "ℓ",
    "to": "→",
    "neq": "≠",
    "circ": "°",
    "pm": "±",
    "texttrademark": "™",
}
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_CHOICE = re.compile(r"\\texorpdfstring\{[^{}]*\}\{([^{}]*)\}")
_POWER = re.compile(r"(?:\^|\\textsuperscript)(?:\{([0-9+-]+)\}|([0-9+-]))")
_INDEX = re.compile(r"(?<=[$\w])_(?:\{([0-9]+)\}|([0-9]))(?=[^0-9]|$)")
_SYMBOL = re.compile(rf"\\({'|'.join(_SYMBOLS)})(?![a-zA-Z])")
_COMMAND = re.compile(r"\\[a-zA-Z]+\{([^{}]*)\}")
_FORMULA = re.compile(r"\$([^$]*)\$")
_TIE = re.compile(r"(?<=[\w.])~(?=\w)")


def clean(title: str) -> str:
    """Entities decoded, white space collapsed."""
    # Twice: some feeds escape what was escaped before.
    return " ".join(html.unescape(html.unescape(title)).split())


def plain_tex(title: str) -> str:
    """The inline TeX of arXiv's titles told in Unicode: ``R$^2$-SQL`` becomes ``R²-SQL``."""
    if not any(sign in title for sign in "$\\~^"):
        return title
    text = _CHOICE.sub(r"\1", title)
    text = _SYMBOL.sub(lambda found: _SYMBOLS[found[1]], text)
    text = _POWER.sub(lambda found: (found[1] or found[2]).translate(_SUPERSCRIPT), text)
    text = _FORMULA.sub(lambda found: _INDEX.sub(_lowered, found[0]), text)
    while (opened := _COMMAND.sub(r"\1", text)) != text:
        text = opened
    text = _FORMULA.sub(lambda found: re.sub(r"[\\{}]", "", found[1]), text)
    return " ".join(_TIE.sub(" ", text).replace("\\&", "&").replace("\\ ", " ").split())


def _lowered(found: re.Match[str]) -> str:
    return (found[1] or found[2]).translate(_SUBSCRIPT)
