"""Numbers as reports print them: 1,170B, 14.8 trillion, 128K, 2.2 × 10−4, 5e-6."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = r"(?:[\s-]?(?:thousand|million|billion|trillion)\b|\s?[KkMBbT](?![A-Za-z0-9]))"
COUNT = rf"(?<![\w.,-]){NUMBER}{SCALE}?(?![\d.,]*\d)"
_SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
BIG = rf"(?<![\w.,-])(?:{NUMBER}{SCALE}|{_SPELT}[ -](?:thousand|million|billion|trillion)\b)(?![\d.,]*\d)"
INT = r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d.]*\d|\s?[%×])(?!\w)"
ABOUT = r"(?:only |just |about |around |approximately |roughly |nearly |almost |over |more than |at least |up to |some |~ ?|≈ ?|a total of |as large as |as many as )*"
SCI = (
    r"(?<![\w.])(?:\d+(?:\.\d+)?\s*(?:×|x|\*|·)\s*10\s*\^?\s*\{?\s*-\s*\d+|\d+(?:\.\d+)?\s*[eE]\s*-\s*\d+"
    r"|10\s*\^?\s*\{?\s*-\s*\d+|0\.0\d+)(?!\w)"
)

_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES["trillion"] = 1e12
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20,
}  # fmt: skip
_POWER = re.compile(r"^(?:(\d+(?:\.\d+)?)\s*(?:×|x|\*|·)\s*)?10\s*\^?\s*\{?\s*(-\s*\d+)\}?$")
_SPLIT = re.compile(rf"^({NUMBER})[\s-]?([A-Za-z]+)?$")


def value(told: str, *, k: int = 1000) -> float | None:
    """What a printed number says, ``k`` for a letter K (1,024 for contexts); None where it says none.

    Powers of ten may have lost their superscript: "2.2 × 10−4" and "5e −6" are what PDFs give.
    """
    told = told.strip().replace("−", "-")
    if told.lower() in _WORDS:
        return float(_WORDS[told.lower()])
    if power := _POWER.match(told):
        return float(f"{power[1] or 1}e{power[2].replace(' ', '')}")
    try:
        return float(told.replace(" ", "").replace(",", "")) if re.search(r"[eE]", told) else _plain(told, k)
    except ValueError:
        return None


def _plain(told: str, k: int) -> float | None:
    word, _, scale = told.replace("-", " ").partition(" ")
    if scale and word.lower() in _WORDS:
        told = f"{_WORDS[word.lower()]} {scale}"
    found = _SPLIT.match(told)
    if not found:
        return None
    scale = (found[2] or "").lower()
    if scale and scale not in _SCALES:
        return None
    factor = k if scale == "k" else _SCALES.get(scale, 1)
    if k == 1024 and scale == "m":  # "1M" of context is decimal, as is what is written out
        factor = 1e6
    return float(f"{float(found[1].replace(',', '')) * factor:.12g}")  # 16.4B is no 16399999999.999998


def shown(number: float) -> float | int:
    """A whole number as an int."""
    return int(number) if number == int(number) and abs(number) >= 1 else number
