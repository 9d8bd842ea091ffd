"""Which field a label of a table's row or column means, however it is abbreviated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_LETTERS = 60  # of a label: what is longer is a sentence


@dataclass(frozen=True, slots=True)
class Label:
    """What a label means; a field of words has no bounds."""

    field: str
    pattern: re.Pattern[str]
    low: float
    high: float
    is_context: bool = False  # K is 1,024

    @property
    def is_words(self) -> bool:
        """Whether its values are words."""
        return self.low == self.high == 0


def label_of(told: str) -> Label | None:
    """The field that a label means; None where it means none."""
    return _label_of(" ".join(told.split()))


@lru_cache(maxsize=4096)
def _label_of(told: str) -> Label | None:
    if not told or len(told) > MAX_LETTERS or "=" in told:
        return None
    whole = spelt(told)
    bare = spelt(_BRACKETS.sub(" ", told))
    return _meant(whole) or _meant(bare)


def _meant(plain: str) -> Label | None:
    return next((label for label in LABELS if plain and label.pattern.fullmatch(plain)), None)


_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_MARKS = re.compile(r"[*†‡§¶:.,]+(?=\s|$|\))|^[^\w#]+|\\[a-z]+|[${}^]")
# Unit and aside that say nothing about the field.
_ASIDE = re.compile(
    r"\((?:(?:in )?(?:b|m|t|k|billions?|millions?|trillions?|thousands?|#\w+|gqa|mha|mqa|mla|llm|usd|tokens|seq\w*|samples)|"
    r"(?:[\d.]+ ?[×x*·] ?)?(?:1?e ?-? ?\d+|10 ?-? ?\d+)|[×x] ?10 ?-? ?\d+)\)"
)
_COLUMN = (
    (re.compile(r"^#\s?tp\b|^total \((?:b|params)\)$"), "total parameters"),
    (re.compile(r"^#\s?ap\b|^activ\w+ \((?:b|params)\)$"), "active parameters"),
)  # what heads a column of sizes
_COUNTED = re.compile(
    r"^(?:total )?(?:#|n(?:um(?:ber)?|o|r)?\b)(?: ?of)?(?: the)? ?|^n(?=layers?$|heads?$|params?$|experts?$)"
)
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[_\u2013-]+", " "),
        (r"\b(?:num(?:ber)?|n|no|nr|#) of\b|\bnum\b|\bcount\b|#", "#"),
        (r"\b(?:dims?|dimensions?|dimensionality|width)\b", "dim"),
        (r"\b(?:len|length|window(?: size)?)\b", "length"),
        (r"\bseq\b|\bsequences?\b", "sequence"),
        (r"\bseqlen\b", "sequence length"),
        (r"\bctx\b", "context"),
        (r"\bparam(?:eter)?s?\b", "parameters"),
        (r"\battn\b", "attention"),
        (r"\bkey ?(?:/|&|and)? ?values?\b|\bk ?/ ?v\b", "kv"),
        (r"\bvocab(?:ulary)?\b", "vocab"),
        (r"\b(?:activated|activation|active|act|activ)\b(?! func)", "active"),
        (r"\b(?:lr|learning rates?)\b", "learning rate"),
        (r"\bmax(?:imum|imal)?\b", "max"),
        (r"\bmin(?:imum|imal)?\b", "min"),
        (r"\b(?:feed ?forward|mlp|intermediate|inner|ffn?)(?: (?:network|layers?))?\b", "ffn"),
        (r"\bffn ffn\b", "ffn"),
        (r"\bembed(?:ding)?s?\b|\bemb\b", "embedding"),
        (r"\bpre ?train(?:ing|ed)?\b", "pretraining"),
        (r"\b(?:layers|blocks)\b", "layer"),
        (r"\bheads\b", "head"),
        (r"\bexperts\b", "expert"),
        (r"\bhid\b", "hidden"),
        (r"\bbsz?\b", "batch size"),
        (r"\bgbs\b", "global batch size"),
    )
)  # fmt: skip


def spelt(told: str) -> str:
    """A label in lower case, its abbreviations written out and its words of counting left out."""
    plain = told.lower().replace("−", "-").replace("￾", "-")
    for pattern, word in _COLUMN:
        plain = pattern.sub(word, plain)
    plain = _ASIDE.sub(" ", plain)
    plain = " ".join(_MARKS.sub(" ", plain).split())
    plain = _COUNTED.sub("", plain)
    for pattern, word in _SPELT:
        plain = pattern.sub(word, plain)
    return " ".join(plain.replace("#", " ").split())


def _label(field: str, pattern: str, low: float, high: float, *, is_context: bool = False) -> Label:
    return Label(field, re.compile(pattern), low, high, is_context)


_OF = r"(?:(?:pretraining|training|train|total|overall|trained|model) )*"
LABELS = (
    _label("active_parameters", rf"{_OF}active (?:{_OF}parameters|size)(?: (?:per|/) token)?(?: size)?|{_OF}parameters[, (/]+active\)?|active llm parameters", 2e7, 2e13),
    _label("total_parameters", rf"(?:{_OF}|all |trainable |llm )parameters(?: (?:size|total)| \(total\)|[, ]+total)*|model size|(?:total )?parameters ?\(?(?:total ?)?/ ?active\)?|total ?/ ?active parameters", 2e7, 2e13),
    _label("n_layers", r"(?:(?:total|transformer|decoder|hidden|model|llm) )*layer(?: (?:total|number))?|(?:model )?depth|n layer", 4, 400),
    _label("hidden_size", r"(?:(?:attention|model|token|transformer|decoder|llm) )*(?:hidden|embedding|residual)(?: (?:state|layer|unit|units|states))?(?: (?:dim|size))?|model dim|d ?model|n? ?dim|model hidden(?: (?:size|dim))?", 128, 65536),
    _label("n_kv_heads", r"(?:attention )?kv (?:attention )?(?:head|groups?)(?: \(?gqa\)?)?|head kv|(?:gqa|query|attention) groups|n ?kv ?head|attention head \(kv\)", 1, 256),
    _label("n_attention_heads", r"(?:(?:attention|query|q|self|total|mha) )*head(?: ?\(?(?:q|query) ?/ ?kv\)?)?|(?:q|query|attention head) ?/ ?kv(?: head)?|head q", 2, 512),
    _label("vocab_size", r"(?:(?:tokeni[sz]er|token|total|padded) )*vocab(?: size)?(?: entries)?", 4000, 1e6),
    _label("n_experts_shared", r"(?:active )?shared expert(?: per layer)?", 1, 64),
    _label("n_experts_active", r"(?:(?:routed|sparse|specialized|fine grained|total) )*(?:active|activate|selected|chosen|used|top ?k)(?: (?:routed|sparse|specialized|non shared))? expert(?: (?:per|/) tok(?:en)?)?(?: top ?k)?|expert (?:active|selected|chosen|used|top ?k)(?: (?:per|/) token)?|(?:routed )?expert (?:per|/|for each) tok(?:en)?|(?:router |routing |moe |gating |expert )?top ?k|(?:routed )?expert active(?: per token)?", 1, 256),
    _label("n_experts_total", r"total expert|expert (?:in )?total", 4, 4096),
    _label("n_experts_routed", r"(?:(?:routed|routing|fine grained|specialized|non shared|sparse|local|moe|ffn) )*expert(?: (?:total|per layer|number))?(?: ?\(?(?:total|routed) ?/ ?active\)?)?|(?:total|routed) ?/ ?active expert", 4, 4096),
    _label("expert_hidden", r"(?:(?:moe|(?:per |each |routed |single )?expert) )(?:(?:ffn|hidden|layer) )*(?:size|dim)(?: ?\(?per expert\)?)?|moe ffn(?: hidden)?|expert ffn(?: hidden)?|ffn (?:hidden )?(?:size|dim) (?:per|of each|of|in each|for each) expert|d ?expert|moe ffn (?:hidden )?(?:size|dim)|expert hidden", 64, 65536),
    _label("ffn_hidden", r"ffn(?: hidden)?(?: (?:size|dim))?|d ?ff(?:n)?|hidden (?:size|dim) (?:of|in) ffn", 64, 262144),
    _label("training_tokens", rf"{_OF}tokens(?: (?:trained|seen|used|consumed|processed))?|token (?:budget)?|tokens? total|(?:consumed|seen) tokens|{_OF}token", 2e8, 2e14),
    _label("batch_size", r"(?:(?:global|training|train|max|pretraining|total|final) )*batch(?: ?size)?(?: (?:\(?in )?(?:tokens|sequence)\)?)?|tokens (?:per|/) (?:global )?(?:batch|step)|batch tokens", 4, 2e8, is_context=True),
    _label("learning_rate_peak", r"(?:(?:peak|max|initial|base|highest|constant|pretraining|training|adamw?|muon) )*learning rate(?: ?\(?(?:peak|max)\)?)?", 1e-8, 0.05),
    _label("context_length_pretrain", r"(?:(?:pretraining|training|train|max|native|input) )*sequence ?(?:length|size)|(?:pretraining|training|train|base) context(?: (?:length|size))?", 512, 33000, is_context=True),
    _label("context_length_final", r"(?:(?:max|native|supported|final|extended|long|model) )*context(?: (?:length|size|supported))?|max position embedding", 8192, 3e7, is_context=True),
    _label("gpu_hours", r"(?:.*\W)?(?:gpu|tpu|accelerator|device|chip)s? ?hours\b.*", 100, 1e10),
    _label("cost_usd", r"(?:(?:total|training|pretraining|overall) )*(?:cost|price)s?(?: in)?(?: (?:usd|\(usd\)|us dollars?))?|in usd", 1e3, 1e11),
    _label("training_days", r"(?:(?:total|training|pretraining|wall ?clock) )*(?:time|duration)? ?\(?days\)?", 1, 1000),
    _label("mfu_or_throughput", r"(?:(?:training|inference|decod\w+|generation|output|average|overall|peak|token) )*throughput(?: .*)?|(?:average |training )?[mh]fu|(?:training )?(?:model )?flops? utili[sz]ation|tokens ?(?:/|per) ?(?:s|sec|second|gpu ?/ ?s\w*)\b.*|tgs|speed ?up", 0.01, 1e9),
    _label("parallelism", r"(?:tensor|pipeline|expert|data|context|sequence)(?: model)? paralle\w*(?: (?:size|degree|world size))?|[tpedc]p(?: (?:size|degree))?", 1, 4096),
    _label("optimizer", r"optimi[sz]ers?(?: type)?", 0, 0),
    _label("attention_kind", r"(?:self )?attention(?: (?:type|mechanism|kind|variant|module|method|architecture))?|type of attention", 0, 0),
    _label("licence", r"(?:model |weights )?licen[cs]e", 0, 0),
    _label("knowledge_cutoff", r"(?:knowledge|data|training data|pretraining data) cut ?off(?: date)?", 0, 0),
    _label("release_date", r"(?:model )?release(?:d)?(?: date)?|date of release", 0, 0),
    _label("precision", r"(?:(?:training|numerical|compute|model|train) )*(?:precision|dtype|data type)", 0, 0),
    _label("gpu_type", r"(?:training )?(?:gpu|accelerator|hardware|chip)s?(?: (?:type|model))?", 0, 0),
    _label("tokenizer", r"tokeni[sz]er(?: type)?", 0, 0),
)  # fmt: skip
