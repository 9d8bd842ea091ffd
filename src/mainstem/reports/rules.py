"""The rules by which prose tells values: for each field what stands around the number.

A rule's group ``v`` (or ``v1``, ``v2`` ... for lists) is the value. ``needs`` must be found in the sentence or in
the headings above it, ``never`` must not be found in the sentence. Values outside ``low`` to ``high`` are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mainstem.reports.numbers import ABOUT, BIG, COUNT, INT, NUMBER, SCI

Kind = Literal["count", "context", "text"]
GPU = (
    r"(?:NVIDIA |Nvidia |AMD |Google |Huawei )?(?:(?:A100|H100|H800|H20|H200|A800|V100|B200|GB200|L40S?|MI300X?|MI250X?"
    r"|TPU ?v\d\w*|Ascend \d\w+|Gaudi ?\d)(?:-\w+)?)s?(?:[- ]SXM\d?)?"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a field's value."""

    field: str
    pattern: re.Pattern[str]
    kind: Kind
    low: float = 0
    high: float = 1e30
    needs: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None  # what must not stand right before the value
    says: str | None = None  # the value, where the words stand for one


def _rule(
    field: str,
    pattern: str,
    kind: Kind = "count",
    between: tuple[float, float] = (0, 1e30),
    needs: str | None = None,
    never: str | None = None,
    not_after: str | None = None,
    says: str | None = None,
) -> Rule:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return Rule(
        field,
        re.compile(pattern, re.IGNORECASE),
        kind,
        *between,
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(never, re.IGNORECASE) if never else None,
        re.compile(not_after, re.IGNORECASE) if not_after else None,
        says,
    )


_IS = rf"(?:\s*(?:\w+ )?(?:is|are|was|were|of|to|as|at|=|:|being|remains|reaches|comprises)\s+(?:set (?:to|at|as)\s+|fixed (?:to|at)\s+)?|\s+){ABOUT}"
_PARTS = {
    "{COUNT}": COUNT,
    "{BIG}": BIG,
    "{INT}": INT,
    "{SCI}": SCI,
    "{NUMBER}": NUMBER,
    "{GPU}": GPU,
    "{IS}": _IS,
    "{ABOUT}": ABOUT,
}

_PARAMS = (2e7, 2e13)
_TOKENS = (2e8, 2e14)
_LR = (1e-8, 0.05)
_TRAIN = r"train|experiments are|conducted on|carried out|cost|cluster"
_SERVE = r"infer(?:ence|ring)|deploy|serving|kernel|rollout worker|rental|decod|prefill|bandwidth|generation throughput|NVLink|each node|per node|profil|latency"
_PIECE = r"|\b(?:encoder|vocoder|codec|residual|patch|projector|adapter|reward model)\b"  # of a model
_CAN = r"|\bcan (?:\w+ )?(?:train|scale|support)|stress test|be extended to"
_RL = r"reinforcement|\bRL\b|GRPO|PPO"
_SAMPLING = r"temperature|top-?p\b|sampling|decoding|retriev|nucleus"
_EVAL = r"evaluat|benchmark|HumanEval|MMLU|sampling temperature|pass@|haystack"

