"""The methods that a model was trained with after pre-training."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_KIND = r"(?:[a-z]+-(?:to-[a-z]+|level|scenarios?|domain|stage|turn|policy)|general|agentic|reasoning|unified|mixed)"  # of RL
_QUALIFIED = re.compile(rf"(?:{_KIND}) (?:RL|reinforcement learning)", re.IGNORECASE)
_METHODS = (
    ("SFT", r"\bSFT\b(?! (?:version|model|checkpoint|baseline|results?|labels))|supervised[- ](?:instruction[- ])?fine-?tun(?:ing|ed)(?! (?:model|version|baseline))"
            r"|instruction[- ](?:fine-?)?tun(?:ing|ed)\b(?! (?:model|baseline|benchmark|version|counterpart)s?\b)"),
    ("GRPO", r"\bGRPO\b|group[- ]relative policy optimi[sz]ation(?: \(GRPO\))?"),
    ("DAPO", r"\bDAPO\b"),
    ("VAPO", r"\bVAPO\b"),
    ("CISPO", r"\bCISPO\b"),
    ("GSPO", r"\bGSPO\b|group sequence policy optimi[sz]ation"),
    ("PPO", r"\bPPO\b|proximal policy optimi[sz]ation(?: \(PPO\))?"),
    ("DPO", r"(?<![-/])\bDPO\b(?!-)|direct preference optimi[sz]ation(?: \(DPO\))?"),
    ("KTO", r"\bKTO\b"),
    ("ORPO", r"\bORPO\b"),
    ("RLOO", r"\bRLOO\b"),
    ("REINFORCE", r"\b(?-i:REINFORCE)\b"),
    ("mirror descent", r"mirror desc?ent"),
    ("RLHF", r"(?<![-/])\bRLHF\b|reinforcement learning (?:from|with|by|through) human feedbacks?(?: \(RLHF\))?"),
    ("RLAIF", r"\bRLAIF\b|reinforcement learning (?:from|with) AI feedback"),
    ("RLVR", r"\bRLVR\b|reinforcement learning (?:from|with) verifiable rewards?"),
    ("on-policy RL", r"\bwe\b[^.]{0,40}on-policy (?:RL|reinforcement learning)"),
    ("RL", rf"(?:\b{_KIND} )?(?:\bRL\b|reinforcement learning)(?! (?:from|with|by|through) (?:human|AI|verifiable))"),
    ("RFT", r"\bRFT\b|rejection[- ]sampling fine-?tuning|rejection fine-?tuning"),
    ("rejection sampling", r"(?:rejection|reject)[- ]sampl(?:ing|ed)(?! fine)"),
    ("expert iteration", r"expert[- ]iteration"),
    ("QAT", r"\bQAT\b|quanti[sz]ation[- ]aware training"),
    ("distillation", r"\b(?:self-)?distillation\b(?! (?:data|loss))|\bwe (?:\w+ )?distill\w*|\b(?:is|are|was|were) distilled from"),
    ("model merging", r"model merg\w+|\bmerg(?:es?|ing) (?:\w+[ -]){0,4}models into\b|(?:merge|merging) (?:the |these |several |multiple |two )*(?:models|checkpoints|weights)|averag\w+ (?:their |the )?(?:model )?weights"
                      r"|model soups?|(?:weight|checkpoint)[- ]averaging"),
    ("fine-tuning", r"\bfine-?tuned (?:version|variant)"),
)  # fmt: skip
_METHOD_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _METHODS)
_ALGORITHMS = frozenset({
    "GRPO", "DAPO", "VAPO", "CISPO", "GSPO", "PPO", "RLOO", "REINFORCE", "mirror descent", "RLHF", "RLAIF", "RLVR", "on-policy RL",
})  # fmt: skip
_DONE = re.compile(
    r"\b(?:we|our|is|are|was|were)\b|\b(?:used|utilized|employed|applied|for|by|via|through|follow\w+|stages?|consists?|includ\w+|including|and|during|undergo\w*)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"^(?: \([A-Z]{2,5}\))?(?: (?:training|fine-?tuning|stage|phase|process|run|recipe|corpus|dataset|data)s?\b|(?: algorithm| framework| objective)?,? we\b)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:compar\w+ (?:it |them )?(?:to|with|against)|in contrast|instead of|rather than|unlike|such as|without|skip\w*|no|not|than|as a cold start\)|baseline|existing|previous"
    r"|prior|other|future|alternative|observ\w+|equivalent|in(?:spired|herent)|implicit\w*|defined|mask|adversely|issues? (?:of|with|in)|similar|vanilla|original|variants? of|existing|relying on|like|such as|over|versus|outperform\w*"
    r"|leaving|leave|beyond|in lieu of|recent\w*|different from|differs? from|between|they|while|current|effect\w* of|explor\w+|data\w* (?:\w+ )?from)\b[^.,;]{0,45}$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^[^.;]{0,60}\b(?:(?:can|could|may|might|would) (?:also )?be \w+ed|for future|in (?:the )?future|has been suggested|(?:is|are) (?:not|left)\b|(?:do|does|did) not)"
    r"|^(?: \([^)]*\))? (?:has|have|is) (?:\w+ )?(?:a |an |been |become )*(?:popular|common|wide\w*|standard|prov\w+|emerged|shown|suggested)",
    re.IGNORECASE,
)  # behind the method: what may be done, or what everybody says of it
_AMONG = re.compile(
    r"\((?:e\.g\.|such as|i\.e\.)[^)]*$|\b(?:datasets?|sources|problems|benchmarks|repositories)\b[^.]{0,100}\b(?:includ\w+|such as|from|like)\b.{0,160}$",
    re.IGNORECASE,
)  # an example, or data that are called like a method
_OWNED = re.compile(
    r"(?:'s|-style)\b|(?: \([^)]*\))? (?:work|paper|community|literature|dataset \()"
)  # "DAPO's performance"
_MANY_CITED = re.compile(
    r"(?: \([A-Z]+\))?,? ?(?:\([^()]*;[^()]*;[^()]*\)|\[\d+(?:[,;] ?\d+){2,}\])"
)  # what the literature does
_CITED = re.compile(r"\s*[(\[][^()\[\]]*\b(?:19|20)\d\d[^()\[\]]*[)\]]")
_OFFERED = re.compile(
    r"\b(?:supports?|ability|allows?|recommend|users|developers|intended|permitted|can (?:also )?be)\b",
    re.IGNORECASE,
)  # what others may do with the model
_RESULT = re.compile(
    r"\b(?:results? (?:show|suggest|indicate|demonstrate)|when compared|in (?:the|our) future|future (?:work|research|directions?|efforts?)|than (?:the|those|that|its) (?:model|one|version)s?)\b",
    re.IGNORECASE,
)  # what came of a method or may come, not that it was used
_RUN = re.compile(
    r"\b(?:we|our|undergo\w*|via|through|incorporates?|followed by|(?:is|are|was|were) (?:\w+ )?(?:trained|fine-tuned))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"^(?: \(RL\))? (?:training|stage|phase|run|recipe|algorithm|process|optimi[sz]ation|framework)s?\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:SFT|supervised fine-?tuning)(?: \(SFT\))? and $", re.IGNORECASE)
_WE = re.compile(r"^(?: \(RL\))? \w+, we\b")


def tell(sentence: Sentence, _: Names) -> Iterator[Told]:
    """Methods that were used after pre-training, and not those that others use or that were left out."""
    if sentence.where != "prose":
        return
    for name, pattern in _METHOD_RULES:
        for found in pattern.finditer(sentence.text):
            if _is_done(name, pattern, found, sentence):
                yield Told("post_training", *found.span(), found.group(), name)
                break


def _is_done(name: str, pattern: re.Pattern[str], found: re.Match[str], sentence: Sentence) -> bool:
    """Whether the words around a method say that it was used, or it stands under a heading that names it."""
    text = sentence.text
    before = _CITED.sub("", text[max(0, found.start() - 160) : found.start()])[-110:]
    after = _CITED.sub("", text[found.end() : found.end() + 260])
    if (
        _NOT_DONE.search(before)
        or _OFFERED.search(before)
        or _LATER.search(after)
        or _MANY_CITED.match(text, found.end())
        or _OWNED.match(after)
        or _RESULT.search(text)
        or _AMONG.search(text, 0, found.start())
    ):
        return False
    is_under = any(pattern.search(heading) for heading in sentence.headings[-2:])
    if name == "RL":
        is_run = _RUN.search(before) or _WE.match(after)
        return is_under or bool(
            is_run and (_TRAINING.match(after) or _AND.search(before) or _is_qualified(found.group()))
        )
    return is_under or bool(_DONE.search(before) or _STAGE.match(after))


def _is_qualified(printed: str) -> bool:
    """Whether it says what kind of RL it was."""
    return bool(_QUALIFIED.match(printed))


def is_weak(name: str, printed: str, told: Collection[str]) -> bool:
    """Whether a method says nothing beside those told: RL beside its algorithm, fine-tuning beside any."""
    if name == "RL":
        return bool(_ALGORITHMS.intersection(told)) and not _is_qualified(printed)
    return name == "fine-tuning" and len(set(told)) > 1


_HEAD = (
    r"^(?:(?:stage|phase|step) \w+:? )?(?:(?!(?:of|on|in|for|with|without|vs|from|to|and|evaluating|why|online|offline)\b)[\w-]+ ){0,2}?"
    r"(?:%s)(?: \([A-Z]{2,5}\))?(?: (?:training|stage|phase|recipe|data|details|algorithm|construction))?$"
)
_HEADS = tuple((name, re.compile(_HEAD % pattern, re.IGNORECASE)) for name, pattern in _METHODS)
_NO_TRAINING = re.compile(
    r"ablation|evaluat|experiment|result|analys|discussion|related|background|preliminar|conclusion|limitation|future|pre-?train|appendi",
    re.IGNORECASE,
)


def headed(headings: Sequence[str]) -> str | None:
    """The method that the innermost heading is about, where it stands under none of trials or of others' work."""
    if not headings or any(_NO_TRAINING.search(heading) for heading in headings):
        return None
    return next((name for name, pattern in _HEADS if pattern.search(headings[-1])), None)
