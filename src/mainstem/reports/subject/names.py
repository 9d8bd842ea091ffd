"""Which models a report is about, and whose a value is.

The subject is one family ("DeepSeek-V3") with its variants ("DeepSeek-V3-Base"); every other name that is a
model's is "other": a competitor, a base model, a baseline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

# Families of language models that reports compare themselves with, as they spell them.
_FAMILIES = (
    r"(?:Chat)?GPT|o[1345](?=-mini|-preview|\b)|(?:Code)?L[Ll][Aa][Mm][Aa]|Vicuna|Alpaca|Qw[Ee]n|QwQ|QVQ|Gemini|Gemma|Claude"
    r"|Mistral|Mixtral|Codestral|Magistral|Devstral|Deep[Ss]eek\w*|DS-Coder|DS[- ]?[vV]\d|Kimi|Moonlight|GLM|ChatGLM|Yi|Baichuan|InternLM\w*|Phi|Falcon"
    r"|PaLM|Gopher|Chinchilla|BLOOM\w*|OPT|Pythia|OLMoE?|T[uü]lu|StarCoder\w*|WizardCoder|Grok|Nemotron|Command|Hunyuan\w*|MiniMax"
    r"|Step|ERNIE|Doubao|Seed|MiMo|dots\.\w+|SmolLM\w*|StableLM|MPT|T5|Switch Transformer|GShard|GLaM|Jamba|Arctic"
    r"|DBRX|Skywork|Ling|Ring|Pangu|LongCat|Megatron-Turing|MT-NLG|LaMDA|Jurassic|Aquila|XVERSE|Orca|Granite|EXAONE|Solar|Apertus"
    r"|davinci|Hash Layer|Light-?R1|OpenReasoner\w*|Open-Reasoner\w*|Nova|Amazon Nova|MAP-Neo|Zephyr|gpt-oss|QVQ|SWE-\w+"
    r"|Minerva|Codex|CodeGen|SantaCoder|WizardLM|WizardMath|Llemma|Galactica|Cerebras-GPT|OpenLLaMA|Koala|Aya|Ministral|Pixtral|PanGu"
    r"|TeleChat\w*|Reka|Inflection|Palmyra|Kimina\w*|Goedel\w*|INTELLECT|OpenThinker|Sky-T1|LIMO|Zamba\w*|RWKV|Hermes|BitNet|Marin|AlphaProof|AlphaCode"
)
_WORD = r"(?:\d+(?=[A-Z][a-z]{2}))?[A-Za-z][A-Za-z0-9]*(?:(?:[-.]|[￾])[A-Za-z0-9]+)*"
_TRAIL = (
    r"(?:[ -](?:[vVkK]?\d+(?:\.\d+)*[A-Za-z]{0,2}(?![\w%])(?!\s?(?:tokens|parameters|layers|GPUs|days|experts|trillion|billion|million))"
    r"|\d+(?:\.\d+)?[BMT]\b(?!\s?(?:tokens|parameters|total|active))|Base|Chat|Instruct|Lite|Pro|Ultra|Flash|Opus|Sonnet"
    r"|Haiku|Turbo|Coder|Zero|Exp|Large|Medium|Small|Mini|Nano|Preview|Max|Plus|Thinking|Distill|Reasoner|SFT|MoE|MQA|RL"
    r"|Math|Code|Air|Next|Terminus|Speciale)\b)*(?:[×x]\d+(?:\.\d+)?)?"
)
KNOWN = re.compile(rf"(?<![\w.-])(?:{_FAMILIES})(?![a-z])(?:[-.]?[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*)?{_TRAIL}")
SIZED = re.compile(
    r"(?<![\w.-])(?!(?:The|Our|An?|With|This|That|Each|On|For|From|At|Of|In|To|By|We|Only|Total|All|And|Both|Their|Its|Using|Over|About)\b)"
    rf"(?=[A-Z]|\w*[A-Z]|\w+\.){_WORD}[ -]\d+(?:\.\d+)?[BMT](?![\w])(?:-A\d+(?:\.\d+)?B)?(?:-\w+)*(?! tokens)"
)
_UNNAMED = re.compile(
    r"(?:(?<=^)|(?<=^\* )|(?<=\. ))An? \d+(?:\.\d+)?[BMT] (?:[\w-]+ ){1,3}model\b"
)  # somebody's
NO_MODEL = re.compile(
    r"^(?:[ABHLV]\d{2,3}s?|GB\d+|MI\d+\w*|RTX.*|TPU.*|Ascend.*|Jetson.*|FP\d+|BF\d+|INT\d+|E\dM\d|Top-?\d|Pass.?\d*|Table.*|Figure.*|Section.*"
    r"|Appendix.*|Stage.*|Step \d.*|MATH.*|GSM\w*|AIME.*|MMLU.*|Phase[ -]\d.*|K-?\d+|arXiv.*|ZeRO.*|Equation.*|GPT-?2 BPE|UE8M0|MoEs?|LLMs?|VLMs?|(?:Experiment|Version|Round|Run|Iteration|Node|Day|Week|Part|Epoch|Batch|Job|Task|Issue|Exp|Group|Rank|Layer|Level|Option|Case|Example|Question|Problem|Theorem|Lemma|Algorithm)s? \d.*"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|H[12]).*)$"
)
_SIZE = re.compile(r"\b\d+(?:\.\d+)?B\b")
_LETTERS = re.compile(r"[A-Za-z]+")
_CITED = re.compile(
    r"^(?:-AI)?(?: Team\b|,? et al|, (?:19|20)\d\d|[\"”’]?-(?:style|like|inspired|compatible)\b)"
)

_BASE = re.compile(r"[A-Z][A-Za-z]{2,}(?=[-. \d])")
_SIBLING = r"(?:[- ]?[vV]?\d+(?:\.\d+)*[BMT]?\b(?![%\w])(?! (?:tokens|layers|GPUs|of)\b)|-[A-Z][\w.]*)(?:-[A-Za-z0-9][\w.]*)*"
_LAST_SIZE = re.compile(r"[- ]\d+(?:\.\d+)?B$")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+")
_KIND = re.compile(r"(?:[- ](?:Base|Chat|Instruct|SFT|RL))+$")


def tokens(name: str) -> tuple[str, ...]:
    """A name's parts in lower case, without size in brackets: what names are compared by."""
    return tuple(re.findall(r"[a-z0-9.]+", name.lower().replace("￾", "-").rstrip(".")))


