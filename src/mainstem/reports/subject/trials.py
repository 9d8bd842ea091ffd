"""What a text says of nobody's model: experiments, examples, generalities, and what others did."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GENERAL = re.compile(
    r"^(?:However, |While |Although |Today's |Currently, )?(?:recent|existing|many|most|other|previous|prior|earlier|modern|current|large|larger"
    r"|leading|such|some|typical|contemporary|state-of-the-art|frontier|competing|comparable|traditional|conventional|distributed training of large)"
    r"\b(?! (?:version|release))[^,.]{0,40}\b(?:models|reports|works?|LLMs|systems|approaches|studies|methods|runs|efforts|labs|teams|advances|techniques|designs|solutions|research)\b",
    re.IGNORECASE,
)  # what a sentence tells of everybody
_HABIT = re.compile(
    r"\b(?:often|typically|usually|commonly|generally|conventionally|traditionally|(?:can|could|may|might) be (?:appli|employ|used|adopt|achiev|perform|train|extend|consider|optimi)\w*|is known|are known"
    r"|(?:has|have) been (?:shown|proposed|introduced|widely|proven))\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our|us|ours|it|its)\b", re.IGNORECASE)
_CITED = re.compile(
    r"^(?:In (?:contrast|particular|addition|parallel), |Similarly, |For (?:example|instance), |More recently, |Recently, )?"
    r"(?:[A-Z][\w'-]+ et al\.?|[A-Z][\w'-]+ (?:and|&) [A-Z][\w'-]+|[A-Z][\w'-]+) ?[(\[](?:19|20)\d\d[a-z]?[)\]] (?!,)"
)  # Reed et al. (2023) train ...
_EXAMPLE = re.compile(
    r"^(?:[-•(\w)]{1,3} )?(?:For (?:example|instance)|As an? (?:\w+ )?(?:example|illustration)|If \d|If (?:we|an?)\b|To illustrate|Given a)"
    r"|\ba (?:typical|hypothetical)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"^(?:[-•(\w)]{1,3} )?(?:Let us )?(?:Consider|Suppos|Assum|Imagine|Take a|In this example)|\ban? (?:\w+ )?example of an?\b|\bas an (?:\w+ )?example\b",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\bablation|\bproxy\b|\bsmall(?:er)?[- ]scale|\b(?:several|some|various|two|three|multiple|a series of|different) (?:small\w* )?(?:dense )?models"
    r" (?:of|with|under|ranging)|\bsmaller (?:dense )?(?:models?|internal|MoE)|(?:\bon|\bwith|\busing|\btrain\w*|\bseveral|\bsome|\ban?)(?: \w+)? small models?\b|\bscaling[- ]law|\bpilot\b|\btoy\b|\bdraft model"
    r"|\bto test\b|\bvalidation set\b|\b(?:test|validation) loss\b|\bas (?:an?|the|our) (?:\w+ )?baseline|\bunder the same (?:setting|budget)|\bstress[- ]test|\bgrid search|\b(?:hyper-?parameter|learning rate) search"
    r"|\b(?:preliminary|initial|early|controlled|exploratory|comparative|comparison|pilot|synthetic|toy) (?:\w+ )?(?:experiment|studies|trial|comparison)s?\b"
    r"|\ball (?:of )?(?:the |these |our )?(?:\w+ )?variants\b|\ball (?:of )?(?:the |these )?(?:three|four|five|six|\d) (?:\w+ )?models\b|\ball the models are\b|\beach experiment"
    r"|\btrained (?:with|on) [^.]{0,40} and (?:tested|evaluated|validated)\b"
    r"|\b(?:in|across|throughout|for) (?:all|both|each|these) (?:of )?(?:the |our )?experiments?\b"
    r"|\b(?:is|are|was|were) tested (?:on|with)\b|\bsame for (?:all|both|the (?:two|three|four|other))\b|\bfollows? the same [^.]{0,60}\bexcept\b"
    r"|\bwe (?:also |first |have )?(?:explor|tried|attempt|experiment)\w*|\bfor each of the (?:two|three|four|variants)"
    r"|\b(?:two|three|four|five) (?:\w+ )?variants\b|\bto reproduce\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(r"\bbaselines?\b", re.IGNORECASE)
_FINDS = re.compile(
    r"\b(?:results|findings|experiments|observations) (?!(?:is|are|was|were) )(?:\w+ )?(?:show|indicat|suggest|demonstrat|reveal)"
    r"|\bwe (?:\w+ )?(?:find|found|observed?|noticed?) that",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\bwe (?:have |finally |ultimately |therefore |then |thus )*(?:decide|adopt|chose|choose|select|opt(?:ed)? (?:for|to)|settle|set|use|employ)",
    re.IGNORECASE,
)
_UPON = re.compile(
    r"^(?:Based on|Upon|After|Following|According to|Guided by|Informed by|Given|Through|From)\b",
    re.IGNORECASE,
)  # what was tried; what follows is what was done
_BEGINS = re.compile(
    r"\bconduct\w* (?:\w+ ){0,2}(?:ablation|comparison|comparative|preliminary|controlled|pilot)|\bwith proxy models?\b",
    re.IGNORECASE,
)  # of which the paragraph goes on to tell
_ENDS = re.compile(
    r"^(?:Therefore|Thus|Consequently|As a result|Accordingly|Hence|Finally|Ultimately|In the end|Based on|For (?:the|our) (?:final|actual|formal)"
    r"|The (?:final|actual|formal))\b"
)
_HEAD = re.compile(
    r"\bablation|\bbaselines?\b|\brelated works?|\bbackground|\binvestigat|\bupper bound|\bspeciali[sz]ation|\bscaling[- ]laws?|\bsynthetic (?:test|task)"
    r"|\bpreliminar|\bpilot\b|\btoy\b|\bnegative results|\bfailed|\bunsuccessful|\bcase stud|\bpublic(?:ly)? (?:\w+ )?models|\btest sets?\b"
    r"|\bempirical validation|\bpredictable scaling",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"\bevaluations?\b|\bresults?\b|\banaly[sz]|\bcomparison|\bdiscussion|\b(?:key )?findings\b|\binsights\b|\blessons\b|\btakeaways\b",
    re.IGNORECASE,
)
_SETUP = re.compile(
    r"\b(?:(?<!evaluation )set-?ups?|(?<!evaluation )settings?|implementation|recipes?|configurations?|(?:pre-?)?training|fine-?tuning|SFT|RL|reinforcement)\b",
    re.IGNORECASE,
)  # of what was trained
_TRIES = re.compile(
    r"\b(?:train|pre-?train|stud(?:y|ies)|experiment\w*|conduct\w*|verif\w+|validat\w+|evaluat\w+|ablat\w+|fine-?tun\w+|trained|testbed)\b.{0,90}?"
    r"\b(?:an?|the|several|with|on|of) (?:[\w-]+ ){0,2}?(\d+(?:\.\d+)?) ?([BM]|billion|million)[- ](?:parameters?\b|dense\b|MoE\b|LLM|models?\b|based\b|language\b|transformer)",
    re.IGNORECASE,
)
_HELPER = re.compile(
    r"^(?:To \w+[^,]{0,60}, )?(?:The|Our|An?|This|These|We (?:also |then |first )?(?:train|fine-tune|initiali[sz]e|build|use|employ|adopt) (?:the|an?|our))?\s?"
    r"(?:[\w-]+ ){0,3}(?:reward|critic|value|judge|teacher|draft|embedding|classifier|tagging|scoring|verifier) models?\b"
    r"|^(?:The|Our|An?|This) (?:[\w-]+ ){0,2}(?:classifier|verifier|tagger|critic|retriever)\b",
    re.IGNORECASE,
)  # a model that helps to train the subject
_HELPS = re.compile(
    r"\b(?:train|fine-tun|configur|initiali[sz]|optimi[sz])\w* (?:the |an? |our |this )?(?:[\w-]+ ){0,3}"
    r"(?:(?:reward|value|draft|embedding|critic) models?|classifiers?|taggers?|verifiers?|critics?|retrievers?|detectors?|parsers?)\b",
    re.IGNORECASE,
)
_KINDS = ("embed", "reward", "critic", "judge", "classif", "verif", "prover", "rerank", "retriev")
_OTHERS = re.compile(
    r"\b(?:outperform|surpass|exceed|rival|match|beat)\w* (?:[\w-]+ ){0,4}(?:models|LLMs) (?:with|of|over|above) [^,.;]{0,20}$|"
    r"\b(?:other|existing|previous|prior|open-source|publicly available|similar-sized|competing|baseline) (?:[\w-]+ ){0,3}(?:models|LLMs) (?:\w+ )?(?:trained|with|of|having|using|that|under|over|below|above|up to|ranging)\b(?:[^,.;]|\.(?=\d)){0,30}$",
    re.IGNORECASE,
)


def is_general(text: str) -> bool:
    """Whether a sentence that does not name the subject tells of everybody, of somebody cited, an example or a finding."""
    if _GENERAL.match(text) or _CITED.match(text) or _SUPPOSED.search(text) or _FINDS.search(text):
        return True
    return not _OURS.search(text) and bool(_HABIT.search(text) or _EXAMPLE.search(text))


def is_trial(text: str) -> bool:
    """Whether a sentence tells of what was tried, and not of what was decided upon it."""
    found = _TRIAL.search(text)
    if not found:
        return False
    decided = _DECIDED.search(text)
    return not (decided and decided.start() > found.start() and _UPON.match(text))


def is_beside_baseline(text: str) -> bool:
    """Whether a text speaks of what the subject is held against."""
    return bool(_BASELINE.search(text))


def begins(text: str) -> bool:
    """Whether the sentences that follow in the paragraph tell of what was tried."""
    return bool(_BEGINS.search(text)) and not ends(text)


def ends(text: str) -> bool:
    """Whether a sentence draws the conclusion from what was tried."""
    return bool(_ENDS.match(text))


def is_introducing(heading: str, text: str) -> bool:
    """Whether a sentence of an introduction that does not name the subject says nothing of it."""
    return bool(_INTRODUCTION.search(heading)) and not _OURS.search(text) and not _THE_MODEL.search(text)


_INTRODUCTION = re.compile(r"\bintroduction$|^motivation", re.IGNORECASE)
_THE_MODEL = re.compile(
    r"\b(?:the|this|these|both|all) (?:\w+ ){0,2}?(?:models?|series|family|training)\b", re.IGNORECASE
)


def is_under_trial(headings: str) -> bool:
    """Whether headings say so."""
    return bool(_HEAD.search(headings))


def is_under_evaluation(headings: Sequence[str]) -> bool:
    """Whether what stands under headings tells how well it does, and not how it was trained for that."""
    inner, outer = (*reversed(headings[-2:]), "", "")[:2]
    if _EVALUATION.search(inner):
        return True
    return bool(_EVALUATION.search(outer)) and not _SETUP.search(f"{inner} / {outer}")


def tried_size(text: str) -> str | None:
    """The size of a model that a sentence says was trained to see something: "1b"."""
    found = _TRIES.search(text)
    return f"{float(found[1]):g}{found[2][0].lower()}" if found else None


def is_helper(text: str, family: str) -> bool:
    """Whether a sentence is about a reward model or another that helps to train, and the family is none."""
    found = _HELPER.match(text) or _HELPS.search(text)
    return found is not None and not any(
        word in found[0].lower() for word in _KINDS if word in family.lower()
    )


def is_of_others(before: str) -> bool:
    """Whether the words before a value say that it is of other models."""
    return bool(_OTHERS.search(before))
