"""Values that are words: base models, methods after pre-training, parallelism, shares of data, dates, tokenizers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mainstem.reports.layout import Sentence
from mainstem.reports.names import Found, Names
from mainstem.reports.numbers import SCI, value
from mainstem.reports.prose import Told

_FROM = re.compile(
    r"(?:(?:further|continu\w*|continual\w*)[- ](?:pre-?)?train\w*(?: process)?(?: \w+){0,2} (?:from|on|of)"
    r"|(?:initiali[sz]\w+|warm-?start\w*|start(?:s|ing|ed)?|begin(?:s|ning)?|obtained|derived|upcycled|bootstrapped|fine-?tun\w+|trained|built|RL)"
    r"(?: \w+){0,3} (?:from|on top of|upon|on|with|directly on)"
    r"|(?:use|using|uses|adopt|employ|take|with|select|choose)|(?:RL|reinforcement learning|SFT|fine-?tuning) (?:directly )?(?:to|on)"
    r"|(?:we|is|are) (?:directly )?(?:fine-?tuned?|distill\w*) (?:open-?source models like |on )?)"
    r"\s+(?:an? |the |our )?(?:\w+ )??(?:(?:intermediate|base|final|released|pre-?trained|foundation) )*(?:checkpoint (?:of )?|model )?(?:of )?$",
    re.IGNORECASE,
)
_AS_BASE = re.compile(
    r"^,? ?(?:\([^)]*\) )?as (?:the|our|its|a) (?:\w+ )?(?:base|foundation|initial|starting|backbone|student)",
    re.IGNORECASE,
)
_CHECKPOINT = re.compile(r"\bcheckpoint of $|\bupon the foundation of $", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(?:further|continu\w+|initiali[sz]\w+|upcycl\w+|start\w*|built|build) ", re.IGNORECASE
)
_BASE_ON = re.compile(r"(?:RL|reinforcement learning|fine-?tun\w*|distill\w*|SFT)\b", re.IGNORECASE)

_METHODS = (
    ("SFT", r"\bSFT\b|supervised fine-?tuning"),
    ("GRPO", r"\bGRPO\b|group relative policy optimi[sz]ation"),
    ("DAPO", r"\bDAPO\b"),
    ("GSPO", r"\bGSPO\b"),
    ("PPO", r"\bPPO\b"),
    ("DPO", r"\bDPO\b|direct preference optimi[sz]ation"),
    ("RLHF", r"\bRLHF\b"),
    ("RLVR", r"\bRLVR\b"),
    ("rejection sampling", r"rejection[- ]sampling"),
    ("distillation", r"\bdistill(?:ation|ing|ed)\b"),
    ("model merging", r"model merg\w+|merge (?:the )?(?:two )?models|averag\w+ (?:their |the )?(?:model )?weights"),
    ("mirror descent", r"mirror desc?ent"),
)  # fmt: skip
_METHOD_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _METHODS)
_DONE = re.compile(
    r"\b(?:we|our|is|are|was|were)\b|\b(?:used|utilized|employed|applied|for|by|via|through|follow\w+|stages?|consists?|includ\w+|including|and)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:compared (?:to|with)|in contrast|instead of|rather than|unlike|such as|without|skip\w*|no|than|as a cold start\)|baseline|existing|previous"
    r"|prior|other|future|alternative|relying on|like|over|versus|outperform\w*)\b[^.,;]{0,35}$",
    re.IGNORECASE,
)

_KINDS = (
    ("PP", r"pipeline"),
    ("EP", r"expert"),
    ("TP", r"tensor"),
    ("DP", r"data"),
    ("CP", r"context"),
    ("SP", r"sequence"),
)
_ANY = r"(?P<kind>pipeline|expert|tensor|data|context|sequence)[- ](?:model[- ])?parallel(?:ism)?"
_DEGREES = (
    re.compile(rf"(?P<n>\d+)(?:-way|x|×) {_ANY}", re.IGNORECASE),
    re.compile(
        rf"{_ANY}(?: \((?:PP|EP|TP|DP|CP|SP)\))?(?: with)?(?: an?| the)? ?(?:size|degree|rank)? ?(?:of|=|to|:) ?(?P<n>\d+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<short>PP|EP|TP|DP|CP|SP) ?(?:=|of|size|degree|size of)? ?(?P<n>\d+)\b"),
    re.compile(r"\b(?P<n>\d+)-way (?P<short>PP|EP|TP|DP|CP|SP)\b"),
)
_PARALLEL = re.compile(_ANY, re.IGNORECASE)
_LEVERAGE = re.compile(
    r"\b(?:we|is|are)\b[^.]{0,50}\b(?:leverage|employ|use|adopt|utili[sz]e|appl|combine|train)", re.IGNORECASE
)
_LIST = re.compile(
    r"framework (?:which|that)|such as|strategies, including|support|et al\.,? \d{4}\)[^.]*et al\.,? \d{4}\)[^.]*et al",
    re.IGNORECASE,
)

_SHARE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?%")
_DATA = re.compile(
    r"\b(?:data|corpus|corpora|tokens|composition|mixture|code|text|language)\b", re.IGNORECASE
)
_NO_DATA = re.compile(
    r"accuracy|score|pass@|HumanEval|MMLU|benchmark|improv|steps|learning rate|faster|speed|reduc|win rate|evaluat",
    re.IGNORECASE,
)

_SAME = re.compile(
    r"\b(?:same|share\w*|inherit\w*|reus\w+|adopt\w*|use|uses|using|employ\w*|utili[sz]e)\b[^.]{0,40}\btokenizer\w*\b[^.]{0,20}\b(?:as|of|from|with|in)\b (?:the )?(?:that of )?$",
    re.IGNORECASE,
)
_ITS = re.compile(r"^(?:'s|'s)? tokenizer", re.IGNORECASE)
_PUBLIC = re.compile(
    r"\b(?:releas\w+|open-?sourc\w+|mak\w+|made)\b[^.]{0,60}\b(?:checkpoints?|weights|models?)\b[^.]{0,80}\b(?P<v>public(?:ly)?)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"(?P<v>\d+) (?:hosts?|machines?|nodes?|GPUs?|instances?) (?:go(?:es|ing)?|went|were|was|are) down",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The words that a sentence tells as values, whoever's they are."""
    readers: tuple[Callable[[str, Names, Sentence], Iterator[Told]], ...] = (
        _bases, _methods, _rates, _parallelism, _shares, _tokenizers, _others,
    )  # fmt: skip
    for read in readers:
        yield from read(sentence.text, names, sentence)