def _parts(name: str) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z0-9.]+|\.(?=[a-z]+$)", name.lower()))


_INNER_DOT = re.compile(r"\.(?=[a-z]+(?:-|$))")  # before a word: Brook1.inst
_KINDS = ("base", "chat", "instruct", "it")
_ALIGNED = ("chat", "instruct", "inst", "it")
_MADE_BY = {"sft": ("sft", *_ALIGNED), "rl": ("rl", *_ALIGNED)}  # by stage
_IS_SIZE = re.compile(r"a?\d+(?:\.\d+)?b$")


@dataclass(frozen=True, slots=True)
class Found:
    """A model's name in a text."""

    start: int
    end: int
    name: str
    is_subject: bool


@dataclass(frozen=True)  # without slots: what was found is kept
class Names:
    """The models of a report: its family, and what else it calls it."""

    family: str
    others: frozenset[tuple[str, ...]] = frozenset()  # learned from the text, by their tokens
    spelt: Mapping[str, str] = field(default_factory=dict)  # how a name is mostly spelt, by its letters
    variants: Sequence[str] = ()  # of the family, the most named first
    sizes: frozenset[str] = frozenset()  # that its names and the opening tell: "7b"

    def spelling(self, name: str) -> str:
        """How the report mostly spells a name: DeepSeekV2 as DeepSeek-V2, and a variant as its family."""
        name = self.spelt.get("".join(tokens(name)), name).rstrip(".").replace("\ufffe", "-")
        called = "".join(tokens(self.family))
        for n in range(1, len(name) + 1):
            if "".join(tokens(name[:n])) == called and not name[n : n + 1].isalnum():
                return self.family + name[n:]
        return name

    def aligned(self, name: str, stage: str | None) -> str:
        """The variant that a stage behind pre-training makes of a model, where the report names one: Brook-Chat."""
        have = _parts(name)
        for kind in _MADE_BY.get(stage or "", ()):
            fits = [one for one in self.variants if kind in _parts(one) - have and have <= _parts(one)]
            alone = [one for one in fits if _parts(one) == have | {kind}]
            sized = [one for one in fits if all(map(_IS_SIZE.match, _parts(one) - have - {kind}))]
            if alone or len(sized) == 1:
                return (alone or sized)[0]
        return name

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
        """Whether it is the family or a variant: the family's name, and then a new part.

        A family with a size (Brook-7B) is also called without it (Brook, Brook-Chat), and one with a version may have
        words before that (Brook-Mini-1.5 of Brook-1.5).
        """
        told = tokens(_INNER_DOT.sub("-", name))
        parts = tokens(self.family)
        if len(parts) > 1 and _VERSION.fullmatch(parts[-1]) and told[:1] == parts[:1] and parts[-1] in told:
            return True
        if any("".join(told[:n]) in self._called() for n in range(1, len(told) + 1)):
            return True
        bare = _LAST_SIZE.sub("", self.family)
        plain = [part for part in told if part not in _KINDS]
        if len(plain) < len(told) and any(
            "".join(plain[:n]) in self._called() for n in range(1, len(plain) + 1)
        ):
            return True  # Brook-mini-base-2.0 of Brook-mini-2.0
        return bare != self.family and "".join(tokens(_KIND.sub("", name))) == "".join(tokens(bare))

    def _called(self) -> set[str]:
        """The family in one word; its last part too where that is a version of its own (the k1.5 of Kimi k1.5)."""
        parts = tokens(self.family)
        called = {"".join(parts)}
        if len(parts) > 1 and re.fullmatch(r"[a-z]+\d[\w.]*", parts[-1]):
            called.add(parts[-1])
        return called

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        parts = [re.escape(part) for part in tokens(self.family)]
        subject = rf"(?<![\w.-]){'(?:- |[-. ])?'.join(parts)}(?![A-Za-z0-9])(?:-[A-Za-z0-9]+)*{_TRAIL}"
        patterns = [re.compile(subject, re.IGNORECASE), KNOWN, SIZED, _UNNAMED]
        if len(parts) > 1 and re.fullmatch(r"[a-z]+\d[\w.\\]*", parts[-1]):
            patterns.append(re.compile(rf"(?<![\w.-]){parts[-1]}(?![\w])", re.IGNORECASE))
        base = _BASE.match(self.family)
        if base and base[0] != self.family:  # its siblings: Brook 1.0, Brook-MoE
            patterns.append(re.compile(rf"(?<![\w.-]){base[0]}{_SIBLING}{_TRAIL}"))
        if (bare := _LAST_SIZE.sub("", self.family)) != self.family:
            patterns.append(re.compile(rf"(?<![\w.-]){re.escape(bare)}(?![\w.-])"))
        others = (rf"\b{'[- ]'.join(map(re.escape, other))}\b" for other in self.others)
        return [*patterns, *(re.compile(other, re.IGNORECASE) for other in others)]

    @cached_property
    def _held(self) -> dict[str, list[Found]]:
        """What was found in each text: the same sentence is asked for many times."""
        return {}

    def find(self, text: str) -> list[Found]:
        """The models named in a text, in order."""
        if text not in self._held:
            self._held[text] = self._find(text)
        return self._held[text]

    def _find(self, text: str) -> list[Found]:
        found: list[Found] = []
        for start, end, name in sorted(self._spans(text), key=lambda span: (span[0], -span[1])):
            is_cited = name.endswith("-AI") or _CITED.match(text[end:])
            if (not found or start >= found[-1].end) and not NO_MODEL.match(name) and not is_cited:
                found.append(Found(start, end, name, self.is_subject(name)))
        return found

    def _spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        for pattern in self._patterns:
            for found in pattern.finditer(text):
                yield found.start(), found.end(), found.group().strip()
