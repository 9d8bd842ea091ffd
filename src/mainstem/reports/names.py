"""Which models a report is about, and whose a value is.

The subject is one family ("DeepSeek-V3") with its variants ("DeepSeek-V3-Base"); every other name that is a
model's is "other": a competitor, a base model, a baseline.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mainstem.reports.document import Document
from mainstem.reports.layout import Sentence

# Families of language models that reports compare themselves with, as they spell them.
_FAMILIES = (
    r"(?:Chat)?GPT|o[1345](?=-mini|-preview|\b)|(?:Code)?L[Ll][Aa][Mm][Aa]|Vicuna|Alpaca|Qw[Ee]n|QwQ|QVQ|Gemini|Gemma|Claude"
    r"|Mistral|Mixtral|Codestral|Magistral|Devstral|Deep[Ss]eek\w*|DS-Coder|DS[- ]?V\d|Kimi|Moonlight|GLM|ChatGLM|Yi|Baichuan|InternLM\w*|Phi|Falcon"
    r"|PaLM|Gopher|Chinchilla|BLOOM\w*|OPT|Pythia|OLMoE?|T[uü]lu|StarCoder\w*|WizardCoder|Grok|Nemotron|Command|Hunyuan\w*|MiniMax"
    r"|Step|ERNIE|Doubao|Seed|MiMo|dots\.\w+|SmolLM\w*|StableLM|MPT|T5|Switch Transformer|GShard|GLaM|Jamba|Arctic"
    r"|DBRX|Skywork|Ling|Ring|Pangu|LongCat|Megatron-Turing|MT-NLG|LaMDA|Jurassic|Aquila|XVERSE|Orca|Granite|EXAONE|Solar|Apertus"
    r"|davinci|Hash Layer|Light-?R1|OpenReasoner\w*|Open-Reasoner\w*|Nova|Amazon Nova|MAP-Neo|Zephyr|gpt-oss|QVQ|SWE-\w+"
)
_WORD = r"[A-Za-z][A-Za-z0-9]*(?:(?:[-.]|[￾])[A-Za-z0-9]+)*"
_TRAIL = (
    r"(?:[ -](?:[vVkK]?\d+(?:\.\d+)*[A-Za-z]{0,2}(?![\w%])(?!\s?(?:tokens|parameters|layers|GPUs|days|experts|trillion|billion|million))"
    r"|\d+(?:\.\d+)?[BMT]\b(?!\s?(?:tokens|parameters|total|active))|Base|Chat|Instruct|Lite|Pro|Ultra|Flash|Opus|Sonnet"
    r"|Haiku|Turbo|Coder|Zero|Exp|Large|Medium|Small|Mini|Nano|Preview|Max|Plus|Thinking|Distill|Reasoner|SFT|MoE|MQA|RL"
    r"|Math|Code|Air|Next|Terminus|Speciale)\b)*(?:[×x]\d+(?:\.\d+)?)?"
)
_KNOWN = re.compile(
    rf"(?<![\w.-])(?:{_FAMILIES})(?![a-z])(?:[-.]?[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*)?{_TRAIL}"
)
_SIZED = re.compile(
    r"(?<![\w.-])(?!(?:The|Our|An?|With|This|That|Each|On|For|From|At|Of|In|To|By|We|Only|Total|All|And|Both|Their|Its|Using|Over|About)\b)"
    rf"(?=[A-Z]|\w*[A-Z]|\w+\.){_WORD}[ -]\d+(?:\.\d+)?[BMT](?![\w])(?:-A\d+(?:\.\d+)?B)?(?:-\w+)*(?! tokens)"
)
_UNNAMED = re.compile(
    r"(?:(?<=^)|(?<=^\* )|(?<=\. ))An? \d+(?:\.\d+)?[BMT] (?:[\w-]+ ){1,3}model\b"
)  # somebody's
_CODED = re.compile(
    r"(?<![\w.-])(?:[A-Z][a-z]+ )?[A-Za-z][A-Za-z]*(?:[-. ]?[A-Za-z]*\d[\w.]*(?:-[A-Za-z0-9.]+)*|[a-z][A-Z]\w*)"
)
_NO_MODEL = re.compile(
    r"^(?:[ABHLV]\d{2,3}s?|GB\d+|MI\d+\w*|RTX.*|TPU.*|FP\d+|BF\d+|INT\d+|E\dM\d|Top-?\d|Pass.?\d*|Table.*|Figure.*|Section.*"
    r"|Appendix.*|Stage.*|Step \d.*|MATH.*|GSM\w*|AIME.*|MMLU.*|Phase[ -]\d.*|K-?\d+|arXiv.*|ZeRO.*|Equation.*|GPT-?2 BPE|UE8M0"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|H[12]).*)$"
)
_SIZE = re.compile(r"\b\d+(?:\.\d+)?B\b")
_LETTERS = re.compile(r"[A-Za-z]+")
_CITED = re.compile(r"^(?:-AI)?(?:,? et al|, (?:19|20)\d\d)")
_SIZE_OR_KIND = re.compile(
    r"(?:[ -](?:\d+(?:\.\d+)?[BMT]|A\d+(?:\.\d+)?B|Base|Chat|Instruct|Lite|Zero|SFT|RL|Team|Preview|Thinking|Models?|Series|small|MoE))+$"
)
_PRESENT = re.compile(
    r"\b(?:present|introduce|release|propose|open-?source|unveil|report on|describe|develop|offer|announce|practice of)\w*\s"
    r"(?:\w+\s){0,6}?$"
)


def tokens(name: str) -> tuple[str, ...]:
    """A name's parts in lower case, without size in brackets: what names are compared by."""
    return tuple(re.findall(r"[a-z0-9.]+", name.lower().replace("￾", "-").rstrip(".")))


