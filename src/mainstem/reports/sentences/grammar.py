"""How a sentence ties a number to a field: a noun, what may stand between, and one value or a list of them.

``named`` reads "the number of layers in each stack is set to 48", ``counted`` the mirrored "48 decoder layers";
what a field is called is data (``sizes.py``). Group ``v`` is the value or the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mainstem.reports.numbers import ABOUT, BIG, COUNT, INT, NUMBER, SCI

Kind = Literal["count", "text"]
GPU = (
    r"(?:NVIDIA |Nvidia |AMD |Google |Huawei )?(?:(?:A100|H100|H800|H20|H200|A800|V100|B200|GB200|L40S?|MI300X?|MI250X?"
    r"|TPU ?v\d\w*|Ascend \d\w+|Gaudi ?\d)(?:-\w+)?)s?(?:[- ]SXM\d?)?"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a field's value."""

    field: str
    pattern: re.Pattern[str]
    kind: Kind
    low: float = 0
    high: float = 1e30
    needs: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None  # what must not stand right before the value
    says: str | None = None  # the value, where the words stand for one
    each: re.Pattern[str] | None = None  # one value of the list that group ``v`` holds


def rule(
    field: str,
    pattern: str,
    kind: Kind = "count",
    between: tuple[float, float] = (0, 1e30),
    needs: str | None = None,
    never: str | None = None,
    not_after: str | None = None,
    says: str | None = None,
    each: str | None = None,
) -> Rule:
    """A rule of a pattern in which ``{COUNT}`` and the like stand for numbers."""
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return Rule(
        field,
        re.compile(pattern, re.IGNORECASE),
        kind,
        *between,
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(never, re.IGNORECASE) if never else None,
        re.compile(not_after, re.IGNORECASE) if not_after else None,
        says,
        re.compile(each, re.IGNORECASE) if each else None,
    )


_IS = rf"(?:\s*(?:\w+ )?(?:is|are|was|were|of|to|as|at|=|:|being|remains|reaches|comprises)\s+(?:set (?:to|at|as)\s+|fixed (?:to|at)\s+)?|\s+){ABOUT}"
_LINKS = (
    r"is|are|was|were|be|been|being|has|have|had|remains?|remained|equals?|equal|stays|totals?|totall?ing|reach(?:es|ed|ing)?|amounts?|amounting|stands?"
    r"|comprises?|consists?|contain(?:s|ing|ed)?|compris(?:es|ing)|of|to|at|as|with|set|fixed|kept|held|configured|chosen|limited|increased|raised|expanded|scaled"
    r"|adjusted|up|then|also|an?|the|maximum|total|final|value|constant|size"
)
LINK = rf"(?:\s*[:=]\s*|(?: (?:{_LINKS}|[a-z]+ly)\b)*\s+){ABOUT}"
GAP = (
    r"(?: ?\([^()]{1,24}\))?(?: (?:of|for|in|during|across|throughout|used|within|per)"
    r"(?: (?!(?:is|are|was|were|to|of|at|which|that|with|and|or|has|have)\b)(?:[A-Za-z][\w./'-]*|\d+(?:\.\d+)?B\b)){1,5}?)?"
)
_NOT_COUNTED = (
    r"(?![ -](?:[a-z/]+[- ]){0,2}(?:heads|groups|layers|experts|blocks)\b)"  # the number of something else
)
_BETWEEN = rf"(?:,(?: and| or)?| and| or) {ABOUT}"


def listed(number: str) -> str:
    """One number, or several as "A, B and C" or "A and B"."""
    return rf"(?P<v>{number}(?:(?:, {ABOUT}{number}){{0,6}},? (?:and|or) {ABOUT}{number})?)"


def named(
    field: str,
    noun: str,
    number: str,
    between: tuple[float, float],
    *,
    is_list: bool = True,
    needs: str | None = None,
    never: str | None = None,
    not_after: str | None = None,
) -> Rule:
    """A rule for the noun and then its value; with ``is_list`` also several."""
    told = listed(number) if is_list else f"(?P<v>{number})"
    pattern = rf"(?:{noun}){GAP}{LINK}{told}{_NOT_COUNTED}"
    return rule(field, pattern, "count", between, needs, never, not_after, each=number)


def counted(
    field: str,
    noun: str,
    number: str,
    between: tuple[float, float],
    *,
    never: str | None = None,
    not_after: str | None = None,
) -> Rule:
    """A rule for the value or several and then the noun."""
    return rule(field, rf"{listed(number)}[- ]{noun}", "count", between, None, never, not_after, each=number)


_PARTS = {
    "{COUNT}": COUNT,
    "{BIG}": BIG,
    "{INT}": INT,
    "{SCI}": SCI,
    "{NUMBER}": NUMBER,
    "{GPU}": GPU,
    "{IS}": _IS,
    "{ABOUT}": ABOUT,
}
