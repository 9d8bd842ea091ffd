"""Tokens that a model was trained on, told in sentences.

Numbers of tokens are also those of corpora that were gathered, of batches, windows and speeds. Which it is says the
word that governs the number: the last one before it, else what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mainstem.reports.numbers import ABOUT, BIG, COUNT, shown, value
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told, qualifier

_KIND = r"(?:(?!param|layers|code\b|and\b|or\b|of\b|to\b|in\b|per\b)[A-Za-z][A-Za-z-]* ){0,4}"
_TOKENS = re.compile(
    rf"(?P<v>{BIG}(?:(?: tokens)?,(?: and| or)? {ABOUT}{BIG}){{0,4}}(?:(?: tokens)?,? (?:and|plus) {ABOUT}{BIG})?)[- ]{_KIND}tokens?\b(?! (?:batch|vocab|per|each|context|window|long|a day))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?:number of (?:pre-?)?train\w* tokens|(?:pre-?)?training tokens|consumed tokens|tokens (?:seen|consumed|trained(?: on)?))(?: (?:for|in|of) [\w ]{{2,30}}?)?(?:\s*[:=]\s*| (?:is|are|was|were|reach\w*|of|to|at|totals?|amounts? to|about|around|up to|set to)+ ){ABOUT}(?P<v>{COUNT})",
    re.IGNORECASE,
)
_TRAINED = (
    r"\b(?:(?:pre-?|post-?|mid-?|re)?train(?:s|ed|ing)?\b|(?:pre-?|post-?|mid-?)train(?:s|ed|ing)?\b|fine-?tun(?:es?|ed|ing)|anneal\w*|cool-?down|exposed to|consum\w+|process(?:ed|es|ing)|seen|sees|saw"
    r"|budget|continu\w+|stage|phase|spans?|spanned|covers?|covered|lasts?|lasted|runs?|ran|takes?|took|(?:data )?volumes? of|achieving|decays?|decaying|decayed|warm-?up|schedule|SFT|utiliz\w+|uses?|used|using|remaining|additional|another|extra|result(?:s|ing|ed)? in)"
)
_HELD = (
    r"\b(?:collect\w*|gather\w*|curat\w+|amount\w*|filter\w*|synthesi\w+|generat\w+|de-?dup\w*|yield\w*|obtain\w*|vocab\w*|batch\w*|windows?|lengths?|memory|cache"
    r"|throughput|cost\w*|\$|price|output|inference|decod\w+|serv\w+|prompts?|responses?|creat\w+|construct\w*|build\w*|built|assembl\w+|extract\w*|retain\w*|crawl\w*|translat\w*|expand\w*|totall?ing|upsampl\w*|released?|corpus|corpora|datasets?|collections?|inputs?|every|each|per|until|warm(?:ed)? up (?:over|for)|evaluat\w+)"
)
_CUE = re.compile(rf"(?P<trained>{_TRAINED}\b)|(?P<held>{_HELD})", re.IGNORECASE)
_ON_CORPUS = re.compile(
    r"\b(?:(?:pre-?|post-?)?train\w*|fine-?tun\w+|anneal\w*)\b(?: [\w-]+){0,3}? (?:on|with|using|over|from) (?!.*\b(?:and|then)\b)(?:[\w-]+ ){0,6}(?:corpus|corpora|dataset|data|collection|mix\w*)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_USED = re.compile(
    r"^(?: [\w-]+){0,3}? (?:(?:is|are|was|were) (?:used|consumed|processed|seen|trained|allocated)|(?:used )?(?:(?:for|in|during|throughout) (?:the |this |our )?(?:[\w-]+ ){0,2}|of (?:the |this |our )?)(?:(?:pre-?|post-?)?train\w*|anneal\w*|fine-?tun\w*|SFT|stage|phase|cool-?down|decay)(?! (?:corp|data|set))|in total|overall)\b",
    re.IGNORECASE,
)
_TRAIN_WORD = re.compile(
    r"train|anneal|exposed to|consumed|fine-?tun|\bSFT\b|stage|phase|learning rate|cool-?down|schedule",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:out of (?:the|a|an) (?:total )?[\w.-]+[- ]token|needs?|require[sd]?|would|scaling law|for instance|impact of|experiments? (?:with|over|on|using)|variants|tested (?:with|on)|checkpoints? (?:at|after|trained))\b|\bcorpus size",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:per|each|every|(?<!warm-up over the )(?<!warmup over the )first|final|last|train(?:ing|s)?|up to) $|\bother (?:[\w-]+ ){0,2}models?\b(?:[^.,;]|\.\d)*$",
    re.IGNORECASE,
)  # what makes a number one of a part of the training, a rate, or another's
_HOLDS = re.compile(
    r"\b(?:data|corpus|corpora|datasets?|mixtures?)\b[^.;,]{0,40}\b(?:contain|compris|consist|total|amount|includ|ha[sd])\w*[^.;,]{0,30}$",
    re.IGNORECASE,
)
_GATHERED = re.compile(r"\b(?:corpus|corpora|datasets?|collect\w*|gather\w*)\b", re.IGNORECASE)
_LOW, _HIGH = 2e8, 2e14


def tell(sentence: Sentence) -> Iterator[Told]:
    """The tokens of training that a sentence tells, whoever's they are."""
    text = sentence.text
    around = " / ".join((text, *sentence.headings))
    if not _TRAIN_WORD.search(around) or _NEVER.search(text):
        return
    for found in _TOKENS.finditer(text):
        if _is_trained(text, found):
            for one in re.finditer(BIG, text[: found.end("v")]):
                if one.start() >= found.start("v"):
                    yield from _told(text, one)
    for found in _COUNTED.finditer(text):
        yield from _told(text, re.compile(re.escape(found["v"])).search(text, found.start("v")))


def _is_trained(text: str, found: re.Match[str]) -> bool:
    """Whether the tokens are trained on: by the word that governs the number, else by what follows it."""
    start = max(text.rfind(mark, 0, found.start()) for mark in (". ", "; ")) + 1
    before = text[max(start, found.start() - 150) : found.start()]
    if _PART.search(before):
        return False
    is_whole = text.startswith((" in total", " overall"), found.end()) and not _GATHERED.search(text)
    if is_whole or "training" in found.group() or _ON_CORPUS.search(before):
        return True
    if _HOLDS.search(before):
        return False
    cues = list(_CUE.finditer(before))
    if not cues:
        return bool(_USED.match(text[found.end() : found.end() + 90]))
    return bool(cues[-1]["trained"])


def _told(text: str, found: re.Match[str] | None) -> Iterator[Told]:
    number = value(found.group()) if found else None
    if found and number is not None and _LOW <= number <= _HIGH:
        kind = qualifier(text, *found.span())
        yield Told("training_tokens", *found.span(), found.group(), shown(number), None, kind)
