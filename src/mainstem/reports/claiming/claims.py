"""Sentences that claim: of what kind, whether they are marketing, and why in a few words.

Kinds, the first that fits: ``up_to_peak``, ``safety_assurance``, ``superlative``, ``comparison_unfair_or_unspecified``,
``measured_with_baseline``, ``vague_efficiency``, ``measured_no_baseline``, ``neutral_fact``. A claim without baseline,
setting or number is marketing; so is ``measured_no_baseline`` without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.model import Claim, ClaimKind
from mainstem.reports.claiming.claim_words import KINDS, ClaimWords, shipped
from mainstem.reports.claiming.marks import Marks, marks
from mainstem.reports.pages.layout import Sentence

_SECTIONS = re.compile(
    r"abstract|introduction|contribution|summary|conclusion|result|evaluation|discussion", re.IGNORECASE
)
_RARE = frozenset({"up_to_peak", "safety_assurance"})  # too few examples for words to overrule a rule
_FRAMES = ("legend", "cited", "points", "calm", "denied")
RULES_WEIGH = 0.6  # of the rules' answer, beside the words' probabilities
_MIN_WORDS, _MAX_WORDS = 6, 80
_MIN_PLAIN = 0.35  # of a sentence's words begin in lower case
_MARKETING = frozenset(
    {"up_to_peak", "safety_assurance", "superlative", "comparison_unfair_or_unspecified", "vague_efficiency"}
)  # fmt: skip


def judge(text: str, words: ClaimWords | None = None) -> tuple[ClaimKind, bool, str]:
    """The kind of a sentence, whether it is marketing, and the words or the lack that decided.

    The rules' answer stands unless the words (by default those shipped) make another kind likelier by ``RULES_WEIGH``;
    they never make marketing of what a rule finds neutral, since no mark could then be told as the reason.
    """
    words = words or shipped()
    found = marks(text)
    ruled, why = by_rule(found)
    likely = words.likely(text)
    likely[ruled] += 1 if _is_settled(ruled, found) else RULES_WEIGH
    kind = max(KINDS, key=likely.__getitem__)
    if ruled == "neutral_fact" and kind in _MARKETING:
        kind = ruled
    is_marketing = kind in _MARKETING or (kind == "measured_no_baseline" and "number" not in found)
    return kind, is_marketing, why if kind == ruled else _by_words(text, kind, ruled, words, is_marketing)


def _is_settled(ruled: ClaimKind, found: Marks) -> bool:
    """Whether words cannot overrule a rule: it is of a rare kind, or says how the whole sentence is meant."""
    return ruled in _RARE or (ruled == "neutral_fact" and _has(found, *_FRAMES))


def _by_words(text: str, kind: ClaimKind, ruled: ClaimKind, words: ClaimWords, is_marketing: bool) -> str:
    told = ", ".join(f'"{term}"' for term in words.speak(text, kind, ruled))
    lack = ", no number" if is_marketing and kind in ("measured_no_baseline", "vague_efficiency") else ""
    return f"the wording: {told or kind}{lack}"


def by_rule(found: Marks) -> tuple[ClaimKind, str]:
    """The kind that a sentence's marks make, and why."""
    return _frame(found) or _praise(found) or _comparison(found) or _rest(found)


def _has(found: Marks, *names: str) -> bool:
    return any(name in found for name in names)


def _frame(found: Marks) -> tuple[ClaimKind, str] | None:
    """What says how a whole sentence is meant: of a table, of the field, of others."""
    if "legend" in found:
        return "neutral_fact", "says how a table is to be read"
    if "field" in found and not _has(found, "own", "number", "named"):
        return "neutral_fact", "tells of the field"
    if "cited" in found and "own" not in found:
        return "neutral_fact", "tells of the work of others"
    return None


def _praise(found: Marks) -> tuple[ClaimKind, str] | None:
    """Peaks, assurances and superlatives; limits, which are facts."""
    if "peak" in found:
        return "up_to_peak", f'"{found["peak"]}"'
    if "any_up_to" in found and _has(found, "praise", "betters", "beats", "equals", "thrifty"):
        return "up_to_peak", f'"{found["any_up_to"]}"'
    if (
        _has(found, "safe")
        and "assures" in found
        and "limit" not in found
        and not ("number" in found and _has(found, "against", "pointed", "numbers", "named"))
    ):
        return "safety_assurance", f'"{found["safe"]}", no test told'
    if "denied" in found and "measured" not in found:
        is_held = "named" in found and "not" not in found["denied"].split()
        return ("measured_with_baseline" if is_held else "neutral_fact"), f'"{found["denied"]}"'
    is_modest = "limit" in found and not _has(found, "shows", "beats", "scored")
    for name in ("beats_all", "first", "sota", "best", "acclaim"):
        if name in found and not is_modest and not (name in ("acclaim", "beats_all") and "measured" in found):
            return "superlative", f'"{found[name][:60]}"'
    is_ablation = "ablation" in found and "pointed" in found
    if "limit" in found and not is_ablation and "measured" not in found and not _has(found, "much", "praise"):
        return "neutral_fact", "a limit or a plan"
    return None


