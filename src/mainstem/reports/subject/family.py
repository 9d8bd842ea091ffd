"""The family that a report is about: who its title names, what it presents as a model, and whom it names most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mainstem.reports.document import Document, Leaf
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject.names import KNOWN, NO_MODEL, SIZED, Names, tokens

_CODED = re.compile(
    r"(?<![\w./-])(?:\d+(?=[A-Z][a-z]{2}))?(?:[A-Z][a-z]+ )?(?:[A-Z][A-Za-z]*[-. ]?(?:[A-Za-z]*\d[\w.]*(?:-[A-Za-z0-9.]+)*)"
    r"|[A-Za-z]+(?:[-.][A-Za-z]*)?\d[\w.]*(?:-[A-Za-z0-9.]+)*|[A-Za-z]*[a-z][A-Z]\w*|(?<=\d)[A-Z][a-z]{2,}\b)"
)
_KIND = re.compile(
    r"(?:[ -](?:\d+(?:\.\d+)?[BMT]|A\d+(?:\.\d+)?B|Base|Chat|Instruct|Team|Models?|[Ss]eries|[Ff]amily|LLMs?))+$"
)  # what a variant adds to its family's name
_STYLE = re.compile(
    r"(?:[ -](?:Lite|Plus|Zero|SFT|RL|Preview|Thinking|small|MoE|Air|Flash|Pro|Mini|Max|Large))+$"
)  # the same, but where the title has it
_PRESENT = re.compile(
    r"\b(?:present|introduce|release|propose|open-?source|unveil|report on|describe|develop|offer|announce"
    r"|practice of)\w*\s(?:\w+\s){0,6}?$"
)
_WORDS = r"(?:[A-Z]|\d+[A-Z])[\w.]*(?:[-.][\w]+)*(?: (?:[A-Z][\w.]*|v?\d[\w.]*)(?:[-.]\w+)*){0,3}"
_TITLED = (
    re.compile(
        rf"^(?:The )?({_WORDS})(?: \([^)]*\))?(?:\s?:(?!//)| Technical Report\b| (?:Model|System) Card\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:technical report of|model card (?:for|of)) ({_WORDS})", re.IGNORECASE),
)
_HEAD = re.compile(
    r"^#\s+(?:Model Card (?:for|of) )?([A-Z][\w.]*(?:[ -][\w.]+){0,3}?)"
    r"(?: Technical Report| Model Card| Report)?\s*(?::.*)?$"
)
_N_LINES = 9  # of the first leaf, among which its title stands
_TITLE = 300  # characters that a title and what stands above it may take
_OPENING = 6000  # characters of each of the first two leaves
_ABSTRACT = 2500  # characters that title, authors and abstract may take
_IS_MODEL = re.compile(
    r"(?:,| is| are| \([^)]{1,40}\),?)\s(?:an?|the|our|two|three|four)\s[^.;]{0,90}?\b(?:models?|LLMs?|VLM)\b"
)
_IS_OTHER_THING = re.compile(
    r"[^.;]{0,60}?\b(?:datasets?|corpus|benchmark|framework|library|optimi[sz]er|algorithm|toolkit|kernels?|tokeni[sz]er)\b"
)
_NAME = re.compile(r"(?!(?:In|This|Our|An?|We|The|Abstract|Date|Keywords)\b)(?:[A-Z]|\S*[\d.][A-Za-z\d])")
_SIZE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[- ]?([BM]\b|billion|million)", re.IGNORECASE)
_RUN = re.compile(r"[a-z]\w*-\d+(?:\.\d+)?B(?=-)")  # of a log: rn7-30B of rn7-30B-ml
_ENDING = re.compile(r"\.[a-z]{2,5}$")  # of a file
_N_SIZED, _SHARE_SIZED = 2, 0.15  # times that it is named with a size
_MIN_LETTERS = 3
_N_TITLED = 3  # times that a title's name stands in the text, or it is no name
_N_HEADED = 2  # the same of a card, whose head names its model


def learn(document: Document, sentences: Sequence[Sentence]) -> Names:
    """The models of a document: who its title names, who is presented as a model, and who is named most."""
    whole = " ".join(leaf.text for leaf in document.leaves)
    opening = " ".join(leaf.text[:_OPENING] for leaf in document.leaves[:2])
    title = document.leaves[0].text[:_TITLE].lower()
    titled = _titled(document.leaves[0], whole)
    counts = _counts(whole, titled)
    presented = _presented(opening, titled)
    slug = "".join(tokens(document.name))
    best: tuple[float, str] = (0.0, document.name)
    for stem, n in counts.items():
        called = "".join(tokens(stem))
        score = math.log1p(n) + presented[called] + 2 * (stem.lower() in title) + 5 * (stem == titled)
        score += 3 * (called == slug) + 4 * slug.startswith(called) * len(called) / max(1, len(slug))
        best = max(best, (score + 0.5 * bool(KNOWN.match(stem)), stem))
    names = Names(_sized(best[1], whole), frozenset(_defined(sentences)), _spellings(whole))
    variants = Counter(names.spelling(found.name) for found in names.find(whole) if found.is_subject)
    sizes = _SIZE.findall(" ".join((opening[:_ABSTRACT], *variants)))
    return replace(
        names,
        variants=tuple(name for name, _ in variants.most_common()),
        sizes=frozenset(f"{float(number):g}{unit[0].lower()}" for number, unit in sizes),
    )


def _counts(whole: str, titled: str | None) -> Counter[str]:
    """How often each family is named, by its name as it is mostly spelt."""
    spelt = Counter(_stem(found.group(), titled) for found in _candidates(whole))
    if titled:
        spelt[titled] = len(_namings(titled, whole))
    counts: Counter[str] = Counter()
    mostly: dict[str, str] = {}
    for stem, n in spelt.most_common():
        if not NO_MODEL.match(stem) and len(stem) >= _MIN_LETTERS:
            counts[mostly.setdefault("".join(tokens(stem)), stem)] += n
    return counts


def _sized(family: str, whole: str) -> str:
    """The family with its size, where it is named with just one: Brook of a title as Brook-7B."""
    if _LAST_SIZE.search(family):
        return family
    pattern = rf"(?<![\w/-]){re.escape(family)}[- ]?\d+(?:\.\d+)?B(?!\w)"
    namings = Counter(re.findall(pattern, whole.replace("\ufffe", "-"), re.IGNORECASE))
    is_one = len({"".join(tokens(name)) for name in namings}) == 1
    is_usual = namings.total() >= max(_N_SIZED, _SHARE_SIZED * len(_namings(family, whole)))
    return namings.most_common(1)[0][0] if is_one and is_usual else family


_LAST_SIZE = re.compile(r"\d[BM]$")


def _titled(first: Leaf, whole: str) -> str | None:
    """The name that heads the document, as its text mostly spells it, where the text goes on using it."""
    for line in first.lines[:_N_LINES]:
        told = first.text[slice(*line)].replace("\ufffe", "-")
        patterns = (_HEAD,) if first.is_marked_up else _TITLED
        for found in filter(None, (pattern.search(told) for pattern in patterns)):
            name = _unkind(found[1].strip(" .:"))
            n = _N_HEADED if first.is_marked_up else _N_TITLED
            if tokens(name) and (spelt := _spelt(name, whole, n)):
                return spelt
    return None


def _spelt(name: str, whole: str, n: int) -> str | None:
    """How a text mostly spells a name, but where it uses it less than ``n`` times."""
    spellings = Counter(_namings(name, whole))
    if sum(spellings.values()) < n or NO_MODEL.match(name):
        return None
    mostly = max(spellings, key=lambda told: (spellings[told], not told.isupper()))
    return mostly if _NAME.match(mostly) else None


def _namings(name: str, whole: str) -> list[str]:
    pattern = r"[-. ]?".join(map(re.escape, tokens(name)))
    return re.findall(rf"(?<![\w/-]){pattern}(?![A-Za-z])", whole.replace("\ufffe", "-"), re.IGNORECASE)


def _presented(opening: str, titled: str | None) -> Counter[str]:
    """How surely the opening presents a name as a model, by its letters."""
    scores: Counter[str] = Counter()
    for found in _candidates(opening):
        called = "".join(tokens(_stem(found.group(), titled)))
        after = opening[found.end() : found.end() + 160]
        if _PRESENT.search(opening[max(0, found.start() - 70) : found.start()]):
            is_thing = _IS_OTHER_THING.match(after) and not _IS_MODEL.match(after)
            scores[called] = max(scores[called], 0 if is_thing else 2 + 2 * bool(_IS_MODEL.match(after)))
        elif _IS_MODEL.match(after):
            scores[called] = max(scores[called], 1)
    return scores


def _spellings(whole: str) -> dict[str, str]:
    counts = Counter(found.group().strip() for found in KNOWN.finditer(whole))
    return {"".join(tokens(name)): name for name, _ in sorted(counts.items(), key=lambda told: told[1])}


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """What may be a model's name, but for parts of links."""
    for pattern in (KNOWN, SIZED, _CODED):
        for found in pattern.finditer(text):
            if text[max(0, found.start() - 1) : found.start()] != "/" and not _NO_FAMILY.match(found.group()):
                yield found