@dataclass(frozen=True, slots=True)
class Found:
    """A model's name in a text."""

    start: int
    end: int
    name: str
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Names:
    """The models of a report: its family, and what else it calls it."""

    family: str
    others: frozenset[tuple[str, ...]] = frozenset()  # learned from the text, by their tokens
    spelt: Mapping[str, str] = field(default_factory=dict)  # how a name is mostly spelt, by its letters

    def spelling(self, name: str) -> str:
        """How the report mostly spells a name: DeepSeekV2 as DeepSeek-V2."""
        return self.spelt.get("".join(tokens(name)), name)

    def built_on(self, base: str) -> str | None:
        """The variant that its own name says is built on a base: X-Distill-Qwen-7B on Qwen2.5-Math-7B."""
        size, word = _SIZE.search(base), _LETTERS.match(base)
        if not size or not word:
            return None
        fits = [
            name
            for name in self.spelt.values()
            if self.is_subject(name) and word[0].lower() in name.lower() and size[0] in _SIZE.findall(name)
        ]
        return min(fits, key=len, default=None)

    def is_subject(self, name: str) -> bool:
        """Whether it is the family or a variant: the family's name, and then a new part."""
        told = tokens(name)
        return any("".join(told[:n]) in self._called() for n in range(1, len(told) + 1))

    def _called(self) -> set[str]:
        """The family in one word; its last part too where that is a version of its own (the k1.5 of Kimi k1.5)."""
        parts = tokens(self.family)
        called = {"".join(parts)}
        if len(parts) > 1 and re.fullmatch(r"[a-z]+\d[\w.]*", parts[-1]):
            called.add(parts[-1])
        return called

    def find(self, text: str) -> list[Found]:
        """The models named in a text, in order."""
        found: list[Found] = []
        for start, end, name in sorted(self._spans(text), key=lambda span: (span[0], -span[1])):
            is_cited = name.endswith("-AI") or _CITED.match(text[end:])
            if (not found or start >= found[-1].end) and not _NO_MODEL.match(name) and not is_cited:
                found.append(Found(start, end, name, self.is_subject(name)))
        return found

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        parts = [re.escape(part) for part in tokens(self.family)]
        subject = re.compile(
            rf"(?<![\w.-]){'[-. ]?'.join(parts)}(?![A-Za-z0-9])(?:-[A-Za-z0-9]+)*{_TRAIL}", re.IGNORECASE
        )
        patterns = [subject, _KNOWN, _SIZED, _UNNAMED]
        if len(parts) > 1 and re.fullmatch(r"[a-z]+\d[\w.\\]*", parts[-1]):
            patterns.append(re.compile(rf"(?<![\w.-]){parts[-1]}(?![\w])", re.IGNORECASE))
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield found.start(), found.end(), found.group().strip()
        for other in self.others:
            for found in re.finditer(rf"\b{'[- ]'.join(map(re.escape, other))}\b", text, re.IGNORECASE):
                yield found.start(), found.end(), found.group()