def _comparison(found: Marks) -> tuple[ClaimKind, str] | None:
    """What is held against something, with numbers or without."""
    if "limit" in found and "measured" not in found and not _has(found, "beats", "equals", "ablation"):
        return "neutral_fact", "a limit or a plan"
    if "calm" in found or ("schedule" in found and "against" not in found):
        return "neutral_fact", "says what was done"
    if _has(found, "speed_up", "from_to"):
        return "measured_with_baseline", "a change in numbers"
    compares = found.get("beats") or found.get("equals") or found.get("against") or found.get("superior")
    if compares is None:
        return None
    is_loose = "unnamed" in found and not _has(found, "named", "ablation", "pointed", "numbers")
    if not is_loose and (
        "measured" in found or ("number" in found and "beats" in found and _has(found, "named", "ablation"))
    ):
        return "measured_with_baseline", "numbers and what they are held against"
    if "beats" in found and _has(found, "pointed", "ablation"):
        return "measured_with_baseline", f'"{found.get("pointed") or found["ablation"]}"'
    if _has(found, "beats", "equals") or (
        _has(found, "named", "unnamed") and _has(found, "praise", "thrifty")
    ):
        return "comparison_unfair_or_unspecified", f'"{compares}", no number or setting'
    if (
        compares.lower().endswith(("compared to", "compared with", "in comparison"))
        and "number" not in found
        and not _has(found, "limit", "caption", "test_set")
    ):
        return "comparison_unfair_or_unspecified", f'"{compares}", no number or setting'
    if "superior" in found and "number" not in found and "limit" not in found:
        return "comparison_unfair_or_unspecified", f'"{found["superior"]}", over what is not said'
    return None


def _rest(found: Marks) -> tuple[ClaimKind, str]:
    if "points" in found or (
        _has(found, "field", "test_set", "caption", "needed") and not _has(found, "number", "shows")
    ):
        return "neutral_fact", "tells of a test or of the field"
    if "thrifty" in found and "measured" not in found:
        return "vague_efficiency", f'"{found["thrifty"]}", no number'
    if "release" in found and "much" not in found:
        return "neutral_fact", "says what is released"
    if "rate" in found or (
        "number" in found and _has(found, "scored", "ratio") and _has(found, "scored", "betters", "thrifty")
    ):
        return "measured_no_baseline", "a number without a baseline"
    for name in ("praise", "much"):
        if name in found and (name == "praise" or _has(found, "shows", "ability", "betters", "own")):
            return "measured_no_baseline", f'"{found[name]}"' + ("" if "number" in found else ", no number")
    if "betters" in found and "ability" in found:
        return "measured_no_baseline", f'"{found["betters"]}"' + ("" if "number" in found else ", no number")
    return "neutral_fact", "says what was done"


def claims(cut: Sequence[Sentence]) -> Iterator[Claim]:
    """The sentences of abstract, introduction, results, captions and conclusion, each judged alone."""
    told = set()
    for sentence in cut:
        if _is_asked(sentence) and _is_whole(sentence.text) and sentence.text not in told:
            told.add(sentence.text)
            kind, is_marketing, why = judge(sentence.text)
            start, end = sentence.told.at[0], sentence.told.at[-1] + 1
            yield Claim(kind, is_marketing, why, sentence.leaf.text[start:end], sentence.leaf.name)


def _is_whole(text: str) -> bool:
    """Whether it is a sentence and no row of a table: words in lower case make up most of it."""
    words = text.split()
    n_plain = sum(word[0].islower() for word in words)
    return _MIN_WORDS <= len(words) <= _MAX_WORDS and n_plain >= _MIN_PLAIN * len(words)


def _is_asked(sentence: Sentence) -> bool:
    if len(sentence.headings) <= 1 and sentence.leaf.is_marked_up:
        return True  # what a card says under its title
    return sentence.where == "figure caption" or any(_SECTIONS.search(one) for one in sentence.headings)
