"""The fields of a disclosure, in the order in which people ask for them: what each is called and its unit."""

from __future__ import annotations

from mainstem.model import Disclosure

FIELDS: dict[str, tuple[str, str]] = {
    "total_parameters": ("Parameters, total", "parameters"),
    "active_parameters": ("Parameters, active", "parameters"),
    "n_layers": ("Layers", ""),
    "hidden_size": ("Hidden size", ""),
    "n_attention_heads": ("Attention heads", ""),
    "n_kv_heads": ("KV heads", ""),
    "attention_kind": ("Attention", ""),
    "vocab_size": ("Vocabulary", "tokens"),
    "n_experts_routed": ("Experts, routed", ""),
    "n_experts_shared": ("Experts, shared", ""),
    "n_experts_active": ("Experts, active", ""),
    "expert_hidden": ("Expert width", ""),
    "context_length_pretrain": ("Context, pre-training", "tokens"),
    "context_length_final": ("Context, final", "tokens"),
    "training_tokens": ("Tokens", "tokens"),
    "batch_size": ("Batch size", ""),
    "learning_rate_peak": ("Learning rate", ""),
    "optimizer": ("Optimiser", ""),
    "precision": ("Precision", ""),
    "gpu_type": ("Accelerator", ""),
    "n_gpus": ("Accelerators", ""),
    "gpu_hours": ("GPU-hours", "hours"),
    "training_days": ("Days", "days"),
    "cost_usd": ("Cost", "USD"),
    "parallelism": ("Parallelism", ""),
    "mfu_or_throughput": ("Utilisation, speed", ""),
    "tokenizer": ("Tokenizer", ""),
    "data_mixture": ("Data shares", "share"),
    "post_training": ("After training", ""),
    "rl_samples": ("RL samples", ""),
    "rl_steps": ("RL steps", ""),
    "licence": ("Licence", ""),
    "knowledge_cutoff": ("Data until", ""),
    "release_date": ("Released", ""),
    "base_model": ("Base model", ""),
    "n_failures": ("Failures", ""),
}


def label(field: str) -> str:
    """What a field is called."""
    return FIELDS[field][0] if field in FIELDS else field.replace("_", " ").capitalize()


_MARK = {"approx": "~", "at_least": "≥ ", "up_to": "≤ ", "at_most": "≤ "}


def as_told(one: Disclosure) -> str:
    """A disclosure's value as people write it, with what the report says of its exactness: ~15T, 40 %."""
    if isinstance(one.normalised, str):
        return _licence(one.normalised, one.value) if one.field == "licence" else one.normalised
    number = f"{100 * one.normalised:.4g} %" if one.unit == "share" else shown(one.normalised)
    return _MARK.get(one.qualifier, "") + number


def _licence(name: str, printed: str) -> str:
    """A licence with its version as it is printed; what is open without one says so."""
    if name == "open":
        return "open, no licence named"
    return printed if name.lower() in printed.lower() else name


def shown(value: float | int | str) -> str:
    """A normalised value as people write it: 671B, 14.8T, 64M; 131,072 stays."""
    if isinstance(value, str):
        return value
    for scale, letter in ((1e12, "T"), (1e9, "B")):
        if abs(value) >= scale:
            return f"{value / scale:.4g}{letter}"
    if value >= 1e6 and value % 1e5 == 0:
        return f"{value / 1e6:.4g}M"
    if isinstance(value, float) and value != int(value):
        return f"{value:.4g}"
    return f"{int(value):,}"
