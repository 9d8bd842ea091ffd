"""Sentences that claim: of what kind, whether they are marketing, and why in a few words.

Kinds, the first that fits: ``up_to_peak``, ``safety_assurance``, ``superlative``, ``comparison_unfair_or_unspecified``,
``measured_with_baseline``, ``vague_efficiency``, ``measured_no_baseline``, ``neutral_fact``. A claim without baseline,
setting or number is marketing; so is ``measured_no_baseline`` without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.model import Claim, ClaimKind
from mainstem.reports.layout import Sentence

_SECTIONS = re.compile(
    r"abstract|introduction|contribution|summary|conclusion|result|evaluation|discussion", re.IGNORECASE
)
_MIN_WORDS, _MAX_WORDS = 6, 80

# Digits in names of models and benchmarks, citations and sizes are no measurements.
_NAMES = re.compile(
    r"\([^()]*(?:19|20)\d\d[^()]*\)|\b[A-Za-z][\w.]*-?\d[\w.-]*\b(?! ?%)|\b(?:AIME|Claude|Gemini|Llama|LLaMA|GPT|Qwen|MATH|DROP|Kimi|Sonnet|LiveCodeBench|Table|Figure|Section)"
    r"[ -]?\d[\w.]*|\b\d+(?:\.\d+)?[BM]\b|\b\d+[Kk]\b(?! GPU)|\b(?:19|20)\d\d\b",
)
_NUMBER = re.compile(
    r"(?<![\w.])[+-]?\d[\d,]*(?:\.\d+)?K?(?:\s?(?:%|×|x\b|times))?|\b(?:one|two|three|four|five|ten) (?:minutes?|seconds|hours?|times)\b"
)
_RATIO = re.compile(r"\d(?:\.\d+)?\s?(?:%|×|x\b|-?fold| times| points)", re.IGNORECASE)
_GAIN = r"(?:improv\w+|gain|faster|speed\w*|reduc\w+|increas\w+|higher|lower|less|times|throughput|boost|acceler\w+|\+\d|%|×)"
_UP_TO = re.compile(
    rf"\b(?:up to|as much as|as high as|as low as|nearly|at most|peak(?:s|ing)? (?:at|of)?)\s+(?:a |an )?[+~]?\d[\d.,]*\s?(?:%|×|x\b|times|-fold|tok\w*)|\bup to\b[^.]{{0,30}}{_GAIN}|\btheoretical(?:ly)? (?:peak|maximum)",
    re.IGNORECASE,
)
_NEARLY_SPEED = re.compile(r"(?:speed|faster|throughput|up to)", re.IGNORECASE)
_SAFE = re.compile(
    r"\b(?:safe(?:ty|ly|r)?|secure|harmless\w*|trustworth\w*|responsible|aligned with human values|mitigat\w+ (?:potential )?(?:risks?|harm)|privacy|toxic\w*|jailbreak\w*|guardrails?|harmful|potential risks|biases|helpfulness and harmless\w*|risk control)\b",
    re.IGNORECASE,
)
_ASSURES = re.compile(
    r"\b(?:ensur\w+|guarante\w+|robust|strong|enhanc\w+|improv\w+|provid\w+|designed|developed|prevent\w*|secure|safe|protect\w*|superior|excellent|high|mitigat\w*|align\w*)\b",
    re.IGNORECASE,
)
_SUPER = re.compile(
    r"\b(?:the first\b(?! (?:stage|step|phase|\d+|two|three|layer|place|one|time we|row|column|part|author|token|of these))|first attempt|first to\b|for the first time|(?:the |our )?best\b(?![- ]of|-performing (?:check|model)s? (?:is|are)|checkpoint)|world'?s|world-class"
    r"|highest\b|lowest\b|fastest|strongest|largest-ever|unprecedented|unparalleled|unmatched|ultimate|overwhelming\w*|revolution\w*|groundbreaking|breakthrough|pioneer\w*|most (?:powerful|capable|economical|advanced|efficient|competitive|cost)"
    r"|superiority over all|all (?:\w+ ){0,4}(?:demonstrate|achieve|show)\w* better|leading performance|new (?:standard|record|milestone|axis|frontier)|exceptional(?:ly)?|extraordinary|innovative|born for|extremely impressive|no prior|has not produced|second to none|milestone)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\bthe first (?:[\w-]+ ){0,3}(?:model|system|work|framework|open)|first attempt|for the first time",
    re.IGNORECASE,
)
_SOTA = re.compile(
    r"(?:achiev\w*|reach\w*|establish\w*|set\w*|attain\w*|deliver\w*|yield\w*|obtain\w*|demonstrat\w*|new)[^.]{0,45}\b(?:state[- ]of[- ]the[- ]art|SOTA|SoTA)\b(?!(?: [\w-]+){0,3} (?:models?|LLMs?|systems|accuracy of|closed|like|such))",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:comparable|on par|on a par|competitive|rival\w*|match(?:es|ing|ed)?|outperform\w*|surpass\w*|exceed\w*|superior|better (?:than|performance)|beat\w*|close to|approach(?:es|ing)|parity|compared (?:to|with)|advantages? over|ahead of|versus|vs\.?|whereas|than|over the baseline|(?<!languages )from [\d.]+%? to)\b",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"\b(?:GPT|Claude|Gemini|Llama|LLaMA|Qwen|QwQ|DeepSeek|Mistral|OpenAI|o1|o3|GShard|Gemma|Kimi|Codestral)[\w.-]*|(?:closed|open)[- ]source|proprietary|frontier|leading|commercial|dense counterpart|counterpart|other (?:\w+ )?models|existing|state[- ]of[- ]the[- ]art|SOTA|(?:larger|similar|compar\w+) (?:\w+ )?(?:models|size)|peers?\b|competitors?",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:significant\w*|substantial\w*|large margin|considerabl\w*|remarkabl\w*|notable\b|near-perfect|extreme\w*|without (?:\w+ )?risk|dramatic\w*|consistent\w*|clear(?:ly)?|enhanc\w+|far|outstanding|impressive\w*|excellent\w*|strong(?:er|ly)?|robust\w*|effective\w*|promis\w+|superior|great(?:ly)?|powerful|well|success\w*|performant|simplistic|high[- ]quality|improvements? (?:over|in)|exceptional\w*|excel\w*|proven|crucial role)\b",
    re.IGNORECASE,
)
_EFFICIENT = re.compile(
    r"\b(?:efficien\w+|faster|speed\w*|cost[- ]?effective\w*|econom\w+|lightweight|accelerat\w+|low(?:er)?[- ]cost|less cost|overhead|latency|throughput|reduc\w+ (?:\w+ ){0,3}(?:cost|memory|time|comput\w+)|maximiz\w+|minimi[sz]\w+|seamless\w*|scalab\w+|idle)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:limitations?|limited|(?:remains?|still|significant|discernible) (?:an? )?(?:\w+ )?gap|lag\w*|falls? (?:behind|short)|fail(?:s|ed|ures?)?"
    r"|(?:encounter|fac|suffer|struggl)\w*|challenges (?:such|like|remain)|not (?:yet|open|support)|future work|worse|suboptimal|we plan|in the future)\b"
    r"|\bwe (?:will )?(?:release|open-?source|make)\b(?!.*(?:outperform|surpass|superior|state-of-the-art|first))",
    re.IGNORECASE,
)
_MARKETING = frozenset(
    {"up_to_peak", "safety_assurance", "superlative", "comparison_unfair_or_unspecified", "vague_efficiency"}
)  # fmt: skip


def judge(text: str) -> tuple[ClaimKind, bool, str]:
    """The kind of a sentence, whether it is marketing, and the words or the lack that decided."""
    kind, why = _kind(" ".join(text.replace("￾", "-").split()))
    is_marketing = kind in _MARKETING or (kind == "measured_no_baseline" and "no number" in why)
    return kind, is_marketing, why


def _kind(text: str) -> tuple[ClaimKind, str]:
    plain = _NAMES.sub(" ", text)
    n_numbers = len(_NUMBER.findall(plain))
    is_measured = n_numbers >= 2 or (n_numbers >= 1 and bool(_RATIO.search(plain)))
    praise = _praise(text, plain, n_numbers, is_measured)
    return praise or _comparison(text, plain, is_measured) or _rest(text, plain, n_numbers)


def _praise(text: str, plain: str, n_numbers: int, is_measured: bool) -> tuple[ClaimKind, str] | None:
    """Peaks, assurances and superlatives; limits and plans, which are facts."""
    if found := _UP_TO.search(plain):
        return "up_to_peak", f'"{found.group().strip()}"'
    if (found := _SAFE.search(text)) and _ASSURES.search(text) and n_numbers == 0:
        return "safety_assurance", f'"{found.group()}", no test told'
    is_limit = bool(_LIMIT.search(text))
    first = _FIRST.search(text) or _SOTA.search(text)
    best = None if is_measured else _SUPER.search(text)
    if (found := first or best) and not is_limit:
        return "superlative", f'"{found.group().strip()[:60]}"'
    return ("neutral_fact", "a limit or a plan") if is_limit and not is_measured else None


def _comparison(text: str, plain: str, is_measured: bool) -> tuple[ClaimKind, str] | None:
    """What is held against something, with numbers or without."""
    if _SPEED_UP.search(plain):
        return "measured_with_baseline", "a ratio"
    compares, degree = _COMPARES.search(text), _DEGREE.search(plain)
    if (compares and is_measured) or (degree and _RATIO.search(plain)):
        return "measured_with_baseline", "numbers and what they are held against"
    if compares and _RIVAL.search(text) and not (degree and _GRADUAL.search(degree.group())):
        return "comparison_unfair_or_unspecified", f'"{compares.group()}", no number or setting'
    return None


def _rest(text: str, plain: str, n_numbers: int) -> tuple[ClaimKind, str]:
    if (found := _EFFICIENT.search(text)) and n_numbers == 0:
        return "vague_efficiency", f'"{found.group()}", no number'
    if found := _DEGREE.search(plain) or _COMPARES.search(text):
        return "measured_no_baseline", f'"{found.group()}"' + ("" if n_numbers else ", no number")
    if n_numbers and _SCORE.search(text):
        return "measured_no_baseline", "a number without a baseline"
    return "neutral_fact", "says what was done"


_SPEED_UP = re.compile(
    r"\d(?:\.\d+)?\s?[×x] (?:faster|speed-?up)|\d(?:\.\d+)?\s?[×x][^.]{0,20}speed-?up|improvement of \d",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"accuracy|score|pass@|achiev\w+|attain\w*|reach\w*|rate|percentile|seconds|minutes?", re.IGNORECASE
)
_GRADUAL = re.compile(
    r"significant|substantial|margin|considerabl|dramatic|enhanc|far\b|consistent", re.IGNORECASE
)


def claims(cut: Sequence[Sentence]) -> Iterator[Claim]:
    """The sentences of abstract, introduction, results, captions and conclusion, each judged alone."""
    for sentence in cut:
        if _is_asked(sentence) and _MIN_WORDS <= len(sentence.text.split()) <= _MAX_WORDS:
            kind, is_marketing, why = judge(sentence.text)
            start, end = sentence.told.at[0], sentence.told.at[-1] + 1
            yield Claim(kind, is_marketing, why, sentence.leaf.text[start:end], sentence.leaf.name)


def _is_asked(sentence: Sentence) -> bool:
    if len(sentence.headings) <= 1 and sentence.leaf.is_marked_up:
        return True  # what a card says under its title
    return sentence.where == "figure caption" or any(_SECTIONS.search(one) for one in sentence.headings)