RULES: tuple[Rule, ...] = (
    # --- size ---------------------------------------------------------------------------------------
    _rule("active_parameters", r"(?:activat(?:ed|ion|es|ing)|active) parameters(?: count)?{IS}(?P<v1>{BIG})(?: and (?P<v2>{BIG}))?", between=_PARAMS),
    _rule("active_parameters", r"(?P<v>{BIG})[- ](?:activat(?:ed|ion)|active)(?: param|[, ]|\)|$)", between=_PARAMS, never=r"# \w|params per token"),
    _rule("active_parameters", r"(?:activat(?:es|ing)|of which|with|and)\s+{ABOUT}(?P<v>{BIG})(?: parameters)?(?: (?:are|being|is))? (?:activated|active|per token|for each token|per forward)", between=_PARAMS),
    _rule("active_parameters", r"activat(?:es|ing|ed)\s+{ABOUT}(?P<v>{BIG})\b", between=_PARAMS),
    _rule("active_parameters", r"activat\w* (?:only )?(?P<v>{BIG})(?: (?:of|out of|from|parameters))+ (?:a |its |the )?(?:total )?(?:of )?{BIG}", between=_PARAMS),
    _rule("total_parameters", r"activat\w* (?:only )?{BIG}(?: (?:of|out of|from|parameters))+ (?:a |its |the )?(?:total )?(?:of )?(?P<v>{BIG})", between=_PARAMS),
    _rule("total_parameters", r"(?<![\w.])\d+(?:\.\d+)?B ?/ ?(?P<v>\d+(?:\.\d+)?B)[- ]param", between=_PARAMS),
    _rule("active_parameters", r"(?P<v>{BIG}) ?/ ?\d+(?:\.\d+)?B[- ]param", between=_PARAMS),
    _rule("total_parameters", r"\b(?:in|sizes of) (?P<v1>{BIG})(?:, (?P<v3>{BIG}))?(?:, (?P<v4>{BIG}))?,? and (?P<v2>{BIG})(?: (?:parameter )?(?:sizes|variants|versions|scales)|(?<=[BM])[,.])", between=_PARAMS),
    _rule("total_parameters", r"(?P<v1>{BIG})(?:, (?P<v3>{BIG}))? and (?P<v2>{BIG}) (?:total |model )?param", between=_PARAMS, never=r"ranging from"),
    _rule("total_parameters", r"(?P<v>{BIG})[- ](?:(?:total|model|dense|learnable|trainable)[- ])?param(?!eters? (?:are )?(?:activ|per token))", between=_PARAMS, not_after=r"activat\w*\s+(?:only |about |just )*$", never=r"attention parameters|embedding parameters|vision (?:encoder|tower)|\bencoder of\b|adapter|[<>] ?~?\d|at \W?small\W? scale|scale of|\bspanning|\bfrom \d+B to" + _CAN),
    _rule("total_parameters", r"(?:total param\w*|parameters in total|model size|param\w* count)(?: of [A-Z]\S+)?{IS}(?P<v>{BIG})", between=_PARAMS),
    _rule("total_parameters", r"\bour (?:\w+ )?(?P<v>{BIG})(?: \w+)? model\b", between=_PARAMS),
    # --- shape --------------------------------------------------------------------------------------
    _rule("n_layers", r"(?:number of (?:\w+ )?layers|layer count){IS}(?P<v>{INT})", between=(4, 400), never=_PIECE[1:]),
    _rule("n_layers", r"(?<!first )(?<!every )(?<!last )(?P<v>{INT})(?: |-)(?:total |Transformer |decoder |hidden |network )?(?:layers\b|layer (?:model|transformer))", between=(8, 400), never=r"\bfirst \w+ layers alone|offload|\bfor example\b|\be\.g\.," + _PIECE),
    _rule("hidden_size", r"(?<!intermediate )(?<!expert )(?<!FFN )(?:(?:hidden|model|embedding) (?:state )?(?:dimension(?:ality)?|size)|d_?model){IS}(?P<v>{INT})", between=(128, 65536), never=_PIECE[1:]),
    _rule("hidden_size", r"(?P<v>{INT}) hidden (?:size|dim\w*|units)", between=(128, 65536), never=_PIECE[1:]),
    _rule("n_kv_heads", r"(?P<v>{INT}) (?:key[-/ ]?(?:and[- ])?value|KV|K/V) (?:attention )?(?:heads|groups)", between=(1, 256)),
    _rule("n_kv_heads", r"(?:number of (?:key[- /]?value|KV)|KV) heads{IS}(?P<v>{INT})", between=(1, 256)),
    _rule("n_attention_heads", r"(?P<v>{INT}) (?:attention |query |Q )+heads", between=(2, 512), never=r"indexer" + _PIECE),
    _rule("n_attention_heads", r"number of (?:attention |query )heads{IS}(?P<v>{INT})", between=(2, 512), never=_PIECE[1:]),
    _rule("vocab_size", r"vocab(?:ulary)?(?: size)?(?: of [A-Z]\S+)?(?:{IS}| with | containing )(?P<v>{COUNT})", between=(4000, 1e6), never=r"(?:expand|extend|augment|enlarg)\w*[^.]{0,30}vocab\w* (?:with|by)"),
    _rule("vocab_size", r"(?P<v>{COUNT})[- ](?:token |entry |word )?vocab", between=(4000, 1e6)),
    _rule("vocab_size", r"tokeni[sz]er[^.]{0,40} (?:with|of) (?:a total of )?(?P<v>{COUNT}) (?:entries|tokens|types)", between=(4000, 1e6)),
    # --- experts ------------------------------------------------------------------------------------
    _rule("n_experts_shared", r"(?P<v>{INT}|one|two|four) (?:always[- ]active )?shared experts?", between=(1, 32)),
    _rule("n_experts_routed", r"(?P<v>{INT}) (?:routed|fine-grained|sparse|non-shared|fine-grained non-shared) experts(?! (?:are |being |is |will be )?activ)", between=(4, 4096), never=r"\d+ out of \d+ routed experts[^.]*half"),
    _rule("n_experts_routed", r"(?:activat\w+|select\w*|rout\w+)[^.]{0,40}\d+ (?:out )?of (?:the )?(?P<v>{INT}) experts", between=(4, 4096)),
    _rule("n_experts_routed", r"(?P<v>{INT}) (?:total )?experts(?: in total|,| with| and)[^.]{0,40}activat", between=(4, 4096)),
    _rule("n_experts_active", r"(?P<v>{INT}) (?:out )?of (?:the )?\d+ (?:routed )?experts", between=(1, 256), needs=r"activ|select|rout|per token|each token"),
    _rule("n_experts_active", r"(?<!of )(?P<v>{INT}|one|two|four|six|eight) (?:routed )?experts (?:will be |are |being |is )?(?:activated|selected|active)", between=(1, 256)),
    _rule("n_experts_active", r"(?:activat(?:es|ing|ed)|selects|selecting) {ABOUT}(?P<v>{INT}|two|four|six|eight)(?: routed)? experts", between=(1, 256)),
    _rule("n_experts_active", r"(?:number of activated (?:routed )?experts|top-?k|activated experts){IS}(?P<v>{INT})", between=(1, 256), never=_SAMPLING),
    _rule("n_experts_active", r"experts[^.\d]{0,30}(?:with|,|and|of which) (?P<v>{INT})(?: experts)? (?:are |being |is )?(?:activ|selected)", between=(1, 256)),
    _rule("n_experts_routed", r"(?P<v>{INT}) experts(?: per layer)?,? (?:with|and|of which) {INT} (?:are )?activ", between=(4, 4096)),
    _rule("n_experts_active", r"top-(?P<v>\d+) (?:[\w-]+ )?experts", between=(1, 256)),
    _rule("expert_hidden", r"(?:intermediate|hidden|FFN)(?: hidden)? (?:dimension|size)s?(?: of| for| in) (?:each|an|every|the|a single)(?: \w+)? expert\w*{IS}(?P<v>{INT})", between=(64, 65536)),
    _rule("expert_hidden", r"expert\w* (?:intermediate |hidden |FFN )+(?:dimension|size){IS}(?P<v>{INT})", between=(64, 65536)),
    # --- tokens -------------------------------------------------------------------------------------
    _rule("training_steps", r"steps (?:is|are|was) set to (?P<v>{INT})|for (?:an additional )?(?P<v1>{INT}) steps|additional (?P<v2>{INT}) steps", between=(10, 1e8), never=_EVAL),
    # --- recipe -------------------------------------------------------------------------------------
    _rule("optimizer", r"(?P<v>AdamW|MuonClip|Muon|Adafactor|Sophia|Lion|Adam(?! ?\w*\d)|SGD)(?: \([^)]*\))?[ -]optimi[sz]er(?! stat)", kind="text"),
    _rule("optimizer", r"(?:train\w*|optimi[sz]\w+) (?:with|using|by) (?:the )?(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion|Adam)\b", kind="text"),
    _rule("optimizer", r"(?:FP32|fp32|optimi[sz]er(?: is| of|:|,)?(?: the)?|(?:use|employ|utilize|adopt)s? (?:the )?) ?(?P<v>AdamW|MuonClip|Muon|Adafactor|Sophia|Lion|Adam)\b(?! ?beta)", kind="text"),
    _rule("optimizer", r"(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion|Adam)\b(?= ?(?:\(|with|,)[^.]{0,30}(?:beta|β|weight decay|momentum))", kind="text"),
    _rule("optimizer", r"\btrain\w*[^.]{0,60}\b(?:with|using) (?:the )?(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion)\b(?! optim|-)", kind="text", never=r"compar|baseline|\bvs\b"),
    _rule("precision", r"(?P<v>FP8|BF16|bfloat16|FP16|MXFP4|NVFP4)[\w -]{0,12} (?:mixed[- ]precision|precision|training|framework)", kind="text", needs=r"train", never=_SERVE + r"|optimi[sz]er state"),
    _rule("precision", r"(?:train\w*|precision)[^.]{0,40}\b(?:in|using|with|is|at)\b[^.]{0,14} (?P<v>FP8|BF16|bfloat16|FP16|MXFP4|NVFP4)\b", kind="text", never=_SERVE),
    _rule("gpu_type", r"(?P<v>{GPU})(?:,? (?:or|and) (?P<v2>{GPU}))?(?: (?:GPUs?|chips|accelerators|GPU hours))?", kind="text", needs=_TRAIN, never=_SERVE + r"|does not|tested on|\be\.g\.|\bsuch as\b|typically|in general|\bfits? (?:in|on|into)\b|single \d+ ?GB"),
    _rule("n_gpus", r"(?P<v>{COUNT}) (?:\d+ ?GB )?(?:{GPU}(?: GPUs?| chips)?|GPUs|accelerators|TPUs)\b(?! hours|-hours)", between=(8, 2e6), needs=_TRAIN, never=_SERVE + r"|each GPU|storage|TB/s|GB/s|checkpoint (?:sav|writ|load)" + _CAN),
    _rule("gpu_hours", r"(?P<v>{COUNT}) (?:{GPU} |A100-80GB )?(?:GPU|TPU|chip)[- ]hours", between=(100, 1e10), never=r"(?:per|each|every) (?:trillion|billion|token|1T|T\b)"),
    _rule("training_days", r"(?P<v>{NUMBER})[- ]days?\b", between=(1, 1000), needs=r"\btrain|pre-?train|compute", never=r"without human|in the last|on-call|longest|record|these past"),
    _rule("training_days", r"(?P<v>{NUMBER}|one|two|three|four|five|six|seven|eight) weeks\b", between=(1, 1000), needs=r"\btrain\w* (?:took|takes|for|lasted|run)|pre-?train", never=r"past|last|upcoming|ago|every"),
    _rule("training_days", r"(?:within|in|requires?|took|takes|lasted|over|for|spans?) (?:only |just |about |approximately |roughly )*(?P<v>{NUMBER}|two|three|four|five|six|seven|eight|ten|twelve) weeks\b", between=(1, 1000), needs=r"\btrain\w*|\bRL run", never=r"past|last |upcoming|ago|every"),
    _rule("cost_usd", r"\$ ?(?P<v>{COUNT})(?! ?(?:/|per|an? hour|USD per))", between=(1e3, 1e11), needs=r"train|cost"),
    _rule("cost_usd", r"(?P<v>{BIG}) (?:USD|US dollars|dollars)(?! (?:/|per))", between=(1e3, 1e11), needs=r"train|cost"),
    _rule("mfu_or_throughput", r"(?P<v>{NUMBER}) ?%[^.]{0,20}(?:MFU|model FLOPs? utili[sz]ation|HFU)", between=(1, 100)),
    _rule("mfu_or_throughput", r"(?:MFU|FLOPs? utili[sz]ation)(?: \(MFU\))?{IS}(?P<v>{NUMBER})(?:-\d+(?:\.\d+)?)? ?%", between=(1, 100)),
    _rule("mfu_or_throughput", r"(?P<v>{NUMBER}) (?:TFLOPs?|TFLOP/s|TFLOPS|teraFLOPs?)(?:/s)?(?: per|/) ?(?:GPU|device|chip)", between=(1, 5000), never=_SERVE),
    # --- after training -----------------------------------------------------------------------------
    _rule("rl_steps", r"(?P<v>{COUNT}) (?:RL |training |gradient |optimization |policy )*(?:steps|iterations)", between=(10, 1e6), needs=_RL, never=r"SFT|warm|every|between|(?:first|per) \d|each|pre-?train|epoch"),
    _rule("rl_samples", r"(?P<v>{COUNT})(?: (?!for|of|in|to)[\w-]+){0,5} (?:problems|prompts|queries|questions|data|tasks)\b(?! points)", between=(100, 1e9), needs=_RL, never=r"SFT|supervised|reward model|each|per step|per batch|in each|batch|sample (?:of )?\d|" + _EVAL),
    _rule("release_date", r"\brelease date:? ?(?P<v>(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, 20\d\d)", kind="text"),
    _rule("release_date", r"\breleased?\b[^.]{0,40} on (?P<v>(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, 20\d\d)", kind="text", never=r"dataset|benchmark|questions"),
    _rule("knowledge_cutoff", r"cut-?off[^.]{0,60}?(?P<v>(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:\d{1,2}, )?20\d\d)", kind="text"),
    _rule("n_failures", r"(?P<v>{INT})\+? (?:\w+ )?(?:restarts|interruptions|failures|rollbacks|crashes|loss spikes)", between=(0, 1e5), needs=r"train|hardware|recover|run|experiment"),
    _rule("n_failures", r"(?P<v>instability) (?:during|in) (?:the )?training", kind="text", never=r"prevent|avoid|mitigat|may|can|could|reduce|address"),
    _rule("n_failures", r"\b(?:no|zero|without any) (?:incidents? of |\w+ )*(?:loss spikes?|rollbacks?|restarts|interruptions)", kind="text", says="0"),
    _rule("mfu_or_throughput", r"(?P<v>{NUMBER}) ?[×x] (?:speed-?up|faster)[^.]{0,20}(?:train|valid)", between=(1.01, 100), never=r"inference|decod"),
    _rule("mfu_or_throughput", r"speed-?up in training and an? (?P<v>{NUMBER}) ?[×x]", between=(1.01, 100)),
    _rule("precision", r"(?:employ|use|adopt|maintain|keep)\w* (?P<v>FP32|BF16|FP8) (?:precision )?(?:for|in) ", kind="text", never=_SERVE),
    _rule("n_failures", r"(?:not|never) (?:experience|encounter)\w*[^.]{0,40}(?:loss spikes?|rollbacks?)", kind="text", says="0"),
)  # fmt: skip
