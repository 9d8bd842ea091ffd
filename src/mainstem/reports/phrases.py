"""Values that are words: base models, methods after pre-training, parallelism, shares of data, dates, tokenizers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mainstem.reports.cells import label_of
from mainstem.reports.layout import Sentence
from mainstem.reports.names import Found, Names
from mainstem.reports.numbers import COUNT, SCI, shown, value
from mainstem.reports.prose import Told

_FROM = re.compile(
    r"(?:(?:further|continu\w*|continual\w*)[- ](?:the )?(?:pre-?)?train\w*(?: process)?(?: \w+){0,2} (?:from|on|of)"
    r"|(?:initiali[sz]\w+|warm-?start\w*|start(?:s|ing|ed)?|begin(?:s|ning)?|obtained|derived|upcycled|bootstrapped|fine-?tun\w+|trained|built|RL)"
    r"(?: [\w.-]+){0,3} (?:from|on top of|upon|on|with|directly on)"
    r"|(?:use|using|uses|adopt|employ|take|with|select|choose)|(?:RL|reinforcement learning|SFT|fine-?tuning) (?:directly )?(?:to|on)"
    r"|(?:we|is|are) (?:directly )?(?:fine-?tuned?|distill\w*) (?:open-?source models like |on )?)"
    r"\s+(?:an? |the |our )?(?:\w+ )??(?:(?:intermediate|base|final|released|pre-?trained|foundation) )*(?:checkpoint (?:of )?|model )?(?:of )?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bbase models?\b(?! (?:at|is|are) \w+ (?:to|than))[^.]{0,30}\b(?:are|is|include|includes) (?!compar|better|on par|superior|competit|close|similar|slight|able)|\b(?:fine-?tun|distill)\w*[^.]{0,40}\bmodels (?:like|such as|including)\b",
    re.IGNORECASE,
)
_TRAINED_FROM = re.compile(
    r"\b(?:is|was|are) (?:further )?(?:trained|initiali[sz]ed|fine-?tuned|distilled) from (?:the )?$",
    re.IGNORECASE,
)
_AS_BASE = re.compile(
    r"^,? ?(?:\([^)]*\) )?as (?:the|our|its|a) (?:\w+ )?(?:base|foundation|initial|starting|backbone|student)",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    r"\b(?:than|that of|compar\w+ (?:to|with)|outperform\w*|over|against|on par with|work (?:that )?we (?:\w+ )?\w+ (?:with|on)) (?:the )?$",
    re.IGNORECASE,
)
_CHECKPOINT = re.compile(r"\bcheckpoint of $|\bupon the foundation of $", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(?:further|continu\w+|initiali[sz]\w+|upcycl\w+|start\w*|built|build) ", re.IGNORECASE
)
_BASE_ON = re.compile(r"(?:RL|reinforcement learning|fine-?tun\w*|distill\w*|SFT)\b", re.IGNORECASE)

_METHODS = (
    ("SFT", r"\bSFT\b(?! (?:version|model|checkpoint|baseline|data|corpus|dataset))|supervised fine-?tuning"),
    ("GRPO", r"\bGRPO\b|group relative policy optimi[sz]ation"),
    ("DAPO", r"\bDAPO\b"),
    ("PPO", r"\bPPO\b"),
    ("DPO", r"\bDPO\b|direct preference optimi[sz]ation"),
    ("RLHF", r"\bRLHF\b"),
    ("RLVR", r"\bRLVR\b"),
    ("RFT", r"\bRFT\b|rejection[- ]sampling fine-?tuning"),
    ("rejection sampling", r"rejection[- ]sampling(?! fine)"),
    ("on-policy RL", r"\bwe\b[^.]{0,40}on-policy (?:RL|reinforcement learning)"),
    ("distillation", r"\bdistillation\b(?! data)|\bwe distill\w*"),
    ("model merging", r"model merg\w+|merge (?:the )?(?:two )?models|averag\w+ (?:their |the )?(?:model )?weights"),
    ("CISPO", r"\bCISPO\b"),
    ("GSPO", r"\bGSPO\b"),
    ("VAPO", r"\bVAPO\b"),
    ("KTO", r"\bKTO\b"),
    ("REINFORCE", r"\bREINFORCE\b"),
    ("mirror descent", r"mirror desc?ent"),
)  # fmt: skip
_METHOD_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _METHODS)
_DONE = re.compile(
    r"\b(?:we|our|is|are|was|were)\b|\b(?:used|utilized|employed|applied|for|by|via|through|follow\w+|stages?|consists?|includ\w+|including|and)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:compar\w+ (?:it |them )?(?:to|with|against)|in contrast|instead of|rather than|unlike|such as|without|skip\w*|no|than|as a cold start\)|baseline|existing|previous"
    r"|prior|other|future|alternative|observ\w+|equivalent|in(?:spired|herent)|implicit\w*|defined|mask|adversely|issues? (?:of|with|in)|similar|vanilla|original|variants? of|existing|relying on|like|over|versus|outperform\w*)\b[^.,;]{0,35}$",
    re.IGNORECASE,
)

_CITED = re.compile(r"\s*[(\[][^()\[\]]*\b(?:19|20)\d\d[^()\[\]]*[)\]]")
_OFFERED = re.compile(
    r"\b(?:supports?|ability|allows?|recommend|users|developers|intended|permitted|can (?:also )?be)\b",
    re.IGNORECASE,
)  # what others may do with the model

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
    re.compile(rf"(?P<n>\d+)(?:-way|x|×) (?:[a-z]+-[a-z]+ )?{_ANY}", re.IGNORECASE),
    re.compile(
        rf"{_ANY}(?: \((?:PP|EP|TP|DP|CP|SP)\))?(?: with)?(?: an?| the)? ?(?:size|degree|rank)? ?(?:of|=|to|:) ?(?P<n>\d+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<short>PP|EP|TP|DP|CP|SP) ?(?:=|of|size|degree|size of)? ?(?P<n>\d+)\b"),
    re.compile(r"\b(?P<n>\d+)-way (?P<short>PP|EP|TP|DP|CP|SP)\b"),
)
_SCHEDULE = re.compile(
    r"\b(?:we|our)\b[^.]{0,40}\b(?:interleaved 1F1B|1F1B|DualPipe|zero[- ]bubble)", re.IGNORECASE
)
_PARALLEL = re.compile(_ANY, re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:without|no need|avoid\w*|instead of|rather than|necessity|eliminat\w+|costly|existing)\b",
    re.IGNORECASE,
)
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
_OPEN = re.compile(
    r"\bwe (?:also |will )?open-?source\b(?! intermediate)[^.]{0,80}\b(?:checkpoints?|weights|base model|model series)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\b(?:many|most|some|other|few)\b", re.IGNORECASE)
_DOWN = re.compile(
    r"(?P<v>\d+) (?:hosts?|machines?|nodes?|GPUs?|instances?) (?:go(?:es|ing)?|went|were|was|are) down",
    re.IGNORECASE,
)


def tell(sentence: Sentence, names: Names) -> Iterator[Told]:
    """The words that a sentence tells as values, whoever's they are."""
    readers: tuple[Callable[[str, Names, Sentence], Iterator[Told]], ...] = (
        _bases, _methods, _rates, _batches, _card, _parallelism, _shares, _tokenizers, _others,
    )  # fmt: skip
    for read in readers:
        yield from read(sentence.text, names, sentence)


