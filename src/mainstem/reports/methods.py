"""The methods that a model was trained with after pre-training."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.layout import Sentence
from mainstem.reports.names import Names
from mainstem.reports.prose import Told

_METHODS = (
    ("SFT", r"\bSFT\b(?! (?:version|model|checkpoint|baseline|data|corpus|dataset))|supervised fine-?tuning"),
    ("GRPO", r"\bGRPO\b|group relative policy optimi[sz]ation"),
    ("DAPO", r"\bDAPO\b"),
    ("PPO", r"\bPPO\b"),
    ("DPO", r"\bDPO\b|direct preference optimi[sz]ation"),
    ("RLHF", r"\bRLHF\b"),
    ("RLVR", r"\bRLVR\b"),
    ("RFT", r"\bRFT\b|rejection[- ]sampling fine-?tuning"),
    ("rejection sampling", r"rejection[- ]sampling(?! fine)"),
    ("on-policy RL", r"\bwe\b[^.]{0,40}on-policy (?:RL|reinforcement learning)"),
    ("distillation", r"\bdistillation\b(?! data)|\bwe distill\w*"),
    ("model merging", r"model merg\w+|merge (?:the )?(?:two )?models|averag\w+ (?:their |the )?(?:model )?weights"),
    ("CISPO", r"\bCISPO\b"),
    ("GSPO", r"\bGSPO\b"),
    ("VAPO", r"\bVAPO\b"),
    ("KTO", r"\bKTO\b"),
    ("REINFORCE", r"\bREINFORCE\b"),
    ("mirror descent", r"mirror desc?ent"),
)  # fmt: skip
_METHOD_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _METHODS)
_DONE = re.compile(
    r"\b(?:we|our|is|are|was|were)\b|\b(?:used|utilized|employed|applied|for|by|via|through|follow\w+|stages?|consists?|includ\w+|including|and)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:compar\w+ (?:it |them )?(?:to|with|against)|in contrast|instead of|rather than|unlike|such as|without|skip\w*|no|than|as a cold start\)|baseline|existing|previous"
    r"|prior|other|future|alternative|observ\w+|equivalent|in(?:spired|herent)|implicit\w*|defined|mask|adversely|issues? (?:of|with|in)|similar|vanilla|original|variants? of|existing|relying on|like|over|versus|outperform\w*)\b[^.,;]{0,35}$",
    re.IGNORECASE,
)

_CITED = re.compile(r"\s*[(\[][^()\[\]]*\b(?:19|20)\d\d[^()\[\]]*[)\]]")
_OFFERED = re.compile(
    r"\b(?:supports?|ability|allows?|recommend|users|developers|intended|permitted|can (?:also )?be)\b",
    re.IGNORECASE,
)  # what others may do with the model


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """Methods that were used after pre-training, and not those that others use or that were left out."""
    text = sentence.text
    if sentence.where != "prose":
        return
    for name, pattern in _METHOD_RULES:
        for found in pattern.finditer(text):
            before = _CITED.sub("", text[max(0, found.start() - 160) : found.start()])[-110:]
            if _DONE.search(before) and not _NOT_DONE.search(before) and not _OFFERED.search(before):
                yield Told("post_training", *found.span(), found.group(), name)
                break
