"""Under what terms a model is given away: the name of a licence, or that it is open without one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mainstem.reports.pages.layout import Sentence
from mainstem.reports.sentences.prose import Told
from mainstem.reports.subject.names import Names

_NAMED = (
    ("Apache", re.compile(r"\bApache(?:[- ]2(?:\.0)?| License,? (?:Version )?2\.0)?(?: licen[cs]e)?\b", re.IGNORECASE)),
    ("MIT", re.compile(r"\bMIT(?= licen[cs]e|-licensed)|(?<=the )MIT\b(?= for| and|[.,;]|$)|(?<=licen[cs]e: )MIT\b", re.IGNORECASE)),
    ("permissive", re.compile(r"\bpermissive(?:ly)?(?= licen[cs]e)", re.IGNORECASE)),
    ("proprietary", re.compile(r"\bproprietary(?= licen[cs]e)", re.IGNORECASE)),
    ("", re.compile(r"\b(?:CC[- ]BY[\w.-]*|BSD(?:-\d\S*)?|A?GPL(?:v\d)?)(?= licen[cs]e|[.,;]|$)")),
    ("", re.compile(r"\b(?:[A-Z][A-Za-z]*[\w.-]* ){1,3}(?:Open |Model |Community |Research |Use |Source |Public )*Licen[cs]e\b(?! (?:Agreement )?(?:is|of each))")),
)  # fmt: skip
_TERMS = re.compile(r"\blicen[cs]|\bunder (?:an? |the )?(?:\w+ )?(?:MIT|Apache)", re.IGNORECASE)
_NOT_ITS = re.compile(
    r"\b(?:datasets?|crawl\w*|data sources?|under their|repositories with|permissively)\b", re.IGNORECASE
)
_CODE = re.compile(
    r"\b(?:code repositor\w+|repositor\w+ (?:is|are)|source code|code (?:is|are|in this))\b(?!.*\b(?:weights|models?)\b)",
    re.IGNORECASE,
)  # not the model
_PROPRIETARY = re.compile(r"\b(?P<v>proprietary) model", re.IGNORECASE)
_OPENING = re.compile(r"open-?sourc|releas", re.IGNORECASE)
_ANOTHERS = re.compile(
    r"using|through a|by a|leading|employ|such as|compar|those of|close to|\bthan\b|surpass", re.IGNORECASE
)

_TO_PUBLIC = re.compile(
    r"\breleas\w+\b[^.]{0,60}\b(?:checkpoints?|weights|models?)\b[^.]{0,80}\bto the public\b", re.IGNORECASE
)
_GIVE = re.compile(
    r"\bwe (?:(?:also|will|have|hereby|further|publicly|fully|now|introduce|develop|train|present|build|are) (?:and )?){0,3}"
    r"(?:open[- ]?sourc(?:e|ed|ing)|releas(?:e|ed|ing)|publish|share|(?:make|made)(?=[^.]{0,90}\b(?:available|accessible|public)\b))\b|^to [^,]{5,60}, we [^.]{0,60}?\breleas(?:e|ed)\b|,? and releas(?:e|ed) (?=the |all |our |its )",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:models?|checkpoints?|weights)(?: and \w+)? (?:are|is|have been) (?:now |also |all )?(?:public(?:ly)? (?:available|accessible)|open-?sourced)|\b(?:model|checkpoint|weight|series|famil)\w*\b[^.]{0,60}\b(?:(?:is|are|been|be) (?:now |also |all |publicly |freely |openly )*(?:open-?sourced|available|accessible|accessed|released|downloaded|found)|publicly (?:available|accessible))\b"
    r"[^.]{0,40}(?:https?:|\bat\b|\bon\b|\bpublic|hugging ?face|modelscope|github|community)",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"\b(?:checkpoints?|weights|base models?|models?(?: series| family)?|variants?|versions?)\b",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"\b(?:code|kernels?|datasets?|benchmarks?|corpus|corpora|implementations?|toolkit|librar\w+|framework|data|samples|prompts|pull request|suite|pipeline|intermediate|scripts?|logs?|demos?|reward models?|systems?)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(r",|\band\b|\balong\b|\bas well\b|\bwith\b|\bplus\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:plan|intend|in (?:the|a)(?: near)? future|future (?:release|version|work)s?|soon|cannot|not)\b|\bAPI\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:many|most|some|other|few|organi[sz]ations|community (?:has|have))\b", re.IGNORECASE
)
_IS_OPEN = re.compile(
    r"^(?: \([^)]*\)| series| family| models?)*(?: and other |(?:,| is| are) (?:an? |the )(?:[\w'-]+,? ){0,5}?)(?P<v>open-?(?:source|weights?|sourced))\b",
    re.IGNORECASE,
)
_OPEN_ONES = re.compile(
    r"\bour (?:[\w-]+ ){0,2}open-?(?:source|weights?) (?:[\w-]+ ){0,3}(?:models?|LLMs?|series),? ?(?:\w+ )?$",
    re.IGNORECASE,
)
_WEAK = frozenset({"open", "public weights"})


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The licence that a sentence names; where it names none, that the weights are given away ("open")."""
    text = sentence.text
    named = list(_licences(text))
    yield from named
    if (found := _PROPRIETARY.search(text)) and _OPENING.search(text) and not _ANOTHERS.search(text):
        yield Told("licence", *found.span("v"), found["v"], "proprietary")
    if found := _TO_PUBLIC.search(text):
        yield Told("licence", *found.span(), found.group(), "public weights")
    elif not named and (span := _given(text, names) or _is_open(text, names)):
        yield Told("licence", *span, text[slice(*span)], "open")


def _licences(text: str) -> Iterator[Told]:
    if not _TERMS.search(text) or _NOT_ITS.search(text) or _CODE.search(text):
        return
    for name, pattern in _NAMED:
        if found := pattern.search(text):
            yield Told("licence", *found.span(), found.group(), name or found.group())
            return


def _given(text: str, names: Names) -> tuple[int, int] | None:
    """Where it says that "we" give away the model or its weights, and not code, data or an interface alone."""
    if _PLANNED.search(text) or _ANYBODY.search(text):
        return None
    if found := _GIVEN.search(text):
        return found.span()
    for verb in _GIVE.finditer(text):
        rest = text[verb.end() : verb.end() + 100]
        ends = [found.end() for found in _MODEL.finditer(rest)]
        ends += [found.end for found in names.find(rest) if found.is_subject]
        end = min(ends, default=None)
        between = list(_NO_MODEL.finditer(rest[:end])) if end else []
        if end and (not between or _ALSO.search(rest, between[-1].end(), end)):
            return verb.start(), verb.end() + end
    return None


def _is_open(text: str, names: Names) -> tuple[int, int] | None:
    """Where it calls its own model open."""
    for one in names.find(text):
        if one.is_subject and (found := _IS_OPEN.match(text[one.end :])):
            return one.end + found.start("v"), one.end + found.end("v")
        if one.is_subject and (led := _OPEN_ONES.search(text[: one.start])):
            return led.start(), one.end
    return None


def is_weak(name: str, _: str, told: Collection[str]) -> bool:
    """Whether it says nothing beside a licence's name, or beside "open"."""
    if name == "permissive":
        return bool(set(told) - _WEAK - {name})
    return name in _WEAK and (bool(set(told) - _WEAK) or (name == "public weights" and "open" in told))