def _told(
    field: str, span: tuple[int, int], printed: str, normalised: float | str, unit: str | None = None
) -> Told:
    return Told(field, *span, printed, normalised, unit, "exact")


def _bases(text: str, names: Names, _: Sentence) -> Iterator[Told]:
    """Models that training began from: "further pre-trained from X", "X as the base model"."""
    listed = _LISTED.search(text)
    for found in names.find(text):
        before, after = text[: found.start], text[found.end :]
        from_it = None if _HELD_AGAINST.search(before) else _FROM.search(before)
        is_base = bool(
            from_it and (_STRONG.search(from_it.group()) or _is_base_name(found)) and "scratch" not in before
        )
        if found.is_subject:
            is_base = bool(_TRAINED_FROM.search(before))
        elif _CHECKPOINT.search(before) or (listed and found.start >= listed.end()):
            is_base = True
        if is_base or _AS_BASE.match(after):
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
            before = _CITED.sub("", text[max(0, found.start() - 160) : found.start()])[-110:]
            if _DONE.search(before) and not _NOT_DONE.search(before) and not _OFFERED.search(before):
                yield _told("post_training", found.span(), found.group(), name)
                break


_MAX_AND_MIN = re.compile(
    rf"\b(?:max\w*|peak|initial) and (?:the )?(?:min\w*|final|end\w*)\b.{{0,60}}?{SCI}(?: to|,? and) $",
    re.IGNORECASE,
)
_RATE = re.compile(r"\blearning rates?\b(?! warm-?up (?:ratio|fraction))|\bLRs?\b|\brate of\b", re.IGNORECASE)
_POWER = re.compile(SCI)
_OTHER_RATE = re.compile(
    r"(?:\bend LR|\bfinal|\bminimum|\bmin|decay\w* (?:\w+ ){0,6}to|anneal\w* to|down to|(?:reduc|decreas|declin|shrink)\w* (?:\w+ ){0,3}to|lower\w* to|drops? to|weight[ _]decay|eps\w*|ε|dropout"
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
        is_end = bool(ranged and ranged["first"] != "0") or bool(
            _OTHER_RATE.search(before) or _MAX_AND_MIN.search(text[: found.start()])
        )
        number = value(found.group())
        if not is_end and number and 1e-8 <= number <= 0.05 and (found.start() - rate.start() < 220):
            yield _told("learning_rate_peak", found.span(), found.group(), number)


_BATCH = re.compile(r"(?<!mini-)(?<!mini )\bbatch[- ]size", re.IGNORECASE)
_NO_BATCH = re.compile(r"evaluat|benchmark|inference|decoding|prefill", re.IGNORECASE)
_STEPWISE = re.compile(r"increas|ramp|warm|scal|grow|expand", re.IGNORECASE)
_BATCH_END = re.compile(
    r"learning rate|sequence length|mini-?batch|steps? of|dropout|weight decay|;", re.IGNORECASE
)
_SIZES = re.compile(
    rf"(?:\b(?P<word>of|to|at|from|is|as|with)\b|[=:]) ?(?:about |around |approximately |only )?(?P<v>{COUNT})(?P<unit> (?:sequences|tokens|examples|samples|prompts|instances|questions))?",
    re.IGNORECASE,
)


def _batches(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Batch sizes: one after the words, or each of a ramp ("from 64M to 96M at 6T tokens, and finally to 128M")."""
    if not (named := _BATCH.search(text)) or _NO_BATCH.search(text):
        return
    end = _BATCH_END.search(text, named.end())
    clause = text[: end.start() if end else len(text)]
    is_ramp = bool(_STEPWISE.search(clause))
    for found in _SIZES.finditer(clause, named.end()):
        if (is_ramp and found["word"] not in ("from", "to", "of", "at")) or (
            is_ramp and found["word"] == "at" and found.start() - named.end() > 12
        ):
            continue
        is_count = found["unit"] and found["unit"].strip() == "tokens"
        number = value(found["v"], k=1000 if is_count else 1024)
        if number is not None and 4 <= number <= 2e8:
            yield Told(
                "batch_size",
                *found.span("v"),
                found["v"],
                shown(number),
                (found["unit"] or "").strip() or None,
                "exact",
            )
        if not is_ramp:
            return


def _parallelism(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    sized: set[str] = set()
    for pattern in _DEGREES:
        for found in pattern.finditer(text):
            short = found.groupdict().get("short") or _short(found["kind"])
            sized.add(short)
            yield _told("parallelism", found.span(), found.group(), f"{short}={found['n']}")
    if not sized and (schedule := _SCHEDULE.search(text)):
        yield _told("parallelism", schedule.span(), schedule.group(), "PP")
        sized.add("PP")
    if _LEVERAGE.search(text) and not _LIST.search(text):
        for found in _PARALLEL.finditer(text):
            is_done = not _WITHOUT.search(text[max(0, found.start() - 45) : found.start()])
            if is_done and (short := _short(found["kind"])) not in sized:
                sized.add(short)
                yield _told("parallelism", found.span(), found.group(), short)


def _short(kind: str) -> str:
    return next(short for short, pattern in _KINDS if re.fullmatch(pattern, kind, re.IGNORECASE))


_ONE_SHARE = re.compile(
    r"(?:proportion|share|fraction|portion)[^.%]{0,110} to ~?(?P<a>\d+(?:\.\d+)?) ?%|~?(?P<b>\d+(?:\.\d+)?) ?% of the (?:data )?(?:mixture|mix|corpus)"
    r"|incorporat\w+ ~?(?P<c>\d+(?:\.\d+)?) ?%",
    re.IGNORECASE,
)


def _shares(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """Shares of data: those that make up the whole, and one that a mixture is brought to."""
    if not _DATA.search(text) or _NO_DATA.search(text):
        return
    found = list(_SHARE.finditer(text))
    is_whole = len(found) >= 2 and 98.5 <= sum(float(one[1]) for one in found) <= 101.5
    spans = (
        [one.span(1) for one in found]
        if is_whole
        else [one.span(one.lastgroup or 0) for one in _ONE_SHARE.finditer(text)]
    )
    for start, end in spans:
        yield _told(
            "data_mixture",
            (start, end),
            f"{text[start:end]}%",
            round(float(text[start:end]) / 100, 4),
            "share",
        )


_CARD = re.compile(r"^(?:[-*•] ?)?(?P<label>[A-Z#][\w /()#,-]{2,50}?) ?: ?(?P<value>~?\$?\d.*)$")
_QUERY_AND_KV = re.compile(r"^(?P<q>\d+) for Q(?:uery)? and (?P<kv>\d+) for KV")


def _card(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    """A line of a model card: "Number of Layers: 48"."""
    found = _CARD.match(text)
    label = label_of(found["label"]) if found else None
    if found is None or label is None:
        return
    start = found.start("value")
    if label.field == "n_attention_heads" and (both := _QUERY_AND_KV.match(found["value"])):
        for field, name in (("n_attention_heads", "q"), ("n_kv_heads", "kv")):
            span = start + both.start(name), start + both.end(name)
            yield _told(field, span, both[name], int(both[name]))
    elif number := re.match(COUNT, found["value"].lstrip("~$")):
        made = value(number.group(), k=1024 if label.is_context else 1000)
        if made is not None and label.low <= made <= label.high:
            at = text.index(number.group(), start)
            yield _told(label.field, (at, at + len(number.group())), number.group(), shown(made))


def _tokenizers(text: str, names: Names, _: Sentence) -> Iterator[Told]:
    for found in names.find(text):
        if _SAME.search(text[: found.start]) or (_ITS.match(text[found.end :]) and not found.is_subject):
            yield _told("tokenizer", (found.start, found.end), found.name, names.spelling(found.name))


def _others(text: str, _: Names, __: Sentence) -> Iterator[Told]:
    if (found := _PUBLIC.search(text)) and not _ANYBODY.search(text[: found.start()]):
        yield _told("licence", found.span(), found.group(), "public weights")
    if found := _OPEN.search(text):
        yield _told("licence", found.span(), found.group(), "open weights")
    for found in _DOWN.finditer(text):
        yield _told("n_failures", found.span("v"), found["v"], int(found["v"]))
