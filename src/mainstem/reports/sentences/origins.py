"""The models that training began from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Found, Names

_FROM = re.compile(
    r"(?:(?:further|continu\w*|continual\w*)[- ](?:the )?(?:pre-?)?train\w*(?: process)?(?: \w+){0,2} (?:from|on|of)"
    r"|(?:initiali[sz]\w+|warm-?start\w*|start(?:s|ing|ed)?|begin(?:s|ning)?|obtained|derived|upcycled|bootstrapped|fine-?tun\w+|trained|built|building|RL)"
    r"(?: [\w.-]+){0,3} (?:from|on top of|upon|on|with|directly on)"
    r"|(?:is|are|was|were|been) (?:\w+ )?(?:developed |post-?trained |trained |fine-?tuned |constructed )?(?:based|built) (?:up)?on(?: top of)?|exten\w+ (?:the )?(?:\w+ ){0,3}(?:of|from)"
    r"|(?:use|using|uses|adopt|employ|take|with|select|choose)|(?:RL|reinforcement learning|SFT|fine-?tuning) (?:directly )?(?:to|on)"
    r"|(?:we|is|are) (?:directly )?(?:fine-?tuned?|distill\w*) (?:open-?source models like |on )?)"
    r"\s+(?:an? |the |our )?(?:\w+ )??(?:(?:previous|earlier|intermediate|base|final|released|pre-?trained|instruction-?tuned|corresponding|full-precision|dense|original|foundation) )*(?:checkpoint (?:of )?|model )?(?:of )?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bbase models?\b(?! (?:at|is|are) \w+ (?:to|than))[^.]{0,30}\b(?:are|is|include|includes) (?!compar|better|on par|superior|competit|close|similar|slight|able)|\b(?:fine-?tun|distill)\w*[^.]{0,40}\bmodels (?:like|such as|including)\b",
    re.IGNORECASE,
)
_TRAINED_FROM = re.compile(
    r"\b(?:is|was|are|were|models?|versions?|variants?)(?: [\w-]+)? (?:further )?(?:trained|initiali[sz]ed|fine-?tuned|distilled|developed|built|derived)?(?: ?based)? (?:from|(?:up)?on(?: top of)?) (?:the )?$"
    r"|\b(?:trained|built|developed) (?:based )?(?:up)?on (?:top of )?(?:the )?$|^(?:Starting from|Based on|Building (?:up)?on) (?:the )?$",
    re.IGNORECASE,
)  # a sibling of the subject
_GOES_ON = re.compile(
    r"^(?: \([^)]*\)| model| checkpoint)*(?:, we\b|\.?$|,? (?:with|on|using|for|by|through|in|and|that|which|to)\b|,)",
    re.IGNORECASE,
)
_WE_TUNED = re.compile(
    r"\bwe (?:\w+ )?fine-?tuned? (?:the )?$|\bperform\w* (?:SFT|supervised fine-?tuning|RL)(?: and \w+)? on (?:the )?$",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"classif|filter|judge|scor|annotat|label|verif|reward|embedding|generat\w+ data|rewrit", re.IGNORECASE
)  # a model that was tuned to help with the data
_CALLED = re.compile(r"^[^.]{0,60}(?:denoted|called|named|resulting in)\b", re.IGNORECASE)
_HELPS = re.compile(r"\breward model|\bfor comparison|\bcomparison, we\b", re.IGNORECASE)  # or is tried
_LIKENED = re.compile(
    r"\b(?:compar\w+|ablation|baselines?|to (?:verify|validate)|results?|evaluat\w+|scores?|reward model|figure|table|same)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:,| and|, and| or) (?:the )?$")
_AS_BASE = re.compile(
    r"^,? ?(?:\([^)]*\) |models? |LLMs? )?as (?:the|our|its|a) (?:\w+ )?(?:base|foundation(?:al)?|initial|starting|backbone|student)",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    r"\b(?:than|that of|compar\w+ (?:to|with)|outperform\w*|over|against|on par with|work (?:that )?we (?:\w+ )?\w+ (?:with|on)) (?:the )?$",
    re.IGNORECASE,
)
_CHECKPOINT = re.compile(r"\bcheckpoint of $|\bupon the foundation of $", re.IGNORECASE)
_STRONG = re.compile(
    r"\bwe (?:\w+ )?(?:perform|conduct|appl)\w* (?:\w+ )?(?:SFT|supervised fine-?tuning) |\b(?:further|continu\w+|initiali[sz]\w+|upcycl\w+|start\w*|built|build(?:ing)?|based) ",
    re.IGNORECASE,
)
_TUNED = re.compile(
    r"(?: \([^)]*\))?,? (?:which is |is )?(?:an?|the|our) (?:[\w-]+ )?(?:fine[d]?-?tuned|instruction-?tuned|chat|aligned|post-?trained|instruct)\b",
    re.IGNORECASE,
)
_SIZE_OF_BASE = re.compile(r"(?<=-Base)-\d+(?:\.\d+)?[BM]$")  # DeepSeek-V3-Base-671B is called without it
_BASE_ON = re.compile(r"(?:RL|reinforcement learning|fine-?tun\w*|distill\w*|SFT)\b", re.IGNORECASE)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """Models that training began from: "further pre-trained from X", "X as the base model"."""
    text = sentence.text
    listed = _LISTED.search(text)
    last: Found | None = None  # the base model before it in a list
    for found in names.find(text):
        before, after = text[: found.start], text[found.end :]
        from_it = None if _HELD_AGAINST.search(before) else _FROM.search(before)
        is_base = bool(
            from_it and (_STRONG.search(from_it.group()) or _is_base_name(found)) and "scratch" not in before
        )
        if found.is_subject:
            is_base = not _LIKENED.search(text) and _is_sibling(found, before, after)
        elif (
            (last is not None and _JOINED.match(text[last.end : found.start]))
            or _CHECKPOINT.search(before)
            or (_WE_TUNED.search(before) and not _LIKENED.search(text) and not _TOOL.search(text))
            or (listed and found.start >= listed.end())
        ):
            is_base = True
        if _HELPS.search(text):
            continue
        if is_base or _AS_BASE.match(after) or _is_base_of_pair(found, after, names):
            last = found
            name = _SIZE_OF_BASE.sub("", names.spelling(found.name))
            yield Told("base_model", found.start, found.end, found.name, name)


def _is_base_name(found: Found) -> bool:
    return bool(re.search(r"[- ]base\b", found.name, re.IGNORECASE))


def _is_base_of_pair(found: Found, after: str, names: Names) -> bool:
    """Whether a base model is named beside the version that was tuned from it."""
    return (
        found.is_subject
        and _is_base_name(found)
        and any(one.is_subject and _TUNED.match(after, one.end) for one in names.find(after))
    )


def _is_sibling(found: Found, before: str, after: str) -> bool:
    """Whether what is called like the subject is the model that a version of it was trained from."""
    if _WE_TUNED.search(before):
        return bool(_is_base_name(found) or _CALLED.match(after))
    return bool(_TRAINED_FROM.search(before) and _GOES_ON.match(after))