def learn(document: Document, sentences: Sequence[Sentence]) -> Names:
    """The models of a document: who it presents, in title and abstract, most often."""
    opening = " ".join(leaf.text[:6000] for leaf in document.leaves[:2]) if document.leaves else ""
    whole = " ".join(leaf.text for leaf in document.leaves)
    title = document.leaves[0].text[:200]
    scores: Counter[str] = Counter()
    counts = Counter(_stem(found.group(), title) for found in _candidates(whole))
    if (headed := _headed(document)) and headed not in counts:
        counts[headed] = len(re.findall(rf"(?<![\w-]){re.escape(headed)}(?![\w])", whole))
    for found in _candidates(opening):
        stem = _stem(found.group(), title)
        if _PRESENT.search(opening[max(0, found.start() - 70) : found.start()]):
            scores[stem] = max(scores[stem], 2)
    slug = "".join(tokens(document.name))
    best: tuple[float, str] = (0.0, document.name)
    for stem, n in counts.items():
        if _NO_MODEL.match(stem) or len(stem) < 3:
            continue
        score = math.log1p(n) + scores[stem] + 2 * (stem.lower() in title.lower())
        called = "".join(tokens(stem))
        score += 3 * (called == slug)
        score += 4 * slug.startswith(called) * len(called) / len(slug) + 0.5 * bool(_KNOWN.match(stem))
        best = max(best, (score, stem))
    return Names(best[1], frozenset(_defined(sentences)), _spellings(whole))


_HEAD = re.compile(
    r"^#\s+([A-Z][\w.]*(?:[ -][\w.]+){0,3}?)(?: Technical Report| Model Card| Report)?\s*(?::.*)?$"
)


def _headed(document: Document) -> str | None:
    """The name that heads a card, without its kind: "# Delta-Base" is of Delta."""
    first = document.leaves[0]
    if not first.is_marked_up or not first.lines:
        return None
    found = next((head for line in first.lines[:5] if (head := _HEAD.match(first.text[slice(*line)]))), None)
    return _SIZE_OR_KIND.sub("", found[1]) if found else None


def _spellings(whole: str) -> dict[str, str]:
    counts = Counter(found.group().strip() for found in _KNOWN.finditer(whole))
    return {"".join(tokens(name)): name for name, _ in sorted(counts.items(), key=lambda told: told[1])}


def _candidates(text: str) -> Iterable[re.Match[str]]:
    yield from _KNOWN.finditer(text)
    yield from _SIZED.finditer(text)
    yield from _CODED.finditer(text)


def _stem(name: str, title: str) -> str:
    """A name without its size and kind, but where that is the name the title gives it (Brook-A13B)."""
    if re.search(r"-A\d+B$", name) and name in title:
        return name
    if len(tokens(name)) <= 2 and re.search(r"-\d+B$", name):
        return name  # OPT-175B is a model of its own
    return _SIZE_OR_KIND.sub("", name.replace("￾", "-").strip().rstrip(".-"))


_DEFINED = re.compile(
    r"(?:^|^[•◦▪*-] ?|[.;] )([A-Z][\w-]+(?: [A-Z]\w+)?)\s(?:\([^)]*\)\s)?(?:denotes|is|comprises|consists of|employs)\s"
    r"(?:an?|another|the)\s[^.]*?\b(?:model|models|architecture|Transformer|LLM)\b"
)


def _defined(sentences: Sequence[Sentence]) -> Iterator[tuple[str, ...]]:
    """Names that a sentence defines as a model ("Dense denotes a standard dense Transformer")."""
    for sentence in sentences:
        if (found := _DEFINED.match(sentence.text)) and found[1] not in ("It", "This", "Our", "We", "The"):
            yield tokens(found[1])