def _told(
    field: str, span: tuple[int, int], printed: str, normalised: float | str, unit: str | None = None
) -> Told:
    return Told(field, *span, printed, normalised, unit, "exact")


def _bases(text: str, names: Names, _: Sentence) -> Iterator[Told]:
    """Models that training began from: "further pre-trained from X", "X as the base model"."""
    for found in names.find(text):
        before, after = text[: found.start], text[found.end :]
        from_it = _FROM.search(before)
        is_base = bool(
            from_it and (_STRONG.search(from_it.group()) or _is_base_name(found)) and "scratch" not in before
        )
        if is_base or _AS_BASE.match(after) or _CHECKPOINT.search(before):
            name = names.spelling(found.name)
            yield _told("base_model", (found.start, found.end), found.name, name)


def _is_base_name(found: Found) -> bool:
    return bool(re.search(r"[- ]base\b", found.name, re.IGNORECASE))


def _methods(text: str, _: Names, sentence: Sentence) -> Iterator[Told]:
    """Methods that were used after pre-training, and not those that others use or that were left out."""
    if sentence.where != "prose":
        return
    for name, pattern in _METHOD_RULES:
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 110) : found.start()]
            if _DONE.search(before) and not _NOT_DONE.search(before):
                yield _told("post_training", found.span(), found.group(), name)
                break


_RATE = re.compile(r"\blearning rates?\b|\bLRs?\b", re.IGNORECASE)
_POWER = re.compile(SCI)
_OTHER_RATE = re.compile(
    r"(?:\bend LR|\bfinal|\bminimum|\bmin|decay\w* (?:\w+ ){0,3}to|anneal\w* to|down to|reduc\w* (?:\w+ )?to|lower\w* to|drops? to|weight[ _]decay|eps\w*|ε|dropout"
    r"|deviation|coefficient|factor|β\d?|𝛽|beta\d?|\bloss|penalty|threshold|KL|clip\w*|warm-?up ratio|γ|λ|α)[^\d]{0,25}$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<first>{SCI}|\b0) ?(?:and |then )?(?:to|→|down to) ?(?:a |the )?(?:\w+ ){{0,4}}$")


def _rates(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Learning rates, those at which a schedule ends left out: of "from A to B" the first, and B after a warm-up from 0."""
    if not (rate := _RATE.search(text)):
        return
    for found in _POWER.finditer(text, rate.start() - 30 if rate.start() > 30 else 0):
        before = text[max(0, found.start() - 60) : found.start()]
        ranged = _RANGE.search(before)
        is_end = bool(ranged and ranged["first"] != "0") or bool(_OTHER_RATE.search(before))
        number = value(found.group())
        if not is_end and number and 1e-8 <= number <= 0.05 and (found.start() - rate.start() < 220):
            yield _told("learning_rate_peak", found.span(), found.group(), number)


def _parallelism(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    sized: set[str] = set()
    for pattern in _DEGREES:
        for found in pattern.finditer(text):
            short = found.groupdict().get("short") or _short(found["kind"])
            sized.add(short)
            yield _told("parallelism", found.span(), found.group(), f"{short}={found['n']}")
    if _LEVERAGE.search(text) and not _LIST.search(text):
        for found in _PARALLEL.finditer(text):
            if (short := _short(found["kind"])) not in sized:
                sized.add(short)
                yield _told("parallelism", found.span(), found.group(), short)


def _short(kind: str) -> str:
    return next(short for short, pattern in _KINDS if re.fullmatch(pattern, kind, re.IGNORECASE))


def _shares(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Two shares of data or more that make up the whole."""
    found = list(_SHARE.finditer(text))
    total = sum(float(one[1]) for one in found)
    if len(found) >= 2 and 98.5 <= total <= 101.5 and _DATA.search(text) and not _NO_DATA.search(text):
        for one in found:
            yield _told("data_mixture", one.span(), one.group(), round(float(one[1]) / 100, 4), "share")


def _tokenizers(text: str, names: Names, _: Sentence) -> Iterator[Told]:
    for found in names.find(text):
        if _SAME.search(text[: found.start]) or (_ITS.match(text[found.end :]) and not found.is_subject):
            yield _told("tokenizer", (found.start, found.end), found.name, names.spelling(found.name))


def _others(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    if found := _PUBLIC.search(text):
        yield _told("licence", found.span("v"), found["v"], "public")
    for found in _DOWN.finditer(text):
        yield _told("n_failures", found.span("v"), found["v"], int(found["v"]))