_NO_FAMILY = re.compile(
    r"(?:ModelScope|Hugging ?Face|GitHub|OpenAI|DeepMind|PyTorch|TensorFlow|DeepSpeed|Flash-?Attention|SGLang|TensorRT|vLLM|JAX|NVLink"
    r"|InfiniBand|CommonCrawl|StackOverflow|YouTube|WeChat|JavaScript|TypeScript|LiveCodeBench|HumanEval|TriviaQA|AlpacaEval|LiveBench)\b",
    re.IGNORECASE,
)


def _stem(name: str, titled: str | None) -> str:
    """A name without its size and kind; the title's name where it is one of that."""
    told = _ENDING.sub("", name.replace("\ufffe", "-").strip().rstrip(".-"))
    if run := _RUN.match(told):
        return run[0]
    if len(tokens(told)) <= 2 and re.search(r"-\d+B$", told):
        return told  # OPT-175B is a model of its own
    if titled and "".join(tokens(told)).startswith("".join(tokens(titled))):
        return titled
    return _STYLE.sub("", _unkind(told))


def _unkind(name: str) -> str:
    """A name without its size and kind; the size that is active stays where it is all there is (Brook-A13B)."""
    return name if _ACTIVE.search(name) else _KIND.sub("", name)


_ACTIVE = re.compile(r"(?<!\dB)-A\d+(?:\.\d+)?B$")


_DEFINED = re.compile(
    r"(?:^|^[•◦▪*-] ?|[.;] )([A-Z][\w-]+(?: [A-Z]\w+)?)\s(?:\([^)]*\)\s)?(?:denotes|is|comprises|consists of|employs)\s"
    r"(?:an?|another|the)\s[^.]*?\b(?:model|models|architecture|Transformer|LLM)\b"
)


def _defined(sentences: Sequence[Sentence]) -> Iterator[tuple[str, ...]]:
    """Names that a sentence defines as a model ("Dense denotes a standard dense Transformer")."""
    for sentence in sentences:
        if (found := _DEFINED.match(sentence.text)) and found[1] not in ("It", "This", "Our", "We", "The"):
            yield tokens(found[1])
