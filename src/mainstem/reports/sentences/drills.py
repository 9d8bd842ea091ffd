"""What reinforcement learning was run on and for how long, told in sentences: its samples and its steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import COUNT, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told, qualifier

_RL = re.compile(
    r"reinforcement|\bRL\w{0,2}\b|\bGRPO\b|\bPPO\b|\bDAPO\b|\bRLVR\b|\bRLHF\b|\bsamples per prompt\b|\brollouts? per\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"SFT|supervised|fine-?tun\w*|cold[- ]start|reward model|preference|\bRM\b|\bDPO\b|distill\w*|pre-?train|evaluat|benchmark|HumanEval|MMLU|pass@|haystack|sampling temperature",
    re.IGNORECASE,
)
_WORDS = r"(?: (?!for|of|in|to|with|from|per|steps|that|are|is|were)[A-Za-z][\w/-]*){0,5}?"
_TASKS = re.compile(
    rf"(?P<v>{COUNT}){_WORDS} (?:problems|prompts|queries|questions|tasks)\b(?! per)|(?P<data>{COUNT}){_WORDS} data\b(?! points| per)",
    re.IGNORECASE,
)
_SAMPLES = re.compile(
    rf"(?P<v>{COUNT}){_WORDS} (?:samples|instances|examples|pairs|environments|trajectories)\b(?! per)",
    re.IGNORECASE,
)
_FOR_RL = re.compile(
    r"^,? (?:are |is |were )?(?:used )?(?:for|in) (?:our |the )?(?:\w+ )?(?:RL|reinforcement)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:sampl\w+|sample of|rollouts?|first|top|every|each|per|batch(?:es)?(?: size)? of|size of|at) (?:about |around )?$",
    re.IGNORECASE,
)
_BATCHED = re.compile(
    r"\beach (?:prompt|question|problem|step|batch|query|iteration|sample)\b|\bper (?:step|batch|prompt|question|problem|iteration)|\bbatch|\bevery\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    rf"(?P<v>{COUNT})(?: (?:RL|training|gradient|optimization|policy|GRPO|PPO|DAPO|update|total|optimizer))* (?:steps|iterations|updates)\b(?! (?:per|in each|of warm|warm))",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"\btotal\w*(?: of| to)? (?P<v>{COUNT})(?=[.,;)]|$| steps)", re.IGNORECASE)
_NO_STEPS = re.compile(r"\bSFT\b|warm|between|\bper \d|pre-?train|epoch|\bKL\b", re.IGNORECASE)
_NOT_FOR = re.compile(
    r"\b(?:every|first|last|each|after|at|than|around step|until) (?:the |just |only |about )?$",
    re.IGNORECASE,
)


def tell(sentence: Sentence) -> Iterator[Told]:
    """The samples and steps of reinforcement learning in a sentence, whoever's they are."""
    text = sentence.text
    if not _RL.search(" / ".join((text, *sentence.headings))):
        return
    if not _BATCHED.search(text):
        for pattern in (_TASKS, _SAMPLES) if _is_of_rl(sentence) else (_TASKS,):
            for found in pattern.finditer(text):
                is_for = _FOR_RL.match(text[found.end() :])
                if is_for or not _OTHER.search(text[: found.end() + 40]):
                    yield from _told("rl_samples", text, found, 100, 1e9)
    if not _NO_STEPS.search(text):
        yield from _steps(text)


def _is_of_rl(sentence: Sentence) -> bool:
    """Whether the sentence or the heading right above it speaks of reinforcement learning, or that above and of nothing else."""
    if _RL.search(" / ".join((sentence.text, *sentence.headings[-1:]))):
        return True
    above = " / ".join(sentence.headings[-2:])
    return bool(_RL.search(above)) and not _OTHER.search(above)


def _steps(text: str) -> Iterator[Told]:
    is_told = False
    for found in _STEPS.finditer(text):
        is_told = True
        if not _NOT_FOR.search(text[: found.start()]):
            yield from _told("rl_steps", text, found, 20, 1e6)
    for found in _TOTAL.finditer(text) if is_told else ():
        yield from _told("rl_steps", text, found, 20, 1e6)


def _told(field: str, text: str, found: re.Match[str], low: float, high: float) -> Iterator[Told]:
    name = found.lastgroup or "v"
    start, end = found.span(name)
    number = value(found[name])
    if number is not None and low <= number <= high and not _PART.search(text[:start]):
        yield Told(field, start, end, found[name], shown(number), None, qualifier(text, start, end))
