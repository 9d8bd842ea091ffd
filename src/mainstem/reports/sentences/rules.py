"""The rules by which prose tells values: for each field what stands around the number.

A rule's group ``v`` (or ``v1``, ``v2`` ... for lists) is the value. ``needs`` must be found in the sentence or in
the headings above it, ``never`` must not be found in the sentence. Values outside ``low`` to ``high`` are none.
"""

from __future__ import annotations

from mainstem.reports.sentences.grammar import Rule
from mainstem.reports.sentences.grammar import rule as _rule
from mainstem.reports.sentences.sizes import SIZES

_TRAIN = r"train|experiments are|conducted on|carried out|cost|cluster"
_SERVE = r"infer(?:ence|ring)|deploy|serving|kernel|rollout worker|rental|decod|prefill|bandwidth|generation throughput|NVLink|each node|per node|profil|latency"
_CAN = r"|\bcan (?:\w+ )?(?:train|scale|support)|stress test|be extended to"
_RL = r"reinforcement|\bRL\b|GRPO|PPO"
_EVAL = r"evaluat|benchmark|HumanEval|MMLU|sampling temperature|pass@|haystack"

RULES: tuple[Rule, ...] = (
    *SIZES,
    # --- tokens -------------------------------------------------------------------------------------
    _rule("training_steps", r"steps (?:is|are|was) set to (?P<v>{INT})|for (?:an additional )?(?P<v1>{INT}) steps|additional (?P<v2>{INT}) steps", between=(10, 1e8), never=_EVAL),
    # --- recipe -------------------------------------------------------------------------------------
    _rule("optimizer", r"(?P<v>AdamW|MuonClip|Muon|Adafactor|Sophia|Lion|Adam(?! ?\w*\d)|SGD)(?: \([^)]*\))?[ -]optimi[sz]er(?! stat)", kind="text"),
    _rule("optimizer", r"(?:train\w*|optimi[sz]\w+) (?:with|using|by) (?:the )?(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion|Adam)\b", kind="text"),
    _rule("optimizer", r"(?:FP32|fp32|optimi[sz]er(?: is| of|:|,)?(?: the)?|(?:use|employ|utilize|adopt)s? (?:the )?) ?(?P<v>AdamW|MuonClip|Muon|Adafactor|Sophia|Lion|Adam)\b(?! ?beta)", kind="text"),
    _rule("optimizer", r"(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion|Adam)\b(?= ?(?:\(|with|,)[^.]{0,30}(?:beta|β|weight decay|momentum))", kind="text"),
    _rule("optimizer", r"\btrain\w*[^.]{0,60}\b(?:with|using) (?:the )?(?P<v>AdamW|MuonClip|Muon|Adafactor|Lion)\b(?! optim|-)", kind="text", never=r"compar|baseline|\bvs\b"),
    _rule("gpu_hours", r"(?P<v>{COUNT}) (?:(?:{GPU} |A100-80GB )?(?:GPU|TPU|NPU|chip|accelerator|device|card)|{GPU})[- ]hours", between=(100, 1e10), never=r"(?:per|each|every) (?:trillion|billion|token|1T|T\b)"),
    _rule("training_days", r"(?P<v>{NUMBER})[- ]days?\b", between=(1, 1000), needs=r"\btrain|pre-?train|compute", never=r"without human|in the last|on-call|longest|record|these past|\bcommits\b|\bdays of (?:\w+ )?(?:activity|data|logs|history)"),
    _rule("training_days", r"(?P<v>{NUMBER}|one|two|three|four|five|six|seven|eight) weeks\b", between=(1, 1000), needs=r"\btrain\w* (?:took|takes|for|lasted|run)|pre-?train", never=r"past|last|upcoming|ago|every"),
    _rule("training_days", r"(?:within|in|requires?|took|takes|lasted|over|for|spans?) (?:only |just |about |approximately |roughly )*(?P<v>{NUMBER}|two|three|four|five|six|seven|eight|ten|twelve|sixteen) weeks\b", between=(1, 1000), needs=r"\btrain\w*|\bRL run", never=r"past|last |upcoming|ago|every"),
    _rule("cost_usd", r"\$ ?(?P<v>{COUNT})(?! ?(?:/|per|an? hour|USD per))", between=(1e3, 1e11), needs=r"train|cost"),
    _rule("cost_usd", r"(?P<v>{BIG}) (?:USD|US dollars|dollars)(?! (?:/|per))", between=(1e3, 1e11), needs=r"train|cost"),
    # --- after training -----------------------------------------------------------------------------
    _rule("n_failures", r"(?P<v>{INT})\+? (?:\w+ )?(?:restarts|interruptions|failures|rollbacks|crashes|loss spikes|instabilit(?:y|ies) (?:encounters|issues|events|incidents)|divergences)", between=(0, 1e5), needs=r"train|hardware|recover|run|experiment"),
    _rule("n_failures", r"(?P<v>instability) (?:during|in) (?:the )?training", kind="text", never=r"prevent|avoid|mitigat|may|can|could|reduce|address"),
    _rule("n_failures", r"(?:\b(?:no|not|never|zero|without|nor|neither|w/o|free (?:of|from))\b|n't\b)[^.;]{0,60}\b(?:loss (?:spikes?|divergences?)|rollbacks?|restarts?|interruptions?|divergen\w+|crash\w*|instabilit(?:y|ies)(?: issues?)?|instability)\b", kind="text", says="0", needs=r"\btrain|\bprocess\b|\brun\b|\brunning\b|\bcurve", never=r"\b(?:can|could|may|might|should|would|to (?:ensure|avoid|prevent)|if|when|unless|assum\w+|help\w*|method|technique|inference|only|why|prior|existing)\b"),
    _rule("n_failures", r"\b(?:restart\w*|rolled back|resumed|crash\w*|interrupted) (?P<v>{INT}) times", between=(0, 1e5)),
)  # fmt: skip
